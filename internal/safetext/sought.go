package safetext

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Sought are words as they are looked for in what people wrote, however it was
// typed (domain R-06): in small or capital letters, with accents of one rune or of
// two, with any space or line break between the words, with straight or curled
// apostrophes, and with invisible marks between the letters. Seek makes one.
type Sought struct {
	re    *regexp.Regexp
	words int
}

// Seek makes the words that are to be looked for; letters is how many runes they
// have, spaces not counted. No letters are found nowhere.
func Seek(words string) (s Sought, letters int) {
	plain, _ := searchable(strings.ToValidUTF8(words, ""))
	parts := strings.Fields(plain)
	for i := range parts {
		letters += len([]rune(parts[i]))
		parts[i] = regexp.QuoteMeta(parts[i])
	}
	if letters == 0 {
		return Sought{}, 0
	}
	return Sought{regexp.MustCompile(`(?i)` + strings.Join(parts, `[\s\p{Z}]+`)), len(parts)}, letters
}

// Words is how many there are.
func (s Sought) Words() int { return s.words }

// Places lists where the words stand in a text: the bytes from and to.
func (s Sought) Places(text string) [][]int {
	if s.re == nil {
		return nil
	}
	plain, of := searchable(text)
	found := s.re.FindAllStringIndex(plain, -1)
	for _, f := range found {
		if of != nil {
			f[0], f[1] = of[f[0]].from, of[f[1]-1].to
		}
	}
	return found
}

// In reports whether the words stand in a text.
func (s Sought) In(text string) bool {
	if s.re == nil {
		return false
	}
	plain, _ := searchable(text)
	return s.re.MatchString(plain)
}

// Replaced is a text with a mark wherever the words stood.
func (s Sought) Replaced(text, mark string) string {
	var b strings.Builder
	done := 0
	for _, f := range s.Places(text) {
		if f[1] <= done { // twice in what is one character as it was typed
			continue
		}
		b.WriteString(text[done:max(done, f[0])])
		b.WriteString(mark)
		done = f[1]
	}
	return b.String() + text[done:]
}

// origin are the bytes of a text that a byte of its searchable form stands for.
type origin struct{ from, to int }

// searchable is a text in the one form in which texts are compared, and where each
// byte of it comes from; nil where the two are the same. What is no valid text,
// and so was never taken for one, is left as it is.
func searchable(text string) (string, []origin) {
	if isASCII(text) || !utf8.ValidString(text) {
		return text, nil
	}
	var b strings.Builder
	var of []origin
	var it norm.Iter
	it.InitString(norm.NFC, text)
	for !it.Done() {
		from := it.Pos()
		unit := string(it.Next())
		for _, r := range unit {
			n := b.Len()
			if r = alike(r); r >= 0 {
				b.WriteRune(r)
			}
			for range b.Len() - n {
				of = append(of, origin{from, it.Pos()})
			}
		}
	}
	return b.String(), of
}

// alike gives one rune for those that people take for it, and -1 for those that
// nobody sees.
func alike(r rune) rune {
	switch {
	case strings.ContainsRune("’‘ʼʻ＇", r):
		return '\''
	case r == '‐' || r == '‑':
		return '-'
	case isJoiner(r) || isSelector(r) || isBidi(r) || unicode.Is(unicode.Cf, r):
		return -1
	}
	return r
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
