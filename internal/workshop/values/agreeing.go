package values

import (
	"strconv"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
)

// The commands of the consent check and the record.
type (
	// OpenCheck asks the group whether it can live with the list. An empty Mode
	// is hidden names; a public body is always asked openly.
	OpenCheck struct {
		Mode     poll.Mode
		SetAside []roster.SeatID
		Warned   bool
	}
	// Cast puts or replaces the giver's answer to the check, WriteReason a
	// reason beside it; Withdraw takes either out. None makes an event.
	Cast struct {
		Poll   string
		Choice string
	}
	WriteReason struct {
		Poll  string
		Words safetext.Text
		Lang  string
	}
	Withdraw struct{ Poll string }
	// CloseCheck shows the outcome; it can't be taken back.
	CloseCheck struct{ Check string }
	// RecordValues records the exercise, final when nothing lacks; authors can't
	// withdraw cards any more. CarryOver keeps it going for another day and
	// passes on what there is, marked as proposed. Neither makes a record of an
	// exercise that was never held. A host gives them.
	RecordValues struct{}
	CarryOver    struct{}
	// Reopen unlocks a recorded exercise; the reason is told to all.
	Reopen struct{ Why safetext.Text }
)

func (c OpenCheck) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	if err := here(w, StepConsent); err != nil {
		return act.Result{}, err
	}
	if err := s.free(); err != nil {
		return act.Result{}, err
	}
	list := s.List()
	if len(list) == 0 {
		return act.Result{}, fault.New("values_no_clusters")
	}
	mode := poll.CheckMode(w.PublicBody, c.Mode)
	asked, err := poll.Gather(w.Roster, mode, w.Without(c.SetAside), c.Warned)
	if err != nil {
		return act.Result{}, err
	}
	round := 1
	for _, past := range s.Checks {
		if past.Standing() != poll.Unasked && sameList(past.Asked, list) {
			round++
		}
	}
	id := "values/c" + strconv.Itoa(len(s.Checks)+1)
	return events(CheckOpened{Check: Check{Check: poll.NewCheck(id, mode, s.Content.Cell, round, asked), Asked: list}}), nil
}

func (c Cast) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Write(); err != nil {
		return act.Result{}, err
	}
	check := s.OpenCheck()
	if check == nil || check.Poll.ID != c.Poll {
		return act.Result{}, fault.New("moved_on")
	}
	if err := answering(w, check.Poll); err != nil {
		return act.Result{}, err
	}
	if !check.Poll.Offers(c.Choice) {
		return act.Result{}, fault.New("poll_choice_unknown")
	}
	return act.Result{Seals: []act.Seal{{Poll: c.Poll, Seat: w.Seat, Value: []byte(c.Choice)}}}, nil
}

func (c WriteReason) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Write(); err != nil {
		return act.Result{}, err
	}
	check := s.OpenCheck()
	if check == nil || check.Reasons.ID != c.Poll {
		return act.Result{}, fault.New("moved_on")
	}
	if err := answering(w, check.Reasons); err != nil {
		return act.Result{}, err
	}
	value, err := poll.Reason{Words: c.Words, Lang: c.Lang}.Seal(check.Reasons)
	if err != nil {
		return act.Result{}, err
	}
	return act.Result{Seals: []act.Seal{{Poll: c.Poll, Seat: w.Seat, Value: value}}}, nil
}

func (c Withdraw) Decide(w act.World, s *State) (act.Result, error) {
	check := s.OpenCheck()
	if check == nil || check.Poll.ID != c.Poll && check.Reasons.ID != c.Poll {
		return act.Result{}, fault.New("moved_on")
	}
	return act.Result{Seals: []act.Seal{{Poll: c.Poll, Seat: w.Seat}}}, nil
}

// Opens are the check's polls.
func (c CloseCheck) Opens() []string { return []string{c.Check, c.Check + "/reasons"} }

func (c CloseCheck) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	check := s.OpenCheck()
	switch {
	case check == nil || check.ID() != c.Check:
		return act.Result{}, fault.New("moved_on")
	case check.CalledAt.IsZero():
		return act.Result{}, fault.New("last_call_first")
	}
	var opened [2][]poll.Cast
	for i, p := range []*poll.Poll{check.Poll, check.Reasons} {
		answers, ok := w.Answers[p.ID]
		if !ok {
			return act.Result{}, fault.New("poll_unread")
		}
		for _, a := range answers {
			opened[i] = append(opened[i], poll.Cast{Seat: a.Seat, Choice: string(a.Value), Hand: a.Hand})
		}
	}
	return events(CheckClosed{Check: check.ID(), Outcome: check.Judge(w.Roster, opened[0], opened[1])}), nil
}

func (RecordValues) Decide(w act.World, s *State) (act.Result, error) { return s.record(w, false) }

func (CarryOver) Decide(w act.World, s *State) (act.Result, error) { return s.record(w, true) }

func (s *State) record(w act.World, carry bool) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	if err := s.free(); err != nil {
		return act.Result{}, err
	}
	if !s.held() {
		return act.Result{}, fault.New("values_nothing_held")
	}
	v := s.verdict(carry)
	now := s.outcomes(v)
	r := events(Recorded{Verdict: v, Gave: act.Gifts(now)})
	r.Outcomes = act.Renew(s.Gave, now)
	return r, nil
}

func (c Reopen) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	switch {
	case s.Verdict == nil:
		return act.Result{}, nil
	case c.Why.IsBlank():
		return act.Result{}, fault.New("reason_needed")
	}
	if err := safetext.Fits(safetext.Line, c.Why); err != nil {
		return act.Result{}, err
	}
	return events(Reopened(c)), nil
}
