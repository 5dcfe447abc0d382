package host

import (
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/terms"
	"convene/tui/screen"
)

// termsActivity is the activity of writing the Terms of Reference.
const termsActivity = "terms"

// termsNext is the next act of a check that is open: the last call, then close
// and show. What opens a check stands with its section, on the exercise's own
// screen; without an open check the room moves on.
func termsNext(e *screen.Env) (string, screen.Do, bool) {
	open := e.Snap.Terms.OpenChecks()
	if len(open) == 0 {
		return "", screen.Do{}, false
	}
	c := open[0]
	if c.CalledAt.IsZero() {
		return e.Say("terms.do.last_call"), screen.Give(terms.LastCall{Poll: c.ID()}), true
	}
	missing := max(0, len(c.Poll.Roll)-e.Snap.Counts[c.ID()])
	return e.Say("vote.close"), ask(e.Say("vote.close.ask", "n", missing), []string{e.Say("vote.close.final")},
		e.Say("vote.close"), screen.Give(terms.CloseCheck{Poll: c.ID()})), true
}

// termsMore goes to the sections, where a host's other acts are.
func termsMore(e *screen.Env) []screen.Choice {
	return []screen.Choice{{Words: e.Say("host.terms"), Do: screen.Do{Open: "terms"}}}
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
