package document_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"convene/internal/document"
	"convene/internal/safetext"
)

// readMarkdown is what a reader of GitHub's dialect makes of one paragraph:
// its words, and every node that is neither paragraph nor text.
func readMarkdown(source []byte) (string, []string) {
	md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.DefinitionList, extension.Footnote))
	var out bytes.Buffer
	var foreign []string
	root := md.Parser().Parse(text.NewReader(source))
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Document, *ast.Paragraph:
		case *ast.Text:
			out.Write(n.Segment.Value(source))
			if n.HardLineBreak() || n.SoftLineBreak() {
				out.WriteByte(' ')
			}
		case *ast.String:
			out.Write(n.Value)
		default:
			foreign = append(foreign, n.Kind().String())
		}
		return ast.WalkContinue, nil
	})
	// The one character that is written by its number.
	return strings.ReplaceAll(out.String(), "&#92;", `\\`), foreign
}

// unescape takes the backslashes away that goldmark leaves in its segments.
func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && s[i+1] < unicode.MaxASCII && (unicode.IsPunct(rune(s[i+1])) || unicode.IsSymbol(rune(s[i+1]))) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// FuzzMarkdownEscape holds that whatever is typed is read as the same words
// and as nothing but words.
func FuzzMarkdownEscape(f *testing.F) {
	for _, s := range hostile() {
		f.Add(s)
	}
	for _, s := range []string{"1)a\n2. b", "a\n\n\n    b", "a  \nb", "www.a.b", "WWW.a.b", "https://a.b", "ftp://x.y", "mailto:a@b.c", "[^1]: x", "- [ ] x", "a\n: b", "&#65;", "\\\n\\", "!\\[", "+ a", "\u00a0- a", "1234567890. x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		doc := document.Doc{Blocks: []document.Block{document.Paragraph{Text: document.Plain(s)}}}
		file := render(t, doc, document.Markdown)
		got, foreign := readMarkdown(file)
		if len(foreign) > 0 {
			t.Errorf("%q was read as %v from\n%s", s, foreign, file)
		}
		var stored safetext.Text
		if err := stored.UnmarshalText([]byte(s)); err != nil {
			t.Fatal(err)
		}
		want := stored.String()
		if a, b := strings.Fields(unescape(got)), strings.Fields(want); strings.Join(a, " ") != strings.Join(b, " ") {
			t.Errorf("%q was read as %q from\n%s", want, unescape(got), file)
		}
	})
}

func TestMarkdownMarksAreReadAsMarks(t *testing.T) {
	t.Parallel()
	spans := document.Spans{{Text: "We "}, {Text: "agree*", Strong: true}, {Text: " that "}, {Text: "no one ", Emphasis: true}, {Text: "is "},
		{Text: "left", Strong: true, Emphasis: true}, {Text: ". In"}, {Text: "side", Strong: true}, {Text: "words stay."}}
	file := render(t, document.Doc{Blocks: []document.Block{document.Paragraph{Text: spans}}}, document.Markdown)
	html := tool(t, file, "pandoc", "-f", "gfm", "-t", "html")
	want := "<p>We <strong>agree*</strong> that <em>no one</em> is <strong><em>left</em></strong>. Insidewords stay.</p>"
	if words(html) != want {
		t.Errorf("read as %swant    %s\nfrom    %s", html, want, file)
	}
}
