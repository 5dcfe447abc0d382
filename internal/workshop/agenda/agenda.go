// Package agenda knows what a meeting does and when: its items, where the room
// is, the clock of the present item, and the shared notes of talk items. Steps
// inside an exercise belong to the exercise; the agenda only holds the place.
// It is pure.
package agenda

import (
	"maps"
	"slices"
	"time"

	"convene/internal/safetext"
	"convene/internal/workshop/act"
)

// Activities that need no exercise of their own (design §7). Any other activity
// is the name of an exercise, or is held as a talk.
const (
	Talk    = "talk"
	Opening = "opening"
	Break   = "break"
	Close   = "close"
)

// Words are one text in the languages it was given in, by tag. They are copied
// into the workshop's first events, so that changed content never changes an
// old record.
type Words map[string]string

// In gives the words in a language; where they were not given in it, in English
// or whatever there is, the same for every reader.
func (w Words) In(lang string) string {
	if t, ok := w[lang]; ok {
		return t
	}
	if t, ok := w["en"]; ok {
		return t
	}
	for _, tag := range slices.Sorted(maps.Keys(w)) {
		return w[tag]
	}
	return ""
}

// Item is one entry of the agenda. Items are never changed in place.
type Item struct {
	ID       string   `json:"id"`
	Title    Words    `json:"title"`
	Minutes  int      `json:"minutes"`
	Activity string   `json:"activity"`
	Steps    []string `json:"steps,omitempty"`
	Prompt   Words    `json:"prompt,omitempty"`
	HostNote Words    `json:"host_note,omitempty"`
	// Care is a note that everyone reads before the item begins, where it may
	// stir up hard things (domain R-16); most items have none.
	Care    Words   `json:"care,omitempty"`
	SayNext []Words `json:"say_next,omitempty"`
	// Sections are those of the Terms of Reference that a drafting item is for.
	Sections []string `json:"sections,omitempty"`
	Optional bool     `json:"optional,omitempty"`
	Skipped  bool     `json:"skipped,omitempty"`
}

// Spell is a stretch of time that the room spent on an item.
type Spell struct {
	Item string
	From time.Time
	To   time.Time // zero while it lasts
}

// Timer is the guide of the present item. It never closes anything (domain R-17).
type Timer struct {
	// EndsAt is when the planned time is over, while the timer runs.
	EndsAt time.Time
	// Left is what remains while it is paused or not started.
	Left    time.Duration
	Running bool
}

// State is the agenda at one moment; immutable.
type State struct {
	Meeting Meeting
	Items   []Item
	At      act.Place
	// Seen are the places the room has been, so that the host can go back to
	// look; the last is the present one.
	Seen   []act.Place
	Spells []Spell
	Timer  Timer
	// Paused says that the room rests; by whom is not kept (domain §8.14).
	Paused bool
	// Proposed are items that participants proposed, until a host takes or
	// declines them.
	Proposed []Proposal
}

// Meeting is one gathering of the workshop.
type Meeting struct {
	ID        string    `json:"id"`
	AgendaID  string    `json:"agenda"`
	Zone      string    `json:"zone"`
	PlannedAt time.Time `json:"planned_at,omitzero"`
	// EndBy is the time the host said the meeting would end.
	EndBy    time.Time `json:"end_by,omitzero"`
	OpenedAt time.Time `json:"opened_at,omitzero"`
	EndedAt  time.Time `json:"ended_at,omitzero"`
	Number   int       `json:"number"`
}

// Running reports whether a meeting is on.
func (s *State) Running() bool {
	return !s.Meeting.OpenedAt.IsZero() && s.Meeting.EndedAt.IsZero()
}

// Resting reports whether everyone's screen says that we paused.
func (s *State) Resting() bool { return s.Paused && s.Running() }

// Proposal is an agenda item someone asked for.
type Proposal struct {
	ID    string        `json:"id"`
	Title safetext.Text `json:"title"`
	By    string        `json:"by"`
}

// Item gives the item with this id.
func (s *State) Item(id string) (Item, bool) {
	i := s.index(id)
	if i < 0 {
		return Item{}, false
	}
	return s.Items[i], true
}

func (s *State) index(id string) int {
	return slices.IndexFunc(s.Items, func(i Item) bool { return i.ID == id })
}

// Now gives the present item; false in the lobby.
func (s *State) Now() (Item, bool) { return s.Item(s.At.Item) }

// Next gives the place after the present one: the item's next step, or the next
// item that is not skipped; false at the end.
func (s *State) Next() (act.Place, bool) {
	i := s.index(s.At.Item)
	if i >= 0 {
		steps := s.Items[i].Steps
		if k := slices.Index(steps, s.At.Step); k >= 0 && k+1 < len(steps) {
			return act.Place{Item: s.At.Item, Step: steps[k+1], Topic: s.At.Topic}, true
		}
	}
	for _, item := range s.Items[i+1:] {
		if !item.Skipped {
			return Start(item), true
		}
	}
	return act.Place{}, false
}

// Back gives the place before the present one in the agenda's order; false at
// the beginning.
func (s *State) Back() (act.Place, bool) {
	i := s.index(s.At.Item)
	if i < 0 {
		return act.Place{}, false
	}
	steps := s.Items[i].Steps
	if k := slices.Index(steps, s.At.Step); k > 0 {
		return act.Place{Item: s.At.Item, Step: steps[k-1], Topic: s.At.Topic}, true
	}
	for j := i - 1; j >= 0; j-- {
		if item := s.Items[j]; !item.Skipped {
			p := act.Place{Item: item.ID}
			if n := len(item.Steps); n > 0 {
				p.Step = item.Steps[n-1]
			}
			return p, true
		}
	}
	return act.Place{}, false
}

// Place finds where a step of the present item's exercise is held: in the item
// itself, or in the next item of the same exercise that has the step. Without
// one the room stays in the item, at its own step.
func (s *State) Place(want act.Place) act.Place {
	i := s.index(want.Item)
	if i < 0 {
		return s.At
	}
	for _, item := range s.Items[i:] {
		if !item.Skipped && item.Activity == s.Items[i].Activity && slices.Contains(item.Steps, want.Step) {
			return act.Place{Item: item.ID, Step: want.Step, Topic: want.Topic}
		}
	}
	return act.Place{Item: want.Item, Step: s.At.Step, Topic: want.Topic}
}

// Start is the place where an item begins.
func Start(item Item) act.Place {
	p := act.Place{Item: item.ID}
	if len(item.Steps) > 0 {
		p.Step = item.Steps[0]
	}
	return p
}

// Spent is how long the room has been at an item in all, as seen at now.
func (s *State) Spent(id string, now time.Time) time.Duration {
	var d time.Duration
	for _, sp := range s.Spells {
		if sp.Item != id {
			continue
		}
		to := sp.To
		if to.IsZero() {
			to = now
		}
		d += max(0, to.Sub(sp.From))
	}
	return d
}

// EndsAt is when the meeting will end at this pace: what is left of the present
// item and the planned minutes of those to come, as seen at now.
func (s *State) EndsAt(now time.Time) time.Time {
	end, i := now, s.index(s.At.Item)
	if i >= 0 {
		plan := time.Duration(s.Items[i].Minutes) * time.Minute
		end = end.Add(max(0, plan-s.Spent(s.Items[i].ID, now)))
	}
	for _, item := range s.Items[i+1:] {
		if !item.Skipped {
			end = end.Add(time.Duration(item.Minutes) * time.Minute)
		}
	}
	return end
}

// Left is what remains of the present item's planned time, as seen at now; it
// may be negative. ok is false when no timer was set.
func (s *State) Left(now time.Time) (left time.Duration, ok bool) {
	switch {
	case s.Timer.Running:
		return s.Timer.EndsAt.Sub(now), true
	case s.Timer.Left != 0:
		return s.Timer.Left, true
	}
	return 0, false
}
