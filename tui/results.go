package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"convene/internal/fault"
	"convene/internal/workshop"
	"convene/tui/screen"
)

// takeMail works off what has happened and reports whether what the person did
// themselves was among it, whose effect is drawn at once.
func (m *model) takeMail() (own bool) {
	m.look()
	for _, e := range m.mail.take() {
		switch e := e.(type) {
		case outcome:
			m.outcome(e)
			own = true // one's own key is drawn with the first snapshot that holds it
		case seen:
			if int(e) > m.shown {
				m.shown, m.movedAt = int(e), m.deps.Now()
			}
		case returned:
			m.returned(e)
		case privately:
			m.privateWords(e.words)
		case owned:
			again := m.owning[e.poll]
			delete(m.owning, e.poll)
			m.owned(e)
			if again {
				m.load(e.poll)
			}
		}
	}
	own = m.each(m.queued) || own
	m.point()
	return own
}

// background runs what takes time beside the loop, for as long as the session.
// What it gives comes back as mail; nil is nothing.
func (m *model) background(what string, run func(ctx context.Context) tea.Msg) {
	m.later = append(m.later, func() (msg tea.Msg) {
		defer contain(m.deps.Log, what, func() { m.cancel(fault.New("internal")) })
		return run(m.ctx)
	})
}

func (m *model) call(c screen.Call) {
	m.background("call", func(ctx context.Context) tea.Msg {
		v, err := c.Run(ctx)
		return returned{tag: c.Tag, value: v, err: err}
	})
}

// outcome tells the screen, and the person if it failed.
func (m *model) outcome(o outcome) {
	m.unheard--
	if again, ok := workshop.Warned(o.body); ok && fault.Code(o.err) == "poll_few" {
		m.warnFew(again)
	}
	if o.err != nil {
		m.fail(o.err)
	} else if _, edit := o.body.(workshop.EditText); !edit {
		m.reload()
	}
	m.look() // what a command led to is published before its outcome is told
	if o.err == nil {
		m.asked(o.body)
	}
	if o.err == nil && m.person.ForAnother() && m.sentFor(o.body) {
		return
	}
	d, ok := m.screens[o.from].(screen.Doner)
	if !ok {
		return
	}
	do := d.Done(m.env, o.body, nil, o.err)
	if o.from != m.front { // it may tidy up after itself, but not take the screen
		do.Ask, do.Open, do.Follow, do.Notice = nil, "", false, ""
	}
	m.carry(do)
}

func (m *model) returned(r returned) {
	if _, ok := r.tag.(loadedDrafts); ok {
		m.loaded(r)
		return
	}
	if r.err != nil {
		m.fail(r.err)
	}
	if s, ok := r.value.(screen.Seated); ok && r.err == nil {
		m.sit(s)
	}
	if m.overlay != nil {
		if d, ok := m.overlay.(interface {
			done(*model, any, any, error)
		}); ok {
			d.done(m, r.tag, r.value, r.err)
			return
		}
	}
	if d, ok := m.current().(screen.Doner); ok {
		m.carry(d.Done(m.env, r.tag, r.value, r.err))
	}
}

// fail says what went wrong, to this person alone.
func (m *model) fail(err error) { m.tell(m.env.Words.Fault(err)) }

// tell shows a line to this person alone for a while.
func (m *model) tell(words string) {
	m.notice, m.until = words, m.deps.Now().Add(noticeFor)
}

func busy() error { return fault.New("busy") }
