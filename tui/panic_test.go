package tui_test

import (
	"errors"
	"io"
	"log/slog"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"convene/internal/desk"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/tui"
	"convene/tui/input"
	"convene/tui/keys"
	"convene/tui/tuitest"
)

// A panic while somebody's screen is worked out, or drawn, ends their session
// alone, with what they can be told; the others go on, and what the panic held,
// maybe somebody's words, is in no log (safety §3).
func TestAPanicEndsOneSession(t *testing.T) {
	h := open(t)
	log := &scribble{}
	h.deps.Log = slog.New(slog.NewTextHandler(log, nil))
	host := h.sit("Dana", "en", roster.Host)
	well := h.sit("Rosa", "en")
	h.give(host, workshop.OpenMeeting{})
	neighbour := h.person(tui.Person{Seat: well}, 80, 24)
	neighbour.see("Opening")
	for name, breaks := range map[string]func(*hall, *atomic.Bool) func(io.Writer) io.Writer{
		"worked out": func(h *hall, now *atomic.Bool) func(io.Writer) io.Writer {
			h.deps.Now = func() time.Time {
				if now.Load() {
					panic("what Rosa Delgado wrote")
				}
				return time.Now()
			}
			return nil
		},
		"drawn": func(_ *hall, now *atomic.Bool) func(io.Writer) io.Writer {
			return func(to io.Writer) io.Writer { return breaking{to, now} }
		},
	} {
		broken, now := *h, new(atomic.Bool)
		wrap := breaks(&broken, now)
		seat := h.sit("Max "+name, "en")
		x, ended := broken.breaks(seat, wrap)
		x.see("Opening")
		now.Store(true)
		x.press(keys.Char('?'))
		select {
		case err := <-ended:
			if err == nil {
				t.Errorf("%s: the session ended without a word", name)
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("%s: the session did not end", name)
		}
		neighbour.press(keys.Char('?'))
		neighbour.see("Esc")
		neighbour.press(keys.Press(keys.Esc))
	}
	if said := log.String(); strings.Contains(said, "Rosa") || strings.Count(said, "panic") < 2 {
		t.Errorf("the log says %s", said)
	}
}

// breaking is a terminal whose writing breaks when it is told to.
type breaking struct {
	io.Writer
	now *atomic.Bool
}

func (b breaking) Write(p []byte) (int, error) {
	if b.now.CompareAndSwap(true, false) {
		panic(errors.New("what Rosa Delgado wrote"))
	}
	return b.Writer.Write(p)
}

// breaks brings somebody to a terminal that is wrapped, and gives what their
// session ended with.
func (h *hall) breaks(seat roster.SeatID, wrap func(io.Writer) io.Writer) (*person, <-chan error) {
	h.t.Helper()
	x := &person{t: h.t, screen: tuitest.NewScreen(80, 24, nil), keys: make(chan input.Event, 256)}
	h.t.Cleanup(func() { _ = x.screen.Close() })
	out := io.Writer(x.screen)
	if wrap != nil {
		out = wrap(out)
	}
	ready := make(chan struct{})
	close(ready)
	ended := make(chan error, 1)
	go func() {
		_, err := tui.Run(h.t.Context(), tui.Terminal{
			In: x.keys, Out: out, W: 80, H: 24, Ready: func() <-chan struct{} { return ready }, Env: func(string) string { return "" },
		}, h.deps, tui.Person{Guest: &desk.Guest{Addr: netip.MustParseAddr("127.0.0.1")}, Seat: seat, Lang: "en"}, h.room)
		ended <- err
	}()
	return x, ended
}
