// Package pager shows a few of many things at a time, such as reasons or
// findings: as many whole ones as fit. Space goes on, and after the last to the
// first.
//
// A Pager belongs to the goroutine of one person's program and never blocks.
package pager

import (
	"convene/tui/keys"
	"convene/tui/paint"
)

// Pager remembers which thing is the first in sight. The zero Pager is at the
// beginning.
type Pager struct {
	first    int
	shown    int   // things in sight at the last layout
	total    int   // things there were
	previous []int // where the pages before began
}

// Layout is the rows of the things in sight, at most height of them. A thing
// that is taller than height is shown as far as it goes when it comes first.
// Things may have come or gone since the last layout.
func (p *Pager) Layout(things [][]paint.Row, height int) []paint.Row {
	p.total, p.shown = len(things), 0
	if p.first >= p.total {
		p.first, p.previous = 0, nil
	}
	var rows []paint.Row
	for _, t := range things[p.first:] {
		if len(rows)+len(t) > height && p.shown > 0 {
			break
		}
		rows = append(rows, t[:min(len(t), max(height, 0))]...)
		p.shown++
	}
	return rows
}

// Range is the numbers of the first and the last thing in sight, counted from 1,
// and how many there are: "1–2 of 9".
func (p *Pager) Range() (first, last, total int) {
	if p.total == 0 {
		return 0, 0, 0
	}
	return p.first + 1, p.first + p.shown, p.total
}

// More reports whether there is anything that is not in sight.
func (p *Pager) More() bool { return p.shown < p.total }

// Do turns the page, and reports whether a was about that.
func (p *Pager) Do(a keys.Action) bool {
	switch a {
	case keys.More:
		if p.first+p.shown >= p.total {
			p.first, p.previous = 0, nil
			return true
		}
		p.previous = append(p.previous, p.first)
		p.first += p.shown
		return true
	case keys.Before:
		if n := len(p.previous); n > 0 {
			p.first, p.previous = p.previous[n-1], p.previous[:n-1]
		}
		return true
	}
	return false
}
