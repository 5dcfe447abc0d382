package agenda_test

import (
	"slices"
	"testing"
	"time"

	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
)

func TestStandingsAreWhatHappened(t *testing.T) {
	s, now := &agenda.State{}, time.Date(2026, 11, 23, 18, 0, 0, 0, time.UTC)
	fold := func(events ...act.Event) {
		for _, e := range events {
			now = now.Add(time.Minute)
			s = s.Apply(act.Stamp{At: now}, e)
		}
	}
	check := func(when string, want ...agenda.Standing) {
		t.Helper()
		if got := s.Standings(); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", when, got, want)
		}
	}
	fold(agenda.Planned{Items: []agenda.Item{{ID: "a"}, {ID: "b"}, {ID: "c"}, {ID: "d"}, {ID: "e"}}})
	check("before the meeting", agenda.Next, agenda.Later, agenda.Later, agenda.Later, agenda.Later)
	fold(agenda.Opened{}, agenda.Moved{To: act.Place{Item: "a"}}, agenda.ItemSkipped{ID: "b", Skipped: true})
	check("the second is left out", agenda.Present, agenda.Skipped, agenda.Next, agenda.Later, agenda.Later)
	fold(agenda.Moved{To: act.Place{Item: "d"}})
	check("the third was passed over", agenda.Done, agenda.Skipped, agenda.Skipped, agenda.Present, agenda.Next)
	fold(agenda.Ended{})
	check("it ended before the last", agenda.Done, agenda.Skipped, agenda.Skipped, agenda.Done, agenda.Skipped)
}
