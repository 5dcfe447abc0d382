package values

import (
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// origin is what a recorded list came from, whole: each gathering with its marks
// and its cards as their givers wrote them, then those in no gathering.
func origin(e *screen.Env) []paint.Row {
	s := e.Snap.Values
	if len(s.Cards) == 0 {
		return nil
	}
	b := body{e: e}
	b.say(theme.Strong, e.Say("values.record.from"))
	narrow := *e
	narrow.W = e.W - 2
	var x sorted
	x.fit(s)
	cards := func(in string) {
		for _, i := range x.in[in] {
			b.add(paint.Shift(2, wallCard(&narrow, i+1, len(s.Cards), s.Cards[i]))...)
		}
	}
	for _, i := range x.live {
		marks := ""
		if s.LastMarking() != nil {
			marks = e.Say("values.support.marks", "n", s.Count(s.Clusters[i].ID))
		}
		b.gap()
		head := paint.Paragraph(theme.Plain, x.title(e, i), e.W-paint.Width(marks)-2)
		head[0] = paint.Ends(head[0], paint.Line(paint.Text(theme.Dim, marks)), e.W)
		b.add(head...)
		cards(s.Clusters[i].ID)
	}
	if len(x.in[""]) > 0 {
		b.gap()
		b.say(theme.Plain, e.Say("values.cluster.loose"))
		cards("")
	}
	return b.rows
}
