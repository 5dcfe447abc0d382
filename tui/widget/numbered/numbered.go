// Package numbered is a list of things to do: the first nine have a digit, and
// the arrows reach them all. A digit does at once, Enter does the chosen one.
//
// A List belongs to the goroutine of one person's program and never blocks. It
// only knows which line is chosen; the lines are the screen's and may change.
package numbered

import (
	"strconv"

	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/theme"
)

// digits is how many lines have a digit of their own.
const digits = 9

// List remembers the chosen line. The zero List is at none.
type List struct{ at int } // from 1; 0 is none

// Chosen is the index of the chosen line, and whether there is one.
func (l *List) Chosen() (int, bool) { return l.at - 1, l.at > 0 }

// Choose chooses line i; -1 chooses none again.
func (l *List) Choose(i int) { l.at = max(0, i+1) }

// Key goes up and down among n lines, or picks one: by its digit, or by Enter
// when one is chosen. took says that k meant anything, picked is -1 if it only
// moved.
func (l *List) Key(k keys.Key, n int) (picked int, took bool) {
	l.at = min(l.at, n)
	switch k {
	case keys.Press(keys.Down):
		l.at = min(l.at+1, n)
		return -1, true
	case keys.Press(keys.Up):
		if l.at == 0 {
			l.at = n + 1
		}
		l.at = max(l.at-1, min(1, n))
		return -1, true
	case keys.Press(keys.Home):
		l.at = min(1, n)
		return -1, true
	case keys.Press(keys.End):
		l.at = n
		return -1, true
	case keys.Press(keys.Enter):
		return l.at - 1, l.at > 0
	}
	if d, ok := k.Digit(); ok && d >= 1 && d <= min(n, digits) {
		l.at = d
		return d - 1, true
	}
	return -1, false
}

// Layout is the list, at most width cells wide; focus is the row at which the
// chosen line begins, or -1.
func (l *List) Layout(lines []string, width int, t theme.Theme) (rows []paint.Row, focus int) {
	focus = -1
	for i, words := range lines {
		mark, style := "  ", theme.Plain
		if i == l.at-1 {
			mark, style, focus = t.Chosen+" ", theme.Accent, len(rows)
		}
		number := " "
		if i < digits {
			number = strconv.Itoa(i + 1)
		}
		lead := paint.Line(paint.Text(theme.Accent, mark), paint.Text(theme.Key, number), paint.Spaces(2))
		for n, r := range paint.Paragraph(style, words, width-lead.Width()) {
			if n == 0 {
				rows = append(rows, paint.Join(lead, r))
			} else {
				rows = append(rows, paint.Indent(lead.Width(), r))
			}
		}
	}
	return rows, focus
}

// Range is how the digits of n lines are shown: "1–4", or "1".
func Range(n int) string {
	if n <= 1 {
		return "1"
	}
	return "1–" + strconv.Itoa(min(n, digits))
}
