package document

// cellPad is the room between columns; rowPad above and below a row's lines.
const (
	cellPad = 12.0
	rowPad  = 6.0
)

// tableGrid is where a table's columns stand.
type tableGrid struct {
	columns []Column
	left    []float64
	wide    []float64
}

func gridOf(columns []Column) tableGrid {
	g := tableGrid{columns: columns}
	x := marginSide
	for _, w := range columnWidths(columns, int(textWide*100)) {
		g.left, g.wide = append(g.left, x), append(g.wide, float64(w)/100)
		x += float64(w) / 100
	}
	return g
}

// cell is the lines of one cell and its place in the structure.
type cell struct {
	lines []pdfLine
	node  *pdfNode
	above float64 // of the row's height before the first line
}

// table lays out a table; bars, if not nil, are drawn above the words
// that say the same.
func (l *pdfLayout) table(t Table, bars *Bars) []strip {
	st := l.sized(pdfStyle{size: 9, leading: 13.5, color: inkColor})
	bold := st
	bold.bold, bold.color = true, deepColor
	g := gridOf(t.Columns)
	node := l.root.child("Table")
	out := []strip{space(6)}
	if t.Caption != "" {
		caption := l.body()
		caption.bold = true
		out = append(out, together(textStrips(l.lines(Plain(t.Caption), caption, textWide), marginSide, node.child("Caption")))...)
		out = append(out, space(5))
	}
	head := l.head(t, g, bold, node)
	again := l.head(t, g, bold, nil)
	out = append(out, head)
	for i, row := range t.Rows {
		cells := make([]cell, len(row))
		tr := node.child("TR")
		for j, spans := range row {
			style := st
			cells[j].node = tr.child("TD")
			if j == 0 && t.RowHeads {
				style.bold, cells[j].node.tag, cells[j].node.scope = true, "TH", "Row"
			}
			cells[j].lines = l.lines(spans, style, g.wide[j]-cellPad)
		}
		bar := 0.0
		if bars != nil {
			cells[1].above = 11
			bar = (g.wide[1] - cellPad) * float64(barLength(bars.Rows[i].Count, bars.Of, 1000)) / 1000
		}
		out = append(out, rowStrips(g, cells, bar, st.leading, &again)...)
	}
	return append(out, strip{high: afterPara + 8, gap: true})
}

// head is the header row. Drawn again on a later page it has no node: it is
// read once.
func (l *pdfLayout) head(t Table, g tableGrid, st pdfStyle, node *pdfNode) strip {
	cells := make([]cell, len(t.Columns))
	var tr *pdfNode
	if node != nil {
		tr = node.child("TR")
	}
	n := 1
	for i, c := range t.Columns {
		cells[i].lines = l.lines(Plain(c.Title), st, g.wide[i]-cellPad)
		n = max(n, len(cells[i].lines))
		if tr != nil {
			cells[i].node = tr.child("TH")
			cells[i].node.scope = "Column"
		}
	}
	high := float64(n)*st.leading + 2*rowPad
	return strip{high: high, keep: true, draw: func(p *pdfPage, y float64) {
		p.rect(marginSide, y, textWide, high, paleColor)
		p.rect(marginSide, y, textWide, 1, deepColor)
		p.rect(marginSide, y+high-0.5, textWide, 0.5, deepColor)
		for i, c := range cells {
			for k, line := range c.lines {
				g.draw(p, i, y+rowPad+float64(k)*st.leading, line, c.node)
			}
		}
	}}
}

// rowStrips is a row as one strip, or, where it is longer than a page, as one
// for each line.
func rowStrips(g tableGrid, cells []cell, bar, leading float64, head *strip) []strip {
	n, above := 1, 0.0
	for _, c := range cells {
		n, above = max(n, len(c.lines)), max(above, c.above)
	}
	per := n
	if float64(n)*leading+above+2*rowPad > textHigh-head.high {
		per = 1
	}
	var out []strip
	for from := 0; from < n; from += per {
		high := float64(per) * leading
		first, last := from == 0, from+per >= n
		top := 0.0
		if first {
			top = rowPad + above
		}
		if last {
			high += rowPad
		}
		out = append(out, strip{high: high + top, head: head, draw: func(p *pdfPage, y float64) {
			if first && above > 0 {
				p.rect(g.left[1]+cellPad/2, y+rowPad+2, g.wide[1]-cellPad, 7, paleColor)
				p.rect(g.left[1]+cellPad/2, y+rowPad+2, bar, 7, barColor)
			}
			for i, c := range cells {
				at := y + top
				if first && above > 0 && c.above == 0 {
					at = y + rowPad + above/2
				}
				for k := from; k < min(from+per, len(c.lines)); k++ {
					g.draw(p, i, at+float64(k-from)*leading, c.lines[k], c.node)
				}
			}
			if last {
				p.rect(marginSide, y+top+high-0.5, textWide, 0.5, ruleColor)
			}
		}})
	}
	return out
}

// draw puts a line into a column: numbers to the right, the rest to the left.
func (g tableGrid) draw(p *pdfPage, column int, y float64, line pdfLine, node *pdfNode) {
	x := g.left[column] + cellPad/2
	if g.columns[column].Kind == Numbers {
		x = g.left[column] + g.wide[column] - cellPad/2 - line.ink
	}
	p.text(x, y, line, node)
}
