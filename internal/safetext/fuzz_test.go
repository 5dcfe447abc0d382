package safetext

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

var slugPattern = regexp.MustCompile(`^[a-z0-9-]{1,60}$`)

// FuzzNames holds for any name: what is made of it to compare, to name a file
// and to show has the form it should.
func FuzzNames(f *testing.F) {
	for _, seed := range []string{"Rosa Delgado", "host", "ＨＯＳＴ", "hоst", "../../etc/passwd", "שלום abc", "\u2067x", "a\u0300\u0301", "", "ﬁ"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		name := Clean(Name, raw)
		once := Skeleton(name.String())
		if again := Skeleton(once); again != once {
			t.Fatalf("%q has the skeleton %q, and that %q", name, once, again)
		}
		if Reserved(name) != Reserved(Clean(Name, strings.ToUpper(name.String()))) && strings.EqualFold(name.String(), strings.ToUpper(name.String())) {
			t.Fatalf("%q is reserved in one case only", name)
		}
		MixedScript(name)
		if slug := Slug(name); slug != "" && !slugPattern.MatchString(slug) {
			t.Fatalf("%q has the slug %q", name, slug)
		}
		for row := range strings.SplitSeq(Clean(Body, raw).String(), "\n") {
			shown := Display(row)
			if !utf8.ValidString(shown) || !strings.Contains(shown, row) {
				t.Fatalf("%q is shown as %q", row, shown)
			}
			if opened, closed := strings.Count(shown, "\u2068"), strings.Count(shown, "\u2069"); shown != row && closed < opened {
				t.Fatalf("%q leaves a direction open: %q", row, shown)
			}
		}
	})
}
