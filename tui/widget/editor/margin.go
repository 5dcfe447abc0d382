package editor

import (
	"strings"

	"convene/internal/text"
	"convene/tui/paint"
	"convene/tui/theme"
)

// signed puts who wrote a paragraph, or who writes there now, at the right of
// its last row: names where there is room, else letters, else on a row of its
// own.
func signed(rows []paint.Row, p *para, v View, l look) []paint.Row {
	var offers []paint.Row
	switch {
	case l.typing != "":
		offers = []paint.Row{paint.Line(paint.Text(theme.Dim, l.typing))}
	case p.src.Text == "" || len(p.authors) == 0 || l.bare:
		return rows
	default:
		offers = []paint.Row{names(p, v, l, false), names(p, v, l, true)}
	}
	last := rows[len(rows)-1]
	for _, o := range offers {
		if o.Width()+last.Width()+3 <= v.Width {
			rows[len(rows)-1] = paint.Ends(last, o, v.Width)
			return rows
		}
	}
	short := offers[len(offers)-1]
	if len(offers) > 1 && offers[0].Width() <= v.Width-l.gutter {
		short = offers[0] // a row of its own has room for names
	}
	return append(rows, paint.Right(paint.Clip(short, v.Width-l.gutter, l.marks.Dots), v.Width))
}

// names says who wrote: oneself first, as "you".
func names(p *para, v View, l look, letters bool) paint.Row {
	var row paint.Row
	add := func(style theme.Style, s string) {
		if len(row) > 0 {
			row = append(row, paint.Text(theme.Dim, ", "))
		}
		row = append(row, paint.Text(style, s))
	}
	for _, by := range p.authors {
		if by == l.me {
			add(theme.Accent, v.Words.Say("common.you"))
		}
	}
	for _, by := range p.authors {
		if by == l.me || l.people == nil {
			continue
		}
		who := l.people.Person(by)
		name := who.Name
		if letters && who.Mark != "" {
			name = who.Mark
		}
		if name != "" {
			add(theme.Author(who.Hue), name)
		}
	}
	return row
}

// typingIn says, by paragraph, who types there now.
func typingIn(v View) map[text.ParaID]string {
	if len(v.Typing) == 0 {
		return nil
	}
	who := make(map[text.ParaID][]string)
	for _, c := range v.Typing {
		if v.People != nil && c.By != v.Me {
			who[c.At.Para] = append(who[c.At.Para], v.People.Person(c.By).Name)
		}
	}
	out := make(map[text.ParaID]string, len(who))
	for id, list := range who {
		if len(list) == 1 {
			out[id] = v.Words.Say("terms.writing.who", "name", list[0])
		} else {
			out[id] = v.Words.Say("terms.writing", "n", len(list))
		}
	}
	return out
}

// notes are the margin notes by the paragraph they stand in.
func (ed *Editor) notes(d *text.Doc) map[text.ParaID][]text.TakenOut {
	list := d.Notes()
	if len(list) == 0 {
		return nil
	}
	out := make(map[text.ParaID][]text.TakenOut)
	for _, n := range list {
		if at, ok := d.Where(n.ID); ok {
			out[at.Para] = append(out[at.Para], n)
		}
	}
	return out
}

// margin adds the line of a note: who took out what, and that it can be put
// back. In focus it shows the words whole.
func (ed *Editor) margin(page Page, v View, g int, n text.TakenOut) Page {
	name := ""
	if v.People != nil {
		name = v.People.Person(n.By).Name
	}
	if n.By == v.Me {
		name = v.Words.Say("common.you")
	}
	words := v.Words.Say("terms.took_out", "name", name, "text", strings.TrimSpace(n.Words))
	return aside(page, v, g, words, v.Words.Say("terms.put_back"), ed.focus.note == n.ID && n.ID != 0)
}

func (ed *Editor) keptRow(page Page, v View, g int) Page {
	words := v.Words.Say("terms.kept", "text", strings.TrimSpace(ed.Kept()))
	page.Rows = append(page.Rows, nil)
	return aside(page, v, g, words, v.Words.Say("terms.kept.put"), ed.focus.kept)
}

// aside adds a line beside the text that can have the focus.
func aside(page Page, v View, g int, words, offer string, focused bool) Page {
	tail := paint.Line(paint.Text(theme.Dim, "; "+offer))
	if !focused {
		row := paint.Clip(paint.Line(paint.Text(theme.Dim, strings.ReplaceAll(words, "\n", " "))), v.Width-g-tail.Width(), v.Theme.Dots)
		page.Rows = append(page.Rows, paint.Join(paint.Line(paint.Spaces(g)), row, tail))
		return page
	}
	rows := paint.Paragraph(theme.Accent, words+"; "+offer, v.Width-g)
	page.Focus = len(page.Rows)
	for i, r := range rows {
		lead := paint.Line(paint.Spaces(g))
		if i == 0 {
			lead = paint.Line(paint.Spaces(g-2), paint.Text(theme.Accent, v.Theme.Chosen+" "))
		}
		page.Rows = append(page.Rows, paint.Join(lead, r))
	}
	return page
}
