package tui

import (
	"context"
	"errors"
	"sync"

	"convene/tui/paint"
)

// brush draws the newest frame when the terminal has room for it. Frames are
// replaced, never queued: the painter makes the difference when it is sent.
type brush struct {
	painter *paint.Painter
	ready   func() <-chan struct{}
	pace    *Pace // counts the frames

	mu      sync.Mutex
	frame   paint.Frame
	palette []string
	fresh   bool
	bell    chan struct{}
}

func newBrush(p *paint.Painter, ready func() <-chan struct{}, pace *Pace) *brush {
	return &brush{painter: p, ready: ready, pace: pace, bell: make(chan struct{}, 1)}
}

// show hands over a frame; palette, if not nil, comes into force with it.
func (b *brush) show(f paint.Frame, palette []string) {
	b.mu.Lock()
	if b.fresh {
		b.pace.outdated.Add(1)
	}
	b.frame, b.fresh = f, true
	if palette != nil {
		b.palette = palette
	}
	b.mu.Unlock()
	select {
	case b.bell <- struct{}{}:
	default:
	}
}

// run draws until ctx ends or the terminal fails, and then leaves it as it was.
func (b *brush) run(ctx context.Context) (err error) {
	defer func() { err = errors.Join(err, b.painter.Leave()) }()
	if err := b.painter.Enter(true); err != nil {
		return err
	}
	for {
		select {
		case <-b.bell:
		case <-ctx.Done():
			return nil
		}
		select {
		case <-b.ready():
		case <-ctx.Done():
			return nil
		}
		b.mu.Lock()
		f, palette, fresh := b.frame, b.palette, b.fresh
		b.fresh, b.palette = false, nil
		b.mu.Unlock()
		if !fresh {
			continue
		}
		if palette != nil {
			b.painter.SetPalette(palette)
		}
		if _, err := b.painter.Paint(f); err != nil {
			return err
		}
		b.pace.drawn.Add(1)
	}
}
