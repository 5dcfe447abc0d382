package editor

import (
	"convene/internal/text"
	"convene/tui/keys"
)

// move brings the caret where a key says. With Shift it selects on the way.
// false is a key that moves nothing.
func (ed *Editor) move(v View, d *text.Doc, k keys.Key) bool {
	to, goal, ok := ed.target(v, d, k)
	if !ok {
		return false
	}
	switch shift := k.Mod&keys.Shift != 0; {
	case shift && !ed.selecting:
		ed.mark, ed.selecting = ed.at, true
	case !shift && ed.selecting:
		ed.selecting = false
		from, till := ed.order(d)
		if k.Code == keys.Left && k.Mod == 0 {
			to = from
		}
		if k.Code == keys.Right && k.Mod == 0 {
			to = till
		}
	}
	ed.at, ed.goal, ed.fresh = to, goal, false
	if ed.at == ed.mark {
		ed.selecting = false
	}
	return true
}

// target is where a key would bring the caret, and the column to hold on to.
func (ed *Editor) target(v View, d *text.Doc, k keys.Key) (to text.Pos, goal int, ok bool) {
	word := k.Mod&(keys.Ctrl|keys.Alt) != 0
	k.Mod &^= keys.Shift
	switch {
	case k == keys.Char('a').With(keys.Ctrl):
		k = keys.Press(keys.Home)
	case k == keys.Char('e').With(keys.Ctrl):
		k = keys.Press(keys.End)
	case k == keys.Char('b').With(keys.Alt):
		k.Code = keys.Left
	case k == keys.Char('f').With(keys.Alt):
		k.Code = keys.Right
	}
	switch k.Code {
	case keys.Left:
		if word {
			return d.PrevWord(ed.at), -1, true
		}
		return d.Prev(ed.at), -1, true
	case keys.Right:
		if word {
			return d.NextWord(ed.at), -1, true
		}
		return d.Next(ed.at), -1, true
	case keys.Home, keys.End:
		return ed.lineEdge(v, d, k.Code == keys.End, word), -1, true
	case keys.Up:
		to, goal = ed.vertical(v, d, -1)
	case keys.Down:
		to, goal = ed.vertical(v, d, +1)
	case keys.PageUp:
		to, goal = ed.vertical(v, d, -ed.pageRows(v))
	case keys.PageDown:
		to, goal = ed.vertical(v, d, +ed.pageRows(v))
	default:
		return ed.at, -1, false
	}
	return to, goal, true
}

func (ed *Editor) pageRows(v View) int {
	if v.Height > 2 {
		return v.Height / 2
	}
	return 10
}

// lineEdge is the beginning or the end of the line on the screen, or of all.
func (ed *Editor) lineEdge(v View, d *text.Doc, end, whole bool) text.Pos {
	switch {
	case whole && end:
		return d.End()
	case whole:
		return d.Start()
	}
	p, _ := ed.here(v, d)
	if p == nil {
		return ed.at
	}
	line, _ := p.line(ed.at.Off, ed.sheet.width)
	off := p.spans[line].From
	if end {
		off = p.last(d, line)
	}
	return text.Pos{Para: ed.at.Para, Off: off}
}

// vertical is the place so many lines of the screen up or down, at the column
// the caret had when it began to go up and down.
func (ed *Editor) vertical(v View, d *text.Doc, by int) (text.Pos, int) {
	p, i := ed.here(v, d)
	if p == nil {
		return ed.at, -1
	}
	line, col := p.line(ed.at.Off, ed.sheet.width)
	if ed.goal >= 0 {
		col = ed.goal
	}
	for ; by < 0; by++ {
		switch {
		case line > 0:
			line--
		case i > 0:
			i--
			p = ed.sheet.paras[i]
			line = len(p.spans) - 1
		default:
			return d.Start(), col
		}
	}
	for ; by > 0; by-- {
		switch {
		case line+1 < len(p.spans):
			line++
		case i+1 < len(ed.sheet.paras):
			i++
			p, line = ed.sheet.paras[i], 0
		default:
			return d.End(), col
		}
	}
	return text.Pos{Para: p.src.ID, Off: p.at(d, line, col)}, col
}

// here is the paragraph of the caret, laid out, and its place.
func (ed *Editor) here(v View, d *text.Doc) (*para, int) {
	paras := d.Paras()
	ed.sheet.fit(paras, max(1, v.Width-gutter(len(paras))), v.Shelf)
	_, i := d.Para(ed.at.Para)
	if i < 0 {
		return nil, i
	}
	return ed.sheet.paras[i], i
}

// order gives the ends of the selection in the order of the text.
func (ed *Editor) order(d *text.Doc) (from, to text.Pos) {
	_, a := d.Para(ed.mark.Para)
	_, b := d.Para(ed.at.Para)
	if b < a || b == a && ed.at.Off < ed.mark.Off {
		return ed.at, ed.mark
	}
	return ed.mark, ed.at
}

// selected are the ends of the selection, the same place twice for none.
func (ed *Editor) selected(d *text.Doc) (from, to text.Pos) {
	if !ed.selecting {
		return ed.at, ed.at
	}
	return ed.order(d)
}
