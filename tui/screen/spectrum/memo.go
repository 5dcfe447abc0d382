package spectrum

import (
	"convene/internal/workshop/roster"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// memo keeps what was laid out, by what it was made of: a part whose sub-state
// has not changed is not laid out again (design §6).
type memo struct{ have map[laid]any }

type laid struct {
	what   string
	of     any // pointers of the snapshot and what else the rows depend on
	w, h   int
	lang   string
	marks  theme.Marks
	people *roster.State // people are named in many rows
}

// most is how many layouts are kept.
const most = 32

// remember gives what lay made the first time. of must be comparable and change
// whenever the layout would.
func remember[T any](m *memo, e *screen.Env, what string, of any, lay func() T) T {
	k := laid{what: what, of: of, w: e.W, h: e.H, lang: e.Lang, marks: e.Theme.Marks, people: e.Snap.Roster}
	if have, ok := m.have[k].(T); ok {
		return have
	}
	if m.have == nil || len(m.have) >= most {
		m.have = make(map[laid]any)
	}
	made := lay()
	m.have[k] = made
	return made
}

// rows remembers rows; what is appended to them lands elsewhere.
func (m *memo) rows(e *screen.Env, what string, of any, lay func() []paint.Row) []paint.Row {
	rows := remember(m, e, what, of, lay)
	return rows[:len(rows):len(rows)]
}
