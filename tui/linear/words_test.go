package linear_test

import (
	"regexp"
	"strings"
	"testing"

	"convene/internal/library"
	"convene/tui/linear"
)

// A typed word means one thing, whichever language it is of: words of every
// language work for everyone.
func TestEveryWordMeansOneThing(t *testing.T) {
	lib, err := library.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	means := map[string]string{}
	for _, l := range lib.Languages() {
		w := lib.Words(l.Tag)
		for _, id := range linear.WordIDs() {
			for i, phrase := range strings.Split(w.Say("linear.word."+id), ",") {
				phrase = linear.Fold(phrase)
				if other, taken := means[phrase]; taken && other != id {
					t.Errorf("%s: %q means %s and %s", l.Tag, phrase, other, id)
				}
				means[phrase] = id
				if i == 0 && phrase == "" {
					t.Errorf("%s: no word for %s", l.Tag, id)
				}
			}
		}
	}
}

// plain is what our own sentences are made of in this face.
var plain = regexp.MustCompile(`^[\p{L}\p{N} .,:;?!¿¡'"()/+\-{}=@>]*$`)

// Our own sentences are letters, digits and plain punctuation.
func TestSentencesArePlain(t *testing.T) {
	lib, err := library.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lib.Languages() {
		w := lib.Words(l.Tag)
		for _, id := range w.IDs() {
			words := w.Say(id)
			if strings.HasPrefix(id, "linear.") && !plain.MatchString(words) {
				t.Errorf("%s %s: %q", l.Tag, id, words)
			}
		}
	}
}
