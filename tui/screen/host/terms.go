package host

import (
	"strconv"

	"convene/internal/workshop/agenda"
	"convene/internal/workshop/terms"
	"convene/tui/screen"
)

// termsActivity is the activity of writing the Terms of Reference.
const termsActivity = "terms"

// termsNext is the next act of a check that is open: the last call, then close
// and show; where sections are checked, then the next that is ready. Without one
// the room moves on.
func termsNext(e *screen.Env) (string, screen.Do, bool) {
	open := e.Snap.Terms.OpenChecks()
	if len(open) == 0 {
		return nextCheck(e)
	}
	c := open[0]
	if c.CalledAt.IsZero() {
		return e.Say("terms.do.last_call"), screen.Give(terms.LastCall{Poll: c.ID()}), true
	}
	missing := max(0, len(c.Poll.Roll)-e.Snap.Counts[c.ID()])
	return e.Say("vote.close"), ask(e.Say("vote.close.ask", "n", missing), []string{e.Say("vote.close.final")},
		e.Say("vote.close"), screen.Give(terms.CloseCheck{Poll: c.ID()})), true
}

// nextCheck opens the check of the first section that is ready for one.
func nextCheck(e *screen.Env) (string, screen.Do, bool) {
	if e.Snap.Agenda.At.Step != terms.StepCheck {
		return "", screen.Do{}, false
	}
	for _, sec := range e.Snap.Terms.Sections {
		if sec.Status == terms.Ready && !sec.Annex {
			return e.Say("host.check_section", "number", sec.Order), screen.Do{Open: "terms", Arg: "check/" + sec.ID}, true
		}
	}
	return "", screen.Do{}, false
}

// termsMore goes to the sections, where a host's other acts are, and past those
// that are ready but not checked.
func termsMore(e *screen.Env) []screen.Choice {
	out := []screen.Choice{{Words: e.Say("host.terms"), Do: screen.Do{Open: "terms"}}}
	if _, _, ok := nextCheck(e); ok && len(e.Snap.Terms.OpenChecks()) == 0 {
		if to, ok := e.Snap.Agenda.Next(); ok {
			out = append(out, screen.Choice{Words: e.Say("host.step.next", "title", placeTitle(e, to)), Do: moveAsk(e, to)})
		}
	}
	return out
}

// termsAsked is what the open check asks, with the section it is about.
func termsAsked(e *screen.Env) (question, mode string) {
	open := e.Snap.Terms.OpenChecks()
	if len(open) == 0 {
		return "", ""
	}
	c := open[0]
	m, _ := e.Lib.Mode(string(c.Poll.Mode))
	sec := e.Snap.Terms.Section(c.Section)
	if sec == nil {
		return e.Say("check.ask_whole"), m.Name.In(e.Lang)
	}
	return agenda.Words(sec.Title).In(e.Lang) + ": " + e.Say("check.ask"), m.Name.In(e.Lang)
}

// wishes are the proposals to reopen a section, until a host answers.
func wishes(e *screen.Env) []screen.Choice {
	var out []screen.Choice
	for _, sec := range e.Snap.Terms.Sections {
		for _, w := range sec.Wishes {
			title := agenda.Words(sec.Title).In(e.Lang)
			out = append(out, screen.Choice{Words: e.Say("host.waiting.reopen", "title", title), Do: screen.Do{Ask: &screen.Ask{
				Title: title,
				Lines: []string{e.Say("terms.wish", "name", screen.PersonName(e.Snap.Roster.Seat(w.By)), "why", w.Reason.String()), e.Say("host.reopen.what")},
				Choices: []screen.Choice{
					{Words: e.Say("host.reopen.yes"), Do: screen.Give(terms.Reopen{Section: sec.ID, Reason: w.Reason})},
					{Words: e.Say("host.reopen.no"), Do: screen.Give(terms.DropWish{Section: sec.ID, ID: w.ID})},
					{Words: e.Say("host.reopen.look"), Do: screen.Do{Open: "terms", Arg: sec.ID}},
				}}}})
		}
	}
	return out
}

// leaving says, before the room goes on from the checks of the sections, which of
// them no check has agreed.
func leaving(e *screen.Env) []string {
	if e.Snap.Agenda.At.Step != terms.StepCheck {
		return nil
	}
	var names []string
	for _, sec := range e.Snap.Terms.Unchecked(e.Snap.Texts.Get) {
		names = append(names, strconv.Itoa(sec.Order))
	}
	if len(names) == 0 {
		return nil
	}
	return []string{e.Say("host.leaving.unchecked", "n", len(names), "sections", e.Words.List(names))}
}
