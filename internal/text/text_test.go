package text_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"convene/internal/fault"
	. "convene/internal/text"
)

// tester is what a test and a property have in common.
type tester interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

// desk is a text with its log, as its one owner keeps it, and a clock by hand.
type desk struct {
	t   tester
	doc *Doc
	log []Event
	now time.Time
	ops int
}

func newDesk(t tester) *desk {
	return &desk{t: t, doc: New(), now: time.Date(2027, 3, 4, 9, 0, 0, 0, time.UTC)}
}

func (k *desk) try(base *Doc, author string, do Action) ([]Event, error) {
	k.ops++
	events, err := k.doc.Decide(Edit{Base: base.Version(), Author: author, Op: fmt.Sprint("op", k.ops), Do: do}, k.now)
	for _, e := range events {
		k.doc = k.doc.Apply(e)
		k.log = append(k.log, e)
	}
	return events, err
}

func (k *desk) do(author string, do Action) []Event {
	k.t.Helper()
	events, err := k.try(k.doc, author, do)
	if err != nil {
		k.t.Fatalf("%s %+v: %v", author, do, err)
	}
	return events
}

// later lets the clock run past a pause.
func (k *desk) later() { k.now = k.now.Add(2 * time.Second) }

// place finds the n-th byte of the text.
func place(d *Doc, n int) Pos {
	for _, p := range d.Paras() {
		if n <= len(p.Text) {
			return Pos{Para: p.ID, Off: n}
		}
		n -= len(p.Text) + 1
	}
	return d.End()
}

// between is the range of the text from byte i to j.
func between(d *Doc, i, j int) Range { return d.Range(place(d, i), place(d, j)) }

func (k *desk) put(author string, at int, words string) {
	k.t.Helper()
	k.do(author, Insert{At: place(k.doc, at), Text: words})
}

func (k *desk) cut(author string, from, to int) {
	k.t.Helper()
	k.do(author, Remove{between(k.doc, from, to)})
}

func (k *desk) is(want string) {
	k.t.Helper()
	if got := k.doc.Plain(); got != want {
		k.t.Fatalf("text is %q, want %q", got, want)
	}
}

// who writes the authors into the text: "rosa:we |ben:meet".
func who(d *Doc) string {
	var all []string
	for _, p := range d.Paras() {
		var parts []string
		for by, words := range p.Authors {
			parts = append(parts, by+":"+words)
		}
		all = append(all, strings.Join(parts, "|"))
	}
	return strings.Join(all, "\n")
}

func TestKeysGoWhereTheyWereMeant(t *testing.T) {
	k := newDesk(t)
	k.put("rosa", 0, "we meet\non Monday")
	base := k.doc
	// Both work on the same screen; the second edit arrives when the first is in.
	k.put("ben", 0, "Every week ")
	if _, err := k.try(base, "ana", Insert{At: place(base, 7), Text: " here"}); err != nil {
		t.Fatal(err)
	}
	k.is("Every week we meet here\non Monday")
	if _, err := k.try(base, "ana", Insert{At: place(base, 17), Text: "s"}); err != nil {
		t.Fatal(err)
	}
	k.is("Every week we meet here\non Mondays")
	if got := who(k.doc); got != "ben:Every week |rosa:we meet|ana: here\nrosa:on Monday|ana:s" {
		t.Error(got)
	}
}

func TestAnUnchangedParagraphIsTheSamePointer(t *testing.T) {
	k := newDesk(t)
	k.put("rosa", 0, "one\ntwo\nthree")
	before := k.doc.Paras()
	k.put("ben", 5, "x")
	after := k.doc.Paras()
	if before[0] != after[0] || before[1] == after[1] || before[2] != after[2] {
		t.Error("only the second paragraph may be another")
	}
	k.put("ben", 3, "\n")
	if k.doc.Paras()[0] != before[0] {
		t.Error("a break at its end leaves a paragraph as it is")
	}
}

func TestKeysSentAheadStayInOrder(t *testing.T) {
	k := newDesk(t)
	k.put("rosa", 0, "ab")
	base := k.doc
	for i, do := range []Action{
		Insert{At: place(base, 1), Text: "1"}, Insert{At: place(base, 1), Text: "2"}, Erase{At: place(base, 1)},
		Insert{At: place(base, 1), Text: "\n"}, Insert{At: place(base, 1), Text: "3"},
	} {
		if i == 2 {
			k.put("ben", 1, "X")
		}
		if _, err := k.try(base, "ana", do); err != nil {
			t.Fatal(err)
		}
	}
	if got := strings.ReplaceAll(k.doc.Plain(), "X", ""); got != "a1\n3b" {
		t.Errorf("%q", k.doc.Plain())
	}
}

func TestRemovalSparesWhatOthersTypedMeanwhile(t *testing.T) {
	k := newDesk(t)
	k.put("rosa", 0, "one two\nthree four")
	base := k.doc
	k.put("ben", 5, "[new]\n[line]")
	if _, err := k.try(base, "rosa", Remove{between(base, 4, 14)}); err != nil {
		t.Fatal(err)
	}
	k.is("one [new]\n[line]four")
	if _, err := k.try(base, "rosa", Remove{between(base, 4, 14)}); err != nil {
		t.Fatal(err)
	}
	k.is("one [new]\n[line]four")

	k = newDesk(t)
	k.put("rosa", 0, "ab")
	base = k.doc
	k.put("ben", 2, "c")
	k.put("ben", 2, "\n")
	if events, err := k.try(base, "rosa", Erase{At: place(base, 2)}); err != nil || len(events) != 1 {
		t.Fatal(events, err)
	}
	k.is("a\nc")
	base = k.doc
	k.put("ben", 0, "z")
	if _, err := k.try(base, "rosa", Erase{At: place(base, 0), Forward: true}); err != nil {
		t.Fatal(err)
	}
	k.is("za\nc")
}

func TestTakingOutOthersWordsLeavesANote(t *testing.T) {
	k := newDesk(t)
	k.put("ben", 0, "We meet on Monday. All may speak. Nobody is rushed.")
	k.put("ana", 18, " In the library.")
	k.later()
	all := Edit{Base: k.doc.Version(), Author: "rosa", Do: Remove{between(k.doc, 19, 50)}}
	if n, words := k.doc.TakesOutOthers(all); n != 2 || words != "In the library. All may speak. " {
		t.Errorf("%d %q", n, words)
	}
	all.Author = "ben"
	if n, words := k.doc.TakesOutOthers(all); n != 1 || words != "In the library." {
		t.Errorf("%d %q", n, words)
	}
	k.cut("rosa", 19, 50)
	k.is("We meet on Monday. Nobody is rushed.")
	note := k.doc.Notes()
	if len(note) != 1 || note[0].By != "rosa" || strings.Join(note[0].From, " ") != "ana ben" || note[0].Words != "In the library. All may speak. " {
		t.Fatalf("%+v", note)
	}
	k.put("ben", 0, "1. ")
	if at, ok := k.doc.Where(note[0].ID); !ok || at.Off != 22 {
		t.Error("the note must move with the words", at, ok)
	}
	k.do("carl", Restore{note[0].ID})
	if got := who(k.doc); got != "ben:1. We meet on Monday.|ana: In the library.|ben: All may speak. Nobody is rushed." {
		t.Error(got)
	}
	if len(k.doc.Notes()) != 0 {
		t.Error("a note that was put back goes")
	}
	if _, err := k.try(k.doc, "carl", Restore{note[0].ID}); fault.Code(err) != "text.note" {
		t.Error(err)
	}
	if _, err := k.try(k.doc, "rosa", Undo{}); fault.Code(err) != "text.undo" {
		t.Error("words put back can't come a second time", err, k.doc.Plain())
	}
}

// However much was taken out of a text, its checkpoint stays one event: the oldest
// notes go, and their words stay in the history.
func TestNotesAreBoundedByLength(t *testing.T) {
	k := newDesk(t)
	k.put("ben", 0, "We meet.")
	line := strings.Repeat("All may speak. ", 200)
	for i := range 200 {
		k.later()
		k.put("ben", 8, fmt.Sprint(" ", i, ": ", line))
		k.later()
		k.cut("rosa", 8, len(k.doc.Plain()))
	}
	notes := k.doc.Notes()
	if n := len(notes); n < 10 || n == 200 || !strings.HasPrefix(notes[n-1].Words, " 199: ") {
		t.Errorf("%d notes", n)
	}
	if n := k.doc.Checkpoint().Size(); n > MaxWhole {
		t.Errorf("the checkpoint is %d bytes long", n)
	}
}

func TestBackspaceOverAWordIsOneNote(t *testing.T) {
	k := newDesk(t)
	k.put("ben", 0, "at the school")
	for n := 13; n > 7; n-- {
		k.do("rosa", Erase{At: place(k.doc, n)})
	}
	k.do("rosa", Erase{At: place(k.doc, 0), Forward: true})
	k.is("t the ")
	if n := k.doc.Notes(); len(n) != 2 || n[0].Words != "school" || n[1].Words != "a" {
		t.Fatalf("%+v", n)
	}
	k.do("rosa", Undo{})
	k.do("rosa", Undo{})
	k.is("at the school")
	if len(k.doc.Notes()) != 0 || who(k.doc) != "ben:at the school" {
		t.Error("undo takes the note back too", who(k.doc))
	}
	k.do("rosa", Erase{At: place(k.doc, 7), Word: true})
	k.do("rosa", Settle{})
	if len(k.doc.Notes()) != 0 {
		t.Error("agreeing clears the notes")
	}
}

func TestUndoTakesBackOwnRunsOnly(t *testing.T) {
	k := newDesk(t)
	at := 0
	for _, key := range strings.Split("we meet here", "") {
		k.put("rosa", at, key)
		at++
	}
	k.put("ben", 9, "BEN")
	k.do("rosa", Undo{})
	k.is("we meet BEN")
	k.do("rosa", Undo{})
	k.is("we BEN")
	k.do("ben", Undo{})
	k.is("we ")
	k.later()
	k.put("rosa", 3, "a paste of words\nin two lines")
	k.put("ben", 5, "*")
	k.do("rosa", Undo{})
	k.is("we *")
	k.do("rosa", Undo{})
	k.is("*")
	if _, err := k.try(k.doc, "rosa", Undo{}); fault.Code(err) != "text.undo" {
		t.Error(err)
	}
}

func TestUndoRunEndsAtAPause(t *testing.T) {
	k := newDesk(t)
	k.put("rosa", 0, "a")
	k.now = k.now.Add(999 * time.Millisecond)
	k.put("rosa", 1, "b")
	k.now = k.now.Add(time.Second)
	k.put("rosa", 2, "c")
	k.do("rosa", Undo{})
	k.is("ab")
	k.do("rosa", Undo{})
	k.is("")
}

func TestUndoReachesAHundredRuns(t *testing.T) {
	k := newDesk(t)
	for i := range UndoRuns + 20 {
		k.later()
		k.put("rosa", i, "x")
		k.put("ben", 0, "")
	}
	undone := 0
	for {
		if _, err := k.try(k.doc, "rosa", Undo{}); err != nil {
			break
		}
		undone++
	}
	if undone != UndoRuns {
		t.Errorf("%d runs were taken back", undone)
	}
	k.is(strings.Repeat("x", 20))
}

func TestReplaceAndRepeat(t *testing.T) {
	k := newDesk(t)
	k.put("rosa", 0, "the big cat")
	edit := Edit{Base: k.doc.Version(), Author: "rosa", Op: "same", Do: Replace{between(k.doc, 4, 7), place(k.doc, 4), "small"}}
	for range 2 {
		events, err := k.doc.Decide(edit, k.now)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range events {
			k.doc = k.doc.Apply(e)
		}
	}
	k.is("the small cat")
}

func TestLimits(t *testing.T) {
	k := newDesk(t)
	_, err := k.try(k.doc, "rosa", Insert{At: k.doc.End(), Text: strings.Repeat("a", MaxBytes+1)})
	if fault.Code(err) != "text.long" {
		t.Error(err)
	}
	k.put("rosa", 0, strings.Repeat("a", MaxBytes-1))
	if _, err = k.try(k.doc, "rosa", Insert{At: k.doc.End(), Text: "ñ"}); fault.Code(err) != "text.full" {
		t.Error(err)
	}
	k.put("rosa", 0, "b")
	if _, err = k.try(k.doc, "rosa", Insert{At: Pos{Para: 77}, Text: "b"}); fault.Code(err) != "text.place" {
		t.Error(err)
	}
	k = newDesk(t)
	if _, err = k.try(k.doc, "rosa", Insert{At: k.doc.End(), Text: strings.Repeat("\n", MaxParas)}); fault.Code(err) != "text.full" {
		t.Error(err)
	}
	base := k.doc
	for i := range Window {
		k.put("rosa", i, "x")
	}
	if _, err = k.try(base, "ben", Insert{At: base.End(), Text: "ok"}); err != nil {
		t.Error("a base a window ago still counts", err)
	}
	for range 40 {
		k.put("rosa", 0, "x")
	}
	if _, err = k.try(base, "ben", Insert{At: base.End(), Text: "no"}); !errors.Is(err, fault.New("text.stale")) {
		t.Error(err)
	}
	if _, err = k.doc.Decide(Edit{Base: k.doc.Version() + 1, Do: Undo{}}, k.now); fault.Code(err) != "text.stale" {
		t.Error(err)
	}
}
