package spectrum

import (
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// memo keeps rows that were laid out, by what they were made of: a sub-state
// that has not changed is not laid out again (design §6).
type memo struct{ have map[laid][]paint.Row }

type laid struct {
	what  string
	of    any // a pointer of the snapshot, or a small comparable value of them
	w     int
	lang  string
	marks theme.Marks
	more  any // the roster, where people are named
}

// most is how many layouts are kept.
const most = 32

// rows gives the rows of a part, made by lay the first time. of must be
// comparable and change whenever the rows would.
func (m *memo) rows(e *screen.Env, what string, of any, lay func() []paint.Row) []paint.Row {
	k := laid{what: what, of: of, w: e.W, lang: e.Lang, marks: e.Theme.Marks, more: e.Snap.Roster}
	if rows, ok := m.have[k]; ok {
		return rows
	}
	if m.have == nil || len(m.have) >= most {
		m.have = make(map[laid][]paint.Row)
	}
	rows := lay()
	m.have[k] = rows[:len(rows):len(rows)]
	return m.have[k]
}
