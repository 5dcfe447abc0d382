package paint

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Span is one line of a wrapped text: text[From:To], Width cells wide. Between
// the To of a line and the From of the next stand the spaces or the line end at
// which the text was broken.
type Span struct{ From, To, Width int }

// Wrap breaks text into lines of at most width cells: at line ends, else after
// spaces and hyphens and beside wide characters, else between graphemes. It
// never cuts a grapheme; one that is wider than width has a line to itself.
// Spaces that do not fit before a line end belong to no line. An empty text has
// one empty line. The caller keeps the result for as long as text
// and width stay (design §6).
func Wrap(text string, width int) []Span {
	w := wrapper{text: text, limit: max(width, 1), lines: make([]Span, 0, 1+len(text)/max(width, 8))}
	for i := 0; i < len(text); {
		c, n := cluster(text[i:])
		if c == "\n" || c == "\r" {
			w.finish(i)
			i++
			if c == "\r" && strings.HasPrefix(text[i:], "\n") {
				i++
			}
			w.open(i)
			continue
		}
		w.add(i, c, n)
		i += len(c)
	}
	w.finish(len(text))
	return w.lines
}

// wrapper is the line under construction.
type wrapper struct {
	text  string
	limit int
	lines []Span

	from, width int // of this line

	brk      int // where the line may end; its width then is brkWidth; 0 is nowhere
	brkWidth int
	next     int // where the following line would begin, at width nextWidth of this one
	nextWide int
	spaces   bool // the last grapheme was a space
	hang     int  // where spaces begin that do not fit; 0 is nowhere
}

func (w *wrapper) open(at int) {
	*w = wrapper{text: w.text, limit: w.limit, lines: w.lines, from: at}
}

func (w *wrapper) close(to, width int) {
	w.lines = append(w.lines, Span{From: w.from, To: to, Width: width})
}

// finish ends the line where the text has a line end, at byte i.
func (w *wrapper) finish(i int) {
	if w.spaces && w.hang > 0 {
		i = w.hang
	}
	w.close(i, w.width)
}

// add puts the grapheme c, n cells wide and at byte i, on the line.
func (w *wrapper) add(i int, c string, n int) {
	n = drawn(c, n)
	if c == " " || c == "\t" {
		w.space(i, n)
		return
	}
	if n == 0 {
		return
	}
	if n > 1 && i > w.from && !w.spaces {
		w.mayBreak(i, i)
	}
	if w.width+n > w.limit && i > w.from {
		w.overflow(i)
	}
	w.spaces, w.hang = false, 0
	w.width += n
	if (c == "-" || n > 1) && i > w.from {
		w.mayBreak(i+len(c), i+len(c))
	}
}

// space puts a space on the line. A space that no longer fits hangs over the
// edge and is not shown.
func (w *wrapper) space(i, n int) {
	if !w.spaces {
		w.mayBreak(i, i)
	}
	w.spaces = true
	if w.width+n > w.limit && w.hang == 0 {
		w.hang = i
	}
	w.width = max(w.width, min(w.width+n, w.limit))
	w.next, w.nextWide = i+1, w.width
}

// mayBreak notes that the line may end at to and the next one begin at next.
func (w *wrapper) mayBreak(to, next int) {
	w.brk, w.brkWidth = to, w.width
	w.next, w.nextWide = next, w.width
}

// overflow ends the line because the grapheme at i does not fit, and opens the
// next one with what was after the break.
func (w *wrapper) overflow(i int) {
	if w.brk <= w.from {
		w.finish(i)
		w.open(i)
		return
	}
	w.close(w.brk, w.brkWidth)
	next, rest := w.next, w.width-w.nextWide
	w.open(next)
	w.width = rest
}

// drawn is the width that Text gives a grapheme measured as n.
func drawn(c string, n int) int {
	if n > 0 {
		return n
	}
	r, _ := utf8.DecodeRuneInString(c)
	if r == '\t' || unicode.Is(unicode.M, r) {
		return 1
	}
	return 0
}

// Paragraph wraps text to width and makes a row of each line.
func Paragraph(style Style, text string, width int) []Row {
	spans := Wrap(text, width)
	rows := make([]Row, len(spans))
	for i, s := range spans {
		rows[i] = Line(Text(style, text[s.From:s.To]))
	}
	return rows
}
