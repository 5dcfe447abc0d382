package edge

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"

	charm "charm.land/ssh"
	"charm.land/wish/v2"
	"golang.org/x/crypto/ssh"

	"convene/server/guard"
)

// Serve lets people in until ctx ends, then stops in order: it accepts nobody
// more, ends the sessions' contexts with [ErrStopping], waits for them up to
// [Config.Goodbye], and closes what is left. It returns nil after that, or an
// error when the listener failed. It may be called once.
func (s *Server) Serve(ctx context.Context, handler Handler) error {
	sessions, end := context.WithCancelCause(context.WithoutCancel(ctx))
	defer end(ErrStopping)
	unlisten := context.AfterFunc(ctx, func() { _ = s.listener.Close() })
	defer unlisten()

	var connections sync.WaitGroup
	library, err := s.library(sessions, handler)
	if err != nil {
		return err
	}
	err = s.accept(ctx, library, &connections)
	_ = s.listener.Close()
	end(ErrStopping)
	s.stop()
	connections.Wait()
	return err
}

// accept takes connections until the listener is closed.
func (s *Server) accept(ctx context.Context, library *charm.Server, connections *sync.WaitGroup) error {
	for {
		raw, err := s.listener.Accept()
		switch {
		case err == nil:
			s.starved.Store(false)
			v := s.receive(raw)
			if v == nil {
				_ = raw.Close()
				continue
			}
			connections.Go(func() {
				defer guard.Contain(s.config.Logger, "connection", func() { _ = v.Close() })
				library.HandleConn(v)
				v.clear()
			})
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, net.ErrClosed):
			return fmt.Errorf("accept connections: %w", err)
		default:
			// Out of file descriptors, say: it passes, and asking at once
			// again would only burn the processor.
			s.starved.Store(true)
			s.config.Logger.Error("cannot accept a connection", "err", err)
			select {
			case <-time.After(100 * time.Millisecond):
			case <-ctx.Done():
			}
		}
	}
}

// library sets up the SSH library. Only session channels exist, and one global
// request, for the proof of our host keys: whatever is not in these maps is
// refused, forwarding included.
func (s *Server) library(sessions context.Context, handler Handler) (*charm.Server, error) {
	library, err := wish.NewServer(func(x *charm.Server) error {
		for _, signer := range s.ring.Load().shown { // or wish would make keys of its own
			x.AddHostKey(signer)
		}
		x.HandshakeTimeout = s.config.Prompt
		x.ConnCallback = func(ctx charm.Context, conn net.Conn) net.Conn {
			ctx.SetValue(visitKey{}, conn)
			return conn
		}
		x.ServerConfigCallback = func(ctx charm.Context) *ssh.ServerConfig {
			return s.authentication(visitOf(ctx))
		}
		x.ConnectionFailedCallback = func(_ net.Conn, err error) { s.logFailure(err) }
		x.RequestHandlers = map[string]charm.RequestHandler{proveRequest: s.prove}
		x.ChannelHandlers = map[string]charm.ChannelHandler{
			"session": func(_ *charm.Server, conn *ssh.ServerConn, offer ssh.NewChannel, ctx charm.Context) {
				s.serveChannel(sessions, visitOf(ctx), conn, offer, handler)
			},
			"default": func(_ *charm.Server, _ *ssh.ServerConn, offer ssh.NewChannel, ctx charm.Context) {
				v := visitOf(ctx)
				defer guard.Contain(s.config.Logger, "refusing a channel", func() { _ = v.Close() })
				v.link.Refuse(offer, ssh.UnknownChannelType, "unsupported channel type")
			},
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("set up the SSH library: %w", err)
	}
	library.HostSigners = nil // authentication gives each connection its own
	return library, nil
}

// serveChannel runs one session channel to its end.
func (s *Server) serveChannel(ctx context.Context, v *visit, conn *ssh.ServerConn, offer ssh.NewChannel, handler Handler) {
	defer guard.Contain(s.config.Logger, "session channel", func() { _ = v.Close() })
	if !s.begin() {
		_ = offer.Reject(ssh.ConnectionFailed, "stopping")
		return
	}
	defer s.finish()
	v.announce(conn)
	v.link.Serve(ctx, offer, func(ctx context.Context, g *guard.Session) {
		handler(ctx, newSession(g, conn, v.addr))
	})
}

// begin counts a session in, unless the server is stopping.
func (s *Server) begin() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopping {
		return false
	}
	s.sessions++
	return true
}

func (s *Server) finish() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sessions--
	if s.stopping && s.sessions == 0 {
		close(s.quiet)
	}
}

// stop waits for the sessions to end, then closes every connection and waits
// once more: a handler that heeds neither its context nor a failing Write is a
// bug, and is left behind rather than keeping the process from ending.
func (s *Server) stop() {
	s.mu.Lock()
	s.stopping = true
	if s.sessions == 0 {
		close(s.quiet)
	}
	s.mu.Unlock()
	s.await()
	s.mu.Lock()
	open := make([]*visit, 0, len(s.visits))
	for v := range s.visits {
		open = append(open, v)
	}
	s.mu.Unlock()
	for _, v := range open {
		_ = v.Close()
	}
	if !s.await() {
		s.config.Logger.Error("sessions left behind", "count", s.Stats().Sessions)
	}
}

func (s *Server) await() bool {
	select {
	case <-s.quiet:
		return true
	case <-time.After(s.config.Goodbye):
		return false
	}
}
