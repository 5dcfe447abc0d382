package document_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"testing"

	"convene/internal/document"
	"convene/internal/fault"
)

func TestSameDocSameBytes(t *testing.T) {
	t.Parallel()
	for _, f := range document.Formats() {
		want := render(t, sample(), f.Format)
		var wg sync.WaitGroup
		for range 3 { // at once: a Doc is only read
			wg.Go(func() {
				if got, err := document.Render(context.Background(), sample(), f.Format); err != nil || !bytes.Equal(got, want) {
					t.Errorf("%s: another file from the same document (%v)", f.Format, err)
				}
			})
		}
		wg.Wait()
	}
}

func TestPDFListsWhatItCouldNotShow(t *testing.T) {
	t.Parallel()
	doc := sample()
	doc.Blocks = []document.Block{document.Paragraph{Text: document.Plain("shown ʔ ᐃ, not shown 漢 and مرحبا\u200F and ᏣᎳᎩ and 👩‍👩‍👧")}}
	text := words(pdfText(t, render(t, doc, document.PDF)))
	for _, want := range []string{doc.Labels.Missing, doc.Labels.MissingNote, "U+6F22", "U+0645", "U+13E3", "U+1F469 U+200D U+1F469 U+200D U+1F467", "漢 and"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q", want)
		}
	}
	for _, shown := range []string{"U+0294", "U+1403", "U+0073", "U+200F"} {
		if strings.Contains(text, shown) {
			t.Errorf("%s is in the list, and is in the font", shown)
		}
	}
	if text := pdfText(t, render(t, sample(), document.PDF)); strings.Contains(text, doc.Labels.Missing) {
		t.Error("a list with nothing in it")
	}
}

func TestJSONKeepsItsForm(t *testing.T) {
	t.Parallel()
	var got struct {
		Schema, Lang, Title, Status, Date, ID string
		Draft                                 bool
		Blocks                                []struct {
			Kind, ID, Number string
			Level, Paragraph int
			Text             []struct {
				Text, Lang string
				Strong     bool
			}
			Signers []struct{ Line string }
		}
	}
	if err := json.Unmarshal(render(t, sample(), document.JSON), &got); err != nil {
		t.Fatal(err)
	}
	if got.Schema != "convene.document/1" || got.Lang != "en" || got.ID != "rio-claro-1" || !got.Draft || got.Date != "2026-03-14T17:00:00Z" {
		t.Errorf("head %+v", got)
	}
	var kinds []string
	for _, b := range got.Blocks {
		kinds = append(kinds, b.Kind)
	}
	want := "heading paragraph list heading paragraph paragraph paragraph heading quote note heading table bars heading list facts page-break heading signatures list ruled"
	if strings.Join(kinds, " ") != want {
		t.Errorf("kinds %v", kinds)
	}
	if b := got.Blocks[5]; b.Paragraph != 2 || b.Text[0].Lang != "es" {
		t.Errorf("paragraph %+v", b)
	}
}

func TestFormats(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]document.Format{"docx": document.DOCX, ".PDF": document.PDF, " Markdown ": document.Markdown, "word": document.DOCX, "text": document.Text, "htm": document.HTML} {
		if f, err := document.ParseFormat(word); err != nil || f.Format != want {
			t.Errorf("%q is %v, %v", word, f.Format, err)
		}
	}
	if _, err := document.ParseFormat("exe"); fault.Code(err) != "document.format" {
		t.Errorf("exe: %v", err)
	}
	if _, err := document.Render(t.Context(), sample(), "exe"); fault.Code(err) != "document.format" {
		t.Errorf("exe: %v", err)
	}
	f, _ := document.ParseFormat("docx")
	if got := f.FileName("Rio Claro: Términos/de ../Referencia"); got != "rio-claro-terminos-de-referencia.docx" {
		t.Errorf("file name %q", got)
	}
}

func TestRenderEndsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, f := range document.Formats() {
		if _, err := document.Render(ctx, sample(), f.Format); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", f.Format, err)
		}
	}
}

func TestEmptyDocumentIsADocument(t *testing.T) {
	t.Parallel()
	empty := document.Doc{Blocks: []document.Block{nil, document.Table{}, document.List{}, document.Bars{}, document.Signatures{}, document.Note{}, document.Quote{}, document.Facts{}, document.Heading{}, document.Paragraph{Number: 3}}}
	for _, doc := range []document.Doc{{}, empty} {
		for _, f := range document.Formats() {
			file := render(t, doc, f.Format)
			switch f.Format {
			case document.PDF:
				pdfTool(t, file, "pdfinfo")
			case document.DOCX:
				tool(t, file, "pandoc", "-f", "docx", "-t", "plain")
			}
		}
	}
}

func TestPageNumbersOfContentsAreTrue(t *testing.T) {
	t.Parallel()
	doc := sample()
	doc.Blocks = nil
	for range 30 {
		doc.Blocks = append(doc.Blocks, document.Heading{Level: 1, Text: document.Plain("Part")}, document.Paragraph{Text: document.Plain(strings.Repeat("Word after word. ", 150))})
	}
	doc.Blocks = append(doc.Blocks, document.Heading{Level: 1, Text: document.Plain("Last part")}, document.Paragraph{Text: document.Plain("End.")})
	pages := strings.Split(pdfText(t, render(t, doc, document.PDF)), "\f")
	last := pages[len(pages)-2]
	number := strings.Fields(last[strings.Index(last, "Page "):])[1]
	if !strings.Contains(last, "Last part") || !strings.Contains(words(strings.Join(pages[:4], " ")), "Last part "+number) {
		t.Errorf("the contents do not name page %s:\n%s", number, pages[2])
	}
}
