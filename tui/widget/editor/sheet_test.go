package editor

import (
	"strings"
	"testing"
	"time"

	"convene/internal/library"
	"convene/internal/text"
	"convene/tui/keys"
	"convene/tui/theme"
)

// full is a text of 64 KiB, almost, in paragraphs of a few lines.
func full(t testing.TB) (View, *Editor) {
	t.Helper()
	lib, err := library.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	one := strings.Repeat("Families hear the date of the next visit first. ", 8) + "\n"
	d := text.New()
	events, err := d.Decide(text.Edit{Author: "max", Do: text.Insert{At: d.Start(), Text: strings.Repeat(one, (60<<10)/len(one))}}, time.Unix(1, 0))
	if err != nil {
		t.Fatal(err)
	}
	v := View{Doc: d.Apply(events[0]), Me: "rosa", Width: 76, Height: 12, Theme: theme.New(theme.Options{}), Words: lib.Words("en")}
	ed := New()
	ed.Begin(v)
	ed.Layout(v)
	return v, ed
}

func press(t testing.TB, v *View, ed *Editor, k keys.Key) {
	for _, e := range ed.Key(*v, k).Edits {
		events, err := v.Doc.Decide(e, time.Unix(2, 0))
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range events {
			v.Doc = v.Doc.Apply(x)
		}
		ed.Done(*v, e, nil)
	}
}

// A paragraph is wrapped once for each width and version (design §6).
func TestAKeyLaysOutOneParagraphAnew(t *testing.T) {
	v, ed := full(t)
	press(t, &v, ed, keys.Press(keys.Up))
	before := ed.sheet.laid
	for _, k := range []keys.Key{keys.Char('a'), keys.Char('b'), keys.Press(keys.Backspace)} {
		press(t, &v, ed, k)
		ed.Layout(v)
		if n := ed.sheet.laid - before; n != 1 {
			t.Errorf("%d paragraphs laid out after a key", n)
		}
		before = ed.sheet.laid
	}
	press(t, &v, ed, keys.Press(keys.Enter))
	ed.Layout(v)
	if n := ed.sheet.laid - before; n > 2 {
		t.Errorf("%d paragraphs laid out after a line break", n)
	}
}

func BenchmarkKeyInAFullText(b *testing.B) {
	v, ed := full(b)
	press(b, &v, ed, keys.Press(keys.Up))
	before := ed.sheet.laid
	b.ReportAllocs()
	b.ResetTimer()
	n := 0
	for b.Loop() {
		k := keys.Char('a')
		if n++; n%2 == 0 {
			k = keys.Press(keys.Backspace)
		}
		press(b, &v, ed, k)
		ed.Layout(v)
	}
	b.ReportMetric(float64(ed.sheet.laid-before)/float64(b.N), "paragraphs/key")
}
