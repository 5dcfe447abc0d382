package linear

import (
	"maps"
	"slices"
	"strings"

	"convene/internal/workshop/followup"
	"convene/internal/workshop/roster"
)

// speak changes the person's language.
func (s *session) speak(lang string) {
	s.w = s.deps.Lib.Words(lang)
	s.person.Lang = s.w.Lang()
}

// Say gives a sentence in the person's language.
func (s *session) Say(id string, args ...any) string { return s.w.Say(id, args...) }

// tell says sentences, each on lines of its own, before the next line is read. A
// terminal that takes nothing any more is noticed there.
func (s *session) tell(lines ...string) {
	for _, l := range lines {
		if l == "" {
			continue
		}
		s.block = append(s.block, l)
		s.console.hold(l)
	}
}

// page is how many sentences of a long reading come at once.
const page = 24

// read tells what is long, a page at a time; "more" reads on.
func (s *session) read(lines []string) {
	lines = slices.DeleteFunc(slices.Clone(lines), func(l string) bool { return strings.TrimSpace(l) == "" })
	n := min(page, len(lines))
	s.tell(lines[:n]...)
	s.rest = lines[n:]
	if len(s.rest) > 0 {
		s.tell(s.Say("linear.more", "n", len(s.rest)))
	}
}

// fail says what was refused, to this person alone.
func (s *session) fail(err error) {
	if s.ctx.Err() == nil {
		s.tell(s.w.Fault(err))
	}
}

// name is how someone is called; someone unknown is "a participant".
func (s *session) name(id roster.SeatID) string {
	seat := s.snap.Roster.Seat(id)
	switch {
	case seat == nil:
		return s.Say("linear.someone")
	case seat.Number > 0:
		return s.Say("linear.name.numbered", "name", seat.Styled(), "n", seat.Number)
	}
	return seat.Styled()
}

// parked is a question for later as it reads.
func (s *session) parked(q followup.Question) string {
	words, own := s.snap.Question(q, s.Say, s.w.Lang())
	if own {
		return s.theirs(words, q.Lang)
	}
	return words
}

// theirs are people's own words; what is in another language says so.
func (s *session) theirs(words, lang string) string {
	if lang == "" || lang == s.w.Lang() || strings.TrimSpace(words) == "" {
		return words
	}
	return s.Say("linear.other_language", "language", s.language(lang), "words", words)
}

// language is a language's name in the person's own.
func (s *session) language(tag string) string {
	if id := "linear.language." + tag; s.w.Has(id) {
		return s.Say("linear.language." + tag)
	}
	return tag
}

// in picks words in the person's language, else in English or what there is; it
// says in which.
func (s *session) in(w map[string]string) string {
	for _, tag := range append([]string{s.w.Lang(), "en"}, slices.Sorted(maps.Keys(w))...) {
		if words, ok := w[tag]; ok {
			return s.theirs(words, tag)
		}
	}
	return ""
}
