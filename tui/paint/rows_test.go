package paint_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"convene/tui/paint"
)

// lines wraps and returns the lines' texts.
func lines(text string, width int) []string {
	var out []string
	for _, s := range paint.Wrap(text, width) {
		out = append(out, text[s.From:s.To])
	}
	return out
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  string // lines, parted by |
	}{
		{"", 10, ""},
		{"hello", 10, "hello"},
		{"hello world", 5, "hello|world"},
		{"hello world", 6, "hello|world"},
		{"hello world", 11, "hello world"},
		{"one two three", 7, "one two|three"},
		{"a  b", 2, "a|b"},
		{"ends with space ", 20, "ends with space "},
		{"hello   ", 6, "hello "},
		{"incomprehensible", 5, "incom|prehe|nsibl|e"},
		{"an incomprehensible", 5, "an|incom|prehe|nsibl|e"},
		{"line\nend", 10, "line|end"},
		{"line\n\nend\n", 10, "line||end|"},
		{"a\r\nb", 10, "a|b"},
		{"well-known words", 6, "well-|known|words"},
		{"漢字漢字", 5, "漢字|漢字"},
		{"ab漢字", 3, "ab|漢|字"},
		{"漢", 1, "漢"},
		{"e\u0301e\u0301e\u0301", 2, "e\u0301e\u0301|e\u0301"},
		{"👩\u200d👩\u200d👧👍", 2, "👩\u200d👩\u200d👧|👍"},
		{"  indented words here", 12, "  indented|words here"},
	} {
		if got := strings.Join(lines(c.text, c.width), "|"); got != c.want {
			t.Errorf("%q at %d: got %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

// Wrapping loses nothing but the spaces and line ends it breaks at, and no line
// is wider than it may be or than it says.
func TestWrapKeepsEverything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(append(words(), easy()...)), 0, 12).Draw(t, "words"),
			rapid.SampledFrom([]string{" ", "", "-", "\n", "   "}).Draw(t, "between"))
		text = strings.Map(func(r rune) rune {
			if r < ' ' && r != '\n' || r == '\u200b' || r == '\u0600' || r == '\U000110bd' || r == '\u202e' || r >= 0x2066 && r <= 0x2069 || r == '\ufffd' || r >= 0x80 && r < 0xa0 {
				return -1 // what Text leaves out is not typed text
			}
			return r
		}, text)
		width, at := rapid.IntRange(1, 30).Draw(t, "width"), 0
		for _, s := range paint.Wrap(text, width) {
			if s.From < at || s.To < s.From {
				t.Fatalf("%q: %v after %d", text, s, at)
			}
			if gap := strings.Trim(text[at:s.From], " \n"); gap != "" {
				t.Fatalf("%q: lost %q", text, gap)
			}
			at = s.To
			if w := paint.Width(text[s.From:s.To]); w > width && strings.TrimSpace(text[s.From:s.To]) != "" && len(lines(text[s.From:s.To], width)) > 1 {
				t.Fatalf("%q: line %q is %d wide", text, text[s.From:s.To], w)
			} else if w != s.Width {
				t.Fatalf("%q: line %q is %d wide and says %d", text, text[s.From:s.To], w, s.Width)
			}
		}
		if rest := strings.Trim(text[at:], " \n"); rest != "" {
			t.Fatalf("%q: lost %q at the end", text, rest)
		}
	})
}

func TestRowsStandWhereTheyShould(t *testing.T) {
	hello := paint.Line(paint.Text(0, "hello"))
	long := paint.Line(paint.Text(0, "a long title that stands "), paint.Text(1, "in full elsewhere"))
	for _, c := range []struct {
		name string
		got  paint.Row
		want string
	}{
		{"pad", paint.Pad(hello, 8), "hello   "},
		{"right", paint.Right(hello, 8), "   hello"},
		{"indent", paint.Indent(2, hello), "  hello"},
		{"ends", paint.Ends(hello, paint.Line(paint.Text(0, "now")), 12), "hello    now"},
		{"ends, tight", paint.Ends(long, paint.Line(paint.Text(0, "now")), 12), "a long…  now"},
		{"ends, nothing right", paint.Ends(hello, nil, 12), "hello"},
		{"clip in the second", paint.Clip(long, 30, "…"), "a long title that stands in f…"},
		{"clip at the seam", paint.Clip(long, 26, "…"), "a long title that stands …"},
		{"clip wide", paint.Clip(paint.Line(paint.Text(0, "漢字漢字")), 4, "…"), "漢…"},
		{"no clip", paint.Clip(hello, 5, "…"), "hello"},
		{"columns", paint.Columns(
			paint.Cell{Row: hello, Width: 8}, paint.Cell{Row: paint.Line(paint.Text(0, "12")), Width: 4, Right: true},
			paint.Cell{Row: hello, Width: 20}), "hello     12hello"},
	} {
		if got := c.got.String(); got != c.want || c.got.Width() != paint.Width(c.want) {
			t.Errorf("%s: got %q (%d)", c.name, got, c.got.Width())
		}
	}
}

func TestNothingInvisibleBecomesASegment(t *testing.T) {
	for in, want := range map[string]string{
		"a\x1b[31mb": "a[31mb", "a\u0085b": "ab", "\u202eabc": "abc", "a\tb\nc": "a b c", "a\u200bb": "ab",
		"\u0301x": "◌\u0301x", "\xff": "\ufffd", "\u2066שלום\u2069": "שלום", "x\u2028y": "x y", "\U000e0041b": "b",
	} {
		if got := paint.Text(0, in).Text(); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

func TestRowsAreComparedByIdentity(t *testing.T) {
	a, b := paint.Line(paint.Text(0, "x")), paint.Line(paint.Text(0, "x"))
	if !a.Same(a) || a.Same(b) || !paint.Row(nil).Same(paint.Line()) {
		t.Error("Same does not compare identities")
	}
}
