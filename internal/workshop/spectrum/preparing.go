package spectrum

import (
	"slices"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
)

// Command is something a person or the server wants of this exercise. Decide is
// pure.
type Command interface {
	Decide(w act.World, s *State) (act.Result, error)
}

// The commands that prepare a topic.
type (
	// Prepare copies content into the workshop, once; the server gives it.
	Prepare struct{ Content Content }
	// AddTopic begins a topic; DropTopic takes one out that was never voted on.
	// A host gives them.
	AddTopic struct {
		Sentence safetext.Text
		Lang     string
	}
	DropTopic struct{ Topic string }
	// Fill sets one field of the record. Anyone who may write fills it until the
	// first vote opens, a host afterwards. Rev is the field's Edit.Rev that the
	// giver saw, so that nobody overwrites another unseen.
	Fill struct {
		Topic string
		Field Field
		Value Value
		Rev   int
	}
	// Affect says that the topic affects a Tribe: a delegate for its own
	// government, or whoever may fill the record for one they name. Unaffect
	// takes it back, which a delegate's word needs that delegate's government
	// for, and any flag once a vote was opened.
	Affect struct {
		Topic  string
		Nation safetext.Text
	}
	Unaffect struct {
		Topic  string
		Nation safetext.Text
	}
	// SetMode chooses how the topic's votes are asked: freely before the first
	// one opens, and only tighter afterwards.
	SetMode struct {
		Topic string
		Mode  poll.Mode
	}
	// TurnPage turns a page for the room; whoever holds the room gives it.
	TurnPage struct {
		On string
		N  int
	}
)

// MaxTopics and MaxLimits keep a slip of the finger from filling the log.
const (
	MaxTopics = 50
	MaxLimits = 30
	maxPage   = 1000
)

func (c Prepare) Decide(w act.World, s *State) (act.Result, error) {
	switch {
	case w.Seat != "":
		return act.Result{}, fault.New("not_yours")
	case len(s.Content.Levels) > 0:
		return act.Result{}, nil
	}
	return events(Prepared(c)), nil
}

func (c AddTopic) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	if c.Sentence.IsBlank() {
		return act.Result{}, fault.New("words_needed")
	}
	if err := safetext.Fits(safetext.Line, c.Sentence); err != nil {
		return act.Result{}, err
	}
	if len(s.Topics) >= MaxTopics {
		return act.Result{}, fault.New("spectrum_topics_full", "n", MaxTopics)
	}
	return events(TopicAdded{Topic: w.NewID(0), Sentence: Entry{Text: c.Sentence, Lang: c.Lang}}), nil
}

func (c DropTopic) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	t := s.Topic(c.Topic)
	switch {
	case t == nil:
		return act.Result{}, nil
	case len(t.Rounds) > 0:
		return act.Result{}, fault.New("spectrum_topic_voted")
	}
	return events(TopicDropped(c)), nil
}

// fillable gives the topic if the giver may change its record now.
func (s *State) fillable(w act.World, id string) (*Topic, error) {
	if err := takesPart(w); err != nil {
		return nil, err
	}
	t, err := s.free(id)
	if err != nil {
		return nil, err
	}
	if w.Guide() != nil && len(t.Rounds) > 0 {
		return nil, fault.New("only_host")
	}
	return t, nil
}

// takesPart refuses unless the giver may write what everyone sees. A host
// prepares a topic between meetings too; the others of a public body write in
// its meetings only.
func takesPart(w act.World) error {
	if w.Guide() == nil {
		return nil
	}
	return w.Draft()
}

// free gives the topic unless it is recorded as final or being voted on.
func (s *State) free(id string) (*Topic, error) {
	t := s.Topic(id)
	switch {
	case t == nil:
		return nil, fault.New("spectrum_topic_gone")
	case t.Final():
		return nil, fault.New("spectrum_final")
	case t.OpenRound() != nil || t.OpenCheck() != nil:
		return nil, fault.New("spectrum_vote_open", "topic", t.title())
	}
	return t, nil
}

func (t *Topic) title() string { return t.Sentence.Text.String() }

func (c Fill) Decide(w act.World, s *State) (act.Result, error) {
	t, err := s.fillable(w, c.Topic)
	if err != nil {
		return act.Result{}, err
	}
	if last := t.Edits[c.Field]; last.Rev != c.Rev {
		return act.Result{}, fault.New("spectrum_field_changed", "who", styled(w, last.By))
	}
	if err := c.check(w); err != nil {
		return act.Result{}, err
	}
	r := events(FieldFilled{Topic: t.ID, Field: c.Field, Value: c.used()})
	if c.Field != FieldTribe {
		return r, nil
	}
	if c.Value.Tribe == TribeYes {
		if len(t.Flags) == 0 {
			r.Events = append(r.Events, FlagSet{Topic: t.ID})
		}
		return r, nil
	}
	for _, f := range t.Flags {
		cleared, err := Unaffect{Topic: t.ID, Nation: f.Nation}.Decide(w, s)
		if err != nil {
			return act.Result{}, err
		}
		r.Events = append(r.Events, cleared.Events...)
	}
	return r, nil
}

// used leaves out what does not belong to the field.
func (c Fill) used() Value {
	switch c.Field {
	case FieldFixed:
		return Value{Limits: c.Value.Limits, Entry: Entry{Said: c.Value.Entry.Said}}
	case FieldSigns:
		return Value{Person: c.Value.Person}
	case FieldTribe:
		return Value{Tribe: c.Value.Tribe}
	}
	return Value{Entry: c.Value.Entry}
}

func (c Fill) check(w act.World) error {
	v := c.Value
	switch c.Field {
	case FieldSentence:
		if v.Entry.Text.IsBlank() {
			return fault.New("words_needed")
		}
		return safetext.Fits(safetext.Line, v.Entry.Text)
	case FieldFixed:
		return checkLimits(v.Limits, v.Entry.Said)
	case FieldSigns:
		return checkPerson(w, v.Person)
	case FieldTribe:
		if v.Tribe != TribeYes && v.Tribe != TribeNo {
			return fault.New("poll_choice_unknown")
		}
		return nil
	case FieldTouched, FieldOpen, FieldDue, FieldMeans:
		return checkEntry(v.Entry)
	}
	return fault.New("spectrum_field_unknown")
}

// checkEntry refuses words beyond a card's room. An empty entry empties a field.
func checkEntry(e Entry) error {
	if err := safetext.Fits(safetext.Idea, e.Text); err != nil {
		return err
	}
	return checkSaid(e.Said)
}

func checkSaid(s Said) error {
	if s != "" && s != Nothing && s != Nobody {
		return fault.New("poll_choice_unknown")
	}
	return nil
}

func checkPerson(w act.World, p Person) error {
	if p.Seat != "" {
		if seat := w.Roster.Seat(p.Seat); seat == nil || seat.Ended {
			return fault.New("seat_unknown")
		}
		p.Name, p.Said = safetext.Text{}, ""
	}
	if err := safetext.Fits(safetext.Title, p.Name); err != nil {
		return err
	}
	return checkSaid(p.Said)
}

func checkLimits(limits []Limit, said Said) error {
	if len(limits) > MaxLimits {
		return fault.New("spectrum_limits_full", "n", MaxLimits)
	}
	for i, l := range limits {
		for _, text := range []safetext.Text{l.What.Text, l.Source, l.Reason, l.Changer} {
			if err := safetext.Fits(safetext.Line, text); err != nil {
				return err
			}
		}
		if !l.Whole() {
			return fault.New("spectrum_limit_source", "n", i+1)
		}
	}
	return checkSaid(said)
}

func (c SetMode) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	t, err := s.free(c.Topic)
	switch {
	case err != nil:
		return act.Result{}, err
	case !slices.Contains(poll.Modes(), c.Mode):
		return act.Result{}, fault.New("poll_choice_unknown")
	case len(t.Rounds) > 0 && !c.Mode.Tighter(t.HowAsked()):
		return act.Result{}, fault.New("poll_mode_looser")
	case c.Mode == t.HowAsked():
		return act.Result{}, nil
	}
	return events(ModeSet{Topic: t.ID, Mode: c.Mode}), nil
}

func (c TurnPage) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Hold(); err != nil {
		return act.Result{}, err
	}
	_, round := s.Round(c.On)
	if c.N < 0 || c.N > maxPage || !slices.Contains(Steps(), c.On) && !round.Shown() {
		return act.Result{}, fault.New("moved_on")
	}
	if s.Page == Page(c) {
		return act.Result{}, nil
	}
	return events(PageTurned(c)), nil
}

// events makes a result of events alone.
func events(list ...act.Event) act.Result { return act.Result{Events: list} }

// styled is a seat's name as it is written, for a sentence.
func styled(w act.World, id roster.SeatID) string { return w.Roster.Seat(id).Styled() }
