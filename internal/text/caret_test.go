package text_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	. "convene/internal/text"
)

func TestCaretWalksOverGraphemesAndWords(t *testing.T) {
	k := newDesk(t)
	k.put("rosa", 0, "Niños, e\u0301l 👩‍💻\n\nfin")
	walk := func(from Pos, step func(Pos) Pos) string {
		var offs []string
		for {
			to := step(from)
			if to == from {
				return strings.Join(offs, " ")
			}
			p, i := k.doc.Para(to.Para)
			offs = append(offs, string(rune('a'+i))+p.Text[:to.Off])
			from = to
		}
	}
	for _, c := range []struct{ got, want string }{
		{walk(k.doc.Start(), k.doc.NextWord), "aNiños aNiños, e\u0301l aNiños, e\u0301l 👩‍💻 b c cfin"},
		{walk(k.doc.End(), k.doc.PrevWord), "c b aNiños, e\u0301l 👩‍💻 aNiños,  a"},
		{walk(Pos{Para: k.doc.Paras()[0].ID, Off: 8}, k.doc.Next), "aNiños, e\u0301 aNiños, e\u0301l aNiños, e\u0301l  aNiños, e\u0301l 👩‍💻 b c cf cfi cfin"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
	forth := strings.Count(walk(k.doc.Start(), k.doc.Next), " ")
	if back := strings.Count(walk(k.doc.End(), k.doc.Prev), " "); back != forth {
		t.Errorf("%d steps back, %d forth", back, forth)
	}
	if k.doc.Next(Pos{Para: 99}) != k.doc.End() || k.doc.Snap(Pos{Para: 99, Off: 3}) != k.doc.End() {
		t.Error("a place that is gone is the end")
	}
}

func TestAnchorsStayWithTheirWords(t *testing.T) {
	k := newDesk(t)
	k.put("rosa", 0, "one two")
	before, log := k.doc, len(k.log)
	at, after := Anchor{Pos: place(k.doc, 4)}, Anchor{Pos: place(k.doc, 4), After: true}
	k.put("ben", 4, "and\n")
	k.cut("ben", 0, 2)
	k.do("ben", Undo{})
	k.cut("ana", 5, 8)
	for _, e := range k.log[log:] {
		at, after = at.Shift(e), after.Shift(e)
	}
	for _, c := range []struct {
		a    Anchor
		left string
	}{{at, "one "}, {after, "one atwo"}} {
		p, _ := k.doc.Para(c.a.Para)
		if p == nil || !strings.HasPrefix(c.left, p.Text[:c.a.Off]) {
			t.Errorf("%+v in %q", c.a, k.doc.Plain())
		}
	}
	if got, ok := k.doc.Follow(Anchor{Pos: place(before, 4)}, before.Version(), "rosa"); !ok || got != at.Pos {
		t.Error("Follow and Shift agree", got, at)
	}
	if _, ok := k.doc.Follow(at, k.doc.Version()+1, "rosa"); ok {
		t.Error("no text is newer than the newest")
	}
}

func TestPlacesNeverSplitAGrapheme(t *testing.T) {
	k := newDesk(t)
	k.put("rosa", 0, "e")
	base := k.doc
	k.put("ana", 1, "\u0301")
	if _, err := k.try(base, "ben", Insert{At: place(base, 1), Text: "x"}); err != nil {
		t.Fatal(err)
	}
	k.is("e\u0301x")

	marks := strings.Repeat("\u0300", 7)
	k = newDesk(t)
	k.put("rosa", 0, "oe")
	base = k.doc
	k.put("ana", 1, marks)
	k.put("ana", len("oe"+marks), "\u0301")
	if _, err := k.try(base, "rosa", Remove{between(base, 1, 2)}); err != nil {
		t.Fatal(err)
	}
	k.is("o" + marks)

	k = newDesk(t)
	k.put("rosa", 0, "👩💻")
	base = k.doc
	k.put("ana", 4, "\u200d")
	if _, err := k.try(base, "rosa", Remove{between(base, 4, 8)}); err != nil {
		t.Fatal(err)
	}
	k.is("👩")
}

func TestMergeOfRemovalsAtBothEnds(t *testing.T) {
	k := newDesk(t)
	k.put("ben", 0, "abcdef")
	k.do("rosa", Erase{At: place(k.doc, 3)})
	k.do("rosa", Erase{At: place(k.doc, 2)})
	k.do("rosa", Erase{At: place(k.doc, 1), Forward: true})
	if _, ok := Merge(k.log[2], k.log[3]); ok {
		t.Error("a hole that grew at both ends can't be told as one removal")
	}
	m, ok := Merge(k.log[1], k.log[2])
	if !ok || Summarize(m).Removed != "bc" {
		t.Fatal(ok, m)
	}
	if m, ok = Merge(m, k.log[3]); !ok || Summarize(m).Removed != "bcd" {
		t.Error(ok, m)
	}
	if n := k.doc.Notes(); len(n) != 1 || n[0].Words != "bcd" {
		t.Error(n)
	}
	if _, ok := Merge(k.log[0], k.log[1]); ok {
		t.Error("two authors' events stay two")
	}
}

// reload stores the text and reads it back, due for tidying.
func (k *desk) reload() {
	s := k.doc.Stored()
	for i := range s.Paras {
		s.Paras[i].Tidied = 0
	}
	k.doc = s.Doc()
}

func TestUndoInALongParagraph(t *testing.T) {
	const n = 1200
	k := newDesk(t)
	for i := range n {
		k.later()
		k.put([]string{"ana", "ben"}[i/10%2], i, "x")
	}
	if p := k.doc.Paras()[0]; len(p.Runs) > 900 {
		t.Errorf("%d runs are kept", len(p.Runs))
	}
	for i := range 10 {
		by := fmt.Sprint("guest", i)
		k.reload() // it tidies at its first key
		k.put(by, 5, "z")
		k.reload()
		k.cut(by, 0, 1)
		k.do(by, Undo{})
		k.do(by, Undo{})
	}
	for range UndoRuns {
		k.do("ana", Undo{})
	}
	k.is(strings.Repeat("x", n-UndoRuns))
	k.cut("ben", 0, 300)
	k.do("ben", Undo{})
	if len(k.doc.Plain()) != n-UndoRuns || len(k.doc.Notes()) != 0 {
		t.Error("words taken out of a long paragraph come back")
	}
}

func TestWordsComeBackWhereTheyStood(t *testing.T) {
	k := newDesk(t)
	k.put("rosa", 0, "ab\ncd")
	base := k.doc
	k.put("ben", 2, "X")
	if _, err := k.try(base, "carl", Remove{between(base, 1, 4)}); err != nil {
		t.Fatal(err)
	}
	k.is("aXd")
	for _, n := range k.doc.Notes() {
		k.do("ben", Restore{n.ID})
	}
	k.is("abX\ncd")

	k = newDesk(t)
	k.put("rosa", 0, "xqy")
	k.cut("ben", 1, 2)
	k.do("ana", Erase{At: place(k.doc, 2)})
	k.do("ana", Erase{At: place(k.doc, 1)})
	both, ok := Merge(k.log[2], k.log[3])
	if !ok {
		t.Fatal("two backspaces are one")
	}
	other := New().Apply(k.log[0]).Apply(k.log[1]).Apply(both)
	for _, d := range []*Doc{k.doc, other} {
		k.doc = d
		for _, n := range d.Notes() {
			k.do("carl", Restore{n.ID})
		}
		k.is("xyq")
		for id := range k.doc.Paras()[0].Holes {
			t.Error("a mark stayed behind", id)
		}
	}
}

func TestAStoredPieceIsCleanedAgain(t *testing.T) {
	var e Inserted
	raw := `{"version":1,"by":"rosa","steps":[{"k":"ins","p":1,"o":0,"t":[{"by":"rosa","t":"a\u001b[31m\u202eb"}]}]}`
	if err := json.Unmarshal([]byte(raw), &e); err != nil {
		t.Fatal(err)
	}
	if got := New().Apply(e).Plain(); got != "a[31mb" {
		t.Errorf("%+q", got)
	}
}
