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
// The PDF's letters are drawn, not quoted: it only has to be written.
func FuzzDocument(f *testing.F) {
	for _, s := range hostile() {
		f.Add(s, "plain")
	}
	f.Fuzz(func(t *testing.T, one, other string) {
		doc, n := sample(), 0
		fill(reflect.ValueOf(&doc).Elem(), func() string { n++; return []string{one, other}[n%2] })
		for _, format := range document.Formats() {
			if format.Format == document.PDF && len(one)%8 != 0 {
				continue // takes as long as all the others
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
