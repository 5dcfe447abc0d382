package safetext

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// A grapheme is at most this long; what goes beyond is the pile of accents that
// climbs over other people's lines (safety §2, step 4).
const (
	maxRunes = 8
	maxBytes = 32
)

func clean(kind Kind, raw string) string {
	if plain(raw) {
		return trim(kind, raw)
	}
	c := cleaner{kind: kind, out: make([]byte, 0, len(raw)), unknown: kind.open()}
	keep := isolatesToKeep(kind, raw)
	for i, r := range raw {
		// U+FFFD stands for each broken byte here, by the rules of range.
		if isOpener(r) || r == pdi {
			if len(keep) > 0 && keep[0] == i {
				keep = keep[1:]
				c.alone(r)
			}
			continue
		}
		c.take(r)
	}
	c.end("")
	return trim(kind, string(c.out))
}

// trim takes the space around a label, which a reader can't see.
func trim(kind Kind, s string) string {
	if kind.label() {
		return strings.TrimFunc(s, unicode.IsSpace)
	}
	return s
}

// take settles line ends and the alphabet of codes, and puts what is left. A
// terminal sends a pasted line break as CR; in a field of one line a break
// becomes the space it would have been in speech.
func (c *cleaner) take(r rune) {
	second := r == '\n' && c.cr // CR LF is one break, and the CR has made it
	c.cr = r == '\r'
	broken := r == '\r' || r == '\n' || r == '\t'
	if broken && !c.kind.lines() {
		broken, r = false, ' '
	}
	switch {
	case second:
	case r == '\t':
		c.alone('\t')
	case broken:
		c.alone('\n')
	case c.kind == Code && r > '~' || c.kind.label() && r == brailleBlank:
	case c.kind.label() && len(c.out) == 0 && unicode.IsSpace(r):
	default:
		c.put(r)
	}
}

// cleaner builds clean text one character at a time. Every decision depends only
// on what was kept so far, which is why cleaning twice changes nothing.
type cleaner struct {
	kind Kind
	out  []byte

	start   int  // where the grapheme being built starts in out
	runes   int  // its length in characters; 0 means the next one starts fresh
	joins   bool // its last base letter takes joiners
	pict    bool // its last base is a pictograph
	sel     bool // its last base has its variation selector
	prep    bool // it is a lone prefix such as the Arabic number sign
	zwj     bool // a ZWJ after a pictograph waits for another pictograph
	unknown bool // nothing is kept yet, and what stands before is not known
	cr      bool // the last character of the input was CR
}

// put takes one character by the rules of safety §2.
func (c *cleaner) put(r rune) {
	switch {
	case isJoiner(r):
		c.joiner(r)
	case isSelector(r):
		if (c.runes > 0 || c.unknown) && !c.sel && !c.zwj && c.extend(r) {
			c.sel = true
		}
	case isMark(r):
		if !c.kind.label() {
			c.alone(r)
		}
	case visible(r):
		c.letter(r)
	}
}

// alone keeps a character that joins nothing: a break, a tab, a direction mark.
func (c *cleaner) alone(r rune) {
	c.zwj = false
	c.out = utf8.AppendRune(c.out, r)
	c.fresh()
	c.unknown = false
}

// fresh forgets the grapheme built so far; the next character starts another.
func (c *cleaner) fresh() {
	c.start, c.runes = len(c.out), 0
	c.joins, c.pict, c.sel, c.prep = false, false, false, false
}

// joiner keeps one joiner where it chooses a letter's form, and lets a ZWJ
// after a pictograph wait for what follows.
func (c *cleaner) joiner(r rune) {
	switch {
	case c.zwj || c.lastIsJoiner():
	case c.joins || c.unknown:
		c.extend(r)
	case c.pict && r == zwj:
		c.zwj = true
	}
}

func (c *cleaner) lastIsJoiner() bool {
	r, _ := utf8.DecodeLastRune(c.out)
	return isJoiner(r)
}

// letter keeps a visible character: as a part of the grapheme being built when
// it joins it and fits, as the start of another when it does not join it.
func (c *cleaner) letter(r rune) {
	if c.zwj {
		c.zwj = false
		if isPictograph(r) && c.fits(2, utf8.RuneLen(zwj)+utf8.RuneLen(r)) && c.attaches(zwj, r) {
			c.out = utf8.AppendRune(c.out, zwj)
			c.out = utf8.AppendRune(c.out, r)
			c.runes += 2
			c.base(r)
			return
		}
	}
	mark := isExtender(r)
	if c.runes == 0 {
		if mark && !c.unknown {
			return // an accent on nothing would land on a neighbour's cell
		}
		c.begin(r, mark)
		return
	}
	if !c.attaches(r) {
		if mark {
			return
		}
		c.begin(r, false)
		return
	}
	if c.prep && visiblePrefix(r) || !c.extend(r) {
		return
	}
	if !mark && !isSkinTone(r) {
		c.base(r)
	}
}

// begin starts a grapheme with r.
func (c *cleaner) begin(r rune, mark bool) {
	c.fresh()
	c.out = utf8.AppendRune(c.out, r)
	c.runes = 1
	if mark {
		c.joins, c.pict = true, true // its base is elsewhere; Within will know
	} else {
		c.base(r)
		c.prep = r > 0xff && visiblePrefix(r)
	}
	c.unknown = false
}

// base notes what the last base character of the grapheme allows after it.
func (c *cleaner) base(r rune) {
	c.joins, c.pict, c.sel = joinsByScript(r), isPictograph(r), false
	c.prep = false
}

// extend adds r to the grapheme if it stays within its limits.
func (c *cleaner) extend(r rune) bool {
	if !c.fits(1, utf8.RuneLen(r)) {
		return false
	}
	if c.runes == 0 {
		c.start = len(c.out)
		c.joins, c.pict = c.unknown, c.unknown
	}
	c.out = utf8.AppendRune(c.out, r)
	c.runes++
	c.unknown = false
	return true
}

func (c *cleaner) fits(runes, bytes int) bool {
	return c.runes+runes <= maxRunes && len(c.out)-c.start+bytes <= maxBytes
}

// attaches reports whether rs would be drawn as one grapheme with the one being
// built. Two ASCII characters never are.
func (c *cleaner) attaches(rs ...rune) bool {
	if rs[0] < utf8.RuneSelf && c.out[len(c.out)-1] < utf8.RuneSelf {
		return false
	}
	var buf [maxBytes + 2*utf8.UTFMax]byte
	s := append(buf[:0], c.out[c.start:]...)
	for _, r := range rs {
		s = utf8.AppendRune(s, r)
	}
	return firstGrapheme(s) == len(s)
}

// end settles a ZWJ that still waits when the text is over. next is what will
// follow, when it is known.
func (c *cleaner) end(next string) {
	if !c.zwj {
		return
	}
	c.zwj = false
	r, size := utf8.DecodeRuneInString(next)
	if (next == "" && c.kind.open() || isPictograph(r)) && c.fits(2, utf8.RuneLen(zwj)+size) {
		c.extend(zwj)
	}
}

// visiblePrefix reports characters that draw themselves together with what
// follows, such as the Arabic number sign.
func visiblePrefix(r rune) bool {
	var buf [utf8.UTFMax + 1]byte
	s := append(utf8.AppendRune(buf[:0], r), 'a')
	return firstGrapheme(s) == len(s)
}

func firstGrapheme(s []byte) int {
	g := graphemes.FromBytes(s)
	g.Next()
	return g.End()
}

func countGraphemes(s string) int {
	n := 0
	for g := graphemes.FromString(s); g.Next(); {
		n++
	}
	return n
}

// isolatesToKeep lists where the balanced isolates of each line stand in raw.
func isolatesToKeep(kind Kind, raw string) []int {
	if !kind.isolates() || !strings.ContainsRune(raw, pdi) {
		return nil
	}
	var keep, open []int
	for i, r := range raw {
		switch {
		case (r == '\n' || r == '\r') && kind.lines():
			open = open[:0]
		case isOpener(r):
			open = append(open, i)
		case r == pdi && len(open) > 0:
			keep = append(keep, open[len(open)-1], i)
			open = open[:len(open)-1]
		}
	}
	slices.Sort(keep)
	return keep
}
