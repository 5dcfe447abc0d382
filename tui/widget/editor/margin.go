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
func (x writing) signed(rows []paint.Row, l look) []paint.Row {
	var offers []paint.Row
	switch {
	case l.typing != "":
		offers = []paint.Row{paint.Line(paint.Text(theme.Dim, l.typing))}
	case x.src.Text == "" || len(x.authors) == 0 || x.bare:
		return rows
	default:
		offers = []paint.Row{x.names(false), x.names(true)}
	}
	width, last := x.v.Width, rows[len(rows)-1]
	for _, o := range offers {
		if o.Width()+last.Width()+3 <= width {
			rows[len(rows)-1] = paint.Ends(last, o, width)
			return rows
		}
	}
	short := offers[len(offers)-1]
	if len(offers) > 1 && offers[0].Width() <= width-x.gutter {
		short = offers[0] // a row of its own has room for names
	}
	return append(rows, paint.Right(paint.Clip(short, width-x.gutter, x.marks.Dots), width))
}

// names says who wrote: oneself first, as "you".
func (x writing) names(letters bool) paint.Row {
	var row paint.Row
	add := func(style theme.Style, s string) {
		if len(row) > 0 {
			row = append(row, paint.Text(theme.Dim, ", "))
		}
		row = append(row, paint.Text(style, s))
	}
	if x.me != "" {
		add(theme.Accent, x.v.Words.Say("common.you"))
	}
	for _, by := range x.authors {
		if by == x.me || x.people == nil {
			continue
		}
		who := x.people.Person(by)
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

// typers are the words for who types where now, by paragraph. They are made
// again when somebody begins or stops, or is called otherwise.
type typers struct {
	turn  int
	of    *Caret // the first of those they were made of
	words map[text.ParaID]string
}

func (t *typers) in(v View, turn int) map[text.ParaID]string {
	if len(v.Typing) == 0 {
		return nil
	}
	if t.of == &v.Typing[0] && t.turn == turn {
		return t.words
	}
	*t = typers{turn: turn, of: &v.Typing[0], words: make(map[text.ParaID]string)}
	who := make(map[text.ParaID][]string)
	for _, c := range v.Typing {
		if v.People != nil && c.By != v.Me {
			who[c.In] = append(who[c.In], v.People.Person(c.By).Name)
		}
	}
	for id, list := range who {
		if len(list) == 1 {
			t.words[id] = v.Words.Say("terms.writing.who", "name", list[0])
		} else {
			t.words[id] = v.Words.Say("terms.writing", "n", len(list))
		}
	}
	return t.words
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
func (ed *Editor) margin(out *Lines, v View, g int, n text.TakenOut) {
	name := ""
	if v.People != nil {
		name = v.People.Person(n.By).Name
	}
	if n.By == v.Me {
		name = v.Words.Say("common.you")
	}
	words := v.Words.Say("terms.took_out", "name", name, "text", strings.TrimSpace(n.Words))
	aside(out, v, g, words, v.Words.Say("terms.put_back"), ed.focus.note == n.ID && n.ID != 0)
}

func (ed *Editor) keptRow(out *Lines, v View, g int) {
	words := v.Words.Say("terms.kept", "text", strings.TrimSpace(ed.Kept()))
	out.add(out.blank[:])
	aside(out, v, g, words, v.Words.Say("terms.kept.put"), ed.focus.kept)
}

// aside adds a line beside the text that can have the focus.
func aside(out *Lines, v View, g int, words, offer string, focused bool) {
	tail := paint.Line(paint.Text(theme.Dim, "; "+offer))
	if !focused {
		row := paint.Clip(paint.Line(paint.Text(theme.Dim, strings.ReplaceAll(words, "\n", " "))), v.Width-g-tail.Width(), v.Theme.Dots)
		out.add([]paint.Row{paint.Join(paint.Line(paint.Spaces(g)), row, tail)})
		return
	}
	rows := paint.Paragraph(theme.Accent, words+"; "+offer, v.Width-g)
	out.Focus = out.Len
	for i, r := range rows {
		lead := paint.Line(paint.Spaces(g))
		if i == 0 {
			lead = paint.Line(paint.Spaces(g-2), paint.Text(theme.Accent, v.Theme.Chosen+" "))
		}
		rows[i] = paint.Join(lead, r)
	}
	out.add(rows)
}
