package values

import (
	"convene/internal/safetext"
	domain "convene/internal/workshop/values"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
	"convene/tui/widget/field"
)

// deedLine is a line being written or changed. rev is what the person saw.
type deedLine struct {
	cluster string
	side    domain.Side
	deed    string // empty for a new line
	rev     int
	field   *field.Field
}

// beginning is how the lines of a column begin.
func beginning(e *screen.Env, side domain.Side) string {
	if side == domain.WeDo {
		return e.Say("values.deeds.we_do") + " " + e.Theme.Dots
	}
	return e.Say("values.deeds.we_slip") + " " + e.Theme.Dots
}

func (d *deeds) linePage(e *screen.Env) screen.Page {
	l := d.line
	b := body{e: e}
	b.say(theme.Plain, title(e, l.cluster))
	b.say(theme.Strong, beginning(e, l.side))
	b.gap()
	rows, cursor := l.field.Layout(e.W-2, e.Theme)
	p := screen.Page{Focus: -1, Cursor: &paint.Point{X: cursor.X + 2, Y: cursor.Y + len(b.rows)}}
	b.add(paint.Shift(2, rows)...)
	b.gap()
	if l.side == domain.WeSlipped {
		b.say(theme.Plain, e.Say("values.deeds.agency"))
	}
	b.say(theme.Dim, e.Say("values.deeds.named"))
	p.Rows = b.rows
	p.Hints = []keys.Hint{{Action: keys.Main, Words: e.Say("values.deeds.send")}, {Action: keys.Close}}
	return p
}

// begin opens the field, with what was drafted there.
func (d *deeds) begin(e *screen.Env, l deedLine) {
	l.field = field.New(safetext.Line)
	l.field.SetText(e.Drafts[l.draft()])
	d.line = &l
}

func (l *deedLine) draft() string {
	if l.deed != "" {
		return "values/deed/" + l.deed
	}
	return "values/deed/" + l.cluster + "/" + string(l.side)
}

func (d *deeds) lineKey(e *screen.Env, k keys.Key, a keys.Action) screen.Do {
	l := d.line
	switch a {
	case keys.Close:
		d.line = nil // the words stay in the draft
		return screen.Do{}
	case keys.Main:
		words := safetext.Clean(safetext.Line, l.field.Text())
		if l.deed != "" {
			return screen.Give(domain.ChangeDeed{Deed: l.deed, Words: words, Lang: e.Lang, Rev: l.rev})
		}
		return screen.Give(domain.AddDeed{Cluster: l.cluster, Side: l.side, Words: words, Lang: e.Lang})
	}
	if !l.field.Key(k) {
		return screen.Do{}
	}
	return screen.Do{Draft: &screen.Draft{Field: l.draft(), Words: l.field.Text()}}
}

func (d *deeds) done(e *screen.Env, what any, err error) screen.Do {
	l := d.line
	mine := false
	switch c := what.(type) {
	case domain.AddDeed:
		mine = l != nil && l.deed == "" && l.cluster == c.Cluster && l.side == c.Side
	case domain.ChangeDeed:
		mine = l != nil && l.deed == c.Deed
	case domain.TakeDeed:
		d.at = ""
	}
	if !mine {
		return screen.Do{}
	}
	if err != nil { // someone else changed it first; the next Enter knows that
		for _, x := range e.Snap.Values.Deeds {
			if x.ID == l.deed {
				l.rev = x.Rev
			}
		}
		return screen.Do{}
	}
	d.line, d.at = nil, ""
	return screen.Do{Draft: &screen.Draft{Field: l.draft()}}
}
