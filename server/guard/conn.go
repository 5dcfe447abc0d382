package guard

import (
	"log/slog"
	"net"
	"sync"
	"time"
)

// A Conn wraps one network connection below the SSH library. It meters
// everything the client sends, and closes the connection when one write has
// been blocked for [Limits.Silence]: SSH has no deadline of its own there, and
// a writer blocked in the kernel holds locks that nothing else could free.
//
// It is made by [NewConn] and used by the SSH library, which reads from one
// goroutine and writes from one at a time. Close may be called by anyone.
type Conn struct {
	net.Conn
	meter   *Bucket
	debt    time.Duration // to be waited before the next read; reader's own
	cut     *time.Timer
	silence time.Duration
	closed  chan struct{}
	once    sync.Once
	err     error
	onClose func()

	mu    sync.Mutex
	way   chan struct{} // closed while the reader may go on without counting
	spare int           // what may still be read until then
}

// NewConn wraps raw. onClose runs once, when the connection is closed by
// either side of the program; it must not block.
func NewConn(raw net.Conn, limits Limits, log *slog.Logger, onClose func()) *Conn {
	limits = limits.Filled()
	c := &Conn{
		Conn:    raw,
		meter:   NewBucket(limits.WireRate, limits.WireBurst, time.Now()),
		silence: limits.Silence,
		closed:  make(chan struct{}),
		onClose: onClose,
		way:     make(chan struct{}),
	}
	close(c.way)
	c.cut = time.AfterFunc(time.Hour, func() {
		defer Contain(log, "cutting a blocked connection", nil)
		_ = c.Close()
	})
	c.cut.Stop()
	return c
}

// Hold lets at most n more bytes be read until [Conn.Release].
func (c *Conn) Hold(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.way, c.spare = make(chan struct{}), n
}

// Release ends Hold; without one it does nothing.
func (c *Conn) Release() {
	c.mu.Lock()
	defer c.mu.Unlock()
	select {
	case <-c.way:
	default:
		close(c.way)
	}
}

// held says how much may be read now, and by which channel more may.
func (c *Conn) held(n int) (most int, way <-chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	select {
	case <-c.way:
		return n, c.way
	default:
		return min(n, c.spare), c.way
	}
}

// Read waits until the meter and Hold allow it, then reads.
func (c *Conn) Read(p []byte) (int, error) {
	if !pause(c.debt, c.closed) {
		return 0, net.ErrClosed
	}
	most, way := c.held(len(p))
	if most == 0 && len(p) > 0 {
		select {
		case <-way:
			most = len(p)
		case <-c.closed:
			return 0, net.ErrClosed
		}
	}
	n, err := c.Conn.Read(p[:most])
	c.debt = c.meter.Spend(n, time.Now())
	c.mu.Lock()
	c.spare -= n
	c.mu.Unlock()
	return n, err //nolint:wrapcheck // the SSH library looks at the error itself
}

// Write writes all of p, or closes the connection when that takes too long.
func (c *Conn) Write(p []byte) (int, error) {
	c.cut.Reset(c.silence)
	defer c.cut.Stop()
	return c.Conn.Write(p) //nolint:wrapcheck // as in Read
}

// Close closes the connection, once.
func (c *Conn) Close() error {
	c.once.Do(func() {
		close(c.closed)
		c.err = c.Conn.Close()
		c.cut.Stop()
		if c.onClose != nil {
			c.onClose()
		}
	})
	return c.err
}
