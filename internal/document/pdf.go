package document

import (
	"context"
	"fmt"
	"sort"
	"strings"
)

// renderPDF writes a tagged PDF with its own fonts. What the fonts can't show
// is a box, and stands in a list on the last page.
func renderPDF(ctx context.Context, doc Doc) ([]byte, error) {
	first, err := layOut(ctx, doc, nil, 0)
	if err != nil {
		return nil, err
	}
	known := map[string]int{}
	for _, e := range first.outline {
		known[e.id] = e.page
	}
	second, err := layOut(ctx, doc, known, len(first.pages))
	if err != nil {
		return nil, err
	}
	return second.write()
}

// layOut lays the document out, with what is known from an earlier time.
func layOut(ctx context.Context, doc Doc, known map[string]int, total int) (*pdfLayout, error) {
	faces, err := pdfFaces()
	if err != nil {
		return nil, err
	}
	l := &pdfLayout{doc: doc, faces: faces, shaped: map[shapeKey]shaped{}, missing: map[string]bool{},
		root: &pdfNode{tag: "Document", lang: doc.Lang}, before: known, total: total}
	l.newPage()
	l.front()
	var strips []strip
	for _, b := range doc.Blocks {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		strips = append(strips, l.block(b)...)
		if leads(b) {
			continue // it waits for what it stands above
		}
		l.place(strips)
		strips = nil
	}
	l.place(strips)
	l.decorate(0) // its words may be missing from the fonts as well
	drawn := len(l.pages)
	l.missingPage(sortedKeys(l.missing))
	l.decorate(drawn)
	return l, nil
}

func sortedKeys(m map[string]bool) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

// write makes the file of the laid out pages.
func (l *pdfLayout) write() ([]byte, error) {
	file := &pdfFile{}
	catalog, pageTree := file.reserve(), file.reserve()
	var fonts []string
	for i, face := range l.faces {
		id, err := face.embed(file, "CONVE"+string(rune('A'+i)))
		if err != nil {
			return nil, err
		}
		if id > 0 {
			fonts = append(fonts, fmt.Sprintf("/F%d %s", i+1, ref(id)))
		}
	}
	resources := file.add("<< /Font << " + strings.Join(fonts, " ") + " >> >>")
	ids := make([]int, len(l.pages))
	for i, p := range l.pages {
		p.id = file.reserve()
		ids[i] = p.id
	}
	for i, p := range l.pages {
		content := file.stream("", p.content.Bytes())
		file.set(p.id, fmt.Sprintf("<< /Type /Page /Parent %s /MediaBox [0 0 %s %s] /Resources %s /Contents %s /StructParents %d /Tabs /S%s >>",
			ref(pageTree), num(pageWide), num(pageHigh), ref(resources), ref(content), i, l.links(p)))
	}
	file.set(pageTree, fmt.Sprintf("<< /Type /Pages /Kids %s /Count %d >>", refs(ids), len(ids)))
	outline := l.bookmarks(file)
	tree := writeTree(file, l.root, l.pages)
	file.set(catalog, fmt.Sprintf("<< /Type /Catalog /Pages %s%s /StructTreeRoot %s /MarkInfo << /Marked true >> /Lang %s /ViewerPreferences << /DisplayDocTitle true >> >>",
		ref(pageTree), outline, ref(tree), pdfString(l.doc.Lang)))
	return file.bytes(catalog, file.add(l.info())), nil
}

func (l *pdfLayout) info() string {
	out := "<< /Title " + pdfString(l.doc.Title)
	for _, p := range [][2]string{{"Subject", orElse(l.doc.Meta.Description, l.doc.Subtitle)}, {"Author", l.doc.Meta.Creator},
		{"Keywords", strings.Join(l.doc.Meta.Keywords, ", ")}} {
		if p[1] != "" {
			out += " /" + p[0] + " " + pdfString(p[1])
		}
	}
	if !l.doc.Date.IsZero() {
		at := l.doc.Date.Format("20060102150405")
		out += fmt.Sprintf(" /CreationDate (D:%sZ) /ModDate (D:%sZ)", at, at)
	}
	return out + " >>"
}

// goal is the place of a heading, as a destination.
func (l *pdfLayout) goal(e pdfEntry) string {
	return fmt.Sprintf("[%s /XYZ 0 %s null]", ref(l.pages[e.page-1].id), num(pageHigh-e.y+12))
}

func (l *pdfLayout) links(p *pdfPage) string {
	out := ""
	for _, k := range p.links {
		for _, e := range l.outline {
			if e.id == k.to {
				out += fmt.Sprintf("<< /Type /Annot /Subtype /Link /F 4 /Border [0 0 0] /Rect [%s %s %s %s] /Dest %s /Contents %s >> ",
					num(k.left), num(pageHigh-k.bottom), num(k.right), num(pageHigh-k.top), l.goal(e), pdfString(e.title))
			}
		}
	}
	if out == "" {
		return ""
	}
	return " /Annots [" + out + "]"
}

// bookmarks writes the headings as a tree and returns what the catalog says of
// it.
func (l *pdfLayout) bookmarks(file *pdfFile) string {
	if len(l.outline) == 0 {
		return ""
	}
	root := file.reserve()
	kids := l.bookmarkLevel(file, root, l.outline)
	file.set(root, fmt.Sprintf("<< /Type /Outlines /First %s /Last %s /Count %d >>", ref(kids[0]), ref(kids[len(kids)-1]), len(kids)))
	return fmt.Sprintf(" /Outlines %s /PageMode /UseOutlines", ref(root))
}

// bookmarkLevel writes entries of one level: the first entry's, and whatever
// is not deeper than it. What is deeper goes below the entry before.
func (l *pdfLayout) bookmarkLevel(file *pdfFile, parent int, entries []pdfEntry) []int {
	var starts []int
	for i, e := range entries {
		if i == 0 || e.level <= entries[starts[len(starts)-1]].level {
			starts = append(starts, i)
		}
	}
	ids := make([]int, len(starts))
	for i := range starts {
		ids[i] = file.reserve()
	}
	for i, at := range starts {
		end := len(entries)
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		more := ""
		if i > 0 {
			more += " /Prev " + ref(ids[i-1])
		}
		if i+1 < len(ids) {
			more += " /Next " + ref(ids[i+1])
		}
		if below := entries[at+1 : end]; len(below) > 0 {
			kids := l.bookmarkLevel(file, ids[i], below)
			more += fmt.Sprintf(" /First %s /Last %s /Count -%d", ref(kids[0]), ref(kids[len(kids)-1]), len(kids))
		}
		e := entries[at]
		file.set(ids[i], fmt.Sprintf("<< /Title %s /Parent %s /Dest %s%s >>", pdfString(e.title), ref(parent), l.goal(e), more))
	}
	return ids
}
