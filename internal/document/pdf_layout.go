package document

import (
	"strconv"
	"strings"
)

// pdfLayout is one PDF being laid out. It is laid out twice: the second time
// it knows on which page each heading stands and how many pages there are.
type pdfLayout struct {
	doc     Doc
	faces   [4]*pdfFace
	shaped  map[shapeKey]shaped
	missing map[string]bool

	pages   []*pdfPage
	y       float64 // from the top of the page to the next free place
	turn    bool    // the next thing starts a page
	root    *pdfNode
	outline []pdfEntry
	before  map[string]int // page of each anchor, from the first time; 1 is the first
	total   int            // pages, from the first time
}

// pdfEntry is a heading among the bookmarks.
type pdfEntry struct {
	level int
	title string
	id    string
	page  int // 1 is the first
	y     float64
}

// strip is a part of a page that is not cut: a line, a row, a gap. Strips with
// keep stay on one page with the next. head is drawn again at the top of the
// next page when a page ends before this strip.
type strip struct {
	high  float64
	keep  bool
	gap   bool // dropped at the top of a page
	fresh bool // what comes next starts a page
	head  *strip
	draw  func(p *pdfPage, y float64)
}

func space(high float64) strip { return strip{high: high, gap: true, keep: true} }

func (l *pdfLayout) newPage() {
	l.pages = append(l.pages, &pdfPage{})
	l.y, l.turn = marginTop, false
}

func (l *pdfLayout) page() *pdfPage { return l.pages[len(l.pages)-1] }

func (l *pdfLayout) atTop() bool { return l.y == marginTop }

// place puts strips on pages, together what belongs together as far as one
// page can hold it. A page begins when there is something to stand on it.
func (l *pdfLayout) place(strips []strip) {
	for i := 0; i < len(strips); {
		j, high, solid := i, 0.0, false
		for ; j < len(strips); j++ {
			high += strips[j].high
			solid = solid || !strips[j].gap && !strips[j].fresh
			if !strips[j].keep {
				j++
				break
			}
		}
		group := strips[i:j]
		i = j
		if group[0].fresh {
			l.turn = !l.atTop()
		}
		if !solid {
			if !l.atTop() {
				l.y += high
			}
			continue
		}
		if l.turn || !l.atTop() && l.y+high > marginTop+textHigh && high <= textHigh {
			l.newPage()
			l.repeat(group[0].head)
		}
		for _, s := range group {
			l.put(s)
		}
	}
}

func (l *pdfLayout) put(s strip) {
	if s.gap && l.atTop() {
		return
	}
	if !s.gap && !l.atTop() && l.y+s.high > marginTop+textHigh {
		l.newPage()
		l.repeat(s.head)
	}
	if s.draw != nil {
		s.draw(l.page(), l.y)
	}
	l.y += s.high
}

func (l *pdfLayout) repeat(head *strip) {
	if head != nil {
		head.draw(l.page(), l.y)
		l.y += head.high
	}
}

// textStrips are lines at x, one strip each; no page begins or ends with one
// line of a longer text.
func textStrips(lines []pdfLine, x float64, node *pdfNode) []strip {
	out := make([]strip, len(lines))
	for i, line := range lines {
		out[i] = strip{high: line.style.leading,
			keep: len(lines) > 1 && (i == 0 || i == len(lines)-2),
			draw: func(p *pdfPage, y float64) { p.text(x, y, line, node) }}
	}
	return out
}

// together makes strips one group with what follows.
func together(strips []strip) []strip {
	for i := range strips {
		strips[i].keep = true
	}
	return strips
}

// decorate draws the head and foot of the pages from the given one on.
func (l *pdfLayout) decorate(from int) {
	foot := l.sized(pdfStyle{size: 8, leading: 12, color: softColor})
	alert := l.sized(pdfStyle{size: 9, leading: 12, color: alertTone, bold: true})
	for i := from; i < len(l.pages); i++ {
		p := l.pages[i]
		if draft := l.lines(Plain(draftWord(l.doc)), alert, textWide); draft != nil {
			p.text(pageWide-marginSide-draft[0].ink, 44, draft[0], nil)
		}
		p.rect(marginSide, pageHigh-60, textWide, 0.5, ruleColor)
		label := strings.NewReplacer("{n}", strconv.Itoa(i+1), "{total}", strconv.Itoa(l.total)).Replace(l.doc.Labels.Page)
		right := 0.0
		if number := l.lines(Plain(label), foot, textWide/2); number != nil {
			right = number[0].ink + 20
			p.text(pageWide-marginSide-number[0].ink, pageHigh-54, number[0], nil)
		}
		l.footName(p, foot, textWide-right)
	}
}

// footName is the document's name on one line; what does not fit is left out.
func (l *pdfLayout) footName(p *pdfPage, st pdfStyle, wide float64) {
	name := joined(" · ", l.doc.Title, l.doc.Status, l.doc.Version)
	lines := l.lines(Plain(name), st, wide)
	if len(lines) > 1 {
		dots := l.lines(Plain("…"), st, wide)
		lines = l.lines(Plain(name), st, wide-dots[0].ink)
		p.text(marginSide+lines[0].ink, pageHigh-54, dots[0], nil)
	}
	if lines != nil {
		p.text(marginSide, pageHigh-54, lines[0], nil)
	}
}
