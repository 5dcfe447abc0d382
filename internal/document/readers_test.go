package document_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"convene/internal/document"
)

// render writes doc or fails the test.
func render(tb testing.TB, doc document.Doc, f document.Format) []byte {
	tb.Helper()
	b, err := document.Render(context.Background(), doc, f)
	if err != nil {
		tb.Fatalf("rendering %s: %v", f, err)
	}
	return b
}

// tool runs an independent reader. Without it the test is skipped, except in
// CI, where every reader must be there.
func tool(tb testing.TB, stdin []byte, name string, args ...string) string {
	tb.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("CI") == "true" {
			tb.Fatalf("%s is not installed", name)
		}
		tb.Skipf("%s is not installed", name)
	}
	cmd := exec.CommandContext(tb.Context(), name, args...)
	cmd.Stdin = bytes.NewReader(stdin)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		tb.Fatalf("%s %v: %v\n%s", name, args, err, errs.String())
	}
	if strings.Contains(errs.String(), "Error") {
		tb.Errorf("%s %v complains:\n%s", name, args, errs.String())
	}
	return out.String()
}

// pdfTool runs a reader on a file.
func pdfTool(tb testing.TB, pdf []byte, name string, args ...string) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "doc.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		tb.Fatal(err)
	}
	return tool(tb, nil, name, append(append([]string{}, args...), path)...)
}

// words makes two readings comparable: blanks are one blank, and a letter with
// its accent is one form.
func words(s string) string { return norm.NFC.String(strings.Join(strings.Fields(s), " ")) }

// pandocFrom is what pandoc calls the formats it reads.
func pandocFrom() map[document.Format]string {
	return map[document.Format]string{document.DOCX: "docx", document.HTML: "html", document.Markdown: "commonmark_x"}
}

// headings are "level text" of what pandoc reads as headings, the title left
// out: one format has it as a heading, another as a property.
func headings(tb testing.TB, file []byte, from string) []string {
	tb.Helper()
	var ast any
	if err := json.Unmarshal([]byte(tool(tb, file, "pandoc", "-f", from, "-t", "json")), &ast); err != nil {
		tb.Fatal(err)
	}
	var out []string
	find(ast, "Header", func(c any) {
		parts, ok := c.([]any)
		if !ok {
			tb.Fatalf("heading %v", c)
		}
		out = append(out, fmt.Sprint(parts[0], " ", inlineText(parts[2])))
	})
	return out
}

// find calls each with the content of every node of the kind, in order.
func find(node any, kind string, each func(c any)) {
	switch n := node.(type) {
	case []any:
		for _, k := range n {
			find(k, kind, each)
		}
	case map[string]any:
		if n["t"] == kind {
			each(n["c"])
			return
		}
		for _, key := range []string{"blocks", "c"} {
			find(n[key], kind, each)
		}
	}
}

// inlineText is the words of pandoc's inlines.
func inlineText(node any) string {
	switch n := node.(type) {
	case []any:
		text := ""
		for _, k := range n {
			text += inlineText(k)
		}
		return text
	case map[string]any:
		switch n["t"] {
		case "Space", "SoftBreak":
			return " "
		case "Str":
			return fmt.Sprint(n["c"])
		case "Span":
			return inlineText(n["c"].([]any)[1])
		}
		return inlineText(n["c"])
	}
	return ""
}

func TestPandocReadsTheSameHeadings(t *testing.T) {
	t.Parallel()
	want := []string{"1 Summary", "1 4 Our shared values", "2 Values held by some", "1 9 Levels and promises", "3 Next steps", "1 19 Sign-off"}
	for f, from := range pandocFrom() {
		t.Run(string(f), func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, h := range headings(t, render(t, sample(), f), from) {
				if f == document.DOCX { // its title is a property, so levels begin at 1
					got = append(got, h)
				} else if h[0] > '1' {
					got = append(got, string(h[0]-1)+h[1:])
				}
			}
			if strings.Join(got, "\n") != strings.Join(want, "\n") {
				t.Errorf("headings\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		})
	}
}

func TestPandocReadsEveryWord(t *testing.T) {
	t.Parallel()
	for f, from := range pandocFrom() {
		t.Run(string(f), func(t *testing.T) {
			t.Parallel()
			got := words(tool(t, render(t, sample(), f), "pandoc", "-f", from, "-t", "plain", "--wrap=none", "--columns=500"))
			for _, s := range everyWord(sample()) {
				if !strings.Contains(got, words(s)) && f != document.DOCX {
					t.Errorf("not found: %q", s)
				} else if !strings.Contains(got, words(s)) && s != sample().Title && s != sample().Subtitle {
					t.Errorf("not found: %q", s)
				}
			}
		})
	}
}

func TestPandocReadsTitleLanguageAndTables(t *testing.T) {
	t.Parallel()
	native := tool(t, render(t, sample(), document.DOCX), "pandoc", "-f", "docx", "-s", "-t", "markdown")
	for _, want := range []string{"title: Rio Claro Family Partnership", "subtitle: Terms of Reference"} {
		if !strings.Contains(native, want) {
			t.Errorf("DOCX without %q", want)
		}
	}
	html := tool(t, render(t, sample(), document.HTML), "pandoc", "-f", "html", "-t", "json")
	for _, want := range []string{`["lang","es"]`, `"Table"`} {
		if !strings.Contains(html, want) {
			t.Errorf("HTML without %q", want)
		}
	}
}

func TestPopplerReadsThePDF(t *testing.T) {
	t.Parallel()
	pdf := render(t, sample(), document.PDF)
	text := words(pdfText(t, pdf))
	for _, s := range everyWord(sample()) {
		for _, word := range strings.Fields(s) {
			if !strings.Contains(text, norm.NFC.String(word)) {
				t.Errorf("not found: %q of %q", word, s)
			}
		}
	}
	for _, want := range []string{"Page 1 of 5", "Page 5 of 5", "9 Levels and promises 4"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q on the pages", want)
		}
	}
	info := pdfTool(t, pdf, "pdfinfo")
	for _, want := range []string{"Rio Claro Family Partnership", "Tagged:          yes", "Mar 14"} {
		if !strings.Contains(info, want) {
			t.Errorf("pdfinfo without %q:\n%s", want, info)
		}
	}
	tree := pdfTool(t, pdf, "pdfinfo", "-struct")
	for _, want := range []string{"H1", "H2", "H3", "Table", "TH", "LBody", "TOCI", "BlockQuote"} {
		if !strings.Contains(tree, want) {
			t.Errorf("no %s in the structure:\n%s", want, tree)
		}
	}
	fontsEmbedded(t, pdf)
}

// pdfText is the text as it stands on the pages.
func pdfText(tb testing.TB, pdf []byte) string {
	tb.Helper()
	return tool(tb, pdf, "pdftotext", "-layout", "-", "-")
}

// fontsEmbedded checks that every font is in the file, cut to what is used and
// with a way back to the text.
func fontsEmbedded(tb testing.TB, pdf []byte) {
	tb.Helper()
	lines := strings.Split(strings.TrimSpace(pdfTool(tb, pdf, "pdffonts")), "\n")
	if len(lines) < 3 {
		tb.Errorf("no fonts: %q", lines)
		return
	}
	for _, l := range lines[2:] {
		if strings.Count(l, "yes") != 3 {
			tb.Errorf("font not embedded, cut or readable: %s", l)
		}
	}
}

// everyWord is every text of the document that has a place on paper.
func everyWord(doc document.Doc) []string {
	out := []string{doc.Title, doc.Subtitle, doc.Labels.Draft}
	spans := func(all ...document.Spans) {
		for _, s := range all {
			for _, one := range s {
				out = append(out, strings.TrimSpace(one.Text))
			}
		}
	}
	rows := func(rs []document.Row) {
		for _, r := range rs {
			out = append(out, r.Label)
			spans(r.Value)
		}
	}
	rows(doc.Facts)
	for _, b := range doc.Blocks {
		switch b := b.(type) {
		case document.Heading:
			spans(b.Text)
		case document.Paragraph:
			spans(b.Text)
		case document.List:
			spans(b.Items...)
		case document.Quote:
			spans(b.Text...)
			spans(b.By)
		case document.Note:
			out = append(out, b.Label)
			spans(b.Text...)
		case document.Facts:
			rows(b.Rows)
		case document.Signatures:
			for _, s := range b.Signers {
				spans(s.Name)
				rows(s.Rows)
				out = append(out, s.Line)
			}
		case document.Table:
			out = append(out, b.Caption)
			for _, c := range b.Columns {
				out = append(out, c.Title)
			}
			for _, r := range b.Rows {
				spans(r...)
			}
		case document.Bars:
			out = append(out, b.Caption)
			for _, r := range b.Rows {
				spans(r.Label)
				out = append(out, r.Words)
			}
		}
	}
	return out
}
