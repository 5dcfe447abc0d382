package agenda

import "slices"

// Standing says where an item is in a meeting, as a word that every face has a
// sentence for: "common.state.<standing>".
type Standing string

// The standings. Skipped is an item that a host left out, or that a meeting
// ended without.
const (
	Done    Standing = "done"
	Present Standing = "now"
	Next    Standing = "next"
	Later   Standing = "later"
	Skipped Standing = "skipped"
)

// Standings gives where each item is, in the items' order.
func (s *State) Standings() []Standing {
	out := make([]Standing, len(s.Items))
	now, next := s.index(s.At.Item), ""
	if !s.Meeting.EndedAt.IsZero() {
		now = len(s.Items)
	} else if to, ok := s.nextItem(); ok {
		next = to.ID
	}
	for i, item := range s.Items {
		held := slices.ContainsFunc(s.Spells, func(sp Spell) bool { return sp.Item == item.ID })
		switch {
		case item.Skipped:
			out[i] = Skipped
		case i == now:
			out[i] = Present
		case i < now && held:
			out[i] = Done
		case i < now:
			out[i] = Skipped
		case item.ID == next:
			out[i] = Next
		default:
			out[i] = Later
		}
	}
	return out
}

// nextItem is the item behind the present one that is not skipped.
func (s *State) nextItem() (Item, bool) {
	for _, item := range s.Items[s.index(s.At.Item)+1:] {
		if !item.Skipped {
			return item, true
		}
	}
	return Item{}, false
}
