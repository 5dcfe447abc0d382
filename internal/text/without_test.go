package text_test

import (
	"regexp"
	"testing"

	"convene/internal/text"
)

// Words that are taken out may lie across authors; what stands around them keeps
// its own, nothing can be put back, and nobody's old place is taken for a new one.
func TestWithoutPutsOneMarkWhereWordsStood(t *testing.T) {
	words := regexp.MustCompile(`(?i)tommy\s+ashdown`)
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
