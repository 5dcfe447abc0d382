package editor

import (
	"slices"
	"sort"
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
	l := ed.Lines(v)
	return Page{Rows: l.Append(make([]paint.Row, 0, l.Len), 0, l.Len), Cursor: l.Cursor, Focus: l.Focus}
}

// Lines is a text laid out whose rows are taken as they are needed: a long text
// costs no more than what is in sight of it. It holds until the next call for
// the same editor.
type Lines struct {
	Len    int          // rows
	Cursor *paint.Point // as in Page
	Focus  int
	parts  []part
	blank  [1]paint.Row
}

// part is rows that belong together, and the first one's place.
type part struct {
	top  int
	rows []paint.Row
}

// Append adds the rows from..to to rows.
func (l *Lines) Append(rows []paint.Row, from, to int) []paint.Row {
	i := sort.Search(len(l.parts), func(i int) bool { return l.parts[i].top+len(l.parts[i].rows) > from })
	for ; i < len(l.parts) && l.parts[i].top < to; i++ {
		p := l.parts[i]
		rows = append(rows, p.rows[max(0, from-p.top):min(len(p.rows), to-p.top)]...)
	}
	return rows
}

func (l *Lines) add(rows []paint.Row) {
	l.parts = append(l.parts, part{l.Len, rows})
	l.Len += len(rows)
}

// open reports whether the last row has words, so that a blank one may follow.
func (l *Lines) open() bool {
	if len(l.parts) == 0 {
		return false
	}
	rows := l.parts[len(l.parts)-1].rows
	return rows[len(rows)-1] != nil
}

// key is all that a layout depends on.
type key struct {
	doc               *text.Doc
	width, turn       int
	typing            *Caret
	at, mark          text.Pos
	writing, selected bool
	focus             focus
	kept              string
}

// Lines lays the text out like Layout.
func (ed *Editor) Lines(v View) *Lines {
	d := ed.follow(v)
	g := gutter(len(d.Paras()))
	if m := (manner{v.People, v.Theme.Marks, v.Words.Lang(), g, v.Bare}); ed.manner == nil || m != *ed.manner || v.Me != ed.me {
		ed.manner, ed.me, ed.turn = v.Shelf.common(m), v.Me, ed.turn+1
	}
	k := key{doc: d, width: v.Width, turn: ed.turn, at: ed.at, mark: ed.mark, writing: ed.writing,
		selected: ed.selecting, focus: ed.focus, kept: ed.Kept()}
	if len(v.Typing) > 0 && !v.Bare {
		k.typing = &v.Typing[0]
	}
	if k != ed.key {
		ed.key = k
		ed.lay(v, d, g)
	}
	return &ed.lines
}

// lay makes the lines anew, of the paragraphs' rows that are there.
func (ed *Editor) lay(v View, d *text.Doc, g int) {
	paras := d.Paras()
	ed.sheet.fit(paras, max(1, v.Width-g), v.Shelf)
	clear(ed.lines.parts) // so that nothing of them is kept
	ed.lines = Lines{Focus: -1, parts: ed.lines.parts[:0]}
	out := &ed.lines
	var notes map[text.ParaID][]text.TakenOut
	var typing map[text.ParaID]string
	if !v.Bare {
		notes, typing = ed.notes(d), ed.typers.in(v, ed.turn)
	}
	from, to := ed.selected(d)
	number, where := 0, -1
	if ed.writing {
		_, where = d.Para(ed.at.Para)
	}
	for i, p := range ed.sheet.paras {
		l := look{at: ed.turn}
		if typing != nil {
			l.typing = typing[p.src.ID]
		}
		if !p.blank || len(paras) == 1 {
			number++
			l.number = number
		}
		if ed.selecting {
			l.from, l.to = within(d, from, to, i)
		}
		if i > 0 && !(p.blank && where != i) && out.open() {
			out.add(out.blank[:])
		}
		top := out.Len
		if !p.blank || where == i || len(paras) == 1 {
			out.add(ed.rows(d, v, p, l))
		}
		if where == i {
			line, col := p.line(ed.at.Off, ed.sheet.width)
			out.Cursor, out.Focus = &paint.Point{X: g + col, Y: top + line}, top+line
		}
		for _, n := range notes[p.src.ID] {
			ed.margin(out, v, g, n)
		}
	}
	if len(ed.kept) > 0 && !v.Bare {
		ed.keptRow(out, v, g)
	}
	if ed.focus != (focus{}) {
		out.Cursor = nil
	}
}

// rows are the rows of one paragraph, made again only if something of its look
// has changed, and by somebody else if they see it alike.
func (ed *Editor) rows(d *text.Doc, v View, p *para, l look) []paint.Row {
	if p.rows != nil && p.look == l {
		return p.rows
	}
	p.look = l
	x := writing{p.wrapped, ed.manner, "", d, v}
	if slices.Contains(p.authors, ed.me) {
		x.me = ed.me
	}
	if l.from < l.to { // a selection is nobody else's
		p.rows = x.rows(l)
	} else {
		p.rows = v.Shelf.lay(rowsKey{x.wrapped, x.manner, x.me, l.number, l.typing}, func() []paint.Row { return x.rows(l) })
	}
	return p.rows
}

// writing is one paragraph being laid out, in a manner, for somebody.
type writing struct {
	*wrapped
	*manner
	me string // empty unless they are one of the authors
	d  *text.Doc
	v  View
}

func (x writing) rows(l look) []paint.Row {
	lead := paint.Spaces(x.gutter)
	first := lead
	if l.number > 0 {
		n := strconv.Itoa(l.number)
		first = paint.Text(theme.Dim, strings.Repeat(" ", x.gutter-2-len(n))+n+"  ")
	}
	rows := make([]paint.Row, 0, len(x.spans)+1)
	for i, s := range x.spans {
		row := make(paint.Row, 1, 4) // its number, one or two writers, who they are
		row[0] = lead
		if i == 0 {
			row[0] = first
		}
		rows = append(rows, x.words(row, s, l))
	}
	if x.src.Text == "" && l.number > 0 {
		hint := paint.Paragraph(theme.Dim, x.v.Words.Say("terms.empty"), max(1, x.v.Width-x.gutter))
		rows[0] = paint.Join(rows[0], hint[0])
		for _, h := range hint[1:] {
			rows = append(rows, paint.Indent(x.gutter, h))
		}
	}
	return x.signed(rows, l)
}

// words adds the words of one line to row, each author's in their style.
func (x writing) words(row paint.Row, s paint.Span, l look) paint.Row {
	off := 0
	for _, r := range x.src.Runs {
		style := x.author(r.By)
		end := x.edge(x.d, off+r.Len)
		for a := max(x.edge(x.d, off), s.From); a < min(end, s.To); {
			b, st := min(end, s.To), style
			switch {
			case l.from < l.to && a >= l.from && a < l.to:
				b, st = min(b, l.to), theme.Selected
			case l.from < l.to && a < l.from:
				b = min(b, l.from)
			}
			row = append(row, paint.Text(st, x.src.Text[a:b]))
			a = b
		}
		off += r.Len
	}
	return row
}

// edge moves a run's end behind the grapheme it would cut: an accent that one
// person put on another's letter is drawn with that letter.
func (p *wrapped) edge(d *text.Doc, off int) int {
	t := p.src.Text
	if off <= 0 || off >= len(t) || t[off] < 0x80 && t[off-1] < 0x80 {
		return off
	}
	return d.Snap(text.Pos{Para: p.src.ID, Off: off}).Off
}

// author is the style of an author's words.
func (x writing) author(by string) theme.Style {
	switch {
	case x.bare || x.people == nil && by != x.me:
		return theme.Plain
	case by == x.me:
		return theme.Accent
	}
	return theme.Author(x.people.Person(by).Hue)
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
