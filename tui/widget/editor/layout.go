package editor

import (
	"strconv"
	"strings"

	"convene/internal/text"
	"convene/tui/paint"
	"convene/tui/theme"
)

// gutter is the room for a paragraph's number: at least four digits and two
// spaces.
func gutter(paras int) int { return max(4, len(strconv.Itoa(paras))) + 2 }

// Layout lays the text out, with a blank row between paragraphs.
func (ed *Editor) Layout(v View) Page {
	d := ed.follow(v)
	paras := d.Paras()
	g := gutter(len(paras))
	ed.sheet.fit(paras, max(1, v.Width-g))
	page := Page{Focus: -1, Rows: make([]paint.Row, 0, 3*len(paras))}
	notes, typing := ed.notes(d), typingIn(v)
	if v.Bare {
		notes, typing = nil, nil
	}
	from, to := ed.selected(d)
	number, where := 0, -1
	if ed.writing {
		_, where = d.Para(ed.at.Para)
	}
	for i, p := range ed.sheet.paras {
		blank := strings.TrimSpace(p.src.Text) == ""
		l := look{people: v.People, me: v.Me, marks: v.Theme.Marks, lang: v.Words.Lang(), gutter: g, typing: typing[p.src.ID], bare: v.Bare}
		if !blank || len(paras) == 1 {
			number++
			l.number = number
		}
		if ed.selecting {
			l.from, l.to = within(d, from, to, i)
		}
		if i > 0 && !(blank && where != i) && len(page.Rows) > 0 && page.Rows[len(page.Rows)-1] != nil {
			page.Rows = append(page.Rows, nil)
		}
		top := len(page.Rows)
		if !blank || where == i || len(paras) == 1 {
			page.Rows = append(page.Rows, ed.rows(d, v, p, l)...)
		}
		if where == i {
			line, col := p.line(ed.at.Off, ed.sheet.width)
			page.Cursor, page.Focus = &paint.Point{X: g + col, Y: top + line}, top+line
		}
		for _, n := range notes[p.src.ID] {
			page = ed.margin(page, v, g, n)
		}
	}
	if len(ed.kept) > 0 && !v.Bare {
		page = ed.keptRow(page, v, g)
	}
	if ed.focus != (focus{}) {
		page.Cursor = nil
	}
	return page
}

// rows are the rows of one paragraph, made again only if something of its look
// has changed.
func (ed *Editor) rows(d *text.Doc, v View, p *para, l look) []paint.Row {
	if p.rows != nil && p.look == l {
		return p.rows
	}
	p.look = l
	lead := strings.Repeat(" ", l.gutter)
	first := lead
	if l.number > 0 {
		n := strconv.Itoa(l.number)
		first = strings.Repeat(" ", l.gutter-2-len(n)) + n + "  "
	}
	rows := make([]paint.Row, 0, len(p.spans)+1)
	for i, s := range p.spans {
		left := lead
		if i == 0 {
			left = first
		}
		rows = append(rows, paint.Join(paint.Line(paint.Text(theme.Dim, left)), p.words(d, s, l)))
	}
	if p.src.Text == "" && l.number > 0 {
		hint := paint.Paragraph(theme.Dim, v.Words.Say("terms.empty"), ed.sheet.width)
		rows[0] = paint.Join(rows[0], hint[0])
		for _, h := range hint[1:] {
			rows = append(rows, paint.Indent(l.gutter, h))
		}
	}
	p.rows = signed(rows, p, v, l)
	return p.rows
}

// words are the words of one line, each author's in their style.
func (p *para) words(d *text.Doc, s paint.Span, l look) paint.Row {
	row := make(paint.Row, 0, 2)
	off := 0
	for _, r := range p.src.Runs {
		style := authorStyle(l, r.By)
		end := p.edge(d, off+r.Len)
		for a := max(p.edge(d, off), s.From); a < min(end, s.To); {
			b, st := min(end, s.To), style
			switch {
			case l.from < l.to && a >= l.from && a < l.to:
				b, st = min(b, l.to), theme.Selected
			case l.from < l.to && a < l.from:
				b = min(b, l.from)
			}
			row = append(row, paint.Text(st, p.src.Text[a:b]))
			a = b
		}
		off += r.Len
	}
	return row
}

// edge moves a run's end behind the grapheme it would cut: an accent that one
// person put on another's letter is drawn with that letter.
func (p *para) edge(d *text.Doc, off int) int {
	t := p.src.Text
	if off <= 0 || off >= len(t) || t[off] < 0x80 && t[off-1] < 0x80 {
		return off
	}
	return d.Snap(text.Pos{Para: p.src.ID, Off: off}).Off
}

func authorStyle(l look, by string) theme.Style {
	switch {
	case l.bare || l.people == nil && by != l.me:
		return theme.Plain
	case by == l.me:
		return theme.Accent
	}
	return theme.Author(l.people.Person(by).Hue)
}

// within is the part of a selection that lies in paragraph i, in bytes.
func within(d *text.Doc, from, to text.Pos, i int) (int, int) {
	_, a := d.Para(from.Para)
	_, b := d.Para(to.Para)
	if i < a || i > b {
		return 0, 0
	}
	lo, hi := 0, len(d.Paras()[i].Text)
	if i == a {
		lo = from.Off
	}
	if i == b {
		hi = to.Off
	}
	return lo, hi
}
