package access_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"convene/internal/access"
)

func TestCodesAreReadAsPeopleTypeThem(t *testing.T) {
	want, ok := access.ParseCode("10AB-CDE0")
	if !ok {
		t.Fatal("a plain code is refused")
	}
	for _, typed := range []string{
		"10ABCDE0", "10abcde0", "ioab cdeo", "LOAB-CDEO", " 1 0 A B c d e 0 ", "i0ab\u2011cde0", "10ab\u00a0cde0",
	} {
		if got, ok := access.ParseCode(typed); !ok || !got.Equal(want) {
			t.Errorf("%q was read as %v, %v", typed, got, ok)
		}
	}
	for _, typed := range []string{
		"", "10ABCDE", "10ABCDE00", "10ABCDEU", "10ABCDÉ0", "10AB_CDE", "--------", strings.Repeat("-", 1000) + "10ABCDE0", "\x0010ABCDE",
	} {
		if got, ok := access.ParseCode(typed); ok {
			t.Errorf("%q was read as %v", typed, got)
		}
	}
}

func TestNewCodesComeBackAndDiffer(t *testing.T) {
	seen := make(map[access.Code]bool)
	letters := make(map[rune]bool)
	for range 1000 {
		c := access.NewCode()
		if back, ok := access.ParseCode(c.String()); !ok || !back.Equal(c) || len(c.String()) != 9 {
			t.Fatalf("%v came back as %v, %v", c, back, ok)
		}
		for _, r := range c.String() {
			letters[r] = true
		}
		seen[c] = true
	}
	if len(seen) != 1000 || len(letters) != 33 {
		t.Errorf("1000 codes: %d differ, %d letters of 32 and the hyphen", len(seen), len(letters))
	}
	if (access.Code{}).String() != "" || !(access.Code{}).IsZero() || access.NewCode().IsZero() {
		t.Error("no code and a code are not told apart")
	}
}

func FuzzParseCode(f *testing.F) {
	f.Add("K7M4-Q2XD")
	f.Fuzz(func(t *testing.T, typed string) {
		if c, ok := access.ParseCode(typed); ok {
			if again, ok := access.ParseCode(c.String()); !ok || again != c {
				t.Errorf("%q is %v is %v", typed, c, again)
			}
		}
	})
}

func TestTagsAreOfOneSecretOneWorkshopAndOneUse(t *testing.T) {
	secret, other := access.NewSecret(), access.NewSecret()
	code := access.NewCode()
	seen := map[access.Tag]string{}
	for name, tag := range map[string]access.Tag{
		"key": secret.Workshop("w").KeyTag("x"), "return": secret.Workshop("w").ReturnTag("x"),
		"delegate": secret.Workshop("w").DelegateTag("x"), "other workshop": secret.Workshop("v").KeyTag("x"),
		"other secret": other.Workshop("w").KeyTag("x"), "other key": secret.Workshop("w").KeyTag("y"),
		"code": secret.CodeTag(code), "code, other secret": other.CodeTag(code),
	} {
		if twin, ok := seen[tag]; ok {
			t.Errorf("%s and %s have one tag", name, twin)
		}
		seen[tag] = name
	}
	again, err := access.SecretFrom(secret.Bytes())
	if err != nil || again.Workshop("w").KeyTag("x") != secret.Workshop("w").KeyTag("x") {
		t.Errorf("a secret read again gives other tags, %v", err)
	}
	if _, err := access.SecretFrom([]byte("short")); err == nil {
		t.Error("a short secret is taken")
	}
}

func TestSealedCodeNeedsItsSecret(t *testing.T) {
	secret, code := access.NewSecret(), access.NewCode()
	sealed := secret.SealCode(code)
	if got, err := secret.OpenCode(sealed); err != nil || got != code {
		t.Errorf("opened as %v, %v", got, err)
	}
	if _, err := access.NewSecret().OpenCode(sealed); err == nil {
		t.Error("another secret opened it")
	}
	if _, err := secret.OpenCode(nil); err == nil {
		t.Error("nothing was opened")
	}
}

func TestSecretsAreNotPrinted(t *testing.T) {
	secret := access.NewSecret()
	for _, format := range []string{"%v", "%+v", "%#v", "%s"} {
		printed := fmt.Sprintf(format, secret) + fmt.Sprintf(format, secret.Workshop("w"))
		if printed != "access.Secret(…)access.Workshop(…)" {
			t.Errorf("%s prints %s", format, printed)
		}
	}
}

func TestWordsAreFoldedAsPeopleTypeThem(t *testing.T) {
	for typed, want := range map[string]string{
		"River stone CEDAR lake": "river stone cedar lake", "  river,stone--cedar\tlake.": "river stone cedar lake",
		"ÁBACO ñandú": "abaco nandu", "a\u0301baco nandu\u0301": "abaco nandu", "": "", " - ": "", "ﬁne": "fine",
	} {
		if got := access.FoldWords(typed); got != want {
			t.Errorf("%q is folded to %q", typed, got)
		}
	}
}

func TestNewWordsAreEnough(t *testing.T) {
	seen := make(map[string]bool)
	for range 50 {
		seen[access.NewReturnWords("es")] = true
	}
	if len(seen) != 50 {
		t.Errorf("50 people got %d different words", len(seen))
	}
	if n := len(strings.Fields(access.NewReturnWords("en"))); n != 4 {
		t.Errorf("%d return words", n)
	}
	if n := len(strings.Fields(access.NewPassphrase("es"))); n != 5 {
		t.Errorf("%d words in a passphrase", n)
	}
}

func TestPassphrases(t *testing.T) {
	h := access.NewHasher(2)
	stored, err := h.Hash(t.Context(), "río cedar lake stone wind")
	if err != nil || !strings.HasPrefix(stored, "$argon2id$v=19$m=19456,t=2,p=1$") || strings.Contains(stored, "cedar") {
		t.Fatalf("stored as %q, %v", stored, err)
	}
	other, _ := h.Hash(t.Context(), "río cedar lake stone wind")
	if other == stored {
		t.Error("two hashes of one passphrase are the same: no salt")
	}
	for phrase, want := range map[string]bool{
		"río cedar lake stone wind": true, "RIO  cedar-lake stone wind": true, "rio cedar lake stone": false, "": false,
		strings.Repeat("x", 10_000): false,
	} {
		if got, err := h.Matches(t.Context(), phrase, stored); got != want || err != nil {
			t.Errorf("%.40q: %v, %v", phrase, got, err)
		}
	}
	for _, phrase := range []string{"", "anything"} {
		if got, err := h.Matches(t.Context(), phrase, ""); got || err != nil {
			t.Errorf("%q matches no passphrase at all: %v, %v", phrase, got, err)
		}
	}
	for _, bad := range []string{"x", "$argon2id$v=19$m=99999999,t=2,p=1$" + stored[31:], stored[:40], strings.Replace(stored, "p=1", "p=0", 1)} {
		if got, err := h.Matches(t.Context(), "x", bad); got || err == nil {
			t.Errorf("%.50q was taken for a hash: %v, %v", bad, got, err)
		}
	}
}

func TestHasherLetsNoFloodIn(t *testing.T) {
	h := access.NewHasher(1)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if _, err := h.Hash(t.Context(), "x"); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	gone, leave := context.WithCancel(t.Context())
	leave()
	for range 20 { // a free slot and an ended context are chosen between by chance
		if _, err := h.Hash(gone, "x"); errors.Is(err, context.Canceled) {
			return
		}
	}
	t.Error("a caller who left is never told")
}
