package document

import (
	"strconv"
	"strings"

	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// reader lays the whole text out, once for each change of it.
type reader struct {
	writings map[string]*screen.Writing
	made     made
	rows     []paint.Row
}

// made is what the rows were made from.
type made struct {
	terms  *terms.State
	texts  *workshop.Texts
	people *roster.State
	lang   string
	width  int
	marks  theme.Marks
}

func (r *reader) layout(e *screen.Env) []paint.Row {
	m := made{e.Snap.Terms, e.Snap.Texts, e.Snap.Roster, e.Lang, e.W, e.Theme.Marks}
	if r.rows != nil && r.made == m {
		return r.rows
	}
	r.made, r.rows = m, nil
	for _, sec := range e.Snap.Terms.Sections {
		r.section(e, sec)
	}
	for _, v := range e.Snap.Terms.ViewsOf("") {
		r.view(e, v)
	}
	return r.rows
}

// section is one section: its heading with its state, its paragraphs, the views
// of those who see it otherwise.
func (r *reader) section(e *screen.Env, sec *terms.Section) {
	number := "  "
	if !sec.Annex {
		number = strconv.Itoa(sec.Order) + "  "
	}
	state := e.Say("terms.state." + e.Snap.Terms.Stands(sec).Word())
	if mark := e.InLanguage(shown(e, sec)); mark != "" && sec.Status != terms.NotUsed && !sec.Blank(e.Snap.Texts.Get) {
		state += ", " + mark
	}
	room := e.W - 6 - paint.Width(state)
	r.rows = append(r.rows, paint.Beside(
		paint.Block{Rows: []paint.Row{paint.Line(paint.Text(theme.Dim, strings.Repeat(" ", max(0, 4-len(number)))+number))}, Width: 4},
		paint.Block{Rows: paint.Paragraph(theme.Accent, title(e, sec), room), Width: room + 2},
		paint.Block{Rows: []paint.Row{paint.Line(paint.Text(theme.Dim, state))}, Width: e.W - 6 - room})...)
	switch {
	case sec.Status == terms.NotUsed:
		r.add(6, theme.Dim, e.Say("document.not_used", "why", sec.Why.String()), e.W)
	case sec.Blank(e.Snap.Texts.Get):
		r.add(6, theme.Dim, e.Say("document.not_yet"), e.W)
	default:
		r.rows = append(r.rows, r.words(e, sec)...)
	}
	for _, v := range e.Snap.Terms.ViewsOf(sec.ID) {
		r.view(e, v)
	}
	r.rows = append(r.rows, nil)
}

// shown is the language of the text that is shown.
func shown(e *screen.Env, sec *terms.Section) string {
	if sec.Fresh(e.Snap.Texts.Get, e.Lang) {
		return e.Lang
	}
	return sec.Original
}

// words are the paragraphs, in the person's language if there is a text in it
// that says what the original says.
func (r *reader) words(e *screen.Env, sec *terms.Section) []paint.Row {
	id := terms.TextID(sec.ID, shown(e, sec))
	w := r.writings[id]
	if w == nil {
		w = screen.NewWriting(id)
		r.writings[id] = w
	}
	return w.Read(e)
}

// view is a minority view, in the words of those who hold it.
func (r *reader) view(e *screen.Env, v terms.View) {
	r.rows = append(r.rows, nil)
	r.add(6, theme.Dim, e.Say("terms.minority.head"), e.W)
	r.add(6, theme.Plain, e.Theirs(v.Words.String(), v.Lang), e.W)
	var names []string
	for _, h := range v.Holders {
		if seat := e.Snap.Roster.Seat(h.Seat); h.Signed && seat != nil {
			names = append(names, screen.PersonName(seat))
		} else {
			names = append(names, e.Say("terms.minority.member"))
		}
	}
	r.add(6, theme.Dim, e.Words.List(names), e.W)
}

func (r *reader) add(indent int, style theme.Style, words string, width int) {
	r.rows = append(r.rows, paint.Shift(indent, paint.Paragraph(style, words, width-indent))...)
}

// readingPage is the text as it stands, as many rows of it as there is room for.
func (s *Screen) readingPage(e *screen.Env, p *screen.Page) {
	rows := s.text.layout(e)
	room := max(1, e.H-1)
	s.over = max(0, len(rows)-room)
	s.top = min(max(s.top, 0), s.over)
	p.Rows = append(p.Rows, rows[s.top:min(s.top+room, len(rows))]...)
	if s.over > 0 {
		words := e.Say("frame.end")
		if below := len(rows) - s.top - room; below > 0 {
			words = e.Say("frame.more", "n", below)
		}
		p.Rows = append(p.Rows, paint.Line(paint.Text(theme.Dim, words)))
	}
	p.Hints = []keys.Hint{{Action: keys.Main, Words: e.Say("terms.foot.read_on")}, {Action: keys.NextPart, Words: e.Say("document.foot.take")}}
	if signable(e) {
		p.Hints = append(p.Hints, keys.Hint{Action: keys.Sign})
	}
	p.Hints = append(p.Hints, keys.Hint{Action: keys.More}, keys.Hint{Action: keys.Before})
}

func (s *Screen) readingKey(e *screen.Env, a keys.Action) screen.Do {
	step := max(1, e.H-3)
	switch a {
	case keys.Main, keys.More:
		if s.top >= s.over {
			s.top = 0
		} else {
			s.top += step
		}
	case keys.Before:
		s.top -= step
	case keys.RowDown:
		s.top++
	case keys.RowUp:
		s.top--
	case keys.FirstRow:
		s.top = 0
	case keys.LastRow:
		s.top = s.over
	default:
		return screen.Ignore()
	}
	return screen.Do{}
}
