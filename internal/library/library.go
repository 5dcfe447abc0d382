// Package library reads and checks everything in content: the sentences of
// each language, the agendas, the exercises, the template of the Terms of
// Reference. It is loaded once at the start and never changes after that, so
// everything here may be read by any goroutine without a lock; nothing blocks.
// Slices and maps that the accessors give are shared: callers only read them.
package library

import (
	"io/fs"
	"strings"

	"convene/content"
)

// Library is the checked content, of the program and of the county.
type Library struct {
	tongues   []*tongue // English first, then by tag
	gaps      []string
	agendas   []Agenda
	exercises []Exercise
	sections  []Section
	levels    []Level
	prompts   []Prompt
	deck      []Card
	cpm       []CPMValue
	scale     []Answer
	groups    []Group
	modes     []Mode
	safety    []Line
	habits    []Line
	glossary  []Term
	sources   []Source
}

// Language is a language that the content has, by tag and by its own name.
type Language struct {
	Tag  string
	Name string
}

// Load reads base, lays overlay over it (nil: nothing) and checks all of it.
// The error is Problems: each with file, line and a plain message.
func Load(base, overlay fs.FS) (*Library, error) {
	r := newReader(base, overlay)
	l := &Library{}
	r.languages(l)
	r.parts(l)
	l.gaps = r.gaps
	for _, t := range l.tongues {
		t.levels = l.levelsIn(t.tag)
	}
	if err := r.problems.err(); err != nil {
		return nil, err
	}
	return l, nil
}

// Base is the content built into the program, for Load with an overlay.
func Base() fs.FS { return content.FS }

// Builtin loads the content built into the program.
func Builtin() (*Library, error) { return Load(content.FS, nil) }

// Languages lists the languages a person can choose, English first.
func (l *Library) Languages() []Language {
	out := make([]Language, len(l.tongues))
	for i, t := range l.tongues {
		out[i] = Language{Tag: t.tag, Name: t.grammar.Name}
	}
	return out
}

// Words gives the sentences of a language. A tag the library does not have
// gives its base language ("es-MX" gives "es"), or else English.
func (l *Library) Words(tag string) Words {
	if t := l.find(tag); t != nil {
		return Words{t}
	}
	return Words{l.tongues[0]}
}

// Guess makes a language tag of LANG or LC_* ("es_MX.UTF-8"), or of any tag;
// what the library does not have gives "en". It is a first guess only.
func (l *Library) Guess(locale string) string {
	locale, _, _ = strings.Cut(locale, ".")
	locale, _, _ = strings.Cut(locale, "@")
	if t := l.find(strings.ReplaceAll(locale, "_", "-")); t != nil {
		return t.tag
	}
	return fallback
}

func (l *Library) find(tag string) *tongue {
	for tag != "" {
		for _, t := range l.tongues {
			if strings.EqualFold(t.tag, tag) {
				return t
			}
		}
		i := strings.LastIndexByte(tag, '-')
		if i < 0 {
			return nil
		}
		tag = tag[:i]
	}
	return nil
}

// Gaps tells the operator what the county's folder shows in English because a
// translation is missing, one line each, with file and line.
func (l *Library) Gaps() []string { return l.gaps }

// Agendas gives the ready agendas, by id.
func (l *Library) Agendas() []Agenda { return l.agendas }

// Agenda gives one ready agenda.
func (l *Library) Agenda(id string) (Agenda, bool) {
	return pick(l.agendas, func(a Agenda) bool { return a.ID == id })
}

// Exercises gives all exercises; those that can be run have steps.
func (l *Library) Exercises() []Exercise { return l.exercises }

// Exercise gives one exercise: "spectrum", "values", "terms" …
func (l *Library) Exercise(id string) (Exercise, bool) {
	return pick(l.exercises, func(e Exercise) bool { return e.ID == id })
}

// Template gives the sections of the Terms of Reference in order, the annex
// last.
func (l *Library) Template() []Section { return l.sections }

// Section gives one section of the template.
func (l *Library) Section(id string) (Section, bool) {
	return pick(l.sections, func(s Section) bool { return s.ID == id })
}

// Levels gives the five levels from Inform to Co-Lead.
func (l *Library) Levels() []Level { return l.levels }

// Level gives one level by id.
func (l *Library) Level(id string) (Level, bool) {
	return pick(l.levels, func(v Level) bool { return v.ID == id })
}

// Prompts gives the prompts of a set in order: "spectrum.reflect",
// "values.story", "values.write", "values.talk".
func (l *Library) Prompts(set string) []Prompt {
	var out []Prompt
	for _, p := range l.prompts {
		if p.Set == set {
			out = append(out, p)
		}
	}
	return out
}

// Deck gives the words of the starter deck.
func (l *Library) Deck() []Card { return l.deck }

// CPMValues gives V1 to V7.
func (l *Library) CPMValues() []CPMValue { return l.cpm }

// Scale gives the answers of the agree scale in the order of the screen.
func (l *Library) Scale() []Answer { return l.scale }

// Groups gives the partner groups in the order of the screen.
func (l *Library) Groups() []Group { return l.groups }

// Group gives one partner group.
func (l *Library) Group(id string) (Group, bool) {
	return pick(l.groups, func(g Group) bool { return g.ID == id })
}

// Modes gives the modes from loose to tight: named, group, hidden, secret.
func (l *Library) Modes() []Mode { return l.modes }

// Mode gives one mode.
func (l *Library) Mode(id string) (Mode, bool) {
	return pick(l.modes, func(m Mode) bool { return m.ID == id })
}

// Safety gives the standard safety lines shown at each start (domain §4.1).
func (l *Library) Safety() []Line { return l.safety }

// Habits gives the facilitator habits of the host's help (domain §6).
func (l *Library) Habits() []Line { return l.habits }

// Glossary gives the glossary in its order (domain §7).
func (l *Library) Glossary() []Term { return l.glossary }

// Sources gives the credits (domain §4.0).
func (l *Library) Sources() []Source { return l.sources }

func pick[T any](all []T, is func(T) bool) (T, bool) {
	for _, v := range all {
		if is(v) {
			return v, true
		}
	}
	var none T
	return none, false
}
