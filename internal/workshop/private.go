package workshop

import (
	"slices"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
)

// SayAlone is a private word to the host or co-host whom its giver chose. It is no
// event: the room lays it with its receiver's unsent words in the sealed box, and
// they go together at the end of the meeting. Empty words mean: please come to me.
type SayAlone struct {
	To    roster.SeatID
	Words safetext.Text
	Lang  string
}

// PrivateWord is a private word as its receiver, and nobody else, finds it.
type PrivateWord struct {
	ID    string        `json:"-"`
	From  roster.SeatID `json:"from"`
	Words safetext.Text `json:"words,omitzero"`
	Lang  string        `json:"lang,omitempty"`
}

// MostPrivateWords is how many words of one person wait for one other at most.
const MostPrivateWords = 5

// sayAlone decides a private word. None is said once the meeting is over: nothing
// would take it away again.
func (s *State) sayAlone(w act.World, c SayAlone) (act.Result, error) {
	to := s.Roster.Seat(c.To)
	switch {
	case w.Me() == nil, c.To == w.Seat:
		return act.Result{}, fault.New("not_yours")
	case s.Over():
		return act.Result{}, fault.New("meeting_over")
	case to == nil || !s.Roster.CanGuide(c.To):
		return act.Result{}, fault.New("private_gone")
	}
	if err := safetext.Fits(safetext.Line, c.Words); err != nil {
		return act.Result{}, fault.New("too_long").With(err)
	}
	return act.Result{Unsaid: act.Unsaid{Word: &act.Word{From: w.Seat, To: c.To, Words: c.Words, Lang: c.Lang}}}, nil
}

// Listeners are whom a seat may say a private word to: the hosts and co-hosts but
// itself, in the order people came.
func (s *State) Listeners(me roster.SeatID) []*roster.Seat {
	return slices.DeleteFunc(s.Roster.Here(), func(seat *roster.Seat) bool {
		return seat.ID == me || !s.Roster.CanGuide(seat.ID)
	})
}
