package room_test

import (
	"context"
	"testing"

	"convene/internal/eventlog"
	"convene/internal/fault"
	"convene/internal/room"
)

// What is wrong with the server is in every room's snapshot until it is over,
// in one that starts meanwhile too.
func TestTroubleIsInEverySnapshot(t *testing.T) {
	s := build(t)
	r, leave := s.enter(t)
	defer leave()
	v := r.Visit("")
	defer v.Leave()
	for _, says := range []string{"trouble.disk_full", "trouble.disk_low", ""} {
		s.house.Warn(says)
		wakes(t, v, func() bool { return r.Snapshot().Trouble == says })
	}
	s.house.Warn("trouble.disk_low")
	other := build(t)
	other.house.Warn("trouble.disk_low")
	late, leave := other.enter(t)
	defer leave()
	if late.Snapshot().Trouble != "trouble.disk_low" {
		t.Errorf("who comes later reads %q", late.Snapshot().Trouble)
	}
}

// wakes waits until a visit's wakes have led to something.
func wakes(t *testing.T, v *room.Visit, there func() bool) {
	t.Helper()
	for !there() {
		select {
		case <-v.Wake():
		case <-v.Over():
			t.Fatal("the room has ended")
		case <-t.Context().Done():
			t.Fatal("it never came")
		}
	}
}

// While nobody knows whether a batch was written, nobody is told yes or no, what
// is wrong is shown, and the room goes on where it was once it is known.
func TestARoomWaitsUntilAnOutcomeIsKnown(t *testing.T) {
	for _, written := range []bool{false, true} {
		s := build(t)
		r, host, leave := s.opened(t)
		v := r.Visit("")
		for range 7 { // more than are tried at once
			s.log.UnknownNext(false)
		}
		s.log.UnknownNext(written)
		before := r.Snapshot()
		told := make(chan error, 1)
		err := r.Submit(t.Context(), room.NewCommand(host, key("a", before.Texts.Get(section))), func(err error) { told <- err })
		if err != nil {
			t.Fatal(err)
		}
		s.house.Warn("trouble.disk_broken")
		wakes(t, v, func() bool { return r.Snapshot().Trouble != "" })
		if seq := r.Snapshot().Seq; seq != before.Seq {
			select {
			case <-told: // it had got through before
			default:
				t.Errorf("event %d is shown and not known to be kept", seq)
			}
		}
		if err := <-told; err != nil {
			t.Errorf("told %v", err)
		}
		if head, err := s.log.Head(context.Background(), s.id); err != nil || head.Seq != eventlog.Seq(before.Seq)+1 || r.Snapshot().Seq != before.Seq+1 {
			t.Errorf("the log ends at %d, shown is %d, before was %d; %v", head.Seq, r.Snapshot().Seq, before.Seq, err)
		}
		v.Leave()
		leave()
	}
}

// A room that is to end does not wait for ever.
func TestARoomThatEndsGivesUpOnAnOutcome(t *testing.T) {
	s := build(t)
	r, host, leave := s.opened(t)
	defer leave()
	for range 100 {
		s.log.UnknownNext(false)
	}
	told := make(chan error, 1)
	err := r.Submit(t.Context(), room.NewCommand(host, key("a", r.Snapshot().Texts.Get(section))), func(err error) { told <- err })
	if err != nil {
		t.Fatal(err)
	}
	if err := s.house.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := <-told; fault.Code(err) != "storage_unavailable" && fault.Code(err) != "server_stopping" {
		t.Errorf("told %v", err)
	}
}
