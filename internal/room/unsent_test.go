package room_test

import (
	"context"
	"testing"

	"convene/internal/room"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
)

// What was typed before the end of a meeting is not kept behind it, however late
// a face brings it; a private note is not kept behind it at all; what is begun
// after the end, as a note beside a signature, is (promise 1).
func TestWordsOfAMeetingDoNotComeBackBehindItsEnd(t *testing.T) {
	for _, end := range []any{workshop.EndMeeting{}, workshop.EndWorkshop{}} {
		s := build(t)
		r, host, leave := s.opened(t)
		defer leave()
		typed := r.Snapshot()
		put := func(typed *workshop.Snapshot, field string) int {
			t.Helper()
			if err := r.Draft(t.Context(), room.Own(host), typed, field, "not sent yet"); err != nil {
				t.Fatal(err)
			}
			d, err := r.Drafts(t.Context(), room.Own(host))
			if err != nil {
				t.Fatal(err)
			}
			return len(d)
		}
		const note = "spectrum/topic/" + workshop.PrivateNote + "/0"
		if put(typed, note) != 1 || put(typed, "view/purpose") != 2 {
			t.Error("unsent words are not kept while the meeting runs")
		}
		do(t, r, host, end)
		if n := put(typed, note) + put(typed, "view/purpose"); n != 0 {
			t.Errorf("%T: what was typed before it came back", end)
		}
		if put(r.Snapshot(), note) != 0 {
			t.Errorf("%T: a private note is kept behind it", end)
		}
		if put(r.Snapshot(), "sign/note") != 1 {
			t.Errorf("%T: a note beside a signature is not kept", end)
		}
	}
}

// However the last keystrokes and the end of the meeting meet, nothing stays.
func TestTheEndMeetsTheLastKeys(t *testing.T) {
	s := build(t)
	r, host, leave := s.opened(t)
	defer leave()
	typed, done, begun := r.Snapshot(), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for i := range 2000 {
			_ = r.Draft(context.Background(), room.Own(host), typed, "view/purpose", "not sent yet")
			if i == 10 {
				close(begun)
			}
		}
	}()
	<-begun
	do(t, r, host, workshop.EndWorkshop{})
	<-done
	empty(t, r, host)
}

func empty(t *testing.T, r *room.Room, seat roster.SeatID) {
	t.Helper()
	if d, err := r.Drafts(t.Context(), room.Own(seat)); err != nil || len(d) != 0 {
		t.Errorf("kept behind the end: %v, %v", d, err)
	}
}
