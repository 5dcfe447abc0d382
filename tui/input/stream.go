package input

import (
	"context"
	"io"
)

// Stream is one terminal's events for as long as its session lasts, whoever
// reads them: first the door's lines, then a face. Only one may read at a time.
type Stream struct{ events chan Event }

// ahead is how many events may wait for whoever reads them.
const ahead = 32

// Open starts decoding r. The stream ends with r or ctx; the goroutine that reads
// ends when r does, which is for the caller to close. contain is deferred around
// whatever decodes. Who does not read the stream holds up this terminal alone.
func Open(ctx context.Context, r io.Reader, contain func()) *Stream {
	s := &Stream{events: make(chan Event, ahead)}
	x := &reader{contain: contain, emit: func(e Event) {
		select {
		case s.events <- e:
		case <-ctx.Done():
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

// Events gives the events; it is closed when the terminal is gone.
func (s *Stream) Events() <-chan Event { return s.events }
