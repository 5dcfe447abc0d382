package spectrum

import (
	"slices"
	"strconv"
	"time"

	"convene/internal/fault"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
)

// The commands between the second vote and the record.
type (
	// SettleLevels says what becomes of two levels that stand; a host writes
	// down what the group decided. Round is the proposal's, so that a further
	// vote in between is noticed.
	SettleLevels struct {
		Topic      string
		Settlement Settlement
	}
	// Declare is the decision-maker's statement. The person who signs gives it;
	// for one who is not here, a host passes it on. Of is the State.Print of what
	// the giver read; without one it is of whatever stands.
	Declare struct {
		Topic   string
		Of      string
		Kind    StatementKind
		Level   string
		Because Entry
		By      Day
	}
	// SetPromise sets what stands beside the promise's text. Rev is the
	// Promise.Rev that the giver saw.
	SetPromise struct {
		Topic      string
		Conditions Entry
		Keeper     Person
		Proof      Day
		Rev        int
	}
	// OpenCheck asks the group whether it can live with the offer. An empty Mode
	// is hidden names; a public body is always asked openly.
	OpenCheck struct {
		Topic    string
		Mode     poll.Mode
		SetAside []roster.SeatID
		Warned   bool
	}
	// CloseCheck shows the outcome; it can't be taken back.
	CloseCheck struct{ Check string }
)

func (c SettleLevels) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	t, err := s.free(c.Topic)
	if err != nil {
		return act.Result{}, err
	}
	p, set := t.Proposal(), c.Settlement
	low, high := p.Low, p.High
	if p.Tie {
		low, high = p.Middle.Low, p.Middle.High
	}
	a, b := s.Content.Index(set.Levels[0]), s.Content.Index(set.Levels[1])
	switch {
	case p.None() || p.Stands():
		return act.Result{}, fault.New("spectrum_one_level")
	case set.Round != p.Round:
		return act.Result{}, fault.New("moved_on")
	case !slices.Contains([]How{Stage, Pilot, Carry}, set.How):
		return act.Result{}, fault.New("poll_choice_unknown")
	case a == b || min(a, b) < low || max(a, b) > high, p.Tie && (min(a, b) != low || max(a, b) != high):
		return act.Result{}, fault.New("spectrum_levels_stand")
	case set.How == Pilot && set.Day == "":
		return act.Result{}, fault.New("date_needed")
	}
	if err := checkDay(w, set.Day); err != nil {
		return act.Result{}, err
	}
	if err := checkEntry(set.Words); err != nil {
		return act.Result{}, err
	}
	return events(LevelsSettled(c)), nil
}

// checkDay refuses what is no day, or is past. No day is no error. A day has no
// zone, so yesterday passes.
func checkDay(w act.World, d Day) error {
	switch {
	case d == "":
		return nil
	case !d.Valid():
		return fault.New("spectrum_day_unknown")
	case string(d) < w.Now.Add(-24*time.Hour).UTC().Format(time.DateOnly):
		return fault.New("spectrum_day_past")
	}
	return nil
}

func (c Declare) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Write(); err != nil && w.Guide() != nil {
		return act.Result{}, err
	}
	t := s.Topic(c.Topic)
	st := Statement{Kind: c.Kind, Because: c.Because, Seat: w.Seat}
	switch {
	case t == nil:
		return act.Result{}, fault.New("spectrum_topic_gone")
	case t.Signs.Here() && t.Signs.Seat != w.Seat:
		return act.Result{}, fault.New("spectrum_only_decider", "who", styled(w, t.Signs.Seat))
	case t.Signs.Here():
	case t.Signs.Name.IsBlank():
		return act.Result{}, fault.New("spectrum_no_decider")
	case w.Guide() != nil:
		return act.Result{}, fault.New("only_host")
	default:
		st.Reported = true
	}
	if _, err := s.free(t.ID); err != nil {
		return act.Result{}, err
	}
	if t.Proposal().None() {
		return act.Result{}, fault.New("spectrum_no_level")
	}
	if c.Of != "" && c.Of != s.Print(w.Text, t) {
		return act.Result{}, fault.New("moved_on")
	}
	switch c.Kind {
	case CanKeep:
	case UpTo:
		if s.Content.Index(c.Level) < 0 {
			return act.Result{}, fault.New("poll_choice_unknown")
		}
		if c.Because.Text.IsBlank() {
			return act.Result{}, fault.New("reason_needed")
		}
		st.Level = c.Level
	case MustCheck:
		if c.By == "" {
			return act.Result{}, fault.New("date_needed")
		}
		if err := checkDay(w, c.By); err != nil {
			return act.Result{}, err
		}
		st.By = c.By
	default:
		return act.Result{}, fault.New("poll_choice_unknown")
	}
	if err := checkEntry(c.Because); err != nil {
		return act.Result{}, err
	}
	return events(Stated{Topic: t.ID, Statement: st}), nil
}

func (c SetPromise) Decide(w act.World, s *State) (act.Result, error) {
	if err := takesPart(w); err != nil {
		return act.Result{}, err
	}
	t, err := s.free(c.Topic)
	if err != nil {
		return act.Result{}, err
	}
	if w.Guide() != nil {
		if _, err := s.here(w, t.ID, StepPromise); err != nil {
			return act.Result{}, err
		}
	}
	if c.Rev != t.Promise.Rev {
		return act.Result{}, fault.New("spectrum_field_changed", "who", styled(w, t.Promise.By))
	}
	if err := checkEntry(c.Conditions); err != nil {
		return act.Result{}, err
	}
	if err := checkPerson(w, c.Keeper); err != nil {
		return act.Result{}, err
	}
	if c.Keeper.Said != "" {
		return act.Result{}, fault.New("spectrum_keeper_needed")
	}
	if err := checkDay(w, c.Proof); err != nil {
		return act.Result{}, err
	}
	p := Promise{Conditions: c.Conditions, Keeper: c.Keeper, Proof: c.Proof}
	p.Accepted = c.Keeper.Here() && (c.Keeper.Seat == w.Seat || c.Keeper == t.Promise.Keeper && t.Promise.Accepted)
	return events(PromiseSet{Topic: t.ID, Promise: p}), nil
}

func (c OpenCheck) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	t, err := s.here(w, c.Topic, StepConsent)
	if err != nil {
		return act.Result{}, err
	}
	if t, err = s.free(t.ID); err != nil {
		return act.Result{}, err
	}
	offer := s.Offer(w, t)
	switch {
	case offer.Promise.IsBlank():
		return act.Result{}, fault.New("spectrum_promise_missing")
	case len(offer.Levels) == 0:
		return act.Result{}, fault.New("spectrum_no_level")
	}
	mode := poll.CheckMode(w.PublicBody, c.Mode)
	list, err := poll.Gather(w.Roster, mode, w.Without(c.SetAside), c.Warned)
	if err != nil {
		return act.Result{}, err
	}
	round := 1
	for _, past := range t.Checks {
		if past.Standing() != poll.Unasked && past.Asked.same(offer) {
			round++
		}
	}
	id := t.ID + "/c" + strconv.Itoa(len(t.Checks)+1)
	check := Check{Check: poll.NewCheck(id, mode, s.Content.Cell, round, list), Asked: offer}
	return events(CheckOpened{Topic: t.ID, Check: check}), nil
}

// Opens are the check's polls.
func (c CloseCheck) Opens() []string { return []string{c.Check, c.Check + "/reasons"} }

func (c CloseCheck) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	_, check := s.Check(c.Check)
	switch {
	case !check.IsOpen():
		return act.Result{}, fault.New("moved_on")
	case check.CalledAt.IsZero():
		return act.Result{}, fault.New("last_call_first")
	}
	opened, err := open(w, check.Poll, check.Reasons)
	if err != nil {
		return act.Result{}, err
	}
	o := check.Judge(w.Roster, opened[check.Poll.ID], opened[check.Reasons.ID])
	return events(CheckClosed{Check: check.ID(), Outcome: o}), nil
}
