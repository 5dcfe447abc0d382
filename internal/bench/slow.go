package bench

import (
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// Link is what lies between somebody far from any city and the server: so many
// bytes a second each way, and a round trip that takes its time even when nothing
// is on it.
type Link struct {
	Rate float64 // bytes a second, one way
	Trip time.Duration
}

// slowest is the slowest link on which everybody can take part: 9.6 kbit/s.
func slowest() Link { return Link{Rate: 9600 / 8, Trip: 600 * time.Millisecond} }

const (
	// payload and header are the bytes of a packet: what TCP was given, and what
	// TCP and IP add, which takes its time too.
	payload, header = 536, 40
	// queued is how many packets wait before the link's narrow place. A full queue
	// holds whoever sends up, as TCP does.
	queued = 64
)

// slowConn is the client's end of a slow link over a fast one. What either side
// sends goes on the link packet by packet, waits there behind all that went
// before, and arrives when the last of it has come through. Two goroutines carry
// it until Close. As with any connection one goroutine reads and one writes.
type slowConn struct {
	net.Conn
	up, down lane
	rest     []byte // of the packet that came last
	failed   error  // why nothing more comes down; set before down is closed
	closed   chan struct{}
	once     sync.Once
}

// lane is one direction. free belongs to the goroutine that puts packets on.
type lane struct {
	Link
	free    time.Time // when all that was put on will have gone
	packets chan packet
	// bytes and count are what was put on, without headers.
	bytes, count atomic.Int64
}

// packet is what travels together, and when it arrives.
type packet struct {
	bytes []byte
	at    time.Time
}

// over puts a connection behind a slow link.
func (way Link) over(raw net.Conn) *slowConn {
	c := &slowConn{Conn: raw, closed: make(chan struct{})}
	for _, l := range []*lane{&c.up, &c.down} {
		l.Link, l.packets = way, make(chan packet, queued)
	}
	go c.bring()
	go c.take()
	return c
}

// put lets bytes wait their turn on the lane; false when the link has ended.
func (l *lane) put(p []byte, ended <-chan struct{}) bool {
	if now := time.Now(); l.free.Before(now) {
		l.free = now
	}
	l.free = l.free.Add(time.Duration(float64(len(p)+header) / l.Rate * float64(time.Second)))
	l.bytes.Add(int64(len(p)))
	l.count.Add(1)
	select {
	case l.packets <- packet{append([]byte(nil), p...), l.free.Add(l.Trip / 2)}:
		return true
	case <-ended:
		return false
	}
}

// arrives waits until a packet is there; false when the link has ended.
func arrives(p packet, ended <-chan struct{}) bool {
	wait := time.NewTimer(time.Until(p.at))
	defer wait.Stop()
	select {
	case <-wait.C:
		return true
	case <-ended:
		return false
	}
}

// bring puts on the way down what the other side sends.
func (c *slowConn) bring() {
	defer close(c.down.packets)
	buf := make([]byte, payload)
	for {
		n, err := c.Conn.Read(buf)
		if n > 0 && !c.down.put(buf[:n], c.closed) {
			err = net.ErrClosed
		}
		if err != nil {
			c.failed = err
			return
		}
	}
}

// take gives the other side what has come up.
func (c *slowConn) take() {
	for {
		select {
		case p := <-c.up.packets:
			if !arrives(p, c.closed) {
				return
			}
			if _, err := c.Conn.Write(p.bytes); err != nil {
				return // the reader is told why
			}
		case <-c.closed:
			return
		}
	}
}

func (c *slowConn) Read(p []byte) (int, error) {
	if len(c.rest) == 0 {
		select {
		case next, more := <-c.down.packets:
			if !more {
				return 0, c.failed
			}
			if !arrives(next, c.closed) {
				return 0, net.ErrClosed
			}
			c.rest = next.bytes
		case <-c.closed:
			return 0, net.ErrClosed
		}
	}
	n := copy(p, c.rest)
	c.rest = c.rest[n:]
	return n, nil
}

// Write returns when all of p is in the queue, as a socket's does.
func (c *slowConn) Write(p []byte) (n int, err error) {
	for n < len(p) {
		part := p[n:min(len(p), n+payload)]
		if !c.up.put(part, c.closed) {
			return n, net.ErrClosed
		}
		n += len(part)
	}
	return n, nil
}

// Close hangs up. What is on its way gets lost.
func (c *slowConn) Close() error {
	c.once.Do(func() { close(c.closed) })
	return c.Conn.Close()
}

// carried is what has gone over the link both ways, with and without headers.
func (c *slowConn) carried() (bytes, all int64) {
	bytes = c.up.bytes.Load() + c.down.bytes.Load()
	return bytes, bytes + header*(c.up.count.Load()+c.down.count.Load())
}
