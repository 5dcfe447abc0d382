package text_test

import (
	"testing"
	"time"

	"convene/internal/safetext"
	"convene/internal/text"
)

// Words that are taken out may lie across authors; what stands around them keeps
// its own, nothing can be put back, and nobody's old place is taken for a new one.
func TestWithoutPutsOneMarkWhereWordsStood(t *testing.T) {
	words, _ := safetext.Seek("Tommy Ashdown")
	c := text.Checkpoint{Version: 7, Paras: []text.ParaState{
		{ID: 1, Pieces: []text.Piece{{By: "rosa", Text: "Of Tommy "}, {Hole: 3}, {By: "max", Text: "Ashdown, and TOMMY ASHDOWN"}, {By: "rosa", Text: "!"}}},
		{ID: 2, Pieces: []text.Piece{{By: "max", Text: "Tommy "}, {By: "max", Text: "stays."}}},
		{ID: 3, Pieces: []text.Piece{{By: "rosa", Text: "tommy ashdown"}}},
	}, Notes: []text.HoleState{{ID: 3, By: "max", Pieces: []text.Piece{{By: "rosa", Text: "old"}}}}}
	got, ok := c.Without(words, "[…]")
	d := text.FromCheckpoint(got)
	if want := "Of […], and […]!\nTommy stays.\n[…]"; !ok || d.Plain() != want {
		t.Errorf("%v, it reads %q, want %q", ok, d.Plain(), want)
	}
	var by string
	for who, part := range d.Paras()[0].Authors {
		by += who + ":" + part + "|"
	}
	if want := "rosa:Of […]|max:, and […]|rosa:!|"; by != want {
		t.Errorf("its authors are %s, want %s", by, want)
	}
	if got.Version != 8 || len(got.Notes) > 0 {
		t.Errorf("version %d, notes %v", got.Version, got.Notes)
	}
	if _, ok := got.Without(words, "[…]"); ok {
		t.Error("they are found again")
	}
	held := text.Checkpoint{Version: 1, Paras: []text.ParaState{{ID: 1}}, Notes: []text.HoleState{{ID: 1, Pieces: []text.Piece{{Text: "Tommy Ashdown"}}}}}
	if _, ok := held.Without(words, "[…]"); !ok {
		t.Error("what might be put back is not looked through")
	}
}

// Words that a line break parts are found, whatever edit brought them together.
func TestWordsOverTwoParagraphsAreFound(t *testing.T) {
	sought, _ := safetext.Seek("José Ana Niño")
	para := func(id text.ParaID, words string) text.ParaState {
		return text.ParaState{ID: id, Pieces: []text.Piece{{By: "rosa", Text: words}}}
	}
	c := text.Checkpoint{Version: 7, Paras: []text.ParaState{para(1, "Of Jose\u0301"), para(2, ""), para(3, "Ana"), para(4, " "), para(5, "ni\u00f1o, too")}}
	got, ok := c.Without(sought, "[…]")
	if read := text.FromCheckpoint(got).Plain(); !ok || read != "Of […]\n\n\n\n, too" {
		t.Errorf("%v, it reads %q", ok, read)
	}
	d := text.FromCheckpoint(c)
	if !d.Holds(sought, nil) || !d.Holds(sought, text.New()) {
		t.Error("they are not found")
	}
	if d.Holds(sought, d) {
		t.Error("what was searched is searched again")
	}
	between := text.FromCheckpoint(text.Checkpoint{Version: 7, Paras: []text.ParaState{para(1, "Of José"), para(2, "and"), para(3, "Ana Niño")}})
	cut := between.Range(text.Pos{Para: 1, Off: len("Of José")}, text.Pos{Para: 2, Off: 3})
	events, err := between.Decide(text.Edit{Base: 7, Author: "rosa", Do: text.Remove{Range: cut}}, time.UnixMilli(1))
	if err != nil {
		t.Fatal(err)
	}
	gone := between
	for _, e := range events {
		gone = gone.Apply(e)
	}
	if between.Holds(sought, nil) || !gone.Holds(sought, between) {
		t.Errorf("brought together they read %q and are not found", gone.Plain())
	}
}
