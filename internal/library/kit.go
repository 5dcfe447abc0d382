package library

// The smaller parts: what the exercises show, and the standing lines.

func (r *reader) spectrum(l *Library) {
	const name = "spectrum.toml"
	var file struct {
		Levels  []Level  `toml:"level"`
		Prompts []Prompt `toml:"prompt"`
	}
	idx, ok := r.read(name, &file)
	if !ok {
		return
	}
	r.exactly(name, ids(file.Levels, func(v Level) string { return v.ID }), "inform", "consult", "involve", "collaborate", "colead")
	for i, v := range file.Levels {
		if v.Order != i+1 {
			r.problems.add(name, idx.at("level", i, "order"), "%s has the number %d; in this place it must be %d", v.ID, v.Order, i+1)
		}
	}
	r.once(name, idx, "prompt", ids(file.Prompts, func(p Prompt) string { return p.ID }))
	l.levels = file.Levels
	l.prompts = append(l.prompts, file.Prompts...)
	if len(l.Prompts("spectrum.reflect")) == 0 {
		r.problems.add(name, 0, "there is no prompt of the set spectrum.reflect")
	}
}

func (r *reader) values(l *Library) {
	const name = "values.toml"
	var file struct {
		Prompts []Prompt   `toml:"prompt"`
		Deck    []Card     `toml:"card"`
		CPM     []CPMValue `toml:"cpm"`
	}
	idx, ok := r.read(name, &file)
	if !ok {
		return
	}
	r.once(name, idx, "prompt", ids(file.Prompts, func(p Prompt) string { return p.ID }))
	r.once(name, idx, "card", ids(file.Deck, func(c Card) string { return c.ID }))
	r.once(name, idx, "cpm", ids(file.CPM, func(v CPMValue) string { return v.ID }))
	l.prompts = append(l.prompts, file.Prompts...)
	l.deck, l.cpm = file.Deck, file.CPM
	for _, set := range []string{"values.write", "values.story", "values.talk"} {
		if len(l.Prompts(set)) == 0 {
			r.problems.add(name, 0, "there is no prompt of the set %s", set)
		}
	}
}

func (r *reader) scale(l *Library) {
	const name = "scale.toml"
	var file struct {
		Answers []Answer `toml:"answer"`
	}
	idx, ok := r.read(name, &file)
	if !ok {
		return
	}
	r.exactly(name, ids(file.Answers, func(a Answer) string { return a.Key }), "5", "4", "3", "2", "1", "0", "p", "t")
	effects := []string{
		EffectConsent, EffectConsent, EffectConsent, EffectTalk, EffectConcern, EffectBlock, EffectNone, EffectTalk,
	}
	for i, a := range file.Answers {
		if i < len(effects) && a.Effect != effects[i] {
			r.problems.add(name, idx.at("answer", i, "effect"), "the effect of %s must be %q; what an answer does is not a matter of words", a.Key, effects[i])
		}
	}
	l.scale = file.Answers
}

func (r *reader) groups(l *Library) {
	const name = "groups.toml"
	var file struct {
		Groups []Group `toml:"group"`
	}
	idx, ok := r.read(name, &file)
	if !ok {
		return
	}
	r.once(name, idx, "group", ids(file.Groups, func(g Group) string { return g.ID }))
	agencies, governments := 0, 0
	for _, g := range file.Groups {
		if g.Agency {
			agencies++
		}
		if g.Government {
			governments++
		}
	}
	if agencies != 1 || governments != 1 {
		r.problems.add(name, 0, "one group must say agency = true, and one government = true")
	}
	l.groups = file.Groups
}

func (r *reader) modes(l *Library) {
	const name = "modes.toml"
	var file struct {
		Modes []Mode `toml:"mode"`
	}
	if _, ok := r.read(name, &file); !ok {
		return
	}
	r.exactly(name, ids(file.Modes, func(m Mode) string { return m.ID }), "named", "group", "hidden", "secret")
	l.modes = file.Modes
}

func (r *reader) standing(l *Library) {
	const guidance, glossary, sources = "guidance.toml", "glossary.toml", "sources.toml"
	var lines struct {
		Safety []Line `toml:"safety"`
		Habits []Line `toml:"habit"`
	}
	if idx, ok := r.read(guidance, &lines); ok {
		r.once(guidance, idx, "safety", ids(lines.Safety, func(v Line) string { return v.ID }))
		r.once(guidance, idx, "habit", ids(lines.Habits, func(v Line) string { return v.ID }))
		l.safety, l.habits = lines.Safety, lines.Habits
	}
	var terms struct {
		Terms []Term `toml:"term"`
	}
	if idx, ok := r.read(glossary, &terms); ok {
		r.once(glossary, idx, "term", ids(terms.Terms, func(v Term) string { return v.ID }))
		l.glossary = terms.Terms
	}
	var credits struct {
		Sources []Source `toml:"source"`
	}
	if idx, ok := r.read(sources, &credits); ok {
		r.once(sources, idx, "source", ids(credits.Sources, func(v Source) string { return v.ID }))
		l.sources = credits.Sources
	}
}
