package document

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// mdLine escapes one line of typed text so that a reader of CommonMark, of
// GitHub's dialect or of Pandoc's shows exactly these characters: no markup,
// no HTML, no link, no picture (safety §2 "Exports"). start says that the line
// may stand at the start of a block, where more characters have a meaning.
func mdLine(s string, start bool) string {
	var b strings.Builder
	b.Grow(len(s) + len(s)/8)
	for i, r := range s {
		if mdSpecial(s, i, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	out := b.String()
	if start {
		out = mdStart(out)
	}
	return out
}

// mdSpecial says whether the character at i can open or close markup inside a
// line.
func mdSpecial(s string, i int, r rune) bool {
	switch r {
	case '\\', '`', '*', '_', '[', ']', '{', '}', '<', '>', '&', '|', '~', '^', '$', '@', '#':
		return true
	case ':': // an address that readers turn into a link by themselves
		return strings.HasPrefix(s[i+1:], "//") || endsWithFold(s[:i], "mailto") || endsWithFold(s[:i], "xmpp")
	case '.':
		return endsWithFold(s[:i], "www") || strings.HasPrefix(s[i+1:], "..")
	case '!':
		return strings.HasPrefix(s[i+1:], "[")
	case '-':
		return strings.HasPrefix(s[i+1:], "-")
	}
	return false
}

// mdStart escapes what has a meaning only at the start of a line: lists, rules,
// underlined headings, definitions, numbered examples.
func mdStart(s string) string {
	if s == "" {
		return s
	}
	switch s[0] {
	case '-', '+', '=', ':', '%', '(', '"', '\'':
		return "\\" + s
	}
	// "1." and "1)" open a numbered list; Pandoc also takes letters and Roman
	// numbers.
	for i, r := range s {
		if r == '.' || r == ')' {
			if i > 0 && i <= 9 {
				return s[:i] + "\\" + s[i:]
			}
			return s
		}
		if r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return s
		}
	}
	return s
}

func endsWithFold(s, end string) bool {
	return len(s) >= len(end) && strings.EqualFold(s[len(s)-len(end):], end)
}

// mdText escapes text that may have several lines; brk is what stands for a
// line feed. Blanks at the ends of a line go: Markdown gives them a meaning or
// drops them.
func mdText(s string, start bool, brk string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		l = strings.ReplaceAll(l, "\t", " ")
		if i > 0 {
			l = strings.TrimLeftFunc(l, unicode.IsSpace)
		}
		if i < len(lines)-1 {
			l = strings.TrimRightFunc(l, unicode.IsSpace)
		}
		lines[i] = mdLine(l, i > 0 || start)
		if cut, ok := strings.CutSuffix(lines[i], `\\`); ok && i < len(lines)-1 {
			lines[i] = cut + "&#92;" // beside the backslash of a line break, readers differ
		}
	}
	return strings.Join(lines, brk)
}

// mdSpans writes styled text. A mark that would not be read as one where it
// stands, inside a word for instance, is left out: the words matter more.
func mdSpans(spans Spans, brk string) string {
	spans = trimmed(spans)
	var b strings.Builder
	for i, s := range spans {
		inner := strings.TrimFunc(s.Text, unicode.IsSpace)
		if inner == "" {
			b.WriteString(strings.ReplaceAll(s.Text, "\n", brk))
			continue
		}
		at := strings.Index(s.Text, inner)
		lead, tail := s.Text[:at], s.Text[at+len(inner):]
		lead, tail = strings.ReplaceAll(lead, "\n", brk), strings.ReplaceAll(tail, "\n", brk)
		fresh := b.Len() == 0 || strings.HasSuffix(lead, brk)
		next := tail
		if next == "" && i+1 < len(spans) {
			next = spans[i+1].Text
		}
		marks := mdMarks(s, b.String()+lead, inner, next)
		b.WriteString(lead + marks + mdText(inner, fresh && marks == "", brk) + reversed(marks) + tail)
	}
	return b.String()
}

// trimmed takes the blanks off both ends of the words: Markdown gives them a
// meaning.
func trimmed(spans Spans) Spans {
	out := append(Spans(nil), spans...)
	for len(out) > 0 {
		out[0].Text = strings.TrimLeftFunc(out[0].Text, unicode.IsSpace)
		if out[0].Text != "" {
			break
		}
		out = out[1:]
	}
	for n := len(out); n > 0; n = len(out) {
		out[n-1].Text = strings.TrimRightFunc(out[n-1].Text, unicode.IsSpace)
		if out[n-1].Text != "" {
			break
		}
		out = out[:n-1]
	}
	return out
}

// mdMarks are the opening marks of a span between what stands before and
// after it.
func mdMarks(s Span, before, inner, after string) string {
	prev, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	first, _ := utf8.DecodeRuneInString(inner)
	last, _ := utf8.DecodeLastRuneInString(inner)
	if before != "" && !unicode.IsSpace(prev) || after != "" && !unicode.IsSpace(next) && !strings.ContainsRune(".,;:?)", next) {
		return ""
	}
	if s.Strong && strings.Contains(inner, "\n\n") || !plainEdge(first) || !plainEdge(last) && after != "" && !unicode.IsSpace(next) {
		return ""
	}
	marks := ""
	if s.Strong {
		marks = "**"
	}
	if s.Emphasis {
		marks += "_"
	}
	return marks
}

// plainEdge says that a mark beside r is read as a mark whatever else follows.
func plainEdge(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func reversed(marks string) string {
	if marks == "**_" {
		return "_**"
	}
	return marks
}
