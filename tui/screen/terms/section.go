package terms

import (
	"slices"

	"convene/internal/workshop/terms"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// section is one section: its text, read or written together, and below it what
// helps now.
type section struct {
	s     *Screen
	id    string
	lang  string // a translation in front; empty is the original
	top   int    // first row in sight
	over  int    // rows out of sight at the last layout
	room  int    // rows of text in sight
	guide int    // which piece of guidance
	moved bool   // writing goes on in another's text, and no key was pressed yet
	last  struct {
		lang string
		w    *screen.Writing
	}
	around around
	rows   []paint.Row // of the last page, to be used again
}

func newSection(s *Screen, id string) *section { return &section{s: s, id: id} }

func (x *section) data(e *screen.Env) *terms.Section { return e.Snap.Terms.Section(x.id) }

// language is that of the text in front.
func (x *section) language(e *screen.Env) string {
	switch sec := x.data(e); {
	case x.lang != "":
		return x.lang
	case sec.Original != "":
		return sec.Original
	}
	return e.Lang
}

func (x *section) inText() bool {
	for _, w := range x.s.writings {
		if id, _, _ := terms.ParseTextID(w.Text); id == x.id && w.InText() {
			return true
		}
	}
	return false
}

func (x *section) page(e *screen.Env) screen.Page {
	sec := x.data(e)
	w := x.writing(e)
	if w.Active() && !x.writable(e) {
		w.Stop() // a check has opened, or it was agreed: the text stays as it is
	}
	text, around := w.Lines(e), x.besides(e, sec, w)
	bottom := around.bottom
	x.room = max(4, e.H-len(bottom))
	p := screen.Page{Step: around.step, Focus: -1, Rows: x.rows[:0]}
	x.over = max(0, text.Len-x.room)
	if x.over > 0 {
		x.room--
		x.over = text.Len - x.room
	}
	if over := x.over > 0; around.hints == nil || around.over != over {
		around.hints, around.over = x.hints(e, sec, w), over
	}
	p.Hints = around.hints
	if text.Focus >= 0 {
		x.top = min(max(x.top, text.Focus-x.room+1), text.Focus)
	}
	x.top = min(max(x.top, 0), x.over)
	p.Rows = text.Append(p.Rows, x.top, min(x.top+x.room, text.Len))
	if x.over > 0 {
		more := e.Say("frame.end")
		if below := text.Len - x.top - x.room; below > 0 {
			more = e.Say("frame.more", "n", below)
		}
		p.Rows = append(p.Rows, paint.Indent(6, paint.Line(paint.Text(theme.Dim, more))))
	}
	if text.Cursor != nil {
		p.Cursor = &paint.Point{X: text.Cursor.X, Y: text.Cursor.Y - x.top}
	}
	for len(p.Rows)+len(bottom) < e.H && len(bottom) > 0 { // it stays where it is while the text grows
		p.Rows = append(p.Rows, nil)
	}
	p.Rows = append(p.Rows, bottom...)
	x.rows = p.Rows
	if len(p.Rows) > e.H { // a very small screen: the text comes first
		p.Rows = p.Rows[:e.H]
	}
	return p
}

// writable reports whether this person may write in the text in front, as far
// as this screen can tell.
func (x *section) writable(e *screen.Env) bool {
	sec, whole := x.data(e), e.Snap.Terms.Whole
	if !canWrite(e) || sec.Status == terms.NotUsed || whole.Locked() {
		return false
	}
	if lang := x.language(e); sec.Original != "" && lang != sec.Original {
		return !about(sec.Check, x.id, lang) || !(sec.Status == terms.Checking || sec.Status.Settled())
	}
	return !whole.Check.IsOpen() && sec.Status != terms.Checking && !sec.Status.Settled()
}

// about reports whether a check asked about a text.
func about(c *terms.Check, section, lang string) bool {
	return c != nil && slices.ContainsFunc(c.Texts, func(t terms.TextVersion) bool { return t.Section == section && t.Lang == lang })
}
