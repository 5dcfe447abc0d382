package linear

import (
	"strings"

	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
)

// catchingUp is for someone who comes while a meeting is on: where we are, and
// for who is new what has been decided. What is asked now is told behind it.
func (s *session) catchingUp(fresh bool) []string {
	item, ok := s.snap.Agenda.Now()
	if !ok || !s.running() {
		return nil
	}
	if !fresh {
		return []string{s.place(item)}
	}
	decided := s.Say("late.decided_nothing")
	if all := s.decided(); len(all) > 0 {
		decided = s.Say("late.decided", "decisions", strings.Join(all, "; "))
	}
	return []string{s.Say("late.head"), s.place(item), decided}
}

// decided names what was recorded: the values, the levels of topics with how far
// they are, the sections agreed.
func (s *session) decided() []string {
	var out []string
	if v := s.snap.Values.Verdict; v != nil && !v.Carried && len(v.List) > 0 {
		var names []string
		for _, value := range v.List {
			names = append(names, s.theirs(value.Name.String(), value.Lang))
		}
		out = append(out, s.Say("values.title")+": "+s.w.List(names)+s.howFar(string(v.Status)))
	}
	for _, t := range s.snap.Spectrum.Topics {
		if t.Verdict == nil {
			continue
		}
		words := s.theirs(t.Sentence.Text.String(), t.Sentence.Lang)
		if levels := s.levelsOf(t); levels != "" {
			words += ": " + levels
		}
		out = append(out, words+s.howFar(string(t.Verdict.Status)))
	}
	for _, sec := range s.snap.Terms.Sections {
		if sec.Status == terms.Agreed || sec.Status == terms.Concerns {
			out = append(out, s.sectionLine(sec))
		}
	}
	return out
}

// howFar says how something is recorded, unless it is final.
func (s *session) howFar(status string) string {
	if status == string(spectrum.Final) {
		return ""
	}
	return " (" + s.Say("spectrum.status."+status) + ")"
}

// levelsOf names the levels that a topic came to.
func (s *session) levelsOf(t *spectrum.Topic) string {
	var names []string
	for _, id := range t.Levels(s.snap.Spectrum.Content) {
		names = append(names, s.levelName(id))
	}
	return s.w.List(names)
}
