package tui

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"convene/internal/desk"
	"convene/internal/fault"
	"convene/internal/library"
	"convene/internal/room"
	"convene/tui/keys"
	"convene/tui/linear"
	"convene/tui/paint"
	"convene/tui/widget/editor"
)

// Deps is what every person's program shares.
type Deps struct {
	Lib  *library.Library
	Keys *keys.Map
	Pace *Pace
	// Shelf shares what is laid out alike; nil shares nothing.
	Shelf *editor.Shelf
	Desk  *desk.Desk
	// Address is where people connect, as "host:port"; it is shown in the line
	// that takes a document home.
	Address string
	// Rooms makes the documents' facts reachable; screens get it through calls.
	Rooms *room.House
	Log   *slog.Logger
	Now   func() time.Time
}

// Linear is what the line-by-line face needs of the same.
func (d Deps) Linear() linear.Deps {
	return linear.Deps{Lib: d.Lib, Desk: d.Desk, Log: d.Log, Now: d.Now, Address: d.Address}
}

// What a turn at the terminal is about is the same in both faces.
type (
	// Person is whose turn it is at the terminal.
	Person = linear.Person
	// Next is how a turn ended.
	Next = linear.Next
)

// Run is one person's turn in the full-screen face, from the first frame to the
// last. It returns when the turn is over or ctx ends; the terminal is then as it was. Its error
// is a fault that the person is to be told: their seat or the room has ended, or
// something of ours broke.
func Run(ctx context.Context, t Terminal, d Deps, p Person, r *room.Room) (Next, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	d.Pace.people.Add(1)
	defer d.Pace.people.Add(-1)

	look := t.theme()
	m := &model{
		ctx: ctx, cancel: cancel, deps: d, room: r, person: p, theme: look, chosen: t.Look,
		brush: newBrush(paint.New(t.Out, look.Palette()), t, d.Pace), w: t.W, h: t.H,
	}
	m.start()
	m.brush.roomy, m.brush.saw = m.visit.Poke, func(moves int) { m.mail.put(seen(moves)) }
	defer func() { m.visit.Leave() }()

	drawn := make(chan error, 1)
	go func() {
		defer contain(d.Log, "brush", func() { cancel(fault.New("internal")) })
		err := m.brush.run(ctx)
		drawn <- err
		cancel(err)
	}()
	m.loop(t.In, t.Sizes)
	cancel(nil)
	select {
	case <-drawn:
	case <-time.After(goodbye):
	}
	m.parting(ctx)
	return m.finished(), told(ctx)
}

// goodbye is how long the brush may take to leave the terminal, and the box to
// keep what was not sent.
const goodbye = 2 * time.Second

// told is what the person is to be told of a session's end, if anything.
func told(ctx context.Context) error {
	var told *fault.Error
	if errors.As(context.Cause(ctx), &told) {
		return told
	}
	return nil
}
