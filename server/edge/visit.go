package edge

import (
	"context"
	"net"
	"net/netip"
	"sync"
	"time"

	"convene/server/guard"
)

// A stage is how far a connection has come.
type stage int

const (
	starting stage = iota // exchanging keys
	deciding              // its person may be reading or typing
	inside                // signed in
	left                  // closed
)

// A visit is one connection from accept to close. The SSH library's own
// goroutine moves it forward; closing may come from anywhere.
type visit struct {
	*guard.Conn
	server *Server
	addr   netip.Addr
	ring   *ring       // the host keys of this connection
	link   *guard.Link // set before the first session, never changed
	told   sync.Once   // all our host keys
	proved bool        // belongs to the goroutine of the connection's requests

	backlog <-chan []byte // what the library has read; of its goroutine, and after it

	mu    sync.Mutex
	stage stage
	grace *time.Timer // runs while starting
}

// visitKey finds a connection's visit in the library's context. Nothing else
// is kept there, and nothing of a session.
type visitKey struct{}

func visitOf(ctx context.Context) *visit { return ctx.Value(visitKey{}).(*visit) }

// receive takes a new connection in, or returns nil when it is one too many.
func (s *Server) receive(raw net.Conn) *visit {
	addr := addressOf(raw)
	if !s.limiter.admit(addr) {
		return nil
	}
	tune(raw)
	v := &visit{server: s, addr: addr, ring: s.ring.Load()}
	v.Conn = guard.NewConn(raw, s.config.Limits, s.config.Logger, v.leave)
	s.mu.Lock()
	s.visits[v] = struct{}{}
	s.mu.Unlock()
	v.mu.Lock() // leave must find the timer
	defer v.mu.Unlock()
	v.grace = time.AfterFunc(s.config.Handshake, func() {
		defer guard.Contain(s.config.Logger, "cutting a slow handshake", nil)
		_ = v.Close()
	})
	return v
}

// greeted is called when our host key has signed the key exchange: the machine
// has done its part, and its person may now be asked about us.
func (v *visit) greeted() {
	v.mu.Lock()
	first := v.stage == starting
	welcome := first && v.server.limiter.decide()
	if welcome {
		v.stage = deciding
		v.grace.Stop()
		v.Hold(early)
	}
	v.mu.Unlock()
	if first && !welcome {
		_ = v.Close()
	}
}

// signedIn is called when authentication has succeeded.
func (v *visit) signedIn() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.link = v.server.guard.Open(v.Close)
	if v.stage == left { // closed meanwhile; the library will notice
		v.link.End()
		return
	}
	v.server.limiter.enter(v.stage)
	v.stage = inside
	v.grace.Stop()
}

// leave gives back what the connection held; it is called once, by Close.
func (v *visit) leave() {
	v.mu.Lock()
	v.server.limiter.leave(v.addr, v.stage)
	v.stage = left
	v.grace.Stop()
	if v.link != nil {
		v.link.End()
	}
	v.mu.Unlock()
	v.server.mu.Lock()
	delete(v.server.visits, v)
	v.server.mu.Unlock()
}
