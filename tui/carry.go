package tui

import (
	"convene/internal/room"
	"convene/internal/workshop"
	"convene/tui/screen"
)

// onlyEdits reports whether all that a screen asks for is to change a shared
// text.
func onlyEdits(do screen.Do) bool {
	for _, c := range do.Commands {
		if _, ok := c.(workshop.EditText); !ok {
			return false
		}
	}
	return len(do.Commands) > 0 && do.Draft == nil && do.Ask == nil && do.Notice == "" && do.Open == "" && !do.Follow
}

// carry does what a screen asked for.
func (m *model) carry(do screen.Do) {
	if do.Ask != nil {
		m.overlay = &asking{ask: *do.Ask, from: m.at(), since: m.deps.Now()}
		return
	}
	if !m.hold(do) {
		m.perform(do, m.front)
	}
}

// perform does what the screen of a name asked for, questions aside.
func (m *model) perform(do screen.Do, from string) {
	if m.person.ForAnother() {
		m.performFor(do, from)
		return
	}
	for _, body := range do.Commands {
		m.give(body, from)
	}
	for _, c := range do.Calls {
		m.call(c)
	}
	for _, poll := range do.Load {
		m.load(poll)
	}
	if do.Draft != nil {
		m.draft(*do.Draft)
	}
	if do.Notice != "" {
		m.tell(do.Notice)
	}
	if do.Open != "" {
		m.lookAt(do.Open)
		if a, ok := m.current().(interface{ Arg(*screen.Env, string) }); ok {
			a.Arg(m.env, do.Arg)
		}
	}
	if do.Follow {
		arriving := m.front == Door
		m.follow()
		if arriving {
			if late := m.catchUp(); late != nil {
				m.overlay = late
			}
		}
	}
	if do.Leave {
		m.cancel(errLeft)
	}
}

// give sends a command for the screen of a name. When the room can't take more for the moment, nothing
// is sent and the person is told; their words are still in their field.
func (m *model) give(body any, from string) {
	if _, typed := body.(workshop.EditText); typed {
		m.typedAt = m.deps.Now()
	}
	m.unheard++
	if !m.outbox.put(&sent{room.ForSeat(m.person.Sitter(), body), from}, m.work) {
		m.mail.put(outcome{from, body, busy()}) // the screen hears it too, and keeps the words
	}
}
