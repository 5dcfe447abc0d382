package tui

import (
	"convene/tui/theme"
)

// speak changes the person's language.
func (m *model) speak(lang string) {
	e := *m.env
	e.Words, e.Lang = m.deps.Lib.Words(lang), lang
	e.Theme = m.theme
	m.env = &e
	m.person.Lang = lang
	m.size()
}

// dress changes the theme.
func (m *model) dress(o theme.Options) {
	m.theme = theme.New(o)
	e := *m.env
	e.Theme = m.theme
	m.env = &e
	m.brush.show(m.compose(), m.theme.Palette())
}

// size recomputes what a screen may fill.
func (m *model) size() {
	e := *m.env
	e.W = m.textWidth()
	m.nameTurn(e.W)
	e.H = max(1, m.h-m.top()-footRows)
	m.env = &e
}

func (m *model) textWidth() int {
	w := m.w - 2*margin
	if m.w >= withPlan {
		w -= planWide + 3
	}
	return max(1, min(w, prose))
}
