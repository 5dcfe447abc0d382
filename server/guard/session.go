package guard

import (
	"context"
	"io"
	"maps"
	"sync"
	"time"

	"golang.org/x/crypto/ssh"
)

// piece is the most bytes in one packet: the SSH library keeps its largest
// packet buffer for each channel (performance §2).
const piece = 4 << 10

// pingName is what every client knows how to answer, if only with a refusal.
const pingName = "keepalive@openssh.com"

// A Session is one session channel after the client has said what it wants of
// it. Output goes to the client byte for byte: a terminal needs "\r\n" for a
// new line, and writing it is the caller's.
//
// Read belongs to one goroutine; all other methods may be called from any.
type Session struct {
	link    *Link
	channel ssh.Channel

	terminal  bool
	term      string
	env       map[string]string
	command   string
	commanded bool
	subsystem string
	sizes     chan Size

	mu   sync.Mutex
	size Size

	input   *Bucket
	debt    time.Duration // to be waited before the next read; reader's own
	writing sync.Mutex
	blocked *time.Timer // runs while a write is under way
	late    *time.Timer // runs while the client has not confirmed our close
	pulse   *pulse

	stop  context.CancelCauseFunc
	gone  chan struct{} // closed when the client has closed the channel
	ended sync.Once
}

var _ io.ReadWriter = (*Session)(nil)

func newSession(l *Link, channel ssh.Channel) *Session {
	s := &Session{
		link:    l,
		channel: channel,
		env:     map[string]string{},
		size:    Clamp(0, 0),
		sizes:   make(chan Size, 1),
		input:   NewBucket(l.limits.InputRate, l.limits.InputBurst, time.Now()),
		pulse:   newPulse(l.limits),
		gone:    make(chan struct{}),
	}
	s.blocked = l.after(time.Hour, "cutting a blocked session", s.cut)
	s.blocked.Stop()
	s.late = l.after(time.Hour, "cutting an unclosed session", s.cut)
	s.late.Stop()
	return s
}

// IsTerminal says whether the client asked for a terminal.
func (s *Session) IsTerminal() bool { return s.terminal }

// Term is the terminal's name, at most 64 plain bytes: empty when the client
// named none, xterm-256color when what it said was no name.
func (s *Session) Term() string { return s.term }

// Env returns a copy of what was let in of the client's environment.
func (s *Session) Env() map[string]string { return maps.Clone(s.env) }

// Command returns the raw command line, as the client sent it, and whether
// there was one. It is untrusted bytes, at most 4 KiB.
func (s *Session) Command() (string, bool) { return s.command, s.commanded }

// Subsystem is the name of the subsystem that was asked for, or empty. It is
// always one of [Limits.Subsystems].
func (s *Session) Subsystem() string { return s.subsystem }

// Size is the terminal's size now; 80×24 where there is no terminal.
func (s *Session) Size() Size {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.size
}

// Sizes gives each new size, the latest only, at most one in [Limits.Resize].
// It is closed when the client closes the session. The first size is [Session.Size]'s.
func (s *Session) Sizes() <-chan Size { return s.sizes }

// Read reads what the client typed, at the pace the input meter allows. It
// returns io.EOF when the client has closed its half, or the session is over.
// The end of the session's context alone does not end a Read: Exit does, and
// the client's answer to it.
func (s *Session) Read(p []byte) (int, error) {
	if !pause(s.debt, s.gone) {
		return 0, io.EOF
	}
	// The meter counts what was read, so one read must not be a whole window.
	n, err := s.channel.Read(p[:min(len(p), 32<<10)])
	s.debt = s.input.Spend(n, time.Now())
	return n, err //nolint:wrapcheck // io.EOF must stay io.EOF
}

// Write sends p as it is, in pieces of at most 4 KiB, and returns when all of
// it is on its way. It waits while [Limits.Backlog] bytes are unanswered. If it
// waits for [Limits.Silence], the connection is closed and it fails.
func (s *Session) Write(p []byte) (int, error) { return s.write(s.channel, p) }

// Stderr writes to the client's error stream, under the same rules as Write.
func (s *Session) Stderr() io.Writer { return stderr{s} }

type stderr struct{ *Session }

func (e stderr) Write(p []byte) (int, error) { return e.write(e.channel.Stderr(), p) }

func (s *Session) write(to io.Writer, p []byte) (n int, err error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	for len(p) > 0 && err == nil {
		select {
		case <-s.pulse.room():
		case <-s.gone:
			return n, io.ErrClosedPipe
		}
		var m int
		s.blocked.Reset(s.link.limits.Silence)
		m, err = to.Write(p[:min(len(p), piece)])
		s.blocked.Stop()
		s.pulse.wrote(m, time.Now())
		n, p = n+m, p[m:]
	}
	return n, err
}

// Ready returns a channel that is closed as soon as the client has room for a
// frame: less than [Limits.Credit] bytes are unanswered, and fewer still where
// answers come slowly. Ask again each time.
// Whoever waits for it must also wait for the session's context.
func (s *Session) Ready() <-chan struct{} { return s.pulse.ready() }

// Seen returns a channel that is closed as soon as the client has taken in all
// that was written until now: whatever comes from it before that was typed by
// somebody who had not seen it. It stays open when the session ends before, so
// whoever waits for it must also wait for the session's context.
func (s *Session) Seen() <-chan struct{} { return s.pulse.seen() }

// CanSend says whether Ready is closed now. Write itself counts what it sends.
func (s *Session) CanSend() bool {
	select {
	case <-s.pulse.ready():
		return true
	default:
		return false
	}
}

// Exit ends the session with a status, once: later calls, and Exit after
// Close, do nothing. A terminal is kept open for [Limits.Linger] first.
func (s *Session) Exit(code int) {
	s.ended.Do(func() {
		if s.terminal {
			pause(s.link.limits.Linger, s.gone)
		}
		status := ssh.Marshal(struct{ Status uint32 }{uint32(code)}) //nolint:gosec // a status is a small number
		_, _ = s.channel.SendRequest("exit-status", false, status)
		s.shut()
	})
}

// Close ends the session at once and without a status.
func (s *Session) Close() { s.ended.Do(s.shut) }

// shut closes our half of the channel, and the connection too if the client
// does not confirm that in time: everything else ends with the channel.
func (s *Session) shut() {
	s.late.Reset(s.link.limits.Silence)
	_ = s.channel.Close()
}

// cut gives the client up, with all its sessions.
func (s *Session) cut() {
	s.stop(ErrStalled)
	_ = s.link.close()
}

// beat pings until the session is gone: at most one ping is ever outstanding,
// so that what a client owes us does not grow.
func (s *Session) beat() {
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for {
		wait, mark, due := s.pulse.due(time.Now())
		if due && wait <= 0 {
			if !s.ping(mark) {
				return
			}
			continue
		}
		if due {
			timer.Reset(wait)
		} else {
			timer.Stop()
		}
		select {
		case <-timer.C:
		case <-s.pulse.stir:
		case <-s.gone:
			return
		}
	}
}

// ping asks once and waits for the answer, any answer; it says whether one came.
func (s *Session) ping(mark int64) bool {
	asked := time.Now()
	late := s.link.after(s.link.limits.Silence, "cutting a silent session", s.cut)
	defer late.Stop()
	if _, err := s.channel.SendRequest(pingName, true, nil); err != nil {
		return false
	}
	s.pulse.heard(mark, asked, time.Now())
	return true
}
