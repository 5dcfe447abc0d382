package linear

import (
	"context"
	"slices"

	"convene/internal/room"
	"convene/internal/workshop"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
)

// Helped knows what counts for a person in the open polls, as far as they have been
// told: theirs, or of somebody who answered for them with their yes. It is told to
// them alone, in one sentence for questions that are asked together (domain R-04).
// The zero value has told nothing.
type Helped struct {
	own map[string]bool          // by poll: an answer of their own stood there
	by  map[string]roster.SeatID // by poll: who answered for them
}

// Take takes in what counts in a poll now. It gives the id of the sentence that
// tells who answered for them, about {who}; empty when there is nothing new.
func (h *Helped) Take(s *workshop.Snapshot, id string, a room.Answer) string {
	if h.by == nil {
		h.own, h.by = map[string]bool{}, map[string]roster.SeatID{}
	}
	i := slices.IndexFunc(s.OpenPolls(), func(p poll.Open) bool { return p.ID == id })
	if i < 0 || s.OpenPolls()[i].Claims {
		return ""
	}
	replaced := h.own[id]
	if a.By == "" {
		h.own[id] = a.Value != nil
		delete(h.by, id)
		return ""
	}
	told := h.by[id] == a.By
	for _, other := range s.Together(spectrum.Cast{Poll: id}) {
		told = told || h.by[other] == a.By && !replaced
	}
	h.own[id], h.by[id] = false, a.By
	switch {
	case told:
		return ""
	case replaced:
		return "for.told.replaced"
	case s.OpenPolls()[i].Beside: // words beside an answer that they know of
		return ""
	}
	return "for.told.sent"
}

// helped looks who answered for the person since they were told; n may be nil.
func (s *session) helped(n *news) {
	if s.person.ForAnother() || s.person.Entry != "" {
		return
	}
	for _, p := range s.snap.OpenPolls() {
		a, err := s.room.Answer(context.WithoutCancel(s.ctx), s.person.Sitter(), p.ID)
		if err != nil {
			continue // it is looked at again at the next
		}
		id := s.aided.Take(s.snap, p.ID, a)
		switch {
		case id == "":
		case n == nil:
			s.tell(s.Say(id, "who", s.name(a.By)))
		default:
			n.need(s.Say(id, "who", s.name(a.By)))
		}
	}
}
