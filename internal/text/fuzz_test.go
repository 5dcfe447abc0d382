package text_test

import (
	"testing"
	"time"

	. "convene/internal/text"
)

// FuzzEdits reads edits from bytes: author, kind, how old the screen is, two
// places, and a piece of the rest as words. Whatever comes, the text stays
// whole and the log gives it again.
func FuzzEdits(f *testing.F) {
	f.Add([]byte("\x00\x00\x00\x00\x00\x05hello\x01\x01\x00\x02\x04\x00\x00\x05\x00\x00\x00\x00"))
	f.Add([]byte("\x00\x00\x00\x00\x00\x04a\nb\n\x01\x00\x01\x01\x00\x02\xcc\x81\x02\x01\x01\x00\x09\x00\x03\x04\x00\x00\x00\x00"))
	f.Add([]byte("\x00\x00\x00\x00\x00\x0b\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb\x01\x03\x00\x05\x00\x00\x02\x02\x02\x01\x07\x01x"))
	f.Fuzz(func(t *testing.T, in []byte) {
		k := newDesk(t)
		screens := []*Doc{k.doc}
		for len(in) >= 6 {
			author := string(rune('a' + in[0]%3))
			base := screens[max(0, len(screens)-1-int(in[2]%8))]
			i, j, n := int(in[3]), int(in[4]), min(int(in[5]), len(in)-6)
			words := string(in[6 : 6+n])
			var do Action
			switch in[1] % 7 {
			case 0:
				do = Insert{At: place(base, i), Text: words}
			case 1:
				do = Remove{between(base, i, j)}
			case 2:
				do = Replace{between(base, min(i, j), max(i, j)), place(base, min(i, j)), words}
			case 3:
				do = Erase{At: place(base, i), Forward: j%2 == 0, Word: j%4 > 1}
			case 4:
				do = Undo{}
			case 5:
				do = Restore{Hole: HoleID(k.doc.Version()-Version(i))<<16 | 1}
			case 6: // places and spans that no screen would make
				do = Remove{Range{Spans: []Span{{ParaID(i), j - 9, j}, {FirstPara, i, j}}, Breaks: []ParaID{FirstPara, ParaID(j) << 16}}}
			}
			if _, err := k.try(base, author, do); err == nil {
				screens = append(screens, k.doc)
			}
			k.now = k.now.Add(time.Duration(in[2]) * 10 * time.Millisecond)
			in = in[6+n:]
		}
		replay := New()
		for _, e := range k.log {
			replay = replay.Apply(throughJSON(t, e))
		}
		if state(t, replay) != state(t, k.doc) || k.doc.Size() != len(k.doc.Plain()) {
			t.Fatalf("%q, replay gives %q", who(k.doc), who(replay))
		}
	})
}
