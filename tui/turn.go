package tui

import (
	"convene/internal/workshop/roster"
	"convene/tui/linear"
	"convene/tui/screen"
)

// endTurn ends this program: the terminal goes on without it.
func (m *model) endTurn(n Next) {
	m.ending = n
	m.brush.wipe()
	m.cancel(errLeft)
}

// finished is how the turn ended.
func (m *model) finished() Next {
	n := m.ending
	n.Person = m.person
	return n
}

// nameOf is how somebody at this terminal is called.
func (m *model) nameOf(id roster.SeatID) string {
	if seat := m.env.Snap.Roster.Seat(id); seat != nil {
		return screen.PersonName(seat)
	}
	return m.env.Say("linear.someone")
}

// openTable lists who else sits at this terminal, each to be handed over to, and
// lets people sit down and get up.
func (m *model) openTable() {
	e, list := m.env, &menu{title: "table.title"}
	add := func(words string, do func(m *model)) { list.lines = append(list.lines, menuLine{words, do}) }
	others := m.person.Others()
	for _, n := range others {
		add(e.Say("table.handover", "name", m.nameOf(n.Seat)), func(m *model) {
			m.endTurn(Next{Then: linear.HandOver, To: n.Seat})
		})
	}
	add(e.Say("table.sitdown"), func(m *model) { m.endTurn(Next{Then: linear.SitDown}) })
	if len(others) > 0 {
		add(e.Say("table.getup"), func(m *model) { m.endTurn(Next{Then: linear.GotUp}) })
	}
	m.overlay, m.scroll = list, 0
}

// askGetUp asks who leaves a terminal at which several sit.
func askGetUp(m *model) overlay {
	list := &menu{title: "table.leave.title"}
	add := func(id string, do func(m *model)) {
		list.lines = append(list.lines, menuLine{m.env.Say(id), do})
	}
	if m.person.Seat == "" {
		add("table.leave.nobody", func(m *model) { m.endTurn(Next{Then: linear.GotUp}) })
	} else {
		add("table.getup", func(m *model) { m.endTurn(Next{Then: linear.GotUp}) })
	}
	add("table.leave.all", func(m *model) { m.cancel(errLeft) })
	return list
}
