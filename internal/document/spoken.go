package document

import (
	"fmt"
	"strings"
)

// Spoken is a document as sentences to be read aloud, in order: each thing is one
// line, whatever its length, in letters, digits and plain punctuation around what
// people wrote. There are no rules, no drawn bars, no table of contents and no rows
// that say nothing. in marks words of another language than the document's.
func Spoken(doc Doc, in func(lang, words string) string) []string {
	doc = cleaned(doc)
	s := &speech{lang: doc.Lang, in: in, note: doc.Labels.Note}
	if doc.Draft {
		s.say(joined(". ", doc.Labels.Draft, doc.Labels.DraftNote))
	}
	s.say(joined(". ", doc.Title, doc.Subtitle))
	s.rows(doc.Facts)
	for _, b := range doc.Blocks {
		s.block(b)
	}
	return s.lines
}

// speech collects the lines.
type speech struct {
	lang  string
	in    func(lang, words string) string
	note  string
	lines []string
}

// say adds a line. The sign that stands between parts of a title is read as a comma.
func (s *speech) say(words string) {
	if words = strings.TrimSpace(strings.ReplaceAll(words, " \u00b7 ", ", ")); words != "" {
		s.lines = append(s.lines, words)
	}
}

// words are spans as they are read; what is in another language says so.
func (s *speech) words(spans Spans) string {
	words := plainText(spans)
	for _, x := range spans {
		if x.Lang != "" && x.Lang != s.lang && strings.TrimSpace(words) != "" {
			return s.in(x.Lang, words)
		}
	}
	return words
}

func (s *speech) rows(rows []Row) {
	for _, r := range rows {
		if value := s.words(r.Value); strings.TrimSpace(value) != "" {
			s.say(joined(": ", r.Label, value))
		}
	}
}

func (s *speech) block(b Block) {
	switch b := b.(type) {
	case Heading:
		s.say(titleOf(b))
	case Paragraph:
		first := ""
		if b.Number > 0 {
			first = fmt.Sprintf("%d. ", b.Number)
		}
		s.say(first + s.words(b.Text))
	case List:
		for i, item := range b.Items {
			first := ""
			if b.Ordered {
				first = fmt.Sprintf("%d. ", i+1)
			}
			s.say(first + s.words(item))
		}
	case Quote:
		for _, p := range b.Text {
			s.say(joined(": ", s.words(b.By), s.words(p)))
		}
	case Note:
		for i, p := range b.Text {
			label := orElse(b.Label, s.note)
			if i > 0 {
				label = ""
			}
			s.say(joined(": ", label, s.words(p)))
		}
	case Facts:
		s.rows(b.Rows)
	case Signatures:
		for _, x := range b.Signers {
			s.say(s.words(x.Name))
			s.rows(x.Rows)
		}
	case Table:
		s.table(b)
	case Bars:
		s.say(b.Caption)
		for _, r := range b.Rows {
			s.say(joined(": ", s.words(r.Label), orElse(r.Words, fmt.Sprint(r.Count))))
		}
	}
}

func (s *speech) table(t Table) {
	s.say(t.Caption)
	for _, row := range t.Rows {
		for i, cell := range row {
			if words := s.words(cell); strings.TrimSpace(words) != "" {
				s.say(joined(": ", t.Columns[i].Title, words))
			}
		}
	}
}
