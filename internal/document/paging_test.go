package document_test

import (
	"fmt"
	"strings"
	"testing"

	"convene/internal/document"
)

// Wherever a page ends, a label of two lines is not torn apart, and the line
// that says how far a section is stands with the section's text.
func TestNoPageTearsWhatBelongsTogether(t *testing.T) {
	for n := range 30 {
		doc := document.Doc{Title: "Rio Claro Family Partnership", Lang: "en"}
		doc.Blocks = append(doc.Blocks, document.Heading{Level: 1, ID: "a", Text: document.Plain("Filled")})
		for i := range n {
			doc.Blocks = append(doc.Blocks, document.Paragraph{Text: document.Plain(fmt.Sprintf("filler %d", i))})
		}
		doc.Blocks = append(doc.Blocks,
			document.Facts{Rows: []document.Row{{Label: "What the long label begins with and its END", Value: document.Plain("kept")}}},
			document.Paragraph{Text: document.Plain("agreed, version 7"), Lead: true},
			document.Paragraph{Number: 1, Text: document.Plain("The text.")})
		pages := strings.Split(tool(t, render(t, doc, document.PDF), "pdftotext", "-layout", "-", "-"), "\f")
		for _, page := range pages {
			if strings.Contains(page, "What the long") != strings.Contains(page, "END") {
				t.Fatalf("after %d fillers a label is torn", n)
			}
			if strings.Contains(page, "agreed, version 7") != strings.Contains(page, "The text.") {
				t.Fatalf("after %d fillers a section's state stands without its text", n)
			}
		}
	}
}
