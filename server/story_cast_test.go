package server_test

import (
	"context"
	"fmt"
	"net/netip"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"convene/internal/prepare"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/server"
	"convene/tui/keys"
	"convene/tui/tuitest"
)

// actor is one of the people of the story, at their terminal.
type actor struct {
	*tuitest.Person
	cast  *cast
	name  string
	lang  string
	key   ssh.Signer // nil for someone without one
	words string     // the return words they wrote down
}

// cast are the people of the story and the server they meet on.
type cast struct {
	t      *testing.T
	server *server.Server
	code   string
	phrase string // the host's
	room   *room.Room
	all    []*actor

	dana, max, hart, rosa, eli, luz, sam, june *actor

	// answers has everyone answer a check, those with a concern with it; nil: all
	// by keys of the full screen.
	answers func(concerns map[*actor]string)
}

// gather founds the workshop as an operator does, and names who will come.
func gather(t *testing.T) *cast {
	t.Helper()
	c := &cast{t: t}
	conf := config(folder(t))
	conf.Exempt = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")} // they all come from one address
	var err error
	if c.server, err = server.Listen(t.Context(), conf); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- c.server.Serve(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	text := func(s string) safetext.Text { return safetext.Clean(safetext.Title, s) }
	h := c.server.House()
	create, ok := prepare.Workshop(h.Lib, workshop.Meta{
		Title: text("Rio Claro Family Partnership"), Zone: "America/Los_Angeles", PublicBody: "no",
		Keeper: text("Rio Claro County"), RetentionDays: 365, Cell: 5,
		About: map[string]string{"en": "how families take part in planning visits.", "es": "cómo participan las familias al planear las visitas."},
	}, prepare.Plan{Agenda: "c", Zone: "America/Los_Angeles"})
	if !ok {
		t.Fatal("there is no agenda c")
	}
	f, err := h.Desk.Found(t.Context(), create, "en", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	c.code, c.phrase = f.Code.String(), f.Host
	r, leave, err := h.Rooms.Enter(t.Context(), f.ID)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(leave) // before the server stops
	c.room = r
	for _, x := range []struct {
		who  **actor
		name string
		lang string
		key  bool
	}{
		{&c.dana, "Dana Whitfield", "en", true}, // the host, and the one who decides
		{&c.max, "Max Ortega", "en", true},      // works at the agency
		{&c.hart, "Eleanor Hart", "en", true},   // delegate of Example Tribe
		{&c.rosa, "Rosa Delgado", "en", true},   // a parent, and co-host from outside
		{&c.eli, "Eli Stone", "en", true},       // was in care
		{&c.luz, "Luz Herrera", "es", true},     // reads and writes Spanish
		{&c.sam, "Sam Lee", "en", false},        // has no key
		{&c.june, "June Park", "en", true},      // has a bad link
	} {
		a := &actor{cast: c, name: x.name, lang: x.lang}
		if x.key {
			a.key, _ = key(t)
		}
		*x.who = a
		c.all = append(c.all, a)
	}
	return c
}

// kept waits until the box holds the actor's unsent words: nothing shows that on
// a screen, least of all once the link is cut.
func (a *actor) kept(words string) {
	a.cast.t.Helper()
	r := a.cast.room
	var seat roster.SeatID
	for _, s := range r.Snapshot().Roster.Here() {
		if s.Name.String() == a.name {
			seat = s.ID
		}
	}
	look := time.NewTicker(10 * time.Millisecond)
	defer look.Stop()
	for end := time.After(patience); ; {
		drafts, err := r.Drafts(a.cast.t.Context(), room.Own(seat))
		if err == nil && strings.Contains(fmt.Sprint(drafts), words) {
			return
		}
		select {
		case <-look.C:
		case <-end:
			a.cast.t.Fatalf("%s's unsent words were not kept, but %v, %v", a.name, drafts, err)
		}
	}
}

// connect brings the actor to the server's door.
func (a *actor) connect() {
	a.cast.t.Helper()
	a.Person = tuitest.Dial(a.cast.t, a.cast.server.Addr(), a.cast.code, tuitest.Options{Signer: a.key})
}

// in says an English and a Spanish sentence in the language the actor reads.
func (a *actor) in(en, es string) string {
	if a.lang == "es" {
		return es
	}
	return en
}

// again is what the screen says to a key that came just after the room moved.
func (a *actor) again() string {
	return a.in("The screen just changed. Press again if you mean it here.",
		"La pantalla acaba de cambiar. Pulse otra vez si lo quiere aquí.")
}

// comes reports whether want holds before the actor gives up looking for it.
func (a *actor) comes(within time.Duration, want func(tuitest.Grid) bool) bool {
	ctx, cancel := context.WithTimeout(a.cast.t.Context(), within)
	defer cancel()
	return a.Screen().Wait(ctx, want) == nil
}

// see waits until every text stands on the screen.
func (a *actor) see(texts ...string) {
	a.cast.t.Helper()
	for _, text := range texts {
		a.seeThat(fmt.Sprintf("%q", text), func(g tuitest.Grid) bool { return g.Says(text) })
	}
}

// seeThat waits until want holds.
func (a *actor) seeThat(what string, want func(tuitest.Grid) bool) {
	a.cast.t.Helper()
	ok := a.comes(patience, want)
	if !ok {
		a.cast.t.Fatalf("%s never saw %s, but\n%s", a.name, what, a.Grid())
	}
}

// does presses a key until the screen shows what it is for. Just after the room
// moved, the screen asks for the key once more, as it asks anyone.
func (a *actor) does(k keys.Key, then func(tuitest.Grid) bool, what string) {
	a.cast.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); {
		a.Hit(k)
		asked := false
		a.comes(patience, func(g tuitest.Grid) bool {
			asked = g.Says(a.again())
			return asked || then(g)
		})
		if !asked {
			break
		}
		if a.comes(600*time.Millisecond, then) { // the half second in which it asks again
			break
		}
	}
	a.seeThat(what, then)
}

// press presses the key of an action and waits for what then shows.
func (a *actor) press(action keys.Action, then ...string) {
	a.cast.t.Helper()
	k, ok := keys.NewMap().Key(action)
	if !ok {
		a.cast.t.Fatalf("action %d has no key", action)
	}
	a.does(k, shows(then...), strings.Join(then, " and "))
}

// choose presses a character and waits for what then shows.
func (a *actor) choose(r rune, then ...string) {
	a.cast.t.Helper()
	a.does(keys.Char(r), shows(then...), strings.Join(then, " and "))
}

// takes chooses an answer by its number and takes it with Enter.
func (a *actor) takes(r rune, then ...string) {
	a.cast.t.Helper()
	a.choose(r, "› "+string(r))
	a.press(keys.Main, then...)
}

func shows(texts ...string) func(tuitest.Grid) bool {
	return func(g tuitest.Grid) bool {
		for _, text := range texts {
			if !g.Says(text) {
				return false
			}
		}
		return true
	}
}

// answers answers the question that stands over the screen, until it is gone. A
// question takes no answer in the moment in which it appears.
func (a *actor) answers(question string, k keys.Key) {
	a.cast.t.Helper()
	a.see(question)
	gone := func(g tuitest.Grid) bool { return !g.Says(question) }
	for end := time.Now().Add(patience); time.Now().Before(end) && !gone(a.Grid()); {
		a.Hit(k)
		a.comes(200*time.Millisecond, gone)
	}
	a.seeThat("no "+question, gone)
}

// yes confirms a question, and waits for what then shows.
func (a *actor) yes(question string, then ...string) {
	a.cast.t.Helper()
	a.answers(question, keys.Char('y'))
	a.see(then...)
}

// opens presses a key that opens a field to write in.
func (a *actor) opens(k keys.Key) {
	a.cast.t.Helper()
	a.does(k, func(g tuitest.Grid) bool { return g.CursorShown }, "a field")
}

// writes types a text where a field is open, and waits until it stands there.
func (a *actor) writes(text string) {
	a.cast.t.Helper()
	a.Type(text)
	a.see(text)
}

// menu opens a line of the menu by its number.
func (a *actor) menu(line rune, then string) {
	a.cast.t.Helper()
	a.press(keys.Menu, a.in("Menu", "Menú"))
	a.choose(line, then)
}

// moves takes the room on with the host's one key, to an item or to a step.
func (a *actor) moves(to string) {
	a.cast.t.Helper()
	a.confirms("Move the room on to \"" + to + "\"?")
	begins := strings.Join(strings.Fields(to)[:min(3, len(strings.Fields(to)))], " ")
	step := regexp.MustCompile(`step \d of \d: ` + regexp.QuoteMeta(to))
	a.seeThat("the room at "+to, func(g tuitest.Grid) bool {
		return g.Says("› now "+begins) || step.MatchString(strings.Join(strings.Fields(g.String()), " "))
	})
}

// confirms takes the host's next step, says yes to its question, and waits for
// what then shows.
func (a *actor) confirms(question string, then ...string) {
	a.cast.t.Helper()
	a.press(keys.Main, question)
	a.yes(question, then...)
}

// asks opens the question of the room's step.
func (a *actor) asks(question string) {
	a.cast.t.Helper()
	a.press(keys.Main, question)
	a.answers(question, keys.Char('1'))
	a.see("The room is asked \"")
}
