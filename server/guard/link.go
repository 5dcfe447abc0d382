package guard

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/crypto/ssh"
)

// rules are what a guard and its links share.
type rules struct {
	limits Limits
	log    *slog.Logger
	filter *filter
}

// A Guard opens links, one for each connection, all under the same limits. It
// is immutable and serves any number of goroutines.
type Guard struct{ rules }

// New returns a guard with these limits; zero fields take their defaults.
func New(limits Limits, log *slog.Logger) *Guard {
	return &Guard{rules{limits: limits.Filled(), log: log, filter: newFilter()}}
}

// A Link is one authenticated connection: it counts the sessions on it, and
// closes it when it has had none for [Limits.Empty]. Its methods may be called
// from any goroutine.
type Link struct {
	rules
	close func() error

	mu      sync.Mutex
	open    int
	refused int
	empty   *time.Timer
}

// Open starts a link over a connection that closeConn closes. Call [Link.End]
// when the connection is over.
func (g *Guard) Open(closeConn func() error) *Link {
	l := &Link{rules: g.rules, close: closeConn}
	l.empty = l.after(g.limits.Empty, "closing an empty connection", func() { _ = closeConn() })
	return l
}

// End releases what the link holds. The sessions end by themselves.
func (l *Link) End() { l.empty.Stop() }

// after runs f later, guarded.
func (l *Link) after(d time.Duration, what string, f func()) *time.Timer {
	return time.AfterFunc(d, func() {
		defer Contain(l.log, what, nil)
		f()
	})
}

// enter takes one of the connection's places for a session, if there is one.
func (l *Link) enter() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.open >= l.limits.Channels {
		return false
	}
	l.open++
	l.empty.Stop()
	return true
}

func (l *Link) leave() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open--
	if l.open == 0 {
		l.empty.Reset(l.limits.Empty)
	}
}

// Refuse refuses a channel, and closes the connection of a client that goes on
// asking.
func (l *Link) Refuse(offer ssh.NewChannel, reason ssh.RejectionReason, why string) {
	l.mu.Lock()
	l.refused++
	over := l.refused > l.limits.Refusals
	l.mu.Unlock()
	if over {
		_ = l.close()
		return
	}
	_ = offer.Reject(reason, why)
}

// Serve takes one channel of type "session" and returns when it is over: the
// client has closed it and the handler has returned. The handler runs in a
// goroutine of its own once a shell, a command or an allowed subsystem has been
// asked for, at most once; its context ends with the channel, the connection or
// ctx, and context.Cause says why. When it returns, the session ends with
// status 0 unless it ended before, and with status 1 if it panicked.
func (l *Link) Serve(ctx context.Context, offer ssh.NewChannel, handler func(context.Context, *Session)) {
	if !l.enter() {
		l.Refuse(offer, ssh.ResourceShortage, "too many sessions")
		return
	}
	defer l.leave()
	channel, requests, err := offer.Accept()
	if err != nil {
		return // the connection has just gone
	}
	s := newSession(l, channel)
	s.serve(ctx, requests, handler)
}
