// Package numbered is a list of things to do, nine to a page: each line in sight
// has a digit, the arrows reach them all, and Space turns the page. In a list of
// things to do a digit does at once, and Enter does the chosen one; of answers a
// digit only chooses, and Enter sends. It is the same on every screen.
//
// A List belongs to the goroutine of one person's program and never blocks. It
// only knows which line is chosen; the lines are the screen's and may change.
package numbered

import (
	"strconv"

	"charm.land/bubbles/v2/paginator"

	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/theme"
)

// digits is how many lines a page has: as many as there are digits from 1.
const digits = 9

// List remembers the chosen line and the page in sight. The zero List has
// chosen none and is at the first page.
type List struct {
	// Answers says that the lines are answers and no things to do.
	Answers bool

	at    int // from 1; 0 is none
	pages paginator.Model
}

// Chosen is the index of the chosen line, and whether there is one.
func (l *List) Chosen() (int, bool) { return l.at - 1, l.at > 0 }

// Choose chooses line i; -1 chooses none again.
func (l *List) Choose(i int) {
	l.at = max(0, i+1)
	l.pages.Page = max(0, i) / digits
}

// fit makes the pages those of n lines.
func (l *List) fit(n int) (start, end int) {
	l.pages.PerPage = digits
	l.pages.SetTotalPages(max(1, n))
	l.pages.Page = min(l.pages.Page, l.pages.TotalPages-1)
	l.at = min(l.at, n)
	return l.pages.GetSliceBounds(n)
}

// Key goes up and down among n lines, turns the page, or picks a line: by its
// digit, or by Enter when one is chosen. took says that k meant anything,
// picked is -1 if it only moved.
func (l *List) Key(k keys.Key, n int) (picked int, took bool) {
	start, end := l.fit(n)
	switch k {
	case keys.Press(keys.Down):
		l.Choose(min(max(l.at, start), n-1))
		return -1, true
	case keys.Press(keys.Up):
		if l.at == 0 {
			l.at = end + 1
		}
		l.Choose(max(l.at-2, min(0, n-1)))
		return -1, true
	case keys.Press(keys.Home):
		l.Choose(min(0, n-1))
		return -1, true
	case keys.Press(keys.End):
		l.Choose(n - 1)
		return -1, true
	case keys.Char(' '), keys.Press(keys.PageDown), keys.Press(keys.PageUp):
		return -1, l.turn(k)
	case keys.Press(keys.Enter):
		return l.at - 1, l.at > 0
	}
	if d, ok := k.Digit(); ok && d >= 1 && start+d <= end {
		l.at = start + d
		if l.Answers {
			return -1, true
		}
		return l.at - 1, true
	}
	return -1, false
}

// turn goes to the next page, after the last to the first, or back. Nothing is
// chosen on a page that was just turned to.
func (l *List) turn(k keys.Key) bool {
	if l.pages.TotalPages < 2 {
		return false
	}
	switch {
	case k == keys.Press(keys.PageUp):
		l.pages.PrevPage()
	case l.pages.OnLastPage():
		l.pages.Page = 0
	default:
		l.pages.NextPage()
	}
	l.at = 0
	return true
}

// Layout is the page in sight, at most width cells wide; focus is the row at
// which the chosen line begins, or -1.
func (l *List) Layout(lines []string, width int, t theme.Theme) (rows []paint.Row, focus int) {
	focus = -1
	start, end := l.fit(len(lines))
	for i, words := range lines[start:end] {
		mark, style := "  ", theme.Plain
		if start+i == l.at-1 {
			mark, style, focus = t.Chosen+" ", theme.Accent, len(rows)
		}
		lead := paint.Line(paint.Text(theme.Accent, mark), paint.Text(theme.Key, strconv.Itoa(i+1)), paint.Spaces(2))
		for n, r := range paint.Paragraph(style, words, width-lead.Width()) {
			if n == 0 {
				rows = append(rows, paint.Join(lead, r))
			} else {
				rows = append(rows, paint.Indent(lead.Width(), r))
			}
		}
	}
	if l.pages.TotalPages > 1 {
		rows = append(rows, nil, paint.Indent(2, paint.Line(paint.Text(theme.Dim,
			strconv.Itoa(l.pages.Page+1)+"/"+strconv.Itoa(l.pages.TotalPages)))))
	}
	return rows, focus
}

// Pages is how many pages n lines have.
func Pages(n int) int { return max(1, (n+digits-1)/digits) }

// Range is how the digits of n lines are shown: "1–4", or "1".
func Range(n int) string {
	if n <= 1 {
		return "1"
	}
	return "1–" + strconv.Itoa(min(n, digits))
}
