package terms

import (
	"strings"

	"convene/internal/workshop/terms"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// outline lists the sections, each with its state as a word and what waits
// there, and the whole text as the last line.
type outline struct {
	s    *Screen
	list list
	set  bool
}

func newOutline(s *Screen) *outline { return &outline{s: s} }

func (o *outline) inText() bool { return false }

// begin stands on the first section that this step is for.
func (o *outline) begin(e *screen.Env) {
	if o.set || len(e.Snap.Terms.Sections) == 0 {
		return
	}
	o.set = true
	item, _ := e.Snap.Agenda.Now()
	for i, sec := range e.Snap.Terms.Sections {
		if len(item.Sections) > 0 && item.Sections[0] == sec.ID {
			o.list.at = i
			return
		}
	}
	for i, sec := range e.Snap.Terms.Sections {
		ready := sec.Status == terms.Ready || sec.Status == terms.Checking
		if s := e.Snap.Agenda.At.Step; s == terms.StepCheck && ready || s == terms.StepSettle && sec.Status == terms.Open {
			o.list.at = i
			return
		}
	}
}

func (o *outline) page(e *screen.Env) screen.Page {
	o.begin(e)
	t := e.Snap.Terms
	p := screen.Page{Focus: -1, Step: step(e)}
	if len(t.Sections) == 0 {
		p.Rows = plain(e, e.Say("fault.terms_unprepared"))
		return p
	}
	o.list.fit(len(t.Sections) + 1)
	p.Rows = strong(e, o.head(e))
	cols := columns(e)
	for i, sec := range t.Sections {
		if i == o.list.at {
			p.Focus = len(p.Rows)
		}
		p.Rows = append(p.Rows, outlineRows(e, sec, i == o.list.at, cols)...)
	}
	if o.list.at == len(t.Sections) {
		p.Focus = len(p.Rows)
	}
	p.Rows = append(p.Rows, wholeRow(e, o.list.at == len(t.Sections)))
	p.Hints = []keys.Hint{hint(keys.Main, e.Say("terms.foot.open"))}
	if len(t.Waiting("")) > 0 {
		p.Hints = append(p.Hints, hint(keys.NextPart, e.Say("terms.foot.arrivals")))
	}
	p.Hints = append(p.Hints, hint(keys.Sign, e.Say("terms.foot.whole")))
	return p
}

// step says where the room is in the exercise, or that one looks around.
func step(e *screen.Env) string {
	item, _ := e.Snap.Agenda.Now()
	x, ok := e.Lib.Exercise("terms")
	if item.Activity != "terms" || !ok {
		return e.Say("terms.outline.head")
	}
	for i, s := range x.Steps {
		if s.ID == e.Snap.Agenda.At.Step {
			return e.Say("common.step", "step", i+1, "steps", len(x.Steps), "title", e.Words.In(s.Title))
		}
	}
	return e.Say("terms.outline.head")
}

// head is the one line that says how full the document is, and what waits.
func (o *outline) head(e *screen.Env) string {
	t, done, all := e.Snap.Terms, 0, 0
	for _, sec := range t.Sections {
		if sec.Minimum && !sec.Itself && sec.ID != terms.SignoffID {
			all++
			if !sec.Blank(e.Snap.Texts.Get) {
				done++
			}
		}
	}
	words := e.Say("terms.outline.minimum_state", "n", all, "done", done)
	if n := len(t.Waiting("")); n > 0 {
		words += " " + e.Theme.Dot + " " + e.Say("terms.arrive.waiting", "n", n)
	}
	return words
}

// wide are the columns of the outline.
type wide struct{ title, state int }

// columns are as wide as what stands in them; what waits gets the rest.
func columns(e *screen.Env) wide {
	if e.W < 70 {
		w := 18
		for _, sec := range e.Snap.Terms.Sections {
			w = max(w, paint.Width(state(e, sec))+1)
		}
		w = min(w, e.W/2-6)
		return wide{e.W - 6 - w, w}
	}
	w := wide{30, 20} // at least, so that short words do not draw the columns together
	for _, sec := range e.Snap.Terms.Sections {
		w.title = max(w.title, paint.Width(title(e, sec)))
		w.state = max(w.state, paint.Width(state(e, sec)))
	}
	return wide{min(w.title, e.W/2) + 2, min(w.state, e.W/2-12) + 2}
}

func outlineRows(e *screen.Env, sec *terms.Section, chosen bool, w wide) []paint.Row {
	mark, style := "  ", theme.Plain
	if chosen {
		mark, style = e.Theme.Chosen+" ", theme.Accent
	}
	number := ""
	if !sec.Annex {
		number = itoa(sec.Order)
	}
	left := paint.Line(paint.Text(theme.Accent, mark), paint.Text(style, pad(2, number)))
	cells := []paint.Block{{Rows: []paint.Row{left}, Width: 6}, {Rows: paint.Paragraph(style, title(e, sec), w.title-1), Width: w.title},
		{Rows: paint.Paragraph(theme.Dim, state(e, sec), w.state), Width: w.state}}
	if rest := e.W - 6 - w.title - w.state; rest > 6 {
		cells = append(cells, paint.Block{Rows: paint.Paragraph(theme.Dim, waits(e, sec), rest), Width: rest})
	}
	return paint.Beside(cells...)
}

// waits says what a section holds, or what waits in it.
func waits(e *screen.Env, sec *terms.Section) string {
	t := e.Snap.Terms
	switch n := len(t.Waiting(sec.ID)); {
	case n > 0:
		return e.Say("terms.outline.waits", "n", n)
	case len(sec.Wishes) > 0:
		return e.Say("terms.outline.wish")
	case sec.Status == terms.Open && (sec.Owner != "" || !sec.OwnerName.IsEmpty()):
		return owner(e, sec)
	}
	n := 0
	if d := e.Snap.Texts.Get(terms.TextID(sec.ID, sec.Original)); d != nil {
		for _, p := range d.Paras() {
			if strings.TrimSpace(p.Text) != "" {
				n++
			}
		}
	}
	if n == 0 {
		return ""
	}
	return e.Say("terms.outline.fill", "n", n)
}

func owner(e *screen.Env, sec *terms.Section) string {
	if sec.Owner != "" {
		return name(e, sec.Owner)
	}
	return sec.OwnerName.String()
}

func wholeRow(e *screen.Env, chosen bool) paint.Row {
	mark, style := "  ", theme.Plain
	if chosen {
		mark, style = e.Theme.Chosen+" ", theme.Accent
	}
	left := paint.Line(paint.Text(theme.Accent, mark), paint.Spaces(4), paint.Text(style, e.Say("terms.whole.head")))
	tw := columns(e).title
	return paint.Columns(paint.Cell{Row: left, Width: tw + 6},
		paint.Cell{Row: paint.Line(paint.Text(theme.Dim, docStatus(e, e.Snap.Terms.Whole.Status))), Width: e.W - tw - 6})
}

func (o *outline) key(e *screen.Env, k keys.Key, a keys.Action) screen.Do {
	o.begin(e)
	t := e.Snap.Terms
	n := len(t.Sections) + 1
	if n == 1 {
		return screen.Ignore()
	}
	if o.list.key(k, a, n) {
		return screen.Do{}
	}
	switch a {
	case keys.Main:
		if o.list.at < len(t.Sections) {
			o.s.push(newSection(o.s, t.Sections[o.list.at].ID))
		} else {
			o.s.push(newWhole(o.s))
		}
	case keys.NextPart:
		if len(t.Waiting("")) == 0 {
			return screen.Ignore()
		}
		o.s.push(newArrivals(o.s, ""))
	case keys.Sign:
		o.s.push(newWhole(o.s))
	default:
		return screen.Ignore()
	}
	return screen.Do{}
}
