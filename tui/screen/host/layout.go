package host

import (
	"slices"
	"strconv"
	"time"

	"convene/internal/workshop/agenda"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
	"convene/tui/widget/numbered"
	"convene/tui/widget/plan"
)

// roomPage is the view of the room: a window of the agenda as large as there is
// room for, and below it what the host needs now. However much that is, the line
// where the room is stays, and blank lines go first, the last one first: what is left
// out of the agenda is counted, and what is below is read on.
func (s *Screen) roomPage(e *screen.Env) screen.Page {
	step := s.next(e)
	p := screen.Page{Item: headWords(e), Step: pace(e), Focus: -1}
	below := s.below(e)
	for size := len(e.Snap.Agenda.Items); size >= 0; size-- {
		p.Rows = append(window(e, step.then(), size), below...)
		if len(p.Rows) <= e.H || size == 1 {
			break
		}
	}
	for i := len(p.Rows) - 1; i >= 0 && len(p.Rows) > e.H; i-- {
		if p.Rows[i] == nil {
			p.Rows = slices.Delete(p.Rows, i, i+1)
		}
	}
	if notes := noteRows(e); len(p.Rows)+len(notes) <= e.H {
		p.Rows = append(p.Rows, notes...)
	}
	p.Hints = append(p.Hints, keys.Hint{Action: keys.Main, Words: step.words})
	if n := len(s.shown); n > 0 {
		p.Hints = append(p.Hints, keys.Hint{Action: keys.Choose, Keys: numbered.Range(n), Words: e.Say("menu.open")})
	}
	if _, ok := back(e); ok {
		p.Hints = append(p.Hints, keys.Hint{Action: keys.Back, Words: e.Say("host.step.back")})
	}
	p.Hints = append(p.Hints, keys.Hint{Action: keys.NextPart, Words: e.Say("host.more.foot")})
	return p
}

// headWords says in which part somebody carries the room.
func headWords(e *screen.Env) string {
	if guides(e) {
		return e.Say("host.head")
	}
	return e.Say("host.hold.head")
}

// below is everything under the agenda.
func (s *Screen) below(e *screen.Env) []paint.Row {
	now := askedRows
	if e.Snap.Agenda.Resting() {
		now = restRows
	}
	rows := append([]paint.Row{nil}, now(e)...)
	rows = append(rows, nil)
	if len(s.shown) == 0 {
		rows = append(rows, paint.Paragraph(theme.Dim, e.Say("host.waiting.none"), e.W)...)
	} else {
		rows = append(rows, paint.Line(paint.Text(theme.Waiting, e.Say("host.waiting"))))
		for i, c := range s.shown {
			rows = append(rows, paint.Beside(paint.Block{Rows: []paint.Row{paint.Line(paint.Spaces(2), paint.Text(theme.Key, strconv.Itoa(i+1)))}, Width: 5},
				paint.Block{Rows: paint.Paragraph(theme.Plain, c.Words, e.W-5), Width: e.W - 5})...)
		}
	}
	if say := sayNext(e); say != "" && !e.Snap.Agenda.Resting() {
		lead := e.Say("host.say") + "   "
		rows = append(rows, nil)
		for i, r := range paint.Paragraph(theme.Plain, e.Say("host.say.line", "line", say), e.W-paint.Width(lead)) {
			if i == 0 {
				rows = append(rows, paint.Join(paint.Line(paint.Text(theme.Dim, lead)), r))
			} else {
				rows = append(rows, paint.Indent(paint.Width(lead), r))
			}
		}
	}
	if e.Snap.Agenda.Resting() && guides(e) {
		return rows
	}
	rows = append(rows, nil)
	also := "host.also"
	if !guides(e) {
		also = "host.hold.limits"
	}
	return append(rows, paint.Paragraph(theme.Dim, e.Say(also), e.W)...)
}

// window is size lines of the agenda: the present one with its step, and those
// around it, more of what comes than of what was.
func window(e *screen.Env, next string, size int) []paint.Row {
	a := e.Snap.Agenda
	standings := a.Standings()
	at := 0
	for i, st := range standings {
		if st == agenda.Present {
			at = i
		}
	}
	from := max(0, min(at-size/3, len(a.Items)-size))
	var rows []paint.Row
	for i := from; i < min(from+size, len(a.Items)); i++ {
		item := a.Items[i]
		l := plan.Line{State: e.Say("common.state." + string(standings[i])), Title: item.Title.In(e.Lang), Time: e.Words.Planned(item.Minutes, a.Spent(item.ID, e.Now))}
		if standings[i] == agenda.Present {
			l.Now, l.Chosen, l.Below = true, true, stepWords(e, item, next)
		}
		rows = append(rows, plan.Layout(l, e.W, e.Theme)...)
	}
	switch rest := len(a.Items) - size; {
	case len(a.Items) == 0:
		rows = paint.Paragraph(theme.Strong, e.Say("host.empty"), e.W)
	case rest > 0:
		rows = append(rows, paint.Paragraph(theme.Dim, e.Say("host.agenda.more", "n", rest), e.W)...)
	}
	return rows
}

// stepWords says which step of the exercise this is and what comes next.
func stepWords(e *screen.Env, item agenda.Item, next string) string {
	n, of, title, ok := stepOf(e, item, e.Snap.Agenda.At.Step)
	switch {
	case !ok:
		return ""
	case !guides(e): // who holds the room does not carry it on
		return e.Say("common.step", "step", n, "steps", of, "title", title)
	}
	return e.Say("host.now", "step", n, "steps", of, "title", title, "next", next)
}

// pace says when the meeting will end at this pace, and what was promised, or
// else what the agenda makes of it.
func pace(e *screen.Env) string {
	a := e.Snap.Agenda
	switch {
	case !a.Meeting.EndedAt.IsZero():
		return e.Say("host.over")
	case !running(e):
		return e.Say("host.before")
	}
	end := e.Words.Clock(a.EndsAt(e.Now), e.Zone)
	if a.Meeting.EndBy.IsZero() {
		planned := a.Meeting.OpenedAt
		for _, item := range a.Items {
			if !item.Skipped {
				planned = planned.Add(time.Duration(item.Minutes) * time.Minute)
			}
		}
		return e.Say("host.pace_planned", "time", end, "planned", e.Words.Clock(planned, e.Zone))
	}
	return e.Say("host.pace_said", "time", end, "said", e.Words.Clock(a.Meeting.EndBy, e.Zone))
}

// sayNext is a line the host can say now: the present step's, else the item's.
func sayNext(e *screen.Env) string {
	item, ok := e.Snap.Agenda.Now()
	if !ok || !running(e) || !guides(e) {
		return ""
	}
	if closed(e) {
		return e.Say("host.say.closed")
	}
	if len(item.Steps) > 1 || len(item.SayNext) == 0 {
		if x, ok := e.Lib.Exercise(item.Activity); ok {
			for _, st := range x.Steps {
				if st.ID == e.Snap.Agenda.At.Step {
					return st.Say.In(e.Lang)
				}
			}
		}
	}
	if len(item.SayNext) == 0 {
		return ""
	}
	return item.SayNext[0].In(e.Lang)
}

// noteRows are the notes for the host of the present item, where there is room.
func noteRows(e *screen.Env) []paint.Row {
	item, ok := e.Snap.Agenda.Now()
	notes := item.HostNote.In(e.Lang)
	if !ok || notes == "" || !guides(e) {
		return nil
	}
	rows := []paint.Row{nil, paint.Line(paint.Text(theme.Dim, e.Say("host.notes")))}
	return append(rows, paint.Shift(2, paint.Paragraph(theme.Plain, notes, e.W-2))...)
}
