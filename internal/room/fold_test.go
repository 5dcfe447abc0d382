package room_test

import (
	"context"
	"errors"
	"iter"
	"reflect"
	"sync"
	"sync/atomic"
	"testing"

	"convene/internal/ballot/memballot"
	"convene/internal/eventlog"
	"convene/internal/eventlog/memlog"
	"convene/internal/room"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
)

// shelf is a log that counts what is read of it and keeps folded states, or
// gives others than it was given.
type shelf struct {
	*memlog.Log
	read  atomic.Int64
	saved chan eventlog.Snapshot
	spoil func(*eventlog.Snapshot) error
}

func (s *shelf) Read(ctx context.Context, id string, from eventlog.Seq) iter.Seq2[eventlog.Record, error] {
	return func(yield func(eventlog.Record, error) bool) {
		for r, err := range s.Log.Read(ctx, id, from) {
			s.read.Add(1)
			if !yield(r, err) {
				return
			}
		}
	}
}

func (s *shelf) SaveSnapshot(ctx context.Context, id string, snap eventlog.Snapshot) error {
	err := s.Log.SaveSnapshot(ctx, id, snap)
	if err == nil {
		s.saved <- snap
	}
	return err
}

func (s *shelf) LoadSnapshot(ctx context.Context, id, fold string) (eventlog.Snapshot, bool, error) {
	snap, ok, err := s.Log.LoadSnapshot(ctx, id, fold)
	if s.spoil != nil && ok {
		err = s.spoil(&snap)
	}
	return snap, ok && err == nil, err
}

// shelved is the stand with a house that keeps folded states.
func (s *stand) shelved() *shelf {
	sh := &shelf{Log: s.log, saved: make(chan eventlog.Snapshot, 100)}
	s.house = s.over(sh)
	return sh
}

func (s *stand) over(sh *shelf) *room.House {
	return room.NewHouse(room.Parts{Log: sh, Box: s.box, Codec: workshop.NewCodec(), Snapshots: sh, Folds: workshop.NewFolds()})
}

// types gives n events.
func types(t *testing.T, r *room.Room, seat roster.SeatID, n int) {
	t.Helper()
	for i := range n {
		words := string(rune('a' + i%26))
		if i%40 == 39 {
			words = "\n"
		}
		do(t, r, seat, key(words, r.Snapshot().Texts.Get(section)))
	}
}

func (s *stand) replayed(t *testing.T) *workshop.State {
	t.Helper()
	house := room.NewHouse(room.Parts{Log: s.log, Box: memballot.New(), Codec: workshop.NewCodec()})
	state, err := house.Peek(t.Context(), s.id)
	if err != nil {
		t.Fatal(err)
	}
	return state
}

// A start reads the newest stored state and a tail that is bounded, whether the
// room ended or the process did, and comes to what the whole log says.
func TestAStartReadsABoundedTail(t *testing.T) {
	s := build(t)
	sh := s.shelved()
	r, host, leave := s.opened(t)
	types(t, r, host, 2100)
	crash := <-sh.saved // the room stores while it runs
	if have := eventlog.Seq(r.Snapshot().Seq); have-crash.Head.Seq > 200 {
		t.Errorf("of %d events the stored state has %d", have, crash.Head.Seq)
	}
	looks := func(when string, opens func(*room.House) *workshop.State) {
		t.Helper()
		fresh := s.over(sh)
		sh.read.Store(0)
		state := opens(fresh)
		if n := sh.read.Load(); n > 200 {
			t.Errorf("%s: %d events were read", when, n)
		}
		if !reflect.DeepEqual(state, s.replayed(t)) {
			t.Errorf("%s: the state is not what the log says", when)
		}
		if err := fresh.Close(t.Context()); err != nil {
			t.Error(err)
		}
	}
	peek := func(h *room.House) *workshop.State {
		state, err := h.Peek(t.Context(), s.id)
		if err != nil {
			t.Fatal(err)
		}
		return state
	}
	looks("as after a crash", peek)
	types(t, r, host, 300)
	leave()
	if err := s.house.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if head, _ := s.log.Head(t.Context(), s.id); (<-sh.saved).Head != head {
		t.Error("the room's end stored an earlier state")
	}
	looks("after its end", peek)
	looks("in a room", func(h *room.House) *workshop.State {
		r, _, err := h.Enter(t.Context(), s.id)
		if err != nil {
			t.Fatal(err)
		}
		return r.Snapshot().State
	})
}

// A workshop of few events stores nothing: they are replayed sooner.
func TestFewEventsAreNotStored(t *testing.T) {
	s := build(t)
	sh := s.shelved()
	r, host, leave := s.opened(t)
	types(t, r, host, 20)
	leave()
	if err := s.house.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	select {
	case snap := <-sh.saved:
		t.Errorf("stored %d bytes", len(snap.Data))
	default:
	}
}

// A stored state that can't be loaded, is damaged or is of another fold is left
// alone: the log is replayed.
func TestABadStoredStateIsLeftAlone(t *testing.T) {
	s := build(t)
	sh := s.shelved()
	r, host, leave := s.opened(t)
	types(t, r, host, 300)
	leave()
	if err := s.house.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	<-sh.saved
	for name, spoil := range map[string]func(*eventlog.Snapshot) error{
		"not loaded": func(*eventlog.Snapshot) error { return errors.New("the disk is sour") },
		"cut short":  func(snap *eventlog.Snapshot) error { snap.Data = snap.Data[:len(snap.Data)/2]; return nil },
		"other data": func(snap *eventlog.Snapshot) error { snap.Data = []byte{1, 2, 3}; return nil },
		"nothing":    func(snap *eventlog.Snapshot) error { snap.Data = []byte{0}; return nil },
	} {
		sh.spoil = spoil
		state, err := s.over(sh).Peek(t.Context(), s.id)
		if err != nil || !reflect.DeepEqual(state, s.replayed(t)) {
			t.Errorf("%s: the state is not what the log says, %v", name, err)
		}
	}
}

// What was redacted while a room runs is not stored by it again.
func TestARunningRoomStoresNothingThatWasRedacted(t *testing.T) {
	s := build(t)
	sh := s.shelved()
	r, host, leave := s.opened(t)
	types(t, r, host, 300)
	if err := s.log.Redact(t.Context(), s.id, []eventlog.Seq{eventlog.Seq(r.Snapshot().Seq)}); err != nil {
		t.Fatal(err)
	}
	leave()
	if err := s.house.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	select {
	case <-sh.saved:
		t.Error("a state was stored that holds what was redacted")
	default:
	}
	fresh := s.over(sh)
	state, err := fresh.Peek(t.Context(), s.id)
	if err != nil || !reflect.DeepEqual(state, s.replayed(t)) {
		t.Errorf("afterwards the state is not what the log says, %v", err)
	}
}

// Everyone who looks at once shares a fold, and who looks after an event sees it.
func TestManyLookAtOnce(t *testing.T) {
	s := build(t)
	sh := s.shelved()
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			if state, err := s.house.Peek(t.Context(), s.id); err != nil || state.Status != workshop.Prepared {
				t.Errorf("a look shows %v, %v", state, err)
			}
		})
	}
	all.Wait()
	head, err := s.log.Head(t.Context(), s.id)
	if err != nil {
		t.Fatal(err)
	}
	if n := sh.read.Load(); n < int64(head.Seq) || n > 50*int64(head.Seq) {
		t.Errorf("%d events were read", n)
	}
}
