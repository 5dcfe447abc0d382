package text_test

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"testing"

	. "convene/internal/text"
)

// A text that was stored at any moment goes on as the one that was not, over
// more changes than an edit may be late, and with more runs than are kept.
func TestStoredGoesOn(t *testing.T) {
	k, chance := newDesk(t), rand.New(rand.NewPCG(1, 2))
	authors := []string{"rosa", "max", "june", "luz"}
	back := k.doc
	for n := range 3 * Window {
		seen := len(k.log)
		author := authors[chance.IntN(len(authors))]
		at := place(k.doc, chance.IntN(k.doc.Size()+1))
		var do Action
		switch chance.IntN(12) {
		case 0:
			do = Insert{At: at, Text: "one\ntwo"}
		case 1:
			do = Undo{}
		case 2, 3:
			do = Erase{At: at}
		case 4:
			do = Remove{Range: between(k.doc, chance.IntN(k.doc.Size()+1), chance.IntN(k.doc.Size()+1))}
		default:
			do = Insert{At: at, Text: string(rune('a' + n%26))}
		}
		if chance.IntN(4) == 0 {
			k.later()
		}
		if k.doc.Size() > 2000 {
			do = Remove{Range: between(k.doc, 0, 1500)}
		}
		_, _ = k.try(k.doc, author, do) // some can't be done now
		for _, e := range k.log[seen:] {
			back = back.Apply(e)
		}
		if n%25 == 0 {
			again := back.Stored().Doc()
			if !reflect.DeepEqual(again, back) {
				t.Fatalf("after %d edits the stored text is another", n)
			}
			back = again
		}
	}
	if !reflect.DeepEqual(back, k.doc) {
		t.Error("the stored text went another way")
	}
}

// What must never reach a terminal does not come back from a store.
func TestStoredIsRestored(t *testing.T) {
	k := newDesk(t)
	k.do("rosa", Insert{At: k.doc.Start(), Text: "kept"})
	s := k.doc.Stored()
	s.Paras[0].Text = "ke\x1b[pt"
	if got := s.Doc().Plain(); got != "ke[pt" {
		t.Errorf("%q came back", got)
	}
}

// A text that was changed and changed back a thousand times has a checkpoint that
// is about as long as the text.
func TestCheckpointIsNoLongerThanItSays(t *testing.T) {
	k := newDesk(t)
	for i := range 200 {
		k.do("rosa", Insert{At: k.doc.End(), Text: "We hear each other out.\n"})
		for range 12 {
			k.later()
			k.do([]string{"rosa", "max"}[i%2], Insert{At: k.doc.End(), Text: "x"})
			k.do([]string{"rosa", "max"}[i%2], Erase{At: k.doc.End()})
		}
	}
	raw, err := json.Marshal(k.doc.Checkpoint())
	if err != nil {
		t.Fatal(err)
	}
	if most := 5 * k.doc.Size(); len(raw) > most {
		t.Errorf("%d bytes of text have a checkpoint of %d", k.doc.Size(), len(raw))
	}
}
