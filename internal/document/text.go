package document

import (
	"context"
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// textWidth is the width of a plain text file in columns: what a terminal, a
// printer and an e-mail reader all show whole.
const textWidth = 72

// largeWidth is its width in large print, where letters are twice as wide.
const largeWidth = 40

// barWidth is the length of the longest drawn bar in columns.
const barWidth = 24

// textWriter collects lines. It knows one indentation at a time.
type textWriter struct {
	out  strings.Builder
	wide int
	airy bool // an empty line between any two things, so that each stands by itself
}

func renderText(ctx context.Context, doc Doc) ([]byte, error) {
	w := &textWriter{wide: textWidth, airy: doc.Large}
	if doc.Large {
		w.wide = largeWidth
	}
	w.front(doc)
	for _, b := range doc.Blocks {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		w.block(doc, b)
	}
	return []byte(strings.TrimRight(w.out.String(), "\n") + "\n"), nil
}

func (w *textWriter) front(doc Doc) {
	if doc.Draft && doc.Labels.Draft != "" {
		w.para("", "", joined(". ", doc.Labels.Draft, doc.Labels.DraftNote))
		w.gap()
	}
	w.para("", "", doc.Title)
	w.rule("=", doc.Title)
	w.para("", "", doc.Subtitle)
	w.gap()
	w.rows("", doc.Facts)
	if doc.Labels.Contents == "" {
		return
	}
	w.para("", "", doc.Labels.Contents)
	w.gap()
	for _, b := range doc.Blocks {
		if h, ok := b.(Heading); ok && h.Level <= 2 {
			in := strings.Repeat("  ", h.Level)
			w.para(in, in+"  ", titleOf(h))
		}
	}
	w.gap()
}

func (w *textWriter) block(doc Doc, b Block) {
	switch b := b.(type) {
	case Heading:
		w.gap()
		w.para("", "", titleOf(b))
		w.rule([]string{"=", "-", "-", "."}[b.Level-1], titleOf(b))
		w.gap()
	case Paragraph:
		first := ""
		if b.Number > 0 {
			first = fmt.Sprintf("[%d] ", b.Number)
		}
		w.para(first, "", plainText(b.Text))
		w.gap()
	case List:
		for i, item := range b.Items {
			mark := "- "
			if b.Ordered {
				mark = fmt.Sprintf("%d. ", i+1)
			}
			if b.Boxes {
				mark = "[ ] "
			}
			w.para("  "+mark, "  "+spaces(mark), plainText(item))
			if w.airy {
				w.gap()
			}
		}
		w.gap()
	case Ruled:
		for range b.Lines {
			w.out.WriteString("\n" + strings.Repeat("_", w.wide) + "\n")
		}
		w.gap()
	case Quote:
		w.paras("    ", b.Text)
		if by := plainText(b.By); by != "" {
			w.para("    -- ", "       ", by)
			w.gap()
		}
	case Note:
		if label := orElse(b.Label, doc.Labels.Note); label != "" {
			w.para("| ", "| ", label+":")
		}
		for _, p := range b.Text {
			w.para("| ", "| ", plainText(p))
		}
		w.gap()
	case Facts:
		w.rows("", b.Rows)
	case Signatures:
		w.signers(b)
	case Table:
		w.table(b)
	case Bars:
		w.bars(b)
	case PageBreak:
		w.gap()
	}
}

func (w *textWriter) paras(in string, paras []Spans) {
	for _, p := range paras {
		w.para(in, in, plainText(p))
		w.gap()
	}
}

func (w *textWriter) rows(in string, rows []Row) {
	for _, r := range rows {
		w.para(in, in+"    ", r.Label+": "+plainText(r.Value))
	}
	w.gap()
}

func (w *textWriter) signers(b Signatures) {
	for _, s := range b.Signers {
		w.para("", "", plainText(s.Name))
		for _, r := range s.Rows {
			w.para("    ", "        ", r.Label+": "+plainText(r.Value))
		}
		if s.Line != "" {
			w.out.WriteString("\n    " + strings.Repeat("_", min(40, w.wide-4)) + "\n")
			w.para("    ", "    ", s.Line)
		}
		w.gap()
	}
}

// table writes each row as lines of title and cell: a grid of wrapped cells
// can't be read aloud in order.
func (w *textWriter) table(t Table) {
	w.para("", "", t.Caption)
	if t.Caption != "" {
		w.gap()
	}
	for _, row := range t.Rows {
		for i, cell := range row {
			in, more := "    ", "        "
			if i == 0 {
				in, more = "  ", "    "
			}
			w.para(in, more, joined(": ", t.Columns[i].Title, orElse(plainText(cell), "-")))
		}
		w.gap()
	}
}

func (w *textWriter) bars(b Bars) {
	w.para("", "", b.Caption)
	for _, r := range b.Rows {
		w.para("  ", "    ", plainText(r.Label))
		bar := strings.Repeat("#", barLength(r.Count, b.Of, min(barWidth, w.wide/2)))
		w.para("    ", "    ", joined(" ", bar, orElse(r.Words, fmt.Sprint(r.Count))))
	}
	w.gap()
}

// para writes text wrapped to the width, the first line behind first, the
// others behind more. Empty text writes nothing.
func (w *textWriter) para(first, more, text string) {
	if text == "" {
		return
	}
	in := first
	for _, l := range strings.Split(text, "\n") {
		for _, part := range wrap(l, w.wide-max(ansi.StringWidth(first), ansi.StringWidth(more))) {
			w.out.WriteString(strings.TrimRight(in+part, " ") + "\n")
			in = more
		}
	}
}

func (w *textWriter) rule(mark, under string) {
	if under != "" {
		w.out.WriteString(strings.Repeat(mark, min(ansi.StringWidth(under), w.wide)) + "\n")
	}
}

// gap leaves one empty line, however often it is asked to.
func (w *textWriter) gap() {
	if s := w.out.String(); s != "" && !strings.HasSuffix(s, "\n\n") {
		w.out.WriteString("\n")
	}
}

// wrap breaks one line at spaces so that each part is at most width columns; a
// longer word stands alone, whole, so that it can still be copied.
func wrap(text string, width int) []string {
	var parts []string
	now, have := "", 0
	for i, word := range strings.Split(text, " ") {
		n := ansi.StringWidth(word)
		if i > 0 && have+1+n > width && strings.TrimSpace(now) != "" {
			parts, now, have = append(parts, now), word, n
			continue
		}
		if i > 0 {
			now, have = now+" ", have+1
		}
		now, have = now+word, have+n
	}
	return append(parts, now)
}

// joined puts sep between the words that are not empty.
func joined(sep string, words ...string) string {
	kept := words[:0:0]
	for _, w := range words {
		if w != "" {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, sep)
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func spaces(s string) string { return strings.Repeat(" ", ansi.StringWidth(s)) }

// barLength is count's share of the count that a bar of steps steps stands
// for; what is more than nothing is at least one step.
func barLength(count, of, steps int) int {
	if count <= 0 || of <= 0 {
		return 0
	}
	return max(1, int(float64(count)/float64(of)*float64(steps)+0.5))
}
