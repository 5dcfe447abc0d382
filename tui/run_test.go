package tui_test

import (
	"context"
	"log/slog"
	"net/netip"
	"sync"
	"testing"
	"time"

	"convene/internal/ballot"
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
	"convene/tui/linear"
	"convene/tui/tuitest"
)

// hall is a house on a real database with one workshop, for programs that run
// without SSH.
type hall struct {
	t    testing.TB
	dir  string // its data folder
	deps tui.Deps
	room *room.Room
	// refused is told of each command that was refused; set it before anyone comes.
	refused func(c workshop.Command, err error)
	// ready and seen are of the links of those who come next.
	ready, seen func() <-chan struct{}
	// opening is called before the box gives anybody their unsent words, or an error.
	opening func() error
}

// box is the sealed box as a hall's people reach it.
type box struct {
	ballot.Box
	hall *hall
}

func (b box) Drafts(ctx context.Context, workshop, seat string) (map[string]string, error) {
	if err := b.hall.opening(); err != nil {
		return nil, err
	}
	return b.Box.Drafts(ctx, workshop, seat)
}

func open(t testing.TB) *hall {
	t.Helper()
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	dir := t.TempDir()
	store, err := sqlite.Open(t.Context(), dir, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	lib, err := library.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	free := make(chan struct{})
	close(free)
	h := &hall{t: t, dir: dir, refused: func(workshop.Command, error) {}, opening: func() error { return nil }, ready: func() <-chan struct{} { return free }}
	house := room.NewHouse(room.Parts{Log: store.Log(), Box: box{store.Box(), h}, Codec: workshop.NewCodec(), Error: log,
		Refused: func(c workshop.Command, err error) { h.refused(c, err) }})
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
	h.room, h.deps = r, tui.Deps{Lib: lib, Keys: keys.NewMap(), Pace: tui.NewPace(), Desk: front, Rooms: house, Log: log, Now: time.Now}
	return h
}

// person is someone at a terminal.
type person struct {
	t      testing.TB
	screen *tuitest.Screen
	keys   chan input.Event
	sizes  chan tui.Size
	ended  chan tui.Next
	cut    func() // cuts the link
}

func (h *hall) person(p tui.Person, w, ht int) *person {
	h.t.Helper()
	x := &person{t: h.t, screen: tuitest.NewScreen(w, ht, nil), keys: make(chan input.Event, 256), sizes: make(chan tui.Size, 1), ended: make(chan tui.Next, 1)}
	ctx, cancel := context.WithCancel(h.t.Context())
	x.cut = cancel
	if p.Guest == nil {
		p.Guest = &desk.Guest{Addr: netip.MustParseAddr("127.0.0.1")}
	}
	if p.Lang == "" {
		p.Lang = "en"
	}
	ready, seen := h.ready, h.seen
	go func() {
		next, err := tui.Run(ctx, tui.Terminal{
			In: x.keys, Out: x.screen, W: w, H: ht, Sizes: x.sizes, Ready: ready, Seen: seen,
			Env: func(string) string { return "" },
		}, h.deps, p, h.room)
		if err != nil {
			h.t.Error(err)
		}
		x.ended <- next
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

// A newcomer types a name, is shown return words once, and is in the room.
func TestDoorToLobby(t *testing.T) {
	h := open(t)
	p := h.person(tui.Person{}, 80, 24)
	p.see("What should we call you?")
	p.write("Rosa Delgado")
	p.see("Rosa Delgado")
	p.press(keys.Press(keys.Enter))
	p.see("Your return words")
	p.press(keys.Press(keys.Enter)) // a second press on the name, too late
	p.see("Write the four words down first.")
	p.press(keys.Char('y'))
	p.see("You are in the room")
	if n := len(h.room.Snapshot().Roster.Here()); n != 1 {
		t.Errorf("%d seats", n)
	}
}

// give gives a command that must be taken.
func (h *hall) give(seat roster.SeatID, body any) {
	h.t.Helper()
	if err := h.room.Do(h.t.Context(), room.NewCommand(seat, body)); err != nil {
		h.t.Fatalf("%T: %v", body, err)
	}
}

func (h *hall) sit(name, lang string, roles ...roster.Role) roster.SeatID {
	seat := roster.SeatID("seat-" + name)
	h.give("", roster.Join{Seat: seat, About: roster.About{Name: safetext.Clean(safetext.Name, name)}, Lang: lang})
	for _, r := range roles {
		h.give("", roster.Grant{Seat: seat, Role: r})
	}
	return seat
}

// next takes the room one step on.
func (h *hall) next(host roster.SeatID) {
	h.t.Helper()
	a := h.room.Snapshot().Agenda
	to, ok := a.Next()
	if !ok {
		h.t.Fatal("the agenda is over")
	}
	h.give(host, workshop.MoveTo{From: a.At, To: to})
}

// notes is a room at its first shared notes: Dana leads it, and Rosa sees them.
func notes(t testing.TB) (h *hall, host, rosa roster.SeatID, p *person) {
	t.Helper()
	h = open(t)
	host, rosa = h.sit("Dana", "en", roster.Host), h.sit("Rosa", "en")
	h.give(host, workshop.OpenMeeting{})
	h.next(host)
	p = h.person(tui.Person{Seat: rosa}, 80, 24)
	p.see("Shared notes")
	return h, host, rosa, p
}

// Who is writing when the room moves keeps their words in front of them, and
// Esc takes them to where the room is (promise 8).
func TestTheRoomMovesWhileSomeoneWrites(t *testing.T) {
	h, host, _, p := notes(t)
	p.press(keys.Char('w'))
	p.see("Esc")
	p.write("I came because")
	p.see("I came because")
	h.next(host)
	p.see("Your words stay here; Esc takes you there")
	p.write(" of my nephew")
	p.see("I came because of my nephew")
	p.press(keys.Press(keys.Esc))
	p.see("Why Terms of Reference")
}

// A sending key that comes just as the room changed the screen asks again, and
// sends nothing (promise 8).
func TestAKeyJustAsTheRoomMovedAsksAgain(t *testing.T) {
	h := open(t)
	var mu sync.Mutex
	now := time.Date(2026, 3, 2, 18, 0, 0, 0, time.UTC) // time stands still, so grace does not pass
	h.deps.Now = func() time.Time { mu.Lock(); defer mu.Unlock(); return now }
	host, rosa := h.sit("Dana", "en", roster.Host), h.sit("Rosa", "en")
	h.give(host, workshop.OpenMeeting{})
	p := h.person(tui.Person{Seat: rosa}, 80, 24)
	p.see("Opening")
	h.next(host)
	p.see("Shared notes")
	p.press(keys.Char('w')) // would begin to write
	p.see("The screen just changed")
	mu.Lock()
	now = now.Add(time.Second)
	mu.Unlock()
	p.press(keys.Char('w'))
	p.see("Named")
	p.write("x")
	p.see("you")
}

// Leaving is asked, and Esc stays (design promise 7, screens "Two layers").
func TestLeavingIsAsked(t *testing.T) {
	h := open(t)
	p := h.person(tui.Person{Seat: h.sit("Rosa", "en")}, 80, 24)
	p.see("You are in the room")
	p.press(keys.Char('c').With(keys.Ctrl))
	p.see("Leave? Your words are kept.")
	p.press(keys.Press(keys.Enter)) // Enter confirms nothing
	p.see("Enter does nothing here")
	p.press(keys.Press(keys.Esc))
	p.see("You are in the room")
	p.press(keys.Char('c').With(keys.Ctrl))
	p.see("Leave? Your words are kept.")
	p.press(keys.Char('y'))
	if got := <-p.ended; got.Then != linear.Left {
		t.Errorf("ended as %v", got.Then)
	}
	p.ended <- tui.Next{} // for the cleanup
	if g := p.screen.Grid(); g.Alternate {
		t.Error("the terminal is left on the alternate screen")
	}
}

// A terminal that shrinks gets one clear card, and everything back when it
// grows.
func TestTooSmallAndBack(t *testing.T) {
	h := open(t)
	p := h.person(tui.Person{Seat: h.sit("Rosa", "en")}, 80, 24)
	p.see("You are in the room")
	p.screen.Resize(50, 15)
	p.sizes <- tui.Size{W: 50, H: 15}
	p.see("60")
	p.screen.Resize(80, 24)
	p.sizes <- tui.Size{W: 80, H: 24}
	p.see("You are in the room")
}
