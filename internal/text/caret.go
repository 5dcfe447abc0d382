package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// Start is the beginning of d.
func (d *Doc) Start() Pos { return Pos{Para: d.paras[0].ID} }

// End is the end of d.
func (d *Doc) End() Pos {
	p := d.paras[len(d.paras)-1]
	return Pos{p.ID, len(p.Text)}
}

// Behind is the place behind what an author wrote last in the order of the text;
// false if nothing of theirs ends a paragraph.
func (d *Doc) Behind(author string) (Pos, bool) {
	for i := len(d.paras) - 1; i >= 0; i-- {
		last := ""
		for by := range d.paras[i].Authors {
			last = by
		}
		if last == author && d.paras[i].Text != "" {
			return Pos{d.paras[i].ID, len(d.paras[i].Text)}, true
		}
	}
	return Pos{}, false
}

// Snap brings a place onto a grapheme's edge, forward inside one; a place in no
// paragraph of d becomes the end.
func (d *Doc) Snap(at Pos) Pos {
	p, _ := d.Para(at.Para)
	if p == nil {
		return d.End()
	}
	return Pos{p.ID, snap(p.Text, at.Off)}
}

// Next is the place one grapheme on; the end of a paragraph is followed by the
// start of the next.
func (d *Doc) Next(at Pos) Pos { return d.step(at, true, false) }

// Prev is the place one grapheme back.
func (d *Doc) Prev(at Pos) Pos { return d.step(at, false, false) }

// NextWord is the place behind the next word.
func (d *Doc) NextWord(at Pos) Pos { return d.step(at, true, true) }

// PrevWord is the place before the word that stands before.
func (d *Doc) PrevWord(at Pos) Pos { return d.step(at, false, true) }

func (d *Doc) step(at Pos, forward, word bool) Pos {
	p, i := d.Para(at.Para)
	if p == nil {
		return d.End()
	}
	off := clampOff(p.Text, at.Off)
	switch {
	case forward && off == len(p.Text):
		if i+1 < len(d.paras) {
			return Pos{Para: d.paras[i+1].ID}
		}
	case forward && word:
		off = wordEnd(p.Text, off)
	case forward:
		off = snap(p.Text, off+1)
	case off == 0:
		if i > 0 {
			return Pos{d.paras[i-1].ID, len(d.paras[i-1].Text)}
		}
	case word:
		off = wordStart(p.Text, off)
	default:
		off = snapBack(p.Text, off-1)
	}
	return Pos{p.ID, off}
}

// snap is the first grapheme's edge in s at or behind off.
func snap(s string, off int) int {
	if off <= 0 {
		return 0
	}
	from, to := around(s, off)
	if from == off {
		return off
	}
	return to
}

// snapBack is the last grapheme's edge in s at or before off.
func snapBack(s string, off int) int {
	if off <= 0 {
		return 0
	}
	from, _ := around(s, off)
	return from
}

// around gives the grapheme of s that holds byte off, or the end of s twice.
func around(s string, off int) (from, to int) {
	if off >= len(s) {
		return len(s), len(s)
	}
	start := safeStart(s, off)
	for g := graphemes.FromString(s[start:]); g.Next(); {
		if to = start + g.End(); to > off {
			return start + g.Start(), to
		}
	}
	return len(s), len(s)
}

// safeStart is a certain edge at or before off, near it: between two ASCII
// characters, or so far back that a wrong one does no harm.
func safeStart(s string, off int) int {
	for n := 0; off > 0; off-- {
		if s[off] < utf8.RuneSelf && s[off-1] < utf8.RuneSelf {
			return off
		}
		if n++; n > 1024 && utf8.RuneStart(s[off]) {
			return off
		}
	}
	return 0
}

// graphemeAt is the end of the grapheme that starts at off.
func graphemeAt(s string, off int) int {
	g := graphemes.FromString(s[off:])
	g.Next()
	return off + g.End()
}

// isGap reports what stands between words for the caret.
func isGap(r rune) bool {
	return !unicode.In(r, unicode.L, unicode.M, unicode.N) && r != '\'' && r != '’' && r != '_'
}

func isGapText(s string) bool { return strings.TrimFunc(s, unicode.IsSpace) == "" }

// wordEnd skips what stands between words, then the word.
func wordEnd(s string, off int) int {
	rest := strings.TrimLeftFunc(s[off:], isGap)
	end := strings.IndexFunc(rest, isGap)
	if end < 0 {
		return len(s)
	}
	return snap(s, len(s)-len(rest)+end)
}

func wordStart(s string, off int) int {
	head := strings.TrimRightFunc(s[:off], isGap)
	i := strings.LastIndexFunc(head, isGap)
	if i < 0 {
		return 0
	}
	_, size := utf8.DecodeRuneInString(head[i:])
	return snapBack(s, i+size)
}
