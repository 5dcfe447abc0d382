package spectrum

import (
	"slices"
	"strconv"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
)

// The commands of a vote.
type (
	// OpenVote begins a round in its own step. SetAside are seats that are not
	// asked; Warned says that the host confirmed a list shorter than poll.Few;
	// Again that a further round is wanted beside one that was shown. A host
	// gives it.
	OpenVote struct {
		Topic    string
		Vote     Vote
		SetAside []roster.SeatID
		Warned   bool
		Again    bool
	}
	// Cast puts or replaces the giver's choice in the box, WriteReason their
	// reason before the close, AddReason one after the reveal; Withdraw takes
	// any of them out. None makes an event.
	Cast struct {
		Poll   string
		Choice string
	}
	WriteReason struct {
		Poll  string
		Words safetext.Text
		Lang  string
		// Level is a level that the writer wishes to be shown beside the words.
		Level string
	}
	AddReason WriteReason
	Withdraw  struct{ Poll string }
	// LastCall tells those who chose and did not send; CloseVote needs it first.
	// ID is a round's or a check's.
	LastCall struct{ ID string }
	// CloseVote opens the answers and shows them to all at once. It can't be
	// taken back. Vote is the round's.
	CloseVote struct {
		Round string
		Vote  Vote
	}
	// CallOff takes a round or a check back that was opened too early: what was
	// answered is destroyed unread.
	CallOff struct{ ID string }
	// VoidPoll says that a poll's key is gone; the server gives it.
	VoidPoll struct{ ID string }
	// ShowReasons shows what was added after the reveal, together. Poll is the
	// topic's MoreID.
	ShowReasons struct {
		Topic string
		Poll  string
	}
)

// here gives the topic if the room is at it, in one of the steps.
func (s *State) here(w act.World, topic string, steps ...string) (*Topic, error) {
	t := s.Topic(topic)
	switch {
	case t == nil:
		return nil, fault.New("spectrum_topic_gone")
	case w.Activity != Activity || !slices.Contains(steps, w.Where.Step) || s.Present(w.Where) != t:
		return nil, fault.New("moved_on")
	case t.Final():
		return nil, fault.New("spectrum_final")
	}
	return t, nil
}

func (c OpenVote) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	step := StepVote1
	if c.Vote == Second {
		step = StepVote2
	}
	t, err := s.here(w, c.Topic, step)
	if err != nil {
		return act.Result{}, err
	}
	if t, err = s.free(t.ID); err != nil {
		return act.Result{}, err
	}
	if err := t.complete(); err != nil {
		return act.Result{}, err
	}
	if t.LastRound(c.Vote) != nil && !c.Again {
		return act.Result{}, fault.New("spectrum_vote_held")
	}
	mode, cell := t.HowAsked(), s.Content.Cell
	list, err := poll.Gather(w.Roster, mode, w.Without(c.SetAside), c.Warned)
	if err != nil {
		return act.Result{}, err
	}
	r := Round{ID: t.ID + "/r" + strconv.Itoa(len(t.Rounds)+1), Vote: First, Mode: mode, Few: list.Few,
		NotAction: w.PublicBody == "yes"}
	r.Should = list.Ask(r.ID+"/should", mode, cell, s.Content.ids())
	r.Reasons = list.Ask(r.ID+"/reasons", mode, cell, s.Content.ids())
	if c.Vote == Second {
		r.Vote = Second
	} else {
		r.Today = list.Ask(r.ID+"/today", mode, cell, s.Content.ids())
	}
	return events(VoteOpened{Topic: t.ID, Round: r}), nil
}

// complete refuses a vote on a topic whose record misses something, and names
// the first field that does.
func (t *Topic) complete() error {
	if missing := t.Missing(); len(missing) > 0 {
		return fault.New("spectrum_missing_"+string(missing[0]), "topic", t.title(), "n", len(missing))
	}
	return nil
}

// asked gives the open poll of choices, or of words, with this id.
func (s *State) asked(id string, words bool) *poll.Poll {
	for _, t := range s.Topics {
		var polls []*poll.Poll
		r, c := t.OpenRound(), t.OpenCheck()
		switch {
		case r != nil && words:
			polls = append(polls, r.Reasons)
		case r != nil:
			polls = append(polls, r.ballots()...)
		}
		switch {
		case c != nil && words:
			polls = append(polls, c.Reasons)
		case c != nil:
			polls = append(polls, c.Poll)
		}
		for _, p := range polls {
			if p.ID == id {
				return p
			}
		}
	}
	return nil
}

// answering refuses an answer to a question that is not asked of the giver now.
func answering(w act.World, p *poll.Poll) error {
	if err := w.Write(); err != nil {
		return err
	}
	if p == nil {
		return fault.New("moved_on")
	}
	if !p.May(w.Seat) {
		return fault.New("not_on_list")
	}
	return nil
}

func (c Cast) Decide(w act.World, s *State) (act.Result, error) {
	p := s.asked(c.Poll, false)
	if err := answering(w, p); err != nil {
		return act.Result{}, err
	}
	if !p.Offers(c.Choice) {
		return act.Result{}, fault.New("poll_choice_unknown")
	}
	return seal(p, w.Seat, []byte(c.Choice)), nil
}

func (c WriteReason) Decide(w act.World, s *State) (act.Result, error) {
	return c.write(w, s.asked(c.Poll, true))
}

func (c AddReason) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Draft(); err != nil {
		return act.Result{}, err
	}
	return WriteReason(c).write(w, s.more(c.Poll))
}

func (s *State) more(id string) *poll.Poll {
	for _, t := range s.Topics {
		if t.More != nil && t.More.ID == id {
			return t.More
		}
	}
	return nil
}

func (c WriteReason) write(w act.World, p *poll.Poll) (act.Result, error) {
	if err := answering(w, p); err != nil {
		return act.Result{}, err
	}
	value, err := poll.Reason{Words: c.Words, Lang: c.Lang, Choice: c.Level}.Seal(p)
	if err != nil {
		return act.Result{}, err
	}
	return seal(p, w.Seat, value), nil
}

func (c Withdraw) Decide(w act.World, s *State) (act.Result, error) {
	if w.Me() == nil {
		return act.Result{}, fault.New("not_yours")
	}
	for _, p := range []*poll.Poll{s.asked(c.Poll, false), s.asked(c.Poll, true), s.more(c.Poll)} {
		if p != nil {
			return seal(p, w.Seat, nil), nil
		}
	}
	return act.Result{}, fault.New("moved_on")
}

func seal(p *poll.Poll, seat roster.SeatID, value []byte) act.Result {
	return act.Result{Seals: []act.Seal{{Poll: p.ID, Seat: seat, Value: value}}}
}
