// Package lobby is the waiting room before a meeting and between meetings: what
// will happen, what one can do meanwhile, who is here.
package lobby

import (
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
	rows := paint.Paragraph(theme.Strong, e.Say("lobby.head"), e.W)
	rows = append(rows, nil)
	meeting := e.Snap.Agenda.Meeting
	switch {
	case !meeting.EndedAt.IsZero():
		rows = append(rows, paint.Paragraph(theme.Plain, e.Say("lobby.ended"), e.W)...)
	case !meeting.PlannedAt.IsZero():
		rows = append(rows, paint.Paragraph(theme.Plain, e.Say("lobby.waiting", "moment", e.Words.Moment(meeting.PlannedAt, e.Zone)), e.W)...)
	default:
		rows = append(rows, paint.Paragraph(theme.Plain, e.Say("lobby.waiting_soon"), e.W)...)
	}
	rows = append(rows, paint.Paragraph(theme.Plain, e.Say("lobby.meanwhile"), e.W)...)
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
	rows = append(rows, nil)
	return screen.Page{Right: " ", Rows: append(rows, here(e)...), Focus: -1, Hints: []keys.Hint{{Action: keys.Agenda}}}
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
