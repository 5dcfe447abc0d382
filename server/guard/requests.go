package guard

import (
	"context"
	"slices"
	"sync"
	"time"

	"golang.org/x/crypto/ssh"
)

// serve answers the channel's requests until the client closes it, and then
// waits for what it has started.
func (s *Session) serve(ctx context.Context, requests <-chan *ssh.Request, handler func(context.Context, *Session)) {
	ctx, s.stop = context.WithCancelCause(ctx)
	in := intake{Session: s, resize: time.NewTimer(time.Hour)}
	in.answer(requests, func() {
		in.running.Go(func() { s.run(ctx, handler) })
		in.running.Go(func() {
			defer Contain(s.link.log, "pinging", s.cut)
			s.beat()
		})
	})
	for range requests { // whatever ended answer, the connection must not wait for us
	}
	close(s.gone)
	close(s.sizes)
	s.stop(ErrGone)
	in.running.Wait()
	s.late.Stop()
}

// run runs the handler and ends the session after it.
func (s *Session) run(ctx context.Context, handler func(context.Context, *Session)) {
	defer s.stop(ErrDone)
	defer Contain(s.link.log, "session", func() { s.Exit(1) })
	handler(ctx, s)
	s.Exit(0)
}

// An intake is what only the goroutine that answers a session's requests knows.
type intake struct {
	*Session
	started bool           // the client has said what the session is for
	running sync.WaitGroup // the handler and the pinging
	resize  *time.Timer    // runs while a newer size waits to be given
	waiting bool
	given   time.Time
}

// answer grants or refuses each request as it comes, and calls start after the
// one that starts the session. It waits for nothing else meanwhile: a request
// left waiting holds up all the connection's other channels.
func (in *intake) answer(requests <-chan *ssh.Request, start func()) {
	defer Contain(in.link.log, "answering requests", in.cut)
	settle := in.link.after(in.link.limits.Settle, "closing an unused channel", in.Close)
	defer settle.Stop()
	in.resize.Stop()
	defer in.resize.Stop()
	for {
		select {
		case <-in.resize.C:
			in.give(time.Now())
		case request, ok := <-requests:
			if !ok {
				return
			}
			before := in.started
			granted := in.grant(request)
			_ = request.Reply(granted, nil)
			if in.started && !before {
				settle.Stop()
				start()
			}
		}
	}
}

// grant decides one request. Whatever is not named is refused: forwarding of
// agents, displays and ports, break, signals, and what is yet to be invented.
func (in *intake) grant(request *ssh.Request) bool {
	switch request.Type {
	case "pty-req":
		return !in.started && in.pty(request.Payload)
	case "window-change":
		return in.window(request.Payload)
	case "env":
		return !in.started && in.variable(request.Payload)
	case "shell":
		return !in.started && in.shell()
	case "exec":
		return !in.started && in.exec(request.Payload)
	case "subsystem":
		return !in.started && in.useSubsystem(request.Payload)
	default:
		return false
	}
}

func (in *intake) pty(payload []byte) bool {
	var ask struct {
		Term                         string
		Columns, Rows, Width, Height uint32
		Rest                         []byte `ssh:"rest"`
	}
	if in.terminal || ssh.Unmarshal(payload, &ask) != nil {
		return false
	}
	in.terminal = true
	in.term = in.link.filter.terminal(ask.Term)
	in.mu.Lock()
	in.size = Clamp(ask.Columns, ask.Rows)
	in.mu.Unlock()
	return true
}

func (in *intake) window(payload []byte) bool {
	var ask struct {
		Columns, Rows uint32
		Rest          []byte `ssh:"rest"`
	}
	if !in.terminal || ssh.Unmarshal(payload, &ask) != nil {
		return false
	}
	size := Clamp(ask.Columns, ask.Rows)
	in.mu.Lock()
	changed := in.size != size
	in.size = size
	in.mu.Unlock()
	if !changed || in.waiting {
		return true
	}
	now := time.Now()
	if rest := in.link.limits.Resize - now.Sub(in.given); rest > 0 {
		in.waiting = true
		in.resize.Reset(rest)
		return true
	}
	in.give(now)
	return true
}

// give puts the latest size where the session looks for it, in place of one
// that nobody has taken yet. This goroutine alone sends, so it never blocks.
func (in *intake) give(now time.Time) {
	in.waiting, in.given = false, now
	select {
	case <-in.sizes:
	default:
	}
	in.sizes <- in.Size()
}

func (in *intake) variable(payload []byte) bool {
	var ask struct{ Name, Value string }
	if len(payload) > in.link.limits.EnvBytes || ssh.Unmarshal(payload, &ask) != nil {
		return false
	}
	if _, known := in.env[ask.Name]; !known && len(in.env) >= in.link.limits.EnvCount {
		return false
	}
	if !in.link.filter.admits(ask.Name, ask.Value) {
		return false
	}
	in.env[ask.Name] = ask.Value
	return true
}

func (in *intake) shell() bool {
	in.started = true
	return true
}

func (in *intake) exec(payload []byte) bool {
	var ask struct{ Command string }
	if ssh.Unmarshal(payload, &ask) != nil || len(ask.Command) > in.link.limits.CommandBytes {
		return false
	}
	in.started, in.command, in.commanded = true, ask.Command, true
	return true
}

func (in *intake) useSubsystem(payload []byte) bool {
	var ask struct{ Name string }
	if ssh.Unmarshal(payload, &ask) != nil || !slices.Contains(in.link.limits.Subsystems, ask.Name) {
		return false
	}
	in.started, in.subsystem = true, ask.Name
	return true
}
