package terms

import (
	"strings"
	"time"

	"convene/internal/safetext"
	"convene/internal/workshop/roster"
	"convene/tui/screen"
)

// people offers everyone who has a seat, and a name for somebody who is not
// here.
func people(e *screen.Env, do func(e *screen.Env, seat roster.SeatID, name safetext.Text) screen.Do, s *Screen) []action {
	var out []action
	for _, seat := range e.Snap.Roster.Here() {
		out = append(out, action{screen.PersonName(seat), func(e *screen.Env) screen.Do { return do(e, seat.ID, safetext.Text{}) }})
	}
	return append(out, action{e.Say("terms.people.other"), func(e *screen.Env) screen.Do {
		return s.ask(safetext.Name, prompt{title: e.Say("terms.people.name"), send: e.Say("terms.foot.send"),
			do: func(e *screen.Env, w string) screen.Do {
				name := words(safetext.Name, w)
				if name.IsBlank() {
					return screen.Do{Notice: e.Say("fault.name_needed")}
				}
				s.pop()
				return do(e, "", name)
			}})
	}})
}

// askDay asks for a date, as 2027-06-01 in the meeting's zone; its end counts.
func (s *Screen) askDay(e *screen.Env, title, draft string, do func(e *screen.Env, day time.Time) screen.Do) screen.Do {
	return s.ask(safetext.Name, prompt{title: title, note: e.Say("terms.day.note"), send: e.Say("terms.foot.send"), draft: draft,
		do: func(e *screen.Env, w string) screen.Do {
			day, err := time.ParseInLocation("2006-01-02", strings.TrimSpace(w), e.Zone)
			if err != nil {
				return screen.Do{Notice: e.Say("terms.day.unknown")}
			}
			return do(e, day.Add(24*time.Hour-time.Second))
		}})
}
