// Package paint draws one person's terminal: rows of segments whose widths are
// known, the difference to what was drawn before, and the writer of that
// difference (design §6).
//
// A screen lays out rows and never changes one afterwards; it makes a new row
// instead. So a row that is still the same slice is still the same row, and
// costs nothing to draw again.
//
// Segments and rows are plain values and may be shared between goroutines. A
// Painter belongs to the one goroutine that feeds it; its Write may block for as
// long as the terminal does, so that goroutine serves no one else. A Painter
// holds nothing that needs closing: Leave, or writing Reset by another way, puts
// the terminal back.
package paint

import "strings"

// Style says how a segment looks, as an index into the Palette that the painter
// was given. 0 is plain. What the other numbers mean is the theme's business, so
// rows outlive a change of theme. It is an alias to let the theme name styles
// without importing this package.
type Style = uint8

// Palette gives each Style its SGR sequence, complete in itself: each one begins
// by resetting what was before ("\x1b[0;1m"). A style outside it is drawn plain.
type Palette []string

// Point is a cell, counted from 0 at the top left.
type Point struct{ X, Y int }

// Frame is a whole screen. Rows beyond H and cells beyond W are not drawn,
// missing rows are blank. Without a Cursor the cursor is hidden.
type Frame struct {
	W, H   int
	Rows   []Row
	Cursor *Point
}

// Row is one line of a screen. It is never changed after it was made; nil is a
// blank line.
type Row []Segment

// Line makes a row of segments, leaving out the empty ones.
func Line(segs ...Segment) Row {
	r := make(Row, 0, len(segs))
	for _, s := range segs {
		if s.text != "" {
			r = append(r, s)
		}
	}
	return r
}

// Same reports whether r and o are one row, at the price of comparing two
// addresses. Rows that differ may still look alike.
func (r Row) Same(o Row) bool {
	return len(r) == len(o) && (len(r) == 0 || &r[0] == &o[0])
}

// Width is the number of cells that r takes.
func (r Row) Width() int {
	w := 0
	for i := range r {
		w += int(r[i].width)
	}
	return w
}

// String is r's text without its styles, for tests.
func (r Row) String() string {
	var b strings.Builder
	for i := range r {
		b.WriteString(r[i].text)
	}
	return b.String()
}

// steady reports whether every terminal agrees on the width of each character
// of r and draws them from left to right. Only such a row is patched.
func (r Row) steady() bool {
	for i := range r {
		if r[i].kind&(shaky|rightToLeft) != 0 {
			return false
		}
	}
	return true
}
