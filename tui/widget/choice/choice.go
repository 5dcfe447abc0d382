// Package choice is a question's answers as a list: a key, a name, a sentence.
// Nothing is chosen at the start, and no answer looks better than another.
//
// A Choice belongs to the goroutine of one person's program and never blocks. It
// only remembers what was chosen; sending is the screen's.
package choice

import (
	"unicode"

	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/theme"
)

// Option is one answer.
type Option struct {
	Key   rune   // the digit or letter that chooses it, as in the key table
	Label string // its name, or the whole sentence
	Note  string // what it means, beside the name or below a sentence
	Apart bool   // a blank line stands before it
}

// Choice is a list of answers, of which one may be chosen.
type Choice struct {
	options []Option
	chosen  int // -1 is none
}

// New makes a choice among options, with none chosen.
func New(options ...Option) *Choice { return &Choice{options: options, chosen: -1} }

// Chosen is the index of the chosen option, and whether there is one.
func (c *Choice) Chosen() (int, bool) { return c.chosen, c.chosen >= 0 }

// Choose chooses option i; -1 chooses none again.
func (c *Choice) Choose(i int) {
	if i >= -1 && i < len(c.options) {
		c.chosen = i
	}
}

// Key chooses by an option's own key, or goes up and down from the chosen one,
// and reports whether k meant anything.
func (c *Choice) Key(k keys.Key) bool {
	last := len(c.options) - 1
	switch k {
	case keys.Press(keys.Down):
		c.Choose(min(c.chosen+1, last))
		return true
	case keys.Press(keys.Up):
		if c.chosen < 0 {
			c.chosen = last + 1
		}
		c.Choose(max(c.chosen-1, min(0, last)))
		return true
	}
	if k.Code != keys.Rune || k.Mod != 0 {
		return false
	}
	for i, o := range c.options {
		if o.Key == unicode.ToLower(k.Rune) {
			c.chosen = i
			return true
		}
	}
	return false
}

// The columns of the list: the mark of the chosen row, the key, the label.
const (
	keyAt   = 2
	labelAt = 5
	gap     = 4  // between label and note
	named   = 20 // a longer label is a sentence and takes the whole width
	minNote = 24 // in less room the note goes below
)

// Layout is the list, at most width cells wide. Notes stand in a column of their
// own and wrap there; focus is the row at which the chosen option begins, or -1.
func (c *Choice) Layout(width int, t theme.Theme) (rows []paint.Row, focus int) {
	noteAt := c.noteColumn(width)
	focus = -1
	for i, o := range c.options {
		if o.Apart && i > 0 {
			rows = append(rows, nil)
		}
		style, mark := theme.Plain, " "
		if i == c.chosen {
			style, mark, focus = theme.Accent, t.Chosen, len(rows)
		}
		lead := paint.Line(paint.Text(style, mark), paint.Spaces(keyAt-paint.Width(mark)),
			paint.Text(style, string(o.Key)), paint.Spaces(labelAt-keyAt-1))
		rows = append(rows, option(o, lead, style, width, noteAt)...)
	}
	return rows, focus
}

// noteColumn is where the notes begin, 0 if they go below their labels.
func (c *Choice) noteColumn(width int) int {
	widest, notes := 0, false
	for _, o := range c.options {
		if w := paint.Width(o.Label); w <= named {
			widest = max(widest, w)
		}
		notes = notes || o.Note != ""
	}
	if at := labelAt + widest + gap; notes && width-at >= minNote {
		return at
	}
	return 0
}

// option is the rows of o after its lead.
func option(o Option, lead paint.Row, style theme.Style, width, noteAt int) []paint.Row {
	beside := noteAt > 0 && o.Note != "" && paint.Width(o.Label) <= named
	if beside {
		first := paint.Join(lead, paint.Pad(paint.Line(paint.Text(style, o.Label)), noteAt-labelAt))
		return hang(first, paint.Paragraph(style, o.Note, width-noteAt), noteAt)
	}
	rows := hang(lead, paint.Paragraph(style, o.Label, width-labelAt), labelAt)
	if o.Note != "" {
		for _, r := range paint.Paragraph(theme.Dim, o.Note, width-labelAt-2) {
			rows = append(rows, paint.Indent(labelAt+2, r))
		}
	}
	return rows
}

// hang sets the first line behind lead and the others below it, at column at.
func hang(lead paint.Row, lines []paint.Row, at int) []paint.Row {
	rows := make([]paint.Row, len(lines))
	for i, l := range lines {
		if i == 0 {
			rows[i] = paint.Join(lead, l)
		} else {
			rows[i] = paint.Indent(at, l)
		}
	}
	return rows
}
