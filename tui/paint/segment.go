package paint

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// kind is what the painter must know about a segment's text.
type kind uint8

const (
	// wide: not only ASCII, so a terminal may disagree about its width.
	wide kind = 1 << iota
	// shaky: terminals are known to disagree (joined emoji, flags, variation
	// selectors, some conjuncts).
	shaky
	// rightToLeft: some of it is written from right to left.
	rightToLeft
)

// Segment is a piece of a row in one style. Its width is measured once, when it
// is made, and no control character can be in it: Text is the only way to make
// one. Segments are comparable; the zero Segment is empty.
type Segment struct {
	text  string
	width int32
	style Style
	kind  kind
}

// Text makes a segment. Tabs and line ends become spaces; other control
// characters, bidi controls and whatever would have no cell of its own are left
// out, and broken UTF-8 shows as U+FFFD. This is the second fence: what people
// typed went through safetext before (safety §2).
func Text(style Style, s string) Segment {
	if isASCII(s) {
		return Segment{text: s, width: int32(len(s)), style: style}
	}
	s = printable(s)
	if isASCII(s) {
		return Segment{text: s, width: int32(len(s)), style: style}
	}
	seg := Segment{text: s, style: style, kind: wide}
	for rest := seg.text; rest != ""; {
		c, w := cluster(rest)
		rest = rest[len(c):]
		seg.width += int32(w)
		if len(c) == 1 {
			continue
		}
		if !agreed(c, w) {
			seg.kind |= shaky
		}
		if isRightToLeft(c) {
			seg.kind |= rightToLeft
		}
	}
	return seg
}

// Spaces makes a segment of n plain spaces.
func Spaces(n int) Segment {
	if n <= 0 {
		return Segment{}
	}
	return Segment{text: blanks(n), width: int32(n)}
}

// Text is what s shows.
func (s Segment) Text() string { return s.text }

// Width is the number of cells s takes.
func (s Segment) Width() int { return int(s.width) }

// Style is how s looks.
func (s Segment) Style() Style { return s.style }

// Width measures s in cells as Text would show it, by graphemes.
func Width(s string) int {
	if isASCII(s) {
		return len(s)
	}
	return Text(0, s).Width()
}

const manyBlanks = "                                                                                "

// blanks gives n spaces, without allocating for a usual width.
func blanks(n int) string {
	if n <= len(manyBlanks) {
		return manyBlanks[:n]
	}
	return strings.Repeat(" ", n)
}

// isASCII reports whether s is printable ASCII only.
func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// cluster cuts the first grapheme off s and measures it. s is not empty.
func cluster(s string) (string, int) {
	if s[0] < utf8.RuneSelf && (len(s) == 1 || s[1] < utf8.RuneSelf) {
		if s[0] < ' ' || s[0] == 0x7f {
			return s[:1], 0
		}
		return s[:1], 1
	}
	c, w := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	if r, size := utf8.DecodeRuneInString(c); w == 0 && unicode.Is(unicode.Prepended_Concatenation_Mark, r) {
		return c[:size], 0 // or it would take the digits after it along
	}
	return c, w
}

// agreed reports whether terminals that count code points and terminals that
// count graphemes give cluster c the same width, on its first code point.
func agreed(c string, w int) bool {
	_, size := utf8.DecodeRuneInString(c)
	return ansi.StringWidthWc(c[:size]) == w && ansi.StringWidthWc(c) == w
}

// printable returns s without what may not reach a terminal, and without
// clusters that have no width, which would have no cell to stand in.
func printable(s string) string {
	s = strings.Map(visible, s)
	var b strings.Builder
	kept := 0 // s[:kept] is in b, once b is in use
	for i := 0; i < len(s); {
		c, w := cluster(s[i:])
		if w == 0 {
			b.WriteString(s[kept:i])
			kept = i + len(c)
			if r, _ := utf8.DecodeRuneInString(c); unicode.Is(unicode.M, r) {
				b.WriteString("◌") // a mark that lost its letter stays visible
				b.WriteString(c)
			}
		}
		i += len(c)
	}
	if kept == 0 {
		return s
	}
	b.WriteString(s[kept:])
	return b.String()
}

// visible maps a rune to what is drawn for it, or to -1.
func visible(r rune) rune {
	switch {
	case r == '\t' || r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029':
		return ' '
	case r < ' ', r >= 0x7f && r <= 0x9f, // C0, DEL, C1
		r >= 0x200e && r <= 0x200f, r == 0x061c, // bidi marks
		r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, // embeddings, isolates
		r == 0xfeff, r >= 0xfff9 && r <= 0xfffb,
		r >= 0xe0000 && r <= 0xe007f: // tags
		return -1
	}
	return r
}

// isRightToLeft reports whether c begins with a letter of a script written from
// right to left.
func isRightToLeft(c string) bool {
	r, _ := utf8.DecodeRuneInString(c)
	return r >= 0x590 && r <= 0x8ff || r >= 0xfb1d && r <= 0xfdff || r >= 0xfe70 && r <= 0xfefe ||
		r >= 0x10800 && r <= 0x10fff || r >= 0x1e800 && r <= 0x1efff
}

// Grapheme is the length in bytes of the first grapheme of s: what a reader sees
// as one character, and what a caret steps over. s is not empty.
func Grapheme(s string) int {
	c, _ := cluster(s)
	return len(c)
}
