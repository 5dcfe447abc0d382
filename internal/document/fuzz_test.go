package document_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"convene/internal/document"
)

// FuzzDocument holds for any words in every field of a document: each file is
// written, is of its kind, and holds nothing that steers a terminal or a reader.
func FuzzDocument(f *testing.F) {
	for _, s := range hostile() {
		f.Add(s, "plain")
	}
	f.Fuzz(func(t *testing.T, one, other string) {
		doc, n := sample(), 0
		one, other = one[:min(len(one), 200)], other[:min(len(other), 200)]
		from := len(one) % max(1, len(doc.Blocks)-8) // few blocks, so that many words are tried
		doc.Blocks = doc.Blocks[from:min(len(doc.Blocks), from+8)]
		fill(reflect.ValueOf(&doc).Elem(), func() string { n++; return []string{one, other}[n%2] })
		for _, format := range document.Formats() {
			if format.Format == document.PDF {
				continue // has a target of its own: it takes as long as all the others
			}
			file := render(t, doc, format.Format)
			switch format.Format {
			case document.DOCX:
				wellFormed(t, file)
			case document.HTML:
				if strings.Contains(strings.ToLower(string(file)), "<script") {
					t.Errorf("%q became a script", one)
				}
			case document.JSON:
				if !json.Valid(file) {
					t.Error("not JSON")
				}
			}
			if !format.Binary {
				printable(t, file)
			}
		}
	})
}

// FuzzPDF holds for any words in a PDF, whose letters are drawn, not quoted: it is
// written.
func FuzzPDF(f *testing.F) {
	for _, s := range hostile() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, words string) {
		doc := document.Doc{Blocks: []document.Block{document.Paragraph{Text: document.Plain(words[:min(len(words), 200)])}}}
		if file := render(t, doc, document.PDF); !strings.HasPrefix(string(file), "%PDF-") || !strings.Contains(string(file), "%%EOF") {
			t.Errorf("%q gave no PDF", words)
		}
	})
}
