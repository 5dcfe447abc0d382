package document

import "strconv"

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

// leads reports whether a block stands above something and never alone.
func leads(b Block) bool {
	switch b := b.(type) {
	case Heading:
		return true
	case Paragraph:
		return b.Lead
	}
	return false
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
	strips = append(strips, strip{high: afterPara, gap: true})
	if b.Lead {
		return together(strips)
	}
	return strips
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
			out = append(out, strip{high: st.leading, keep: i+1 < len(names) || i == 0 && len(values) > 1, draw: func(p *pdfPage, y float64) {
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
