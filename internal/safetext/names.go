package safetext

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Skeleton reduces a name to what the eye reads: two names with one skeleton
// look alike, and the second gets a visible number (safety §2, step 5). It is
// for comparing only, never for showing. Differences of case, width and style
// fall away, and Cyrillic, Greek and Cherokee letters and digits become the
// Latin letters they look like. Accents stay: Ines and Inés are two people.
func Skeleton(name string) string {
	s := skeleton(name)
	for range 4 { // what falls apart may leave a mark alone, which no name keeps
		again := skeleton(s)
		if again == s {
			break
		}
		s = again
	}
	return s
}

func skeleton(name string) string {
	s := norm.NFKD.String(Clean(Name, name).s)
	s = strings.Map(capitalLooksLike, s)
	s = norm.NFKD.String(cases.Fold().String(s))
	var b strings.Builder
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
		case isJoiner(r) || isSelector(r) || isBidi(r):
		default:
			if space {
				b.WriteByte(' ')
				space = false
			}
			writeLooksLike(&b, r)
		}
	}
	return b.String()
}

// capitalLooksLike maps capitals whose small form looks like another letter.
// It runs before case falls away.
func capitalLooksLike(r rune) rune {
	switch r {
	case 'Η': // Greek eta; small η is read as n
		return 'h'
	case 'Ν': // Greek nu; small ν is read as v
		return 'n'
	case 'Υ':
		return 'y'
	case 'Р':
		return 'p'
	case 'Ζ':
		return 'z'
	case 'Μ':
		return 'm'
	}
	return r
}

// writeLooksLike writes what the folded character r is read as. The classes are
// coarse where faces of type are (i, l and 1; o and 0; rn and m): a false alarm
// costs a number behind a name, a miss lets one person pass for another.
func writeLooksLike(b *strings.Builder, r rune) {
	switch r {
	case 'm':
		b.WriteString("rn")
		return
	case 'w':
		b.WriteString("vv")
		return
	}
	if unicode.Is(unicode.Nd, r) && r > '9' {
		r = digit(r)
	}
	if l := looksLike(r); l != "" {
		b.WriteString(l)
		return
	}
	b.WriteRune(r)
}

// digit gives the ASCII digit of the same value. Decimal digits stand in runs
// of ten, each beginning at zero.
func digit(r rune) rune {
	v := rune(0)
	for v < 9 && unicode.Is(unicode.Nd, r-v-1) {
		v++
	}
	return '0' + v
}

// MixedScript reports whether a name mixes writing systems that are not written
// together, which is a common way to pass for someone else. The Greek letters
// that Indigenous orthographies of the Northwest write among Latin ones
// (xʷməθkʷəy̓əm) count as Latin, and Chinese, Japanese and Korean letters are
// written together and beside Latin.
func MixedScript(t Text) bool {
	if plain(t.s) {
		return false
	}
	seen, latin := "", false
	borrowed := false
	for _, r := range norm.NFKC.String(t.s) {
		if !unicode.IsLetter(r) {
			continue
		}
		switch r {
		case 'θ', 'λ', 'χ', 'β', 'Θ', 'Λ':
			borrowed = true
			continue
		}
		switch s := script(r); {
		case s == "":
		case s == "Latin":
			latin = true
		case seen == "":
			seen = s
		case seen != s:
			return true
		}
	}
	switch {
	case latin && seen != "":
		return seen != "East Asian"
	case borrowed && !latin && seen != "":
		return seen != "Greek"
	}
	return false
}

// script names the writing system of a letter, "" for what all share.
func script(r rune) string {
	switch {
	case unicode.Is(unicode.Latin, r):
		return "Latin"
	case unicode.In(r, unicode.Common, unicode.Inherited):
		return ""
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo):
		return "East Asian"
	}
	for name, table := range unicode.Scripts {
		if unicode.Is(table, r) {
			return name // scripts don't overlap, so the order of the map is no matter
		}
	}
	return ""
}

// reservedWords are the names that speak for the software or the host, in
// English and Spanish.
const reservedWords = `host cohost thehost admin administrator administration system sysadmin root server
	convene moderator facilitator coordinator operator support
	anfitrion anfitriona elanfitrion laanfitriona sistema elsistema administrador administradora
	administracion servidor moderador moderadora facilitador facilitadora coordinador coordinadora
	operador operadora soporte`

// Reserved reports whether a name is read as one that speaks for the host or
// the system. Case, accents, spaces, signs and a number behind it don't help.
func Reserved(t Text) bool {
	trimmed := strings.TrimRightFunc(t.s, func(r rune) bool { return !unicode.IsLetter(r) })
	for _, form := range []string{letters(t.s), letters(trimmed)} {
		if form == "" {
			continue
		}
		for word := range strings.FieldsSeq(reservedWords) {
			if letters(word) == form {
				return true
			}
		}
	}
	return false
}

// letters is the skeleton of name without accents, spaces and signs.
func letters(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, Skeleton(name))
}
