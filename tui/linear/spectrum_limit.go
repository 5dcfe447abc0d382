package linear

import (
	"convene/internal/safetext"
	"convene/internal/workshop/spectrum"
)

// askLimit asks what is fixed, by whom and why; or, where that is not known, by
// which day someone will have looked.
func (s *session) askLimit(topic string) (l spectrum.Limit, ok bool, err error) {
	field := topic + "/limit"
	what, err := s.ask(asking{prompt: s.Say("spectrum.limit.what"), kind: safetext.Line, field: field})
	if err != nil || !what.ok {
		return l, false, err
	}
	l.What = spectrum.Entry{Text: what.words, Lang: s.w.Lang()}
	var kinds []string
	for _, k := range spectrum.LimitKinds() {
		kinds = append(kinds, s.Say("spectrum.kind."+k))
	}
	n, err := s.choose(s.Say("spectrum.frame.fixed.kind"), kinds...)
	if err != nil || n == 0 {
		return l, false, err
	}
	l.Kind = spectrum.LimitKinds()[n-1]
	n, err = s.choose(s.Say("spectrum.frame.fixed.who"), s.Say("linear.limit.known"), s.Say("spectrum.limit.unsure"))
	if err != nil || n == 0 {
		return l, false, err
	}
	if n == 2 {
		day, ok, err := s.askDay(s.Say("spectrum.limit.day"), "")
		l.CheckBy = spectrum.Day(day)
		return l, ok, err
	}
	for _, part := range []struct {
		prompt string
		into   *safetext.Text
		skip   bool
	}{
		{s.Say("spectrum.frame.fixed.who"), &l.Source, false},
		{s.Say("spectrum.frame.fixed.why"), &l.Reason, false},
		{s.Say("spectrum.limit.changer") + " " + s.Say("linear.text.optional"), &l.Changer, true},
	} {
		r, err := s.ask(asking{prompt: part.prompt, kind: safetext.Line})
		if err != nil || !r.ok && !part.skip {
			return l, false, err
		}
		*part.into = r.words
	}
	s.drop(field)
	return l, true, nil
}
