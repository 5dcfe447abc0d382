package safetext_test

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	. "convene/internal/safetext"
)

func TestSkeletonSeesLookAlikes(t *testing.T) {
	for _, same := range [][]string{
		{"Rosa Delgado", "ROSA DELGADO", " rosa  delgado", "Rоsа Dеlgаdо", "Ｒｏｓａ Delgado", "R0sa De1gado", "𝐑𝐨𝐬𝐚 Delgado", "Rosa\u200b Delgado"},
		{"Ines", "INES", "lnes", "1nes", "|nes", "Ιnes"},
		{"Host", "Ηost", "Нost", "hοst", "h0st"},
		{"Morgan", "rnorgan", "Мorgan"},
		{"O'Neil", "O’Neil", "Oʼneil"},
		{"Team 3", "Team ３", "Team ٣"},
	} {
		for _, other := range same[1:] {
			if a, b := Skeleton(same[0]), Skeleton(other); a != b {
				t.Errorf("%q (%q) and %q (%q) look alike", same[0], a, other, b)
			}
		}
	}
	for _, differ := range [][2]string{{"Ines", "Inés"}, {"Rosa", "Rose"}, {"Ana", "Anna"}, {"Team 3", "Team 4"}, {"Łuk", "Luk"}} {
		if Skeleton(differ[0]) == Skeleton(differ[1]) {
			t.Errorf("%q and %q are two names", differ[0], differ[1])
		}
	}
}

func TestReserved(t *testing.T) {
	for _, s := range []string{"host", "Host", "HOST 2", "Host 1", "Hоst", "h0st", "adm1n", "Admin.", "S y s t e m", "Anfitrión", "anfitriona",
		"El Sistema", "Administradora", "Co-host", "Ｈｏｓｔ", "hóst", "Sуstem"} {
		if !Reserved(Clean(Name, s)) {
			t.Errorf("%q must be refused", s)
		}
	}
	for _, s := range []string{"Hosteen Begay", "Rosa", "Adminta", "Systema Lee", "", "42", "Ana Anfitrión García"} {
		if Reserved(Clean(Name, s)) {
			t.Errorf("%q is somebody's name", s)
		}
	}
}

func TestMixedScript(t *testing.T) {
	for s, want := range map[string]bool{
		"Rosa Delgado": false, "Rоsa": true, "Роза": false, "xʷməθkʷəy̓əm": false, "Hul’q’umi’num’": false, "ƛ̓uʔuwiʔatχ": false,
		"山田 たろう": false, "Kim 한": false, "Ηost": true, "Θεοδώρα": false, "ᏣᎳᎩ": false, "Rosa ᏣᎳᎩ": true, "Роза Θεο": true, "42": false, "Niño 3": false,
	} {
		if got := MixedScript(Clean(Name, s)); got != want {
			t.Errorf("%q: mixed %v, want %v", s, got, want)
		}
	}
}

func TestSlug(t *testing.T) {
	for s, want := range map[string]string{
		"Terms of Reference: Río Claro!": "terms-of-reference-rio-claro", "": "untitled", "漢字": "untitled", "../../etc/passwd": "etc-passwd",
		"Niños & Niñas": "ninos-ninas", "=cmd|x": "cmd-x", "Child’s voice": "childs-voice", "Straße Łódź": "strasse-lodz",
	} {
		if got := Slug(Clean(Title, s)); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
	form := regexp.MustCompile(`^[a-z0-9-]{1,60}$`)
	rapid.Check(t, func(rt *rapid.T) {
		if s := Slug(Clean(Title, rapid.String().Draw(rt, "title"))); !form.MatchString(s) || strings.Trim(s, "-") != s {
			rt.Fatalf("%q", s)
		}
	})
}

func TestDisplayHoldsDirection(t *testing.T) {
	for s, want := range map[string]string{
		"plain": "plain", "ñandú": "ñandú", "שלום": "\u2068שלום\u2069", "a \u2069 ש": "\u2068a  ש\u2069",
		"\u2067ש": "\u2068ש\u2069", "x\u202ey": "xy", "a\u2066b\u2069": "a\u2066b\u2069", "\u2067ש\u2069": "\u2068\u2067ש\u2069\u2069",
	} {
		if got := Display(s); got != want {
			t.Errorf("%+q: %+q, want %+q", s, got, want)
		}
	}
}
