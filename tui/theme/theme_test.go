package theme_test

import (
	"regexp"
	"strings"
	"testing"

	"convene/tui/theme"
)

// all is every theme there is.
func all() []theme.Theme {
	var out []theme.Theme
	for _, p := range []theme.Profile{theme.None, theme.Sixteen, theme.TwoFiftySix} {
		for bits := range 8 {
			out = append(out, theme.New(theme.Options{
				Light: bits&1 != 0, Contrast: bits&2 != 0, ASCII: bits&4 != 0, Profile: p,
			}))
		}
	}
	return out
}

func TestPaletteIsOnlySGRAndCompleteInItself(t *testing.T) {
	sgr := regexp.MustCompile(`^\x1b\[(0(;\d+)*)?m$`)
	for _, th := range all() {
		for s, seq := range th.Palette() {
			if !sgr.MatchString(seq) {
				t.Errorf("%+v: style %d is %q", th.Options, s, seq)
			}
		}
	}
}

func TestNothingBlinksOrPraises(t *testing.T) {
	// Blinking; red and green, plain and bright, in sixteen colours.
	forbidden := regexp.MustCompile(`[\[;](5|6|31|32|91|92|41|42)m`)
	for _, th := range all() {
		for s, seq := range th.Palette() {
			if strings.Contains(seq, "38;5;") {
				continue
			}
			if forbidden.MatchString(seq) {
				t.Errorf("%+v: style %d is %q", th.Options, s, seq)
			}
		}
	}
}

func TestWithoutColourOnlyAttributesRemain(t *testing.T) {
	colour := regexp.MustCompile(`[\[;](3\d|4\d|9\d|10\d)\b`)
	for _, th := range all() {
		if th.Profile != theme.None {
			continue
		}
		p := th.Palette()
		for s, seq := range p {
			if colour.MatchString(seq) {
				t.Errorf("%+v: style %d is coloured: %q", th.Options, s, seq)
			}
		}
		if p[theme.Strong] == p[theme.Plain] {
			t.Errorf("%+v: the one strong line looks like all others", th.Options)
		}
	}
}

func TestOnlyOneStyleIsBold(t *testing.T) {
	for _, th := range all() {
		for s, seq := range th.Palette() {
			if (theme.Style(s) == theme.Strong) != strings.Contains(seq, ";1m") {
				t.Errorf("%+v: style %d is %q", th.Options, s, seq)
			}
		}
	}
}

func TestEveryAuthorHasAStyle(t *testing.T) {
	n := len(theme.New(theme.Options{}).Palette())
	for i := range 50 {
		if s := theme.Author(i); int(s) >= n || s <= theme.Field {
			t.Fatalf("author %d has style %d of %d", i, s, n)
		}
	}
}

func TestASCIIMarks(t *testing.T) {
	m := theme.New(theme.Options{ASCII: true}).Marks
	for _, s := range []string{m.Rule, m.Chosen, m.Bar, m.Caret, m.Dots, m.Dot} {
		for _, r := range s {
			if r > '~' {
				t.Errorf("mark %q is not ASCII", s)
			}
		}
	}
}

func TestDetect(t *testing.T) {
	cases := []struct {
		env     map[string]string
		profile theme.Profile
		ascii   bool
	}{
		{map[string]string{"TERM": "xterm-256color"}, theme.TwoFiftySix, false},
		{map[string]string{"TERM": "xterm-kitty", "LANG": "es_MX.UTF-8"}, theme.TwoFiftySix, false},
		{map[string]string{"TERM": "xterm"}, theme.Sixteen, false},
		{map[string]string{"TERM": "linux", "LANG": "en_US.UTF-8"}, theme.Sixteen, false},
		{map[string]string{"TERM": "xterm", "COLORTERM": "truecolor"}, theme.TwoFiftySix, false},
		{map[string]string{"TERM": "xterm-256color", "NO_COLOR": "1"}, theme.None, false},
		{map[string]string{"TERM": "vt220"}, theme.None, false},
		{map[string]string{}, theme.None, false},
		{map[string]string{"TERM": "xterm", "LANG": "C"}, theme.Sixteen, true},
		{map[string]string{"TERM": "xterm", "LC_ALL": "C.UTF-8", "LANG": "C"}, theme.Sixteen, false},
	}
	for _, c := range cases {
		got := theme.Detect(func(n string) string { return c.env[n] })
		if got.Profile != c.profile || got.ASCII != c.ascii {
			t.Errorf("%v: got %+v", c.env, got)
		}
	}
}

func TestLightBackground(t *testing.T) {
	if theme.LightBackground(0, 0x2b, 0x36) || !theme.LightBackground(0xfd, 0xf6, 0xe3) {
		t.Error("a dark and a light scheme are not told apart")
	}
}
