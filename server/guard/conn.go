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
	}
	c.cut = time.AfterFunc(time.Hour, func() {
		defer Contain(log, "cutting a blocked connection", nil)
		_ = c.Close()
	})
	c.cut.Stop()
	return c
}

// Read waits until the meter allows it, then reads.
func (c *Conn) Read(p []byte) (int, error) {
	if !pause(c.debt, c.closed) {
		return 0, net.ErrClosed
	}
	n, err := c.Conn.Read(p)
	c.debt = c.meter.Spend(n, time.Now())
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
