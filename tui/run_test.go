package tui_test

import (
	"context"
	"log/slog"
	"net/netip"
	"testing"
	"time"

	"convene/internal/desk"
	"convene/internal/library"
	"convene/internal/prepare"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/sqlite"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/tui"
	"convene/tui/input"
	"convene/tui/keys"
	"convene/tui/tuitest"
)

// hall is a house on a real database with one workshop, for programs that run
// without SSH.
type hall struct {
	t    *testing.T
	deps tui.Deps
	room *room.Room
}

func open(t *testing.T) *hall {
	t.Helper()
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	store, err := sqlite.Open(t.Context(), t.TempDir(), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	lib, err := library.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	house := room.NewHouse(room.Parts{Log: store.Log(), Box: store.Box(), Codec: workshop.NewCodec(), Error: log})
	front := desk.New(store, house, log, time.Now)
	create, ok := prepare.Workshop(lib, workshop.Meta{
		Title: safetext.Clean(safetext.Title, "Rio Claro Family Partnership"), Zone: "America/Los_Angeles", PublicBody: "no",
		Keeper: safetext.Clean(safetext.Title, "Rio Claro County"), RetentionDays: 365,
		About: map[string]string{"en": "how families take part in planning visits.", "es": "cómo participan las familias al planear las visitas."},
	}, prepare.Plan{Agenda: "c", Zone: "America/Los_Angeles"})
	if !ok {
		t.Fatal("no agenda c")
	}
	f, err := front.Found(t.Context(), create, "en", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	r, leave, err := house.Enter(t.Context(), f.ID)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		leave()
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := house.Close(ctx); err != nil {
			t.Error(err)
		}
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return &hall{t: t, room: r, deps: tui.Deps{Lib: lib, Keys: keys.NewMap(), Pace: &tui.Pace{}, Desk: front, Rooms: house, Log: log, Now: time.Now}}
}

// person is someone at a terminal.
type person struct {
	t      *testing.T
	screen *tuitest.Screen
	keys   chan input.Event
	sizes  chan tui.Size
	ended  chan tui.Result
}

func (h *hall) person(p tui.Person, w, ht int) *person {
	h.t.Helper()
	x := &person{t: h.t, screen: tuitest.NewScreen(w, ht, nil), keys: make(chan input.Event, 256), sizes: make(chan tui.Size, 1), ended: make(chan tui.Result, 1)}
	ctx, cancel := context.WithCancel(h.t.Context())
	if p.Guest == nil {
		p.Guest = &desk.Guest{Addr: netip.MustParseAddr("127.0.0.1")}
	}
	if p.Lang == "" {
		p.Lang = "en"
	}
	ready := make(chan struct{})
	close(ready)
	go func() {
		result, _, err := tui.Run(ctx, tui.Terminal{
			In: x.keys, Out: x.screen, W: w, H: ht, Sizes: x.sizes, Ready: func() <-chan struct{} { return ready },
			Env: func(string) string { return "" },
		}, h.deps, p, h.room)
		if err != nil {
			h.t.Error(err)
		}
		x.ended <- result
	}()
	h.t.Cleanup(func() {
		cancel()
		<-x.ended
		x.screen.Close()
	})
	return x
}

func (p *person) press(ks ...keys.Key) {
	for _, k := range ks {
		p.keys <- input.Event{Kind: input.Press, Key: k}
	}
}

func (p *person) write(s string) {
	for _, r := range s {
		p.press(keys.Char(r))
	}
}

func (p *person) see(words string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.t.Context(), 20*time.Second)
	defer cancel()
	if err := p.screen.Wait(ctx, func(g tuitest.Grid) bool { return g.Says(words) }); err != nil {
		p.t.Fatalf("%q never came; the screen shows:\n%s", words, p.screen.Grid().String())
	}
}

var _ = roster.Host

func TestDoorToLobby(t *testing.T) {
	h := open(t)
	p := h.person(tui.Person{}, 80, 24)
	p.see("What should we call you?")
	t.Log("\n" + p.screen.Grid().String())
	p.write("Rosa Delgado")
	p.see("Rosa Delgado")
	p.press(keys.Press(keys.Enter))
	p.see("Your return words")
	t.Log("\n" + p.screen.Grid().String())
	p.press(keys.Press(keys.Enter))
	p.see("You are in the room")
	t.Log("\n" + p.screen.Grid().String())
	p.press(keys.Char('m'))
	p.see("Menu")
	t.Log("\n" + p.screen.Grid().String())
	p.press(keys.Char('1'), keys.Char('a'))
	t.Log("\n" + p.screen.Grid().String())
}
