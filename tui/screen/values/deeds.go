package values

import (
	"strconv"

	domain "convene/internal/workshop/values"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// deeds is from word to deed: for each value that the group goes on with, what
// we do when we live it and how we notice that we slipped. Two columns where
// there is room, else one below the other. Anyone writes and changes lines, and
// what stood before is kept.
type deeds struct {
	turns turns
	side  domain.Side
	at    string // the chosen line; empty for none
	line  *deedLine
}

func newDeeds() *deeds { return &deeds{side: domain.WeDo} }

func (d *deeds) inText() bool { return d.line != nil }

func (d *deeds) leave() { *d = *newDeeds() }

// twoColumns is the width from which the columns stand side by side.
const twoColumns = 68

func (d *deeds) page(e *screen.Env, v view) screen.Page {
	s := e.Snap.Values
	list := s.Chosen()
	if len(list) == 0 {
		return screen.Page{Rows: paint.Paragraph(theme.Strong, e.Say("fault.values_no_clusters"), e.W), Focus: -1}
	}
	i := d.turns.at(e, domain.StepDeeds, len(list))
	if d.line != nil {
		return d.linePage(e)
	}
	value := list[i]
	b := body{e: e}
	b.say(theme.Strong, title(e, value.ID))
	b.gap()
	p := screen.Page{Focus: -1, Step: e.Say("values.deeds.of", "number", i+1, "total", len(list))}
	top := len(b.rows)
	rows, focus := d.columns(e, value.ID, free(e, v))
	b.add(rows...)
	if focus >= 0 {
		p.Focus = top + focus
	}
	for _, x := range takenOut(s, value.ID) {
		b.gap()
		b.say(theme.Dim, e.Say("values.deeds.taken", "name", personName(e, x.TakenBy), "words", e.Under(s.LangOf(x.Cluster), x.Words.String(), x.Lang)))
	}
	b.gap()
	if free(e, v) {
		b.say(theme.Dim, e.Say("values.deeds.named"))
	}
	p.Rows, p.Hints = b.rows, d.hints(e, v, value.ID, len(list))
	return p
}

func (d *deeds) hints(e *screen.Env, v view, cluster string, values int) []keys.Hint {
	var out []keys.Hint
	if free(e, v) {
		if d.at != "" {
			out = append(out, keys.Hint{Action: keys.Edit}, keys.Hint{Action: keys.TakeBack, Words: e.Say("values.deeds.take_out")},
				keys.Hint{Action: keys.Close})
		} else {
			out = append(out, keys.Hint{Action: keys.Main, Words: e.Say("values.deeds.write"), Field: true},
				keys.Hint{Action: keys.NextPart, Words: e.Say("values.deeds.other")})
		}
	}
	if values > 1 {
		out = append(out, keys.Hint{Action: keys.More, Words: e.Say("values.deeds.next")})
	}
	if free(e, v) && len(takenOut(e.Snap.Values, cluster)) > 0 {
		out = append(out, keys.Hint{Action: keys.Undo, Words: e.Say("values.deeds.put_back")})
	}
	return out
}

// takenOut are the lines of a value that were taken out, the last one last.
func takenOut(s *domain.State, cluster string) []domain.Deed {
	var out []domain.Deed
	for _, x := range s.Deeds {
		if x.Gone && x.Cluster == cluster {
			out = append(out, x)
		}
	}
	return out
}

// lines are the lines of both columns, in the order of their numbers.
func (d *deeds) lines(s *domain.State, cluster string) []domain.Deed {
	return append(s.DeedsOf(cluster, domain.WeDo), s.DeedsOf(cluster, domain.WeSlipped)...)
}

// columns are the two columns; focus is the row of the chosen line, or -1.
func (d *deeds) columns(e *screen.Env, cluster string, open bool) (rows []paint.Row, focus int) {
	s := e.Snap.Values
	do, slipped := s.DeedsOf(cluster, domain.WeDo), s.DeedsOf(cluster, domain.WeSlipped)
	if e.W < twoColumns {
		rows, focus = d.column(e, domain.WeDo, do, 0, e.W, open)
		below, at := d.column(e, domain.WeSlipped, slipped, len(do), e.W, open)
		if at >= 0 {
			focus = len(rows) + 1 + at
		}
		return append(append(rows, nil), below...), focus
	}
	wide := (e.W - 4) / 2
	left, a := d.column(e, domain.WeDo, do, 0, wide, open)
	right, b := d.column(e, domain.WeSlipped, slipped, len(do), wide, open)
	for i := range max(len(left), len(right)) {
		var row paint.Row
		if i < len(left) {
			row = left[i]
		}
		if i < len(right) {
			row = paint.Join(paint.Pad(row, wide+4), right[i])
		}
		rows = append(rows, row)
	}
	return rows, max(a, b)
}

// column is one column: its beginning of a sentence, then its lines. The column
// that Enter writes in has the mark.
func (d *deeds) column(e *screen.Env, side domain.Side, list []domain.Deed, before, width int, open bool) (rows []paint.Row, focus int) {
	focus = -1
	style, mark := theme.Dim, ""
	if open {
		mark = "  "
	}
	if open && d.side == side {
		style, mark = theme.Accent, e.Theme.Chosen+" "
	}
	lead := paint.Line(paint.Text(theme.Accent, mark))
	rows = hang(lead, paint.Paragraph(style, beginning(e, side), width-lead.Width()))
	for i, x := range list {
		if x.ID == d.at {
			focus = len(rows)
		}
		lead := numberLead(e.Theme, x.ID == d.at, strconv.Itoa(before+i+1), 1)
		rows = append(rows, hang(lead, paint.Paragraph(chosenStyle(x.ID == d.at), e.Under(e.Snap.Values.LangOf(x.Cluster), x.Words.String(), x.Lang), width-lead.Width()))...)
	}
	if len(list) == 0 {
		rows = append(rows, paint.Shift(2, paint.Paragraph(theme.Dim, e.Say("values.deeds.empty"), width-2))...)
	}
	return rows, focus
}

func (d *deeds) key(e *screen.Env, v view, k keys.Key, a keys.Action) screen.Do {
	s := e.Snap.Values
	list := s.Chosen()
	switch {
	case d.line != nil:
		return d.lineKey(e, k, a)
	case len(list) == 0:
		return screen.Ignore()
	case d.turns.turn(a, len(list)):
		d.at = ""
		return screen.Do{}
	case !free(e, v) && !picks(a):
		return screen.Ignore()
	}
	cluster := list[d.turns.at(e, domain.StepDeeds, len(list))].ID
	lines := d.lines(s, cluster)
	at := -1
	for i, x := range lines {
		if x.ID == d.at {
			at = i
		}
	}
	switch a {
	case keys.NextPart, keys.PrevPart:
		d.at = ""
		d.side = map[domain.Side]domain.Side{domain.WeDo: domain.WeSlipped, domain.WeSlipped: domain.WeDo}[d.side]
	case keys.Choose:
		if n, _ := k.Digit(); n >= 1 && n <= len(lines) {
			d.at, d.side = lines[n-1].ID, lines[n-1].Side
		}
	case keys.RowDown, keys.RowUp:
		if at = stepTo(at, len(lines), a); at >= 0 {
			d.at, d.side = lines[at].ID, lines[at].Side
		}
	case keys.Close:
		if d.at == "" {
			return screen.Ignore()
		}
		d.at = ""
	case keys.Main, keys.Write:
		d.begin(e, deedLine{cluster: cluster, side: d.side})
	case keys.Edit, keys.TakeBack:
		if at < 0 {
			return screen.Do{Notice: e.Say("keys.choose_first")}
		}
		return d.change(e, lines[at], a)
	case keys.Undo:
		return putBack(s, cluster)
	default:
		return screen.Ignore()
	}
	return screen.Do{}
}

// picks reports whether a only chooses a line, which brings it into sight.
func picks(a keys.Action) bool {
	return a == keys.RowDown || a == keys.RowUp || a == keys.Choose || a == keys.Close
}

// change changes a line, or takes it out after a question: what was taken out
// can be put back by anyone.
func (d *deeds) change(e *screen.Env, x domain.Deed, a keys.Action) screen.Do {
	if a == keys.Edit {
		d.begin(e, deedLine{cluster: x.Cluster, side: x.Side, deed: x.ID, rev: x.Rev})
		if d.line.field.Empty() {
			d.line.field.SetText(x.Words.String())
		}
		return screen.Do{}
	}
	return screen.Do{Ask: &screen.Ask{
		Title: e.Say("values.deeds.take_out.ask"), Lines: []string{e.Quoted(x.Words.String(), x.Lang), e.Say("values.deeds.take_out.kept")},
		Yes: e.Say("values.deeds.take_out"), Do: screen.Give(domain.TakeDeed{Deed: x.ID, Rev: x.Rev}),
	}}
}

// putBack puts the line back that was taken out last.
func putBack(s *domain.State, cluster string) screen.Do {
	gone := takenOut(s, cluster)
	if len(gone) == 0 {
		return screen.Ignore()
	}
	x := gone[len(gone)-1]
	return screen.Give(domain.TakeDeed{Deed: x.ID, Back: true, Rev: x.Rev})
}
