package tui

import (
	"strings"
	"testing"

	"convene/tui/keys"
	"convene/tui/theme"
)

// waiting are some of the lines that wait for a host.
func (p picture) waiting(m *model) (out []string) {
	if !p.snap.Roster.CanGuide(p.seat) { // who holds the room does not settle these
		return nil
	}
	for _, x := range p.snap.Agenda.Proposed {
		out = append(out, m.env.Say("host.waiting.agenda", "title", x.Title.String()))
	}
	if len(p.snap.Wishes) > 0 {
		out = append(out, m.env.Say("host.waiting.time"))
	}
	return out
}

// In the smallest window a host sees where the room is however much waits for them,
// and finds the rest of the agenda and all that waits by reading on.
func TestTheSmallestWindowHasTheHostsAgendaAndWhatWaits(t *testing.T) {
	seen := 0
	for _, g := range walks(t) {
		for _, p := range g.pictures {
			for _, lang := range []string{"en", "es"} {
				m := p.program(t, g.Stage, lang, sizes[0], theme.Options{})
				item, now := p.snap.Agenda.Now()
				if m.front != Host || m.overlay != nil || !now || !p.snap.Agenda.Running() {
					continue
				}
				first := unwrapped(m.lines())
				all := first
				for range 5 {
					m.key(keys.Char(' '))
					all += " " + unwrapped(m.lines())
				}
				if !strings.Contains(all, m.env.Say("host.waiting")) && !strings.Contains(all, m.env.Say("host.waiting.none")) {
					continue // another part of the host's screen
				}
				seen++
				word, _, _ := strings.Cut(title(m.env, item), " ") // the first of the line: the time stands between the others
				if here := m.env.Say("common.state.now") + " " + word; !strings.Contains(first, here) {
					t.Errorf("%s, %s: %q is out of sight:\n%s", p.name, lang, here, first)
				}
				for _, c := range p.waiting(m) {
					if !strings.Contains(all, unwrapped([]string{c})) {
						t.Errorf("%s, %s: nowhere %q:\n%s", p.name, lang, c, all)
					}
				}
			}
		}
	}
	if seen < 10 {
		t.Errorf("only %d moments of a host were looked at", seen)
	}
}
