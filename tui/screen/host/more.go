package host

import (
	"strings"
	"unicode/utf8"

	"convene/internal/workshop/agenda"
	"convene/internal/workshop/followup"
	"convene/internal/workshop/roster"
	"convene/tui/screen"
)

// others is what else a host can do, the exercise's own things first; for a
// holder, what holding allows.
func (s *Screen) others(e *screen.Env) []screen.Choice {
	var out []screen.Choice
	if g, ok := guideOf(e); ok && guides(e) {
		for _, c := range g.more(e) {
			out = append(out, screen.Choice{Words: upper(c.Words), Do: c.Do})
		}
	}
	if running(e) {
		out = append(out, runningChoices(e)...)
	}
	if !guides(e) {
		return append(out, screen.Choice{Words: e.Say("host.letgo"), Do: screen.Give(roster.LetGo{})})
	}
	if running(e) {
		out = append(out, screen.Choice{Words: e.Say("host.goto"), Do: screen.Do{Arg: argItems}})
	}
	out = append(out,
		screen.Choice{Words: e.Say("host.menu.agenda"), Do: screen.Do{Open: "agenda"}},
		screen.Choice{Words: e.Say("host.menu.people"), Do: screen.Do{Open: "people"}},
		screen.Choice{Words: e.Say("host.menu.questions"), Do: screen.Do{Open: "questions"}})
	if e.Snap.Agenda.Meeting.EndedAt.IsZero() && len(e.Snap.Agenda.Items) > 0 {
		out = append(out, screen.Choice{Words: e.Say("host.endby"), Do: screen.Do{Open: "agenda", Arg: "end"}})
	}
	if running(e) {
		out = append(out, screen.Choice{Words: e.Say("host.end.meeting"), Do: endMeeting(e)})
	} else {
		out = append(out, screen.Choice{Words: e.Say("host.plan.do"), Do: screen.Do{Arg: argPlans}})
	}
	return append(out, screen.Choice{Words: e.Say("host.end.do"), Do: s.endWorkshop(e)})
}

// upper makes a line of a list of words that stand in a foot too.
func upper(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return strings.ToUpper(s[:n]) + s[n:]
}

// runningChoices are what whoever holds the room can do while a meeting is on.
func runningChoices(e *screen.Env) []screen.Choice {
	pause := screen.Choice{Words: e.Say("host.pause.do"), Do: pauseAsk(e)}
	if e.Snap.Agenda.Resting() {
		pause = screen.Choice{Words: e.Say("host.resume.do"), Do: screen.Give(agenda.PauseRoom{})}
	}
	out := []screen.Choice{}
	if item, ok := e.Snap.Agenda.Now(); ok && item.Activity != agenda.Opening {
		out = append(out, screen.Choice{Words: e.Say("host.menu.timer"), Do: timerAsk(e)})
	}
	out = append(out, pause)
	if q := e.Snap.Followup.Queue; len(q) > 0 {
		name := screen.PersonName(e.Snap.Roster.Seat(q[0]))
		out = append(out, screen.Choice{Words: e.Say("host.call", "name", name), Do: screen.Give(followup.Call{})})
	}
	return out
}

func pauseAsk(e *screen.Env) screen.Do {
	return ask(e.Say("host.pause.ask"), []string{e.Say("host.pause.what")}, e.Say("host.pause"),
		screen.Give(agenda.PauseRoom{Paused: true}))
}

// timerAsk offers what can be done with the present item's time.
func timerAsk(e *screen.Env) screen.Do {
	t := e.Snap.Agenda.Timer
	run := screen.Choice{Words: upper(e.Say("timer.start")), Do: screen.Do{Commands: []any{agenda.StartTimer{}}, Notice: e.Say("timer.runs")}}
	if t.Running {
		run = screen.Choice{Words: upper(e.Say("timer.pause")), Do: screen.Give(agenda.PauseTimer{})}
	}
	choices := []screen.Choice{run}
	for _, n := range []int{1, 5, 10} {
		choices = append(choices, screen.Choice{Words: e.Say("timer.more", "n", n), Do: screen.Give(agenda.AddMinutes{Minutes: n})})
	}
	line := e.Say("time.none")
	if left, ok := e.Snap.Agenda.Left(e.Now); ok {
		line = e.Say("timer.over")
		if left > 0 {
			line = e.Say("timer.about", "about", e.Words.AboutMinutes(left))
		}
	}
	return screen.Do{Ask: &screen.Ask{Title: e.Say("host.menu.timer"), Lines: []string{line, e.Say("timer.guide")}, Choices: choices}}
}

// itemChoices are the lines of the agenda that the room can be taken to.
func itemChoices(e *screen.Env) []screen.Choice {
	out := []screen.Choice{}
	for _, item := range e.Snap.Agenda.Items {
		if item.ID == e.Snap.Agenda.At.Item {
			continue
		}
		out = append(out, screen.Choice{Words: item.Title.In(e.Lang), Do: moveAsk(e, agenda.Start(item))})
	}
	return out
}

// planChoices are the agendas another meeting can start from.
func (s *Screen) planChoices(e *screen.Env) []screen.Choice {
	out := []screen.Choice{}
	add := func(id, words string) {
		cmd, ok := s.deps.Plan(id)
		if !ok {
			return
		}
		out = append(out, screen.Choice{Words: words, Do: ask(e.Say("host.plan.ask", "title", words),
			[]string{e.Say("host.plan.what")}, e.Say("host.plan.yes"), screen.Give(cmd))})
	}
	for _, a := range e.Lib.Agendas() {
		add(a.ID, e.Say("agenda.choose.line", "title", a.Title.In(e.Lang), "length", e.Words.Length(a.Minutes), "from", a.People[0], "to", a.People[1]))
	}
	add("", e.Say("agenda.choose.empty"))
	return out
}
