// Package prepare copies what the library holds into a workshop's first
// commands: the agenda, the levels, the prompts, the outline. From then on the
// workshop's record stands on its own, whatever becomes of the content
// (design §2). It is pure.
package prepare

import (
	"maps"
	"slices"
	"strings"

	"convene/internal/library"
	"convene/internal/workshop"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
)

// Plan is what an operator or a host chooses for a meeting.
type Plan struct {
	// Agenda is the id of a ready agenda; empty starts from an empty one.
	Agenda string
	Zone   string
}

// Workshop makes the command that founds a workshop. ok is false when there is
// no agenda with the plan's id.
func Workshop(lib *library.Library, meta workshop.Meta, p Plan) (workshop.Create, bool) {
	meeting, ok := Meeting(lib, p)
	if !ok {
		return workshop.Create{}, false
	}
	return workshop.Create{Meta: meta, Prepare: []any{
		spectrum.Prepare{Content: Spectrum(lib, meta.Cell)},
		Values(lib, meta.Cell),
		terms.Prepare{Sections: Outline(lib), Watch: listed(lib, "terms.watch_words"), Known: listed(lib, "terms.known_words")},
		meeting,
	}}, true
}

// Meeting makes the command that plans a meeting from a ready agenda.
func Meeting(lib *library.Library, p Plan) (agenda.Plan, bool) {
	plan := agenda.Plan{Meeting: agenda.Meeting{AgendaID: p.Agenda, Zone: p.Zone}}
	if p.Agenda == "" {
		return plan, true
	}
	a, ok := lib.Agenda(p.Agenda)
	if !ok {
		return agenda.Plan{}, false
	}
	for _, i := range a.Items {
		plan.Items = append(plan.Items, item(lib, i))
	}
	return plan, true
}

// item copies an agenda item and spells its steps out by name. An exercise that
// is not built is held as a talk.
func item(lib *library.Library, i library.Item) agenda.Item {
	out := agenda.Item{
		ID: i.ID, Title: words[agenda.Words](i.Title), Minutes: i.Minutes, Activity: i.Activity, Optional: i.Optional,
		Prompt: words[agenda.Words](i.Prompt), HostNote: words[agenda.Words](i.Notes), Care: words[agenda.Words](i.Care), Sections: i.Sections,
	}
	for _, s := range i.Say {
		out.SayNext = append(out.SayNext, words[agenda.Words](s))
	}
	switch i.Activity {
	case library.Talk, library.Opening, library.Break, library.Close:
		return out
	}
	x, ok := lib.Exercise(i.Activity)
	if !ok || len(x.Steps) == 0 {
		out.Activity = agenda.Talk
		return out
	}
	for n, step := range x.Steps {
		if n+1 >= i.Steps[0] && n+1 <= i.Steps[1] {
			out.Steps = append(out.Steps, step.ID)
		}
	}
	return out
}

// Spectrum copies the levels and the questions to think about.
func Spectrum(lib *library.Library, cell int) spectrum.Content {
	c := spectrum.Content{Cell: cell}
	for _, l := range lib.Levels() {
		c.Levels = append(c.Levels, spectrum.Level{
			ID: l.ID, Name: words[spectrum.Words](l.Name), Also: words[spectrum.Words](l.Also),
			Goal: words[spectrum.Words](l.Goal), Promise: words[spectrum.Words](l.Promise),
			Short: words[spectrum.Words](l.Short), Ways: words[spectrum.Words](l.Ways),
			Flow: words[spectrum.Words](l.Flow), Decider: words[spectrum.Words](l.Decider),
			Example: words[spectrum.Words](l.Example),
		})
	}
	for _, q := range lib.Prompts("spectrum.reflect") {
		c.Questions = append(c.Questions, words[spectrum.Words](q.Text))
	}
	return c
}

// Outline copies the template of the Terms of Reference.
func Outline(lib *library.Library) []terms.Template {
	var out []terms.Template
	for _, s := range lib.Template() {
		t := terms.Template{
			ID: s.ID, Order: s.Order, Title: words[terms.Words](s.Title), Example: words[terms.Words](s.Example),
			Feeders: s.Feeders, Minimum: s.Minimum, Itself: s.Itself, Annex: s.Annex,
		}
		for _, g := range s.Guidance {
			t.Guidance = append(t.Guidance, words[terms.Words](g))
		}
		out = append(out, t)
	}
	return out
}

// listed gathers a list that each language's content keeps in one line.
func listed(lib *library.Library, id string) []string {
	var out []string
	for _, l := range lib.Languages() {
		for _, w := range strings.Split(lib.Words(l.Tag).Say(id), ",") {
			if w = strings.TrimSpace(w); w != "" && !slices.Contains(out, w) {
				out = append(out, w)
			}
		}
	}
	return out
}

// words copies a text of the library, which is shared and must not be kept.
func words[W ~map[string]string](t library.Text) W { return W(maps.Clone(map[string]string(t))) }
