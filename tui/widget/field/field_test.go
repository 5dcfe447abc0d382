package field_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"convene/internal/safetext"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/theme"
	"convene/tui/widget/field"
)

// typed makes a field, presses keys, and shows it with | at the caret.
func typed(kind safetext.Kind, ks ...keys.Key) *field.Field {
	f := field.New(kind)
	for _, k := range ks {
		f.Key(k)
	}
	return f
}

// text are the keys of a text.
func text(s string) []keys.Key {
	var out []keys.Key
	for _, r := range s {
		out = append(out, keys.Char(r))
	}
	return out
}

// marked puts the caret where a typed | says it is.
func marked(f *field.Field) string {
	f.Key(keys.Char('|'))
	s := f.Text()
	f.Undo()
	return s
}

func TestEditing(t *testing.T) {
	ctrl := func(k keys.Key) keys.Key { return k.With(keys.Ctrl) }
	left, right, back := keys.Press(keys.Left), keys.Press(keys.Right), keys.Press(keys.Backspace)
	for _, c := range []struct {
		name, text string
		keys       []keys.Key
		want       string
	}{
		{"typing", "hello", nil, "hello|"},
		{"left", "hello", []keys.Key{left, left}, "hel|lo"},
		{"beyond the ends", "a", []keys.Key{left, left, left, right, right, right}, "a|"},
		{"home and end", "a b", []keys.Key{keys.Press(keys.Home), right, keys.Press(keys.End)}, "a b|"},
		{"backspace", "hello", []keys.Key{left, back}, "hel|o"},
		{"backspace at the start", "a", []keys.Key{left, back}, "|a"},
		{"delete", "hello", []keys.Key{left, keys.Press(keys.Delete)}, "hell|"},
		{"a joined letter is one", "se\u0301", []keys.Key{back}, "s|"},
		{"an emoji is one", "x👍🏽y", []keys.Key{left, left}, "x|👍🏽y"},
		{"a family is one", "👩\u200d👩\u200d👧", []keys.Key{left}, "|👩\u200d👩\u200d👧"},
		{"word left", "one two-three", []keys.Key{ctrl(left)}, "one two-|three"},
		{"two words left", "one  two", []keys.Key{ctrl(left), ctrl(left)}, "|one  two"},
		{"word right", "one two", []keys.Key{keys.Press(keys.Home), ctrl(right)}, "one| two"},
		{"delete a word", "one two", []keys.Key{ctrl(keys.Char('w'))}, "one |"},
		{"delete to the start", "one two", []keys.Key{ctrl(left), ctrl(keys.Char('u'))}, "|two"},
		{"delete to the end", "one two", []keys.Key{ctrl(left), ctrl(keys.Char('k'))}, "one |"},
		{"paste", "ac", []keys.Key{left, keys.Pasted("b\x1b[31m\r\nb")}, "ab[31m b|c"},
		{"a letter before its accent", "\u0301", []keys.Key{left, keys.Char('e')}, "e\u0301|"},
		{"control characters are no text", "a", []keys.Key{keys.Char('b').With(keys.Ctrl)}, "a|"},
	} {
		f := typed(safetext.Line, append(text(c.text), c.keys...)...)
		if got := marked(f); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestLinesOnlyWhereThereMayBeSome(t *testing.T) {
	enter := keys.Press(keys.Enter)
	if f := field.New(safetext.Line); f.Key(enter) || f.Text() != "" {
		t.Error("Enter put a line end into a line")
	}
	f := typed(safetext.Idea, keys.Char('a'), enter, keys.Char('b'), keys.Pasted("c\nd"))
	if f.Text() != "a\nbc\nd" {
		t.Errorf("got %q", f.Text())
	}
	f.Key(keys.Press(keys.Up))
	if got := marked(f); got != "a\nb|c\nd" {
		t.Errorf("up: %q", got)
	}
}

func TestUpAndDownGoByWhatIsSeen(t *testing.T) {
	f := typed(safetext.Idea, text("one two three four")...)
	f.Layout(10, theme.New(theme.Options{})) // one two | three | four
	press := func(c keys.Code) bool { return f.Key(keys.Press(c)) }
	if !press(keys.Up) {
		t.Fatal("up was refused")
	}
	if got := marked(f); got != "one two thre|e four" {
		t.Errorf("up: %q", got)
	}
	press(keys.Up)
	if press(keys.Up) {
		t.Error("up on the first line was taken")
	}
	press(keys.Down)
	press(keys.Down)
	if press(keys.Down) {
		t.Error("down on the last line was taken")
	}
	if got := marked(f); got != "one two three four|" {
		t.Errorf("down: %q", got)
	}
}

func TestUpAndDownKeepTheirColumn(t *testing.T) {
	f := typed(safetext.Idea, keys.Pasted("long line\nb\nlong too"), keys.Press(keys.Up), keys.Press(keys.Up))
	if got := marked(f); got != "long lin|e\nb\nlong too" {
		t.Errorf("got %q", got)
	}
}

func TestUndoTakesBackTheWordNotTheLetter(t *testing.T) {
	f := typed(safetext.Line, text("one two")...)
	f.Key(keys.Pasted(" three four"))
	f.Key(keys.Press(keys.Backspace))
	for _, want := range []string{"one two three four", "one two", "one", ""} {
		if f.Key(keys.Char('z').With(keys.Ctrl)); f.Text() != want {
			t.Errorf("got %q, want %q", f.Text(), want)
		}
	}
	if f.Undo() {
		t.Error("there was nothing left to undo")
	}
}

func TestNothingIsCutForLength(t *testing.T) {
	f := field.New(safetext.Body)
	long := strings.Repeat("a", safetext.MaxBytes-1)
	if !f.Insert(long) || f.Insert("bc") || f.Text() != long {
		t.Error("a text that does not fit was cut")
	}
	if !f.Insert("b") {
		t.Error("a text that fits was refused")
	}
}

func TestLayout(t *testing.T) {
	th := theme.New(theme.Options{})
	f := field.New(safetext.Line)
	f.Hint = "your answer"
	rows, at := f.Layout(20, th)
	if rows[0].String() != "your answer" || at != (paint.Point{}) {
		t.Errorf("empty: %v at %v", rows, at)
	}
	for _, k := range text("one two three") {
		f.Key(k)
	}
	rows, at = f.Layout(8, th)
	if len(rows) != 2 || rows[0].String() != "one two" || rows[1].String() != "three" || at != (paint.Point{X: 5, Y: 1}) {
		t.Errorf("wrapped: %v at %v", rows, at)
	}
	f.Hidden = true
	rows, at = f.Layout(20, th)
	if rows[0].String() != strings.Repeat("•", 13) || at != (paint.Point{X: 13}) {
		t.Errorf("hidden: %v at %v", rows, at)
	}
}

// Whatever is pressed, the caret stands on a grapheme and inside the layout, and
// undoing everything leads back to nothing.
func TestAnyKeys(t *testing.T) {
	all := append(text("a b,é漢"), keys.Char('\u0301'), keys.Char('\u200d'), keys.Char('👩'), keys.Char('🇪'), keys.Char('ا'),
		keys.Pasted("two words\nand a line"), keys.Press(keys.Enter), keys.Press(keys.Up), keys.Press(keys.Down))
	for _, c := range []keys.Code{keys.Left, keys.Right, keys.Home, keys.End, keys.Backspace, keys.Delete} {
		all = append(all, keys.Press(c), keys.Press(c).With(keys.Ctrl))
	}
	rapid.Check(t, func(t *rapid.T) {
		f := field.New(rapid.SampledFrom([]safetext.Kind{safetext.Line, safetext.Body}).Draw(t, "kind"))
		for _, k := range rapid.SliceOfN(rapid.SampledFrom(all), 1, 80).Draw(t, "keys") {
			f.Key(k)
			width := rapid.IntRange(2, 30).Draw(t, "width")
			rows, at := f.Layout(width, theme.New(theme.Options{}))
			if at.Y >= len(rows) || at.X >= max(width, 3) || at.X < 0 {
				t.Fatalf("%q: the caret is at %v of %d rows of %d", f.Text(), at, len(rows), width)
			}
			for _, r := range rows {
				if r.Width() > max(width, 2) {
					t.Fatalf("%q: a row of %d in %d", f.Text(), r.Width(), width)
				}
			}
			if !utf8.ValidString(f.Text()) {
				t.Fatalf("%q", f.Text())
			}
		}
		for f.Undo() {
		}
		if f.Text() != "" {
			t.Fatalf("undone: %q", f.Text())
		}
	})
}

func BenchmarkKeyInALongText(b *testing.B) {
	f := field.New(safetext.Idea)
	f.SetText(strings.Repeat("The coordinator sends notes within three working days. ", 36))
	th := theme.New(theme.Options{})
	for b.Loop() {
		f.Key(keys.Char('x'))
		f.Layout(74, th)
		f.Key(keys.Press(keys.Backspace))
		f.Layout(74, th)
	}
}
