package tui

import (
	"slices"

	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// side is what stands at the right of a wide terminal, row by row: the agenda,
// and in a very wide one the people.
func (m *model) side(page screen.Page) []paint.Row {
	if m.w < withPlan || m.env.Seat() == nil || page.Quiet {
		return nil
	}
	key := sideKey{agenda: m.env.Snap.Agenda, lang: m.env.Lang, marks: m.theme.Marks, h: m.h, top: m.top()}
	if m.w >= withAll {
		key.people = m.env.Snap.Roster
	}
	return m.sided.get(key, func() []paint.Row {
		most := max(key.top, m.h-footRows)
		rows := append(make([]paint.Row, key.top, most), m.plan(planWide)...)
		if key.people != nil {
			rows = append(append(rows, nil), m.people(planWide, most-len(rows)-1)...)
		}
		return slices.Clone(rows[:min(len(rows), most)])
	})
}

// plan is the agenda at the side of a wide terminal.
func (m *model) plan(width int) []paint.Row {
	e := m.env
	rows := []paint.Row{paint.Line(paint.Text(theme.Dim, e.Say("agenda.side.title"))), nil}
	at, before := e.Snap.Agenda.At.Item, e.Snap.Agenda.At.Item != ""
	for _, item := range e.Snap.Agenda.Items {
		if item.Skipped {
			continue
		}
		style, mark := theme.Dim, "  "
		if item.ID == at {
			style, mark, before = theme.Plain, m.theme.Chosen+" ", false
		} else if !before {
			style = theme.Plain
		}
		for i, r := range paint.Paragraph(style, Words(item.Title, e.Lang), width-4) {
			lead := mark
			if i > 0 {
				lead = "    " // so that one sees where the next line of the plan begins
			}
			rows = append(rows, paint.Join(paint.Line(paint.Text(theme.Accent, lead)), r))
		}
	}
	return rows
}

// people lists who is here, in the order they came, each as they wish to be
// called, for as long as there is room: a thousand may be here. It never says who
// is slow or away.
func (m *model) people(width, room int) []paint.Row {
	e := m.env
	rows := []paint.Row{paint.Line(paint.Text(theme.Dim, e.Say("people.side.title"))), nil}
	for _, seat := range e.Snap.Roster.Seats {
		if len(rows) >= room {
			break
		}
		if !seat.Ended {
			rows = append(rows, paint.Paragraph(theme.Plain, seat.Styled(), width)...)
		}
	}
	return rows
}
