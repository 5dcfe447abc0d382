package tui

import (
	"time"

	"convene/internal/library"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/roster"
	"convene/tui/paint"
	"convene/tui/theme"
)

// kept is a part of the frame that stays laid out as long as what it was made
// from stays the same: an unchanged row is then the very same row, which costs
// the painter nothing (design §6).
type kept[K comparable] struct {
	key  K
	rows []paint.Row
}

func (k *kept[K]) get(key K, lay func() []paint.Row) []paint.Row {
	if k.rows == nil || k.key != key {
		k.key, k.rows = key, lay()
	}
	return k.rows
}

// What the parts of the frame are made from.
type (
	headKey struct {
		title, item, step, right, turn string
		w                              int
		quiet                          bool
		marks                          theme.Marks
	}
	footKey struct {
		inText, over, quiet bool
		words               library.Words
		w                   int
	}
	turnKey struct {
		words string // whose turn it is; empty where nobody else sits here
		w     int
	}
	sideKey struct {
		agenda *agenda.State
		people *roster.State // nil where they have no room
		lang   string
		marks  theme.Marks
		h, top int
	}
)

// timeKey is what the words for the time left are made from.
type timeKey struct {
	words   library.Words
	left    time.Duration // in seconds
	running bool
}

// joined remembers how the text column and the side were put together, row by
// row, so that rows that did not change are not made anew.
type joined struct {
	left, col  int
	text, side []paint.Row
	out        []paint.Row
}

// rows moves the text to its column and sets the side beside it. What it gives
// holds until the next call.
func (j *joined) rows(text, side []paint.Row, left, col int) []paint.Row {
	if j.left != left || j.col != col || len(j.out) != len(text) {
		n := len(text)
		*j = joined{left: left, col: col, text: make([]paint.Row, n), side: make([]paint.Row, n), out: make([]paint.Row, n)}
	}
	for i, t := range text {
		var s paint.Row
		if i < len(side) {
			s = side[i]
		}
		if t.Same(j.text[i]) && s.Same(j.side[i]) {
			continue
		}
		j.text[i], j.side[i] = t, s
		j.out[i] = beside(t, s, left, col)
	}
	return j.out
}

// beside moves a row to its column, and sets another at theirs.
func beside(t, s paint.Row, left, col int) paint.Row {
	if s == nil {
		return paint.Indent(left, t)
	}
	row := make(paint.Row, 0, len(t)+len(s)+2)
	if len(t) > 0 {
		row = append(append(row, paint.Spaces(left)), t...)
	}
	if gap := col - row.Width(); gap > 0 {
		row = append(row, paint.Spaces(gap))
	}
	return append(row, s...)
}
