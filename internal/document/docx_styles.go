package document

import "fmt"

// The page: A4 and US Letter both hold this text width; sizes are in
// twentieths of a point.
const (
	docxPageWide = 12240 // US Letter, the paper of those this serves
	docxPageHigh = 15840
	docxMargin   = 1588 // 2.8 cm
	docxTextWide = docxPageWide - 2*docxMargin
	docxInk      = "1F2328"
	docxDeep     = "16324F" // headings and rules
	docxSoft     = "4A525A" // labels, foot
	docxLine     = "C9D1D9"
	docxPale     = "F2F5F8"
)

// docxStyle is a paragraph style. Sizes of type are in half points, distances
// in twentieths of a point.
type docxStyle struct {
	id, name      string
	size          int
	bold, italic  bool
	color         string
	before, after int
	level         int // outline level from 1; 0 is body text
	keepNext      bool
	extra         []element // what pPr has besides, in the schema's order before w:spacing
	indent        []attr
}

// docxSize is a size in half points; in large print none is under 18 points.
func docxSize(size int, large bool) int {
	if !large {
		return size
	}
	return 36 + max(0, size-22)*4/5
}

func docxStyles(lang string, large bool) []byte {
	body := fmt.Sprint(docxSize(22, large))
	root := el("w:styles", attr{"xmlns:w", nsWord},
		el("w:docDefaults",
			el("w:rPrDefault", el("w:rPr",
				el("w:rFonts", attr{"w:ascii", "Calibri"}, attr{"w:hAnsi", "Calibri"}, attr{"w:eastAsia", "Calibri"}, attr{"w:cs", "Calibri"}),
				val("w:color", docxInk), val("w:sz", body), val("w:szCs", body),
				el("w:lang", attr{"w:val", lang}, attr{"w:eastAsia", lang}, attr{"w:bidi", lang}))),
			el("w:pPrDefault", el("w:pPr", el("w:spacing", attr{"w:after", "160"}, attr{"w:line", "300"}, attr{"w:lineRule", "auto"})))),
		el("w:style", attr{"w:type", "paragraph"}, attr{"w:default", "1"}, attr{"w:styleId", "Normal"}, val("w:name", "Normal"), el("w:qFormat")),
		el("w:style", attr{"w:type", "character"}, attr{"w:default", "1"}, attr{"w:styleId", "DefaultParagraphFont"}, val("w:name", "Default Paragraph Font")),
		el("w:style", attr{"w:type", "table"}, attr{"w:default", "1"}, attr{"w:styleId", "TableNormal"}, val("w:name", "Normal Table")),
		docxTableStyle())
	for _, s := range docxParagraphStyles() {
		if s.size > 0 {
			s.size = docxSize(s.size, large)
		}
		root.kids = append(root.kids, s.element())
	}
	return root.part()
}

func docxParagraphStyles() []docxStyle {
	side := func(color string, fill bool) []element {
		out := []element{el("w:pBdr", el("w:left", attr{"w:val", "single"}, attr{"w:sz", "24"}, attr{"w:space", "10"}, attr{"w:color", color}))}
		if fill {
			out = append(out, el("w:shd", attr{"w:val", "clear"}, attr{"w:color", "auto"}, attr{"w:fill", docxPale}))
		}
		return out
	}
	top := []element{el("w:pBdr", el("w:top", attr{"w:val", "single"}, attr{"w:sz", "6"}, attr{"w:space", "4"}, attr{"w:color", docxInk}))}
	bottom := []element{el("w:pBdr", el("w:bottom", attr{"w:val", "single"}, attr{"w:sz", "6"}, attr{"w:space", "1"}, attr{"w:color", docxInk}))}
	right := []element{el("w:tabs", el("w:tab", attr{"w:val", "right"}, attr{"w:pos", fmt.Sprint(docxTextWide)}))}
	hang := func(by string) []attr { return []attr{{"w:left", by}, {"w:hanging", by}} }
	inset := []attr{{"w:left", "340"}, {"w:right", "340"}}
	return []docxStyle{
		{id: "Title", name: "Title", size: 52, bold: true, color: docxDeep, before: 2400, after: 120, keepNext: true},
		{id: "Subtitle", name: "Subtitle", size: 28, color: docxSoft, after: 480},
		{id: "Draft", name: "Draft", size: 24, bold: true, color: "7A2E0E", before: 120, after: 240},
		{id: "Heading1", name: "heading 1", size: 32, bold: true, color: docxDeep, before: 560, after: 160, level: 1, keepNext: true},
		{id: "Heading2", name: "heading 2", size: 26, bold: true, color: docxDeep, before: 400, after: 120, level: 2, keepNext: true},
		{id: "Heading3", name: "heading 3", size: 23, bold: true, color: docxInk, before: 320, after: 80, level: 3, keepNext: true},
		{id: "Heading4", name: "heading 4", size: 22, bold: true, italic: true, color: docxInk, before: 280, after: 60, level: 4, keepNext: true},
		{id: "TOCHeading", name: "TOC Heading", size: 28, bold: true, color: docxDeep, before: 240, after: 160, keepNext: true},
		{id: "TOC1", name: "toc 1", after: 60},
		{id: "TOC2", name: "toc 2", after: 40, indent: []attr{{"w:left", "340"}}},
		{id: "ListParagraph", name: "List Paragraph", after: 80},
		{id: "Box", name: "Box to Tick", after: 80, indent: hang("454")},
		{id: "Ruled", name: "Line to Write on", before: 240, after: 120, extra: bottom},
		{id: "Numbered", name: "Numbered Paragraph", indent: hang("567")},
		{id: "Fact", name: "Fact", after: 80, indent: hang("2552")},
		{id: "Quote", name: "Quote", indent: inset, extra: side("9AA7B4", false)},
		{id: "NoteLabel", name: "Note Label", bold: true, before: 200, keepNext: true, indent: inset, extra: side(docxDeep, true)},
		{id: "Note", name: "Note", indent: inset, extra: side(docxDeep, true)},
		{id: "Caption", name: "caption", bold: true, before: 280, after: 120, keepNext: true},
		{id: "Cell", name: "Table Text", size: 20, after: 40},
		{id: "Signer", name: "Signer", size: 24, bold: true, before: 400, after: 80, keepNext: true},
		{id: "SignatureLine", name: "Signature Line", size: 18, color: docxSoft, before: 900, after: 240, indent: []attr{{"w:right", "3400"}}, extra: top},
		{id: "Header", name: "header", size: 20, color: "7A2E0E", extra: right},
		{id: "Footer", name: "footer", size: 18, color: docxSoft, extra: right},
	}
}

func (s docxStyle) element() element {
	ppr := el("w:pPr")
	add := func(e element) { ppr.kids = append(ppr.kids, e) }
	if s.keepNext {
		add(el("w:keepNext"))
		add(el("w:keepLines"))
	}
	for _, e := range s.extra {
		add(e)
	}
	spacing := el("w:spacing")
	if s.before > 0 {
		spacing.attrs = append(spacing.attrs, attr{"w:before", fmt.Sprint(s.before)})
	}
	if s.after > 0 {
		spacing.attrs = append(spacing.attrs, attr{"w:after", fmt.Sprint(s.after)})
	}
	if s.level > 0 || s.id == "Title" {
		spacing.attrs = append(spacing.attrs, attr{"w:line", "252"}, attr{"w:lineRule", "auto"})
	}
	if len(spacing.attrs) > 0 {
		add(spacing)
	}
	if len(s.indent) > 0 {
		add(element{name: "w:ind", attrs: s.indent})
	}
	if s.level > 0 {
		add(val("w:outlineLvl", fmt.Sprint(s.level-1)))
	}
	rpr := el("w:rPr")
	if s.bold {
		rpr.kids = append(rpr.kids, el("w:b"), el("w:bCs"))
	}
	if s.italic {
		rpr.kids = append(rpr.kids, el("w:i"), el("w:iCs"))
	}
	if s.color != "" {
		rpr.kids = append(rpr.kids, val("w:color", s.color))
	}
	if s.size > 0 {
		rpr.kids = append(rpr.kids, val("w:sz", fmt.Sprint(s.size)), val("w:szCs", fmt.Sprint(s.size)))
	}
	return el("w:style", attr{"w:type", "paragraph"}, attr{"w:styleId", s.id}, val("w:name", s.name),
		val("w:basedOn", "Normal"), val("w:next", "Normal"), el("w:qFormat"), ppr, rpr)
}

// docxTableStyle has rules between rows only, a bold head and room to breathe.
func docxTableStyle() element {
	rule := func(side, size, color string) element {
		return el("w:"+side, attr{"w:val", "single"}, attr{"w:sz", size}, attr{"w:space", "0"}, attr{"w:color", color})
	}
	room := func(side, w string) element { return el("w:"+side, attr{"w:w", w}, attr{"w:type", "dxa"}) }
	return el("w:style", attr{"w:type", "table"}, attr{"w:styleId", "Rows"}, val("w:name", "Rows"), val("w:basedOn", "TableNormal"),
		el("w:tblPr",
			el("w:tblBorders", rule("top", "8", docxDeep), rule("bottom", "8", docxDeep), rule("insideH", "4", docxLine)),
			el("w:tblCellMar", room("top", "80"), room("left", "60"), room("bottom", "60"), room("right", "140"))),
		el("w:tblStylePr", attr{"w:type", "firstRow"}, el("w:rPr", el("w:b"), el("w:bCs")),
			el("w:tcPr", el("w:shd", attr{"w:val", "clear"}, attr{"w:color", "auto"}, attr{"w:fill", docxPale}))),
		el("w:tblStylePr", attr{"w:type", "firstCol"}, el("w:rPr", el("w:b"), el("w:bCs"))))
}
