package screen

import (
	"convene/internal/safetext"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/theme"
	"convene/tui/widget/field"
)

// Entry is a page that asks for a few words: a name, a title, a date, an answer.
// Enter sends, Esc goes back; unsent words stay in the draft, if it has one. The
// sentences are ids, so that a change of language changes them.
type Entry struct {
	Title string // what is asked, bold
	Hint  string // who sees it, or how it is written; may be empty
	Main  string // what Enter does, for the foot
	Draft string // the field that keeps unsent words; empty keeps none
	// Send is what becomes of the words. They come as typed.
	Send func(e *Env, words string) Do

	field *field.Field
}

// NewEntry makes an entry for words of a kind. It begins with the words that
// were kept, else with now.
func NewEntry(e *Env, kind safetext.Kind, now string, en Entry) *Entry {
	en.field = field.New(kind)
	if kept := e.Drafts[en.Draft]; en.Draft != "" && kept != "" {
		now = kept
	}
	en.field.SetText(now)
	return &en
}

// Page lays the entry out; the screen sets where it is.
func (en *Entry) Page(e *Env) Page {
	rows := append(paint.Paragraph(theme.Strong, e.Say(en.Title), e.W), nil)
	body, cursor := en.field.Layout(e.W-2, e.Theme)
	cursor.X, cursor.Y = cursor.X+2, cursor.Y+len(rows)
	rows = append(rows, paint.Shift(2, body)...)
	if en.Hint != "" {
		rows = append(append(rows, nil), paint.Paragraph(theme.Dim, e.Say(en.Hint), e.W)...)
	}
	return Page{Rows: rows, Focus: -1, Cursor: &cursor,
		Hints: []keys.Hint{{Action: keys.Main, Words: e.Say(en.Main)}, {Action: keys.Close}}}
}

// Key handles a key. closed says that the person went back: the screen lets go
// of the entry.
func (en *Entry) Key(e *Env, k keys.Key) (do Do, closed bool) {
	switch e.Keys.Find(k, true) {
	case keys.Close:
		return Do{}, true
	case keys.Main:
		return en.Send(e, en.field.Text()), false
	}
	if !en.field.Key(k) {
		return Ignore(), false
	}
	if en.Draft != "" {
		return Do{Draft: &Draft{Field: en.Draft, Words: en.field.Text()}}, false
	}
	return Do{}, false
}

// Sent erases the draft of an entry whose words were taken; nil has none.
func (en *Entry) Sent() Do {
	if en == nil || en.Draft == "" {
		return Do{}
	}
	return Do{Draft: &Draft{Field: en.Draft}}
}
