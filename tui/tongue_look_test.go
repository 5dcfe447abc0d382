package tui

import (
	"testing"

	"convene/tui/keys"
	"convene/tui/theme"
)

// lines are the frame as it reads.
func (m *model) lines() (out []string) {
	for _, row := range m.compose().Rows {
		out = append(out, row.String())
	}
	return out
}

// One key gives every screen in every state in the other language, as if it had
// been in that language from the start, wherever letters are no text. A menu or a
// question that was open is closed, as Esc would.
func TestOneKeyChangesTheLanguageOfEveryScreen(t *testing.T) {
	language, _ := keys.NewMap().Key(keys.Language)
	for _, g := range walks(t) {
		for _, p := range g.pictures {
			m := p.program(t, g.Stage, "en", sizes[1], theme.Options{})
			if m.typing() || m.env.Lang != "en" { // it was pressed already
				continue
			}
			closes := false
			switch m.overlay.(type) {
			case *menu, *asking:
				closes = true
			}
			kept, given := m.overlay, m.unheard
			m.presses(string(language.Rune))
			switch over := m.overlay; {
			case closes && over != nil, !closes && over != kept:
				t.Errorf("%s: over the screen stands %T, before it was %T", p.name, over, kept)
			case closes:
				continue
			}
			if told := m.notice; told != "Español desde ahora, solo para usted. l: English" {
				t.Errorf("%s: told %q", p.name, told)
			}
			if seat := p.snap.Roster.Seat(p.seat); m.unheard > given && (seat == nil || p.helper != "") {
				t.Errorf("%s: a command is given in nobody's own name", p.name)
			}
			if p.name == "for/card_read_back" { // its language is the one in which it was begun
				continue
			}
			es := p.program(t, g.Stage, "es", sizes[1], theme.Options{})
			es.size() // a pose may have named a table
			m.notice, es.notice = "", ""
			got, want := m.lines(), es.lines()
			for y := range want {
				if got[y] != want[y] {
					t.Errorf("%s, line %d:\n%s\ninstead of\n%s", p.name, y+1, got[y], want[y])
				}
			}
		}
	}
}
