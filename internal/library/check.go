package library

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

// parts reads and checks everything that is not a sentence. Exercises and
// sections come first, because agendas and the template name them.
func (r *reader) parts(l *Library) {
	r.exercises(l)
	r.template(l)
	r.agendas(l)
	r.spectrum(l)
	r.values(l)
	r.scale(l)
	r.groups(l)
	r.modes(l)
	r.standing(l)
}

// read decodes one part and checks that nothing in it is empty.
func (r *reader) read(name string, into any) (index, bool) {
	data, own, ok := r.source(name)
	if !ok {
		return nil, false
	}
	idx, ok := r.decode(name, data, into)
	if !ok {
		return nil, false
	}
	r.filled(name, idx, own, into)
	return idx, true
}

// once notes ids that stand twice in a list.
func (r *reader) once(name string, idx index, list string, ids []string) {
	seen := make(map[string]bool, len(ids))
	for i, id := range ids {
		if seen[id] {
			r.problems.add(name, idx.at(list, i, "id"), "%q is there twice", id)
		}
		seen[id] = true
	}
}

// exactly notes a list whose ids are not the ones the program works with.
func (r *reader) exactly(name string, got []string, want ...string) {
	if !slices.Equal(got, want) {
		r.problems.add(name, 0, "must have exactly these, in this order: %s; it has: %s",
			strings.Join(want, ", "), strings.Join(got, ", "))
	}
}

func ids[T any](all []T, id func(T) string) []string {
	out := make([]string, len(all))
	for i, v := range all {
		out[i] = id(v)
	}
	return out
}

func (r *reader) exercises(l *Library) {
	const name = "exercises.toml"
	var file struct {
		Exercises []Exercise `toml:"exercise"`
	}
	idx, ok := r.read(name, &file)
	if !ok {
		return
	}
	r.once(name, idx, "exercise", ids(file.Exercises, func(e Exercise) string { return e.ID }))
	for i, e := range file.Exercises {
		for j, s := range e.Steps {
			if s.Minutes < 0 {
				r.problems.add(name, idx.at("exercise", i, "step", j, "minutes"), "minutes can't be less than 0")
			}
		}
		switch e.ID {
		case Talk, Opening, Break, Close:
			r.problems.add(name, idx.at("exercise", i, "id"), "%q is taken: it is a kind of agenda item", e.ID)
		}
	}
	l.exercises = file.Exercises
	for id, steps := range map[string]int{"spectrum": 8, "values": 9, "terms": 8} {
		if e, _ := l.Exercise(id); len(e.Steps) != steps {
			r.problems.add(name, 0, "%s must have %d steps; it has %d", id, steps, len(e.Steps))
		}
	}
}

func (r *reader) template(l *Library) {
	const name = "template.toml"
	var file struct {
		Sections []Section `toml:"section"`
	}
	idx, ok := r.read(name, &file)
	if !ok {
		return
	}
	r.once(name, idx, "section", ids(file.Sections, func(s Section) string { return s.ID }))
	for i, s := range file.Sections {
		if s.Order != i+1 {
			r.problems.add(name, idx.at("section", i, "order"), "%s has the number %d; in this place it must be %d", s.ID, s.Order, i+1)
		}
		if s.Annex != (i == len(file.Sections)-1) {
			r.problems.add(name, idx.at("section", i), "the annex is the last section, and only that one")
		}
		for _, f := range s.Feeders {
			if _, ok := l.Exercise(f); !ok && !slices.Contains([]string{"session", "all"}, f) {
				r.problems.add(name, idx.at("section", i, "feeders"), "%s is fed by %q, which is no exercise", s.ID, f)
			}
		}
	}
	l.sections = file.Sections
	for _, id := range []string{"header", "values", "sovereignty", "engagement", "signoff", "annex"} {
		if _, ok := l.Section(id); !ok {
			r.problems.add(name, 0, "the section %q is missing; results go there", id)
		}
	}
}

// agendas reads every file under agendas/, of the base and of the overlay.
func (r *reader) agendas(l *Library) {
	names := make(map[string]bool)
	for _, fsys := range []fs.FS{r.base, r.overlay} {
		for _, name := range list(fsys, agendaDir) {
			names[name] = true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		var a Agenda
		idx, ok := r.read(name, &a)
		if !ok {
			continue
		}
		if want := strings.TrimSuffix(path.Base(name), ".toml"); a.ID != want {
			r.problems.add(name, idx.line("id"), "the id is %q; in this file it must be %q", a.ID, want)
		}
		r.agenda(l, name, idx, a)
		l.agendas = append(l.agendas, a)
	}
	if len(l.agendas) == 0 {
		r.problems.add(agendaDir, 0, "there is no agenda")
	}
}

func (r *reader) agenda(l *Library, name string, idx index, a Agenda) {
	r.once(name, idx, "item", ids(a.Items, func(i Item) string { return i.ID }))
	sum := 0
	for i, item := range a.Items {
		sum += item.Minutes
		if item.Minutes < 1 {
			r.problems.add(name, idx.at("item", i, "minutes"), "%s has no minutes", item.ID)
		}
		r.item(l, name, idx, i, item)
	}
	if sum != a.Minutes {
		r.problems.add(name, idx.line("minutes"), "minutes says %d; the items make %d", a.Minutes, sum)
	}
	if a.People[0] < 1 || a.People[1] < a.People[0] {
		r.problems.add(name, idx.line("people"), "people must be two numbers, from and to, like [5, 15]")
	}
}

func (r *reader) item(l *Library, name string, idx index, i int, item Item) {
	e, isExercise := l.Exercise(item.Activity)
	switch {
	case item.Activity == Talk || item.Activity == Close:
		if len(item.Prompt) == 0 {
			r.problems.add(name, idx.at("item", i), "%s is a %s item and needs a prompt", item.ID, item.Activity)
		}
	case item.Activity == Opening || item.Activity == Break:
		if len(item.Prompt) > 0 {
			r.problems.add(name, idx.at("item", i, "prompt"), "%s is a %s item and has no prompt", item.ID, item.Activity)
		}
	case !isExercise || len(e.Steps) == 0:
		r.problems.add(name, idx.at("item", i, "activity"), "%q is no activity; an exercise that can't be run here is a talk item", item.Activity)
		return
	case item.Steps[0] < 1 || item.Steps[1] < item.Steps[0] || item.Steps[1] > len(e.Steps):
		r.problems.add(name, idx.at("item", i, "steps"), "%s: steps must be two numbers from 1 to %d, like [1, %d]", item.ID, len(e.Steps), len(e.Steps))
	}
	if !isExercise && item.Steps != [2]int{} {
		r.problems.add(name, idx.at("item", i, "steps"), "%s is a %s item and has no steps", item.ID, item.Activity)
	}
	for _, s := range item.Sections {
		if _, ok := l.Section(s); !ok {
			r.problems.add(name, idx.at("item", i, "sections"), "%q is no section of the template", s)
		}
	}
}
