package tui

import (
	"strings"
	"testing"

	"convene/internal/workshop"
	"convene/tui/theme"
)

// theirs are the words of people that are in a language, as far as a state keeps
// which that is: what each kind of words is, by an example's text.
func theirs(s *workshop.Snapshot, lang string) map[string]string {
	out := make(map[string]string)
	add := func(kind, words, in string) {
		if words = strings.TrimSpace(words); in == lang && len(words) > 3 {
			out[words] = kind
		}
	}
	for _, t := range s.Spectrum.Topics {
		add("topic", strings.Trim(t.Sentence.Text.String(), "¿? "), t.Sentence.Lang)
		for _, l := range t.Fixed {
			add("limit", l.What.Text.String(), l.What.Lang)
		}
		for _, v := range t.Views {
			add("view", v.Words.String(), v.Lang)
		}
		for _, r := range t.Rounds {
			for _, x := range r.Written {
				add("reason", x.Words.String(), x.Lang)
			}
		}
	}
	for _, c := range s.Values.Cards {
		add("card", c.Word.String(), c.Lang)
	}
	for _, c := range s.Values.Clusters {
		add("value", c.Name.String(), c.Lang)
	}
	for _, d := range s.Values.Deeds {
		add("deed", d.Words.String(), d.Lang)
	}
	for _, q := range s.Followup.Questions {
		add("question", q.Words.String(), q.Lang)
	}
	for _, v := range s.Terms.Views {
		add("view of the text", v.Words.String(), v.Lang)
	}
	for _, a := range s.Terms.Arrivals {
		add("draft", a.Words, a.Lang)
	}
	return out
}

// Wherever somebody reads words in another language than theirs, the screen says
// which it is: as a word, without colour.
func TestWordsInAnotherLanguageSaySo(t *testing.T) {
	seen := make(map[string]bool)
	for _, g := range walks(t) {
		for _, p := range g.pictures {
			m := p.program(t, g.Stage, "es", sizes[1], theme.Options{})
			if _, aloud := m.overlay.(*readingBack); aloud || m.typing() || m.env.Lang != "es" { // what one writes oneself one knows
				continue
			}
			page := strings.Join(strings.Fields(strings.Join(m.lines(), " ")), " ")
			for words, kind := range theirs(p.snap, "en") {
				if !strings.Contains(page, words) {
					continue
				}
				if seen[kind] = true; !strings.Contains(page, "inglés") {
					t.Errorf("%s: a %s is in English, and nothing says so: %q\n%s", p.name, kind, words, strings.Join(m.lines(), "\n"))
				}
			}
		}
	}
	for _, kind := range []string{"topic", "limit", "view", "reason", "card", "value", "deed", "question", "draft"} {
		if !seen[kind] {
			t.Errorf("no picture shows a %s in another language", kind)
		}
	}
}
