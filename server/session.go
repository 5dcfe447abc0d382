package server

import (
	"context"
	"errors"
	"strings"
	"time"

	"convene/internal/desk"
	"convene/internal/fault"
	"convene/internal/library"
	"convene/internal/room"
	"convene/server/edge"
	"convene/server/guard"
	"convene/server/remote"
	"convene/tui"
	"convene/tui/input"
	"convene/tui/linear"
)

// visitor is one session on its way from the door to a face.
type visitor struct {
	server *Server
	sess   *edge.Session
	guest  *desk.Guest
	stream *input.Stream
	line   *linear.Console
	lang   string
	sure   bool                    // lang is the person's own choice, and no guess
	face   string                  // "full" or "linear"; empty until chosen
	screen bool                    // a room screen
	off    func()                  // has it counted as on no more; nil where there is none
	code   string                  // the code that found the workshop, as it was typed
	end    context.CancelCauseFunc // ends the visit, for a reason that the visitor is told
	plain  bool                    // the terminal can do no more than lines
	sizes  <-chan tui.Size         // one for all faces: they come after each other
	back   room.Sitter             // who came back by return words, typed beside the code
}

// The faces, as the catalogue remembers them with a seat.
const (
	faceFull   = "full"
	faceLinear = "linear"
)

// What one person may type: far more than hands do, and enough at once for a page
// that a terminal pastes without saying that it does. More waits, and costs the
// others nothing meanwhile.
const (
	keysASecond = 1000
	keysAtOnce  = 1000
)

// session takes one session from the door to its end.
func (s *Server) session(ctx context.Context, e *edge.Session) {
	guest := &desk.Guest{Addr: e.Addr()}
	if k := e.Key(); k != nil {
		guest.Key = k.Marshal()
	}
	user, linearly := strings.CutSuffix(e.User().String(), "+linear")
	user, projects := strings.CutSuffix(user, "+room")
	command, given := e.Command()
	if given || e.Subsystem() != "" {
		s.oneLine(ctx, e, remote.Call{
			Guest: guest, Code: user, Line: command, In: e, Out: e, Err: e.Stderr(),
			Lang: s.house.Lib.Guess(locale(e.Env())), Terminal: e.IsTerminal(),
		})
		return
	}
	v := &visitor{server: s, sess: e, guest: guest, screen: projects, lang: s.house.Lib.Guess(locale(e.Env()))}
	v.plain = !e.IsTerminal() || e.Term() == "" || e.Term() == "dumb" || e.Term() == "unknown"
	if linearly || v.plain {
		v.face = faceLinear
	}
	keys := guard.NewBucket(keysASecond, keysAtOnce, time.Now())
	v.stream = input.Open(ctx, e, func() time.Duration { return keys.Spend(1, time.Now()) }, guard.Container(s.log, "input", e.Close))
	v.sizes = sizes(e)
	v.line = &linear.Console{Events: v.stream.Events(), Out: e, Echo: e.IsTerminal(), Width: v.width, Height: v.height, LinesOnly: v.plain, Seen: e.Seen}
	err := v.visit(ctx, user)
	s.farewell(ctx, v, err)
}

// oneLine answers a verb, or serves a client's own program for files.
func (s *Server) oneLine(ctx context.Context, e *edge.Session, c remote.Call) {
	switch {
	case e.Subsystem() != "":
		s.files(ctx, e, c)
	case !s.command(ctx, e, c):
		e.Exit(s.verbs.Run(ctx, c))
	}
}

// farewell says why the session ends, on a terminal that is as it was.
func (s *Server) farewell(ctx context.Context, v *visitor, err error) {
	switch {
	case errors.Is(context.Cause(ctx), edge.ErrStopping):
		_ = v.say("door.stopping") // the terminal may be gone
		v.sess.Exit(0)
	case err == nil, errors.Is(err, linear.ErrLeft):
		_ = v.say("door.bye")
		v.sess.Exit(0)
	case ctx.Err() != nil:
		v.sess.Close()
	case v.screen && noScreen(err):
		_ = v.sayFault(err)
		v.sess.Exit(1)
	default:
		s.log.Error("session failed", "code", fault.Code(err), "error", err)
		_ = v.sayFault(err)
		v.sess.Exit(1)
	}
}

// visit goes through the door and then from face to face. Who finds, while they
// say what to call them, that the workshop has ended stands at the door again.
func (v *visitor) visit(ctx context.Context, user string) error {
	ctx, v.end = context.WithCancelCause(ctx)
	defer v.end(nil)
	if err := v.say("door.title"); err != nil {
		return err
	}
	for {
		r, leave, p, err := v.enter(ctx, user)
		if err != nil {
			return err
		}
		err = v.stay(ctx, p, r)
		if v.off != nil {
			v.off()
		}
		leave()
		if !refused(err) {
			return err
		}
		if err := v.sayFault(err); err != nil {
			return err
		}
		user, v.back = "", room.Sitter{}
	}
}

// width is where the terminal's lines end now: at the width it told, less the
// last column, where some terminals wrap by themselves; 0 without a terminal.
func (v *visitor) width() int {
	if !v.sess.IsTerminal() {
		return 0
	}
	return v.sess.Size().Width - 1
}

// height is how many lines the terminal shows; 0 without one.
func (v *visitor) height() int {
	if !v.sess.IsTerminal() {
		return 0
	}
	return v.sess.Size().Height
}

func (v *visitor) words() library.Words { return v.server.house.Lib.Words(v.lang) }

// terminal is the session as the full-screen face sees it, in the look that the
// person chose.
func (v *visitor) terminal(look *tui.Look) tui.Terminal {
	size, env := v.sess.Size(), v.sess.Env()
	return tui.Terminal{
		In: v.stream.Events(), Out: v.sess, W: size.Width, H: size.Height,
		Sizes: v.sizes, Ready: v.sess.Ready, Seen: v.sess.Seen, Look: look,
		Env: func(name string) string {
			if name == "TERM" {
				return v.sess.Term()
			}
			return env[name]
		},
	}
}

// sizes gives the session's new sizes in the face's own type, the latest only.
// Its goroutine ends with the session.
func sizes(s *edge.Session) <-chan tui.Size {
	out := make(chan tui.Size, 1)
	go func() {
		defer close(out)
		for size := range s.Sizes() {
			select {
			case <-out: // nobody took the last one; this one is newer
			default:
			}
			out <- tui.Size{W: size.Width, H: size.Height}
		}
	}()
	return out
}

// locale is the client's first guess at a language.
func locale(env map[string]string) string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if env[name] != "" {
			return env[name]
		}
	}
	return ""
}
