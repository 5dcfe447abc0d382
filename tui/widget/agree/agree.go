// Package agree is the agree scale on a screen: its answers as a list of which
// nothing is chosen at the start, and what a check came to as counts (domain
// §4.1.1). The scale is never averaged, and no answer looks better than another.
//
// A Scale belongs to the goroutine of one person's program and never blocks. It
// only remembers what was chosen; sending is the screen's.
package agree

import (
	"convene/internal/library"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/theme"
	"convene/tui/widget/bars"
	"convene/tui/widget/choice"
)

// Scale is the agree scale as one person answers it.
type Scale struct {
	lang    string
	answers []library.Answer
	choice  *choice.Choice
}

// New makes the scale of a library, with nothing chosen.
func New() *Scale { return &Scale{} }

// fit makes the list in the reader's language; what was chosen stays.
func (s *Scale) fit(lib *library.Library, w library.Words) {
	if s.choice != nil && s.lang == w.Lang() {
		return
	}
	was := -1
	if s.choice != nil {
		was, _ = s.choice.Chosen()
	}
	s.lang, s.answers = w.Lang(), lib.Scale()
	var options []choice.Option
	for _, a := range s.answers {
		label := w.In(a.Label)
		if len(a.Hint) > 0 {
			label += "  (" + w.In(a.Hint) + ")"
		}
		options = append(options, choice.Option{Key: []rune(a.Key)[0], Label: label})
	}
	s.choice = choice.New(options...)
	s.choice.Choose(was)
}

// Key chooses by an answer's own key, or goes up and down, and reports whether k
// meant anything.
func (s *Scale) Key(lib *library.Library, w library.Words, k keys.Key) bool {
	s.fit(lib, w)
	return s.choice.Key(k)
}

// Chosen is the answer that is chosen, and whether there is one.
func (s *Scale) Chosen() (library.Answer, bool) {
	if s.choice == nil {
		return library.Answer{}, false
	}
	i, ok := s.choice.Chosen()
	if !ok {
		return library.Answer{}, false
	}
	return s.answers[i], true
}

// ChooseID chooses an answer by its id, to be changed; an unknown one is none.
func (s *Scale) ChooseID(lib *library.Library, w library.Words, id string) {
	s.fit(lib, w)
	s.choice.Choose(-1)
	for i, a := range s.answers {
		if a.ID == id {
			s.choice.Choose(i)
		}
	}
}

// Clear chooses none again, as after sending: one's own choice does not stay in
// sight for neighbours.
func (s *Scale) Clear() {
	if s.choice != nil {
		s.choice.Choose(-1)
	}
}

// Layout is the scale, at most width cells wide; focus is the row of the chosen
// answer, or -1.
func (s *Scale) Layout(lib *library.Library, w library.Words, width int, t theme.Theme) (rows []paint.Row, focus int) {
	s.fit(lib, w)
	return s.choice.Layout(width, t)
}

// Label is an answer's sentence by its id, the id itself for an unknown one.
func Label(lib *library.Library, w library.Words, id string) string {
	for _, a := range lib.Scale() {
		if a.ID == id {
			return w.In(a.Label)
		}
	}
	return id
}

// readToMe is the answer that needs the text in another language, or read.
const readToMe = "read"

// Counts lays out how many gave each answer. The people who passed are no
// answer on the scale and stand without a bar; passed is their number. Who needs
// the text in a language has a sentence of its own, check.result.language, which
// the screen says below if there is anyone.
func Counts(lib *library.Library, w library.Words, of func(id string) int, passed, width int, t theme.Theme) []paint.Row {
	r := bars.Result{None: w.Say("common.none")}
	for _, a := range lib.Scale() {
		n, plain := of(a.ID), false
		if a.ID == readToMe {
			continue
		}
		if a.Effect == library.EffectNone {
			n, plain = passed, true
		}
		r.Lines = append(r.Lines, bars.Line{Label: w.In(a.Label), Counts: []int{n}, Plain: plain})
	}
	return bars.Layout(r, width, t)
}

// Openly lays out who gave which answer, for what was asked with names: a line
// for each answer that somebody gave. who are the names by answer.
func Openly(lib *library.Library, w library.Words, who map[string][]string, width int) []paint.Row {
	var rows []paint.Row
	for _, a := range lib.Scale() {
		if names := who[a.ID]; len(names) > 0 {
			rows = append(rows, paint.Paragraph(theme.Plain, w.In(a.Label)+": "+w.List(names), width)...)
		}
	}
	return rows
}
