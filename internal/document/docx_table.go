package document

import "fmt"

// table writes a table whose head is repeated on each page; bars, if not nil,
// are drawn above the words that say the same.
func (w *docxWriter) table(t Table, bars *Bars) {
	if t.Caption != "" {
		w.add(docxPara("Caption", docxRuns(Plain(t.Caption))))
	}
	widths := columnWidths(t.Columns, docxTextWide)
	grid, head := el("w:tblGrid"), el("w:tr", el("w:trPr", el("w:cantSplit"), el("w:tblHeader")))
	for i, c := range t.Columns {
		grid.kids = append(grid.kids, el("w:gridCol", attr{"w:w", fmt.Sprint(widths[i])}))
		head.kids = append(head.kids, docxCell(widths[i], c, docxCellPara(c, Spans{{Text: c.Title, Strong: true}})))
	}
	var rows []element
	for i, row := range t.Rows {
		tr := el("w:tr", el("w:trPr", el("w:cantSplit")))
		for j, cell := range row {
			var content []element
			if bars != nil && j == 1 {
				content = append(content, docxBar(bars.Rows[i].Count, bars.Of, widths[j]-200)...)
			}
			if j == 0 && t.RowHeads {
				cell = strong(cell)
			}
			tr.kids = append(tr.kids, docxCell(widths[j], t.Columns[j], append(content, docxCellPara(t.Columns[j], cell))...))
		}
		rows = append(rows, tr)
	}
	firstCol := map[bool]string{false: "0", true: "1"}[t.RowHeads]
	w.add(el("w:tbl",
		el("w:tblPr", val("w:tblStyle", "Rows"), el("w:tblW", attr{"w:w", fmt.Sprint(docxTextWide)}, attr{"w:type", "dxa"}),
			el("w:tblLayout", attr{"w:type", "autofit"}), // a long word widens its column
			el("w:tblLook", attr{"w:val", "0420"}, attr{"w:firstRow", "1"}, attr{"w:firstColumn", firstCol}, attr{"w:noHBand", "1"}, attr{"w:noVBand", "1"}),
			docxTableTitle(t)),
		grid, head, rows))
	w.add(docxPara("", nil)) // two tables in a row would become one
}

// docxTableTitle is what a screen reader announces.
func docxTableTitle(t Table) []element {
	if t.Caption == "" {
		return nil
	}
	return []element{val("w:tblCaption", t.Caption)}
}

func docxCell(width int, c Column, content ...element) element {
	props := el("w:tcPr", el("w:tcW", attr{"w:w", fmt.Sprint(width)}, attr{"w:type", "dxa"}))
	if c.Kind == Dates {
		props.kids = append(props.kids, el("w:noWrap"))
	}
	return el("w:tc", props, content)
}

func docxCellPara(c Column, spans Spans) element {
	p := docxPara("Cell", docxRuns(spans))
	if c.Kind == Numbers {
		p = withPPr(p, val("w:jc", "right"))
	}
	return p
}

// docxBar is an empty shaded paragraph as wide as its share: a screen reader
// has nothing to spell out.
func docxBar(count, of, wide int) []element {
	n := barLength(count, of, wide)
	if n == 0 {
		return nil
	}
	return []element{el("w:p", el("w:pPr", val("w:pStyle", "Cell"),
		el("w:shd", attr{"w:val", "clear"}, attr{"w:color", "auto"}, attr{"w:fill", "2F5D8A"}),
		el("w:spacing", attr{"w:before", "60"}, attr{"w:after", "40"}, attr{"w:line", "140"}, attr{"w:lineRule", "exact"}),
		el("w:ind", attr{"w:right", fmt.Sprint(wide - n)})))}
}

// columnWidths shares a width out among columns; the last takes what rounding
// leaves.
func columnWidths(columns []Column, wide int) []int {
	sum := 0.0
	for _, c := range columns {
		sum += c.Share
	}
	out, used := make([]int, len(columns)), 0
	for i, c := range columns {
		out[i] = int(float64(wide) * c.Share / sum)
		used += out[i]
	}
	out[len(out)-1] += wide - used
	return out
}

func strong(spans Spans) Spans {
	out := append(Spans(nil), spans...)
	for i := range out {
		out[i].Strong = true
	}
	return out
}
