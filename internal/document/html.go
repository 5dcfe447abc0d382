package document

import (
	"context"
	"fmt"
	"html"
	"strings"
)

// htmlWriter writes elements. Every text and every attribute passes escape;
// tags and classes are constants of this file.
type htmlWriter struct {
	out strings.Builder
}

func renderHTML(ctx context.Context, doc Doc) ([]byte, error) {
	w := &htmlWriter{}
	w.head(doc)
	w.front(doc)
	for _, b := range doc.Blocks {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		w.block(doc, b)
	}
	w.raw("</main>\n<footer>")
	w.text("p", "", joined(" · ", doc.Title, doc.Status, doc.Version))
	w.raw("</footer>\n</body>\n</html>\n")
	return []byte(w.out.String()), nil
}

func (w *htmlWriter) raw(s string) { w.out.WriteString(s) }

func escape(s string) string { return html.EscapeString(s) }

// text writes an element of one text; empty text writes nothing.
func (w *htmlWriter) text(tag, class, text string) {
	if text != "" {
		w.spans(tag, class, Plain(text))
	}
}

// spans writes an element of styled text. Its direction follows its words, so
// that right-to-left text never turns round what stands beside it.
func (w *htmlWriter) spans(tag, class string, spans Spans) {
	if class != "" {
		class = ` class="` + class + `"`
	}
	w.raw("<" + tag + class + ` dir="auto">` + htmlSpans(spans) + "</" + strings.Fields(tag)[0] + ">\n")
}

func htmlSpans(spans Spans) string {
	var b strings.Builder
	for _, s := range spans {
		text := strings.ReplaceAll(escape(s.Text), "\n", "<br>\n")
		if s.Emphasis {
			text = "<em>" + text + "</em>"
		}
		if s.Strong {
			text = "<strong>" + text + "</strong>"
		}
		attrs := ""
		if s.Lang != "" {
			attrs += ` lang="` + escape(s.Lang) + `" dir="auto"`
		}
		if s.Name {
			attrs += ` class="name" translate="no"`
		}
		if attrs != "" {
			text = "<span" + attrs + ">" + text + "</span>"
		}
		b.WriteString(text)
	}
	return b.String()
}

func (w *htmlWriter) head(doc Doc) {
	w.raw("<!DOCTYPE html>\n<html lang=\"" + escape(doc.Lang) + "\">\n<head>\n<meta charset=\"utf-8\">\n" +
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n" +
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n" +
		"<title>" + escape(joined(" · ", doc.Title, draftWord(doc))) + "</title>\n")
	w.meta("author", doc.Meta.Creator)
	w.meta("description", doc.Meta.Description)
	w.meta("keywords", strings.Join(doc.Meta.Keywords, ", "))
	if !doc.Date.IsZero() {
		w.meta("date", doc.Date.Format("2006-01-02"))
	}
	w.raw("<style>\n" + htmlStyle + map[bool]string{true: htmlLarge}[doc.Large] + "</style>\n</head>\n<body>\n")
	if doc.Labels.Skip != "" {
		w.raw(`<a class="skip" href="#text">` + escape(doc.Labels.Skip) + "</a>\n")
	}
}

func (w *htmlWriter) meta(name, content string) {
	if content != "" {
		w.raw(`<meta name="` + name + `" content="` + escape(content) + "\">\n")
	}
}

func draftWord(doc Doc) string {
	if doc.Draft {
		return doc.Labels.Draft
	}
	return ""
}

func (w *htmlWriter) front(doc Doc) {
	w.raw("<header>\n")
	if draft := draftWord(doc); draft != "" {
		w.raw(`<p class="draft"><strong>` + escape(draft) + "</strong> " + escape(doc.Labels.DraftNote) + "</p>\n")
	}
	w.text("h1", "", doc.Title)
	w.text("p", "subtitle", doc.Subtitle)
	w.rows(doc.Facts)
	w.raw("</header>\n")
	w.contents(doc)
	w.raw("<main id=\"text\" tabindex=\"-1\">\n")
}

func (w *htmlWriter) contents(doc Doc) {
	if doc.Labels.Contents == "" {
		return
	}
	w.raw(`<nav aria-label="` + escape(doc.Labels.Contents) + "\">\n<p class=\"label\">" + escape(doc.Labels.Contents) + "</p>\n<ul>\n")
	for _, b := range doc.Blocks {
		if h, ok := b.(Heading); ok && h.Level == 1 {
			w.raw(`<li><a href="#` + h.ID + `" dir="auto">` + escape(joined(" ", h.Number)) + " " + htmlSpans(h.Text) + "</a></li>\n")
		}
	}
	w.raw("</ul>\n</nav>\n")
}

func (w *htmlWriter) block(doc Doc, b Block) {
	switch b := b.(type) {
	case Heading:
		tag := fmt.Sprintf("h%d", b.Level+1)
		text := b.Text
		if b.Number != "" {
			text = append(Spans{{Text: b.Number + " "}}, b.Text...)
		}
		w.spans(fmt.Sprintf(`%s id="%s"`, tag, b.ID), "", text)
	case Paragraph:
		w.paragraph(b)
	case List:
		tag := map[bool]string{false: "ul", true: "ol"}[b.Ordered]
		w.raw("<" + tag + map[bool]string{true: ` class="boxes"`}[b.Boxes] + ">\n")
		for _, item := range b.Items {
			w.item(b, item)
		}
		w.raw("</" + tag + ">\n")
	case Ruled:
		w.raw(strings.Repeat("<div class=\"rule\"></div>\n", b.Lines))
	case Quote:
		w.raw("<blockquote>\n")
		w.paras(b.Text)
		if len(b.By) > 0 {
			w.spans("p", "by", b.By)
		}
		w.raw("</blockquote>\n")
	case Note:
		w.note(doc, b)
	case Facts:
		w.rows(b.Rows)
	case Signatures:
		w.signers(b)
	case Table:
		w.table(b, nil)
	case Bars:
		w.table(asTable(b), &b)
	case PageBreak:
		w.raw("<div class=\"page\"></div>\n")
	}
}

func (w *htmlWriter) paragraph(p Paragraph) {
	if p.Number <= 0 {
		w.spans("p", "", p.Text)
		return
	}
	w.raw(fmt.Sprintf("<p class=\"numbered\" dir=\"auto\"><span class=\"num\">%d</span> %s</p>\n", p.Number, htmlSpans(p.Text)))
}

func (w *htmlWriter) item(l List, item Spans) {
	if !l.Boxes {
		w.spans("li", "", item)
		return
	}
	w.raw(`<li dir="auto"><span class="box">` + boxSign + "</span> " + htmlSpans(item) + "</li>\n")
}

func (w *htmlWriter) paras(paras []Spans) {
	for _, p := range paras {
		w.spans("p", "", p)
	}
}

func (w *htmlWriter) note(doc Doc, n Note) {
	label := orElse(n.Label, doc.Labels.Note)
	w.raw(`<aside class="note"`)
	if label != "" {
		w.raw(` aria-label="` + escape(label) + `"`)
	}
	w.raw(">\n")
	w.text("p", "label", label)
	w.paras(n.Text)
	w.raw("</aside>\n")
}

func (w *htmlWriter) rows(rows []Row) {
	if len(rows) == 0 {
		return
	}
	w.raw("<dl>\n")
	for _, r := range rows {
		w.raw("<div>")
		w.spans("dt", "", Plain(r.Label))
		w.spans("dd", "", r.Value)
		w.raw("</div>\n")
	}
	w.raw("</dl>\n")
}

func (w *htmlWriter) signers(b Signatures) {
	w.raw("<div class=\"signers\">\n")
	for _, s := range b.Signers {
		w.raw("<section class=\"signer\">\n")
		w.spans("p", "who", s.Name)
		w.rows(s.Rows)
		w.text("p", "line", s.Line)
		w.raw("</section>\n")
	}
	w.raw("</div>\n")
}

// table writes a table; bars, if not nil, are drawn in the last column
// beside the words that say the same.
func (w *htmlWriter) table(t Table, bars *Bars) {
	w.raw("<div class=\"wide\">\n<table>\n")
	w.text("caption", "", t.Caption)
	w.raw("<thead>\n<tr>\n")
	for _, c := range t.Columns {
		w.spans(`th scope="col"`, columnClass(c), Plain(c.Title))
	}
	w.raw("</tr>\n</thead>\n<tbody>\n")
	for i, row := range t.Rows {
		w.raw("<tr>\n")
		for j, cell := range row {
			switch {
			case j == 0 && t.RowHeads:
				w.spans(`th scope="row"`, columnClass(t.Columns[j]), cell)
			case j == 1 && bars != nil:
				w.raw(fmt.Sprintf(`<td dir="auto"><span class="bar" aria-hidden="true"><span style="width:%d%%"></span></span> %s</td>`+"\n",
					barLength(bars.Rows[i].Count, bars.Of, 100), htmlSpans(cell)))
			default:
				w.spans("td", columnClass(t.Columns[j]), cell)
			}
		}
		w.raw("</tr>\n")
	}
	w.raw("</tbody>\n</table>\n</div>\n")
}

func columnClass(c Column) string {
	return map[ColumnKind]string{Numbers: "number", Dates: "date"}[c.Kind]
}
