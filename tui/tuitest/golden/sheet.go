package golden

import (
	"fmt"
	"strings"
	"testing"

	"convene/tui/tuitest"
)

// View is one look at a screen: the same in colour and without.
type View struct {
	Title           string
	Colour, Without tuitest.Grid
}

const (
	// wide is the width from which a view is written short.
	wide = 100
	// apart is how many blanks part the pieces of a line in a wide view.
	apart = 8
)

// Sheet compares several views of one screen with testdata/NAME.golden: for each
// the text as a grid, and behind a line the looks of its runs of cells, "a3-9"
// for columns 3 to 9. What a look is with colours and without stands at the end,
// once for all.
//
// A wide view shows little that a narrow one before it does not: each of its
// lines is written as pieces with the width of the blank before them, ⟨12⟩, and a
// piece that the line above it in the sheet has too, at the same place, is "=".
func Sheet(t testing.TB, name string, views ...View) {
	t.Helper()
	var b strings.Builder
	l := legend{letters: map[string]string{}}
	var before [][]piece
	for _, v := range views {
		g := v.Colour
		if g.String() != v.Without.String() {
			t.Errorf("%s: %s says something else without colour:\n%s\n\n%s", name, v.Title, g, v.Without)
		}
		fmt.Fprintf(&b, "%s, %d×%d", v.Title, g.W, g.H)
		if g.CursorShown {
			fmt.Fprintf(&b, ", cursor at column %d of line %d", g.CursorX+1, g.CursorY+1)
		}
		b.WriteString("\n")
		lines := make([][]piece, g.H)
		for y := range lines {
			lines[y] = l.pieces(v, y)
			if g.W < wide {
				b.WriteString("|" + g.Row(y) + behind(l.runs(v, 0, g.W, y)) + "\n")
			} else {
				b.WriteString("|" + short(lines[y], at(before, y)) + "\n")
			}
		}
		before = lines
		b.WriteString("\n")
	}
	for i, look := range l.looks {
		fmt.Fprintf(&b, "%s = %s\n", letter(i), look)
	}
	Text(t, name, b.String())
}

// piece is a part of a line: the blanks before it, its text, its looks counted
// from its first cell.
type piece struct {
	blanks int
	text   string
	runs   string
}

// pieces parts a line where it is blank for long.
func (l *legend) pieces(v View, y int) (out []piece) {
	g, from := v.Colour, 0
	for x := 0; x < g.W; {
		for x < g.W && blank(v, x, y) {
			x++
		}
		if x == g.W {
			break
		}
		begin, end := x, x
		for x < g.W && x-end < apart {
			if x++; x < g.W && !blank(v, x, y) {
				end = x
			}
		}
		var text strings.Builder
		for i := begin; i <= end; i++ {
			text.WriteString(g.At(i, y).Text)
		}
		out = append(out, piece{begin - from, text.String(), l.runs(v, begin, end+1, y)})
		from, x = end+1, end+1
	}
	return out
}

// short writes a line of a wide view, beside the same line of the view before.
func short(line, before []piece) string {
	var b strings.Builder
	for i, p := range line {
		fmt.Fprintf(&b, "⟨%d⟩", p.blanks)
		if old := at(before, i); old.text == p.text && old.runs == p.runs {
			b.WriteString("=")
			continue
		}
		b.WriteString(p.text + behind(p.runs))
	}
	return b.String()
}

func behind(runs string) string {
	if runs == "" {
		return ""
	}
	return "   ¦ " + runs
}

func at[T any](list []T, i int) (x T) {
	if i < len(list) {
		x = list[i]
	}
	return x
}

// legend gives each look a letter, in the order in which they come.
type legend struct {
	letters map[string]string
	looks   []string
}

func letter(i int) string { return string(rune('a' + i%26)) }

// runs are the looks of the cells from one column to another, those of plain
// cells left out.
func (l *legend) runs(v View, begin, end, y int) string {
	var out []string
	for x := begin; x < end; {
		from, look := x, lookAt(v, x, y)
		to := from + 1 // behind the last cell of the look, single blanks between words aside
		for x++; x < end && x-to <= 1 && (lookAt(v, x, y) == look || blank(v, x, y)); x++ {
			if !blank(v, x, y) {
				to = x + 1
			}
		}
		if x = to; look == (looks{}) {
			continue
		}
		name := look.String()
		if l.letters[name] == "" {
			l.letters[name] = letter(len(l.looks))
			l.looks = append(l.looks, name)
		}
		out = append(out, fmt.Sprintf("%s%d-%d", l.letters[name], from-begin+1, to-begin))
	}
	return strings.Join(out, " ")
}

// looks is what a cell looks like with colours and without.
type looks struct{ with, without tuitest.Style }

func (l looks) String() string {
	return l.with.String() + "; without colour " + l.without.String()
}

func lookAt(v View, x, y int) looks {
	if x > 0 && v.Colour.At(x, y).Text == "" { // the second half of a wide character
		x--
	}
	return looks{v.Colour.At(x, y).Style, v.Without.At(x, y).Style}
}

func blank(v View, x, y int) bool {
	return v.Colour.At(x, y).Text == " " && lookAt(v, x, y) == looks{}
}
