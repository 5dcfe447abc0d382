package bench

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"
)

// liner is a guest who is there line by line. What they are told is heard by one
// goroutine at a time.
type liner struct {
	*guest
	terminal bool
	// gap is how long they take from key to key.
	gap time.Duration

	mu      sync.Mutex
	told    strings.Builder
	heard   int // bytes of told
	changed chan struct{}
}

// lines connects somebody who is there line by line: with a terminal, which sends
// each key and is sent it back, or without one, which sends whole lines.
func (c call) lines(ctx context.Context) (*liner, error) {
	l := &liner{terminal: c.w > 0, changed: make(chan struct{})}
	c.user += "+linear"
	g, err := c.dial(ctx, l.read)
	l.guest = g
	return l, err
}

func (l *liner) read(p []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.told.Write(p)
	close(l.changed)
	l.changed = make(chan struct{})
}

// hears waits until all of these were told, one after the other, behind what was
// heard before.
func (l *liner) hears(ctx context.Context, words ...string) error {
	for _, w := range words {
		if _, err := l.hearsOne(ctx, w); err != nil {
			return err
		}
	}
	return nil
}

// hearsOne waits until one of these is told, and says which came first.
func (l *liner) hearsOne(ctx context.Context, of ...string) (which int, err error) {
	for {
		which, changed := l.hear(of)
		if which >= 0 {
			return which, nil
		}
		select {
		case <-changed:
			continue
		case <-l.ended:
			err = errEnded
		case <-ctx.Done():
			err = ctx.Err()
		}
		l.mu.Lock()
		defer l.mu.Unlock()
		return -1, fmt.Errorf("%q: %w after\n%s", of, err, l.told.String()[l.heard:])
	}
}

// hear looks for the first of these behind what was heard, and takes it as heard;
// without one it gives what closes when more is told.
func (l *liner) hear(of []string) (which int, changed <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	rest, first, which := l.told.String()[l.heard:], 0, -1
	for i, words := range of {
		if at := strings.Index(rest, words); at >= 0 && (which < 0 || at < first) {
			first, which = at, i
		}
	}
	if which >= 0 {
		l.heard += first + len(of[which])
	}
	return which, l.changed
}

// types sends a line as a person does: key by key, or whole where the client
// keeps it until Enter.
func (l *liner) types(line string) error {
	if !l.terminal {
		return l.send(line + "\n")
	}
	for _, key := range line + "\r" {
		if err := l.send(string(key)); err != nil {
			return err
		}
		time.Sleep(l.gap)
	}
	return nil
}

// does hears and types in turn.
func (l *liner) does(ctx context.Context, turns ...string) error {
	for i, words := range turns {
		var err error
		if i%2 == 0 {
			err = l.hears(ctx, words)
		} else {
			err = l.types(words)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
