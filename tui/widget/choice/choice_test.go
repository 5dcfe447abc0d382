package choice_test

import (
	"strings"
	"testing"

	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/theme"
	"convene/tui/widget/choice"
)

func levels() *choice.Choice {
	return choice.New(
		choice.Option{Key: '1', Label: "Inform", Note: "We tell you early, plainly and truthfully."},
		choice.Option{Key: '2', Label: "Involve", Note: "You see your concerns in the options, and learn what became of each."},
		choice.Option{Key: '3', Label: "Co-lead", Note: "What you decide is what we will do."},
		choice.Option{Key: 'n', Label: "not sure", Apart: true},
	)
}

// text is the rows as they are read.
func text(rows []paint.Row) string {
	var b strings.Builder
	for _, r := range rows {
		b.WriteString(strings.TrimRight(r.String(), " ") + "\n")
	}
	return b.String()
}

func TestNothingIsChosenForYou(t *testing.T) {
	c := levels()
	if _, ok := c.Chosen(); ok {
		t.Fatal("an answer is chosen at the start")
	}
	rows, focus := c.Layout(76, theme.New(theme.Options{}))
	if focus != -1 || strings.Contains(text(rows), "›") {
		t.Errorf("an answer is marked at the start:\n%s", text(rows))
	}
	for _, r := range rows {
		for _, s := range r {
			if s.Style() != theme.Plain {
				t.Errorf("%q stands out", s.Text())
			}
		}
	}
}

func TestNotesWrapInTheirColumn(t *testing.T) {
	c := levels()
	c.Key(keys.Char('2'))
	rows, focus := c.Layout(60, theme.New(theme.Options{}))
	want := `  1  Inform      We tell you early, plainly and truthfully.
› 2  Involve     You see your concerns in the options, and
                 learn what became of each.
  3  Co-lead     What you decide is what we will do.

  n  not sure
`
	if got := text(rows); got != want || focus != 1 {
		t.Errorf("focus %d\n%s", focus, got)
	}
}

func TestNarrowPutsNotesBelow(t *testing.T) {
	c := levels()
	c.Key(keys.Char('1'))
	rows, _ := c.Layout(36, theme.New(theme.Options{ASCII: true}))
	if got := text(rows[:3]); got != "> 1  Inform\n       We tell you early, plainly\n       and truthfully.\n" {
		t.Errorf("got\n%s", got)
	}
}

func TestSentencesTakeTheWholeWidth(t *testing.T) {
	c := choice.New(
		choice.Option{Key: '1', Label: "I disagree but will stand aside with this text as it is", Note: "your concern is written down"},
		choice.Option{Key: '0', Label: "I cannot accept this"},
	)
	rows, _ := c.Layout(40, theme.New(theme.Options{}))
	want := "  1  I disagree but will stand aside\n     with this text as it is\n       your concern is written down\n  0  I cannot accept this\n"
	if got := text(rows); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestKeys(t *testing.T) {
	up, down := keys.Press(keys.Up), keys.Press(keys.Down)
	for _, c := range []struct {
		keys []keys.Key
		want int
	}{
		{[]keys.Key{keys.Char('3')}, 2},
		{[]keys.Key{keys.Char('N')}, 3},
		{[]keys.Key{down}, 0},
		{[]keys.Key{up}, 3},
		{[]keys.Key{down, down, up, up, up}, 0},
		{[]keys.Key{keys.Char('3'), down, down, down}, 3},
		{[]keys.Key{keys.Char('7'), keys.Press(keys.Enter), keys.Char('1').With(keys.Ctrl)}, -1},
	} {
		l := levels()
		for _, k := range c.keys {
			l.Key(k)
		}
		if got, _ := l.Chosen(); got != c.want {
			t.Errorf("%v: chose %d, want %d", c.keys, got, c.want)
		}
	}
	if levels().Key(keys.Char('9')) {
		t.Error("a key without an answer was taken")
	}
	if none := choice.New(); !none.Key(up) || !none.Key(down) {
		t.Error("an empty list does not take its arrows")
	} else if _, ok := none.Chosen(); ok {
		t.Error("something was chosen among nothing")
	}
}
