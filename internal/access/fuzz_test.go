package access_test

import (
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"convene/internal/access"
)

// FuzzWords holds for whatever is typed as return words or a passphrase: folding
// it again changes nothing, and only what was given matches.
func FuzzWords(f *testing.F) {
	for _, seed := range []string{"apple river stone", "  Ábaco—LÁPIZ,\tcafé ", "a-b-c", "\x00\xff", strings.Repeat("word ", 300), "ＡＢＣ", "İstanbul", "ſ"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		once := access.FoldWords(raw)
		if again := access.FoldWords(once); again != once {
			t.Fatalf("%q folds to %q, and that to %q", raw, once, again)
		}
		if !utf8.ValidString(once) || strings.ContainsAny(once, "\x1b\n\t-,") || strings.Contains(once, "  ") {
			t.Fatalf("%q folds to %q", raw, once)
		}
	})
}

// FuzzStoredHash holds for whatever stands where a hash should: it is refused or
// used, in bounded time, and matches nobody who does not know the words.
func FuzzStoredHash(f *testing.F) {
	h := access.NewHasher(1)
	good, err := h.Hash(context.Background(), "apple river stone")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add("")
	f.Add("$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAA")
	f.Add("$argon2id$v=19$m=4294967295,t=4294967295,p=255$AAAAAAAAAAAAAAAA$AAAA")
	f.Add("$argon2id$v=19$m=8,t=1,p=1$$")
	f.Fuzz(func(t *testing.T, stored string) {
		if strings.Contains(stored, "m=") && !strings.Contains(stored, "m=8,") {
			return // dear ones are bounded, and slow to try many of
		}
		if same, err := h.Matches(t.Context(), "somebody else's words", stored); same || err != nil && same {
			t.Fatalf("%q matches", stored)
		}
	})
}
