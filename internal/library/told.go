package library

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// plainLabel marks what needs no word about what it is: it stands in a section
// of its kind.
const plainLabel = "terms.from.value"

// levelParts are the parts that are names of levels. They are ours and not people's
// own words, so that they are said in the language of the paragraph.
var levelParts = []string{"level", "proposed", "up_to"}

// levels gives names of levels, as an exercise passed them on, in w's language. What
// is no level's name, in any language, stays.
func (w Words) levels(names string) string {
	if w.t == nil {
		return names
	}
	all := strings.Split(names, ", ")
	for i, name := range all {
		all[i] = cmp.Or(w.t.levels[name], name)
	}
	return strings.Join(all, ", ")
}

// levelsIn gives each level's name in a language, by its name in any.
func (l *Library) levelsIn(lang string) map[string]string {
	names := map[string]string{}
	for _, level := range l.levels {
		for _, name := range level.Name {
			names[name] = level.Name.In(lang)
		}
	}
	return names
}

// Told makes a paragraph that can be read by itself of what an exercise passes
// on to a section: what it is, and then its parts, a line each, in people's own
// words. as names those that do not say what they are ("terms.part.<as>"), by
// their place; a day among them is said as one. Without a sentence for the label
// the parts stand alone.
func (w Words) Told(label, parts string, as ...string) string {
	var said []string
	i := -1
	for line := range strings.Lines(parts) {
		i++
		if line = strings.TrimSuffix(strings.TrimSpace(line), "."); line == "" {
			continue
		}
		if i < len(as) && as[i] != "" {
			if slices.Contains(levelParts, as[i]) {
				line = w.levels(line)
			}
			if day, err := time.Parse(time.DateOnly, line); err == nil {
				line = w.Day(day, time.UTC)
			}
			line = w.Say("terms.part."+as[i], "words", line)
		}
		said = append(said, line)
	}
	words := strings.Join(said, "; ")
	switch {
	case label == plainLabel && len(said) > 1: // a value, and what it means in deeds
		return w.Say("terms.arrive.told", "what", said[0], "words", strings.Join(said[1:], "; "))
	case label == plainLabel, words == "", !w.Has(label):
		return strings.TrimSpace(parts)
	}
	what := w.Say(label)
	r, n := utf8.DecodeRuneInString(what)
	return w.Say("terms.arrive.told", "what", string(unicode.ToUpper(r))+what[n:], "words", words)
}
