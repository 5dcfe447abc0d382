package guide

import (
	"slices"

	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	domain "convene/internal/workshop/spectrum"
	"convene/tui/screen"
)

// nextOfVote opens, calls, closes: a press each.
func nextOfVote(e *screen.Env, t *domain.Topic, v domain.Vote) (Act, bool) {
	r := t.OpenRound()
	switch {
	case t.Final():
		return onward(e, t)
	case r == nil && t.LastRound(v) == nil:
		return Act{Words: e.Say("spectrum.host.open_vote"), Do: AskOpen(e, t, nil)}, true
	case r == nil:
		if p := t.Proposal(); v == domain.Second && !p.None() && !p.Stands() && !settled(t) {
			return Act{Words: e.Say("spectrum.host.settle"), Do: here(ArgSettle)}, true
		}
		return Act{}, false
	case r.CalledAt.IsZero():
		return lastCall(e, r.ID), true
	}
	return Act{Words: e.Say("vote.close"), Do: askClose(e, r.Should, answered(e, r),
		domain.CloseVote{Round: r.ID, Vote: r.Vote})}, true
}

// Closed reports whether the question of the room's step has its result, and
// none is open.
func Closed(e *screen.Env, t *domain.Topic) bool {
	if t.OpenRound() != nil || t.OpenCheck() != nil {
		return false
	}
	switch e.Snap.Agenda.At.Step {
	case domain.StepVote1:
		return t.LastRound(domain.First) != nil
	case domain.StepVote2:
		return t.LastRound(domain.Second) != nil
	case domain.StepConsent:
		return t.LastCheck() != nil
	}
	return false
}

func lastCall(e *screen.Env, id string) Act {
	words := e.Say("spectrum.host.last_call")
	return Act{Words: words, Do: screen.Do{Ask: &screen.Ask{Title: e.Say("host.do.ask", "what", words),
		Lines: []string{e.Say("vote.last_call.what")}, Yes: words, Do: screen.Give(domain.LastCall{ID: id})}}}
}

func settled(t *domain.Topic) bool {
	return t.Settlement != nil && t.Settlement.Round == t.Proposal().Round
}

// askClose is the second press: who is left out, and that a reveal stays.
func askClose(e *screen.Env, p *poll.Poll, in int, body any) screen.Do {
	lines := []string{e.Say("vote.close.final")}
	if len(p.Delegates) > 0 && in > 0 {
		lines = append(lines, e.Say("vote.close.delegates"))
	}
	return screen.Do{Ask: &screen.Ask{
		Title: e.Say("vote.close.ask", "n", max(0, len(p.Roll)-in)),
		Lines: lines,
		Yes:   e.Say("vote.close"), Do: screen.Give(body),
	}}
}

// AskOpen asks "16 seats will vote. Is that everyone here?" before a vote or a
// check opens at the room's step. aside are seats that are not asked. With so
// few on the list that answers may be guessed, it says so.
func AskOpen(e *screen.Env, t *domain.Topic, aside []roster.SeatID) screen.Do {
	n := 0
	for _, seat := range e.Snap.Roster.Voters() {
		if !slices.Contains(aside, seat.ID) {
			n++
		}
	}
	mode := modeOf(e, t)
	a := &screen.Ask{Title: e.Say("vote.open.ask", "n", n)}
	if m, ok := e.Lib.Mode(string(mode)); ok {
		a.Lines = append(a.Lines, e.Words.In(m.Promise))
	}
	if e.Snap.Meta.PublicBody == "unknown" && mode != poll.Named {
		a.Lines = append(a.Lines, e.Say("vote.public.unknown"))
	}
	switch {
	case mode == poll.Named:
		a.Choices = append(a.Choices, screen.Choice{Words: e.Say("spectrum.host.open_yes"), Do: open(e, t, aside, false)})
	case n < poll.TooFew:
		a.Lines = append(a.Lines, e.Say("vote.few.refused"))
		if named, ok := openNamed(e, t, aside); ok {
			a.Choices = append(a.Choices, screen.Choice{Words: e.Say("spectrum.host.open_named"), Do: named})
		}
	case n < poll.Few:
		a.Lines = append(a.Lines, e.Say("vote.few.warning")+" "+e.Say("vote.few.confirm"))
		a.Choices = append(a.Choices, screen.Choice{Words: e.Say("spectrum.host.open_yes"), Do: open(e, t, aside, true)})
	default:
		a.Choices = append(a.Choices, screen.Choice{Words: e.Say("spectrum.host.open_yes"), Do: open(e, t, aside, false)})
	}
	a.Choices = append(a.Choices, screen.Choice{Words: e.Say("vote.open.aside"), Do: here(ArgAside)})
	return screen.Do{Ask: a}
}

// modeOf is how the question of the room's step would be asked.
func modeOf(e *screen.Env, t *domain.Topic) poll.Mode {
	if e.Snap.Agenda.At.Step == domain.StepConsent {
		return poll.CheckMode(e.Snap.Meta.PublicBody, "")
	}
	return t.HowAsked()
}

// open is the command that opens the question of the room's step.
func open(e *screen.Env, t *domain.Topic, aside []roster.SeatID, warned bool) screen.Do {
	switch e.Snap.Agenda.At.Step {
	case domain.StepConsent:
		return screen.Give(domain.OpenCheck{Topic: t.ID, SetAside: aside, Warned: warned})
	case domain.StepVote2:
		return screen.Give(domain.OpenVote{Topic: t.ID, Vote: domain.Second, SetAside: aside, Warned: warned,
			Again: t.LastRound(domain.Second) != nil})
	}
	return screen.Give(domain.OpenVote{Topic: t.ID, Vote: domain.First, SetAside: aside, Warned: warned,
		Again: t.LastRound(domain.First) != nil})
}

// openNamed asks with names what too few would be asked without. A vote that
// was held more tightly can't be loosened.
func openNamed(e *screen.Env, t *domain.Topic, aside []roster.SeatID) (screen.Do, bool) {
	if e.Snap.Agenda.At.Step == domain.StepConsent {
		return screen.Give(domain.OpenCheck{Topic: t.ID, Mode: poll.Named, SetAside: aside}), true
	}
	if len(t.Rounds) > 0 {
		return screen.Do{}, false
	}
	do := screen.Give(domain.SetMode{Topic: t.ID, Mode: poll.Named})
	do.Commands = append(do.Commands, open(e, t, aside, false).Commands...)
	return do, true
}

// asking are the acts around a question: asking again, taking it back, and who
// sees the answers.
func asking(e *screen.Env, t *domain.Topic) []Act {
	var out []Act
	step := e.Snap.Agenda.At.Step
	id := t.OpenCheck().ID()
	if r := t.OpenRound(); r != nil {
		id = r.ID
	}
	switch {
	case id != "":
		return []Act{{Words: e.Say("spectrum.host.call_off"), Do: screen.Do{Ask: &screen.Ask{
			Title: e.Say("spectrum.host.call_off.ask"), Lines: []string{e.Say("spectrum.host.call_off.gone")},
			Yes: e.Say("spectrum.host.call_off"), Do: screen.Give(domain.CallOff{ID: id}),
		}}}}
	case t.Final():
		return nil
	case step == domain.StepVote1 && t.LastRound(domain.First) != nil,
		step == domain.StepVote2 && t.LastRound(domain.Second) != nil,
		step == domain.StepConsent && t.LastCheck() != nil:
		again := AskOpen(e, t, nil)
		again.Ask.Lines = append([]string{e.Say("vote.again.ask")}, again.Ask.Lines...)
		out = append(out, Act{Words: e.Say("spectrum.host.again"), Do: again})
	}
	if step == domain.StepVote2 && t.Settlement != nil && settled(t) {
		out = append(out, Act{Words: e.Say("spectrum.host.settle_again"), Do: here(ArgSettle)})
	}
	if modes := looser(t); len(modes) > 1 && step != domain.StepConsent && step != domain.StepPromise {
		out = append(out, Act{Words: e.Say("vote.open.mode"), Do: askMode(e, t, modes)})
	}
	return out
}

// looser are the modes that may still be chosen: all before the first vote, only
// tighter ones afterwards.
func looser(t *domain.Topic) []poll.Mode {
	var out []poll.Mode
	for _, m := range poll.Modes() {
		if len(t.Rounds) == 0 || m.Tighter(t.HowAsked()) {
			out = append(out, m)
		}
	}
	return out
}

func askMode(e *screen.Env, t *domain.Topic, modes []poll.Mode) screen.Do {
	a := &screen.Ask{Title: e.Say("vote.open.mode"), Lines: []string{e.Say("vote.open.mode.tighten")}}
	for _, m := range modes {
		words := string(m)
		if have, ok := e.Lib.Mode(string(m)); ok {
			words = e.Words.In(have.Name) + ": " + e.Words.In(have.Short)
		}
		a.Choices = append(a.Choices, screen.Choice{Words: words, Do: screen.Give(domain.SetMode{Topic: t.ID, Mode: m})})
	}
	return screen.Do{Ask: a}
}
