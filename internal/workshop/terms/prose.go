package terms

import (
	"slices"
	"strings"
	"unicode"
)

// wordFindings looks for unexplained abbreviations and for words of the watch
// list. Both only warn: a machine can't know who a word is about.
func (s *State) wordFindings(in Input) []Finding {
	var out []Finding
	explained := s.explained(in)
	seen := make(map[string]bool)
	for _, sec := range s.Sections {
		if sec.Status == NotUsed {
			continue
		}
		words := in.Text.words(sec.ID, sec.Original)
		for _, a := range abbreviations(words) {
			if !explained[a] && !seen[a] {
				seen[a] = true
				out = append(out, Finding{Code: Abbreviation, Section: sec.ID, Subject: a, Who: ByGroup})
			}
		}
		folded := " " + strings.Join(fold(words), " ") + " "
		for _, watch := range s.Watch {
			w := strings.Join(fold(watch), " ")
			if w != "" && strings.Contains(folded, " "+w+" ") {
				out = append(out, Finding{Code: WatchWord, Section: sec.ID, Subject: watch, Who: ByGroup})
			}
		}
	}
	return out
}

// explained gathers the abbreviations that any section spells out, as
// "Interagency Leadership Team (ILT)" or "ILT (Interagency Leadership Team)".
func (s *State) explained(in Input) map[string]bool {
	out := make(map[string]bool)
	for _, k := range s.Known {
		out[k] = true
	}
	for _, sec := range s.Sections {
		words := in.Text.words(sec.ID, sec.Original)
		for _, a := range abbreviations(words) {
			if strings.Contains(words, "("+a+")") || strings.Contains(words, a+" (") {
				out[a] = true
			}
		}
	}
	return out
}

// abbreviations lists the short forms in a text: two to six capital letters,
// digits allowed, in the order they appear.
func abbreviations(words string) []string {
	var out []string
	for _, f := range strings.FieldsFunc(words, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		capitals, other := 0, 0
		for _, r := range f {
			switch {
			case unicode.IsUpper(r):
				capitals++
			case !unicode.IsDigit(r):
				other++
			}
		}
		if capitals >= 2 && other == 0 && len([]rune(f)) <= 6 && !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}

// fold gives the words of a text in small letters, without signs.
func fold(words string) []string {
	return strings.FieldsFunc(strings.ToLower(words), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
