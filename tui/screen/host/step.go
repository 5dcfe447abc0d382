package host

import (
	"context"
	"strings"

	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/values"
	"convene/tui/paint"
	"convene/tui/screen"
)

// step is what Enter does now, in words for the foot.
type step struct {
	words string
	do    screen.Do
	// to is where the room goes with it, in full; empty where it stays.
	to string
}

// titleWide is the longest title that the foot has room for.
const titleWide = 22

// then is what comes next, for the line of the present item.
func (s step) then() string {
	if s.to != "" {
		return s.to
	}
	return s.words
}

// running reports whether a meeting is on.
func running(e *screen.Env) bool {
	m := e.Snap.Agenda.Meeting
	return !m.OpenedAt.IsZero() && m.EndedAt.IsZero()
}

// next is the host's next step. Whatever moves the room or sends something to
// people is asked once.
func (s *Screen) next(e *screen.Env) step {
	a := e.Snap.Agenda
	switch {
	case a.Resting():
		return step{words: e.Say("host.resume"), do: ask(e.Say("host.resume.ask"), nil, e.Say("host.resume"), screen.Give(agenda.PauseRoom{}))}
	case !guides(e):
		return step{words: e.Say("host.pause"), do: pauseAsk(e)}
	case running(e):
		return s.inMeeting(e)
	case !a.Meeting.EndedAt.IsZero():
		return step{words: e.Say("host.plan"), do: screen.Do{Arg: argPlans}}
	}
	first, ok := (&agenda.State{Items: a.Items}).Next()
	if !ok {
		return step{words: e.Say("host.fill"), do: screen.Do{Open: "agenda"}}
	}
	return step{words: e.Say("host.step.begin"), do: ask(e.Say("host.begin.ask", "title", placeTitle(e, first)), nil,
		e.Say("host.step.begin"), screen.Give(workshop.OpenMeeting{}))}
}

func (s *Screen) inMeeting(e *screen.Env) step {
	if g, ok := guideOf(e); ok {
		if words, do, ok := g.next(e); ok {
			return step{words: words, do: asked(e, words, do)}
		}
	}
	to, ok := e.Snap.Agenda.Next()
	if !ok {
		return step{words: e.Say("host.step.end"), do: endMeeting(e)}
	}
	return step{words: onward(e, placeTitle(e, to)), do: moveAsk(e, to), to: placeTitle(e, to)}
}

// asked puts the one question before what an exercise does without asking.
// Turning a page for the room asks nothing of anyone and goes on at once.
func asked(e *screen.Env, words string, do screen.Do) screen.Do {
	if do.Ask != nil || len(do.Commands)+len(do.Calls) == 0 || turnsPage(do.Commands) {
		return do
	}
	return ask(e.Say("host.do.ask", "what", words), nil, words, do)
}

func turnsPage(commands []any) bool {
	for _, c := range commands {
		switch c.(type) {
		case spectrum.TurnPage, values.TurnPage:
		default:
			return false
		}
	}
	return len(commands) > 0
}

func ask(title string, lines []string, yes string, do screen.Do) screen.Do {
	return screen.Do{Ask: &screen.Ask{Title: title, Lines: lines, Yes: yes, Do: do}}
}

// moveAsk asks whether to take the room to a place.
func moveAsk(e *screen.Env, to act.Place) screen.Do {
	return ask(e.Say("host.move.ask", "title", placeTitle(e, to)), leaving(e), e.Say("host.move.yes"),
		screen.Give(workshop.MoveTo{From: e.Snap.Agenda.At, To: to}))
}

// back asks whether to take the room a step back; ok is false at the beginning.
func back(e *screen.Env) (screen.Do, bool) {
	to, ok := e.Snap.Agenda.Back()
	if !ok || !running(e) || !guides(e) {
		return screen.Do{}, false
	}
	return ask(e.Say("host.move.back.ask", "title", placeTitle(e, to)), []string{e.Say("host.move.back.what")},
		e.Say("host.step.back"), screen.Give(workshop.MoveTo{From: e.Snap.Agenda.At, To: to})), true
}

func endMeeting(e *screen.Env) screen.Do {
	return ask(e.Say("host.end.meeting.ask"), []string{e.Say("host.end.meeting.what")}, e.Say("host.step.end"),
		screen.Give(workshop.EndMeeting{}))
}

// ended tags the call that ends the workshop.
type ended struct{}

func (s *Screen) endWorkshop(e *screen.Env) screen.Do {
	days := int(workshop.SigningWindow.Hours() / 24)
	return ask(e.Say("host.end.ask"), []string{e.Say("host.end.what", "n", days), e.Say("host.end.final")},
		e.Say("host.end"), screen.Do{Calls: []screen.Call{{Tag: ended{}, Run: func(ctx context.Context) (any, error) {
			return nil, s.deps.End(ctx)
		}}}})
}

// placeTitle is what a place is called: an item where it begins, else a step.
func placeTitle(e *screen.Env, to act.Place) string {
	item, _ := e.Snap.Agenda.Item(to.Item)
	if to.Item == e.Snap.Agenda.At.Item {
		if _, _, title, ok := stepOf(e, item, to.Step); ok {
			return title
		}
	}
	return item.Title.In(e.Lang)
}

// stepOf gives a step's number, how many its exercise has, and its title.
func stepOf(e *screen.Env, item agenda.Item, id string) (n, of int, title string, ok bool) {
	x, found := e.Lib.Exercise(item.Activity)
	if !found {
		return 0, 0, "", false
	}
	for i, st := range x.Steps {
		if st.ID == id {
			return i + 1, len(x.Steps), st.Title.In(e.Lang), true
		}
	}
	return 0, 0, "", false
}

// onward names where the room goes if the foot has room for it, by the first of
// its words where there are more; it stands in full in the agenda above and in
// the question that follows.
func onward(e *screen.Env, title string) string {
	if i := strings.IndexAny(title, ",:;"); i > 0 && paint.Width(title) > titleWide {
		title = title[:i]
	}
	if paint.Width(title) > titleWide {
		return e.Say("host.step.on")
	}
	return e.Say("host.step.next", "title", title)
}
