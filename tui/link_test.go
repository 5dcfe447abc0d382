package tui_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/tui"
	"convene/tui/keys"
	"convene/tui/tuitest"
)

// On a slow link a key may come long after the room moved, from somebody who has
// not seen it move: it sends nothing until their terminal has shown the new
// screen, and for a breath after (promise 8).
func TestAKeyFromBeforeTheMoveWasSeenAsksAgain(t *testing.T) {
	h := open(t)
	var now atomic.Int64
	now.Store(time.Date(2026, 3, 2, 18, 0, 0, 0, time.UTC).UnixMilli())
	h.deps.Now = func() time.Time { return time.UnixMilli(now.Load()) }
	arrived, asked := make(chan struct{}), make(chan struct{}, 8)
	h.seen = func() <-chan struct{} { asked <- struct{}{}; return arrived }
	host, rosa := h.sit("Dana", "en", roster.Host), h.sit("Rosa", "en")
	h.give(host, workshop.OpenMeeting{})
	p := h.person(tui.Person{Seat: rosa}, 80, 24)
	p.see("Opening")
	h.next(host)
	p.see("Shared notes")
	<-asked
	now.Add(time.Minute.Milliseconds())
	p.press(h.keyed(keys.Write))
	p.see("The screen just changed")
	now.Add(time.Minute.Milliseconds())
	close(arrived)
	p.press(keys.Press(keys.Down)) // which takes the line away
	p.gone("The screen just changed")
	p.press(h.keyed(keys.Write)) // at once after it was shown
	p.see("The screen just changed")
	now.Add(time.Second.Milliseconds())
	p.press(h.keyed(keys.Write))
	p.see("new line")
}

// Nothing is laid out for a terminal that has no room for it; once it has, it
// shows the newest, which is all it ever shows of what came meanwhile.
func TestNothingIsLaidOutForATerminalWithoutRoom(t *testing.T) {
	h := open(t)
	var room atomic.Pointer[chan struct{}]
	free := make(chan struct{})
	close(free)
	room.Store(&free)
	h.ready = func() <-chan struct{} { return *room.Load() }
	host, rosa := h.sit("Dana", "en", roster.Host), h.sit("Rosa", "en")
	h.give(host, workshop.OpenMeeting{})
	h.next(host)
	p := h.person(tui.Person{Seat: rosa}, 80, 24)
	p.see("Shared notes")
	none := make(chan struct{})
	room.Store(&none)
	_, before := h.deps.Pace.Frames()
	langs := []string{"es", "en"}
	for i := range 200 {
		h.give(host, roster.SpeakLanguage{Lang: langs[i%2]})
	}
	if _, after := h.deps.Pace.Frames(); after-before > 2 {
		t.Errorf("%d screens were laid out and never drawn", after-before)
	}
	room.Store(&free)
	close(none)
	h.next(host)
	p.see("Why Terms of Reference")
}

// gone waits until the screen no longer says the words.
func (p *person) gone(words string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.t.Context(), 20*time.Second)
	defer cancel()
	if err := p.screen.Wait(ctx, func(g tuitest.Grid) bool { return !g.Says(words) }); err != nil {
		p.t.Fatalf("%q never went; the screen shows:\n%s", words, p.screen.Grid().String())
	}
}
