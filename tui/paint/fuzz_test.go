package paint_test

import (
	"strings"
	"testing"

	"convene/internal/safetext"
	"convene/tui/paint"
	"convene/tui/tuitest"
)

// rowsOf makes rows of any text: a line each, in segments at its tabs.
func rowsOf(raw string, h int) []paint.Row {
	var rows []paint.Row
	for line := range strings.SplitSeq(raw, "\n") {
		var segs []paint.Segment
		for part := range strings.SplitSeq(line, "\t") {
			segs = append(segs, paint.Text(paint.Style(len(segs)%4), part))
		}
		rows = append(rows, paint.Line(segs...))
	}
	return rows[:min(len(rows), h)]
}

// FuzzPaint holds for any text in any two frames: what goes out is text and our
// own sequences, and the terminal ends up as if the last had been drawn afresh.
func FuzzPaint(f *testing.F) {
	f.Add("hello\tworld\nñandú", "hello\tthere\n漢字", uint8(20))
	for _, w := range words() {
		f.Add("a"+w+"b\t"+w, w+w+"\n"+w, uint8(7))
	}
	f.Fuzz(func(t *testing.T, before, after string, wide uint8) {
		w, h := 2+int(wide)%80, 6
		var first, second, fresh pieces
		p := paint.New(&first, palette())
		if _, err := p.Paint(paint.Frame{W: w, H: h, Rows: rowsOf(before, h)}); err != nil {
			t.Fatal(err)
		}
		screen := tuitest.NewScreen(w, h, nil)
		defer screen.Close()
		_, _ = screen.Write(first.all.Bytes())
		n := first.all.Len()
		last := paint.Frame{W: w, H: h, Rows: rowsOf(after, h)}
		if _, err := p.Paint(last); err != nil {
			t.Fatal(err)
		}
		second.all.Write(first.all.Bytes()[n:])
		_, _ = screen.Write(second.all.Bytes())
		checkGrammar(t, first.all.Bytes())
		if again, _ := p.Paint(last); again != 0 {
			t.Fatalf("an unchanged frame took %d bytes", again)
		}
		if first.most > 4<<10 {
			t.Fatalf("a piece of %d bytes", first.most)
		}
		_, _ = paint.New(&fresh, palette()).Paint(last)
		if diff, same := screen.Grid().Equal(onScreen(t, w, h, fresh.all.Bytes())); !same {
			t.Fatalf("%q to %q: %s", before, after, diff)
		}
		wraps(t, safetext.Clean(safetext.Body, after).String(), w)
	})
}

// wraps fails unless the lines of a clean text hold all of it but blanks, in order, and
// fit.
func wraps(t *testing.T, raw string, w int) {
	t.Helper()
	at := 0
	for _, s := range paint.Wrap(raw, w) {
		if s.From < at || s.To < s.From || s.To > len(raw) || strings.TrimSpace(raw[at:s.From]) != "" {
			t.Fatalf("%q at %d: line %v after %d", raw, w, s, at)
		}
		at = s.To
	}
	if strings.TrimSpace(raw[at:]) != "" {
		t.Fatalf("%q at %d: %q is on no line", raw, w, raw[at:])
	}
}
