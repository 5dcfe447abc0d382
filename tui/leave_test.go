package tui_test

import (
	"context"
	"io"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"convene/internal/desk"
	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/tui"
	"convene/tui/input"
	"convene/tui/keys"
	"convene/tui/tuitest"
)

// sitting is a program whose end is looked at: what it said, what it left on the
// terminal.
type sitting struct {
	*person
	cut   context.CancelFunc
	mu    sync.Mutex
	bytes strings.Builder
	over  chan error
}

func (s *sitting) Write(b []byte) (int, error) {
	s.mu.Lock()
	s.bytes.Write(b)
	s.mu.Unlock()
	return s.screen.Write(b)
}

func (h *hall) attend(p tui.Person) *sitting {
	h.t.Helper()
	s := &sitting{over: make(chan error, 1)}
	s.person = &person{t: h.t, screen: tuitest.NewScreen(80, 24, nil), keys: make(chan input.Event, 256), sizes: make(chan tui.Size, 1)}
	var ctx context.Context
	ctx, s.cut = context.WithCancel(h.t.Context())
	p.Guest, p.Lang = &desk.Guest{Addr: netip.MustParseAddr("127.0.0.1")}, "en"
	ready := make(chan struct{})
	close(ready)
	go func() {
		_, err := tui.Run(ctx, tui.Terminal{In: s.keys, Out: io.Writer(s), W: 80, H: 24, Sizes: s.sizes,
			Ready: func() <-chan struct{} { return ready }, Env: func(string) string { return "" }}, h.deps, p, h.room)
		s.over <- err
	}()
	h.t.Cleanup(func() {
		s.cut()
		s.screen.Close()
	})
	return s
}

// end waits for the program's end.
func (s *sitting) end() error {
	s.t.Helper()
	select {
	case err := <-s.over:
		return err
	case <-time.After(20 * time.Second):
		s.t.Fatal("the program never ended")
		return nil
	}
}

// newSeat gives somebody a seat named after them.
func (h *hall) newSeat(name string) roster.SeatID { return h.sit(name, "en") }

// Every way out ends with the terminal as it was, everything of the session
// gone, and a word for who did not choose to leave.
func TestEveryWayOut(t *testing.T) {
	var broken atomic.Bool
	for _, way := range []struct {
		name string
		out  func(h *hall, s *sitting, seat roster.SeatID)
		code string
	}{
		{"by choice", func(_ *hall, s *sitting, _ roster.SeatID) {
			s.press(keys.Char('c').With(keys.Ctrl))
			s.see("Leave? Your words are kept.")
			s.press(keys.Char('y'))
		}, ""},
		{"the link is cut", func(_ *hall, s *sitting, _ roster.SeatID) { s.cut() }, ""},
		{"the terminal is gone", func(_ *hall, s *sitting, _ roster.SeatID) { close(s.keys) }, ""},
		{"the seat is ended", func(h *hall, _ *sitting, seat roster.SeatID) { h.give("", roster.EndSeat{Seat: seat}) }, "seat_ended"},
		{"the room is ended", func(h *hall, _ *sitting, _ roster.SeatID) {
			if err := h.deps.Rooms.Alone(h.t.Context(), h.room.ID(), func() error { return nil }); err != nil {
				h.t.Error(err)
			}
		}, "server_stopping"},
		{"the program breaks", func(h *hall, s *sitting, _ roster.SeatID) {
			broken.Store(true)
			s.press(keys.Char('m'))
		}, "internal"},
	} {
		t.Run(way.name, func(t *testing.T) {
			h := open(t)
			broken.Store(false)
			h.deps.Now = func() time.Time {
				if broken.Load() {
					panic("a person's words")
				}
				return time.Now()
			}
			before := goleak.IgnoreCurrent()
			seat := h.newSeat("Rosa Delgado")
			s := h.attend(tui.Person{Seat: seat})
			s.see("You are in the room")
			way.out(h, s, seat)
			if err := s.end(); fault.Code(err) != way.code {
				t.Errorf("told %v", err)
			}
			s.mu.Lock()
			all := s.bytes.String()
			s.mu.Unlock()
			if strings.LastIndex(all, "\x1b[?1049l") < strings.LastIndex(all, "\x1b[?1049h") {
				t.Errorf("the terminal was left with %q", all[max(0, len(all)-80):])
			}
			s.screen.Close()
			goleak.VerifyNone(t, before)
		})
	}
}

// Somebody whose seat is ended sees nothing more, wherever they looked.
func TestAnEndedSeatSeesNothingMore(t *testing.T) {
	h := open(t)
	seat := h.newSeat("Max Ortega")
	s := h.attend(tui.Person{Seat: seat})
	s.see("You are in the room")
	s.press(keys.Char('a'))
	s.see("Agenda")
	s.press(keys.Char('m'))
	s.see("Menu")
	h.give("", roster.EndSeat{Seat: seat})
	if err := s.end(); fault.Code(err) != "seat_ended" {
		t.Errorf("told %v", err)
	}
}

// Unsent words come back, those of the last second too, and what was sent does
// not (promise 1).
func TestUnsentWordsComeBack(t *testing.T) {
	h := open(t)
	seat := h.newSeat("Rosa Delgado")
	s := h.attend(tui.Person{Seat: seat})
	s.see("You are in the room")
	ask := func(s *sitting) {
		s.press(keys.Char('m'))
		s.see("Park a question")
		for row := range strings.Lines(s.screen.Grid().String()) {
			if before, _, ok := strings.Cut(row, "Park a question"); ok {
				before = strings.TrimSpace(before)
				s.press(keys.Char(rune(before[len(before)-1])))
			}
		}
		s.see("Enter")
	}
	ask(s)
	s.write("Who pays for rides?")
	s.see("Who pays for rides?")
	s.cut()
	if err := s.end(); err != nil {
		t.Fatal(err)
	}
	s = h.attend(tui.Person{Seat: seat})
	s.see("You are in the room")
	drafts, err := h.room.Drafts(t.Context(), room.Own(seat))
	if err != nil || len(drafts) != 1 {
		t.Fatalf("kept %v, %v", drafts, err)
	}
	ask(s)
	s.see("Who pays for rides?")
	s.press(keys.Press(keys.Enter))
	h.until(func(snap *workshop.Snapshot) bool { return len(snap.Followup.Questions) == 1 })
	s.see("You are in the room")
	s.cut()
	if err := s.end(); err != nil {
		t.Fatal(err)
	}
	if drafts, err := h.room.Drafts(t.Context(), room.Own(seat)); err != nil || len(drafts) != 0 {
		t.Errorf("after it was sent %v, %v are kept", drafts, err)
	}
}

// A screen that changed behind a question is new to them when the question is
// gone: the half second begins then (promise 8).
func TestTheRoomMovesBehindAQuestion(t *testing.T) {
	h := open(t)
	var since atomic.Int64
	start := time.Date(2026, 3, 2, 18, 0, 0, 0, time.UTC)
	h.deps.Now = func() time.Time { return start.Add(time.Duration(since.Load())) }
	host, rosa := h.newSeat("Dana Whitfield"), h.newSeat("Rosa Delgado")
	h.give("", roster.Grant{Seat: host, Role: roster.Host})
	h.give(host, workshop.OpenMeeting{})
	s := h.attend(tui.Person{Seat: rosa})
	s.see("Opening")
	s.press(keys.Char('m'))
	s.see("Park a question")
	at := h.room.Snapshot().Agenda
	to, _ := at.Next()
	h.give(host, workshop.MoveTo{From: at.At, To: to})
	before := s.screen.Grid().String()
	s.press(keys.Press(keys.Down)) // the move was taken in before this key
	if err := s.screen.Wait(t.Context(), func(g tuitest.Grid) bool { return g.String() != before }); err != nil {
		t.Fatal(err)
	}
	since.Store(int64(time.Minute))
	s.press(keys.Press(keys.Esc), keys.Char('w')) // would begin to write
	s.see("The screen just changed")
	s.cut()
	if err := s.end(); err != nil {
		t.Error(err)
	}
}
