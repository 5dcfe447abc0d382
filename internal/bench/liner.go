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
		for !l.hear(w) {
			l.mu.Lock()
			changed, rest := l.changed, l.told.String()[l.heard:]
			l.mu.Unlock()
			if strings.Contains(rest, w) {
				continue
			}
			select {
			case <-changed:
			case <-l.ended:
				return fmt.Errorf("%q: %w after\n%s", w, errEnded, rest)
			case <-ctx.Done():
				return fmt.Errorf("%q: %w after\n%s", w, ctx.Err(), rest)
			}
		}
	}
	return nil
}

func (l *liner) hear(words string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	at := strings.Index(l.told.String()[l.heard:], words)
	if at < 0 {
		return false
	}
	l.heard += at + len(words)
	return true
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
