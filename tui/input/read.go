package input

import (
	"context"
	"errors"
	"io"
	"time"
)

// chunk is how many bytes are read at once.
const chunk = 4 << 10

// Read decodes r until it ends or ctx does, giving each event to emit on the
// caller's goroutine. The end of r is no error. It starts one goroutine, which
// ends when r does: the caller closes r.
func Read(ctx context.Context, r io.Reader, emit func(Event)) error {
	type piece struct {
		data []byte
		err  error
	}
	pieces, taken := make(chan piece), make(chan struct{})
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		buf := make([]byte, chunk)
		for {
			n, err := r.Read(buf)
			select {
			case pieces <- piece{buf[:n], err}:
			case <-ctx.Done():
				return
			}
			if err != nil {
				return
			}
			select {
			case <-taken:
			case <-ctx.Done():
				return
			}
		}
	}()

	var d Decoder
	for {
		var due <-chan time.Time
		if at, pending := d.Due(); pending {
			due = time.After(time.Until(at))
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case now := <-due:
			d.Tick(now, emit)
		case p := <-pieces:
			d.Feed(p.data, time.Now(), emit)
			if errors.Is(p.err, io.EOF) {
				return nil
			}
			if p.err != nil {
				return p.err
			}
			select {
			case taken <- struct{}{}:
			case <-ctx.Done(): // the reader may have gone already
				return ctx.Err()
			}
		}
	}
}
