package safetext

import (
	"unicode"

	"golang.org/x/text/unicode/rangetable"
)

const (
	zwnj = '\u200c'
	zwj  = '\u200d'
	lrm  = '\u200e'
	rlm  = '\u200f'
	alm  = '\u061c'
	lri  = '\u2066'
	fsi  = '\u2068'
	pdi  = '\u2069'

	brailleBlank = '\u2800'
)

// isMark reports the direction marks, which stand alone and need no partner.
func isMark(r rune) bool { return r == lrm || r == rlm || r == alm }

// isOpener reports the characters that open a direction isolate.
func isOpener(r rune) bool { return lri <= r && r <= fsi }

// isBidi reports every character whose only work is to steer direction.
func isBidi(r rune) bool {
	return isMark(r) || isOpener(r) || r == pdi || 0x202a <= r && r <= 0x202e
}

// isJoiner reports ZWJ and ZWNJ.
func isJoiner(r rune) bool { return r == zwj || r == zwnj }

// isSelector reports variation selectors, which change the form of the
// character before them.
func isSelector(r rune) bool {
	return 0xfe00 <= r && r <= 0xfe0f || 0xe0100 <= r && r <= 0xe01ef ||
		0x180b <= r && r <= 0x180d || r == 0x180f
}

// isExtender reports characters that need another one before them.
func isExtender(r rune) bool {
	return r >= 0x300 && (unicode.In(r, unicode.Mn, unicode.Me, unicode.Mc) || isSelector(r) || isJoiner(r))
}

// visibleFormat reports format characters that draw something: the number and
// verse signs that stand before digits in Arabic, Syriac and Kaithi writing.
func visibleFormat(r rune) bool {
	switch r {
	case 0x600, 0x601, 0x602, 0x603, 0x604, 0x605, 0x6dd, 0x70f, 0x890, 0x891, 0x8e2, 0x110bd, 0x110cd:
		return true
	}
	return false
}

// visible reports whether r is a printable character in any context: a letter,
// mark, number, sign or space that is assigned and not an invisible filler.
// Joiners, selectors and direction marks are not decided here.
func visible(r rune) bool {
	if r < 0x7f {
		return r >= ' '
	}
	if r < 0xa0 {
		return false
	}
	if unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r) {
		return false // Hangul fillers, combining grapheme joiner, and reserved ones
	}
	if unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Zs) {
		return true
	}
	return visibleFormat(r) || newlyAssigned(r)
}

// latest is the newest Unicode whose assignments we know. The standard library's
// tables are older, and people's letters do not wait: capital Ƛ of the Salish
// languages came with 16.
const latest = "17.0.0"

// newlyAssigned reports characters that a newer Unicode than the standard
// library's has assigned. None of them is a control or format character.
func newlyAssigned(r rune) bool {
	return !unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp) && unicode.Is(rangetable.Assigned(latest), r)
}

// isPictograph reports the blocks whose signs form joined emoji. Regional
// letters and skin tones lie inside them and join by rules of their own.
func isPictograph(r rune) bool {
	switch {
	case 0x2190 <= r && r <= 0x21ff, 0x2300 <= r && r <= 0x23ff, 0x2600 <= r && r <= 0x27bf, 0x2b00 <= r && r <= 0x2bff:
		return true
	case 0x1f1e6 <= r && r <= 0x1f1ff, isSkinTone(r):
		return false
	}
	return 0x1f000 <= r && r <= 0x1faff
}

func isSkinTone(r rune) bool { return 0x1f3fb <= r && r <= 0x1f3ff }

// joinsByScript reports letters of the scripts in which ZWJ and ZWNJ choose the
// form of a letter: Arabic and its kin, and the scripts of India and its
// neighbours.
func joinsByScript(r rune) bool {
	if r < 0x600 {
		return false
	}
	return unicode.In(r, unicode.Arabic, unicode.Syriac, unicode.Nko, unicode.Mandaic, unicode.Mongolian, unicode.Phags_Pa,
		unicode.Adlam, unicode.Hanifi_Rohingya,
		unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya,
		unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala,
		unicode.Khmer, unicode.Myanmar, unicode.Tibetan, unicode.Balinese, unicode.Javanese,
		unicode.Sundanese, unicode.Tai_Tham, unicode.Meetei_Mayek)
}
