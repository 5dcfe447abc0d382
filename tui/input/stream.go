package input

import (
	"context"
	"io"
	"time"
)

// Stream is one terminal's events for as long as its session lasts, whoever
// reads them: first the door's lines, then a face. Only one may read at a time.
type Stream struct{ events chan Event }

// ahead is how many events may wait for whoever reads them.
const ahead = 32

// Open starts decoding r. The stream ends with r or ctx; the goroutine that reads
// ends when r does, which is for the caller to close. contain is deferred around
// whatever decodes. Who does not read the stream holds up this terminal alone.
//
// Meter, if not nil, counts an event and says how long to wait before the next: a
// megabyte of keys is work for whoever takes them, and for nobody's good.
func Open(ctx context.Context, r io.Reader, meter func() time.Duration, contain func()) *Stream {
	s := &Stream{events: make(chan Event, ahead)}
	x := &reader{contain: contain, emit: func(e Event) {
		select {
		case s.events <- e:
		case <-ctx.Done():
			return
		}
		if meter != nil {
			pause(ctx, meter())
		}
	}}
	end := func() { x.end(func() { close(s.events) }) }
	forget := context.AfterFunc(ctx, end)
	go func() {
		defer forget()
		defer end()
		defer contain()
		x.read(r)
	}()
	return s
}

func pause(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

// Events gives the events; it is closed when the terminal is gone.
func (s *Stream) Events() <-chan Event { return s.events }
