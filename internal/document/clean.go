package document

import (
	"fmt"
	"strings"

	"convene/internal/safetext"
)

// cleaned returns a copy of doc in which every string went through safetext
// once more, headings have an anchor and a level that exist, and tables are
// rectangular. Renderers see nothing else (safety §2 "Exports").
func cleaned(doc Doc) Doc {
	doc.Title, doc.Subtitle = line(doc.Title), line(doc.Subtitle)
	doc.Lang = langTag(doc.Lang)
	if doc.Lang == "" {
		doc.Lang = "und"
	}
	doc.Status, doc.Version = line(doc.Status), line(doc.Version)
	doc.Date = doc.Date.UTC()
	doc.Facts = cleanRows(doc.Facts)
	doc.Meta = Meta{ID: line(doc.Meta.ID), Creator: line(doc.Meta.Creator),
		Description: line(doc.Meta.Description), Keywords: cleanLines(doc.Meta.Keywords)}
	l := doc.Labels
	doc.Labels = Labels{Draft: line(l.Draft), DraftNote: line(l.DraftNote), Contents: line(l.Contents),
		Skip: line(l.Skip), Page: line(l.Page), Note: line(l.Note), Missing: line(l.Missing), MissingNote: line(l.MissingNote)}
	taken := map[string]bool{}
	blocks := make([]Block, 0, len(doc.Blocks))
	for i, b := range doc.Blocks {
		if b = cleanBlock(b); b == nil {
			continue
		}
		if h, ok := b.(Heading); ok {
			h.ID = anchor(h.ID, i, taken)
			b = h
		}
		blocks = append(blocks, b)
	}
	doc.Blocks = blocks
	return doc
}

// maxRuled is the most empty lines in one place: about two pages.
const maxRuled = 60

func cleanBlock(b Block) Block {
	switch b := b.(type) {
	case Heading:
		b.Level = min(max(b.Level, 1), 4)
		b.Number, b.Text = line(b.Number), cleanSpans(b.Text)
		return b
	case Paragraph:
		b.Text = cleanSpans(b.Text)
		return b
	case List:
		b.Items = cleanParas(b.Items)
		return b
	case Ruled:
		b.Lines = min(max(b.Lines, 0), maxRuled)
		return b
	case Table:
		return cleanTable(b)
	case Quote:
		b.Text, b.By = cleanParas(b.Text), cleanSpans(b.By)
		return b
	case Note:
		b.Label, b.Text = line(b.Label), cleanParas(b.Text)
		return b
	case Facts:
		b.Rows = cleanRows(b.Rows)
		return b
	case Signatures:
		signers := make([]Signature, len(b.Signers))
		for i, s := range b.Signers {
			signers[i] = Signature{Name: cleanSpans(s.Name), Rows: cleanRows(s.Rows), Line: line(s.Line)}
		}
		return Signatures{Signers: signers}
	case PageBreak:
		return b
	case Bars:
		return cleanBars(b)
	}
	return nil
}

func cleanTable(t Table) Table {
	out := Table{Caption: line(t.Caption), RowHeads: t.RowHeads, Columns: make([]Column, len(t.Columns)), Rows: make([][]Spans, len(t.Rows))}
	for i, c := range t.Columns {
		if !(c.Share > 0 && c.Share < 1000) { // also when it is no number
			c.Share = 1
		}
		out.Columns[i] = Column{Title: line(c.Title), Kind: c.Kind, Share: c.Share}
	}
	if len(out.Columns) == 0 {
		out.Columns = []Column{{Share: 1}}
	}
	last := len(out.Columns) - 1
	for i, row := range t.Rows {
		cells := make([]Spans, len(out.Columns))
		for j, cell := range row {
			cell = cleanSpans(cell)
			if j > last {
				cells[last] = append(append(cells[last], Span{Text: " "}), cell...)
				continue
			}
			cells[j] = cell
		}
		out.Rows[i] = cells
	}
	return out
}

func cleanBars(b Bars) Bars {
	rows := make([]Bar, len(b.Rows))
	for i, r := range b.Rows {
		rows[i] = Bar{Label: cleanSpans(r.Label), Count: max(r.Count, 0), Words: line(r.Words)}
	}
	return Bars{Caption: line(b.Caption), Of: fullBar(b.Of, rows), LabelTitle: line(b.LabelTitle), WordsTitle: line(b.WordsTitle), Rows: rows}
}

// fullBar is the count of a bar of full length, never less than any count.
func fullBar(of int, rows []Bar) int {
	sum, most := 0, 0
	for _, r := range rows {
		sum, most = sum+r.Count, max(most, r.Count)
	}
	if of <= 0 {
		of = sum
	}
	return max(of, most)
}

func cleanRows(rows []Row) []Row {
	out := make([]Row, len(rows))
	for i, r := range rows {
		out[i] = Row{Label: line(r.Label), Value: cleanSpans(r.Value)}
	}
	return out
}

func cleanParas(paras []Spans) []Spans {
	out := make([]Spans, len(paras))
	for i, p := range paras {
		out[i] = cleanSpans(p)
	}
	return out
}

// cleanSpans also joins neighbours of one style, so that no renderer has to
// close and open the same mark between two letters.
func cleanSpans(spans Spans) Spans {
	out := make(Spans, 0, len(spans))
	for _, s := range spans {
		s.Text, s.Lang = body(s.Text), langTag(s.Lang)
		if s.Text == "" {
			continue
		}
		if n := len(out); n > 0 {
			last := out[n-1]
			last.Text, s.Text = s.Text, last.Text // compare all but the text
			if last == (Span{Text: last.Text, Strong: s.Strong, Emphasis: s.Emphasis, Lang: s.Lang, Name: s.Name}) {
				out[n-1].Text += last.Text
				continue
			}
			last.Text, s.Text = s.Text, last.Text
		}
		out = append(out, s)
	}
	return out
}

func cleanLines(words []string) []string {
	out := make([]string, 0, len(words))
	for _, w := range words {
		if w = line(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// line cleans text that stands on one line: line feeds and tabs become spaces.
func line(raw string) string {
	return strings.TrimSpace(strings.Map(flat, body(raw)))
}

// flat turns a line feed or tab into a space.
func flat(r rune) rune {
	if r == '\n' || r == '\t' {
		return ' '
	}
	return r
}

// body cleans text that may run over several lines. It is cleaned as text that
// comes back from a store, whatever kind it was when it was typed: what passed
// once is not changed here, not even at the seam of two spans.
func body(raw string) string {
	var t safetext.Text
	if t.UnmarshalText([]byte(raw)) != nil {
		return ""
	}
	return t.String()
}

// langTag returns tag if it has the form of a language tag, else nothing: it
// is written into attributes as it is.
func langTag(tag string) string {
	if len(tag) < 2 || len(tag) > 35 {
		return ""
	}
	for i, part := range strings.Split(tag, "-") {
		if len(part) == 0 || len(part) > 8 || i == 0 && strings.ContainsAny(part, "0123456789") {
			return ""
		}
		for _, r := range part {
			if !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9') {
				return ""
			}
		}
	}
	return tag
}

// anchor returns id if it can be one in every format and is new, else one made
// from the heading's place.
func anchor(id string, place int, taken map[string]bool) string {
	ok := len(id) > 0 && len(id) <= 60 && id[0] >= 'a' && id[0] <= 'z'
	for _, r := range id {
		ok = ok && ('a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '-')
	}
	for n := place + 1; !ok || taken[id]; n++ {
		id, ok = fmt.Sprintf("part-%d", n), true
	}
	taken[id] = true
	return id
}

// plainText is the words of spans without their styles.
func plainText(spans Spans) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return b.String()
}

// titleOf is a heading's number and words on one line.
func titleOf(h Heading) string {
	return strings.TrimSpace(h.Number + " " + strings.Map(flat, plainText(h.Text)))
}
