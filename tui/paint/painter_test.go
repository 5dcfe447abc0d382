package paint_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"convene/tui/paint"
	"convene/tui/tuitest"
)

// palette has a style for each of four numbers.
func palette() paint.Palette {
	return paint.Palette{"\x1b[m", "\x1b[0;1m", "\x1b[0;38;5;117m", "\x1b[0;7m"}
}

// pieces records every write.
type pieces struct {
	all  bytes.Buffer
	most int
	n    int
}

func (p *pieces) Write(b []byte) (int, error) {
	p.n++
	p.most = max(p.most, len(b))
	return p.all.Write(b)
}

// onScreen shows what was written on a terminal of w by h cells.
func onScreen(t interface{ Fatal(...any) }, w, h int, chunks ...[]byte) tuitest.Grid {
	s := tuitest.NewScreen(w, h, nil)
	defer s.Close()
	for _, c := range chunks {
		if _, err := s.Write(c); err != nil {
			t.Fatal(err)
		}
	}
	return s.Grid()
}

// words are pieces of text that terminals find hard.
func words() []string {
	return []string{"", " ", "a", "hello world", "x", "  ", "—", "ñandú", "e\u0301", "e\u0301tude", "漢字", "한글", "日本語のテキスト",
		"👍", "👩\u200d👩\u200d👧", "🇪🇸", "🇪", "❤\ufe0f", "1\ufe0f\u20e3", "שלום", "مرحبا", "abc שלום def", "क्षि", "กำ", "\u0301",
		"████", "─────", "a\u200bb", "\u200d", "\x1b[31m", "\x1b]0;t\a", "\x9b31m", "tab\there", "\u2066x\u2069", "\u202eevil",
		"\u0600123", "\U000110bd1", "a\u0308\u0323", "ﷺ", "\xff\xfe", "\U000e0041", strings.Repeat("z", 90)}
}

// easy are pieces of text that all terminals draw alike, and which share their
// beginnings and ends.
func easy() []string {
	return []string{"a", "ab", "abc", "xbc", "hello world", "hello", "world", " ", "   ", "ñandú", "ñandu", "e\u0301", "e", "漢字", "漢", "字a", "────", "─"}
}

// text is a piece of text; most rows have only easy ones.
func text(t *rapid.T, hard bool) string {
	if hard {
		return rapid.SampledFrom(words()).Draw(t, "hard")
	}
	return rapid.SampledFrom(easy()).Draw(t, "easy")
}

func genRow() *rapid.Generator[paint.Row] {
	return rapid.Custom(func(t *rapid.T) paint.Row {
		hard := rapid.IntRange(0, 3).Draw(t, "kind") == 0
		segs := make([]paint.Segment, rapid.IntRange(0, 6).Draw(t, "segments"))
		for i := range segs {
			segs[i] = paint.Text(paint.Style(rapid.IntRange(0, 4).Draw(t, "style")), text(t, hard))
		}
		return paint.Line(segs...)
	})
}

// nudge changes a row a little, as a key does.
func nudge(t *rapid.T, r paint.Row) paint.Row {
	out := append(paint.Row(nil), r...)
	if len(out) == 0 {
		return genRow().Draw(t, "row")
	}
	i := rapid.IntRange(0, len(out)-1).Draw(t, "at")
	word := text(t, rapid.IntRange(0, 9).Draw(t, "kind") == 0)
	switch rapid.IntRange(0, 4).Draw(t, "how") {
	case 0:
		out[i] = paint.Text(out[i].Style(), out[i].Text()+word)
	case 1:
		out[i] = paint.Text(out[i].Style(), word+out[i].Text())
	case 2:
		out[i] = paint.Text(out[i].Style()+1, out[i].Text())
	case 3:
		half := len(out[i].Text()) / 2
		out[i] = paint.Text(out[i].Style(), out[i].Text()[:half]+word+out[i].Text()[half:])
	case 4:
		out = out[:i]
	}
	return paint.Line(out...)
}

// Whatever frames follow each other, the terminal ends up as if the last had
// been drawn on a blank screen.
func TestPaintingDifferencesEqualsPaintingAfresh(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(20, 60).Draw(t, "w"), rapid.IntRange(6, 10).Draw(t, "h")
		if rapid.IntRange(0, 19).Draw(t, "large") == 0 {
			w, h = 300, 100
		}
		var out pieces
		p := paint.New(&out, palette())
		if err := p.Enter(false); err != nil {
			t.Fatal(err)
		}
		screen := tuitest.NewScreen(w, h, nil)
		defer screen.Close()
		rows := make([]paint.Row, h)
		for range rapid.IntRange(1, 6).Draw(t, "frames") {
			for range rapid.IntRange(0, 4).Draw(t, "changes") {
				y := rapid.IntRange(0, h-1).Draw(t, "y")
				if rapid.Bool().Draw(t, "afresh") {
					rows[y] = genRow().Draw(t, "row")
				} else {
					rows[y] = nudge(t, rows[y])
				}
			}
			f := paint.Frame{W: w, H: h, Rows: rows[:rapid.IntRange(0, h).Draw(t, "rows")]}
			if rapid.Bool().Draw(t, "cursor") {
				f.Cursor = &paint.Point{X: rapid.IntRange(0, w-1).Draw(t, "cx"), Y: rapid.IntRange(0, h-1).Draw(t, "cy")}
			}
			if rapid.IntRange(0, 9).Draw(t, "resize") == 0 {
				w = rapid.IntRange(20, 80).Draw(t, "w2")
				screen.Resize(w, h)
				f.W = w
			}
			if _, err := p.Paint(f); err != nil {
				t.Fatal(err)
			}
			_, _ = screen.Write(out.all.Bytes())
			checkGrammar(t, out.all.Bytes())
			out.all.Reset()

			var fresh pieces
			q := paint.New(&fresh, palette())
			_ = q.Enter(false)
			_, _ = q.Paint(f)
			want := onScreen(t, w, h, fresh.all.Bytes())
			if diff, same := screen.Grid().Equal(want); !same {
				t.Fatalf("%s\ndifferences:\n%s\nafresh:\n%s", diff, screen.Grid(), want)
			}
		}
		if out.most > 4<<10 {
			t.Fatalf("a piece of %d bytes", out.most)
		}
	})
}

// The same for one row at a time, many times, where the painter patches.
func TestPatchingARowEqualsDrawingItAfresh(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const w, h = 24, 1
		patched, whole := tuitest.NewScreen(w, h, nil), tuitest.NewScreen(w, h, nil)
		defer patched.Close()
		defer whole.Close()
		p, q := paint.New(patched, palette()), paint.New(whole, palette())
		row := paint.Row{}
		for range 60 {
			before := row
			segs := append(paint.Row(nil), row...)
			switch n := len(segs); {
			case n > 0 && rapid.Bool().Draw(t, "edit"):
				i := rapid.IntRange(0, n-1).Draw(t, "at")
				parts := []string{text(t, false), segs[i].Text(), text(t, false)}[rapid.IntRange(0, 1).Draw(t, "before"):]
				parts = parts[:rapid.IntRange(1, len(parts)).Draw(t, "parts")]
				segs[i] = paint.Text(segs[i].Style(), strings.Join(parts, ""))
			case n > 3:
				segs = segs[rapid.IntRange(1, n).Draw(t, "drop"):]
			default:
				segs = append(segs, paint.Text(paint.Style(rapid.IntRange(0, 1).Draw(t, "style")), text(t, false)))
			}
			row = paint.Line(segs...)
			_, _ = p.Paint(paint.Frame{W: w, H: h, Rows: []paint.Row{row}})
			q.Forget()
			_, _ = q.Paint(paint.Frame{W: w, H: h, Rows: []paint.Row{row}})
			if diff, same := patched.Grid().Equal(whole.Grid()); !same {
				t.Fatalf("%q to %q: %s", before, row, diff)
			}
		}
	})
}

// checkGrammar fails unless b is text and the few sequences the painter knows.
func checkGrammar(t interface{ Fatalf(string, ...any) }, b []byte) {
	known := regexp.MustCompile(`\x1b\[(\?(1049|7|2004|25)[hl]|[0-9;]*m|[0-9]*(;[0-9]+)?H|2J|K)`)
	rest := known.ReplaceAllString(string(b), "")
	for i, r := range rest {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			t.Fatalf("%q at %d is not in the grammar: %q", r, i, rest[max(0, i-20):min(len(rest), i+20)])
		}
	}
}

// The cells a row shows are where its segments' widths say.
func TestSegmentsStandWhereTheirWidthsSay(t *testing.T) {
	for _, word := range words() {
		var out pieces
		p := paint.New(&out, palette())
		row := paint.Line(paint.Text(1, word), paint.Text(2, "|"))
		_, _ = p.Paint(paint.Frame{W: 100, H: 6, Rows: []paint.Row{row}})
		g := onScreen(t, 100, 6, out.all.Bytes())
		x, _, ok := g.Find("|")
		if want := paint.Width(word); !ok || x != want {
			t.Errorf("%q is %d wide, but what follows stands at %d", word, want, x)
		}
	}
}

func TestNothingIsWrittenWhenNothingChanged(t *testing.T) {
	var out pieces
	p := paint.New(&out, palette())
	f := page(80, 24, "hello")
	f.Cursor = &paint.Point{X: 3, Y: 3}
	_, _ = p.Paint(f)
	before := out.n
	same := page(80, 24, "hello") // other rows that look alike
	same.Cursor = &paint.Point{X: 3, Y: 3}
	for _, f := range []paint.Frame{f, same, f} {
		if n, err := p.Paint(f); n != 0 || err != nil {
			t.Errorf("wrote %d bytes, %v", n, err)
		}
	}
	if out.n != before {
		t.Errorf("%d writes", out.n-before)
	}
}

func TestOneWriteAFrame(t *testing.T) {
	var out pieces
	p := paint.New(&out, palette())
	_, _ = p.Paint(page(80, 24, "a"))
	out.n = 0
	_, _ = p.Paint(page(80, 24, "b"))
	if out.n != 1 {
		t.Errorf("%d writes for a small frame", out.n)
	}
	out.n, out.most = 0, 0
	_, _ = p.Paint(page(300, 100, "漢字 text "))
	if out.n < 2 || out.most > 4<<10 || out.most < 3<<10 {
		t.Errorf("a large frame took %d writes of at most %d bytes", out.n, out.most)
	}
}

// page is a screen like those of the program: a head, a text of several
// authors, a foot.
func page(w, h int, typed string) paint.Frame {
	rows := make([]paint.Row, 0, h)
	rows = append(rows, paint.Ends(paint.Line(paint.Text(1, "  Rio Claro Family Partnership")), paint.Line(paint.Text(0, "about 20 min")), w-2),
		paint.Line(paint.Spaces(2), paint.Text(2, strings.Repeat("─", w-4))))
	for len(rows) < h-2 {
		rows = append(rows, paint.Line(paint.Spaces(2), paint.Text(0, "When we say no, we say why. "), paint.Text(2, "The reason is written "), paint.Text(3, "Rosa")))
	}
	rows[h/2] = paint.Line(paint.Spaces(2), paint.Text(0, "in the notes, with the name of the law, "+typed), paint.Text(2, "  Rosa"))
	return paint.Frame{W: w, H: h, Rows: append(rows, nil, paint.Line(paint.Text(2, "  m  menu   ?  help")))}
}

func TestASmallChangeIsSmall(t *testing.T) {
	var out pieces
	p := paint.New(&out, palette())
	f := page(80, 24, "rule")
	_, _ = p.Paint(f)
	f = page(80, 24, "rules")
	f.Cursor = &paint.Point{X: 47, Y: 12}
	if n, _ := p.Paint(f); n > 60 {
		t.Errorf("one letter took %d bytes: %q", n, out.all.Bytes()[out.all.Len()-n:])
	}
	f.Cursor = &paint.Point{X: 46, Y: 12}
	if n, _ := p.Paint(f); n > 10 {
		t.Errorf("a caret took %d bytes", n)
	}
	// One digit in the middle of a long row.
	at := func(n int) paint.Frame {
		return paint.Frame{W: 80, H: 6, Rows: []paint.Row{paint.Line(paint.Text(0, fmt.Sprintf("%s %d of 13 have answered", strings.Repeat("x", 40), n)))}}
	}
	_, _ = p.Paint(at(4))
	if n, _ := p.Paint(at(5)); n > 10 {
		t.Errorf("one digit took %d bytes", n)
	}
}

// failing fails its writes while told to.
type failing struct {
	io.Writer
	broken bool
}

func (f *failing) Write(p []byte) (int, error) {
	if f.broken {
		return 0, errors.New("gone")
	}
	return f.Writer.Write(p)
}

func TestAfterAFailedWriteTheScreenIsDrawnWhole(t *testing.T) {
	var out bytes.Buffer
	w := &failing{Writer: &out}
	p := paint.New(w, palette())
	_, _ = p.Paint(page(80, 24, "one"))
	w.broken = true
	if _, err := p.Paint(page(80, 24, "two")); err == nil {
		t.Fatal("a failed write was not told")
	}
	w.broken = false
	out.Reset()
	_, _ = p.Paint(page(80, 24, "three"))
	if g := onScreen(t, 80, 24, out.Bytes()); !g.Has("Rio Claro") || !g.Has("three") {
		t.Errorf("it shows\n%s", g)
	}
}

func TestPaletteChangeRedraws(t *testing.T) {
	var out pieces
	p := paint.New(&out, palette())
	f := page(80, 24, "a")
	_, _ = p.Paint(f)
	p.SetPalette(palette())
	if n, _ := p.Paint(f); n != 0 {
		t.Errorf("the same palette took %d bytes", n)
	}
	p.SetPalette(paint.Palette{"\x1b[m", "\x1b[0;4m"})
	out.all.Reset()
	_, _ = p.Paint(f)
	if got := onScreen(t, 80, 24, out.all.Bytes()).At(2, 0).Style; !got.Underline {
		t.Errorf("the head is %v", got)
	}
}

func TestEnterAndLeave(t *testing.T) {
	var out, replies bytes.Buffer
	screen := tuitest.NewScreen(80, 24, &replies)
	_, _ = screen.Write([]byte("$ ssh host\r\n"))
	p := paint.New(io.MultiWriter(screen, &out), palette())
	if err := p.Enter(true); err != nil {
		t.Fatal(err)
	}
	_, _ = p.Paint(page(80, 24, "a"))
	if g := screen.Grid(); !g.Alternate || g.CursorShown || !screen.ModeOn(2004) || screen.ModeOn(7) {
		t.Errorf("entered: %+v", g)
	}
	if n := strings.Count(out.String(), "?\x07"); n != 1 || strings.Count(out.String(), "\x1b]") != 1 {
		t.Errorf("%d questions", n)
	}
	_, _ = screen.Write([]byte("\x1b[?1000h\x1b[?1002h\x1b[?1003h\x1b[?1006h\x1b[?1004h\x1b[1m"))
	for range 2 { // a second time does no harm
		if err := p.Leave(); err != nil {
			t.Fatal(err)
		}
	}
	if !strings.HasSuffix(out.String(), paint.Reset) {
		t.Error("the reset is not the last thing written")
	}
	for _, mode := range []int{1000, 1002, 1003, 1006, 1004, 2004, 1049} {
		if screen.ModeOn(mode) {
			t.Errorf("mode %d is still on", mode)
		}
	}
	g := screen.Grid()
	if g.Alternate || !g.CursorShown || !screen.ModeOn(7) || g.Row(0) != "$ ssh host" {
		t.Errorf("left: %t %t\n%s", g.Alternate, g.CursorShown, g)
	}
	_ = screen.Close()
	if !strings.Contains(replies.String(), "rgb:") {
		t.Errorf("the background was not asked for: %q", replies.String())
	}
}

func TestOddFramesDoNoHarm(t *testing.T) {
	var out pieces
	p := paint.New(&out, nil)
	for range 200 {
		f := page(max(20, rand.IntN(300)), 24, "漢")
		f.W, f.H = rand.IntN(40)-5, rand.IntN(40)-5
		f.Cursor = &paint.Point{X: rand.IntN(80) - 40, Y: rand.IntN(80) - 40}
		if _, err := p.Paint(f); err != nil {
			t.Fatal(err)
		}
	}
}
