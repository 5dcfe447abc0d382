package safetext_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"pgregory.net/rapid"

	. "convene/internal/safetext"
)

func tame(rt *rapid.T, name string) string {
	return Clean(Fragment, "x"+strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces()), 0, 12).Draw(rt, name), "")).String()
}

func withinLimits(s string) bool {
	for g := graphemes.FromString(s); g.Next(); {
		if len(g.Value()) > 32 || utf8.RuneCountInString(g.Value()) > 8 {
			return false
		}
	}
	return true
}

func TestWithinKeepsTheNeighbours(t *testing.T) {
	for _, c := range []struct{ left, raw, right, want string }{
		{"e", "\u0301", "", "\u0301"}, {"", "\u0301", "a", ""}, {"a\n", "\u0301", "", ""},
		{"👩", "\u200d", "💻", "\u200d"}, {"👩", "\u200d", "x", ""}, {"می", "\u200c", "", "\u200c"}, {"a", "\u200c", "b", ""},
		{"o" + strings.Repeat("\u0300", 7), "\u0300\u0300z", "", "z"}, {"a", "\x1b[m\r\nb", "c", "[m\nb"}, {"", "\u0600", "999", "\u0600"}, {"", "a\u0600", "9" + strings.Repeat("\u0300", 7), "a"},
		{"❤\ufe0f", "\ufe0f", "", ""}, {"👩\u200d💻", "!", "", "!"},
	} {
		if got := Within(c.left, c.raw, c.right); got != c.want {
			t.Errorf("%+q in %+q|%+q: %+q, want %+q", c.raw, c.left, c.right, got, c.want)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		left, right := tame(rt, "left"), tame(rt, "right")
		raw := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces()), 0, 12).Draw(rt, "raw"), "")
		got := Within(left, raw, right)
		if s := left + got + right; !withinLimits(s) {
			rt.Fatalf("%+q in %+q|%+q gives %+q", raw, left, right, s)
		}
		if Restore(got) != got {
			rt.Fatalf("%+q does not survive a store: %+q", got, Restore(got))
		}
	})
}

func TestSeamLeavesNoOrphan(t *testing.T) {
	for _, c := range []struct {
		left, right string
		l, r        int
	}{
		{"ab", "cd", 0, 0}, {"", "\u0301a", 0, 2}, {"e", "\u0301a", 0, 0}, {"👩\u200d", "x", 3, 0}, {"👩\u200d", "💻", 0, 0},
		{"o" + strings.Repeat("\u0300", 7), "\u0300\u0300z", 0, 4}, {"a\n", "\u0301", 0, 2},
	} {
		if l, r := Seam(c.left, c.right); l != c.l || r != c.r {
			t.Errorf("%+q|%+q: %d, %d, want %d, %d", c.left, c.right, l, r, c.l, c.r)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		a, b := []rune(tame(rt, "left")), []rune(tame(rt, "right"))
		left := string(a[:rapid.IntRange(0, len(a)).Draw(rt, "i")])
		right := string(b[rapid.IntRange(0, len(b)).Draw(rt, "j"):])
		l, r := Seam(left, right)
		if s := left[:len(left)-l] + right[r:]; !withinLimits(s) {
			rt.Fatalf("%+q|%+q gives %+q", left, right, s)
		}
		if r > 32+8*4 {
			rt.Fatalf("%+q|%+q loses %d bytes", left, right, r)
		}
	})
}

func TestRestoreTakesControlsOut(t *testing.T) {
	for _, raw := range hostile() {
		for _, r := range Restore(raw) {
			if r < ' ' && r != '\n' && r != '\t' || 0x7f <= r && r < 0xa0 || 0x202a <= r && r <= 0x202e {
				t.Fatalf("%+q keeps %U", raw, r)
			}
		}
	}
}

func BenchmarkCleanKey(b *testing.B) {
	for b.Loop() {
		Within("so we meet", "ñ", " on Monday")
	}
}

func BenchmarkCleanPaste(b *testing.B) {
	paste := strings.Repeat("Niños y niñas, familia 👩‍💻. ", 2000)
	b.SetBytes(int64(len(paste)))
	for b.Loop() {
		Clean(Body, paste)
	}
}
