package bench

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"
	"time"
)

// figures are what one crowd showed.
type figures struct {
	own, others spread
	inView      int           // pairs of an onlooker and a typist that were measured
	delivery    time.Duration // server CPU for one key on one screen
	update      float64       // bytes of a frame
	perKey      float64       // bytes a person got for each key
	memory      float64       // bytes a person
	connects    float64       // a second, to the first complete screen
	idle        float64       // share of a core
	server      float64       // share of a core while they typed
	generator   float64       // likewise, this process
	busy        float64       // share of all cores, both together and whoever else ran
}

// crowd is everyone connected to one server.
type crowd struct {
	process *Process
	keys    *keyboard
	guests  []*guest
	eyes    []*eyes // of typists and onlookers, nil for the rest
	// open lets the i-th guest in, up to their first complete screen; settle
	// brings all to where they can type.
	open   func(ctx context.Context, i int) (*guest, error)
	settle func(ctx context.Context) error
	// again is how long a key that begins something may take.
	again time.Duration
}

func newCrowd(p *Process, r Room) *crowd {
	return &crowd{process: p, keys: newKeyboard(r.Typists), guests: make([]*guest, r.People), eyes: make([]*eyes, r.People),
		settle: func(context.Context) error { return nil }, again: again}
}

// together is how many connect at a time.
const together = 8

// atOnce does work for each of n, a few at a time, and ends at the first error.
func atOnce(ctx context.Context, n int, work func(ctx context.Context, i int) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	next := make(chan int)
	var all sync.WaitGroup
	for range together {
		all.Go(func() {
			for i := range next {
				if err := work(ctx, i); err != nil {
					cancel(fmt.Errorf("%d of %d: %w", i+1, n, err))
				}
			}
		})
	}
	for i := range n {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	all.Wait()
	return context.Cause(ctx)
}

// gather connects everyone and returns when each has their first complete
// screen, in the time that a person would have patience for.
func (c *crowd) gather(ctx context.Context) error { return c.bring(ctx, 0, len(c.guests)) }

// bring connects those from one to another, likewise.
func (c *crowd) bring(ctx context.Context, from, to int) error {
	return atOnce(ctx, to-from, func(ctx context.Context, i int) (err error) {
		ctx, cancel := context.WithTimeout(ctx, patience)
		defer cancel()
		c.guests[from+i], err = c.open(ctx, from+i)
		return err
	})
}

// leave hangs everyone up and stops the server.
func (c *crowd) leave() error {
	for _, g := range c.guests {
		if g != nil {
			g.close()
		}
	}
	return c.process.Stop()
}

// measure gathers everyone, watches them sit still, places the typists and lets
// them type.
func (c *crowd) measure(ctx context.Context, cfg Config) (f figures, err error) {
	_, empty, err := c.process.Usage()
	if err != nil {
		return f, err
	}
	n, began := len(c.guests), time.Now()
	if err := c.gather(ctx); err != nil {
		return f, err
	}
	f.connects = float64(n) / time.Since(began).Seconds()
	if err := c.settle(ctx); err != nil {
		return f, err
	}
	_, full, err := c.process.Usage()
	if err != nil {
		return f, err
	}
	f.memory = float64(full-empty) / float64(n)
	if f.idle, err = c.watch(ctx, cfg.Idle); err != nil {
		return f, err
	}
	return f, c.typing(ctx, cfg, &f)
}

// afterwards is what the answers to the first frames' pings take.
const afterwards = 3 * time.Second

// watch gives the share of a core that the server takes while everyone sits
// still, once the last of their arrival is over.
func (c *crowd) watch(ctx context.Context, idle time.Duration) (float64, error) {
	var before time.Duration
	for _, wait := range []time.Duration{afterwards, idle} {
		cpu, _, err := c.process.Usage()
		if err != nil {
			return 0, err
		}
		before = cpu
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
	cpu, _, err := c.process.Usage()
	return (cpu - before).Seconds() / idle.Seconds(), err
}

// typing lets the typists type and fills in what that showed.
func (c *crowd) typing(ctx context.Context, cfg Config, f *figures) error {
	for _, e := range c.eyes {
		if e != nil {
			e.forget()
		}
	}
	bytes, frames, _ := c.received()
	mine, keys, began := own(), c.keys.total(), time.Now()
	taken, all := jiffies()
	before, _, err := c.process.Usage()
	if err != nil {
		return err
	}
	if err := c.typeAll(ctx, cfg); err != nil {
		return err
	}
	if err := c.caughtUp(ctx); err != nil {
		return err
	}
	after, _, err := c.process.Usage()
	if err != nil {
		return err
	}
	took, sent := time.Since(began), c.keys.total()-keys
	moreBytes, moreFrames, people := c.received()
	f.update = float64(moreBytes-bytes) / float64(max(1, moreFrames-frames))
	f.perKey = float64(moreBytes-bytes) / float64(people) / float64(sent)
	f.delivery = (after - before) / time.Duration(sent*len(c.guests))
	f.server = (after - before).Seconds() / took.Seconds()
	f.generator = (own() - mine).Seconds() / took.Seconds()
	f.busy = max((f.server+f.generator)/float64(runtime.NumCPU()), busySince(taken, all))
	f.own, f.others, f.inView = c.seen()
	return nil
}

// received is what those got who only count.
func (c *crowd) received() (bytes, frames int64, people int) {
	for i, g := range c.guests {
		if c.eyes[i] != nil && len(c.guests) > len(c.keys.sent)+watchers {
			continue
		}
		bytes, frames, people = bytes+g.bytes.Load(), frames+g.frames.Load(), people+1
	}
	return bytes, frames, people
}

// typeAll returns when every typist has typed for as long as they should.
func (c *crowd) typeAll(ctx context.Context, cfg Config) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	gap := time.Duration(float64(time.Second) / cfg.Rate)
	var all sync.WaitGroup
	for t := range c.keys.sent {
		all.Go(func() {
			wait := time.NewTimer(rand.N(gap)) // not all at the same moment
			defer wait.Stop()
			for n := int(cfg.For / gap); n > 0; n-- {
				select {
				case <-wait.C:
				case <-ctx.Done():
					return
				}
				wait.Reset(gap)
				if err := c.guests[t].send(key(c.keys.press(t))); err != nil {
					cancel(fmt.Errorf("typist %d: %w", t, err))
				}
			}
		})
	}
	all.Wait()
	return context.Cause(ctx)
}

// patience is how long a change that must come to every screen may take.
const patience = 30 * time.Second

// caughtUp waits until everyone who looks has seen the last key of every typist
// in their view.
func (c *crowd) caughtUp(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for i, e := range c.eyes {
		if e == nil {
			continue
		}
		for t := range c.keys.sent {
			if err := e.await(ctx, t, c.keys.pressed(t)); err != nil {
				return fmt.Errorf("guest %d never saw typist %d's last key: %w", i, t, err)
			}
		}
	}
	return nil
}

// await waits until n of a typist's keys were seen; a typist out of view is not
// waited for. A line that was the same some keys ago can't be told from its
// earlier self, and counts.
func (e *eyes) await(ctx context.Context, typist, n int) error {
	for {
		seen, changed := e.state(typist)
		if seen < 0 || seen >= n || e.byLine && line(seen) == line(n) {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// seen gathers what everyone's eyes noted.
func (c *crowd) seen() (mine, others spread, pairs int) {
	var a, b []time.Duration
	for _, e := range c.eyes {
		if e == nil {
			continue
		}
		e.mu.Lock()
		a, b = append(a, e.own...), append(b, e.others...)
		for t, n := range e.seen {
			if n >= 0 && t != e.self {
				pairs++
			}
		}
		e.mu.Unlock()
	}
	return spreadOf(a), spreadOf(b), pairs
}
