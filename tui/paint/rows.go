package paint

// Join makes one row of several, from left to right.
func Join(rows ...Row) Row {
	n := 0
	for _, r := range rows {
		n += len(r)
	}
	out := make(Row, 0, n)
	for _, r := range rows {
		out = append(out, r...)
	}
	return out
}

// Indent moves r n cells to the right.
func Indent(n int, r Row) Row {
	if n <= 0 || len(r) == 0 {
		return r
	}
	return append(append(make(Row, 0, len(r)+1), Spaces(n)), r...)
}

// Shift moves every row n cells to the right; it is how a page is centred in a
// wide terminal.
func Shift(n int, rows []Row) []Row {
	if n <= 0 {
		return rows
	}
	out := make([]Row, len(rows))
	for i, r := range rows {
		out[i] = Indent(n, r)
	}
	return out
}

// Pad fills r with spaces up to width. A wider row stays as it is.
func Pad(r Row, width int) Row {
	if gap := width - r.Width(); gap > 0 {
		return Join(r, Line(Spaces(gap)))
	}
	return r
}

// Right sets r against the right edge of width. A wider row stays as it is.
func Right(r Row, width int) Row { return Indent(width-r.Width(), r) }

// Ends sets left at the left edge of width and right at the right one, at least
// two cells apart. If both do not fit, left is clipped: this is for heads and
// marks, never for what a person must read whole.
func Ends(left, right Row, width int) Row {
	rw := right.Width()
	if rw == 0 {
		return left
	}
	left = Clip(left, max(width-rw-2, 0), "…")
	return Join(left, Line(Spaces(width-left.Width()-rw)), right)
}

// Cell is one column of a table line: a row, the column's width, and whether it
// stands at the column's right edge.
type Cell struct {
	Row   Row
	Width int
	Right bool
}

// Columns makes one line of a table. A cell that is wider than its column is
// clipped.
func Columns(cells ...Cell) Row {
	parts := make([]Row, 0, len(cells))
	for i, c := range cells {
		r := Clip(c.Row, c.Width, "…")
		switch {
		case c.Right:
			r = Right(r, c.Width)
		case i < len(cells)-1:
			r = Pad(r, c.Width)
		}
		parts = append(parts, r)
	}
	return Join(parts...)
}

// Block is rows of a column of its own.
type Block struct {
	Rows  []Row
	Width int
}

// Beside sets blocks side by side, as tall as the tallest: a table whose words
// are wrapped and not cut.
func Beside(blocks ...Block) (rows []Row) {
	tall := 0
	for _, b := range blocks {
		tall = max(tall, len(b.Rows))
	}
	for y := range tall {
		cells := make([]Cell, len(blocks))
		for i, b := range blocks {
			if cells[i].Width = b.Width; y < len(b.Rows) {
				cells[i].Row = b.Rows[y]
			}
		}
		rows = append(rows, Columns(cells...))
	}
	return rows
}

// Clip cuts r down to width, ending it with tail if it was longer. It is only
// for what may be cut: a title that stands in full elsewhere, the last fence
// before a terminal's edge. Sentences are wrapped.
func Clip(r Row, width int, tail string) Row {
	if r.Width() <= width {
		return r
	}
	t := Text(0, tail)
	if t.Width() > width {
		t = Segment{}
	}
	room := width - t.Width()
	out := make(Row, 0, len(r)+1)
	for _, s := range r {
		if s.Width() > room {
			head := fitting(s.text, room)
			if cut := Text(s.style, s.text[:head]); cut.text != "" {
				out = append(out, cut)
			}
			if t.text != "" {
				t.style = s.style
				out = append(out, t)
			}
			break
		}
		out = append(out, s)
		room -= s.Width()
	}
	return out
}

// fitting is how many bytes of text fit into width cells.
func fitting(text string, width int) int {
	i := 0
	for i < len(text) {
		c, w := cluster(text[i:])
		if w > width {
			break
		}
		width -= w
		i += len(c)
	}
	return i
}
