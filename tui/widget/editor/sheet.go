package editor

import (
	"slices"
	"strings"

	"convene/internal/text"
	"convene/tui/paint"
	"convene/tui/theme"
)

// sheet holds the paragraphs as they were laid out last. A paragraph is wrapped
// once for each width and each *text.Para (design §6).
type sheet struct {
	width int
	paras []*para
	// laid counts the paragraphs wrapped since the sheet was made, for the test
	// of that promise.
	laid int
}

// para is one paragraph laid out.
type para struct {
	*wrapped
	look look
	rows []paint.Row
}

// wrapped is a paragraph broken into lines. It is never changed: many may share
// it.
type wrapped struct {
	src     *text.Para
	spans   []paint.Span
	authors []string
	blank   bool // it holds nothing to be seen
}

// look is all that the rows of a paragraph depend on beside its text. Rows are
// made again when it differs.
type look struct {
	at       int // which manner
	number   int
	typing   string // what the margin says instead of names
	from, to int    // what is selected, in bytes
}

// manner is what the rows of all paragraphs depend on beside who reads them.
type manner struct {
	people People
	marks  theme.Marks
	lang   string
	gutter int
	bare   bool
}

// fit lays the paragraphs out that are not on the sheet yet, width cells wide.
func (s *sheet) fit(paras []*text.Para, width int, shelf *Shelf) {
	if width != s.width {
		s.width, s.paras = width, nil
	}
	old := s.paras
	if len(old) == len(paras) { // at most keys in some of them, almost always
		for i, src := range paras {
			if old[i].src != src {
				old[i] = s.lay(src, shelf)
			}
		}
		return
	}
	head, tail := 0, 0
	for head < len(old) && head < len(paras) && old[head].src == paras[head] {
		head++
	}
	for tail < len(old)-head && tail < len(paras)-head && old[len(old)-1-tail].src == paras[len(paras)-1-tail] {
		tail++
	}
	known := make(map[*text.Para]*para)
	for _, p := range old[head : len(old)-tail] {
		known[p.src] = p
	}
	out := make([]*para, 0, len(paras))
	out = append(out, old[:head]...)
	for _, src := range paras[head : len(paras)-tail] {
		p, ok := known[src]
		if !ok {
			p = s.lay(src, shelf)
		}
		out = append(out, p)
	}
	s.paras = append(out, old[len(old)-tail:]...)
}

func (s *sheet) lay(src *text.Para, shelf *Shelf) *para {
	w, done := shelf.wrap(src, s.width)
	if done {
		s.laid++
	}
	return &para{wrapped: w}
}

func wrap(src *text.Para, width int) *wrapped {
	p := &wrapped{src: src, spans: paint.Wrap(src.Text, width), blank: strings.TrimSpace(src.Text) == ""}
	for by := range src.Authors {
		if !slices.Contains(p.authors, by) {
			p.authors = append(p.authors, by)
		}
	}
	return p
}

// line is the line of p that byte off stands on, and its column there.
func (p *para) line(off, width int) (line, col int) {
	for line+1 < len(p.spans) && p.spans[line+1].From <= off {
		line++
	}
	s := p.spans[line]
	off = min(max(off, s.From), len(p.src.Text))
	return line, min(paint.Width(p.src.Text[s.From:off]), width)
}

// at is the byte of a line that stands at the column, or nearest before it.
func (p *para) at(d *text.Doc, line, col int) int {
	s := p.spans[line]
	off, last := s.From, p.last(d, line)
	for off < last {
		next := d.Next(text.Pos{Para: p.src.ID, Off: off}).Off
		if next <= off || paint.Width(p.src.Text[s.From:next]) > col {
			break
		}
		off = next
	}
	return min(off, last)
}

// last is the last place on a line: its end, unless that is the next line's
// beginning.
func (p *para) last(d *text.Doc, line int) int {
	s := p.spans[line]
	if line+1 < len(p.spans) && p.spans[line+1].From <= s.To && s.To > s.From {
		return d.Prev(text.Pos{Para: p.src.ID, Off: s.To}).Off
	}
	return s.To
}
