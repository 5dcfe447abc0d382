package spectrum

import (
	"slices"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
)

// The commands that put on record.
type (
	// SetView adds a minority view, or changes the giver's own (View is its id).
	SetView struct {
		Topic  string
		View   string
		Words  safetext.Text
		Lang   string
		Signed bool
	}
	// WithdrawView takes the giver's own view back.
	WithdrawView struct{ Topic, View string }
	// Release shows the position of the giver's government; a later one corrects
	// it. What is being written before is the delegate's own draft.
	Release struct {
		Topic string
		Stand Stand
		Words safetext.Text
		Lang  string
		// Due is the day by which the Council answers; only with ToCouncil, and
		// empty where nobody can say.
		Due Day
	}
	// NoteConsultation puts on record that the governments spoke elsewhere. A
	// host gives it for a nation that has taken no position of its own here.
	NoteConsultation struct {
		Topic  string
		Nation safetext.Text
		Words  safetext.Text
		Lang   string
	}
	// RecordTopic records the topic: final when nothing lacks, else proposed or
	// open with what does. CarryOver records it for another day, "level
	// proposed, promise to be written". More is the topic's MoreID: reasons that
	// were added since the reveal are shown with it. A host gives them.
	RecordTopic struct{ Topic, More string }
	CarryOver   struct{ Topic, More string }
	// Reopen unlocks a topic that was recorded; the reason is told to all.
	Reopen struct {
		Topic string
		Why   safetext.Text
	}
)

func (c SetView) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Draft(); err != nil {
		return act.Result{}, err
	}
	t := s.Topic(c.Topic)
	if t == nil {
		return act.Result{}, fault.New("spectrum_topic_gone")
	}
	if c.Words.IsBlank() {
		return act.Result{}, fault.New("words_needed")
	}
	if err := safetext.Fits(safetext.Idea, c.Words); err != nil {
		return act.Result{}, err
	}
	v := View{ID: w.NewID(0), Words: c.Words, Lang: c.Lang, Signed: c.Signed, Holder: w.Seat}
	if c.View != "" {
		have, ok := t.View(c.View)
		switch {
		case !ok || have.Withdrawn:
			return act.Result{}, fault.New("view_gone")
		case have.Holder != w.Seat:
			return act.Result{}, fault.New("view_not_yours")
		}
		v.ID = have.ID
	}
	r := events(ViewSet{Topic: t.ID, View: v})
	r.Outcomes = t.gives(t.viewOutcome(v))
	return r, nil
}

func (c WithdrawView) Decide(w act.World, s *State) (act.Result, error) {
	t := s.Topic(c.Topic)
	if t == nil {
		return act.Result{}, fault.New("spectrum_topic_gone")
	}
	v, ok := t.View(c.View)
	switch {
	case !ok || v.Withdrawn:
		return act.Result{}, nil
	case v.Holder != w.Seat:
		return act.Result{}, fault.New("view_not_yours")
	}
	r := events(ViewWithdrawn(c))
	o := t.viewOutcome(v)
	o.Words, o.Withdrawn = "", true
	r.Outcomes = t.gives(o)
	return r, nil
}

func (c Release) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Write(); err != nil {
		return act.Result{}, err
	}
	t, me := s.Topic(c.Topic), w.Me()
	switch {
	case me.Nation.IsBlank():
		return act.Result{}, fault.New("only_delegate")
	case t == nil:
		return act.Result{}, fault.New("spectrum_topic_gone")
	case !slices.Contains(Stands(), c.Stand):
		return act.Result{}, fault.New("poll_choice_unknown")
	}
	if err := safetext.Fits(safetext.Idea, c.Words); err != nil {
		return act.Result{}, err
	}
	p := Position{Nation: me.Nation, Stand: c.Stand, Words: c.Words, Lang: c.Lang, Seat: w.Seat, Confirmed: me.Delegate()}
	if c.Stand == ToCouncil {
		if err := checkDay(w, c.Due); err != nil {
			return act.Result{}, err
		}
		p.Due = c.Due
	}
	return t.release(p), nil
}

func (t *Topic) release(p Position) act.Result {
	r := events(PositionReleased{Topic: t.ID, Position: p})
	r.Outcomes = t.gives(t.positionOutcome(p))
	return r
}

func (c NoteConsultation) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	t := s.Topic(c.Topic)
	switch {
	case t == nil:
		return act.Result{}, fault.New("spectrum_topic_gone")
	case c.Nation.IsBlank():
		return act.Result{}, fault.New("spectrum_nation_needed")
	case c.Words.IsBlank():
		return act.Result{}, fault.New("words_needed")
	}
	if err := safetext.Fits(safetext.Idea, c.Words); err != nil {
		return act.Result{}, err
	}
	if p := t.Position(c.Nation); p != nil && p.Confirmed && p.Stand != NoneToday {
		return act.Result{}, fault.New("spectrum_only_nation", "nation", p.Nation.String())
	}
	return t.release(Position{Nation: c.Nation.As(safetext.Name), Stand: Consulted, Words: c.Words, Lang: c.Lang,
		Seat: w.Seat, Noted: true}), nil
}

// Opens is the poll of the added reasons.
func (c RecordTopic) Opens() []string { return present(c.More) }

// Opens is the poll of the added reasons.
func (c CarryOver) Opens() []string { return present(c.More) }

func present(id string) []string {
	if id == "" {
		return nil
	}
	return []string{id}
}

func (c RecordTopic) Decide(w act.World, s *State) (act.Result, error) {
	return s.record(w, c.Topic, c.More, false)
}

func (c CarryOver) Decide(w act.World, s *State) (act.Result, error) {
	return s.record(w, c.Topic, c.More, true)
}

func (s *State) record(w act.World, topic, more string, carry bool) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	t, err := s.free(topic)
	if err != nil {
		return act.Result{}, err
	}
	if t.MoreID() != more {
		return act.Result{}, fault.New("moved_on")
	}
	added, err := t.added(w)
	if err != nil {
		return act.Result{}, err
	}
	v := s.verdict(w, t, carry)
	if carry && v.Status == Final {
		v.Carried = false // nothing was left to carry
	}
	now := s.outcomes(w, t, v)
	r := events(Recorded{Topic: t.ID, Verdict: v, Reasons: added, Gave: act.Gifts(now)})
	r.Outcomes = act.Renew(t.Gave, now)
	return r, nil
}

func (c Reopen) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	t := s.Topic(c.Topic)
	switch {
	case t == nil:
		return act.Result{}, fault.New("spectrum_topic_gone")
	case t.Verdict == nil:
		return act.Result{}, nil
	case c.Why.IsBlank():
		return act.Result{}, fault.New("reason_needed")
	}
	if err := safetext.Fits(safetext.Line, c.Why); err != nil {
		return act.Result{}, err
	}
	return events(Reopened(c)), nil
}

// concerns are the words of people who could not fully agree, of the last check.
func (t *Topic) concerns() []poll.Reason {
	if c := t.LastCheck(); c != nil {
		return c.Outcome.Concerns
	}
	return nil
}

// TakesFrom makes it an act.Withdrawal.
func (ViewWithdrawn) TakesFrom() []string { return []string{ViewSet{}.Kind()} }

func (e ViewWithdrawn) Without(earlier act.Event) (act.Event, bool) {
	set, ok := earlier.(ViewSet)
	if !ok || set.Topic != e.Topic || set.View.ID != e.View || set.View.Words.IsEmpty() {
		return earlier, false
	}
	set.View.Words, set.View.Lang = safetext.Text{}, ""
	return set, true
}
