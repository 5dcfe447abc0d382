package values

import (
	"convene/internal/library"
	"convene/internal/workshop/poll"
	domain "convene/internal/workshop/values"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// stepWords is the second line of the head: "Step 2 of 9 · Quiet writing, …".
func stepWords(e *screen.Env, v view, more string) string {
	words := e.StepWords(domain.Activity, v.step)
	if more != "" {
		words += ", " + more
	}
	if v.looking {
		words += " " + e.Theme.Dot + " " + e.Say("values.looking")
	}
	return words
}

// body gathers the rows of a page: thoughts with a blank line between them.
type body struct {
	e    *screen.Env
	rows []paint.Row
}

// say adds a paragraph of a sentence, put one below the other without a blank.
func (b *body) say(style theme.Style, words string) {
	if words != "" {
		b.rows = append(b.rows, paint.Paragraph(style, words, b.e.W)...)
	}
}

// in adds an indented paragraph.
func (b *body) in(n int, style theme.Style, words string) {
	if words != "" {
		b.rows = append(b.rows, paint.Shift(n, paint.Paragraph(style, words, b.e.W-n))...)
	}
}

// gap adds a blank line, unless there is one or nothing yet.
func (b *body) gap() {
	if n := len(b.rows); n > 0 && b.rows[n-1] != nil {
		b.rows = append(b.rows, nil)
	}
}

func (b *body) add(rows ...paint.Row) { b.rows = append(b.rows, rows...) }

// hang sets the first of lines behind lead, the others below it.
func hang(lead paint.Row, lines []paint.Row) []paint.Row {
	out := make([]paint.Row, len(lines))
	for i, l := range lines {
		if i == 0 {
			out[i] = paint.Join(lead, l)
		} else {
			out[i] = paint.Indent(lead.Width(), l)
		}
	}
	return out
}

// numberLead is the lead of a line with a number: the mark of the chosen one, the
// number, right-aligned in wide cells.
func numberLead(t theme.Theme, chosen bool, number string, wide int) paint.Row {
	mark := "  "
	if chosen {
		mark = t.Chosen + " "
	}
	return paint.Line(paint.Text(theme.Accent, mark), paint.Spaces(max(0, wide-paint.Width(number))),
		paint.Text(theme.Key, number), paint.Spaces(2))
}

func chosenStyle(chosen bool) theme.Style {
	if chosen {
		return theme.Accent
	}
	return theme.Plain
}

// number is a number typed digit by digit: "1" and then "2" is 12, if there is a
// 12. Any other key begins anew.
type number int

// digit adds a digit and gives the number that stands now, at most most.
func (x *number) digit(d, most int) int {
	n := int(*x)*10 + d
	if n > most {
		n = d
	}
	*x = number(n)
	return n
}

// strip is a window on a long list of which one thing may be chosen. Space turns
// its pages; a choice is brought into sight when it is made.
type strip struct {
	top, shown, total int
	find              bool // bring the choice into sight
}

// window is the rows in sight; at is the chosen thing or -1.
func (s *strip) window(things [][]paint.Row, at, height int) []paint.Row {
	s.total = len(things)
	if s.top >= s.total {
		s.top = 0
	}
	if s.find && at >= 0 {
		s.find = false
		if at < s.top {
			s.top = at
		}
		for used := heights(things[s.top : at+1]); used > height && s.top < at; s.top++ {
			used -= len(things[s.top])
		}
	}
	var rows []paint.Row
	s.shown = 0
	for _, t := range things[s.top:] {
		if len(rows)+len(t) > height && s.shown > 0 {
			break
		}
		rows = append(rows, t[:min(len(t), max(height, 0))]...)
		s.shown++
	}
	return rows
}

func heights(things [][]paint.Row) int {
	n := 0
	for _, t := range things {
		n += len(t)
	}
	return n
}

// turn turns the page, and reports whether a was about that.
func (s *strip) turn(a keys.Action) bool {
	switch a {
	case keys.More:
		s.top += max(s.shown, 1)
		if s.top >= s.total {
			s.top = 0
		}
	case keys.Before:
		s.top = max(0, s.top-max(s.shown, 1))
	default:
		return false
	}
	return true
}

func (s *strip) more() bool { return s.shown < s.total }

// title is what a gathering is called, in its words and with their language's mark.
func title(e *screen.Env, cluster string) string {
	return e.Theirs(e.Snap.Values.Title(cluster), e.Snap.Values.LangOf(cluster))
}

// in is a text of the record in the person's language, or the English there is.
func in(e *screen.Env, w domain.Words) string { return e.Words.In(library.Text(w)) }

// promise is the plain truth about who sees an answer, before the first key.
func promise(e *screen.Env, mode poll.Mode) string {
	if m, ok := e.Lib.Mode(string(mode)); ok {
		return e.Words.In(m.Promise)
	}
	return ""
}

// inShort is the same in one line, where there is no room for all of it.
func inShort(e *screen.Env, mode poll.Mode) string {
	m, _ := e.Lib.Mode(string(mode))
	return e.Words.In(m.Name) + ": " + e.Words.In(m.Short) + "."
}

// coming is what the room may know of the answers: never how many.
func coming(e *screen.Env, p *poll.Poll) string {
	switch in := e.Snap.Counts[p.ID]; {
	case in == 0:
		return ""
	case 2*in > len(p.Roll):
		return e.Say("vote.most_in")
	}
	return e.Say("vote.some_in")
}

// mayWrite reports whether the person may answer and write.
func mayWrite(e *screen.Env) bool { return e.Snap.Roster.CanWrite(e.Me) }
