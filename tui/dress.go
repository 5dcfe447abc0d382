package tui

import (
	"convene/tui/input"
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

// seenOn is a look on the background that a terminal tells, unless the person
// chose theirs; other says that it differs.
func seenOn(e input.Event, o theme.Options, chosen *Look) (_ theme.Options, other bool) {
	light := (299*int(e.R)+587*int(e.G)+114*int(e.B))/1000 > 127
	if light == o.Light || chosen != nil && chosen.chosen {
		return o, false
	}
	o.Light = light
	return o, true
}

// choose takes the look that the person chose.
func (m *model) choose(o theme.Options) {
	if m.chosen != nil {
		*m.chosen = Look{o, true}
	}
	m.dress(o)
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
