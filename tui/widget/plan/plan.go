// Package plan shows lines of an agenda: where each stands, as a word, what it
// is called, and its minutes.
//
// It is one pure function of plain values.
package plan

import (
	"convene/tui/paint"
	"convene/tui/theme"
)

// Line is one line of an agenda, in the reader's language.
type Line struct {
	State string // "done", "now", …
	Title string
	Time  string // "20 min · planned 45"
	// Now is the line the room is at; Chosen has the mark.
	Now, Chosen bool
	// Below stands under the title, dim.
	Below string
}

// The columns.
const (
	mark  = 2
	state = 10 // a word and two spaces
	gap   = 2  // between title and time
	least = 24 // in less room for the title the time goes below
)

// Layout is the rows of one line, at most width cells wide. Titles wrap; nothing
// is cut.
func Layout(l Line, width int, t theme.Theme) []paint.Row {
	style, lead := theme.Plain, "  "
	if l.Now {
		style = theme.Strong
	}
	if l.Chosen {
		lead = t.Chosen + " "
	}
	at := mark + max(state, paint.Width(l.State)+gap)
	room := width - at - gap - paint.Width(l.Time)
	beside := room >= least
	if !beside {
		room = width - at
	}
	first := paint.Join(paint.Line(paint.Text(theme.Accent, lead)),
		paint.Pad(paint.Line(paint.Text(theme.Dim, l.State)), at-mark))
	var rows []paint.Row
	for i, r := range paint.Paragraph(style, l.Title, room) {
		switch {
		case i > 0:
			rows = append(rows, paint.Indent(at, r))
		case beside:
			rows = append(rows, paint.Ends(paint.Join(first, r), paint.Line(paint.Text(theme.Dim, l.Time)), width))
		default:
			rows = append(rows, paint.Join(first, r))
		}
	}
	if !beside && l.Time != "" {
		rows = append(rows, paint.Shift(at, paint.Paragraph(theme.Dim, l.Time, width-at))...)
	}
	if l.Below != "" {
		rows = append(rows, paint.Shift(at, paint.Paragraph(theme.Dim, l.Below, width-at))...)
	}
	return rows
}
