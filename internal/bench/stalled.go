package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"sync"
	"time"
)

// stalled measures what a tenth of the room who stop reading and resize without
// end cost the others.
func (c Config) stalled(ctx context.Context, _ io.Writer) ([]must, error) {
	r := Room{People: c.Stalled, Typists: min(10, c.Stalled/2)}
	var all []pair
	for range max(1, c.Rounds) {
		err := inFolder(func(dir string) error {
			p, err := c.besideStalled(ctx, dir, r)
			all = append(all, p)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	p := middle(all)
	return []must{{
		what:  fmt.Sprintf("%d people, a tenth stalled and resizing: others' p99, of without (%s and %s ms)", c.Stalled, milli(p.beside), milli(p.without)),
		is:    ratio(p.beside, p.without),
		limit: fmt.Sprintf("≤ %.1f", mostStalled), missed: p.ratio() > mostStalled, judged: true, uncounted: p.busy > tooBusy,
	}}, nil
}

// pair is how late keys came to others, beside stalled people and without.
type pair struct {
	beside, without time.Duration
	busy            float64
}

func (p pair) ratio() float64 { return float64(p.beside) / float64(max(1, p.without)) }

func (c Config) besideStalled(ctx context.Context, dir string, r Room) (p pair, err error) {
	crowd, err := c.hall(ctx, dir, r, nil)
	if err != nil {
		return p, err
	}
	defer func() { err = errors.Join(err, crowd.leave()) }()
	if err := errors.Join(crowd.gather(ctx), crowd.settle(ctx)); err != nil {
		return p, err
	}
	var calm, rough, after figures
	if err := crowd.typing(ctx, c, &calm); err != nil {
		return p, fmt.Errorf("without: %w", err)
	}
	last := len(crowd.guests) - len(crowd.guests)/10
	clear(crowd.eyes[last:]) // in a small room some of them looked on
	end := crowd.disturb(crowd.guests[last:])
	err = crowd.typing(ctx, c, &rough)
	end()
	if err != nil {
		return p, fmt.Errorf("beside: %w", err)
	}
	// Once more without, since the text has grown meanwhile and frames with it.
	if err := crowd.typing(ctx, c, &after); err != nil {
		return p, fmt.Errorf("without, afterwards: %w", err)
	}
	without := (calm.others.p99 + after.others.p99) / 2
	return pair{rough.others.p99, without, max(calm.busy, rough.busy, after.busy)}, nil
}

// disturb stops guests from reading and has them resize, ten times a second each,
// until end.
func (c *crowd) disturb(guests []*guest) (end func()) {
	over := make(chan struct{})
	var all sync.WaitGroup
	for _, g := range guests {
		g.gate.stall()
		all.Go(func() {
			tick := time.NewTicker(100 * time.Millisecond)
			defer tick.Stop()
			for {
				select {
				case <-over:
					return
				case <-tick.C:
				}
				if g.resize(60+rand.N(140), 20+rand.N(40)) != nil {
					return // the server has let go of them
				}
			}
		})
	}
	return func() {
		close(over)
		for _, g := range guests {
			g.gate.goOn()
		}
		all.Wait()
	}
}
