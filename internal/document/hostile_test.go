package document_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"convene/internal/document"
)

// hostile is text that has broken documents before, in one way or another.
func hostile() []string {
	return []string{
		"\x1b[2J\x1b]0;owned\x07\u009b31mred \x00null\r\nfeed",
		`<script>alert(1)</script><img src=x onerror=alert(1)> & &amp; &lt;b&gt; "quoted" 'single'`,
		"[click](javascript:alert(1)) ![pic](http://example.invalid/a.png) <http://example.invalid> http://example.invalid www.example.invalid a@example.invalid [ref]: http://example.invalid",
		"# no heading\n- no list\n1. no number\n> no quote\n```\nno code\n```\n---\n| no | table |\n| --- | --- |\n    no code either\n===\n* * *",
		"**bold** __bold__ *em* _em_ ~~gone~~ `code` $math$ ^up^ ~down~ {#id .class} \\ end\\",
		"\u202Eright to left\u202C \u2066isolated\u2069 \u200Eمرحبا بالعالم\u200F שלום",
		"漢字 かな 한국어 ไทย हिन्दी 👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 \U0001F9FF",
		"]]> <!-- --> <?xml?> <![CDATA[ ]]> </w:t></w:r> ${x} {{.}} =1+1 \tTab",
		"(parens) \\(back\\) endobj endstream %PDF /Type << >> <FEFF>",
		"a\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030A\u030B\u030C Z\u0338algo",
		strings.Repeat("Unbrokenword", 60),
		"", " ", "\n\n",
	}
}

// fill puts the next text into every string of a document, names, languages
// and anchors not left out.
func fill(v reflect.Value, next func() string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(next())
	case reflect.Struct:
		if v.Type().Name() == "Time" {
			return
		}
		for i := range v.NumField() {
			fill(v.Field(i), next)
		}
	case reflect.Slice:
		for i := range v.Len() {
			fill(v.Index(i), next)
		}
	case reflect.Interface:
		block := reflect.New(v.Elem().Type()).Elem()
		block.Set(v.Elem())
		fill(block, next)
		v.Set(block)
	}
}

// hostileDoc is the sample with hostile text in every field, another one in
// each, beginning with the text number from.
func hostileDoc(from int) document.Doc {
	doc, texts := sample(), hostile()
	n := from
	fill(reflect.ValueOf(&doc).Elem(), func() string { n++; return texts[n%len(texts)] })
	return doc
}

func TestHostileTextInEveryFieldStaysText(t *testing.T) {
	t.Parallel()
	for from := range 3 {
		doc := hostileDoc(from * 5)
		for _, f := range document.Formats() {
			t.Run(fmt.Sprint(from, f.Format), func(t *testing.T) {
				t.Parallel()
				file := render(t, doc, f.Format)
				switch f.Format {
				case document.DOCX:
					wellFormed(t, file)
					onlyText(t, file, "docx")
				case document.HTML:
					onlyText(t, file, "html")
				case document.Markdown:
					onlyText(t, file, "gfm")
					onlyText(t, file, "commonmark_x")
				case document.PDF:
					fontsEmbedded(t, file)
					if !strings.Contains(pdfText(t, file), "alert(1)") {
						t.Error("typed text is gone")
					}
				case document.JSON:
					if !json.Valid(file) {
						t.Error("not JSON")
					}
				}
				if !f.Binary {
					printable(t, file)
				}
			})
		}
	}
}

// onlyText checks that a reader found no markup in what people typed: no
// picture, no code, no foreign HTML, no link but those to our own headings.
func onlyText(tb testing.TB, file []byte, from string) {
	tb.Helper()
	var ast any
	if err := json.Unmarshal([]byte(tool(tb, file, "pandoc", "-f", from, "-t", "json")), &ast); err != nil {
		tb.Fatal(err)
	}
	for _, kind := range []string{"Image", "Code", "CodeBlock", "Math", "Strikeout", "Superscript", "Subscript", "RawInline", "RawBlock", "Link", "Cite"} {
		find(ast, kind, func(c any) {
			s := fmt.Sprint(c)
			ours := kind == "Link" && strings.Contains(s, "[#") || strings.HasPrefix(kind, "Raw") && (s == "[html <!-- -->\n]" || s == "[html <br>]" || s == "[html <!-- -->]")
			if !ours {
				tb.Errorf("%s: typed text became %s: %.200s", from, kind, s)
			}
		})
	}
	if !strings.Contains(words(tool(tb, file, "pandoc", "-f", from, "-t", "plain", "--wrap=none")), "<script>alert(1)</script><img src=x onerror=alert(1)>") {
		tb.Errorf("%s: typed text is gone", from)
	}
}

// wellFormed checks that every part of a DOCX is XML.
func wellFormed(tb testing.TB, file []byte) {
	tb.Helper()
	zr, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		tb.Fatal(err)
	}
	for _, part := range zr.File {
		r, err := part.Open()
		if err != nil {
			tb.Fatal(err)
		}
		for d := xml.NewDecoder(r); err == nil; {
			_, err = d.Token()
		}
		if !errors.Is(err, io.EOF) {
			tb.Errorf("%s: %v", part.Name, err)
		}
	}
}

// printable checks that nothing in a text file can steer a terminal.
func printable(tb testing.TB, file []byte) {
	tb.Helper()
	if !utf8.Valid(file) {
		tb.Error("not UTF-8")
	}
	for _, r := range string(file) {
		if r != '\n' && (unicode.IsControl(r) && r != '\t' || r == '\u202E' || r == '\uFEFF') {
			tb.Errorf("control character %U", r)
			return
		}
	}
}

func TestHTMLHasNoScriptAndNoForeignAttribute(t *testing.T) {
	t.Parallel()
	doc := sample()
	fill(reflect.ValueOf(&doc).Elem(), func() string { return `"' onload=x <script>` })
	file := string(render(t, doc, document.HTML))
	for _, bad := range []string{"<script", `"' onload`, `" onload`} {
		if strings.Contains(file, bad) {
			t.Errorf("found %s", bad)
		}
	}
}

func TestLongTextIsWholeInEveryFormat(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	for i := range 10_000 {
		fmt.Fprintf(&text, "w%d ", i)
	}
	long := document.Plain(strings.TrimSpace(text.String()))
	doc := sample()
	doc.Blocks = []document.Block{document.Paragraph{Text: long},
		document.Table{Columns: []document.Column{{Title: "A"}, {Title: "B", Share: 3}}, Rows: [][]document.Spans{{document.Plain("x"), long}}}}
	for _, f := range document.Formats() {
		got := string(render(t, doc, f.Format))
		switch f.Format {
		case document.PDF:
			got = pdfText(t, []byte(got))
		case document.DOCX:
			got = tool(t, []byte(got), "pandoc", "-f", "docx", "-t", "plain")
		}
		seen := strings.Fields(got)
		have := map[string]int{}
		for _, w := range seen {
			have[strings.Trim(w, `|"`)]++
		}
		for i := 1; i < 9_999; i++ { // the first and last may stand beside a mark
			if have[fmt.Sprintf("w%d", i)] < 2 {
				t.Errorf("%s: w%d stands %d times, want 2", f.Format, i, have[fmt.Sprintf("w%d", i)])
				break
			}
		}
	}
}
