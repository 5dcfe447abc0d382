package document

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"strings"
	"time"
)

const (
	nsWord    = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	nsRel     = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	nsPackage = "http://schemas.openxmlformats.org/package/2006/"
	mimeWord  = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// renderDOCX writes a WordprocessingML package (ECMA-376): the parts a word
// processor needs and no more. Files in it carry no time, so that the same
// document gives the same bytes.
func renderDOCX(ctx context.Context, doc Doc) ([]byte, error) {
	w := &docxWriter{doc: doc}
	body, err := w.body(ctx)
	if err != nil {
		return nil, err
	}
	parts := []struct {
		name string
		data []byte
	}{
		{"[Content_Types].xml", docxTypes()},
		{"_rels/.rels", docxRels(
			[2]string{nsRel + "/officeDocument", "word/document.xml"},
			[2]string{nsPackage + "relationships/metadata/core-properties", "docProps/core.xml"})},
		{"docProps/core.xml", docxCore(doc)},
		{"word/document.xml", body},
		{"word/_rels/document.xml.rels", docxRels(
			[2]string{nsRel + "/styles", "styles.xml"},
			[2]string{nsRel + "/numbering", "numbering.xml"},
			[2]string{nsRel + "/settings", "settings.xml"},
			[2]string{nsRel + "/header", "header.xml"},
			[2]string{nsRel + "/footer", "footer.xml"})},
		{"word/styles.xml", docxStyles(doc.Lang, doc.Large)},
		{"word/numbering.xml", docxNumbering(w.lists)},
		{"word/settings.xml", docxSettings(doc)},
		{"word/header.xml", docxHeader(doc)},
		{"word/footer.xml", docxFooter(doc)},
	}
	var buf bytes.Buffer
	zw := zip.NewWriter(&buf)
	for _, p := range parts {
		f, err := zw.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate})
		if err != nil {
			return nil, fmt.Errorf("packing %s: %w", p.name, err)
		}
		if _, err := f.Write(p.data); err != nil {
			return nil, fmt.Errorf("packing %s: %w", p.name, err)
		}
	}
	if err := zw.Close(); err != nil {
		return nil, fmt.Errorf("packing the document: %w", err)
	}
	return buf.Bytes(), nil
}

func docxTypes() []byte {
	types := el("Types", attr{"xmlns", nsPackage + "content-types"},
		el("Default", attr{"Extension", "rels"}, attr{"ContentType", "application/vnd.openxmlformats-package.relationships+xml"}),
		el("Default", attr{"Extension", "xml"}, attr{"ContentType", "application/xml"}),
		el("Override", attr{"PartName", "/docProps/core.xml"}, attr{"ContentType", "application/vnd.openxmlformats-package.core-properties+xml"}))
	for _, p := range [][2]string{{"document", "document.main"}, {"styles", "styles"}, {"numbering", "numbering"},
		{"settings", "settings"}, {"header", "header"}, {"footer", "footer"}} {
		types.kids = append(types.kids, el("Override",
			attr{"PartName", "/word/" + p[0] + ".xml"}, attr{"ContentType", mimeWord + p[1] + "+xml"}))
	}
	return types.part()
}

// docxRels lists the parts a part points to, rId1 the first.
func docxRels(targets ...[2]string) []byte {
	rels := el("Relationships", attr{"xmlns", nsPackage + "relationships"})
	for i, t := range targets {
		rels.kids = append(rels.kids, el("Relationship",
			attr{"Id", fmt.Sprintf("rId%d", i+1)}, attr{"Type", t[0]}, attr{"Target", t[1]}))
	}
	return rels.part()
}

func docxCore(doc Doc) []byte {
	core := el("cp:coreProperties",
		attr{"xmlns:cp", nsPackage + "metadata/core-properties"},
		attr{"xmlns:dc", "http://purl.org/dc/elements/1.1/"},
		attr{"xmlns:dcterms", "http://purl.org/dc/terms/"},
		attr{"xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"})
	for _, p := range [][2]string{{"dc:title", doc.Title}, {"dc:subject", doc.Subtitle}, {"dc:creator", doc.Meta.Creator},
		{"cp:keywords", strings.Join(doc.Meta.Keywords, ", ")}, {"dc:description", doc.Meta.Description},
		{"dc:language", doc.Lang}, {"dc:identifier", doc.Meta.ID}, {"cp:contentStatus", doc.Status}, {"cp:version", doc.Version}} {
		if p[1] != "" {
			core.kids = append(core.kids, el(p[0], p[1]))
		}
	}
	if !doc.Date.IsZero() {
		at := doc.Date.Format(time.RFC3339)
		core.kids = append(core.kids,
			el("dcterms:created", attr{"xsi:type", "dcterms:W3CDTF"}, at),
			el("dcterms:modified", attr{"xsi:type", "dcterms:W3CDTF"}, at))
	}
	return core.part()
}

func docxSettings(doc Doc) []byte {
	return el("w:settings", attr{"xmlns:w", nsWord},
		val("w:defaultTabStop", "720"),
		el("w:compat", el("w:compatSetting", attr{"w:name", "compatibilityMode"},
			attr{"w:uri", "http://schemas.microsoft.com/office/word"}, attr{"w:val", "15"})),
		val("w:themeFontLang", doc.Lang)).part()
}

// docxNumbering defines bullets (list 1) and, for each numbered list, a count
// of its own that starts at 1.
func docxNumbering(lists int) []byte {
	level := func(format, text string) element {
		return el("w:lvl", attr{"w:ilvl", "0"}, val("w:start", "1"), val("w:numFmt", format),
			val("w:lvlText", text), val("w:lvlJc", "left"),
			el("w:pPr", el("w:ind", attr{"w:left", "567"}, attr{"w:hanging", "340"})))
	}
	root := el("w:numbering", attr{"xmlns:w", nsWord},
		el("w:abstractNum", attr{"w:abstractNumId", "0"}, val("w:multiLevelType", "singleLevel"), level("bullet", "•")),
		el("w:abstractNum", attr{"w:abstractNumId", "1"}, val("w:multiLevelType", "singleLevel"), level("decimal", "%1.")),
		el("w:num", attr{"w:numId", "1"}, val("w:abstractNumId", "0")))
	for i := range lists {
		root.kids = append(root.kids, el("w:num", attr{"w:numId", fmt.Sprint(i + 2)}, val("w:abstractNumId", "1"),
			el("w:lvlOverride", attr{"w:ilvl", "0"}, val("w:startOverride", "1"))))
	}
	return root.part()
}

func docxHeader(doc Doc) []byte {
	p := el("w:p", el("w:pPr", val("w:pStyle", "Header")))
	if draft := draftWord(doc); draft != "" {
		p = withPPr(docxPara("Header", docxRuns(Spans{{Text: draft, Strong: true}})), val("w:jc", "right"))
	}
	return el("w:hdr", attr{"xmlns:w", nsWord}, p).part()
}

// docxFooter is the document's name on the left and the page's number on the
// right, counted by the word processor.
func docxFooter(doc Doc) []byte {
	runs := docxRuns(Plain(joined(" · ", doc.Title, doc.Status, doc.Version)))
	runs = append(runs, el("w:r", el("w:tab")))
	rest := doc.Labels.Page
	for rest != "" {
		n, total := strings.Index(rest, "{n}"), strings.Index(rest, "{total}")
		at, mark, field := n, "{n}", "PAGE"
		if n < 0 || total >= 0 && total < n {
			at, mark, field = total, "{total}", "NUMPAGES"
		}
		if at < 0 {
			runs = append(runs, docxRuns(Plain(rest))...)
			break
		}
		runs = append(runs, docxRuns(Plain(rest[:at]))...)
		runs = append(runs, el("w:fldSimple", attr{"w:instr", " " + field + " "}, docxRuns(Plain("1"))))
		rest = rest[at+len(mark):]
	}
	return el("w:ftr", attr{"xmlns:w", nsWord}, docxPara("Footer", runs)).part()
}
