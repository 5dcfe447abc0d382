package host

import (
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/values"
	"convene/tui/screen"
	spectrumguide "convene/tui/screen/spectrum/guide"
	valuesguide "convene/tui/screen/values/guide"
)

// guide is what an exercise tells its host: what Enter does in it now, what else
// the host can do, and what the room is asked.
type guide struct {
	// next is false where the room simply moves on.
	next func(*screen.Env) (words string, do screen.Do, ok bool)
	more func(*screen.Env) []screen.Choice
	// asked gives the question, and the name of its mode; empty while nothing is
	// asked.
	asked func(*screen.Env) (question, mode string)
	// page is the page that the room reads, of how many; nil or 0 for none.
	page func(*screen.Env) (n, of int)
}

// guideOf gives the guide of the present item's exercise; ok is false for what
// has none.
func guideOf(e *screen.Env) (guide, bool) {
	item, ok := e.Snap.Agenda.Now()
	if !ok || !running(e) {
		return guide{}, false
	}
	g, ok := table()[item.Activity]
	return g, ok
}

// table is where the exercises' guides are named, by activity.
func table() map[string]guide {
	return map[string]guide{
		spectrum.Activity: {next: spectrumNext, more: spectrumMore, asked: spectrumAsked, page: spectrumguide.Page},
		values.Activity:   {next: valuesguide.Next, more: valuesguide.More, asked: valuesAsked, page: valuesguide.Page},
		termsActivity:     {next: termsNext, more: termsMore, asked: termsAsked},
	}
}

func spectrumNext(e *screen.Env) (string, screen.Do, bool) {
	act, ok := spectrumguide.Next(e)
	return act.Words, act.Do, ok
}

func spectrumMore(e *screen.Env) []screen.Choice {
	var out []screen.Choice
	for _, act := range spectrumguide.Others(e) {
		out = append(out, screen.Choice{Words: act.Words, Do: act.Do})
	}
	return out
}

func spectrumAsked(e *screen.Env) (question, mode string) {
	q, _ := spectrumguide.Asked(e)
	m, _ := e.Lib.Mode(string(q.Mode))
	return q.Words, m.Name.In(e.Lang)
}

func valuesAsked(e *screen.Env) (question, mode string) {
	question, mode, _ = valuesguide.Asked(e)
	return question, mode
}

// closed reports whether the question of the room's step was asked and has its
// answers: what was said to invite them is over.
func closed(e *screen.Env) bool {
	values := e.Snap.Values
	switch item, _ := e.Snap.Agenda.Now(); item.Activity {
	case spectrumguide.Screen:
		t := spectrumguide.Topic(e)
		return t != nil && spectrumguide.Closed(e, t)
	case valuesguide.Screen:
		return valuesguide.Poll(values) == nil && valuesguide.Closed(e, values)
	}
	return false
}
