package agenda

import (
	"strings"
	"time"

	"convene/internal/safetext"
	domain "convene/internal/workshop/agenda"
	"convene/internal/workshop/roster"
	"convene/tui/screen"
	"convene/tui/widget/plan"
)

// argEnd is the line that says when the meeting must end, and what a question
// comes back with that asks for it.
const argEnd = "end"

// prepares reports whether the person may change the plan: a host at any time,
// the coordinator while no meeting runs (domain §1.6).
func prepares(e *screen.Env) bool {
	return e.Snap.Roster.CanGuide(e.Me) || e.Seat().Has(roster.Coordinator) && !e.Snap.Agenda.Running()
}

// endable reports whether there is a meeting whose end can be said.
func endable(e *screen.Env) bool {
	return prepares(e) && len(e.Snap.Agenda.Items) > 0 && e.Snap.Agenda.Meeting.EndedAt.IsZero()
}

// endLine is the last line for those who prepare: when the meeting must end.
func (s *Screen) endLine(e *screen.Env) plan.Line {
	title := e.Say("agenda.end.none")
	if by := e.Snap.Agenda.Meeting.EndBy; !by.IsZero() {
		title = e.Say("agenda.end.by", "time", e.Words.Clock(by, e.Zone))
	}
	return plan.Line{State: e.Say("agenda.end.state"), Title: title, Chosen: s.at == argEnd}
}

// askEnd asks for the time of day by which the meeting must end; nothing takes it
// back.
func askEnd(e *screen.Env) *screen.Entry {
	now := ""
	if by := e.Snap.Agenda.Meeting.EndBy; !by.IsZero() {
		now = by.In(e.Zone).Format("15:04")
	}
	return screen.NewEntry(e, safetext.Name, now, screen.Entry{Title: "agenda.end.ask", Hint: "agenda.end.hint", Main: "agenda.send",
		Send: func(e *screen.Env, words string) screen.Do {
			if strings.TrimSpace(words) == "" {
				return screen.Give(domain.EndBy{})
			}
			at, ok := clock(e, words)
			if !ok {
				return screen.Do{Notice: e.Say("agenda.end.unknown")}
			}
			return screen.Give(domain.EndBy{At: at})
		}})
}

// clock reads a time of day, as 16:00 or 4:00 pm, as the next one in the
// meeting's zone: after its planned beginning, if that is still ahead.
func clock(e *screen.Env, words string) (time.Time, bool) {
	from := e.Now
	if p := e.Snap.Agenda.Meeting.PlannedAt; !e.Snap.Agenda.Running() && p.After(from) {
		from = p
	}
	from = from.In(e.Zone)
	said := strings.NewReplacer(" ", "", ".", "").Replace(strings.ToLower(words))
	for _, layout := range []string{"15:04", "3:04pm", "3pm"} {
		if t, err := time.Parse(layout, said); err == nil {
			at := time.Date(from.Year(), from.Month(), from.Day(), t.Hour(), t.Minute(), 0, 0, e.Zone)
			if !at.After(from) {
				at = at.AddDate(0, 0, 1)
			}
			return at, true
		}
	}
	return time.Time{}, false
}

// ready asks with which ready agenda the next meeting begins; it takes the place
// of what was planned before.
func (s *Screen) ready(e *screen.Env) *screen.Ask {
	a := &screen.Ask{Title: e.Say("agenda.choose")}
	add := func(id, words string) {
		if give, ok := s.plan(id); ok {
			a.Choices = append(a.Choices, screen.Choice{Words: words, Do: screen.Do{Ask: &screen.Ask{Title: e.Say("host.plan.ask", "title", words),
				Lines: []string{e.Say("host.plan.what")}, Yes: e.Say("host.plan.yes"), Do: screen.Give(give)}}})
		}
	}
	for _, x := range e.Lib.Agendas() {
		add(x.ID, e.Say("agenda.choose.line", "title", x.Title.In(e.Lang), "length", e.Words.Length(x.Minutes), "from", x.People[0], "to", x.People[1]))
	}
	add("", e.Say("agenda.choose.empty"))
	return a
}
