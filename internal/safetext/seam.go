package safetext

import (
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// Within cleans raw as a Fragment for the place between left and right, which
// are clean already, and returns what may stand there. Where raw would make a
// grapheme too long together with its neighbours, raw gives way, never they.
func Within(left, raw, right string) string {
	c := cleaner{kind: Fragment, out: make([]byte, 0, len(raw)+maxBytes)}
	c.prime(lastGrapheme(left))
	mark := len(c.out)
	for _, r := range raw {
		c.take(r)
	}
	c.end(right)
	s := string(c.out[mark:])
	for s != "" && !holds(lastGrapheme(left)+s, right) {
		_, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
	}
	return s
}

// Seam says how many bytes must go at the end of left and at the start of right
// before the two, each clean, may be joined: a joiner that has lost its partner,
// and accents that have lost their letter or are too many on the new one.
func Seam(left, right string) (cutLeft, cutRight int) {
	if r, size := utf8.DecodeLastRuneInString(left); r == zwj {
		c := cleaner{kind: Fragment}
		c.prime(lastGrapheme(left[:len(left)-size]))
		next, _ := utf8.DecodeRuneInString(right)
		if c.pict && !isPictograph(next) || c.runes == 0 {
			cutLeft = size
		}
	}
	left = left[:len(left)-cutLeft]
	for right != "" && !holds(left, right) {
		_, size := utf8.DecodeRuneInString(right)
		cutRight += size
		right = right[size:]
	}
	return cutLeft, cutRight
}

// Restore makes a piece of shared text safe that was cut out of a larger clean
// text and stored: only the rules that look at one character alone are used
// again, because its neighbours are not here. On an untouched piece it changes
// nothing.
func Restore(piece string) string {
	if plain(piece) {
		return piece
	}
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || isJoiner(r) || isSelector(r) || isMark(r) || visible(r) {
			return r
		}
		return -1
	}, piece)
}

// prime takes over the state after grapheme s, which is clean.
func (c *cleaner) prime(s string) {
	for _, r := range s {
		c.out = utf8.AppendRune(c.out, r)
		switch {
		case r == '\n' || r == '\t' || isMark(r):
			c.fresh()
			continue
		case isSelector(r):
			c.sel = true
		case isExtender(r) || isSkinTone(r):
		default:
			c.base(r)
			c.prep = c.runes == 0 && r > 0xff && visiblePrefix(r)
		}
		c.runes++
	}
}

// holds reports whether the grapheme where left and right meet is within its
// limits and has a letter to stand on.
func holds(left, right string) bool {
	first, _ := utf8.DecodeRuneInString(right)
	last := lastGrapheme(left)
	end, _ := utf8.DecodeLastRuneInString(last)
	if last == "" || end == '\n' || end == '\t' || isMark(end) {
		return right == "" || !isExtender(first)
	}
	if right == "" {
		return true
	}
	s := last + head(right)
	g := graphemes.FromString(s)
	g.Next()
	if g.End() <= len(last) {
		return !isExtender(first)
	}
	return g.End() <= maxBytes && utf8.RuneCountInString(s[:g.End()]) <= maxRunes
}

// head is enough of the start of s to hold the rest of a grapheme.
func head(s string) string {
	n := 0
	for i := range s {
		if n > maxRunes {
			return s[:i]
		}
		n++
	}
	return s
}

// lastGrapheme is the last grapheme of s, "" for none.
func lastGrapheme(s string) string { return s[lastBoundary(s):] }

// lastBoundary finds where the last grapheme of s starts. It looks back to a
// place that is a boundary whatever stands before it, so that the cost does not
// grow with s.
func lastBoundary(s string) int {
	if s == "" {
		return 0
	}
	start := safeStart(s, len(s)-1)
	at := start
	for g := graphemes.FromString(s[start:]); g.Next(); {
		at = start + g.Start()
	}
	return at
}

// safeStart is the nearest certain boundary at or before i: between two ASCII
// characters, after a line break, or, in the longest run of others, a character
// far enough back that no grapheme reaches across.
func safeStart(s string, i int) int {
	for n := 0; i > 0; i-- {
		if s[i-1] == '\n' || s[i] < utf8.RuneSelf && s[i-1] < utf8.RuneSelf {
			return i
		}
		if n++; n > 8*maxBytes && utf8.RuneStart(s[i]) {
			return i
		}
	}
	return 0
}
