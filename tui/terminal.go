// Package tui is the full-screen face: one Bubble Tea model per person that
// routes keys to the screen in front, run by a loop of our own and drawn by a
// painter of our own (design §6, performance §2).
//
// Concurrency, per person: the loop owns the model and every screen, and turns
// wakes of the room, keys, new sizes and whatever lies in the mailbox into
// messages; a brush writes frames. Only the brush may be held up by the
// terminal, and it alone writes to it. Beside them goroutines come and go with
// the model's commands, and with the edits and answers that go to the room, in
// order. All of them end with the session's context or soon after, and a panic
// in any of them ends this session alone.
package tui

import (
	"io"
	"log/slog"
	"runtime/debug"

	"convene/tui/input"
	"convene/tui/theme"
)

// Terminal is one person's terminal, as the edge hands it over.
type Terminal struct {
	In  <-chan input.Event // closed when the terminal is gone
	Out io.Writer
	// W and H are the size at the start; Sizes gives each new one and is closed
	// with the session.
	W, H  int
	Sizes <-chan Size
	// Ready gives a channel that is closed as soon as a frame may be sent.
	Ready func() <-chan struct{}
	// Seen gives a channel that is closed as soon as all that was written until
	// now has arrived. Nil takes it to be there at once.
	Seen func() <-chan struct{}
	// Env is what was let in of the client's environment.
	Env func(name string) string
	// Look is the person's, kept from one turn to the next; nil keeps nothing.
	Look *Look
}

// Look is what somebody chose of colours and signs, if they did: what the
// terminal tells of itself no longer counts then.
type Look struct {
	theme.Options
	chosen bool
}

// theme is how the terminal's screens look to begin with.
func (t Terminal) theme() theme.Theme {
	if t.Look != nil && t.Look.chosen {
		return theme.New(t.Look.Options)
	}
	return theme.New(theme.Detect(t.Env))
}

// Size is a terminal's size in cells.
type Size struct{ W, H int }

// contain keeps a panic from ending more than this session. The value may hold
// a person's words, so only its place is logged.
func contain(log *slog.Logger, where string, end func()) {
	if v := recover(); v != nil {
		log.Error("session ended by a panic", "where", where, "stack", string(debug.Stack()))
		end()
	}
}
