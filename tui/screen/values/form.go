package values

import (
	"encoding/json"
	"strconv"

	"convene/internal/safetext"
	domain "convene/internal/workshop/values"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
	"convene/tui/widget/field"
)

// form is a card being written: its fields one below the other. Enter and Tab go
// from one to the next; the language and the name are choices, not text.
type form struct {
	word, sentence, gloss, other *field.Field

	lang   string // a language the program has; empty is the one in other
	signed bool
	at     place
	edit   int // the own card that is changed; -1 for a new one
}

// place is a part of the form.
type place int

const (
	atWord place = iota
	atSentence
	atLang
	atOther // the name of a language the program does not have
	atGloss
	atName
	places
)

// unsentCard is a form as it waits in the sealed box: its writer's alone.
type unsentCard struct {
	Word, Sentence, Gloss, Lang, Other string
	Signed                             bool
	Edit                               int
}

func newForm(lang string) *form {
	return &form{word: field.New(safetext.Title), sentence: field.New(safetext.Line), gloss: field.New(safetext.Line),
		other: field.New(safetext.Name), lang: lang, edit: -1}
}

// draftOf is the field under which the unsent card of a round is kept.
func draftOf(w *domain.Writing) string { return w.ID + "/card" }

func readDraft(words string) (c unsentCard, ok bool) {
	if json.Unmarshal([]byte(words), &c) != nil {
		return c, false
	}
	return c, c.Word != "" || c.Sentence != "" || c.Gloss != ""
}

// unsent reports whether the person has words on a card that was not sent.
func unsent(e *screen.Env, w *domain.Writing) bool {
	_, ok := readDraft(e.Drafts[draftOf(w)])
	return ok
}

// restore puts an unsent card back; it may have changed since it was an own card.
func (f *form) restore(c unsentCard, cards int) {
	f.word.SetText(c.Word)
	f.sentence.SetText(c.Sentence)
	f.gloss.SetText(c.Gloss)
	f.other.SetText(c.Other)
	f.lang, f.signed, f.edit = c.Lang, c.Signed, c.Edit
	if f.edit >= cards {
		f.edit = -1
	}
}

// load begins to change an own card.
func (f *form) load(e *screen.Env, d domain.Draft, i int) {
	f.restore(unsentCard{Word: d.Word.String(), Sentence: d.Sentence.String(), Gloss: d.Gloss.String(),
		Lang: d.Lang, Signed: d.Signed, Edit: i}, i+1)
	for _, l := range e.Lib.Languages() {
		if l.Tag == d.Lang {
			return
		}
	}
	f.other.SetText(d.Lang)
	f.lang = ""
}

// draft is what is kept after a second of quiet.
func (f *form) draft(w *domain.Writing) *screen.Draft {
	c := unsentCard{Word: f.word.Text(), Sentence: f.sentence.Text(), Gloss: f.gloss.Text(), Lang: f.lang,
		Other: f.other.Text(), Signed: f.signed, Edit: f.edit}
	if f.word.Empty() && f.sentence.Empty() && f.gloss.Empty() {
		return &screen.Draft{Field: draftOf(w)}
	}
	words, err := json.Marshal(c)
	if err != nil { // strings and a number always marshal
		return nil
	}
	return &screen.Draft{Field: draftOf(w), Words: string(words)}
}

// card is the form as it is sent.
func (f *form) card(e *screen.Env) domain.Draft {
	d := domain.Draft{Word: safetext.Clean(safetext.Title, f.word.Text()), Sentence: safetext.Clean(safetext.Line, f.sentence.Text()),
		Lang: f.lang, Signed: f.signed}
	if f.lang == "" {
		d.Lang = safetext.Clean(safetext.Name, f.other.Text()).String()
	}
	if f.glossed(e) {
		d.Gloss = safetext.Clean(safetext.Line, f.gloss.Text())
	}
	if !d.Gloss.IsBlank() && e.Lang != d.Lang {
		d.GlossLang = e.Lang
	}
	return d
}

// glossed reports whether the form offers a meaning in another language: where
// somebody here reads another one than the card's.
func (f *form) glossed(e *screen.Env) bool {
	if !f.gloss.Empty() {
		return true
	}
	for _, seat := range e.Snap.Roster.Here() {
		if seat.Lang != "" && seat.Lang != f.lang {
			return true
		}
	}
	return false
}

// field is the text field that has the focus, nil on a choice.
func (f *form) field() *field.Field {
	switch f.at {
	case atWord:
		return f.word
	case atSentence:
		return f.sentence
	case atOther:
		return f.other
	case atGloss:
		return f.gloss
	}
	return nil
}

// last reports whether the part that has the focus is the last one: Enter sends
// there, and goes on to the next part elsewhere, so that no card leaves before
// its writer has seen all of it.
func (f *form) last() bool { return f.at == places-1 }

// step goes to the next part, or the one before.
func (f *form) step(e *screen.Env, by place) {
	for {
		f.at = (f.at + by + places) % places
		if (f.at != atOther || f.lang == "") && (f.at != atGloss || f.glossed(e)) {
			return
		}
	}
}

// choose handles a digit on the language or the name.
func (f *form) choose(e *screen.Env, n int) {
	languages := e.Lib.Languages()
	switch {
	case f.at == atName && n == 1:
		f.signed = false
	case f.at == atName && n == 2:
		f.signed = true
	case f.at == atLang && n >= 1 && n <= len(languages):
		f.lang = languages[n-1].Tag
	case f.at == atLang && n == len(languages)+1:
		f.lang, f.at = "", atOther
	}
}

// layout is the form, and where the caret stands; nil on a choice.
func (f *form) layout(e *screen.Env) (rows []paint.Row, cursor *paint.Point) {
	label := func(at place, id string) {
		style := theme.Dim
		if at == f.at {
			style = theme.Plain
		}
		rows = append(rows, paint.Paragraph(style, e.Say(id), e.W)...)
	}
	text := func(at place, x *field.Field) {
		body, caret := x.Layout(e.W-2, e.Theme)
		if at == f.at {
			cursor = &paint.Point{X: caret.X + 2, Y: caret.Y + len(rows)}
		}
		rows = append(rows, paint.Shift(2, body)...)
	}
	label(atWord, "values.write.word")
	text(atWord, f.word)
	label(atSentence, "values.write.sentence")
	text(atSentence, f.sentence)
	rows = append(rows, f.languages(e)...)
	if f.lang == "" {
		text(atOther, f.other)
	}
	if f.glossed(e) {
		label(atGloss, "values.write.gloss")
		text(atGloss, f.gloss)
	}
	return append(rows, f.options(e, atName, e.Say("values.write.my_name"), []string{e.Say("common.no"), e.Say("common.yes")},
		map[bool]int{false: 0, true: 1}[f.signed])...), cursor
}

func (f *form) languages(e *screen.Env) []paint.Row {
	names, at := []string{}, -1
	for i, l := range e.Lib.Languages() {
		names = append(names, l.Name)
		if l.Tag == f.lang {
			at = i
		}
	}
	if at < 0 {
		at = len(names)
	}
	return f.options(e, atLang, e.Say("values.write.language"), append(names, e.Say("values.write.another")), at)
}

// options is a choice: its name and what is chosen; while it has the focus, all
// there is with the digits, in one line where there is room.
func (f *form) options(e *screen.Env, at place, label string, names []string, chosen int) []paint.Row {
	if f.at != at {
		return paint.Paragraph(theme.Dim, label+": "+names[chosen], e.W)
	}
	rows := []paint.Row{paint.Line(paint.Text(theme.Plain, label+":"))}
	for i, n := range names {
		mark, style := "  ", theme.Plain
		if i == chosen {
			mark, style = e.Theme.Chosen+" ", theme.Accent
		}
		one := paint.Line(paint.Spaces(1), paint.Text(theme.Accent, mark), paint.Text(theme.Key, strconv.Itoa(i+1)),
			paint.Spaces(1), paint.Text(style, n))
		if last := rows[len(rows)-1]; last.Width()+one.Width() <= e.W {
			rows[len(rows)-1] = paint.Join(last, one)
		} else {
			rows = append(rows, one)
		}
	}
	return rows
}

// key handles a key of the form that neither sends nor leaves.
func (f *form) key(e *screen.Env, k keys.Key, a keys.Action) {
	switch {
	case a == keys.NextPart:
		f.step(e, +1)
	case a == keys.PrevPart:
		f.step(e, -1)
	case f.field() != nil && (k == keys.Press(keys.Down) || k == keys.Press(keys.Up)):
		if !f.field().Key(k) {
			f.step(e, map[bool]place{true: 1, false: -1}[k == keys.Press(keys.Down)])
		}
	case f.field() != nil:
		f.field().Key(k)
	case a == keys.RowDown:
		f.step(e, +1)
	case a == keys.RowUp:
		f.step(e, -1)
	default:
		if n, ok := k.Digit(); ok {
			f.choose(e, n)
		}
	}
}
