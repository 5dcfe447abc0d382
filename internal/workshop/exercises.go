package workshop

import (
	"strings"

	"convene/internal/fault"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
)

// exercise is what the root asks of an exercise: the one table in which they are
// composed. Adding an exercise adds a line here and in parts.
type exercise struct {
	name      string
	mayEnter  func(s *State, w act.World, to act.Place) error
	mayLeave  func(s *State, w act.World, from, to act.Place) error
	openPolls func(s *State) []poll.Open
	mayWrite  func(s *State, w act.World, textID string) error
	// void makes the exercise's own command for a poll whose key was lost.
	void func(poll string) any
}

func exercises() []exercise {
	return []exercise{
		{
			name:      "spectrum",
			mayEnter:  func(s *State, w act.World, to act.Place) error { return s.Spectrum.MayEnter(w, to) },
			mayLeave:  func(s *State, w act.World, from, to act.Place) error { return s.Spectrum.MayLeave(w, from, to) },
			openPolls: func(s *State) []poll.Open { return s.Spectrum.OpenPolls() },
			mayWrite:  func(s *State, w act.World, id string) error { return s.Spectrum.MayWrite(w, id) },
			void:      func(id string) any { return spectrum.VoidPoll{ID: id} },
		},
		{
			name:      "values",
			mayEnter:  func(s *State, w act.World, to act.Place) error { return s.Values.MayEnter(w, to) },
			mayLeave:  func(s *State, w act.World, from, to act.Place) error { return s.Values.MayLeave(w, from, to) },
			openPolls: func(s *State) []poll.Open { return s.Values.OpenPolls() },
			mayWrite:  func(s *State, w act.World, id string) error { return s.Values.MayWrite(w, id) },
			void:      func(id string) any { return values.VoidPoll{ID: id} },
		},
		{
			name:      "terms",
			mayEnter:  func(s *State, w act.World, to act.Place) error { return s.Terms.MayEnter(w, to) },
			mayLeave:  func(s *State, w act.World, from, to act.Place) error { return s.Terms.MayLeave(w, from, to) },
			openPolls: func(s *State) []poll.Open { return s.Terms.OpenPolls() },
			mayWrite:  func(s *State, w act.World, id string) error { return s.Terms.MayWrite(w, id) },
			void:      func(id string) any { return terms.VoidPoll{ID: id} },
		},
	}
}

// mayMove asks the exercise that the room leaves and the one it enters.
func (s *State) mayMove(w act.World, to act.Place) error {
	from := s.Agenda.At
	item, ok := s.Agenda.Item(to.Item)
	if !ok {
		return fault.New("item_gone")
	}
	if len(item.Steps) > 0 && !contains(item.Steps, to.Step) {
		return fault.New("item_gone")
	}
	for _, x := range exercises() {
		if x.name == w.Activity {
			if err := x.mayLeave(s, w, from, to); err != nil {
				return err
			}
		}
		if x.name == item.Activity {
			if err := x.mayEnter(s, w, to); err != nil {
				return err
			}
		}
	}
	return nil
}

// mayWrite asks the owner of a shared text whether the seat may write in it now.
func (s *State) mayWrite(w act.World, id string) error {
	owner, rest, _ := strings.Cut(id, "/")
	if owner == "notes" {
		if _, ok := s.Agenda.Item(rest); !ok {
			return fault.New("item_gone")
		}
		return w.Draft()
	}
	for _, x := range exercises() {
		if x.name == owner {
			return x.mayWrite(s, w, id)
		}
	}
	return fault.New("text_unknown")
}

func contains(list []string, x string) bool {
	for _, y := range list {
		if x == y {
			return true
		}
	}
	return false
}
