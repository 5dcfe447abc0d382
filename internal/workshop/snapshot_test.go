package workshop_test

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
)

// A state that was stored at any cut, with the events behind it, is deeply equal
// to the replay of the whole log, and the same state gives the same bytes.
func TestStoredStateGoesOnAsTheReplay(t *testing.T) {
	folds := workshop.NewFolds()
	rapid.Check(t, func(t *rapid.T) {
		x := set(t, "c")
		seats := []roster.SeatID{x.join("Dana"), x.join("Rosa"), x.join("June"), x.join("Max")}
		x.must("", roster.Grant{Seat: seats[0], Role: roster.Host})
		x.must(seats[0], workshop.OpenMeeting{})
		commands := rapid.IntRange(1, 60).Draw(t, "commands")
		cut := rapid.IntRange(0, commands).Draw(t, "cut")
		for n := range commands {
			if n == cut {
				x.replay = restored(t, folds, x.replay)
			}
			seat := rapid.SampledFrom(append(seats, "", "nobody")).Draw(t, "seat")
			_ = x.give(seat, anyCommand(t, x, seats))
		}
		if !reflect.DeepEqual(x.replay, x.live) {
			t.Fatal("what was stored at the cut went another way")
		}
		restored(t, folds, x.live)
	})
}

func restored(t rapid.TB, folds *workshop.Folds, s *workshop.State) *workshop.State {
	frozen := folds.Freeze(s)
	back, err := folds.Thaw(frozen)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(back, s) {
		t.Fatal("the stored state is another")
	}
	if string(folds.Freeze(back)) != string(frozen) {
		t.Fatal("the same state gives other bytes")
	}
	return back
}

// The states before the first event and after nothing but redacted events can be
// stored too.
func TestStoredEmptyStates(t *testing.T) {
	folds := workshop.NewFolds()
	restored(t, folds, workshop.Empty())
	x := set(t, "c")
	s := workshop.Empty()
	for i, kind := range x.codec.Kinds() {
		stamp, e, err := x.codec.Decode(uint64(i+1), x.now, kind, 1, nil)
		if err != nil {
			t.Fatal(err)
		}
		s = s.Apply(act.Stamp{Seq: stamp.Seq, At: stamp.At}, e)
	}
	restored(t, folds, s)
}
