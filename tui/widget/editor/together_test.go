package editor_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"convene/internal/text"
	"convene/tui/keys"
	"convene/tui/widget/editor"
)

// landOf lets the first edit on its way of one writer arrive.
func (d *desk) landOf(w *writer) {
	for i, s := range d.way {
		if s.from == w {
			d.way = slices.Delete(d.way, i, i+1)
			d.way = append([]sent{s}, d.way...)
			d.land()
			return
		}
	}
}

func sorted(s string) string {
	out := []rune(strings.NewReplacer(" ", "", "\n", "").Replace(s))
	slices.Sort(out)
	return string(out)
}

// Several people write at once; whatever order their keys arrive in, each one's
// words stand there under their own name.
func TestNothingTypedIsMissing(t *testing.T) {
	d := newDesk(t)
	words := []string{"visit ", "y\u0313əm", "日本", "niñas ", "e\u0301"}
	moves := []keys.Key{keys.Press(keys.Home), keys.Press(keys.End), keys.Press(keys.Up), keys.Press(keys.Left), keys.Press(keys.Enter)}
	rapid.Check(t, func(rt *rapid.T) {
		d.doc, d.way = text.New(), nil
		all := make([]*writer, rapid.IntRange(2, 4).Draw(rt, "people"))
		typed := make([]string, len(all))
		left := make([][]keys.Key, len(all))
		for i := range all {
			all[i] = &writer{desk: d, id: string(rune('a' + i)), ed: editor.New()}
			all[i].ed.Begin(all[i].view())
		}
		for range rapid.IntRange(1, 120).Draw(rt, "turns") {
			i := rapid.IntRange(0, len(all)-1).Draw(rt, "who")
			if rapid.Bool().Draw(rt, "arrives") {
				d.landOf(all[i])
				continue
			}
			if len(left[i]) == 0 {
				if n := rapid.IntRange(0, len(words)+len(moves)-1).Draw(rt, "what"); n < len(words) {
					left[i], typed[i] = chars(words[n]), typed[i]+words[n]
				} else {
					left[i] = []keys.Key{moves[n-len(words)]}
				}
			}
			all[i].press(left[i][0])
			left[i] = left[i][1:]
		}
		for i, w := range all {
			w.press(left[i]...)
		}
		d.landAll()
		for i, w := range all {
			var have strings.Builder
			for _, p := range d.doc.Paras() {
				for by, words := range p.Authors {
					if by == w.id {
						have.WriteString(words)
					}
				}
			}
			if w.err != nil || sorted(have.String()) != sorted(typed[i]) {
				rt.Fatalf("%s typed %q, %q stands in %q (%v)", w.id, typed[i], have.String(), d.doc.Plain(), w.err)
			}
		}
	})
}
