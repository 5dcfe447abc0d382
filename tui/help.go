package tui

import (
	"convene/internal/library"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// help explains this screen and its keys; Tab goes on to the words we use in
// both languages, to where the exercises come from, and, for a host, to habits
// that serve a meeting well.
type help struct{ part int }

// helpPart is one part of the help.
type helpPart struct {
	title string
	rows  func(m *model) []paint.Row
}

func (m *model) helpParts() []helpPart {
	parts := []helpPart{{"help.title", helpKeys}, {"help.words", helpWords}, {"help.sources", helpSources}}
	if m.home == Host {
		parts = append(parts, helpPart{"help.habits", helpHabits})
	}
	return parts
}

func (*help) inText() bool { return false }

func (h *help) page(m *model) screen.Page {
	e, parts := m.env, m.helpParts()
	h.part %= len(parts)
	rows := append(paint.Paragraph(theme.Strong, e.Say(parts[h.part].title), e.W), nil)
	next := parts[(h.part+1)%len(parts)]
	return screen.Page{Rows: append(rows, parts[h.part].rows(m)...), Focus: -1, Hints: []keys.Hint{
		{Action: keys.Close, Words: e.Say("ask.back")}, {Action: keys.NextPart, Words: e.Say(next.title)}}}
}

// helpKeys is this screen in a few words, then its keys, then whom to turn to.
func helpKeys(m *model) []paint.Row {
	e := m.env
	rows := append(paint.Paragraph(theme.Plain, e.Say("help.on."+m.front), e.W), nil)
	for _, l := range m.deps.Keys.HelpLines(e.Say, m.hints()...) {
		rows = append(rows, paint.Beside(
			paint.Block{Rows: []paint.Row{paint.Line(paint.Text(theme.Key, l.Key))}, Width: 14},
			paint.Block{Rows: paint.Paragraph(theme.Plain, l.Words, e.W-14), Width: e.W - 14})...)
	}
	if s := e.Snap.Meta.Support; !s.IsEmpty() {
		rows = append(append(rows, nil), paint.Paragraph(theme.Plain, e.Say("help.support", "who", s.String()), e.W)...)
	}
	return rows
}

// helpWords is the glossary: each word in the person's language, and beside it
// in the other ones.
func helpWords(m *model) []paint.Row {
	e := m.env
	rows := paint.Paragraph(theme.Dim, e.Say("help.words.note"), e.W)
	if others := m.otherLanguages(); len(others) > 0 {
		rows = append(rows, paint.Paragraph(theme.Dim, e.Say("help.words.theirs", "mark", e.InLanguage(others[0].Tag)), e.W)...)
	}
	rows = append(rows, nil)
	half := e.W / 2
	for _, t := range e.Lib.Glossary() {
		left := paint.Paragraph(theme.Plain, t.Word.In(e.Lang), half-2)
		var right []paint.Row
		for _, l := range e.Lib.Languages() {
			if l.Tag != e.Lang {
				right = append(right, paint.Paragraph(theme.Plain, t.Word.In(l.Tag), e.W-half)...)
			}
		}
		rows = append(rows, paint.Beside(paint.Block{Rows: left, Width: half}, paint.Block{Rows: right, Width: e.W - half})...)
	}
	return rows
}

// helpSources says what this is and whose work the exercises rest on (domain §4.0).
func helpSources(m *model) []paint.Row {
	e := m.env
	var rows []paint.Row
	for _, words := range []string{e.Say("about.line"), e.Say("about.levels"), e.Say("about.spanish")} {
		rows = append(append(rows, paint.Paragraph(theme.Plain, words, e.W)...), nil)
	}
	for _, s := range e.Lib.Sources() {
		rows = append(rows, paint.Paragraph(theme.Plain, s.Name, e.W)...)
		rows = append(rows, paint.Shift(4, paint.Paragraph(theme.Dim, s.Use.In(e.Lang), e.W-4))...)
	}
	return rows
}

func helpHabits(m *model) []paint.Row {
	return m.listed(m.env.Lib.Habits())
}

// listed sets lines one below the other, each with a dot.
func (m *model) listed(lines []library.Line) []paint.Row {
	var rows []paint.Row
	for _, l := range lines {
		for i, r := range paint.Paragraph(theme.Plain, l.Text.In(m.env.Lang), m.env.W-4) {
			lead := "    "
			if i == 0 {
				lead = "  " + m.theme.Dot + " "
			}
			rows = append(rows, paint.Join(paint.Line(paint.Text(theme.Dim, lead)), r))
		}
	}
	return rows
}

func (h *help) key(m *model, _ keys.Key, a keys.Action) {
	if m.scrolls(a) {
		return
	}
	switch a {
	case keys.NextPart:
		h.part, m.scroll = h.part+1, 0
	case keys.PrevPart:
		h.part, m.scroll = h.part+len(m.helpParts())-1, 0
	case keys.Close, keys.Help, keys.Back, keys.Main:
		m.overlay, m.scroll = nil, 0
	}
}
