package room_test

import (
	"testing"

	"convene/internal/room"
)

// Whoever was answered finds the outcome in the snapshot.
func TestAnswerComesAfterTheSnapshot(t *testing.T) {
	s := build(t)
	r, host, leave := s.opened(t)
	defer leave()
	for range 50 {
		before := r.Snapshot().Seq
		seen := make(chan uint64, 1)
		edit := key("a", r.Snapshot().Texts.Get(section))
		err := r.Submit(t.Context(), room.NewCommand(host, edit), func(error) { seen <- r.Snapshot().Seq })
		if err != nil {
			t.Fatal(err)
		}
		if now := <-seen; now <= before {
			t.Fatalf("answered at %d, as before", now)
		}
	}
}
