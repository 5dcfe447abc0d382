package tuitest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"convene/tui/keys"
)

// patience is how long a test waits for a state before it fails. It is not what
// a state should take: two busy cores under the race detector are slow.
const patience = 30 * time.Second

// Person is a Client in a test: whatever goes wrong fails the test and shows the
// screen.
type Person struct {
	*Client
	t    testing.TB
	keys *keys.Map
}

// Dial connects as Connect does and hangs up when the test ends. It must be
// called from the test's goroutine, as must the Person's methods.
func Dial(t testing.TB, addr, user string, o Options) *Person {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	c, err := Connect(ctx, addr, user, o)
	if err != nil {
		t.Fatalf("%s can't connect: %v", user, err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return &Person{Client: c, t: t, keys: keys.NewMap()}
}

// Press presses the keys of actions. After keys.Close, wait for what it does
// before going on: an Esc and a letter that arrive together are one Alt key.
func (p *Person) Press(actions ...keys.Action) {
	p.t.Helper()
	for _, a := range actions {
		k, ok := p.keys.Key(a)
		if !ok {
			p.t.Fatalf("action %d has no key", a)
		}
		p.Hit(k)
	}
}

// Hit presses a key as it is, such as keys.Char('3').
func (p *Person) Hit(k keys.Key) {
	p.t.Helper()
	if err := p.Send(Bytes(k)); err != nil {
		p.t.Fatal(err)
	}
}

// Type types text.
func (p *Person) Type(text string) {
	p.t.Helper()
	if err := p.Send(text); err != nil {
		p.t.Fatal(err)
	}
}

// See waits until every text stands on the screen, each wherever its lines break.
func (p *Person) See(texts ...string) {
	p.t.Helper()
	for _, text := range texts {
		p.SeeThat(fmt.Sprintf("%q", text), func(g Grid) bool { return g.Says(text) })
	}
}

// SeeGone waits until text stands nowhere on the screen.
func (p *Person) SeeGone(text string) {
	p.t.Helper()
	p.SeeThat(fmt.Sprintf("no %q", text), func(g Grid) bool { return !g.Says(text) })
}

// SeeThat waits until want holds; what says what it is, for the failure.
func (p *Person) SeeThat(what string, want func(Grid) bool) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.t.Context(), patience)
	defer cancel()
	if err := p.screen.Wait(ctx, want); err != nil {
		p.t.Fatalf("waiting to see %s: %v", what, err)
	}
}

// SeeEnd waits until the session has ended and returns its status.
func (p *Person) SeeEnd() int {
	p.t.Helper()
	select {
	case <-p.Done():
	case <-time.After(patience):
		p.t.Fatalf("the session did not end; it shows\n%s", p.screen.Grid())
	}
	return p.ExitStatus()
}

// Grid is what the person sees now.
func (p *Person) Grid() Grid { return p.screen.Grid() }
