package tui

import (
	"time"

	"convene/internal/text"
	"convene/internal/workshop"
	"convene/tui/screen"
)

// pointAgain is how long a person may type in one paragraph before the others
// are told again that they do. Told for each key, everyone's snapshot would
// change twice for each.
const pointAgain = 3 * time.Second

// point tells the others in which paragraph of a named text this person writes.
// Presence may be lost, so nothing waits for it.
func (m *model) point() {
	now, c := m.deps.Now(), workshop.Caret{}
	if t, ok := m.current().(screen.Texter); ok && m.overlay == nil {
		if id, at, writing := t.Caret(m.env); writing {
			c = workshop.Caret{Text: id, At: text.Pos{Para: at.Para, Off: at.Off}, Typed: m.typedAt}
		}
	}
	last := m.pointed
	if c.Text == last.Text && c.At.Para == last.At.Para && c.Typed.Sub(last.Typed) < pointAgain {
		return
	}
	if c.Text != last.Text {
		c.Typed = now // who begins to write is seen at once
	}
	m.pointed = c
	m.visit.Point(c)
}
