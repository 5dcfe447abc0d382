package bench

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"sync"
	"time"

	"convene/tui/keys"
	"convene/tui/tuitest"
)

// inHall measures the house: everyone at the section that is being written.
func (c Config) inHall(ctx context.Context, dir string, r Room) (f figures, err error) {
	room, err := c.hall(ctx, dir, r, nil)
	if err != nil {
		return f, err
	}
	defer func() { _ = room.leave() }()
	return room.measure(ctx, c)
}

// hall makes a hall in an empty folder and a crowd that can enter it, each as
// they connect; how, when it is not nil, changes that.
func (c Config) hall(ctx context.Context, dir string, r Room, how func(i int, c *call)) (*crowd, error) {
	hall, err := Prepare(ctx, dir, Plan{People: r.People, Open: true, Words: marks(r.Typists)})
	if err != nil {
		return nil, fmt.Errorf("prepare: %w", err)
	}
	var env []string
	if c.Profile != "" {
		env = append(env, profileName+"="+c.Profile)
	}
	if c.Silence > 0 {
		env = append(env, silenceName+"="+c.Silence.String())
	}
	p, err := StartHall(ctx, dir, os.Stderr, env...)
	if err != nil {
		return nil, err
	}
	room := newCrowd(p, r)
	views := make([]*view, r.People)
	room.open = func(ctx context.Context, i int) (*guest, error) {
		caller := hall.call(p.Addr, i)
		if how != nil {
			how(i, &caller)
		}
		var read func([]byte)
		if i < r.Typists+watchers {
			room.eyes[i] = newEyes(room.keys, selfOf(i, r))
			room.eyes[i].byLine = true
			views[i] = newView(caller.w, caller.h, room.eyes[i])
			read = views[i].read
		}
		g, err := caller.enter(ctx, read)
		if err != nil && views[i] != nil {
			err = fmt.Errorf("%w; it shows\n%s", err, views[i].screen.Grid())
		}
		return g, err
	}
	room.settle = func(ctx context.Context) error { return room.place(ctx, views) }
	return room, nil
}

// selfOf is which typist a guest is, -1 for none.
func selfOf(i int, r Room) int {
	if i < r.Typists {
		return i
	}
	return -1
}

// call is how the i-th person connects.
func (h Hall) call(addr string, i int) call { return calling(addr, h.Code, h.People[i].Key, i) }

// comes connects the i-th person, says that it is them, and returns when their
// first screen is complete; read gets everything.
func (h Hall) comes(ctx context.Context, addr string, i int, read func([]byte)) (*guest, error) {
	return h.call(addr, i).enter(ctx, read)
}

// enter connects somebody whose key is known and returns when their first screen
// is complete.
func (c call) enter(ctx context.Context, read func([]byte)) (*guest, error) {
	first := &firstFrame{end: fmt.Appendf(nil, "\x1b[%d", c.h), seen: make(chan struct{})}
	g, err := c.dial(ctx, func(p []byte) {
		first.read(p)
		if read != nil {
			read(p)
		}
	})
	if err != nil {
		return nil, err
	}
	if err := g.send("1\r"); err != nil { // yes, that is me
		return nil, err
	}
	if err := g.await(ctx, first.seen, "first screen"); err != nil {
		return nil, err
	}
	g.hand(read)
	return g, nil
}

// mark begins a typist's paragraph.
func mark(typist int) string { return fmt.Sprintf("t%02d:", typist) }

func marks(typists int) []string {
	out := make([]string, typists)
	for i := range out {
		out[i] = mark(i)
	}
	return out
}

// press is what the keys of actions send.
func press(actions ...keys.Action) string {
	var b strings.Builder
	table := keys.NewMap()
	for _, a := range actions {
		if k, ok := table.Key(a); ok {
			b.WriteString(tuitest.Bytes(k))
		}
	}
	return b.String()
}

// place puts every typist's caret behind their mark, and waits until everyone
// who looks has the section in front.
func (c *crowd) place(ctx context.Context, views []*view) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for i, v := range views {
		if v == nil {
			continue
		}
		if err := v.screen.Wait(ctx, func(g tuitest.Grid) bool { return strings.Contains(g.String(), "t0") }); err != nil {
			return fmt.Errorf("guest %d does not see the section: %w", i, err)
		}
	}
	for t := range c.keys.sent {
		if err := c.write(ctx, t, views[t]); err != nil {
			return fmt.Errorf("typist %d does not write: %w", t, err)
		}
	}
	return nil
}

// again is how long a key that was to begin something may take before it is
// pressed again: just after the room has moved, a first one is asked about.
const again = time.Second

// write begins to write behind a typist's mark.
func (c *crowd) write(ctx context.Context, t int, v *view) error {
	for !v.screen.Grid().CursorShown {
		if err := c.guests[t].send(press(keys.Write)); err != nil {
			return err
		}
		soon, cancel := context.WithTimeout(ctx, c.again)
		_ = v.screen.Wait(soon, func(g tuitest.Grid) bool { return g.CursorShown })
		cancel()
		if ctx.Err() != nil {
			return fmt.Errorf("%w; the screen shows\n%s", ctx.Err(), v.screen.Grid())
		}
	}
	up := strings.Repeat(tuitest.Bytes(keys.Press(keys.Up)), len(c.keys.sent)-1-t)
	if err := c.guests[t].send(up + tuitest.Bytes(keys.Press(keys.End)) + key(c.keys.press(t))); err != nil {
		return err
	}
	return v.screen.Wait(ctx, func(g tuitest.Grid) bool { return g.Has(mark(t) + line(1)) })
}

// firstFrame notices the end of a first whole frame: the painter draws from top
// to bottom, so the place of the last row comes last.
type firstFrame struct {
	end  []byte // the row's number; a column or the end of the sequence follows
	tail []byte
	seen chan struct{}
	once sync.Once
}

func (f *firstFrame) read(p []byte) {
	f.tail = append(f.tail, p...)
	if bytes.Contains(f.tail, append(f.end, ';')) || bytes.Contains(f.tail, append(f.end, 'H')) {
		f.once.Do(func() { close(f.seen) })
	}
	f.tail = append(f.tail[:0], f.tail[max(0, len(f.tail)-len(f.end)-1):]...)
}

// view reads a person's screen: the rows on which the typists' paragraphs stand.
type view struct {
	screen *tuitest.Screen
	h      int
	eyes   *eyes
	rows   []int // where each typist's mark was seen last
}

func newView(w, h int, e *eyes) *view {
	return &view{screen: tuitest.NewScreen(w, h, nil), h: h, eyes: e, rows: make([]int, len(e.seen))}
}

// read shows p and notes what has become visible. It is called by the guest's
// goroutine alone.
func (v *view) read(p []byte) {
	_, _ = v.screen.Write(p)
	now := time.Now()
	searched := false
	for t, y := range v.rows {
		shown, ok := after(v.screen.Row(y), mark(t))
		if !ok && !searched {
			searched = true
			v.find()
			shown, ok = after(v.screen.Row(v.rows[t]), mark(t))
		}
		if ok {
			v.eyes.looks(t, shown, now)
		} else {
			v.eyes.misses(t)
		}
	}
}

// find looks for every mark.
func (v *view) find() {
	for y := range v.h {
		row := v.screen.Row(y)
		for t := range v.rows {
			if strings.Contains(row, mark(t)) {
				v.rows[t] = y
			}
		}
	}
}

// after is the run of letters behind a mark.
func after(row, mark string) (string, bool) {
	_, rest, ok := strings.Cut(row, mark)
	if !ok {
		return "", false
	}
	end := strings.IndexFunc(rest, func(r rune) bool { return r < 'a' || r > 'z' })
	if end < 0 {
		end = len(rest)
	}
	return rest[:end], true
}
