package room_test

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"convene/internal/eventlog"
	"convene/internal/eventlog/memlog"
	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/workshop"
	"convene/internal/workshop/followup"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
)

// failing is a log that takes so many batches more, and does with the others what
// it is told; it counts the events it hands out.
type failing struct {
	tallied
	left  atomic.Int64
	fails atomic.Pointer[func() error]
}

func (l *failing) Append(ctx context.Context, id string, b eventlog.Batch) (eventlog.Head, error) {
	if fails := l.fails.Load(); fails != nil && l.left.Add(-1) < 0 {
		if err := (*fails)(); err != nil {
			return eventlog.Head{}, err
		}
	}
	return l.Log.Append(ctx, id, b)
}

// after says what becomes of the batches behind the next n; nil is nothing.
func (l *failing) after(n int64, fails func() error) {
	l.left.Store(n)
	if fails == nil {
		l.fails.Store(nil)
		return
	}
	l.fails.Store(&fails)
}

func (s *stand) failing(log *memlog.Log) (l *failing, house func() *room.House) {
	l = &failing{tallied: tallied{Log: log}}
	return l, func() *room.House {
		return room.NewHouse(room.Parts{Log: l, Box: s.box, Codec: workshop.NewCodec(), Snapshots: s.log, Folds: workshop.NewFolds()})
	}
}

// A take-out that fails for a reason that stays reads the log once for it, not with
// each batch. Who next takes words back has it tried again, and takes theirs.
func TestALastingFailureIsNotTriedWithEachBatch(t *testing.T) {
	s := build(t)
	log, house := s.failing(s.log)
	s.house = house()
	r, host, leave := s.opened(t)
	defer leave()
	do(t, r, host, terms.AddView{Section: "purpose", Words: line("another thing")})
	other := r.Snapshot().Terms.Views[0].ID
	cmd, words := large(t)["an operator's"](r, host)
	log.after(2, func() error { return &eventlog.TooLarge{Limit: 1, Have: 2} })
	if err := r.Do(t.Context(), cmd); fault.Code(err) != "redact_later" {
		t.Errorf("who asked hears %v", err)
	}
	log.after(0, nil)
	log.read.Store(0)
	for range 3 {
		do(t, r, host, followup.Park{Words: line("What next?")})
	}
	if n := log.read.Load(); n > 0 {
		t.Errorf("%d events were read", n)
	}
	s.says(t, words[0], true)
	do(t, r, host, terms.LeaveView{ID: other})
	for _, w := range append(words, "another thing") {
		s.says(t, w, false)
	}
	s.same(t, r)
}

// A panic in a take-out that goes on ends neither the room's start nor, at its end,
// the process; the next start goes on with it.
func TestAPanicInATakeOutEndsNothing(t *testing.T) {
	s := build(t)
	log, house := s.failing(s.log)
	first := house()
	s.house = first
	r, host, leave := s.opened(t)
	cmd, words := large(t)["a view's"](r, host)
	log.after(2, func() error { return eventlog.ErrFull })
	do(t, r, cmd.Seat, cmd.Body)
	panics := func() error { panic("a broken codec") }
	log.after(0, panics)
	next := house()
	again, out, err := next.Enter(t.Context(), s.id)
	if err != nil {
		t.Fatal(err)
	}
	log.after(0, nil)
	do(t, again, host, followup.Park{Words: line("What next?")})
	out()
	log.after(0, panics)
	if err := next.Close(t.Context()); err != nil { // its last checkpoint panics, too
		t.Error(err)
	}
	leave()
	if err := first.Close(t.Context()); err != nil {
		t.Error(err)
	}
	s.says(t, words[0], true)
	log.after(0, nil)
	s.house = house()
	if err := s.house.Settle(t.Context(), s.id); err != nil {
		t.Fatal(err)
	}
	for _, w := range words {
		s.says(t, w, false)
	}
}

// What the log couldn't hold without the words is not begun to be taken out.
func TestATakeOutThatCanNotFitIsRefusedWhole(t *testing.T) {
	s := build(t)
	r, host, leave := s.opened(t)
	do(t, r, host, followup.Park{Words: line("Where is Tommy Ashdown?")})
	leave()
	if err := s.house.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	round := strings.Repeat("Ashdown, ", 115_000)
	kind, version, payload, err := workshop.NewCodec().Encode(host, followup.Parked{Question: followup.Question{ID: "large", Words: line(round)}})
	if err != nil {
		t.Fatal(err)
	}
	head, err := s.log.Head(t.Context(), s.id)
	if err != nil {
		t.Fatal(err)
	}
	batch := eventlog.Batch{ID: "large", Epoch: 1, Expect: head.Seq, Prev: head.Hash, Events: []eventlog.Event{{Type: kind, Version: version, Payload: payload}}}
	if _, err := s.log.Append(t.Context(), s.id, batch); err != nil {
		t.Fatal(err)
	}
	_, house := s.failing(s.log)
	s.house = house()
	r, leave = s.enter(t)
	defer leave()
	before := r.Snapshot().State
	err = r.Do(t.Context(), room.NewCommand("", workshop.TakeOut{Words: line("down"), Why: workshop.TakenHarm}))
	if fault.Code(err) != "redact_large" {
		t.Errorf("the operator hears %v", err)
	}
	if !reflect.DeepEqual(r.Snapshot().State, before) {
		t.Error("something was done")
	}
	s.same(t, r)
}

// Two who take words back at once leave nothing of either, whether or not the disk
// lets go of the first one's before the second's.
func TestTwoWithdrawalsAtOnceLeaveNothing(t *testing.T) {
	for _, refuses := range []bool{false, true} {
		t.Run(fmt.Sprintf("the disk refuses %v", refuses), func(t *testing.T) {
			s := build(t)
			log := &stuck{Log: s.log, fail: refuses}
			s.house = room.NewHouse(room.Parts{Log: log, Box: s.box, Codec: workshop.NewCodec()})
			r, host, writers, leave := s.cards(t)
			defer leave()
			gate, entered := make(chan struct{}), make(chan struct{})
			if err := r.Submit(t.Context(), room.NewCommand(host, followup.Park{Words: line("What next?")}), func(error) { close(entered); <-gate }); err != nil {
				t.Fatal(err)
			}
			<-entered
			var all sync.WaitGroup
			for i := range 2 {
				c := card(t, r, fmt.Sprintf("word-%d", i))
				all.Add(1)
				if err := r.Submit(t.Context(), room.NewCommand(writers[i], values.WithdrawCard{Card: c.ID, Writing: c.Writing}), func(err error) {
					defer all.Done()
					if err != nil {
						t.Error(err)
					}
				}); err != nil {
					t.Fatal(err)
				}
			}
			close(gate)
			all.Wait()
			if refuses {
				log.fail = false
				do(t, r, host, followup.Park{Words: line("What then?")})
			}
			s.says(t, "word-0", false)
			s.says(t, "word-1", false)
			s.says(t, "word-2", true)
			s.same(t, r)
		})
	}
}
