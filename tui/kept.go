package tui

import (
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
		title, item, step, right string
		w                        int
		marks                    theme.Marks
	}
	footKey struct {
		inText, over bool
		words        library.Words
		w            int
	}
	sideKey struct {
		agenda *agenda.State
		people *roster.State // nil where they have no room
		lang   string
		marks  theme.Marks
		h      int
	}
)

// joined remembers how the text column and the side were put together, row by
// row, so that rows that did not change are not made anew.
type joined struct {
	left, col  int
	text, side []paint.Row
	out        []paint.Row
}

// rows moves the text to its column and sets the side beside it.
func (j *joined) rows(text, side []paint.Row, left, col int) []paint.Row {
	fresh := j.left != left || j.col != col
	out := make([]paint.Row, len(text))
	for i, t := range text {
		var s paint.Row
		if i < len(side) {
			s = side[i]
		}
		if !fresh && i < len(j.out) && t.Same(j.text[i]) && s.Same(j.at(i)) {
			out[i] = j.out[i]
			continue
		}
		out[i] = paint.Indent(left, t)
		if s != nil {
			out[i] = paint.Join(paint.Pad(out[i], col), s)
		}
	}
	j.left, j.col, j.text, j.side, j.out = left, col, text, side, out
	return out
}

func (j *joined) at(i int) paint.Row {
	if i < len(j.side) {
		return j.side[i]
	}
	return nil
}
