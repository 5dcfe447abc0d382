// Package lobby is the waiting room before a meeting and between meetings: what
// will happen, what one can do meanwhile, who is here.
package lobby

import (
	"time"

	"convene/internal/workshop/roster"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// Screen is the lobby of one person's program.
type Screen struct{}

// New makes the lobby.
func New() *Screen { return &Screen{} }

// InText implements screen.Screen.
func (*Screen) InText(*screen.Env) bool { return false }

// Page implements screen.Screen.
func (*Screen) Page(e *screen.Env) screen.Page {
	meeting := e.Snap.Agenda.Meeting
	var rows []paint.Row
	if !meeting.EndedAt.IsZero() {
		rows = over(e)
	} else {
		rows = before(e, meeting.PlannedAt)
	}
	rows = append(rows, nil)
	return screen.Page{Right: " ", Rows: append(rows, here(e)...), Focus: -1, Hints: []keys.Hint{{Action: keys.Agenda}}}
}

// before says what will happen, what one can do meanwhile, and what holds for
// everything that is written.
func before(e *screen.Env, planned time.Time) []paint.Row {
	rows := append(paint.Paragraph(theme.Strong, e.Say("lobby.head"), e.W), nil)
	waiting := e.Say("lobby.waiting_soon")
	if !planned.IsZero() {
		waiting = e.Say("lobby.waiting", "moment", e.Words.Moment(planned, e.Zone))
	}
	rows = append(rows, paint.Paragraph(theme.Plain, waiting, e.W)...)
	rows = append(rows, paint.Paragraph(theme.Plain, e.Say("lobby.meanwhile", "key", e.KeyName(keys.Language)), e.W)...)
	rows = append(rows, nil)
	rows = append(rows, paint.Paragraph(theme.Dim, e.Say("lobby.safety"), e.W)...)
	for _, l := range e.Lib.Safety() {
		for i, r := range paint.Paragraph(theme.Plain, l.Text.In(e.Lang), e.W-4) {
			lead := "    "
			if i == 0 {
				lead = "  " + e.Theme.Dot + " "
			}
			rows = append(rows, paint.Join(paint.Line(paint.Text(theme.Dim, lead)), r))
		}
	}
	return rows
}

// over says that the meeting has ended, and what can still be read.
func over(e *screen.Env) []paint.Row {
	rows := append(paint.Paragraph(theme.Strong, e.Say("lobby.ended"), e.W), nil)
	return append(rows, paint.Paragraph(theme.Plain, e.Say("lobby.over.can"), e.W)...)
}

// here names the people in the order they came, each as they wish to be called;
// titles are wrapped, never cut.
func here(e *screen.Env) []paint.Row {
	seats := e.Snap.Roster.Here()
	rows := paint.Paragraph(theme.Dim, e.Say("lobby.here", "n", len(seats)), e.W)
	for _, seat := range seats {
		name := seat.Styled()
		if seat.Group == roster.Tribal || seat.Delegate() {
			name += "  [" + e.Say("me.tribal_mark") + "]"
		}
		rows = append(rows, paint.Shift(2, paint.Paragraph(theme.Plain, name, e.W-2))...)
	}
	return rows
}

// Key implements screen.Screen.
func (*Screen) Key(*screen.Env, keys.Key) screen.Do { return screen.Ignore() }
