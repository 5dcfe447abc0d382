package tuitest

import (
	"fmt"
	"strings"
)

// Style is how a cell looks. Colours are "" for the terminal's own, the number
// of a palette colour, or #rrggbb.
type Style struct {
	FG, BG                         string
	Bold, Faint, Underline, Invert bool
}

// String names the style's parts, or "plain".
func (s Style) String() string {
	var parts []string
	for _, p := range []struct {
		on   bool
		name string
	}{{s.Bold, "bold"}, {s.Faint, "faint"}, {s.Underline, "underline"}, {s.Invert, "reverse"},
		{s.FG != "", "fg=" + s.FG}, {s.BG != "", "bg=" + s.BG}} {
		if p.on {
			parts = append(parts, p.name)
		}
	}
	if len(parts) == 0 {
		return "plain"
	}
	return strings.Join(parts, " ")
}

// Cell is one cell: a grapheme, or "" for the second half of a wide one.
type Cell struct {
	Text  string
	Style Style
}

// Grid is what a screen showed at one moment. It does not change.
type Grid struct {
	W, H             int
	CursorX, CursorY int
	CursorShown      bool
	Alternate        bool // the alternate screen
	cells            []Cell
}

// At is the cell at x, y; outside it is empty.
func (g Grid) At(x, y int) Cell {
	if x < 0 || y < 0 || x >= g.W || y >= g.H {
		return Cell{}
	}
	return g.cells[y*g.W+x]
}

// Row is the text of line y without the blanks at its end.
func (g Grid) Row(y int) string {
	var b strings.Builder
	for x := range g.W {
		b.WriteString(g.At(x, y).Text)
	}
	return strings.TrimRight(b.String(), " ")
}

// Rows is the text of every line.
func (g Grid) Rows() []string {
	out := make([]string, g.H)
	for y := range out {
		out[y] = g.Row(y)
	}
	return out
}

// String is the whole text.
func (g Grid) String() string { return strings.Join(g.Rows(), "\n") }

// Has reports whether text stands on one line.
func (g Grid) Has(text string) bool {
	for y := range g.H {
		if strings.Contains(g.Row(y), text) {
			return true
		}
	}
	return false
}

// Says reports whether text stands on the screen, wherever its lines break: runs
// of spaces and line ends count as one space.
func (g Grid) Says(text string) bool {
	return strings.Contains(strings.Join(strings.Fields(g.String()), " "), strings.Join(strings.Fields(text), " "))
}

// Find is where text begins, in cells.
func (g Grid) Find(text string) (x, y int, ok bool) {
	for y := range g.H {
		for x := range g.W {
			var b strings.Builder
			for i := x; i < g.W && b.Len() < len(text); i++ {
				b.WriteString(g.At(i, y).Text)
			}
			if strings.HasPrefix(b.String(), text) && g.At(x, y).Text != "" {
				return x, y, true
			}
		}
	}
	return 0, 0, false
}

// Equal reports whether both show the same, and if not, where they first differ.
func (g Grid) Equal(o Grid) (string, bool) {
	if g.W != o.W || g.H != o.H {
		return fmt.Sprintf("%d×%d and %d×%d", g.W, g.H, o.W, o.H), false
	}
	if g.CursorShown != o.CursorShown || g.CursorShown && (g.CursorX != o.CursorX || g.CursorY != o.CursorY) {
		return fmt.Sprintf("cursor %d,%d (%t) and %d,%d (%t)",
			g.CursorX, g.CursorY, g.CursorShown, o.CursorX, o.CursorY, o.CursorShown), false
	}
	for i, c := range g.cells {
		if c != o.cells[i] {
			return fmt.Sprintf("cell %d,%d: %q %v and %q %v",
				i%g.W, i/g.W, c.Text, c.Style, o.cells[i].Text, o.cells[i].Style), false
		}
	}
	return "", true
}
