package document

import (
	"strconv"
	"strings"
)

// front is the title page and, after it, the table of contents.
func (l *pdfLayout) front() {
	doc := l.doc
	title := l.sized(pdfStyle{size: 27, leading: 34, color: deepColor, bold: true})
	sub := l.sized(pdfStyle{size: 15, leading: 21, color: softColor})
	alert := l.sized(pdfStyle{size: 10.5, leading: 16, color: alertTone, bold: true})
	var out []strip
	if draft := draftWord(doc); draft != "" {
		out = append(out, textStrips(l.lines(Plain(joined(". ", draft, doc.Labels.DraftNote)), alert, textWide), marginSide, l.root.child("P"))...)
	}
	if doc.Short {
		title = l.sized(pdfStyle{size: 20, leading: 26, color: deepColor, bold: true})
	} else {
		out = append(out, strip{high: 120})
	}
	out = append(out, textStrips(l.lines(Plain(doc.Title), title, textWide), marginSide, l.root.child("H1"))...)
	out = append(out, strip{high: 6})
	out = append(out, textStrips(l.lines(Plain(doc.Subtitle), sub, textWide), marginSide, l.root.child("P"))...)
	under := strip{high: 40, draw: func(p *pdfPage, y float64) { p.rect(marginSide, y+18, 60, 3, deepColor) }}
	if doc.Short {
		under = strip{high: 16, draw: func(p *pdfPage, y float64) { p.rect(marginSide, y+8, textWide, 0.8, deepColor) }}
	}
	out = append(out, under)
	l.place(append(out, l.rows(doc.Facts, l.body())...))
	if doc.Labels.Contents != "" {
		l.contents()
	}
	if !doc.Short {
		l.place([]strip{{fresh: true}})
	}
}

func (l *pdfLayout) contents() {
	var items []strip
	toc := l.root.child("TOC")
	for _, b := range l.doc.Blocks {
		if h, ok := b.(Heading); ok && h.Level <= 2 {
			items = append(items, l.contentsItem(h, toc.child("TOCI"))...)
		}
	}
	if len(items) == 0 {
		return
	}
	st, _, below := l.headingStyle(1)
	head := l.lines(Plain(l.doc.Labels.Contents), st, textWide)
	node := &pdfNode{tag: "P"}
	l.root.kids = append(l.root.kids[:len(l.root.kids)-1], node, toc)
	l.place(append([]strip{{fresh: true}}, append(together(textStrips(head, marginSide, node)), space(below+6))...))
	l.place(items)
}

// contentsItem is a heading, its page at the right edge, and a link over both.
func (l *pdfLayout) contentsItem(h Heading, node *pdfNode) []strip {
	st := l.body()
	st.bold = h.Level == 1
	in := float64(h.Level-1) * 18
	lines := l.lines(Spans{{Text: titleOf(h)}}, st, textWide-in-40)
	page := ""
	if n := l.before[h.ID]; n > 0 {
		page = strconv.Itoa(n)
	}
	number := l.lines(Plain(page), st, 40)
	strips := together(textStrips(lines, marginSide+in, node))
	if len(strips) == 0 {
		return nil
	}
	last := len(strips) - 1
	strips[last].keep = false
	for i, s := range strips {
		strips[i].draw = func(p *pdfPage, y float64) {
			s.draw(p, y)
			p.links = append(p.links, pdfLink{marginSide + in, y, pageWide - marginSide, y + s.high, h.ID})
			if i == last && number != nil {
				p.text(pageWide-marginSide-number[0].ink, y, number[0], node)
			}
		}
	}
	return append(strips, strip{high: map[bool]float64{true: 3, false: 1}[h.Level == 1], gap: true})
}

// missingPage lists every character that was shown as a box, with its code
// points, so that nothing is lost unseen.
func (l *pdfLayout) missingPage(chars []string) {
	if len(chars) == 0 {
		return
	}
	l.place([]strip{{fresh: true}})
	if l.doc.Labels.Missing != "" {
		l.place(l.heading(Heading{Level: 1, ID: "missing-characters", Text: Plain(l.doc.Labels.Missing)}))
	}
	l.place(l.paragraph(Paragraph{Text: Plain(l.doc.Labels.MissingNote)}))
	const columns = 3
	wide := textWide / columns
	st := l.sized(pdfStyle{size: 9, leading: 15, color: inkColor})
	node := l.root.child("P")
	for i := 0; i < len(chars); i += columns {
		var cells [][]pdfLine
		high := 0
		for _, c := range chars[i:min(i+columns, len(chars))] {
			cells = append(cells, l.lines(Plain(c+" "+codePoints(c)), st, wide-10))
			high = max(high, len(cells[len(cells)-1]))
		}
		l.place([]strip{{high: float64(high) * st.leading, draw: func(p *pdfPage, y float64) {
			for j, lines := range cells {
				for k, line := range lines {
					p.text(marginSide+float64(j)*wide, y+float64(k)*st.leading, line, node)
				}
			}
		}}})
	}
}

func codePoints(s string) string {
	var out []string
	for _, r := range s {
		out = append(out, "U+"+strings.ToUpper(leftPad(strconv.FormatInt(int64(r), 16), 4)))
	}
	return strings.Join(out, " ")
}

func leftPad(s string, n int) string { return strings.Repeat("0", max(0, n-len(s))) + s }
