package transfer

import (
	"io"
	"time"
)

// Patience is how long a session may stand without a byte either way: someone
// who went away gives their place back.
const Patience = 5 * time.Minute

// alive is a stream that is closed when nothing went over it for a while. Close
// it, or its timer stays set.
type alive struct {
	io.ReadWriteCloser
	after time.Duration
	end   *time.Timer
}

// keep watches over the session's stream, as long as it has patience.
func (s *Session) keep() *alive {
	after := s.Patience
	if after == 0 {
		after = Patience
	}
	a := &alive{ReadWriteCloser: s.Stream, after: after}
	a.end = time.AfterFunc(after, func() { _ = a.ReadWriteCloser.Close() })
	s.Stream = a
	return a
}

// rest stops watching.
func (a *alive) rest() { a.end.Stop() }

// went sets the clock back after bytes went; a stream that was closed stays so.
func (a *alive) went(n int) {
	if n > 0 && a.end.Stop() {
		a.end.Reset(a.after)
	}
}

func (a *alive) Read(b []byte) (int, error) {
	n, err := a.ReadWriteCloser.Read(b)
	a.went(n)
	return n, err
}

func (a *alive) Write(b []byte) (int, error) {
	n, err := a.ReadWriteCloser.Write(b)
	a.went(n)
	return n, err
}
