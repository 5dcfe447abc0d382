package room_test

import (
	"context"
	"iter"
	"testing"
	"time"

	"convene/internal/ballot"
	"convene/internal/eventlog"
	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
)

// gate is a log whose reads and appends can be held up.
type gate struct {
	eventlog.Log
	reading, appending func()
}

func (g *gate) Read(ctx context.Context, id string, from eventlog.Seq) iter.Seq2[eventlog.Record, error] {
	if g.reading != nil {
		g.reading()
	}
	return g.Log.Read(ctx, id, from)
}

func (g *gate) Append(ctx context.Context, id string, b eventlog.Batch) (eventlog.Head, error) {
	if g.appending != nil {
		g.appending()
	}
	return g.Log.Append(ctx, id, b)
}

// behind is a second house on the same log, behind a gate.
func (s *stand) behind(g *gate) *room.House {
	g.Log = s.log
	return room.NewHouse(room.Parts{Log: g, Box: s.box, Codec: workshop.NewCodec(), Clock: time.Now})
}

// Whoever enters while a room writes its last waits for it: two owners of one
// workshop would refuse each other's batches, and shred each other's keys.
func TestAWorkshopNeverHasTwoOwners(t *testing.T) {
	s, g := build(t), &gate{}
	s.house = s.behind(g)
	r, host, leave := s.opened(t)
	do(t, r, host, key("Children stay with their kin.", nil))
	held, on := make(chan struct{}), make(chan struct{})
	g.appending = func() {
		close(held)
		<-on
	}
	leave() // the room ends, and its last checkpoint is held up
	<-held
	g.appending = nil
	entered := make(chan *room.Room)
	go func() {
		again, leave, err := s.house.Enter(context.Background(), s.id)
		if err != nil {
			t.Error(err)
		}
		defer leave()
		entered <- again
		entered <- nil
	}()
	select {
	case <-entered:
		t.Error("a second room started beside the first")
	case <-time.After(50 * time.Millisecond): // the wrong state needs a chance to come
	}
	close(on)
	again := <-entered
	do(t, again, host, key(" And visits are kept.", again.Snapshot().Texts.Get(section)))
	<-entered
	if err := s.house.Close(t.Context()); err != nil {
		t.Error(err)
	}
}

// A house that closes while a room starts leaves no room behind.
func TestClosingWhileARoomStarts(t *testing.T) {
	s := build(t)
	held, on := make(chan struct{}), make(chan struct{})
	house := s.behind(&gate{reading: func() {
		close(held)
		<-on
	}})
	refused := make(chan error)
	go func() {
		_, _, err := house.Enter(context.Background(), s.id)
		refused <- err
	}()
	<-held
	if err := house.Close(t.Context()); err != nil {
		t.Error(err)
	}
	close(on)
	if err := <-refused; fault.Code(err) != "server_stopping" {
		t.Errorf("entered a closed house: %v", err)
	}
}

// A start that panics tells those who wait, and the next one starts anew.
func TestAPanicAtTheStartLocksNobodyOut(t *testing.T) {
	s, first := build(t), true
	house := s.behind(&gate{reading: func() {
		if first {
			first = false
			panic("a broken fold")
		}
	}})
	if _, _, err := house.Enter(t.Context(), s.id); fault.Code(err) != "internal" {
		t.Errorf("a panic at the start gave %v", err)
	}
	_, leave, err := house.Enter(t.Context(), s.id)
	if err != nil {
		t.Fatal(err)
	}
	leave()
	if err := house.Close(t.Context()); err != nil {
		t.Error(err)
	}
}

// Every command that a room took is answered, however close to its end it came.
func TestNoReplyIsLostAtTheEnd(t *testing.T) {
	s := build(t)
	for range 50 {
		r, leave := s.enter(t)
		answered := make(chan error, 1)
		go func() {
			err := r.Submit(context.Background(), room.NewCommand("", workshop.Checkpoint{}), func(err error) { answered <- err })
			if err != nil {
				answered <- err
			}
		}()
		leave()
		select {
		case <-answered:
		case <-time.After(10 * time.Second):
			t.Fatal("a command was swallowed")
		}
	}
}

// A host who returns is host again, and nobody else carries the step on.
func TestAHostWhoReturnsTakesTheRoomBack(t *testing.T) {
	s := build(t)
	now := time.Date(2026, 3, 2, 18, 0, 0, 0, time.UTC)
	s.house = room.NewHouse(room.Parts{Log: s.log, Box: s.box, Codec: workshop.NewCodec(), Clock: func() time.Time {
		now = now.Add(roster.HoldAfter) // only the owner asks
		return now
	}})
	r, host, leave := s.opened(t)
	defer func() {
		leave()
		if err := s.house.Close(t.Context()); err != nil {
			t.Error(err)
		}
	}()
	rosa := join(t, r, "Rosa Delgado")
	do(t, r, rosa, roster.HoldRoom{})
	v := r.Visit(host)
	defer v.Leave()
	do(t, r, host, roster.ShowName{Yes: true}) // the owner has seen the visit
	if held := r.Snapshot().Roster.Holder; held != "" {
		t.Errorf("%s still holds the room beside its host", held)
	}
}

// Unsent words go when the meeting ends, also where the process died in
// between; what is typed after the end, as a note beside a signature, stays.
func TestDraftsGoWhenTheMeetingEnds(t *testing.T) {
	s := build(t)
	r, host, leave := s.opened(t)
	has := func(r *room.Room) bool {
		d, err := r.Drafts(t.Context(), room.Own(host))
		if err != nil {
			t.Fatal(err)
		}
		return len(d) > 0
	}
	keep := func(r *room.Room) {
		if err := r.Draft(t.Context(), room.Own(host), r.Snapshot(), "note", "not sent yet"); err != nil {
			t.Fatal(err)
		}
	}
	keep(r)
	do(t, r, host, key("x", nil))
	if !has(r) {
		t.Error("a draft went before the end")
	}
	do(t, r, host, workshop.EndWorkshop{})
	if has(r) {
		t.Error("a draft outlived the meeting")
	}
	keep(r) // as if the process had died before it erased them
	leave()
	again, leave := s.enter(t)
	if has(again) {
		t.Error("a crash kept the drafts of an ended meeting")
	}
	keep(again)
	do(t, again, host, roster.ShowName{Yes: true})
	if !has(again) {
		t.Error("what was typed after the end went with somebody else's act")
	}
	leave()
	again, leave = s.enter(t)
	defer leave()
	if !has(again) {
		t.Error("what was typed after the end did not survive a restart")
	}
}

// on is a house on the same log with another box.
func (s *stand) on(box ballot.Box) *room.House {
	return room.NewHouse(room.Parts{Log: s.log, Box: box, Codec: workshop.NewCodec(), Clock: time.Now})
}

// While a workshop is taken away nobody comes in again, however often they try,
// and who was in it is out.
func TestNobodyEntersWhatIsBeingTakenAway(t *testing.T) {
	s := build(t)
	r, _, leave := s.opened(t)
	defer leave()
	visit := r.Visit("")
	defer visit.Leave()
	err := s.house.Alone(t.Context(), s.id, func() error {
		<-visit.Over()
		_, _, err := s.house.Enter(t.Context(), s.id)
		if fault.Code(err) != "workshop_unknown" {
			t.Errorf("somebody came in: %v", err)
		}
		return s.log.Delete(t.Context(), s.id)
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := s.house.Running(); n != 0 {
		t.Errorf("%d rooms run", n)
	}
	if _, _, err := s.house.Enter(t.Context(), s.id); fault.Code(err) != "workshop_unknown" {
		t.Errorf("a workshop that is gone: %v", err)
	}
}
