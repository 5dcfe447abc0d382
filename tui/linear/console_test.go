package linear_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"convene/tui/input"
	"convene/tui/keys"
	"convene/tui/linear"
)

// reads gives a console these keys and reads one line.
func reads(t *testing.T, c *linear.Console, secret bool, presses ...keys.Key) (string, error) {
	t.Helper()
	events := make(chan input.Event, len(presses))
	for _, k := range presses {
		events <- input.Event{Kind: input.Press, Key: k}
	}
	close(events)
	c.Events = events
	return c.ReadLine(context.Background(), secret)
}

func press(words string) []keys.Key {
	var out []keys.Key
	for _, r := range words {
		out = append(out, keys.Char(r))
	}
	return out
}

func TestReadLine(t *testing.T) {
	enter, back := keys.Press(keys.Enter), keys.Press(keys.Backspace)
	for name, c := range map[string]struct {
		keys   []keys.Key
		secret bool
		line   string
		shown  string
		err    error
	}{
		"a line":       {append(press("hi"), enter), false, "hi", "hi\r\n", nil},
		"erasing":      {append(press("añ"), back, enter), false, "a", "añ\b \b\r\n", nil},
		"a secret":     {append(press("quiet"), enter), true, "quiet", "\r\n", nil},
		"a paste":      {[]keys.Key{keys.Pasted("one\r\ntwo\nthree"), enter}, false, "one two three", "one two three\r\n", nil},
		"the end":      {press("half"), false, "", "half", linear.ErrLeft},
		"Ctrl-C":       {append(press("x"), keys.Char('c').With(keys.Ctrl)), false, "", "x", linear.ErrLeft},
		"escape codes": {[]keys.Key{keys.Pasted("a\x1b[2Jb"), enter}, false, "a[2Jb", "a[2Jb\r\n", nil},
	} {
		var out strings.Builder
		line, err := reads(t, &linear.Console{Out: &out, Echo: true}, c.secret, c.keys...)
		if line != c.line || out.String() != c.shown || !errors.Is(err, c.err) {
			t.Errorf("%s: %q, shown %q, %v", name, line, out.String(), err)
		}
	}
}

// Lines are wrapped at the width that is told, at 72 without one; without a
// terminal a line ends as a file's does.
func TestSayWraps(t *testing.T) {
	long := strings.Repeat("word ", 40)
	for width, want := range map[int]int{0: 72, 40: 40} {
		var out strings.Builder
		if err := (&linear.Console{Out: &out, Width: func() int { return width }}).Say(long); err != nil {
			t.Fatal(err)
		}
		for _, l := range strings.Split(out.String(), "\n") {
			if len(l) > want {
				t.Errorf("width %d gave a line of %d", width, len(l))
			}
		}
		if strings.Contains(out.String(), "\r") {
			t.Error("a carriage return without a terminal")
		}
	}
}

// A line that is too long is not taken in part.
func TestLongLine(t *testing.T) {
	var out strings.Builder
	line, err := reads(t, &linear.Console{Out: &out}, false, keys.Pasted(strings.Repeat("x", linear.MaxLine)), keys.Char('y'), keys.Press(keys.Enter))
	if line != "" || err != nil {
		t.Errorf("%d bytes, %v", len(line), err)
	}
}

// A question that is longer than a line of the terminal is wrapped at words, and one
// types behind its end.
func TestAPromptIsWrappedAtWords(t *testing.T) {
	var out strings.Builder
	c := &linear.Console{Out: &out, Echo: true, Width: func() int { return 49 }}
	if err := c.Prompt("Are you Rosa Delgado?  Type 1 for yes or 2 for someone else, then press Enter"); err != nil {
		t.Fatal(err)
	}
	if _, err := reads(t, c, false, keys.Char('1'), keys.Press(keys.Enter)); err != nil {
		t.Fatal(err)
	}
	if err := c.Say("Thank you."); err != nil {
		t.Fatal(err)
	}
	const want = "Are you Rosa Delgado?  Type 1 for yes or 2 for\r\nsomeone else, then press Enter 1\r\nThank you.\r\n"
	if out.String() != want {
		t.Errorf("%q, want %q", out.String(), want)
	}
}
