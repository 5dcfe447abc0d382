package questions

import (
	"slices"

	"convene/internal/workshop/followup"
	"convene/internal/workshop/roster"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// queuePage is who speaks and who wishes to, in their order. There is no clock.
func (s *Screen) queuePage(e *screen.Env) screen.Page {
	f, r := e.Snap.Followup, e.Snap.Roster
	p := screen.Page{Item: e.Say("queue.head"), Focus: -1}
	now := e.Say("queue.empty")
	switch speaking := r.Seat(f.Speaking); {
	case speaking != nil && speaking.ID == e.Me:
		now = e.Say("queue.now.you")
	case speaking != nil:
		now = e.Say("queue.now", "name", screen.PersonName(speaking))
	case len(f.Queue) > 0:
		now = e.Say("queue.nobody")
	}
	p.Rows = append(paint.Paragraph(theme.Strong, now, e.W), nil)
	for _, id := range f.Queue {
		p.Rows = append(p.Rows, s.turnRows(e, r.Seat(id), &p)...)
	}
	p.Rows = append(append(p.Rows, nil), paint.Paragraph(theme.Dim, e.Say("queue.rule"), e.W)...)
	if r.CanHold(e.Me) {
		words := e.Say("queue.call")
		if s.picked(e) {
			words = e.Say("park.open")
		}
		p.Hints = append(p.Hints, keys.Hint{Action: keys.Main, Words: words})
	}
	speak := keys.Hint{Action: keys.Speak}
	if f.Speaking == e.Me || slices.Contains(f.Queue, e.Me) {
		speak.Words = e.Say("queue.lower")
	}
	if r.CanWrite(e.Me) {
		p.Hints = append(p.Hints, speak)
	}
	p.Hints = append(p.Hints, keys.Hint{Action: keys.NextPart, Words: e.Say("park.foot")}, keys.Hint{Action: keys.Back, Words: e.Say("people.back")})
	return p
}

func (s *Screen) turnRows(e *screen.Env, seat *roster.Seat, p *screen.Page) []paint.Row {
	if seat == nil {
		return nil
	}
	mark, style := "  ", theme.Plain
	if seat.ID == s.turn {
		mark, style, p.Focus = e.Theme.Chosen+" ", theme.Accent, len(p.Rows)
	}
	name := screen.PersonName(seat)
	if seat.ID == e.Me {
		name = e.Say("people.you", "name", name)
	}
	var rows []paint.Row
	for i, r := range paint.Paragraph(style, name, e.W-2) {
		if i > 0 {
			mark = "  "
		}
		rows = append(rows, paint.Join(paint.Line(paint.Text(theme.Accent, mark)), r))
	}
	return rows
}

// picked reports whether the chosen person is still in the queue.
func (s *Screen) picked(e *screen.Env) bool { return slices.Contains(e.Snap.Followup.Queue, s.turn) }

func (s *Screen) queueKey(e *screen.Env, a keys.Action) screen.Do {
	holds := e.Snap.Roster.CanHold(e.Me)
	switch {
	case a == keys.RowUp && holds, a == keys.RowDown && holds:
		s.turn = step(e.Snap.Followup.Queue, s.turn, a)
	case a == keys.Close && s.picked(e):
		s.turn = ""
	case a == keys.Main && holds && s.picked(e):
		name := screen.PersonName(e.Snap.Roster.Seat(s.turn))
		return screen.Do{Ask: &screen.Ask{Title: name, Choices: []screen.Choice{
			{Words: e.Say("queue.give"), Do: screen.Give(followup.Reorder{Seat: s.turn}, followup.Call{})},
			{Words: e.Say("queue.first"), Do: screen.Give(followup.Reorder{Seat: s.turn})},
			{Words: e.Say("queue.drop"), Do: screen.Give(followup.Reorder{Seat: s.turn, Drop: true})},
		}}}
	case a == keys.Main && holds && len(e.Snap.Followup.Queue)+len(e.Snap.Followup.Speaking) > 0:
		return screen.Give(followup.Call{})
	default:
		return screen.Ignore() // asking to speak is the same key on every screen
	}
	return screen.Do{}
}
