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
	seen    func() <-chan struct{}
	pace    *Pace // counts the frames
	// roomy is called when a terminal without room has some again for which
	// nothing was laid out meanwhile; saw when a frame that was to be seen was.
	// Neither may block.
	roomy func()
	saw   func(moves int)

	mu      sync.Mutex
	frame   paint.Frame
	rows    []paint.Row // the frame's
	palette []string
	fresh   bool
	blank   bool // the terminal is to be left with nothing on it
	full    bool // it has no room now
	skipped bool // and nothing was laid out for it meanwhile
	moves   int  // the newest frame's
	bell    chan struct{}

	drawing []paint.Row // the rows of the frame being drawn; run's own
	asked   int         // the moves that were last asked about; run's own
}

func newBrush(p *paint.Painter, t Terminal, pace *Pace) *brush {
	return &brush{painter: p, ready: t.Ready, seen: t.Seen, pace: pace, bell: make(chan struct{}, 1),
		roomy: func() {}, saw: func(int) {}}
}

// later reports whether the terminal has no room now, so that laying anything out
// for it would be for nothing: roomy is called when it has.
func (b *brush) later() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.skipped = b.skipped || b.full
	return b.full
}

// watch has saw called once a frame is seen that was made after the room had
// moved the screen so many times.
func (b *brush) watch(moves int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.moves = moves
}

// show hands over a frame, whose list of rows stays the caller's; palette, if not
// nil, comes into force with it.
func (b *brush) show(f paint.Frame, palette []string) {
	b.mu.Lock()
	b.rows = append(b.rows[:0], f.Rows...)
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
	defer func() { err = errors.Join(err, b.clean(err), b.painter.Leave()) }()
	if err := b.painter.Enter(true); err != nil {
		return err
	}
	for {
		select {
		case <-b.bell:
		case <-ctx.Done():
			return nil
		}
		if !b.mayDraw(ctx) {
			return nil
		}
		f, palette, moves, fresh := b.take()
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
		if moves > b.asked {
			b.asked = moves
			b.ask(ctx, moves)
		}
	}
}

// ask calls saw once what was drawn has arrived. Its goroutine ends with ctx.
func (b *brush) ask(ctx context.Context, moves int) {
	if b.seen == nil {
		return
	}
	go func() {
		select {
		case <-b.seen():
			b.saw(moves)
		case <-ctx.Done():
		}
	}()
}

// wipe makes the brush blank the screen as it leaves: somebody else has the
// terminal next, and not every one has a screen to go back to.
func (b *brush) wipe() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.blank = true
}

func (b *brush) clean(failed error) error {
	b.mu.Lock()
	blank, w, h := b.blank, b.frame.W, b.frame.H
	b.mu.Unlock()
	if !blank || failed != nil {
		return nil
	}
	_, err := b.painter.Paint(paint.Frame{W: w, H: h})
	return err
}

// mayDraw waits until the terminal has room for a frame; false is never.
func (b *brush) mayDraw(ctx context.Context) bool {
	ready := b.ready()
	select { // first alone, which is cheap, and so almost always
	case <-ready:
		return true
	default:
	}
	b.mu.Lock()
	b.full = true
	b.mu.Unlock()
	select {
	case <-ready:
	case <-ctx.Done():
		return false
	}
	b.mu.Lock()
	skipped := b.skipped
	b.full, b.skipped = false, false
	b.mu.Unlock()
	if skipped {
		b.roomy()
	}
	return true
}

// take gives the newest frame, if there is one that was not drawn yet.
func (b *brush) take() (f paint.Frame, palette []string, moves int, fresh bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.fresh {
		return paint.Frame{}, nil, 0, false
	}
	b.drawing = append(b.drawing[:0], b.rows...)
	f, palette = b.frame, b.palette
	f.Rows = b.drawing
	b.fresh, b.palette = false, nil
	return f, palette, b.moves, true
}
