package document

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/bidi"
)

// docxWriter collects the body's elements. lists counts the numbered lists, so
// that each gets a count of its own; mark counts bookmarks.
type docxWriter struct {
	doc   Doc
	out   []element
	lists int
	marks int
	fresh bool // what comes next starts a page
}

func (w *docxWriter) body(ctx context.Context) ([]byte, error) {
	w.front()
	for _, b := range w.doc.Blocks {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		w.block(b)
	}
	m := fmt.Sprint(docxMargin)
	section := el("w:sectPr",
		el("w:headerReference", attr{"w:type", "default"}, attr{"r:id", "rId4"}),
		el("w:footerReference", attr{"w:type", "default"}, attr{"r:id", "rId5"}),
		el("w:pgSz", attr{"w:w", fmt.Sprint(docxPageWide)}, attr{"w:h", fmt.Sprint(docxPageHigh)}),
		el("w:pgMar", attr{"w:top", m}, attr{"w:right", m}, attr{"w:bottom", m}, attr{"w:left", m},
			attr{"w:header", "800"}, attr{"w:footer", "800"}, attr{"w:gutter", "0"}))
	return el("w:document", attr{"xmlns:w", nsWord}, attr{"xmlns:r", nsRel}, el("w:body", w.out, section)).part(), nil
}

func (w *docxWriter) add(e ...element) {
	if w.fresh && len(e) > 0 {
		w.fresh = false
		if e[0].name == "w:p" {
			e = append([]element{withPPr(e[0], el("w:pageBreakBefore"))}, e[1:]...)
		} else {
			w.out = append(w.out, el("w:p", el("w:pPr", el("w:pageBreakBefore"))))
		}
	}
	w.out = append(w.out, e...)
}

func (w *docxWriter) front() {
	doc := w.doc
	w.add(docxPara("Title", docxRuns(Plain(doc.Title))))
	if doc.Subtitle != "" {
		w.add(docxPara("Subtitle", docxRuns(Plain(doc.Subtitle))))
	}
	if draft := draftWord(doc); draft != "" {
		w.add(docxPara("Draft", docxRuns(Plain(joined(". ", draft, doc.Labels.DraftNote)))))
	}
	w.rows(doc.Facts, false)
	if doc.Labels.Contents != "" {
		w.contents()
	}
	if len(doc.Blocks) > 0 && !doc.Short {
		w.block(PageBreak{})
	}
}

// contents links to each part. Page numbers are left to the reader's word
// processor, which alone knows them.
func (w *docxWriter) contents() {
	var items []element
	for _, b := range w.doc.Blocks {
		if h, ok := b.(Heading); ok && h.Level <= 2 {
			items = append(items, docxPara(fmt.Sprintf("TOC%d", h.Level), []element{
				el("w:hyperlink", attr{"w:anchor", bookmark(h.ID)}, attr{"w:history", "1"}, docxRuns(numberedText(h)))}))
		}
	}
	if len(items) == 0 {
		return
	}
	w.block(PageBreak{})
	w.add(docxPara("TOCHeading", docxRuns(Plain(w.doc.Labels.Contents))))
	w.add(items...)
}

// bookmark is the anchor's name in Word, which takes no hyphen and 40
// characters at most; the place makes up for what is cut.
func bookmark(id string) string {
	name := "s_" + strings.ReplaceAll(id, "-", "_")
	if len(name) > 40 {
		sum := uint32(2166136261) // FNV-1a
		for _, c := range []byte(id) {
			sum = (sum ^ uint32(c)) * 16777619
		}
		name = fmt.Sprintf("%s_%08x", name[:31], sum)
	}
	return name
}

// numberedText is a heading's words behind its number.
func numberedText(h Heading) Spans {
	if h.Number == "" {
		return h.Text
	}
	return append(Spans{{Text: h.Number + " "}}, h.Text...)
}

func (w *docxWriter) block(b Block) {
	switch b := b.(type) {
	case Heading:
		w.marks++
		id := attr{"w:id", fmt.Sprint(w.marks)}
		runs := []element{el("w:bookmarkStart", id, attr{"w:name", bookmark(b.ID)})}
		runs = append(append(runs, docxRuns(numberedText(b))...), el("w:bookmarkEnd", id))
		w.add(docxPara(fmt.Sprintf("Heading%d", b.Level), runs))
	case Paragraph:
		w.paragraph(b)
	case List:
		w.list(b)
	case Ruled:
		for range b.Lines {
			w.add(docxPara("Ruled", nil))
		}
	case Quote:
		w.paras("Quote", b.Text)
		if len(b.By) > 0 {
			w.add(docxPara("Quote", docxRuns(append(Spans{{Text: "— "}}, b.By...))))
		}
	case Note:
		if label := orElse(b.Label, w.doc.Labels.Note); label != "" {
			w.add(docxPara("NoteLabel", docxRuns(Plain(label))))
		}
		w.paras("Note", b.Text)
	case Facts:
		w.rows(b.Rows, false)
	case Signatures:
		for _, s := range b.Signers {
			w.add(docxPara("Signer", docxRuns(s.Name)))
			w.rows(s.Rows, s.Line != "")
			if s.Line != "" {
				w.add(docxPara("SignatureLine", docxRuns(Plain(s.Line))))
			}
		}
	case Table:
		w.table(b, nil)
	case Bars:
		w.table(asTable(b), &b)
	case PageBreak:
		w.fresh = true
	}
}

func (w *docxWriter) paragraph(p Paragraph) {
	if p.Number <= 0 {
		para := docxPara("", docxRuns(p.Text))
		if p.Lead {
			para = withPPr(para, el("w:keepNext"))
		}
		w.add(para)
		return
	}
	runs := append(docxRuns(Plain(fmt.Sprint(p.Number))), el("w:r", el("w:tab")))
	w.add(docxPara("Numbered", append(runs, docxRuns(p.Text)...)))
}

func (w *docxWriter) paras(style string, paras []Spans) {
	for _, p := range paras {
		w.add(docxPara(style, docxRuns(p)))
	}
}

func (w *docxWriter) list(l List) {
	if l.Boxes {
		for _, item := range l.Items {
			runs := append(docxRuns(Plain(boxSign)), el("w:r", el("w:tab")))
			w.add(docxPara("Box", append(runs, docxRuns(item)...)))
		}
		return
	}
	id := "1"
	if l.Ordered {
		w.lists++
		id = fmt.Sprint(w.lists + 1)
	}
	for i, item := range l.Items {
		p := withPPr(docxPara("ListParagraph", docxRuns(item)), el("w:numPr", val("w:ilvl", "0"), val("w:numId", id)))
		if i == len(l.Items)-1 {
			p = withPPr(p, el("w:spacing", attr{"w:after", "200"}))
		}
		w.add(p)
	}
}

// rows are paragraphs of label, tab and value. With together set none of them
// is parted from what follows.
func (w *docxWriter) rows(rows []Row, together bool) {
	for _, r := range rows {
		runs := append(docxRuns(Spans{{Text: r.Label, Strong: true}}), el("w:r", el("w:tab")))
		p := docxPara("Fact", append(runs, docxRuns(r.Value)...))
		if together {
			p = withPPr(p, el("w:keepNext"))
		}
		w.add(p)
	}
}

// docxPara is a paragraph in a style; one whose first strong letter runs right
// to left runs so as a whole.
func docxPara(style string, runs []element) element {
	ppr := el("w:pPr")
	if style != "" {
		ppr.kids = append(ppr.kids, val("w:pStyle", style))
	}
	p := el("w:p", ppr, runs)
	if rightToLeft(runsText(runs)) {
		p = withPPr(p, el("w:bidi"))
	}
	return p
}

func runsText(runs []element) string {
	var b strings.Builder
	for _, r := range runs {
		for _, k := range r.kids {
			switch k := k.(type) {
			case element:
				b.WriteString(runsText([]element{k}))
			case string:
				b.WriteString(k)
			}
		}
	}
	return b.String()
}

// withPPr adds a property to a paragraph, in the order that the schema wants.
func withPPr(p element, prop element) element {
	ppr, ok := p.kids[0].(element)
	if !ok || ppr.name != "w:pPr" {
		return p
	}
	const order = " w:pStyle w:keepNext w:keepLines w:pageBreakBefore w:numPr w:pBdr w:shd w:tabs w:bidi w:spacing w:ind w:jc "
	place := func(e any) int { return strings.Index(order, " "+e.(element).name+" ") }
	kids := append(append([]any{}, ppr.kids...), prop)
	slices.SortStableFunc(kids, func(a, b any) int { return place(a) - place(b) })
	ppr.kids = kids
	p.kids = append([]any{ppr}, p.kids[1:]...)
	return p
}

// docxRuns are spans as runs, each with its own language.
func docxRuns(spans Spans) []element {
	var out []element
	for _, s := range spans {
		rtl := rightToLeft(s.Text)
		rpr := el("w:rPr")
		add := func(on bool, e ...element) {
			if on {
				for _, k := range e {
					rpr.kids = append(rpr.kids, k)
				}
			}
		}
		add(s.Strong, el("w:b"), el("w:bCs"))
		add(s.Emphasis, el("w:i"), el("w:iCs"))
		add(s.Name, el("w:noProof"))
		add(rtl, el("w:rtl"))
		if s.Lang != "" {
			lang := el("w:lang", attr{"w:val", s.Lang}, attr{"w:eastAsia", s.Lang})
			if rtl {
				lang.attrs = append(lang.attrs, attr{"w:bidi", s.Lang})
			}
			add(true, lang)
		}
		run := el("w:r")
		if len(rpr.kids) > 0 {
			run.kids = append(run.kids, rpr)
		}
		for i, l := range strings.Split(s.Text, "\n") {
			if i > 0 {
				run.kids = append(run.kids, el("w:br"))
			}
			if l != "" {
				run.kids = append(run.kids, el("w:t", attr{"xml:space", "preserve"}, l))
			}
		}
		out = append(out, run)
	}
	return out
}

// rightToLeft says whether the first letter with a direction runs right to
// left.
func rightToLeft(s string) bool {
	for _, r := range s {
		p, _ := bidi.LookupRune(r)
		switch p.Class() {
		case bidi.L:
			return false
		case bidi.R, bidi.AL:
			return true
		}
	}
	return false
}
