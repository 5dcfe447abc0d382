package tui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"convene/internal/workshop"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/roster"
	"convene/tui/theme"
)

const (
	sixty  = "Grandparents and families of Rio Claro: plan visits together" // sixty characters
	sixtyI = "How families, agencies and courts answer each other in time."
)

// stretched is a moment in which the workshop, every item and everybody's own title
// have sixty characters, and everybody has two sets of pronouns.
func stretched(s *workshop.Snapshot) *workshop.Snapshot {
	state, plan := *s.State, *s.Agenda
	state.Meta.Title = named(sixty)
	plan.Items = slices.Clone(plan.Items)
	for i := range plan.Items {
		plan.Items[i].Title = agenda.Words{"en": sixtyI, "es": sixtyI}
	}
	state.Agenda = &plan
	for _, seat := range s.Roster.Seats {
		about := seat.About
		about.Title, about.Pronouns = named("The Honorable Vice-Chairperson of the Council of Example Tribe"), named("she/her, ella; they/them, elle")
		state.Roster = state.Roster.Apply(time.Time{}, roster.Described{Seat: seat.ID, About: about, Number: seat.Number, Mark: seat.Mark})
	}
	out := *s
	out.State = &state
	return &out
}

// unwrapped is what rows say, as if they were one.
func unwrapped(rows []string) string {
	return strings.Join(strings.Fields(strings.Join(rows, " ")), " ")
}

// However long the titles of a workshop, of its items and of its people are, no
// screen cuts them: the head takes more rows, and the page what is left.
func TestLongTitlesAreWrappedNotCut(t *testing.T) {
	on := easel{}
	defer on.close()
	for _, g := range walks(t) {
		for _, p := range g.pictures {
			p.snap = stretched(p.snap)
			for _, size := range sizes[:2] {
				m := p.program(t, g.Stage, "es", size, theme.Options{})
				f := m.compose()
				page, _, head := m.lay()
				rows := on.draws(t, f, m.theme).Rows()
				if cut := cutIn(on.draws(t, f, m.theme)); cut != "" {
					t.Errorf("%s %d×%d: words are cut: %s\n%s", p.name, size.W, size.H, cut, strings.Join(rows, "\n"))
				}
				if len(f.Rows) != size.H || strings.TrimSpace(rows[size.H-1]) == "" && !page.Quiet {
					t.Errorf("%s %d×%d: %d rows, and no foot at the end", p.name, size.W, size.H, len(f.Rows))
				}
				if got := len(head) + m.env.H + footRows; got != size.H {
					t.Errorf("%s %d×%d: head, page and foot have %d rows", p.name, size.W, size.H, got)
				}
				said := unwrapped(rows[:len(head)])
				for _, right := range []string{m.timeLeft(), page.Right} {
					if right = strings.TrimSpace(right); right != "" {
						said = strings.Replace(said, " "+right, "", 1)
					}
				}
				for _, words := range []string{sixty, page.Item, page.Step} {
					if !page.Quiet && !strings.Contains(said, unwrapped([]string{words})) {
						t.Errorf("%s %d×%d: the head lacks %q:\n%s", p.name, size.W, size.H, words, strings.Join(rows[:len(head)], "\n"))
					}
				}
			}
		}
	}
}
