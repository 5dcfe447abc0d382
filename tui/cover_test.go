package tui_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/roster"
	"convene/tui"
	"convene/tui/input"
	"convene/tui/keys"
	"convene/tui/linear"
	"convene/tui/tuitest"
	"convene/tui/tuitest/golden"
)

// cover covers a terminal of the hall.
func (h *hall) cover(c linear.Covered, w, ht int) (p *person, over <-chan tui.Uncovered) {
	h.t.Helper()
	p = &person{t: h.t, screen: tuitest.NewScreen(w, ht, nil), keys: make(chan input.Event, 256), sizes: make(chan tui.Size, 1)}
	ctx, cancel := context.WithCancel(h.t.Context())
	ready, done, out := make(chan struct{}), make(chan struct{}), make(chan tui.Uncovered, 1)
	close(ready)
	go func() {
		defer close(done)
		u, err := tui.Cover(ctx, tui.Terminal{In: p.keys, Out: p.screen, W: w, H: ht, Sizes: p.sizes,
			Ready: func() <-chan struct{} { return ready }, Env: func(string) string { return "" }}, h.deps, c, h.room)
		if err != nil {
			h.t.Error(err)
		}
		out <- u
	}()
	h.t.Cleanup(func() {
		cancel()
		<-done
		p.screen.Close()
	})
	return p, out
}

// A cover names who comes and the key, in the language of who comes and of who
// hands over; somebody new reads it in every language.
func TestCoverLooks(t *testing.T) {
	h := open(t)
	hart := h.sit("William", "en")
	h.give(hart, roster.Describe{About: roster.About{
		Title: safetext.Clean(safetext.Title, "Hereditary Chief of the House of the River, Example Tribe"),
		Name:  safetext.Clean(safetext.Name, "William Hart"),
	}})
	for _, size := range [][2]int{{60, 20}, {80, 24}} {
		for name, c := range map[string]linear.Covered{
			"en":         {To: hart, Lang: "en", From: "en"},
			"es":         {To: hart, Lang: "es", From: "es"},
			"es-from-en": {To: hart, Lang: "es", From: "en"},
			"new":        {Lang: "en", From: "en"},
			"told-es":    {To: hart, Lang: "es", From: "es", Told: fault.New("table_seat_ended", "name", "Rosa Delgado")},
		} {
			p, _ := h.cover(c, size[0], size[1])
			p.keys <- input.Event{Kind: input.Background} // dark; the terminal has shown it
			p.screen.Wait(t.Context(), func(g tuitest.Grid) bool { return g.Has("j  ") || g.Has("1–2  ") })
			golden.Check(t, fmt.Sprintf("cover/%dx%d-%s", size[0], size[1], name), p.screen.Grid())
		}
	}
}

// A cover opens for the key it names, once it names it, and for no other.
func TestACoverOpensForItsKeyAlone(t *testing.T) {
	h := open(t)
	rosa := h.sit("Rosa", "en")
	p, over := h.cover(linear.Covered{To: rosa, Lang: "en", From: "en"}, 80, 24)
	p.see("Rosa")
	p.press(keys.Char('j')) // before it is named
	p.see("j  I am here")
	p.press(keys.Press(keys.Enter), keys.Char('y'), keys.Char('1'), keys.Char('m'), keys.Press(keys.Esc))
	p.press(keys.Char('c').With(keys.Ctrl))
	p.see("Does everyone at this computer leave?")
	p.press(keys.Press(keys.Enter))
	p.see("j  I am here")
	select {
	case u := <-over:
		t.Fatalf("another key opened it: %+v", u)
	default:
	}
	p.press(keys.Char('j'))
	if u := <-over; u.Then != linear.HandOver || u.Lang != "en" {
		t.Errorf("it opened as %+v", u)
	}
}

// Whose turn it is stands in the head of a terminal that several share, whole
// however long it is; who has one for themselves sees nothing of it.
func TestTheHeadNamesWhoseTurnItIs(t *testing.T) {
	h := open(t)
	rosa, hart := h.sit("Rosa", "en"), h.sit("William", "en")
	title := "Hereditary Chief of the House of the River, Example Tribe"
	h.give(hart, roster.Describe{About: roster.About{Title: safetext.Clean(safetext.Title, title), Name: safetext.Clean(safetext.Name, "William Hart")}})
	table := []linear.Neighbour{{Seat: rosa}, {Seat: hart}}
	p := h.person(tui.Person{Seat: hart, Table: table}, 60, 20)
	p.see("Answering now: " + title + " William Hart")
	h.give(hart, roster.Describe{About: roster.About{Name: safetext.Clean(safetext.Name, "Bill")}})
	p.see("Answering now: Bill")
	alone := h.person(tui.Person{Seat: rosa}, 60, 20)
	alone.see("You are in the room")
	if g := alone.screen.Grid(); strings.Contains(g.String(), "Answering now") {
		t.Errorf("one alone is named:\n%s", g)
	}
}
