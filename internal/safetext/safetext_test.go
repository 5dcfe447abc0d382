package safetext_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"golang.org/x/text/unicode/rangetable"
	"pgregory.net/rapid"

	"convene/internal/fault"
	. "convene/internal/safetext"
)

func kinds() map[string]Kind {
	return map[string]Kind{"name": Name, "title": Title, "line": Line, "idea": Idea, "body": Body, "fragment": Fragment, "code": Code}
}

// assigned are the characters of the newest Unicode that the tables at hand know.
var assigned = rangetable.Assigned("17.0.0")

// obeys checks what every clean text promises.
func obeys(t testing.TB, kind Kind, raw string) {
	t.Helper()
	s := Clean(kind, raw).String()
	if !utf8.ValidString(s) {
		t.Fatalf("%+q → %+q: not UTF-8", raw, s)
	}
	multi := kind == Idea || kind == Body || kind == Fragment
	for _, r := range s {
		switch {
		case multi && (r == '\n' || r == '\t'):
		case unicode.IsControl(r), unicode.In(r, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp), !unicode.Is(assigned, r),
			0xe0000 <= r && r <= 0xe007f, 0x202a <= r && r <= 0x202e, strings.ContainsRune("\ufeff\u115f\u1160\u3164\uffa0\u200b", r):
			t.Fatalf("%+q → %+q: %U must not stay", raw, s, r)
		case !multi && kind != Line && strings.ContainsRune("\u200e\u200f\u061c\u2066\u2067\u2068\u2069", r):
			t.Fatalf("%+q → %+q: direction mark in a label", raw, s)
		case kind == Code && r > '~':
			t.Fatalf("%+q → %+q: a code is ASCII", raw, s)
		}
	}
	if have, had := utf8.RuneCountInString(s), utf8.RuneCountInString(raw); have > had {
		t.Fatalf("%+q grew from %d to %d characters", raw, had, have)
	}
	if again := Clean(kind, s).String(); again != s {
		t.Fatalf("%+q → %+q → %+q: not idempotent", raw, s, again)
	}
	for g := graphemes.FromString(s); g.Next(); {
		if len(g.Value()) > 32 || utf8.RuneCountInString(g.Value()) > 8 {
			t.Fatalf("%+q: grapheme %+q is too long", raw, g.Value())
		}
	}
	for line := range strings.SplitSeq(s, "\n") {
		open := 0
		for _, r := range line {
			switch r {
			case 0x2066, 0x2067, 0x2068:
				open++
			case 0x2069:
				open--
			}
			if open < 0 {
				t.Fatalf("%+q: a closing isolate without its opening", s)
			}
		}
		if open != 0 {
			t.Fatalf("%+q: an isolate stays open", s)
		}
	}
	stored, err := json.Marshal(Clean(kind, raw))
	if err != nil {
		t.Fatal(err)
	}
	var back Text
	if err := json.Unmarshal(stored, &back); err != nil || back.String() != s {
		t.Fatalf("%+q came back from a store as %+q (%v)", s, back, err)
	}
}

func TestTextIsText(t *testing.T) {
	all := hostile()
	if len(all) < 400 {
		t.Fatalf("the corpus has only %d texts", len(all))
	}
	for name, kind := range kinds() {
		t.Run(name, func(t *testing.T) {
			for _, raw := range all {
				obeys(t, kind, raw)
				if s := Clean(kind, raw).String(); !strings.HasPrefix(s, "Ana") || !strings.HasSuffix(s, "Luz") {
					t.Errorf("%+q → %+q: words around it are gone", raw, s)
				}
				for i := range len(raw) { // the same, split across two reads
					if i < 12 {
						obeys(t, kind, raw[i:])
					}
				}
			}
		})
	}
}

func TestCleanHoldsForAnyText(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		raw := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces()), 0, 40).Draw(rt, "pieces"), "")
		raw += rapid.String().Draw(rt, "any")
		for _, kind := range kinds() {
			obeys(t, kind, raw)
		}
	})
}

func FuzzClean(f *testing.F) {
	for i, s := range hostile() {
		if i%9 == 0 {
			f.Add(s)
		}
	}
	f.Add(strings.Join(pieces(), ""))
	f.Fuzz(func(t *testing.T, raw string) {
		for _, kind := range kinds() {
			obeys(t, kind, raw)
		}
	})
}

func TestKeptAsTyped(t *testing.T) {
	for _, s := range []string{
		"Rosa Delgado", "Niños, ¿cómo están? ¡Señal!", "xʷməθkʷəy̓əm", "Diné Bizaad łíí’ ąą́", "ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ", "ᐃᓄᒃᑎᑐᑦ",
		"E\u0301lise", "Élise", "漢字 かな 한국어", "ᄒᆞᆫ", "क्षत्रिय", "👩‍💻 👨‍👩‍👧‍👦 ❤️‍🔥 1️⃣ 🇲🇽", "می\u200cخواهم", "שלום", "👍🏽",
		"a b", "١٢٣", "— “so” …", "Hawaiʻi", "\ufffd",
	} {
		for _, kind := range []Kind{Name, Title, Line, Idea, Body, Fragment} {
			if got := Clean(kind, s).String(); got != s {
				t.Errorf("kind %d: %+q became %+q", kind, s, got)
			}
		}
	}
}

func TestRulesByKind(t *testing.T) {
	for _, c := range []struct {
		kind      Kind
		raw, want string
	}{
		{Name, " Rosa\tDelgado\r\n", "Rosa Delgado"},
		{Name, "Rosa\r\nDelgado", "Rosa Delgado"},
		{Name, "a\u200fb\u2067c\u2069", "abc"},
		{Name, "\u0301Rosa\u2800", "Rosa"},
		{Code, "7K4Q-ñ\u202ePX", "7K4Q-PX"},
		{Line, "one\ntwo", "one two"},
		{Line, "x \u2067אב\u2069 y", "x \u2067אב\u2069 y"},
		{Body, "one\r\ntwo\rthree\n\tfour\u2028five", "one\ntwo\nthree\n\tfourfive"},
		{Body, "a\u2067b\nc\u2069d\u202e!", "ab\ncd!"},
		{Body, "a\u200fb", "a\u200fb"},
		{Body, "\u0301a\n\u0301b", "a\nb"},
		{Fragment, "\u0301", "\u0301"},
		{Fragment, "\u200c", "\u200c"},
		{Fragment, "a\u2067b\u2069", "ab"},
		{Body, "a\u200db\u200cc", "abc"},
		{Body, "👩\u200d", "👩"},
		{Body, "م\u200c\u200c\u200dی", "م\u200cی"},
		{Body, "👩\u200d\u200d💻", "👩\u200d💻"},
		{Body, "❤\ufe0f\ufe0f\ufe0e", "❤\ufe0f"},
		{Body, "o" + strings.Repeat("\u0300", 20) + "k", "o" + strings.Repeat("\u0300", 7) + "k"},
		{Body, "\xff\xfe", "\ufffd\ufffd"},
		{Title, "\x1b]0;x\x07Title\x9b1m", "]0;xTitle\ufffd1m"},
	} {
		if got := Clean(c.kind, c.raw).String(); got != c.want {
			t.Errorf("kind %d: %+q became %+q, want %+q", c.kind, c.raw, got, c.want)
		}
	}
}

func TestFits(t *testing.T) {
	for _, c := range []struct {
		kind  Kind
		unit  string
		limit int
		s     string
	}{
		{Name, "é", 80, "graphemes"}, {Title, "👩‍💻", 120, "graphemes"}, {Line, "a", 280, "graphemes"},
		{Idea, "ñ", 2000, "graphemes"}, {Body, "a", 65536, "bytes"}, {Fragment, "a", 65536, "bytes"},
		{Body, "\n", 9999, "lines"}, {Code, "a", 64, "graphemes"},
	} {
		if err := Fits(c.kind, Clean(c.kind, strings.Repeat(c.unit, c.limit))); err != nil {
			t.Errorf("kind %d: %d of %q: %v", c.kind, c.limit, c.unit, err)
		}
		err := Fits(c.kind, Clean(c.kind, strings.Repeat(c.unit, c.limit+1)))
		var long *TooLong
		if !errors.As(err, &long) || long.Unit != c.s || long.Have <= long.Limit || fault.Code(err) != "text.long" {
			t.Errorf("kind %d: %d of %q: %v", c.kind, c.limit+1, c.unit, err)
		}
	}
}

func TestTextValue(t *testing.T) {
	if a, b := Clean(Name, "Rosa"), Clean(Title, "Rosa\x1b"); a != b {
		t.Error("equal texts must compare equal")
	}
	if !(Text{}).IsEmpty() || !Clean(Line, " \u00a0\u200f").IsBlank() || Clean(Line, " .").IsBlank() {
		t.Error("empty and blank")
	}
	var bad Text
	if err := json.Unmarshal([]byte(`"a\u001b[31m\u202eb"`), &bad); err != nil || bad.String() != "a[31mb" {
		t.Errorf("a stored text must be cleaned again: %+q %v", bad, err)
	}
	if got := bad.As(Code).String(); got != "a[31mb" {
		t.Error(got)
	}
}

// A letter that Unicode assigned after the standard library's tables is still
// the letter a person typed.
func TestNewLettersAreKept(t *testing.T) {
	for _, word := range []string{"\ua7dc\u0313a", "\ua7da\ua7db"} {
		if got := Clean(Name, word).String(); got != word {
			t.Errorf("%+q became %+q", word, got)
		}
	}
}
