package text_test

import (
	"testing"
	"time"

	"convene/internal/text"
)

// Someone types right behind a letter that gets its accent, from another hand,
// while their keys are on the way: the keys stand behind the letter, in their
// order, and an erasing key among them takes out their own.
func TestKeysBehindALetterThatGetsItsAccentMeanwhile(t *testing.T) {
	for _, c := range []struct {
		name string
		keys []text.Action
		want string
	}{
		{"letters", []text.Action{text.Insert{Text: "a"}, text.Insert{Text: "b"}}, "y\u0313ab"},
		{"a letter and its own accent", []text.Action{text.Insert{Text: "y"}, text.Insert{Text: "\u0313"}}, "y\u0313y\u0313"},
		{"a letter taken back", []text.Action{text.Insert{Text: "a"}, text.Erase{}, text.Insert{Text: "c"}}, "y\u0313c"},
		{"a line break", []text.Action{text.Insert{Text: "\n"}, text.Insert{Text: "a"}}, "y\u0313\na"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, at := text.New(), time.Unix(1_800_000_000, 0)
			give := func(by string, base text.Version, do text.Action) {
				t.Helper()
				events, err := d.Decide(text.Edit{Base: base, Author: by, Do: do}, at)
				if err != nil {
					t.Fatal(err)
				}
				for _, e := range events {
					d = d.Apply(e)
				}
			}
			give("rosa", 0, text.Insert{At: d.Start(), Text: "y"})
			seen, caret := d.Version(), d.End()
			give("rosa", seen, text.Insert{At: caret, Text: "\u0313"})
			for _, k := range c.keys {
				switch k := k.(type) {
				case text.Insert:
					k.At = caret
					give("max", seen, k)
				case text.Erase:
					k.At = caret
					give("max", seen, k)
				}
			}
			if got := d.Plain(); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}
