package safetext

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// maxSlug is the length of a file name's stem.
const maxSlug = 60

// Slug makes a file name's stem from a title: [a-z0-9-], 1 to 60 characters.
// A title without any Latin letter or digit gives "untitled".
func Slug(t Text) string {
	var b strings.Builder
	dash := false
	for _, r := range norm.NFKD.String(t.s) {
		word := slugForm(unicode.ToLower(r))
		switch {
		case unicode.Is(unicode.M, r) || r == '\'' || r == '’':
		case word == "":
			dash = b.Len() > 0
		default:
			if dash {
				word = "-" + word
				dash = false
			}
			if b.Len()+len(word) > maxSlug {
				return b.String()
			}
			b.WriteString(word)
		}
	}
	if b.Len() == 0 {
		return "untitled"
	}
	return b.String()
}

// slugForm is how a lower-case character is written in a slug, "" for a gap.
func slugForm(r rune) string {
	switch {
	case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
		return string(r)
	}
	switch r {
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'ø':
		return "o"
	case 'ł', 'ƚ', 'ɬ':
		return "l"
	case 'đ', 'ð':
		return "d"
	case 'þ':
		return "th"
	case 'ß':
		return "ss"
	case 'ı':
		return "i"
	case 'ə':
		return "e"
	}
	return ""
}
