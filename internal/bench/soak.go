package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"convene/internal/room"
	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/server"
	"convene/tui/keys"
	"convene/tui/tuitest"
)

// SoakPlan is a long run in which people come and go.
type SoakPlan struct {
	People int
	For    time.Duration
	// Every is how often what the server holds is printed.
	Every time.Duration
}

// What a server may hold afterwards beyond what it held before: the readers of the
// database, which are opened when they are first needed, and the memory of what
// people wrote meanwhile. One visit in a hundred that left something behind would
// come to more.
const (
	moreGoroutines = 12
	moreFiles      = 12
	moreHeap       = 24 << 20 // bytes
	// perEvent is what the folded state keeps of one more event: history, undo.
	perEvent = 64 // bytes
)

// settling is how long sessions that were left in the middle may take to end.
const settling = 45 * time.Second

// Soak has people join, write, stall, resize, hang up and say goodbye while the
// room moves, and reports whether the server holds nothing more once all have
// left.
func Soak(ctx context.Context, p SoakPlan, w io.Writer) (ok bool, err error) {
	err = inFolder(func(dir string) error {
		ok, err = soak(ctx, dir, p, w)
		return err
	})
	return ok, err
}

func soak(ctx context.Context, dir string, plan SoakPlan, w io.Writer) (bool, error) {
	hall, err := Prepare(ctx, dir, Plan{People: plan.People, Open: true, Words: marks(1)})
	if err != nil {
		return false, err
	}
	p, err := StartHall(ctx, dir, os.Stderr, restlessName+"="+hall.ID)
	if err != nil {
		return false, err
	}
	defer func() { _ = p.Stop() }()
	// Somebody stays, so that the room does.
	keeper, err := hall.comes(ctx, p.Addr, 0, nil)
	if err != nil {
		return false, err
	}
	defer keeper.close()
	c := &churn{hall: hall, addr: p.Addr}
	// Once round first: what the server makes once and keeps is no leak.
	if err := atOnce(ctx, plan.People-1, func(ctx context.Context, i int) error { return c.visit(ctx, i+1, time.Now()) }); err != nil {
		return false, err
	}
	before, err := quietest(ctx, p, Census{})
	if err != nil {
		return false, err
	}
	fmt.Fprintf(w, "%8s %9s %12s %6s %11s %6s %10s %12s\n", "time", "visits", "turned away", "here", "goroutines", "files", "heap KiB", "resident KiB")
	began := time.Now()
	c.print(w, 0, before)
	if err := c.run(ctx, plan, began, p, w); err != nil {
		return false, err
	}
	most := before
	most.Goroutines, most.Files, most.Heap = most.Goroutines+moreGoroutines, most.Files+moreFiles, most.Heap+moreHeap+perEvent*c.keys.Load()
	after, err := quietest(ctx, p, most)
	if err != nil {
		return false, err
	}
	c.print(w, time.Since(began), after)
	ok := verdict(w, most, after)
	if !ok {
		_ = p.Where() // for whoever looks for the reason
	}
	return ok, nil
}

// verdict says what was left behind.
func verdict(w io.Writer, most, after Census) bool {
	ok := true
	for _, x := range []struct {
		what     string
		is, most int64
	}{
		{"goroutines", int64(after.Goroutines), int64(most.Goroutines)},
		{"files", int64(after.Files), int64(most.Files)},
		{"bytes of heap", after.Heap, most.Heap},
	} {
		if x.is > x.most {
			ok = false
			fmt.Fprintf(w, "LEFT BEHIND: %d %s, of at most %d\n", x.is, x.what, x.most)
		}
	}
	if ok {
		fmt.Fprintln(w, "nothing was left behind")
	}
	return ok
}

// quietest waits until the server holds no more than it may, or as little as it
// will, and gives that.
func quietest(ctx context.Context, p *Process, most Census) (least Census, err error) {
	end := time.Now().Add(settling)
	same := 0
	for first := true; ; first = false {
		c, err := p.Census(ctx)
		if err != nil {
			return c, err
		}
		if !first && c.Goroutines >= least.Goroutines && c.Files >= least.Files {
			same++
		} else {
			same = 0
		}
		least = c
		fits := most.Files > 0 && c.Goroutines <= most.Goroutines && c.Files <= most.Files && c.Heap <= most.Heap
		if fits || most.Files == 0 && same >= 3 || time.Now().After(end) {
			return c, nil
		}
		select {
		case <-time.After(again):
		case <-ctx.Done():
			return c, ctx.Err()
		}
	}
}

// churn is people coming and going.
type churn struct {
	hall   Hall
	addr   string
	visits atomic.Int64
	here   atomic.Int64
	away   atomic.Int64 // turned away: too many at the door
	keys   atomic.Int64
}

// run has everyone visit again and again until the plan's time is over.
func (c *churn) run(ctx context.Context, plan SoakPlan, began time.Time, p *Process, w io.Writer) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	until := began.Add(plan.For)
	var all sync.WaitGroup
	for i := 1; i < plan.People; i++ {
		all.Go(func() {
			for time.Now().Before(until) && ctx.Err() == nil {
				if err := c.visit(ctx, i, until); err != nil {
					cancel(fmt.Errorf("person %d: %w", i, err))
				}
			}
		})
	}
	over := make(chan struct{})
	go func() { all.Wait(); close(over) }()
	tick := time.NewTicker(plan.Every)
	defer tick.Stop()
	for {
		select {
		case <-over:
			return context.Cause(ctx)
		case <-tick.C:
			held, err := p.Census(ctx)
			if err != nil {
				cancel(err)
			}
			c.print(w, time.Since(began), held)
		}
	}
}

func (c *churn) print(w io.Writer, at time.Duration, held Census) {
	fmt.Fprintf(w, "%8s %9d %12d %6d %11d %6d %10d %12d\n", at.Round(time.Second), c.visits.Load(), c.away.Load(), c.here.Load()+1,
		held.Goroutines, held.Files, held.Heap>>10, held.Resident>>10)
}

// longest is how long somebody does one thing.
const longest = 4 * time.Second

// visit is one person's coming, what they do, and their going, in one of the ways
// that people have. It ends early once the time is over.
func (c *churn) visit(ctx context.Context, i int, until time.Time) error {
	patient, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	g, err := c.hall.comes(patient, c.addr, i, nil)
	if errors.Is(err, errTurnedAway) { // a hundred at once; a person tries again
		c.away.Add(1)
		select {
		case <-time.After(rand.N(again)):
		case <-ctx.Done():
		}
		return nil
	}
	if err != nil {
		return err
	}
	c.visits.Add(1)
	c.here.Add(1)
	defer c.here.Add(-1)
	defer g.close()
	for range 1 + rand.N(3) {
		if err := c.act(ctx, g, until); err != nil {
			return nil //nolint:nilerr // the server let go of a guest who did not read
		}
	}
	if rand.N(2) == 0 { // some say goodbye, some just hang up
		_ = g.send(press(keys.Leave) + "y")
	}
	return nil
}

// act is one thing that somebody does for a while.
func (c *churn) act(ctx context.Context, g *guest, until time.Time) error {
	what := rand.N(4)
	if what == 0 {
		g.gate.stall()
		defer g.gate.goOn()
	}
	if err := g.send(press(keys.Write)); err != nil {
		return err
	}
	if what == 3 { // a paragraph of their own
		if err := g.send(tuitest.Bytes(keys.Press(keys.Enter))); err != nil {
			return err
		}
	}
	soon, cancel := context.WithDeadline(ctx, time.Now().Add(min(time.Until(until), rand.N(longest))))
	defer cancel()
	for n := 1; ; n++ {
		var err error
		switch what {
		case 1:
			err = g.resize(20+rand.N(200), 5+rand.N(80))
		case 2:
			err = g.send(press(keys.Help, keys.Back))
		default:
			c.keys.Add(1)
			err = g.send(key(n))
		}
		if err != nil {
			return err
		}
		select {
		case <-time.After(200 * time.Millisecond):
		case <-soon.Done():
			return nil
		case <-g.ended:
			return errEnded
		}
	}
}

// restless moves a room to and fro, as a host does who can't decide, and keeps its
// texts as long as a group's become.
func restless(ctx context.Context, s *server.Server, id string) {
	r, leave, err := s.House().Rooms.Enter(ctx, id)
	if err != nil {
		fmt.Fprintln(os.Stderr, "restless:", err)
		return
	}
	defer leave()
	here := r.Snapshot().Agenda.At
	places := []act.Place{here}
	if back, ok := r.Snapshot().Agenda.Back(); ok {
		places = append(places, back)
	}
	tick := time.NewTicker(3 * time.Second)
	defer tick.Stop()
	for n := 1; ; n++ {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := MoveTo(ctx, r, places[n%len(places)]); err != nil && !errors.Is(err, context.Canceled) {
				fmt.Fprintln(os.Stderr, "restless:", err)
			}
			if err := shorten(ctx, r); err != nil && !errors.Is(err, context.Canceled) {
				fmt.Fprintln(os.Stderr, "restless:", err)
			}
		}
	}
}

// enough is how long a text is that a group has worked on, in bytes.
const enough = 16 << 10

// shorten takes the older half of each text out that has become longer.
func shorten(ctx context.Context, r *room.Room) error {
	s := r.Snapshot()
	for _, id := range s.Texts.IDs() {
		doc := s.Texts.Get(id)
		if doc.Size() < enough {
			continue
		}
		half := doc.Paras()[len(doc.Paras())/2]
		edit := text.Edit{Base: doc.Version(), Do: text.Remove{Range: doc.Range(doc.Start(), text.Pos{Para: half.ID})}}
		if err := r.Do(ctx, room.NewCommand(s.Roster.Here()[0].ID, workshop.EditText{Text: id, Edit: edit})); err != nil {
			return err
		}
	}
	return nil
}
