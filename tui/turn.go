package tui

import (
	"convene/internal/workshop/roster"
	"convene/tui/keys"
	"convene/tui/linear"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// endTurn ends this program: the terminal goes on without it.
func (m *model) endTurn(n Next) {
	m.ending = n
	m.release()
	m.stray = stray{}
	m.ended = true
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

// turnWords say whose turn it is at a terminal that several share, and for whom a
// helper answers, so that nobody answers as another; empty where one has it for themselves.
func (m *model) turnWords() string {
	if m.person.ForAnother() {
		return m.forName()
	}
	if len(m.person.Table) == 0 || m.env.Seat() == nil {
		return ""
	}
	return m.env.Say("table.turn", "name", m.nameOf(m.person.Seat))
}

// nameTurn lays out whose turn it is, for the head.
func (m *model) nameTurn(w int) {
	key := turnKey{w: w}
	if m.env.Snap != nil {
		key.words = m.turnWords()
	}
	m.turned.get(key, func() []paint.Row {
		if key.words == "" {
			return []paint.Row{}
		}
		return paint.Paragraph(theme.Strong, key.words, w)
	})
}

// top is how many rows stand above a page.
func (m *model) top() int { return topRows + m.longer + len(m.turned.rows) }

// offerTurn says whose turn could come next, once all that is asked of this
// person has their answer. It tells nothing of what anybody else has done.
func (m *model) offerTurn() string {
	if len(m.person.Table) == 0 || m.overlay != nil {
		return ""
	}
	open := m.env.Snap.OpenPolls()
	in := func(poll string) bool { _, ok := m.env.Own[poll]; return ok }
	next, ok := m.person.Waiting(open)
	if !ok || !m.person.Done(open, in) {
		return ""
	}
	return m.env.Say("table.offer", "name", m.nameOf(next), "key", m.env.KeyName(keys.Others))
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
