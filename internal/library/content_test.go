package library_test

import (
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"convene/content"
	"convene/internal/library"
)

func builtin(t testing.TB) *library.Library {
	t.Helper()
	l, err := library.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// eachLine gives every line of content that people can read.
func eachLine(t *testing.T, give func(file string, n int, line string)) {
	t.Helper()
	err := fs.WalkDir(content.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".toml") {
			return err
		}
		data, err := fs.ReadFile(content.FS, name)
		if err != nil {
			return err
		}
		for i, line := range strings.Split(string(data), "\n") {
			if !strings.HasPrefix(line, "#") {
				give(name, i+1, line)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The words of domain §8.16. Where a level's other names are listed, and where
// the glossary explains them, the name that IAP2 uses may stand.
func TestNoAvoidedWords(t *testing.T) {
	avoided := regexp.MustCompile(`(?i)\b(stakeholders?|clients?|biological|hard-to-reach|non-compliant|resistant|` +
		`empower\w*|empoder\w*|winners?|losers?|ganador\w*|perdedor\w*|majority wins|la mayoría gana|users?|usuari[oa]s?|clientes?|menores)\b`)
	cases := regexp.MustCompile(`(?i)\b(the|a|this|your|open|new) cases?\b|\bcaso (de|abierto)\b`)
	mayName := regexp.MustCompile(`^also\.(en|es) |^word\.(en|es) |^note\.(en|es) `)
	eachLine(t, func(file string, n int, line string) {
		if mayName.MatchString(line) {
			return
		}
		for _, re := range []*regexp.Regexp{avoided, cases} {
			if w := re.FindString(line); w != "" {
				t.Errorf("%s:%d: says %q", file, n, w)
			}
		}
	})
}

func TestNoExclamationMarksAndUsted(t *testing.T) {
	familiar := regexp.MustCompile(`(?i)(^|[\s"¿(])(tú|tu|tus|ti|contigo|puedes|quieres|tienes|eres|estás|escribe tu|elige tu)([\s".,;:?)]|$)`)
	eachLine(t, func(file string, n int, line string) {
		if strings.ContainsAny(line, "!¡") {
			t.Errorf("%s:%d: an exclamation mark: %s", file, n, line)
		}
		spanish := strings.HasPrefix(file, "es/") || strings.Contains(line, ".es = ")
		if w := familiar.FindString(line); spanish && w != "" {
			t.Errorf("%s:%d: says %q; Spanish says usted", file, n, w)
		}
	})
}

// Nothing in content may be one language standing in for the other.
func TestNothingIsShownInAnotherLanguage(t *testing.T) {
	l := builtin(t)
	if gaps := l.Gaps(); len(gaps) > 0 {
		t.Errorf("gaps: %q", gaps)
	}
	en, es := l.Words("en"), l.Words("es")
	if !slices.Equal(en.IDs(), es.IDs()) {
		t.Error("the two languages have different sentences")
	}
	for _, id := range es.IDs() {
		if strings.HasPrefix(es.Say(id), "[en]") {
			t.Errorf("%s is English in the Spanish words", id)
		}
	}
}

func TestAgendas(t *testing.T) {
	l := builtin(t)
	want := map[string]int{"a": 45, "b": 120, "c": 240}
	for id, minutes := range want {
		a, ok := l.Agenda(id)
		if !ok {
			t.Fatalf("no agenda %s", id)
		}
		sum := 0
		for _, item := range a.Items {
			sum += item.Minutes
		}
		if a.Minutes != minutes || sum != minutes {
			t.Errorf("agenda %s: says %d, makes %d, want %d", id, a.Minutes, sum, minutes)
		}
	}
	if len(l.Agendas()) != len(want) {
		t.Errorf("there are %d agendas", len(l.Agendas()))
	}
	c, _ := l.Agenda("c")
	kinds := map[string]bool{}
	for _, item := range c.Items {
		kinds[item.Activity] = true
	}
	for _, need := range []string{"values", "spectrum", "terms", library.Opening, library.Break, library.Close} {
		if !kinds[need] {
			t.Errorf("agenda c has no %s item", need)
		}
	}
	// Every step of an exercise comes up once in the agenda that is about it.
	for id, exercise := range map[string]string{"a": "spectrum", "b": "values", "c": "terms"} {
		a, _ := l.Agenda(id)
		e, _ := l.Exercise(exercise)
		seen := make([]int, len(e.Steps)+1)
		for _, item := range a.Items {
			if item.Activity == exercise {
				for s := item.Steps[0]; s <= item.Steps[1]; s++ {
					seen[s]++
				}
			}
		}
		for s := 1; s <= len(e.Steps); s++ {
			if seen[s] == 0 || seen[s] > 1 && e.Steps[s-1].ID != "draft" {
				t.Errorf("agenda %s: step %d of %s comes up %d times", id, s, exercise, seen[s])
			}
		}
	}
}

func TestTemplate(t *testing.T) {
	sections := builtin(t).Template()
	if len(sections) != 20 || !sections[19].Annex {
		t.Fatalf("%d sections; want 19 and the annex", len(sections))
	}
	var minimum []string
	feeds := map[string][]string{}
	for _, s := range sections {
		if s.Minimum {
			minimum = append(minimum, s.ID)
		}
		for _, f := range s.Feeders {
			feeds[f] = append(feeds[f], s.ID)
		}
	}
	want := []string{
		"header", "purpose", "values", "scope", "members", "sovereignty",
		"engagement", "authority", "communication", "review", "signoff",
	}
	if !slices.Equal(minimum, want) {
		t.Errorf("minimum: %q", minimum)
	}
	for exercise, want := range map[string]string{
		"spectrum": "authority communication engagement scope sovereignty",
		"values":   "conflict values ways-of-work",
	} {
		got := slices.Sorted(slices.Values(feeds[exercise]))
		if strings.Join(got, " ") != want {
			t.Errorf("%s feeds %q, want %q", exercise, got, want)
		}
	}
}

func TestKit(t *testing.T) {
	l := builtin(t)
	for what, n := range map[string][2]int{
		"levels":     {len(l.Levels()), 5},
		"reflective": {len(l.Prompts("spectrum.reflect")), 10},
		"deck":       {len(l.Deck()), 12},
		"cpm":        {len(l.CPMValues()), 7},
		"scale":      {len(l.Scale()), 8},
		"groups":     {len(l.Groups()), 7},
		"modes":      {len(l.Modes()), 4},
		"safety":     {len(l.Safety()), 4},
		"habits":     {len(l.Habits()), 9},
		"glossary":   {len(l.Glossary()), 74},
		"sources":    {len(l.Sources()), 13},
		"exercises":  {len(l.Exercises()), 12},
	} {
		if n[0] != n[1] {
			t.Errorf("%s: %d, want %d", what, n[0], n[1])
		}
	}
	names := map[string]string{"inform": "Informar", "consult": "Consultar", "involve": "Involucrar",
		"collaborate": "Colaborar", "colead": "Dirigir en conjunto"}
	for _, id := range slices.Sorted(maps.Keys(names)) {
		if v, ok := l.Level(id); !ok || v.Name.In("es") != names[id] {
			t.Errorf("level %s is called %q in Spanish", id, v.Name.In("es"))
		}
	}
	if m, ok := l.Mode("secret"); !ok || !strings.Contains(m.Promise.In("en"), "whoever runs the server could look") {
		t.Error("the words for secret leave out who could look")
	}
}

// The window is 80 columns; what stands in a foot or the head of a list must
// leave room there (screens, "The manner").
func TestShortThingsAreShort(t *testing.T) {
	l := builtin(t)
	for _, lang := range []string{"en", "es"} {
		w := l.Words(lang)
		for _, id := range w.IDs() {
			if strings.HasSuffix(id, ".foot") && len([]rune(w.Say(id))) > 20 {
				t.Errorf("%s in %s is long for a foot: %q", id, lang, w.Say(id))
			}
		}
		for _, a := range l.Scale() {
			if n := len([]rune(w.In(a.Label))); n > 70 {
				t.Errorf("answer %s in %s takes %d columns", a.Key, lang, n)
			}
		}
		if n := len([]rune(w.Say("door.languages"))); n > 120 {
			t.Errorf("the first line in %s takes %d columns", lang, n)
		}
	}
}
