package spectrum

import (
	"slices"

	"convene/internal/fault"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
)

func (c LastCall) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	_, r := s.Round(c.ID)
	_, check := s.Check(c.ID)
	if !r.IsOpen() && !check.IsOpen() {
		return act.Result{}, fault.New("moved_on")
	}
	return events(LastCalled(c)), nil
}

// Opens are the round's polls.
func (c CloseVote) Opens() []string {
	polls := []string{c.Round + "/should", c.Round + "/reasons"}
	if c.Vote == First {
		polls = append(polls, c.Round+"/today")
	}
	return polls
}

func (c CloseVote) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	t, r := s.Round(c.Round)
	switch {
	case !r.IsOpen() || r.Vote != c.Vote:
		return act.Result{}, fault.New("moved_on")
	case r.CalledAt.IsZero():
		return act.Result{}, fault.New("last_call_first")
	}
	opened, err := open(w, append(r.ballots(), r.Reasons)...)
	if err != nil {
		return act.Result{}, err
	}
	e := VoteClosed{Round: r.ID, Should: poll.Tally(r.Should, w.Roster, opened[r.Should.ID], true),
		Reasons: poll.Reasons(r.Reasons, w.Roster, opened[r.Reasons.ID])}
	if r.Today != nil {
		today := poll.Tally(r.Today, w.Roster, opened[r.Today.ID], true)
		e.Today = &today
	}
	if t.More == nil {
		e.More = s.gatherMore(w, r, t)
	}
	res := events(e)
	if r.Vote == First && w.Activity == Activity && w.Where.Step == StepVote1 {
		res.Move = &act.Place{Item: w.Where.Item, Step: StepReveal, Topic: t.ID}
	}
	return res, nil
}

// gatherMore begins to gather the reasons that people add after a reveal, from
// everyone who is here now, in the round's own mode.
func (s *State) gatherMore(w act.World, r *Round, t *Topic) *poll.Poll {
	var l poll.List
	for _, seat := range w.Roster.Voters() {
		l.Roll = append(l.Roll, seat.ID)
	}
	for _, seat := range w.Roster.Delegates() {
		l.Delegates = append(l.Delegates, seat.ID)
	}
	return l.Ask(t.ID+"/more/"+w.ID, r.Mode, s.Content.Cell, s.Content.ids())
}

// open gives the opened answers of polls. Answers that the room did not read are
// no empty list: nobody's vote may be lost by a slip.
func open(w act.World, polls ...*poll.Poll) (map[string][]poll.Cast, error) {
	out := make(map[string][]poll.Cast, len(polls))
	for _, p := range polls {
		answers, ok := w.Answers[p.ID]
		if !ok {
			return nil, fault.New("poll_unread")
		}
		list := make([]poll.Cast, len(answers))
		for i, a := range answers {
			list[i] = poll.Cast{Seat: a.Seat, Choice: string(a.Value), Hand: a.Hand}
		}
		out[p.ID] = list
	}
	return out, nil
}

func (c CallOff) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	_, r := s.Round(c.ID)
	_, check := s.Check(c.ID)
	if !r.IsOpen() && !check.IsOpen() {
		return act.Result{}, fault.New("moved_on")
	}
	return events(Voided{ID: c.ID, Why: VoidCalledOff}), nil
}

func (c VoidPoll) Decide(w act.World, s *State) (act.Result, error) {
	if w.Seat != "" {
		return act.Result{}, fault.New("not_yours")
	}
	for _, t := range s.Topics {
		if r := t.OpenRound(); r != nil && slices.ContainsFunc(r.open(), func(o poll.Open) bool { return o.ID == c.ID }) {
			return events(Voided{ID: r.ID, Why: VoidLost}), nil
		}
		if k := t.OpenCheck(); k != nil && (k.Poll.ID == c.ID || k.Reasons.ID == c.ID) {
			return events(Voided{ID: k.ID(), Why: VoidLost}), nil
		}
		if t.MoreID() == c.ID && c.ID != "" {
			return events(Voided{ID: c.ID, Why: VoidLost}), nil
		}
	}
	return act.Result{}, nil
}

// Opens is the poll of the added reasons.
func (c ShowReasons) Opens() []string { return []string{c.Poll} }

func (c ShowReasons) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	t := s.Topic(c.Topic)
	if t == nil || t.More == nil || t.More.ID != c.Poll {
		return act.Result{}, fault.New("moved_on")
	}
	added, err := t.added(w)
	if err != nil {
		return act.Result{}, err
	}
	r := t.LastRound(0)
	return events(ReasonsShown{Topic: t.ID, Reasons: added, More: s.gatherMore(w, r, t)}), nil
}

// added opens the reasons that were added after the last reveal.
func (t *Topic) added(w act.World) ([]poll.Reason, error) {
	if t.More == nil {
		return nil, nil
	}
	opened, err := open(w, t.More)
	if err != nil {
		return nil, err
	}
	return poll.Reasons(t.More, w.Roster, opened[t.More.ID]), nil
}
