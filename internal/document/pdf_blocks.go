package document

import (
	"strconv"
	"strings"
)

func bodyStyle() pdfStyle { return pdfStyle{size: 10, leading: 16, color: inkColor} }

// afterPara is the gap below a paragraph.
const afterPara = 9.0

// headingStyle is the look of a heading and the space above and below it.
func headingStyle(level int) (st pdfStyle, above, below float64) {
	switch level {
	case 1:
		return pdfStyle{size: 17, leading: 23, color: deepColor, bold: true}, 30, 9
	case 2:
		return pdfStyle{size: 13, leading: 18, color: deepColor, bold: true}, 20, 6
	case 3:
		return pdfStyle{size: 11, leading: 16, color: inkColor, bold: true}, 15, 4
	}
	return pdfStyle{size: 10, leading: 16, color: inkColor, bold: true, italic: true}, 12, 3
}

// block lays out one block as strips.
func (l *pdfLayout) block(b Block) []strip {
	switch b := b.(type) {
	case Heading:
		return l.heading(b)
	case Paragraph:
		return l.paragraph(b)
	case List:
		return l.list(b)
	case Quote:
		return l.quote(b)
	case Note:
		return l.note(b)
	case Facts:
		return append(l.rows(b.Rows, bodyStyle()), space(afterPara))
	case Signatures:
		return l.signatures(b)
	case Table:
		return l.table(b, nil)
	case Bars:
		return l.table(asTable(b), &b)
	case PageBreak:
		return []strip{{fresh: true}}
	}
	return nil
}

func (l *pdfLayout) heading(h Heading) []strip {
	st, above, below := headingStyle(h.Level)
	node := l.root.child("H" + strconv.Itoa(h.Level+1))
	strips := textStrips(l.lines(numberedText(h), st, textWide), marginSide, node)
	mark := strip{keep: true, draw: func(_ *pdfPage, y float64) {
		l.outline = append(l.outline, pdfEntry{level: h.Level, title: titleOf(h), id: h.ID, page: len(l.pages), y: y})
	}}
	out := append([]strip{space(above), mark}, strips...)
	return together(append(out, space(below)))
}

func (l *pdfLayout) paragraph(b Paragraph) []strip {
	node := l.root.child("P")
	x, wide := marginSide, textWide
	strips := []strip{}
	if b.Number > 0 {
		x, wide = x+26, wide-26
		number := l.lines(Plain(strconv.Itoa(b.Number)), pdfStyle{size: 8.5, leading: 16, color: softColor}, 26)
		strips = append(strips, strip{keep: true, draw: func(p *pdfPage, y float64) { p.text(marginSide, y, number[0], node) }})
	}
	strips = append(strips, textStrips(l.lines(b.Text, bodyStyle(), wide), x, node)...)
	return append(strips, strip{high: afterPara, gap: true})
}

func (l *pdfLayout) list(b List) []strip {
	const in = 22.0
	node := l.root.child("L")
	var out []strip
	for i, item := range b.Items {
		mark := "•"
		if b.Ordered {
			mark = strconv.Itoa(i+1) + "."
		}
		li := node.child("LI")
		lbl, text := li.child("Lbl"), li.child("LBody")
		markLine := l.lines(Plain(mark), bodyStyle(), textWide)
		out = append(out, strip{keep: true, draw: func(p *pdfPage, y float64) { p.text(marginSide+in-8-markLine[0].ink, y, markLine[0], lbl) }})
		out = append(out, textStrips(l.lines(item, bodyStyle(), textWide-in), marginSide+in, text)...)
		out = append(out, strip{high: 4, gap: true})
	}
	return append(out, strip{high: afterPara - 4, gap: true})
}

// aside draws paragraphs behind a bar, on a ground if there is one. Each strip
// draws its own piece of both, so that they can go on over a page.
func (l *pdfLayout) aside(strips []strip, bar, ground string) []strip {
	for i, s := range strips {
		strips[i].gap = false
		strips[i].draw = func(p *pdfPage, y float64) {
			if ground != "" {
				p.rect(marginSide, y, textWide, s.high+0.3, ground)
			}
			p.rect(marginSide, y, 3, s.high+0.3, bar)
			if s.draw != nil {
				s.draw(p, y)
			}
		}
	}
	return append(append([]strip{space(5)}, strips...), strip{high: afterPara + 6, gap: true})
}

func (l *pdfLayout) paras(paras []Spans, st pdfStyle, in float64, node *pdfNode) []strip {
	var out []strip
	for i, p := range paras {
		if i > 0 {
			out = append(out, strip{high: 6})
		}
		out = append(out, textStrips(l.lines(p, st, textWide-2*in), marginSide+in, node.child("P"))...)
	}
	return out
}

func (l *pdfLayout) quote(b Quote) []strip {
	node := l.root.child("BlockQuote")
	strips := l.paras(b.Text, bodyStyle(), 20, node)
	if by := plainText(b.By); by != "" {
		st := bodyStyle()
		st.color, st.size = softColor, 9
		strips = append(together(strips), textStrips(l.lines(append(Spans{{Text: "— "}}, b.By...), st, textWide-40), marginSide+20, node.child("P"))...)
	}
	return l.aside(strips, "0.604 0.655 0.706", "")
}

func (l *pdfLayout) note(b Note) []strip {
	node := l.root.child("Note")
	st := bodyStyle()
	strips := []strip{{high: 9, keep: true}}
	if label := orElse(b.Label, l.doc.Labels.Note); label != "" {
		st.bold = true
		strips = append(strips, together(textStrips(l.lines(Plain(label), st, textWide-40), marginSide+20, node.child("P")))...)
	}
	strips = append(strips, l.paras(b.Text, bodyStyle(), 20, node)...)
	strips[len(strips)-1].keep = true
	return l.aside(append(strips, strip{high: 9}), deepColor, paleColor)
}

// rows are labels on the left and their values beside them.
func (l *pdfLayout) rows(rows []Row, st pdfStyle) []strip {
	const labelWide = 120.0
	label := st
	label.color, label.bold = softColor, true
	var out []strip
	for _, r := range rows {
		node := l.root.child("P")
		names := l.lines(Plain(r.Label), label, labelWide-12)
		values := l.lines(r.Value, st, textWide-labelWide)
		for i := range max(len(names), len(values)) {
			out = append(out, strip{high: st.leading, keep: i == 0 && len(values) > 1, draw: func(p *pdfPage, y float64) {
				if i < len(names) {
					p.text(marginSide, y, names[i], node)
				}
				if i < len(values) {
					p.text(marginSide+labelWide, y, values[i], node)
				}
			}})
		}
		out = append(out, strip{high: 4, gap: true})
	}
	return out
}

func (l *pdfLayout) signatures(b Signatures) []strip {
	var out []strip
	name := pdfStyle{size: 12, leading: 19, color: deepColor, bold: true}
	small := pdfStyle{size: 8.5, leading: 14, color: softColor}
	for _, s := range b.Signers {
		one := []strip{{high: 8, keep: true, draw: func(p *pdfPage, y float64) { p.rect(marginSide, y, textWide, 1, deepColor) }}}
		one = append(one, textStrips(l.lines(s.Name, name, textWide), marginSide, l.root.child("P"))...)
		one = append(one, l.rows(s.Rows, bodyStyle())...)
		if s.Line != "" {
			one = append(one, strip{high: 40}, strip{high: 3, draw: func(p *pdfPage, y float64) { p.rect(marginSide, y, 270, 0.7, inkColor) }})
			one = append(one, textStrips(l.lines(Plain(s.Line), small, textWide), marginSide, l.root.child("P"))...)
		}
		out = append(out, together(one)...)
		out = append(out, strip{high: 22, gap: true})
	}
	return out
}

// front is the title page and, after it, the table of contents.
func (l *pdfLayout) front() {
	doc := l.doc
	title := pdfStyle{size: 27, leading: 34, color: deepColor, bold: true}
	sub := pdfStyle{size: 15, leading: 21, color: softColor}
	alert := pdfStyle{size: 10.5, leading: 16, color: alertTone, bold: true}
	var out []strip
	if draft := draftWord(doc); draft != "" {
		out = append(out, textStrips(l.lines(Plain(joined(". ", draft, doc.Labels.DraftNote)), alert, textWide), marginSide, l.root.child("P"))...)
	}
	out = append(out, strip{high: 120})
	out = append(out, textStrips(l.lines(Plain(doc.Title), title, textWide), marginSide, l.root.child("H1"))...)
	out = append(out, strip{high: 6})
	out = append(out, textStrips(l.lines(Plain(doc.Subtitle), sub, textWide), marginSide, l.root.child("P"))...)
	out = append(out, strip{high: 40, draw: func(p *pdfPage, y float64) { p.rect(marginSide, y+18, 60, 3, deepColor) }})
	l.place(append(out, l.rows(doc.Facts, bodyStyle())...))
	if doc.Labels.Contents != "" {
		l.contents()
	}
	l.place([]strip{{fresh: true}})
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
	st, _, below := headingStyle(1)
	head := l.lines(Plain(l.doc.Labels.Contents), st, textWide)
	node := &pdfNode{tag: "P"}
	l.root.kids = append(l.root.kids[:len(l.root.kids)-1], node, toc)
	l.place(append([]strip{{fresh: true}}, append(together(textStrips(head, marginSide, node)), space(below+6))...))
	l.place(items)
}

// contentsItem is a heading, its page at the right edge, and a link over both.
func (l *pdfLayout) contentsItem(h Heading, node *pdfNode) []strip {
	st := bodyStyle()
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
	st := pdfStyle{size: 9, leading: 15, color: inkColor}
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
