package agenda

import (
	"slices"
	"time"

	"convene/internal/safetext"
	"convene/internal/workshop/act"
)

// The events of the agenda.
type (
	// Planned starts a meeting's agenda, copied from content.
	Planned struct {
		Meeting Meeting `json:"meeting"`
		Items   []Item  `json:"items"`
	}
	// Opened and Ended are the meeting's first and last moment.
	Opened struct{}
	Ended  struct{}
	// ItemAdded puts an item behind another (empty: first); ItemChanged
	// replaces one; ItemMoved puts one behind another; ItemRemoved takes one
	// out; ItemSkipped passes over one, or takes that back.
	ItemAdded struct {
		Item   Item   `json:"item"`
		Behind string `json:"behind,omitempty"`
	}
	ItemChanged struct {
		Item Item `json:"item"`
	}
	ItemMoved struct {
		ID     string `json:"id"`
		Behind string `json:"behind,omitempty"`
	}
	ItemRemoved struct {
		ID string `json:"id"`
	}
	ItemSkipped struct {
		ID      string `json:"id"`
		Skipped bool   `json:"skipped"`
	}
	// Moved takes the room somewhere.
	Moved struct {
		To act.Place `json:"to"`
	}
	// TimerSet replaces the timer of the present item.
	TimerSet struct {
		Running bool  `json:"running"`
		LeftMS  int64 `json:"left_ms"`
	}
	// EndBySet says when the meeting must end; the zero time, that nothing was
	// said.
	EndBySet struct {
		At time.Time `json:"at,omitzero"`
	}
	// PauseSet rests the room, or goes on.
	PauseSet struct {
		Paused bool `json:"paused"`
	}
	// ItemProposed is a participant's wish; ProposalSettled takes it off.
	ItemProposed struct {
		Proposal Proposal `json:"proposal"`
	}
	ProposalSettled struct {
		ID    string `json:"id"`
		Taken bool   `json:"taken"`
	}
)

func (Planned) Kind() string         { return "agenda.planned" }
func (Opened) Kind() string          { return "agenda.opened" }
func (Ended) Kind() string           { return "agenda.ended" }
func (ItemAdded) Kind() string       { return "agenda.item_added" }
func (ItemChanged) Kind() string     { return "agenda.item_changed" }
func (ItemMoved) Kind() string       { return "agenda.item_moved" }
func (ItemRemoved) Kind() string     { return "agenda.item_removed" }
func (ItemSkipped) Kind() string     { return "agenda.item_skipped" }
func (Moved) Kind() string           { return "agenda.moved" }
func (TimerSet) Kind() string        { return "agenda.timer_set" }
func (EndBySet) Kind() string        { return "agenda.end_by_set" }
func (PauseSet) Kind() string        { return "agenda.pause_set" }
func (ItemProposed) Kind() string    { return "agenda.item_proposed" }
func (ProposalSettled) Kind() string { return "agenda.proposal_settled" }

const day = 24 * time.Hour

// Events lists the codecs of this part.
func Events() []act.Codec {
	return []act.Codec{
		act.JSON[Planned](1), act.JSON[Opened](1), act.JSON[Ended](1), act.JSON[ItemAdded](1),
		act.JSON[ItemChanged](1), act.JSON[ItemMoved](1), act.JSON[ItemRemoved](1), act.JSON[ItemSkipped](1),
		act.JSON[Moved](1), act.JSON[TimerSet](1), act.JSON[EndBySet](1), act.JSON[PauseSet](1), act.JSON[ItemProposed](1),
		act.JSON[ProposalSettled](1),
	}
}

// Apply folds an event of this part; others leave the state as it is.
func (s *State) Apply(at act.Stamp, e act.Event) *State {
	next := *s
	switch e := e.(type) {
	case Planned:
		return &State{Meeting: e.Meeting, Items: e.Items}
	case Opened:
		next.Meeting.OpenedAt = at.At
		// What was said on an earlier day was a time of day.
		if by := next.Meeting.EndBy; !by.IsZero() && !by.After(at.At) {
			next.Meeting.EndBy = by.Add((at.At.Sub(by)/day + 1) * day)
		}
	case Ended:
		next.Meeting.EndedAt = at.At
		next.Spells = endSpell(s.Spells, at.At)
		next.Timer = Timer{}
	case Moved:
		next.move(e.To, at.At)
	case TimerSet:
		left := time.Duration(e.LeftMS) * time.Millisecond
		next.Timer = Timer{Left: left, Running: e.Running}
		if e.Running {
			next.Timer.EndsAt = at.At.Add(left)
		}
	case EndBySet:
		next.Meeting.EndBy = e.At
	case PauseSet:
		next.Paused = e.Paused
	case ItemProposed:
		next.Proposed = append(slices.Clone(s.Proposed), e.Proposal)
	case ProposalSettled:
		next.Proposed = slices.DeleteFunc(slices.Clone(s.Proposed), func(p Proposal) bool { return p.ID == e.ID })
	default:
		return s.applyItem(e)
	}
	return &next
}

func (s *State) applyItem(e act.Event) *State {
	next := *s
	next.Items = slices.Clone(s.Items)
	switch e := e.(type) {
	case ItemAdded:
		next.insert(e.Item, e.Behind)
	case ItemChanged:
		if i := s.index(e.Item.ID); i >= 0 {
			next.Items[i] = e.Item
		}
	case ItemMoved:
		item, ok := s.Item(e.ID)
		if !ok || e.ID == e.Behind {
			return s
		}
		next.Items = slices.DeleteFunc(next.Items, func(i Item) bool { return i.ID == e.ID })
		next.insert(item, e.Behind)
	case ItemRemoved:
		next.Items = slices.DeleteFunc(next.Items, func(i Item) bool { return i.ID == e.ID })
	case ItemSkipped:
		if i := s.index(e.ID); i >= 0 {
			next.Items[i].Skipped = e.Skipped
		}
	default:
		return s
	}
	return &next
}

func (s *State) insert(item Item, behind string) {
	if item.ID == "" {
		return
	}
	i := 0
	if behind != "" {
		i = len(s.Items)
		if k := s.index(behind); k >= 0 {
			i = k + 1
		}
	}
	s.Items = slices.Insert(s.Items, i, item)
}

// move changes the place; a new item starts its own spell and its own timer,
// not running: the host starts it.
func (s *State) move(to act.Place, at time.Time) {
	if to.Item != s.At.Item {
		s.Spells = endSpell(s.Spells, at)
		if to.Item != "" {
			s.Spells = append(s.Spells, Spell{Item: to.Item, From: at})
		}
		s.Timer = Timer{}
		if item, ok := s.Item(to.Item); ok && item.Activity != Opening {
			s.Timer.Left = time.Duration(item.Minutes) * time.Minute
		}
	}
	s.At = to
	s.Seen = append(slices.Clone(s.Seen), to)
}

func endSpell(spells []Spell, at time.Time) []Spell {
	spells = slices.Clone(spells)
	if n := len(spells); n > 0 && spells[n-1].To.IsZero() {
		spells[n-1].To = at
	}
	return spells
}

// Title makes the words of a title that someone typed: it stands in every
// language as it was written.
func Title(lang string, t safetext.Text) Words { return Words{lang: t.String()} }
