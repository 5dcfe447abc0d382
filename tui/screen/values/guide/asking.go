package guide

import (
	"slices"

	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	domain "convene/internal/workshop/values"
	"convene/tui/screen"
)

// nextOfCards opens the quiet writing, calls, and shows the wall: a press each.
// Cards may be written until the wall opens, during the stories too.
func nextOfCards(e *screen.Env, s *domain.State) (string, screen.Do, bool) {
	w := s.OpenWriting()
	at := e.Snap.Agenda.At.Step
	switch {
	case s.Recorded():
		return "", screen.Do{}, false
	case w == nil && at == domain.StepWrite && len(s.Cards) == 0:
		return e.Say("values.host.open_cards"), AskOpen(e, nil), true
	case w == nil:
		return "", screen.Do{}, false
	case at == domain.StepWrite && later(e, domain.StepStories), at != domain.StepWall && !later(e, domain.StepWall):
		return "", screen.Do{}, false // the wall opens where the agenda has it
	case w.CalledAt.IsZero():
		return lastCall(e, w.ID)
	}
	return e.Say("values.host.show_wall"), screen.Do{Ask: &screen.Ask{
		Title: e.Say("values.host.show_wall.ask", "n", missing(e, w.Cards)),
		Lines: append([]string{e.Say("values.host.show_wall.final")}, delegates(e, w.Cards)...),
		Yes:   e.Say("values.host.show_wall"), Do: screen.Give(domain.ShowWall{Writing: w.ID}),
	}}, true
}

// delegates says that theirs may be among the answers, where that can be.
func delegates(e *screen.Env, p *poll.Poll) []string {
	if len(p.Delegates) == 0 || e.Snap.Counts[p.ID] == 0 {
		return nil
	}
	return []string{e.Say("vote.close.delegates")}
}

// later reports whether the room's item has a step behind the present one.
func later(e *screen.Env, step string) bool {
	item, ok := e.Snap.Agenda.Now()
	if !ok {
		return false
	}
	here := slices.Index(item.Steps, e.Snap.Agenda.At.Step)
	return here >= 0 && slices.Contains(item.Steps[here+1:], step)
}

// nextOfMarks opens the marks, calls, and closes them.
func nextOfMarks(e *screen.Env, s *domain.State) (string, screen.Do, bool) {
	m := s.OpenMarking()
	switch {
	case s.Recorded() || m == nil && s.LastMarking() != nil:
		return "", screen.Do{}, false
	case m == nil:
		return e.Say("values.host.open_marks"), AskOpen(e, nil), true
	case m.CalledAt.IsZero():
		return lastCall(e, m.Poll.ID)
	}
	return e.Say("values.host.close_marks"), askClose(e, m.Poll, e.Say("values.host.close_marks"),
		domain.CloseMarks{Marks: m.Poll.ID}), true
}

// nextOfConsent opens the check, calls, closes it, and records.
func nextOfConsent(e *screen.Env, s *domain.State) (string, screen.Do, bool) {
	c := s.OpenCheck()
	switch {
	case s.Verdict != nil:
		return "", screen.Do{}, false
	case c == nil && s.LastCheck() == nil:
		return e.Say("values.host.open_check"), AskOpen(e, nil), true
	case c == nil:
		return e.Say("values.host.record"), askRecord(e, s), true
	case c.CalledAt.IsZero():
		return lastCall(e, c.ID())
	}
	return e.Say("vote.close"), askClose(e, c.Poll, e.Say("vote.close"), domain.CloseCheck{Check: c.ID()}), true
}

// Closed reports whether the marks or the check of the room's step have a result.
func Closed(e *screen.Env, s *domain.State) bool {
	switch e.Snap.Agenda.At.Step {
	case domain.StepSupport:
		return s.LastMarking() != nil
	case domain.StepConsent:
		return s.LastCheck() != nil
	}
	return false
}

func lastCall(e *screen.Env, id string) (string, screen.Do, bool) {
	words := e.Say("values.host.last_call")
	return words, screen.Do{Ask: &screen.Ask{Title: e.Say("host.do.ask", "what", words), Lines: []string{e.Say("vote.last_call.what")},
		Yes: words, Do: screen.Give(domain.LastCall{ID: id})}}, true
}

// missing is how many of a question's list have not answered.
func missing(e *screen.Env, p *poll.Poll) int { return max(0, len(p.Roll)-e.Snap.Counts[p.ID]) }

// askClose is the second press: who is left out, and that a result stays.
func askClose(e *screen.Env, p *poll.Poll, yes string, body any) screen.Do {
	return screen.Do{Ask: &screen.Ask{
		Title: e.Say("vote.close.ask", "n", missing(e, p)),
		Lines: append([]string{e.Say("vote.close.final")}, delegates(e, p)...),
		Yes:   yes, Do: screen.Give(body),
	}}
}

// AskOpen asks "16 seats will answer. Is that everyone here?" before the
// question of the room's step opens. aside are seats that are not asked. With
// so few on the list that answers may be guessed, it says so.
func AskOpen(e *screen.Env, aside []roster.SeatID) screen.Do {
	n := 0
	for _, seat := range e.Snap.Roster.Voters() {
		if !slices.Contains(aside, seat.ID) {
			n++
		}
	}
	mode := modeOf(e)
	a := &screen.Ask{Title: e.Say("values.host.everyone", "n", n)}
	if m, ok := e.Lib.Mode(string(mode)); ok && e.Snap.Agenda.At.Step != domain.StepWrite {
		a.Lines = append(a.Lines, e.Words.In(m.Promise))
	} else {
		a.Lines = append(a.Lines, CardPromise(e, mode))
	}
	yes := func(id string, bodies ...any) {
		a.Choices = append(a.Choices, screen.Choice{Words: e.Say(id), Do: screen.Give(bodies...)})
	}
	switch {
	case mode == poll.Named || n >= poll.Few:
		yes("values.host.open_yes", Open(e, aside, false))
	case n >= poll.TooFew:
		a.Lines = append(a.Lines, e.Say("vote.few.warning")+" "+e.Say("vote.few.confirm"))
		yes("values.host.open_yes", Open(e, aside, true))
	default:
		a.Lines = append(a.Lines, e.Say("vote.few.refused"))
		if bodies := openNamed(e, aside); bodies != nil {
			yes("values.host.open_named", bodies...)
		}
	}
	a.Choices = append(a.Choices, screen.Choice{Words: e.Say("vote.open.aside"), Do: here(ArgAside)})
	return screen.Do{Ask: a}
}

// modeOf is how the question of the room's step would be asked.
func modeOf(e *screen.Env) poll.Mode {
	if e.Snap.Agenda.At.Step == domain.StepConsent {
		return poll.CheckMode(e.Snap.Meta.PublicBody, "")
	}
	return e.Snap.Values.HowAsked()
}

// openNamed asks with names what too few would be asked without. What was asked
// more tightly before can't be loosened.
func openNamed(e *screen.Env, aside []roster.SeatID) []any {
	if e.Snap.Agenda.At.Step == domain.StepConsent {
		return []any{domain.OpenCheck{Mode: poll.Named, SetAside: aside}}
	}
	if len(e.Snap.Values.Writings) > 0 {
		return nil
	}
	return []any{domain.SetMode{Mode: poll.Named}, Open(e, aside, false)}
}

// here opens the exercise's own screen for words or a list.
func here(arg string) screen.Do { return screen.Do{Open: Screen, Arg: arg} }
