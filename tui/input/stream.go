package input

import (
	"context"
	"io"
)

// Stream is one terminal's events for as long as its session lasts, whoever
// reads them: first the door's lines, then a face. Only one may read at a time.
type Stream struct{ events chan Event }

// Open starts decoding r. The stream ends with r or ctx; the goroutine that
// feeds it ends then too. Who does not read holds up this terminal alone.
func Open(ctx context.Context, r io.Reader, contain func()) *Stream {
	s := &Stream{events: make(chan Event, 64)}
	go func() {
		defer close(s.events)
		defer contain()
		_ = Read(ctx, r, func(e Event) { // the end of input is told by the closed channel
			select {
			case s.events <- e:
			case <-ctx.Done():
			}
		})
	}()
	return s
}

// Events gives the events; it is closed when the terminal is gone.
func (s *Stream) Events() <-chan Event { return s.events }
