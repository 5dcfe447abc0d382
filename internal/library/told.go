package library

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// plainLabel marks what needs no word about what it is: it stands in a section
// of its kind.
const plainLabel = "terms.from.value"

// Told makes a paragraph that can be read by itself of what an exercise passes
// on to a section: what it is, and then its parts, a line each, in people's own
// words. Without a sentence for the label the parts stand alone.
func (w Words) Told(label, parts string) string {
	var said []string
	for line := range strings.Lines(parts) {
		if line = strings.TrimSpace(line); line != "" {
			said = append(said, strings.TrimSuffix(line, "."))
		}
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
