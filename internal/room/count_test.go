package room_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"convene/internal/ballot"
	"convene/internal/ballot/memballot"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/sqlite"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
)

// countedBox tells how often answers are counted or read in a box, and fails the
// next count when told to.
type countedBox struct {
	ballot.Box
	looks atomic.Int64
	fails atomic.Bool
}

func (b *countedBox) Count(ctx context.Context, p ballot.Ref) (int, error) {
	b.looks.Add(1)
	if b.fails.Swap(false) {
		return 0, errors.New("the disk did not answer")
	}
	return b.Box.Count(ctx, p)
}

func (b *countedBox) Get(ctx context.Context, p ballot.Ref, participant string) ([]byte, bool, error) {
	b.looks.Add(1)
	return b.Box.Get(ctx, p, participant)
}

// gathering is a room where cards are being written, with so many delegates, whose
// answers are counted apart.
func gathering(t testing.TB, box *countedBox, delegates int) (r *room.Room, host roster.SeatID, id string) {
	t.Helper()
	s := build(t)
	s.house = room.NewHouse(room.Parts{Log: s.log, Box: box, Codec: workshop.NewCodec(), Clock: time.Now})
	r, host, leave := s.opened(t)
	t.Cleanup(leave)
	for _, name := range []string{"Rosa Delgado", "Max Ortega", "William Hart", "Luz Marín"} {
		join(t, r, name)
	}
	for n := range delegates {
		seat := join(t, r, "Delegate "+string(rune('A'+n)))
		do(t, r, "", roster.ConfirmDelegate{Seat: seat, Nation: safetext.Clean(safetext.Title, "Example Tribe")})
	}
	return r, host, writing(t, r, host).ID
}

// How many answers are in is read after what changes it, not with each key.
func TestAnswersAreCountedWhenTheyChange(t *testing.T) {
	box := &countedBox{Box: memballot.New()}
	r, host, w := gathering(t, box, 0)
	poll := r.Snapshot().Values.OpenWriting().Cards.ID
	before := box.looks.Load()
	do(t, r, host, key("x", nil))
	if n := box.looks.Load() - before; n != 0 {
		t.Errorf("a key looks %d times into the box", n)
	}
	do(t, r, "seat-Rosa Delgado", cards(w, "Patience"))
	counted(t, r, poll, 1)
	box.fails.Store(true)
	do(t, r, "seat-Max Ortega", cards(w, "Humour"))
	do(t, r, host, key("y", r.Snapshot().Texts.Get(section)))
	counted(t, r, poll, 2) // what could not be counted is counted again
	do(t, r, "seat-Rosa Delgado", cards(w))
	counted(t, r, poll, 1)
}

// One key in shared text while a poll is open, with five delegates on its list, on
// the box that a server has.
func BenchmarkKeyWhileAPollIsOpen(b *testing.B) {
	store, err := sqlite.Open(b.Context(), b.TempDir(), sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = store.Close() })
	box := &countedBox{Box: store.Box()}
	r, host, _ := gathering(b, box, 5)
	from := box.looks.Load()
	b.ResetTimer()
	for range b.N {
		do(b, r, host, key("x", r.Snapshot().Texts.Get(section)))
	}
	b.ReportMetric(float64(box.looks.Load()-from)/float64(b.N), "looks/op")
}
