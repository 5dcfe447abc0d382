package document

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

const (
	// mdBreak is a line break inside a paragraph; mdCellBreak one inside a
	// table's cell, where a line can't end.
	mdBreak     = "\\\n"
	mdCellBreak = "<br>"
	// mdRule is the length of a line to write on, in columns.
	mdRule = 40
)

// mdWriter collects blocks, one empty line between two of them.
type mdWriter struct {
	out     strings.Builder
	wasList bool // the last block was a list, which a next one would only make longer
}

func renderMarkdown(ctx context.Context, doc Doc) ([]byte, error) {
	w := &mdWriter{}
	w.front(doc)
	for _, b := range doc.Blocks {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		w.block(doc, b)
	}
	return []byte(strings.TrimRight(w.out.String(), "\n") + "\n"), nil
}

func (w *mdWriter) front(doc Doc) {
	w.add("# ", mdSpans(Plain(doc.Title), " "))
	w.add("", mdSpans(Spans{{Text: doc.Subtitle, Emphasis: true}}, " "))
	if doc.Draft && doc.Labels.Draft != "" {
		w.add("> ", joined(" ", mdSpans(Spans{{Text: doc.Labels.Draft, Strong: true}}, " "), mdSpans(Plain(doc.Labels.DraftNote), " ")))
	}
	w.rows(doc.Facts)
	if doc.Labels.Contents == "" {
		return
	}
	var items []string
	for _, b := range doc.Blocks {
		if h, ok := b.(Heading); ok && h.Level == 1 {
			items = append(items, "- "+mdLine(titleOf(h), true))
		}
	}
	if len(items) > 0 {
		w.add("", mdSpans(Spans{{Text: doc.Labels.Contents, Strong: true}}, " "))
		w.add("", strings.Join(items, "\n"))
	}
}

func (w *mdWriter) block(doc Doc, b Block) {
	switch b := b.(type) {
	case Heading:
		w.add(strings.Repeat("#", b.Level+1)+" ", joined(" ", mdLine(b.Number, true), mdSpans(b.Text, " ")))
	case Paragraph:
		text := mdSpans(b.Text, mdBreak)
		if b.Number > 0 && text != "" {
			text = fmt.Sprintf("\\[%d\\] %s", b.Number, text)
		}
		w.add("", text)
	case List:
		w.list(b)
	case Ruled:
		w.add("", strings.Join(slices.Repeat([]string{strings.Repeat("\\_", mdRule)}, b.Lines), "\n\n"))
	case Quote:
		by := mdSpans(b.By, " ")
		if by != "" {
			by = "— " + by
		}
		w.add("> ", joined("\n\n", append(mdParas(b.Text), by)...))
	case Note:
		label := mdSpans(Spans{{Text: orElse(b.Label, doc.Labels.Note), Strong: true}}, " ")
		w.add("> ", joined("\n\n", append([]string{label}, mdParas(b.Text)...)...))
	case Facts:
		w.rows(b.Rows)
	case Signatures:
		w.signers(b)
	case Table:
		w.table(b)
	case Bars:
		w.bars(b)
	case PageBreak:
		w.add("", "---")
	}
}

// add writes a block, each of its lines behind a quote's mark or the first
// behind a heading's. Empty text writes nothing.
func (w *mdWriter) add(mark, text string) {
	if text == "" {
		return
	}
	if mark == "> " {
		text = strings.ReplaceAll(text, "\n", "\n> ")
	}
	isList := mark == "" && (strings.HasPrefix(text, "- ") || strings.HasPrefix(text, "1. "))
	if isList && w.wasList {
		w.out.WriteString("<!-- -->\n\n")
	}
	w.wasList = isList
	w.out.WriteString(mark + text + "\n\n")
}

func mdParas(paras []Spans) []string {
	out := make([]string, 0, len(paras))
	for _, p := range paras {
		out = append(out, mdSpans(p, mdBreak))
	}
	return out
}

func (w *mdWriter) list(l List) {
	var items []string
	for i, item := range l.Items {
		mark := "- "
		if l.Ordered {
			mark = fmt.Sprintf("%d. ", i+1)
		}
		text := orElse(mdSpans(item, mdBreak), "—")
		if l.Boxes {
			text = boxSign + " " + text
		}
		items = append(items, mark+strings.ReplaceAll(text, "\n", "\n"+strings.Repeat(" ", len(mark))))
	}
	w.add("", strings.Join(items, "\n"))
}

// rows are a list, not a table: Markdown's tables can't be without a head.
func (w *mdWriter) rows(rows []Row) {
	var items []string
	for _, r := range rows {
		items = append(items, "- "+mdRow(r))
	}
	w.add("", strings.Join(items, "\n"))
}

func mdRow(r Row) string {
	text := mdSpans(append(Spans{{Text: r.Label + ":", Strong: true}, {Text: " "}}, r.Value...), mdBreak)
	return strings.ReplaceAll(text, "\n", "\n  ")
}

func (w *mdWriter) signers(b Signatures) {
	var items []string
	for _, s := range b.Signers {
		lines := []string{"- " + orElse(mdSpans(s.Name, " "), "—")}
		for _, r := range s.Rows {
			lines = append(lines, "  - "+strings.ReplaceAll(mdRow(r), "\n", "\n  "))
		}
		if s.Line != "" {
			lines = append(lines, "  - "+mdLine(s.Line, true)+": "+strings.Repeat("\\_", 24))
		}
		items = append(items, strings.Join(lines, "\n"))
	}
	w.add("", strings.Join(items, "\n"))
}

func (w *mdWriter) table(t Table) {
	w.add("", mdSpans(Spans{{Text: t.Caption, Emphasis: true}}, " "))
	head, rule := "|", "|"
	for _, c := range t.Columns {
		head += " " + mdLine(c.Title, true) + " |"
		rule += map[bool]string{false: " --- |", true: " ---: |"}[c.Kind == Numbers]
	}
	lines := []string{head, rule}
	for _, row := range t.Rows {
		l := "|"
		for _, cell := range row {
			l += " " + mdSpans(cell, mdCellBreak) + " |"
		}
		lines = append(lines, l)
	}
	w.add("", strings.Join(lines, "\n"))
}

func (w *mdWriter) bars(b Bars) {
	w.table(asTable(b))
}

// asTable is a distribution in words, for formats and readers without bars.
func asTable(b Bars) Table {
	t := Table{Caption: b.Caption, RowHeads: true, Columns: []Column{{Title: b.LabelTitle, Share: 2}, {Title: b.WordsTitle, Share: 3}}}
	for _, r := range b.Rows {
		t.Rows = append(t.Rows, []Spans{r.Label, Plain(orElse(r.Words, fmt.Sprint(r.Count)))})
	}
	return t
}
