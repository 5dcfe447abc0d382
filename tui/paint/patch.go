package paint

import "unicode/utf8"

// patch changes line y from old to r, both steady, writing only the stretches
// in which they differ. A stretch reaches to the next cell at which both rows
// begin a segment, so that no wide character is ever cut in two.
func (p *Painter) patch(y int, old, r Row) {
	x, i, j := 0, 0, 0
	for {
		for i < len(old) && j < len(r) && old[i] == r[j] {
			x += r[j].Width()
			i, j = i+1, j+1
		}
		if j == len(r) {
			if i < len(old) {
				p.eraseFrom(x, y)
			}
			return
		}
		end, oldEnd, wasAt, isAt := j+1, i, x, x+r[j].Width()
		for wasAt != isAt {
			switch {
			case wasAt < isAt && oldEnd < len(old):
				wasAt += old[oldEnd].Width()
				oldEnd++
				continue
			case isAt < wasAt && end < len(r):
				isAt += r[end].Width()
				end++
				continue
			}
			break
		}
		p.stretch(x, y, old[i:oldEnd], r[j:end], wasAt == isAt)
		x, i, j = isAt, oldEnd, end
		if isAt < wasAt {
			p.eraseFrom(x, y)
			return
		}
	}
}

// stretch writes is over was from cell x on, leaving out what both begin with
// and, where they end at the same cell, what both end with. The two can't
// overlap: as wide as each other, the stretches would be the same then.
func (p *Painter) stretch(x, y int, was, is []Segment, aligned bool) {
	skipBytes, skipCells := 0, 0
	if len(was) > 0 && was[0].style == is[0].style {
		skipBytes, skipCells = commonStart(was[0], is[0])
	}
	tail := 0
	if aligned && len(was) > 0 {
		tail = commonEnd(was[len(was)-1], is[len(is)-1])
	}
	for n, s := range is {
		text, at := s.text, x
		if n == len(is)-1 {
			text = text[:len(text)-tail]
		}
		if n == 0 {
			text, at = text[skipBytes:], x+skipCells
		}
		p.put(at, y, s.style, text, s.kind)
		x += s.Width()
	}
}

// eraseFrom blanks line y from cell x on.
func (p *Painter) eraseFrom(x, y int) {
	if x >= p.width {
		return
	}
	p.setStyle(0)
	p.move(x, y)
	p.emit("\x1b[K")
}

// commonStart is how many bytes, and cells, a and b have in common at their
// start, up to a grapheme boundary of both.
func commonStart(a, b Segment) (bytes, cells int) {
	n := 0
	for n < len(a.text) && n < len(b.text) && a.text[n] == b.text[n] {
		n++
	}
	if a.kind == 0 && b.kind == 0 {
		return n, n
	}
	for bytes < n {
		c, w := cluster(b.text[bytes:])
		next := bytes + len(c)
		// The character after the boundary decides whether it is one, so it
		// must be common too.
		if next > n || next == n && (n < len(a.text) || n < len(b.text)) {
			break
		}
		if next < n {
			if _, size := utf8.DecodeRuneInString(b.text[next:]); next+size > n {
				break
			}
		}
		bytes, cells = next, cells+w
	}
	return bytes, cells
}

// commonEnd is how many bytes a and b have in common at their end. Only ASCII
// is looked at, where bytes are cells.
func commonEnd(a, b Segment) int {
	if a.style != b.style || a.kind != 0 || b.kind != 0 {
		return 0
	}
	n := 0
	for n < len(a.text) && n < len(b.text) && a.text[len(a.text)-1-n] == b.text[len(b.text)-1-n] {
		n++
	}
	return n
}
