package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"convene/internal/fault"
	"convene/tui/input"
)

// loop gives the model its messages, one after the other, and runs its commands
// beside it, until the session ends. It is to our model what a tea.Program is to
// others', without what that costs each person: a ticker that can't be switched
// off, two more goroutines to bring a message in, and one for each time that is
// waited for (performance §2). One signal, the visit's, says that the room, the
// mail or the session's end has something for it: each further thing to wait for
// would cost at every wait.
func (m *model) loop(in <-chan input.Event, sizes <-chan Size) {
	m.beside(m.Init())
	defer context.AfterFunc(m.ctx, m.visit.Poke)()
	var set time.Time // what the clock is set to
	clock := time.NewTimer(time.Hour)
	defer clock.Stop()
	for m.ctx.Err() == nil {
		var turns chan<- struct{} // nil while no frame waits for its turn
		if !m.dueAt.IsZero() {
			turns = m.deps.Pace.turns
			select { // first alone, which is cheap, and so almost always
			case turns <- struct{}{}:
				m.draw()
				continue
			default:
			}
		}
		if at := m.next(); !at.Equal(set) {
			clock.Reset(time.Until(at))
			set = at
		}
		keys := in
		if m.outbox.len() > keysAhead || len(m.queued) > 0 || !m.waitTo.IsZero() {
			keys = nil // they wait rather than getting lost when the room or the box can't keep up
		}
		var msg tea.Msg
		select {
		case turns <- struct{}{}:
			m.draw()
			continue
		case <-m.visit.Wake():
			if m.ctx.Err() != nil { // what is typed from here on is the next face's
				return
			}
			if signalled(m.visit.Over()) {
				m.cancel(fault.New("server_stopping"))
				return
			}
			if signalled(m.visit.Own()) {
				m.handle(answered{})
			}
			msg = m.woken()
		case <-clock.C:
			msg, set = alarm{}, time.Time{}
			if len(keys) > 0 { // they were typed before, and the clock rings again at once
				msg = gather(<-keys, keys)
			}
		case e, ok := <-keys:
			if !ok {
				m.cancel(errLeft)
				return
			}
			msg = gather(e, keys)
		case s, ok := <-sizes:
			if !ok {
				sizes = nil
				continue
			}
			msg = resized(s)
		}
		m.handle(msg)
	}
}

// draw draws a frame whose turn has come, and passes the turn on.
func (m *model) draw() {
	m.handle(turn{})
	<-m.deps.Pace.turns
}

// handle gives the model one message and begins what it wants done.
func (m *model) handle(msg tea.Msg) {
	_, cmd := m.Update(msg)
	m.beside(cmd)
}

// signalled takes a signal, if there is one.
func signalled(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// woken is the message of a wake: of the mail, which takes in what the room
// shows too, or else of the room.
func (m *model) woken() tea.Msg {
	if m.mail.empty() {
		return news{}
	}
	return wake{}
}

// gather takes what else was typed already along with e.
func gather(e input.Event, in <-chan input.Event) typed {
	all := typed{e}
	for len(all) < keysAtOnce {
		select {
		case e, ok := <-in:
			if !ok {
				return all
			}
			all = append(all, e)
			continue
		default:
		}
		break
	}
	return all
}

// next is the earliest time that the model waits for.
func (m *model) next() time.Time {
	at := m.tickAt
	for _, t := range [...]time.Time{m.drawAt, m.keepAt, m.pauseAt, m.waitTo} {
		if !t.IsZero() && (at.IsZero() || t.Before(at)) {
			at = t
		}
	}
	return at
}

// beside runs a command and brings what it gives to the model as mail.
func (m *model) beside(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() {
		switch msg := cmd().(type) {
		case nil, tea.QuitMsg: // who quits has ended the session
		case tea.BatchMsg:
			for _, c := range msg {
				m.beside(c)
			}
		default:
			m.mail.put(msg)
		}
	}()
}

// work gives this person's commands to the room, one after the other, until none
// is left; what becomes of each comes by mail. It waits only while the room's
// inbox is full, and not for the session: what a person has typed is sent though
// their link was cut.
func (m *model) work() {
	defer contain(m.deps.Log, "sender", func() { m.cancel(fault.New("internal")) })
	for {
		cmd := m.outbox.take()
		if cmd == nil {
			return
		}
		tell := func(err error) { m.mail.put(outcome{cmd.from, cmd.Body, err}) }
		if err := m.room.Submit(context.WithoutCancel(m.ctx), cmd.Command, tell); err != nil {
			tell(err)
		}
	}
}
