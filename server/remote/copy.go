package remote

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"convene/internal/document"
	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop"
)

// The documents that can be taken. A sheet is the paper form of what is asked now.
const (
	tor    = "tor"
	record = "record"
	sheet  = "sheet"
)

// taking is a copy that somebody wants, understood: of what, as which kind of
// file, in which languages, the first of which is a document's one.
type taking struct {
	kind  string
	info  document.Info
	item  string // a sheet's, as typed: a number of the agenda, or an id
	langs []string
	large bool
}

// wanted reads what is to be taken and how; the Terms of Reference as Markdown
// where nothing is said, a sheet as text.
func wanted(what, format string) (taking, error) {
	t := taking{kind: cmp.Or(strings.ToLower(what), tor)}
	if t.kind != tor && t.kind != record && t.kind != sheet {
		return t, fault.New("remote.what")
	}
	if format == "" {
		format = string(document.Markdown)
		if t.kind == sheet {
			format = string(document.Text)
		}
	}
	info, err := document.ParseFormat(format)
	if err != nil {
		return t, fault.New("document.format", "format", shown(safetext.Clean(safetext.Line, format).String()))
	}
	if t.kind == sheet && !slices.Contains(onPaper(), info.Format) {
		return t, fault.New("sheet_format")
	}
	t.info = info
	return t, nil
}

// onPaper are the formats of a sheet: what a printer takes as it is.
func onPaper() []document.Format {
	return []document.Format{document.PDF, document.HTML, document.Text}
}

// languagesFrom are all languages, the reader's first: a sheet where nothing was
// said serves the whole room.
func (v *Verbs) languagesFrom(first string) []string {
	out := []string{first}
	for _, l := range v.parts.Lib.Languages() {
		if l.Tag != first {
			out = append(out, l.Tag)
		}
	}
	return out
}

// speaking chooses the languages of a copy: the one that was named, or what the
// kind has without.
func (v *Verbs) speaking(kind, named, own string) []string {
	switch {
	case named != "":
		return []string{named}
	case kind == sheet:
		return v.languagesFrom(own)
	}
	return []string{own}
}

// render writes a copy, at most two at a time.
func (v *Verbs) render(ctx context.Context, t taking, s *workshop.State) ([]byte, error) {
	select {
	case v.renders <- struct{}{}:
		defer func() { <-v.renders }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	doc, err := v.compose(t, s)
	if err != nil {
		return nil, err
	}
	doc.Large = t.large
	return document.Render(ctx, doc, t.info.Format)
}

func (v *Verbs) compose(t taking, s *workshop.State) (document.Doc, error) {
	now := v.parts.Now()
	switch t.kind {
	case sheet:
		return document.SheetDoc(s, v.parts.Lib, document.Sheet{Item: itemOf(s, t.item), Langs: t.langs}, now)
	case record:
		return document.RecordDoc(s, v.parts.Lib, t.langs[0], now), nil
	}
	doc, _, err := document.TermsDoc(s, v.parts.Lib, t.langs[0], now)
	return doc, err
}

// itemOf is the id of the item that was typed: its number, as the agenda is told,
// or its id.
func itemOf(s *workshop.State, typed string) string {
	if n, err := strconv.Atoi(typed); err == nil && n >= 1 && n <= len(s.Agenda.Items) {
		return s.Agenda.Items[n-1].ID
	}
	return typed
}
