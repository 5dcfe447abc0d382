package server_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"convene/internal/eventlog"
	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/sqlite"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
)

// dying is a log that takes so many batches more and lets go of nothing.
type dying struct {
	eventlog.Log
	left atomic.Int64
}

func (l *dying) Append(ctx context.Context, id string, b eventlog.Batch) (eventlog.Head, error) {
	if l.left.Add(-1) < 0 {
		return eventlog.Head{}, eventlog.ErrFull
	}
	return l.Log.Append(ctx, id, b)
}

func (l *dying) Redact(context.Context, string, []eventlog.Seq) error {
	return errors.New("the disk refuses")
}

// Words that were being taken out when the server died are out of the log when it
// has started again, before anyone comes: where the disk took only a part of what
// the take-out wrote, and where it let go of nothing behind that.
func TestAStartEndsATakeOut(t *testing.T) {
	for name, batches := range map[string]int64{"half written": 2, "not let go": 1 << 40} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s, stop := serve(t, dir)
			sample(t, s)
			stop()
			id := dies(t, dir, batches)
			s, _ = serve(t, dir)
			dial(t, s.Addr(), "nobody", nil) // it lets people in
			if said(t, s.House().Store.Log(), id) {
				t.Error("the log still says it")
			}
			if all, err := s.House().Store.Leaving(t.Context()); err != nil || len(all) > 0 {
				t.Errorf("still leaving: %q, %v", all, err)
			}
		})
	}
}

// dies takes words out of the one workshop until the disk takes no more, and stops.
func dies(t *testing.T, dir string, batches int64) (id string) {
	t.Helper()
	store, err := sqlite.Open(t.Context(), dir, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	all, err := store.Catalogue().Workshops(t.Context())
	if err != nil || len(all) != 1 {
		t.Fatalf("%d workshops, %v", len(all), err)
	}
	id = all[0].ID
	log := &dying{Log: store.Log()}
	log.left.Store(1 << 40)
	house := room.NewHouse(room.Parts{Log: log, Box: store.Box(), Codec: workshop.NewCodec(), Snapshots: store.Snapshots(), Folds: workshop.NewFolds()})
	r, leave, err := house.Enter(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	const rosa = roster.SeatID("rosa")
	for _, body := range []any{
		roster.Join{Seat: rosa, About: roster.About{Name: safetext.Clean(safetext.Name, "Rosa Delgado")}, Lang: "en"},
		roster.Grant{Seat: rosa, Role: roster.Host},
	} {
		if err := r.Do(t.Context(), room.NewCommand("", body)); err != nil {
			t.Fatal(err)
		}
	}
	line := func(words string) safetext.Text { return safetext.Clean(safetext.Line, words) }
	if err := r.Do(t.Context(), room.NewCommand(rosa, terms.AddView{Section: "purpose", Words: line("Of Tommy Ashdown.")})); err != nil {
		t.Fatal(err)
	}
	views := r.Snapshot().Terms.Views
	view := views[len(views)-1].ID
	var asked sync.WaitGroup
	for i := range 2100 {
		asked.Add(1)
		edit := room.NewCommand(rosa, terms.EditView{ID: view, Words: line(fmt.Sprintf("Of Tommy Ashdown, %d.", i))})
		if err := r.Submit(t.Context(), edit, func(err error) {
			defer asked.Done()
			if err != nil {
				t.Error(err)
			}
		}); err != nil {
			t.Fatal(err)
		}
	}
	asked.Wait()
	log.left.Store(batches)
	out := workshop.TakeOut{Words: line("Tommy Ashdown"), Why: workshop.TakenFamily}
	if err := r.Do(t.Context(), room.NewCommand("", out)); fault.Code(err) != "redact_later" {
		t.Errorf("who asked hears %v", err)
	}
	log.left.Store(0)
	leave()
	if err := errors.Join(house.Close(t.Context()), store.Close()); err != nil {
		t.Fatal(err)
	}
	return id
}

// said reports whether a log says the words.
func said(t *testing.T, log eventlog.Log, id string) bool {
	t.Helper()
	for rec, err := range log.Read(t.Context(), id, 1) {
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(rec.Payload, []byte("Ashdown")) {
			return true
		}
	}
	return false
}
