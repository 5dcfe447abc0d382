package tui

import (
	"context"
	"strings"

	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/tui/screen"
)

// chooseListener offers the hosts and co-hosts by name. Where they come from is
// what they say of themselves: somebody may wish to speak to a person who is not
// of the agency.
func (m *model) chooseListener() {
	list := &menu{title: "private.who"}
	for _, seat := range m.env.Snap.Listeners(m.person.Seat) {
		list.lines = append(list.lines, menuLine{listener(m.env, seat), func(m *model) { m.sayAloneTo(seat.ID) }})
	}
	if len(list.lines) == 0 {
		m.tell(m.env.Say("private.nobody"))
		return
	}
	m.overlay, m.scroll = list, 0
}

// listener is somebody who guides the room, with what they say of themselves.
func listener(e *screen.Env, seat *roster.Seat) string {
	parts := []string{screen.PersonName(seat)}
	for _, r := range []roster.Role{roster.Host, roster.CoHost} {
		if seat.Has(r) {
			parts = append(parts, e.Say("host.role."+string(r)))
		}
	}
	if from := screen.From(e, seat); from != "" {
		parts = append(parts, from)
	}
	if seat.Group != roster.NoGroup && seat.Group != roster.Agency {
		parts = append(parts, e.Say("private.outside"))
	}
	return strings.Join(parts, ", ")
}

// sayAloneTo asks for the words, which may be none.
func (m *model) sayAloneTo(to roster.SeatID) {
	p := newPrompt(m, "private", safetext.Line, func(m *model, words string) { m.sayAlone(to, words) })
	p.name = m.nameOf(to)
	m.overlay = p
}

func (m *model) sayAlone(to roster.SeatID, words string) {
	cmd := workshop.SayAlone{To: to, Words: safetext.Clean(safetext.Line, words), Lang: m.env.Lang}
	who, said := m.person.Sitter(), m.env.Say("private.sent", "name", m.nameOf(to))
	if p := m.room.Snapshot().Presence; p == nil || !p.Here[to] {
		said = m.env.Say("private.sent.later", "name", m.nameOf(to))
	}
	m.call(screen.Call{Tag: "private", Run: func(ctx context.Context) (any, error) {
		return said, m.room.Do(ctx, room.ForSeat(who, cmd))
	}})
}
