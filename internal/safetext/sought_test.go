package safetext_test

import (
	"testing"

	"convene/internal/safetext"
)

// Words are found however they were typed, and what stands around them stays as it
// was typed, byte for byte.
func TestWordsAreFoundHoweverTheyWereTyped(t *testing.T) {
	for _, c := range []struct{ words, text, want string }{
		{"José Niño", "Of Jose\u0301 Nin\u0303o, cafe\u0301.", "Of […], cafe\u0301."},
		{"Jose\u0301 Nin\u0303o", "Of JOSÉ  NIÑO, café.", "Of […], café."},
		{"Ana Lopez", "Ana\u00a0Lopez and ana\u2003\n lopez\u202f!", "[…] and […]\u202f!"},
		{"Ana\u00a0Lopez", "Ana Lopez", "[…]"},
		{"Mary O'Neil", "Mary O’Neil, Mary Oʼneil, mary o'neil’s", "[…], […], […]’s"},
		{"Mary O’Neil", "Mary O'Neil.", "[…]."},
		{"Hart-Ruiz", "Hart‑Ruiz, é", "[…], é"},
		{"Ana Lopez", "é A\u00adna\u2060 Lo\u200dpez", "é […]"},
		{"Jose Ruiz", "José Ruiz, Jose Ruiz\u0301", "José Ruiz, Jose Ruiz\u0301"},
		{"a.b+c", "aab+c é", "aab+c é"},
	} {
		s, _ := safetext.Seek(c.words)
		if got := s.Replaced(c.text, "[…]"); got != c.want {
			t.Errorf("%q in %q leaves %q, want %q", c.words, c.text, got, c.want)
		}
		if s.In(c.text) != (c.text != c.want) || s.In(c.want) {
			t.Errorf("%q: In disagrees", c.words)
		}
	}
	if s, n := safetext.Seek(" \u00a0\u2060"); n != 0 || s.In("anything") || len(s.Places("é")) != 0 {
		t.Errorf("%d letters of nothing are found", n)
	}
	if _, n := safetext.Seek("José M\u0301"); n != 5 {
		t.Errorf("%d letters", n)
	}
}

// A search never fails, and nothing is left of what it finds.
func FuzzSought(f *testing.F) {
	f.Add("José Niño", "of Jose\u0301 Nin\u0303o\xff’")
	f.Fuzz(func(t *testing.T, words, text string) {
		s, n := safetext.Seek(words)
		for _, at := range s.Places(text) {
			if n == 0 || at[0] >= at[1] || at[1] > len(text) || !s.In(text[at[0]:at[1]]) {
				t.Errorf("%q in %q: %v", words, text, at)
			}
		}
		_ = s.Replaced(text, "[…]")
	})
}
