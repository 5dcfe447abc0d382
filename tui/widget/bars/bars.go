// Package bars shows counts: a bar, its number, and a word where there is none.
// All bars look alike; the number carries the meaning (screens, "Colour is a
// second voice").
//
// It is one pure function of plain values.
package bars

import (
	"strconv"
	"strings"

	"convene/tui/paint"
	"convene/tui/theme"
)

// Line is one line of a result. Each column of the result has its count; a count
// below zero leaves its place blank. Plain shows numbers without bars, for what
// is no answer on the scale.
type Line struct {
	Label  string
	Counts []int
	Plain  bool
}

// Result is what was counted. Heads name the columns; one column needs none.
// None is the word for a count of zero, in the reader's language.
type Result struct {
	Heads []string
	Lines []Line
	None  string
}

const (
	longest  = 24 // cells of a bar; numbers say the rest
	shortest = 6  // below this bars go under their labels
	gap      = 4  // between label, columns
)

// Layout is the result, at most width cells wide. If labels and columns do not
// stand side by side, each label has its columns below it, one to a line.
func Layout(r Result, width int, t theme.Theme) []paint.Row {
	m := measure(r, width)
	if m.bar < shortest {
		return r.stacked(width, m, t)
	}
	rows := make([]paint.Row, 0, len(r.Lines)+1)
	if len(r.Heads) > 0 {
		cells := []paint.Cell{{Width: m.label + gap}}
		for _, h := range r.Heads {
			cells = append(cells, paint.Cell{Row: paint.Line(paint.Text(theme.Dim, h)), Width: m.column()})
		}
		rows = append(rows, paint.Columns(cells...))
	}
	for _, l := range r.Lines {
		cells := []paint.Cell{{Row: paint.Line(paint.Text(theme.Plain, l.Label)), Width: m.label + gap}}
		for _, n := range l.Counts {
			cells = append(cells, paint.Cell{Row: r.count(l, n, m, t), Width: m.column()})
		}
		rows = append(rows, paint.Columns(cells...))
	}
	return rows
}

// measures are the widths of a layout, in cells.
type measures struct {
	label, bar, number int
	most               int // the largest count, which has the longest bar
}

// column is the width of a column: bar, two blanks, number, gap.
func (m measures) column() int { return m.bar + 2 + m.number + gap }

func measure(r Result, width int) measures {
	m := measures{number: 1}
	columns := max(1, len(r.Heads))
	for _, l := range r.Lines {
		m.label = max(m.label, paint.Width(l.Label))
		columns = max(columns, len(l.Counts))
		for _, n := range l.Counts {
			m.number = max(m.number, len(strconv.Itoa(max(n, 0))))
			if !l.Plain {
				m.most = max(m.most, n)
			}
		}
	}
	// The last column needs no gap behind it.
	m.bar = min(longest, (width+gap-m.label-gap)/columns-2-m.number-gap)
	if m.bar < max(shortest, paint.Width(r.None)) {
		m.bar = 0
	}
	for _, h := range r.Heads {
		if paint.Width(h) > m.column()-2 {
			m.bar = 0
		}
	}
	return m
}

// count is one bar with its number.
func (r Result) count(l Line, n int, m measures, t theme.Theme) paint.Row {
	if n < 0 {
		return nil
	}
	number := paint.Right(paint.Line(paint.Text(theme.Plain, strconv.Itoa(n))), m.number)
	bar := paint.Segment{}
	switch {
	case l.Plain:
	case n == 0:
		bar = paint.Text(theme.Dim, r.None)
	default:
		bar = paint.Text(theme.Bar, strings.Repeat(t.Bar, cells(n, m)))
	}
	return paint.Join(paint.Pad(paint.Line(bar), m.bar+2), number)
}

// cells is the length of the bar of n: none is shown without a bar, and the
// longest fills its place.
func cells(n int, m measures) int { return max(1, (n*m.bar+m.most/2)/max(m.most, 1)) }

// stacked is the layout for a narrow terminal.
func (r Result) stacked(width int, m measures, t theme.Theme) []paint.Row {
	head := 0
	for _, h := range r.Heads {
		head = max(head, paint.Width(h))
	}
	if head > 0 {
		head += 2
	}
	m.bar = max(1, min(longest, width-2-head-2-m.number))
	m.bar = max(m.bar, paint.Width(r.None))
	var rows []paint.Row
	for _, l := range r.Lines {
		rows = append(rows, paint.Paragraph(theme.Plain, l.Label, width)...)
		for i, n := range l.Counts {
			c := r.count(l, n, m, t)
			if c == nil {
				continue
			}
			name := paint.Row(nil)
			if i < len(r.Heads) {
				name = paint.Line(paint.Text(theme.Dim, r.Heads[i]))
			}
			rows = append(rows, paint.Clip(paint.Join(paint.Line(paint.Spaces(2)), paint.Pad(name, head), c), width, ""))
		}
	}
	return rows
}
