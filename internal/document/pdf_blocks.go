package document

import "strconv"

func (l *pdfLayout) body() pdfStyle {
	st := pdfStyle{size: 10, leading: 16, color: inkColor}
	if l.doc.Short {
		st.leading = 14 // what is short is to stay on few sheets of paper
	}
	return l.sized(st)
}

// largeType is the smallest size in large print, in points.
const largeType = 18

// sized is a style at the size of the document's print: body text becomes
// largeType, headings grow less, and nothing stays below it.
func (l *pdfLayout) sized(st pdfStyle) pdfStyle {
	if l.doc.Large {
		st.size = largeType + max(0, st.size-10)*0.6
		st.leading = st.size * 1.4
	}
	return st
}

// inset is how far text stands from the margin beside a mark or number of its own.
func (l *pdfLayout) inset(usual float64) float64 {
	if l.doc.Large {
		return usual * 1.6
	}
	return usual
}

// afterPara is the gap below a paragraph.
const afterPara = 9.0

// headingStyle is the look of a heading and the space above and below it.
func (l *pdfLayout) headingStyle(level int) (st pdfStyle, above, below float64) {
	switch level {
	case 1:
		return l.sized(pdfStyle{size: 17, leading: 23, color: deepColor, bold: true}), 30, 9
	case 2:
		return l.sized(pdfStyle{size: 13, leading: 18, color: deepColor, bold: true}), 20, 6
	case 3:
		return l.sized(pdfStyle{size: 11, leading: 16, color: inkColor, bold: true}), 15, 4
	}
	return l.sized(pdfStyle{size: 10, leading: 16, color: inkColor, bold: true, italic: true}), 12, 3
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
	case Ruled:
		return l.ruled(b)
	case Quote:
		return l.quote(b)
	case Note:
		return l.note(b)
	case Facts:
		return append(l.rows(b.Rows, l.body()), space(afterPara))
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
	st, above, below := l.headingStyle(h.Level)
	if l.doc.Short {
		above *= 0.5
	}
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
		in := l.inset(26)
		x, wide = x+in, wide-in
		number := l.lines(Plain(strconv.Itoa(b.Number)), l.sized(pdfStyle{size: 8.5, leading: 16, color: softColor}), in)
		strips = append(strips, strip{keep: true, draw: func(p *pdfPage, y float64) { p.text(marginSide, y, number[0], node) }})
	}
	strips = append(strips, textStrips(l.lines(b.Text, l.body(), wide), x, node)...)
	strips = append(strips, strip{high: afterPara, gap: true})
	if b.Lead {
		return together(strips)
	}
	return strips
}

func (l *pdfLayout) list(b List) []strip {
	in := l.inset(22)
	node := l.root.child("L")
	var out []strip
	for i, item := range b.Items {
		mark := "•"
		if b.Ordered {
			mark = strconv.Itoa(i+1) + "."
		}
		if b.Boxes {
			mark = boxSign
		}
		li := node.child("LI")
		lbl, text := li.child("Lbl"), li.child("LBody")
		markLine := l.lines(Plain(mark), l.body(), textWide)
		out = append(out, strip{keep: true, draw: func(p *pdfPage, y float64) { p.text(marginSide+in-8-markLine[0].ink, y, markLine[0], lbl) }})
		out = append(out, textStrips(l.lines(item, l.body(), textWide-in), marginSide+in, text)...)
		out = append(out, strip{high: 4, gap: true})
	}
	if b.Boxes && len(out) > 0 {
		last := len(out) - 1
		together(out[:last])[last-1].keep = false // a question's answers are looked over at once
	}
	return append(out, strip{high: afterPara - 4, gap: true})
}

// ruled are empty lines to write on; nothing of them is read aloud.
func (l *pdfLayout) ruled(b Ruled) []strip {
	high := l.inset(24)
	out := make([]strip, 0, b.Lines+1)
	for i := range b.Lines {
		out = append(out, strip{high: high, keep: b.Lines > 1 && (i == 0 || i == b.Lines-2),
			draw: func(p *pdfPage, y float64) { p.rect(marginSide, y+high-1, textWide, 0.6, inkColor) }})
	}
	return append(out, strip{high: afterPara + 5, gap: true})
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
	strips := l.paras(b.Text, l.body(), 20, node)
	if by := plainText(b.By); by != "" {
		st := l.body()
		st.color = softColor
		if !l.doc.Large {
			st.size = 9
		}
		strips = append(together(strips), textStrips(l.lines(append(Spans{{Text: "— "}}, b.By...), st, textWide-40), marginSide+20, node.child("P"))...)
	}
	return l.aside(strips, "0.604 0.655 0.706", "")
}

func (l *pdfLayout) note(b Note) []strip {
	node := l.root.child("Note")
	st := l.body()
	strips := []strip{{high: 9, keep: true}}
	if label := orElse(b.Label, l.doc.Labels.Note); label != "" {
		st.bold = true
		strips = append(strips, together(textStrips(l.lines(Plain(label), st, textWide-40), marginSide+20, node.child("P")))...)
	}
	strips = append(strips, l.paras(b.Text, l.body(), 20, node)...)
	strips[len(strips)-1].keep = true
	return l.aside(append(strips, strip{high: 9}), deepColor, paleColor)
}

// rows are labels on the left and their values beside them; in large print, where
// there is no room beside, below them.
func (l *pdfLayout) rows(rows []Row, st pdfStyle) []strip {
	if l.doc.Large {
		return l.stacked(rows, st)
	}
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

func (l *pdfLayout) stacked(rows []Row, st pdfStyle) []strip {
	label := st
	label.color, label.bold = softColor, true
	var out []strip
	for _, r := range rows {
		node := l.root.child("P")
		out = append(out, together(textStrips(l.lines(Plain(r.Label), label, textWide), marginSide, node))...)
		out = append(out, textStrips(l.lines(r.Value, st, textWide), marginSide, node)...)
		out = append(out, strip{high: 8, gap: true})
	}
	return out
}

func (l *pdfLayout) signatures(b Signatures) []strip {
	var out []strip
	name := l.sized(pdfStyle{size: 12, leading: 19, color: deepColor, bold: true})
	small := l.sized(pdfStyle{size: 8.5, leading: 14, color: softColor})
	for _, s := range b.Signers {
		one := []strip{{high: 8, keep: true, draw: func(p *pdfPage, y float64) { p.rect(marginSide, y, textWide, 1, deepColor) }}}
		one = append(one, textStrips(l.lines(s.Name, name, textWide), marginSide, l.root.child("P"))...)
		one = append(one, l.rows(s.Rows, l.body())...)
		if s.Line != "" {
			one = append(one, strip{high: 40}, strip{high: 3, draw: func(p *pdfPage, y float64) { p.rect(marginSide, y, 270, 0.7, inkColor) }})
			one = append(one, textStrips(l.lines(Plain(s.Line), small, textWide), marginSide, l.root.child("P"))...)
		}
		out = append(out, together(one)...)
		out = append(out, strip{high: 22, gap: true})
	}
	return out
}
