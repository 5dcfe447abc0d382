// Package field is a text field for words that are not shared yet: a name, an
// answer, a card, a reason. The caret stands on graphemes.
//
// A Field belongs to the goroutine of one person's program and never blocks.
// Nothing is sent by it and nothing is lost by it: every change can be undone.
package field

import (
	"strings"
	"unicode/utf8"

	"convene/internal/safetext"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/theme"
)

// most is how many bytes a field holds at all. Shorter limits are safetext's to
// state when the words are sent, so that nobody's typing stops in the middle.
const most = safetext.MaxBytes

// Field is a text being written.
type Field struct {
	// Hint stands in the empty field, dim.
	Hint string
	// Hidden draws a mark for each character: a passphrase in a full room.
	Hidden bool

	kind  safetext.Kind
	text  string
	caret int // byte offset, on a grapheme boundary
	goal  int // column that Up and Down aim at; -1 is the caret's own

	undo   []step
	typing bool // the last change was typing, which undo takes back by the word

	width int // of the last layout
	spans []paint.Span
	stale bool // spans are of an older text
}

// New makes an empty field for a text of the kind.
func New(kind safetext.Kind) *Field {
	return &Field{kind: kind, goal: -1, stale: true, width: 80} // until it is laid out
}

// Text is what stands in the field, as typed. It becomes shared words by
// safetext.Clean with the field's kind.
func (f *Field) Text() string { return f.text }

// Empty reports whether there is nothing but blanks.
func (f *Field) Empty() bool { return strings.TrimSpace(f.text) == "" }

// SetText puts a text into the field, such as a draft, with the caret at its
// end. It can't be undone.
func (f *Field) SetText(s string) {
	f.text, f.undo, f.typing = f.clean(s), nil, false
	f.moveTo(len(f.text))
	f.stale = true
}

// lines reports whether the field holds several lines.
func (f *Field) lines() bool {
	return f.kind == safetext.Idea || f.kind == safetext.Body || f.kind == safetext.Fragment
}

// clean is what may stand in the field of a raw text.
func (f *Field) clean(raw string) string {
	s := safetext.Clean(safetext.Fragment, raw).String()
	if !f.lines() {
		s = strings.NewReplacer("\n", " ", "\t", " ").Replace(s)
	}
	return s
}

// Layout is the field's rows, at most width cells wide, and where the caret
// stands in them. A text that is longer wraps; nothing scrolls sideways.
func (f *Field) Layout(width int, t theme.Theme) ([]paint.Row, paint.Point) {
	f.wrap(width)
	if f.text == "" {
		rows := []paint.Row{nil}
		if f.Hint != "" {
			rows = paint.Paragraph(theme.Dim, f.Hint, width)
		}
		return rows, paint.Point{}
	}
	rows := make([]paint.Row, len(f.spans))
	for i, s := range f.spans {
		line := f.text[s.From:s.To]
		if f.Hidden {
			line = strings.Repeat(t.Hidden, graphemes(line))
		}
		rows[i] = paint.Line(paint.Text(theme.Field, line))
	}
	y := f.line(f.caret)
	x := f.column(y, f.caret)
	if f.Hidden {
		x = graphemes(f.text[f.spans[y].From:min(f.caret, f.spans[y].To)])
	}
	return rows, paint.Point{X: x, Y: y}
}

// wrap brings the lines up to date. One cell is left for the caret at a line's
// end.
func (f *Field) wrap(width int) {
	if f.stale || f.width != width {
		f.width, f.stale = width, false
		f.spans = paint.Wrap(f.text, max(width-1, 1))
	}
}

// line is the line on which byte at stands.
func (f *Field) line(at int) int {
	y := 0
	for y+1 < len(f.spans) && f.spans[y+1].From <= at {
		y++
	}
	return y
}

// column is the cell of byte at on line y.
func (f *Field) column(y, at int) int {
	s := f.spans[y]
	return paint.Width(f.text[s.From:max(s.From, min(at, s.To))])
}

// graphemes counts what a reader sees as characters.
func graphemes(s string) int {
	n := 0
	for s != "" {
		s = s[paint.Grapheme(s):]
		n++
	}
	return n
}

// Key does what k means in a text field, and reports whether it meant anything.
// Enter puts a line end into a field of several lines; a screen where Enter
// sends does not pass it on.
func (f *Field) Key(k keys.Key) bool {
	if raw, ok := k.Printable(); ok {
		return f.Insert(raw)
	}
	if k.Code == keys.Enter {
		return f.lines() && f.Insert("\n")
	}
	return f.edit(k) || f.move(k)
}

// Insert puts text at the caret. It refuses what would not fit, whole: nothing a
// person wrote is cut.
func (f *Field) Insert(raw string) bool {
	s := f.clean(raw)
	if s == "" || len(f.text)+len(s) > most {
		return false
	}
	single := utf8.RuneCountInString(s) == 1
	if !single || !f.typing || s == " " || s == "\n" {
		f.remember()
	}
	f.replace(f.caret, f.caret, s)
	f.typing = single && s != "\n"
	return true
}

// replace puts s in place of the bytes from to to and the caret after it.
func (f *Field) replace(from, to int, s string) {
	f.text = f.text[:from] + s + f.text[to:]
	f.stale, f.typing = true, false
	f.wrap(f.width)
	f.moveTo(f.boundary(from + len(s)))
}

// boundary is at, or the next place where a caret may stand: what was put in may
// have joined with what follows it.
func (f *Field) boundary(at int) int {
	i := f.paragraph(at)
	for i < at {
		i += paint.Grapheme(f.text[i:])
	}
	return i
}

// paragraph is where the paragraph of byte at begins.
func (f *Field) paragraph(at int) int { return strings.LastIndexByte(f.text[:at], '\n') + 1 }

func (f *Field) moveTo(at int) { f.caret, f.goal = at, -1 }
