package poll

import (
	"slices"

	"convene/internal/fault"
	"convene/internal/workshop/roster"
)

// List is who a question asks, frozen when it opens.
type List struct {
	Roll   []roster.SeatID
	Groups []roster.Group // of the people on the roll, in its order
	// Delegates speak for a government and are on the list only if they also
	// answer as themselves.
	Delegates []roster.SeatID
	// Few says that the list is so short that answers may be guessed; everyone
	// asked sees the warning, and the host confirmed it.
	Few bool
}

// Gather freezes the list of a question that opens now: everyone who may answer
// but those the host set aside. Outside named mode a list under Few needs the
// host's confirmation, and one under TooFew is refused (design §4, "The few").
func Gather(r *roster.State, mode Mode, aside []roster.SeatID, warned bool) (List, error) {
	var l List
	for _, seat := range r.Voters() {
		if !slices.Contains(aside, seat.ID) {
			l.Roll, l.Groups = append(l.Roll, seat.ID), append(l.Groups, seat.Group)
		}
	}
	for _, seat := range r.Delegates() {
		if !slices.Contains(aside, seat.ID) {
			l.Delegates = append(l.Delegates, seat.ID)
		}
	}
	switch n := len(l.Roll); {
	case n == 0:
		return List{}, fault.New("poll_nobody")
	case mode == Named:
	case n < TooFew:
		return List{}, fault.New("poll_too_few", "n", n)
	case n < Few:
		if !warned {
			return List{}, fault.New("poll_few", "n", n)
		}
		l.Few = true
	}
	return l, nil
}

// Ask makes a question for the list.
func (l List) Ask(id string, mode Mode, cell int, options []string) *Poll {
	return &Poll{ID: id, Mode: mode, Roll: l.Roll, Groups: l.Groups, Delegates: l.Delegates, Options: options, Cell: CellOf(cell)}
}
