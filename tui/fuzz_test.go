package tui_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/netip"
	"regexp"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"

	"convene/internal/desk"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
	"convene/tui"
	"convene/tui/input"
)

// ours are the sequences that a terminal is sent, and no others.
var ours = regexp.MustCompile("\x1b\\[[0-9]*(;[0-9]+)?H|\x1b\\[[0-9;:]*m|\x1b\\[[0-3]?[JK]|\x1b\\[\\?[0-9]+[hl]|\x1b\\]11;\\?\x07|\x1b\\[<u|\x1b\\[>4m|[\r\n\b]")

// scribble takes what is written, by whoever writes it.
type scribble struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (s *scribble) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all.Write(p)
}

func (s *scribble) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all.String()
}

// FuzzSession holds for any bytes from a terminal, from the first frame to the
// last: nothing panics, the session ends when they do, and what the terminal is
// sent is printable text and our own sequences. The first byte says where the room
// is, the second who types.
func FuzzSession(f *testing.F) {
	for _, seed := range []string{"\x00\x00?m1\r", "\x03\x00wHello\r\x1b\x1b", "\x05\x01\x1b[200~\x1b[2Jx\x1b[201~\r", "\x07\x02m5q\r\x1b[A\x1b[B\t\t3\r", "\x01\x03Rosa\r\r\r", "\x09\x00\x1b]11;rgb:0/0/0\x07\x1b[<0;1;1M\xff"} {
		f.Add([]byte(seed))
	}
	h := open(f)
	said := &scribble{}
	h.deps.Log = slog.New(slog.NewTextHandler(said, nil))
	host := h.sit("Dana", "en", roster.Host)
	seats := []roster.SeatID{h.sit("Rosa", "en"), h.sit("Ines", "es", roster.Observer), host, ""}
	h.give("", workshop.OpenMeeting{})
	var places []act.Place
	for _, item := range h.room.Snapshot().Agenda.Items {
		for _, step := range append([]string{""}, item.Steps...) {
			places = append(places, act.Place{Item: item.ID, Step: step})
		}
	}
	ready := make(chan struct{})
	close(ready)
	f.Fuzz(func(t *testing.T, typed []byte) {
		if len(typed) < 2 || len(typed) > 4<<10 {
			return
		}
		h.t = t
		_ = h.try(workshop.MoveTo{From: h.room.Snapshot().Agenda.At, To: places[int(typed[0])%len(places)]})
		out := &scribble{}
		stream := input.Open(t.Context(), bytes.NewReader(typed[2:]), nil, func() {})
		_, err := tui.Run(t.Context(), tui.Terminal{
			In: stream.Events(), Out: out, W: 60 + int(typed[1]), H: 20 + int(typed[0])%30,
			Ready: func() <-chan struct{} { return ready }, Env: func(string) string { return "" },
		}, h.deps, tui.Person{Guest: &desk.Guest{Addr: netip.MustParseAddr("127.0.0.1")}, Seat: seats[int(typed[1])%len(seats)], Lang: "en"}, h.room)
		if said := said.String(); strings.Contains(said, "panic") {
			t.Fatalf("%q: %s", typed, said)
		}
		if err != nil && context.Cause(t.Context()) == nil && h.room.Snapshot().Roster.Seat(seats[0]).Ended {
			t.Skip("the host has ended the seat")
		}
		shown := ours.ReplaceAllString(out.String(), "")
		if !utf8.ValidString(shown) {
			t.Fatalf("%q was answered by no text", typed)
		}
		if at := strings.IndexFunc(shown, unicode.IsControl); at >= 0 {
			t.Fatalf("%q was answered by %q", typed, shown[max(0, at-20):min(len(shown), at+20)])
		}
	})
}
