package tui

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"convene/internal/desk"
	"convene/internal/fault"
	"convene/internal/library"
	"convene/internal/room"
	"convene/internal/workshop/roster"
	"convene/tui/keys"
	"convene/tui/linear"
	"convene/tui/paint"
	"convene/tui/theme"
)

// Deps is what every person's program shares.
type Deps struct {
	Lib  *library.Library
	Keys *keys.Map
	Pace *Pace
	Desk *desk.Desk
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
	return linear.Deps{Lib: d.Lib, Desk: d.Desk, Log: d.Log, Now: d.Now}
}

// Person is who sits at the terminal, as the door found out.
type Person struct {
	Guest *desk.Guest
	Seat  roster.SeatID // empty: the door asks for a name first
	Lang  string
}

// Result says why a program ended.
type Result int

// Left: the person chose to leave or the session is over. Linear: they asked for
// the line-by-line face and the session goes on there.
const (
	Left Result = iota
	Linear
)

// Run is one person's full-screen face, from the first frame to the last. It
// returns when they leave or ctx ends; the terminal is then as it was. Its error
// is a fault that the person is to be told: their seat or the room has ended, or
// something of ours broke.
func Run(ctx context.Context, t Terminal, d Deps, p Person, r *room.Room) (Result, Person, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	d.Pace.people.Add(1)
	defer d.Pace.people.Add(-1)

	look := theme.New(theme.Detect(t.Env))
	m := &model{
		ctx: ctx, cancel: cancel, deps: d, room: r, person: p, mail: newMail(), theme: look,
		brush: newBrush(paint.New(t.Out, look.Palette()), t.Ready), w: t.W, h: t.H,
		outbox: make(chan *sent, outboxSize), typed: make(chan struct{}, mailSize),
	}
	m.start()
	defer func() { m.visit.Leave() }()

	program := tea.NewProgram(m, tea.WithContext(ctx), tea.WithoutRenderer(), tea.WithInput(nil),
		tea.WithOutput(io.Discard), tea.WithoutSignalHandler(), tea.WithFPS(1),
		tea.WithColorProfile(colorprofile.Ascii), tea.WithEnvironment([]string{"TERM=dumb"}))

	drawn := make(chan error, 1)
	go func() {
		defer contain(d.Log, "brush", func() { cancel(nil) })
		err := m.brush.run(ctx)
		drawn <- err
		cancel(err)
	}()
	go func() {
		defer contain(d.Log, "input", func() { cancel(nil) })
		for {
			select {
			case e, ok := <-t.In:
				if !ok {
					cancel(errLeft)
					return
				}
				select {
				case m.typed <- struct{}{}:
					m.mail.put(e)
				case <-ctx.Done():
					return
				}
			case <-ctx.Done(): // what is typed from here on is the next face's
				return
			}
		}
	}()
	go func() {
		defer contain(d.Log, "pump", func() { cancel(nil) })
		m.pump(t.Sizes, program)
	}()
	sending := make(chan struct{})
	go func() {
		defer close(sending)
		defer contain(d.Log, "sender", func() { cancel(nil) })
		m.sender()
	}()
	_, err := program.Run()
	cancel(err)
	select {
	case <-drawn:
	case <-time.After(goodbye):
	}
	m.parting(ctx, sending)
	var told *fault.Error
	if errors.As(context.Cause(ctx), &told) {
		return m.result, m.person, told
	}
	return m.result, m.person, nil
}

// goodbye is how long the brush may take to leave the terminal, and the box to
// keep what was not sent.
const goodbye = 2 * time.Second

// pump sends one message for whatever has happened. It is the only goroutine
// that calls Send, which waits for the loop.
func (m *model) pump(sizes <-chan Size, program *tea.Program) {
	for {
		select {
		case <-m.ctx.Done():
			return
		case <-m.visit.Wake():
		case <-m.visit.Over():
			m.mail.put(roomOver{})
			program.Send(wake{})
			return
		case <-m.mail.wake:
		case s, ok := <-sizes:
			if !ok {
				sizes = nil
				continue
			}
			m.mail.put(resized(s))
		}
		program.Send(wake{})
	}
}

// sender gives this person's commands to the room, one after the other; what
// became of each comes back through the mail.
func (m *model) sender() {
	for {
		select {
		case <-m.ctx.Done():
			return
		case cmd := <-m.outbox:
			m.submit(cmd)
		}
	}
}

// submit gives a command to the room; what becomes of it comes by mail. It waits
// only while the room's inbox is full, and not for the session: what a person
// has typed is sent though their link was cut.
func (m *model) submit(cmd *sent) {
	tell := func(err error) { m.mail.put(outcome{cmd.from, cmd.Body, err}) }
	if err := m.room.Submit(context.WithoutCancel(m.ctx), cmd.Command, tell); err != nil {
		tell(err)
	}
}
