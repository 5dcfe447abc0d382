package terms

import (
	"convene/internal/safetext"
	"convene/internal/workshop/terms"
	"convene/tui/screen"
)

// signable reports whether this person can say how they stand to the whole now.
func signable(e *screen.Env) bool {
	w := e.Snap.Terms.Whole
	adopted := w.Status == terms.AdoptedDoc || w.Status == terms.InForce
	return adopted && e.Snap.Roster.CanWrite(e.Me) && e.Now.Before(w.SignUntil)
}

// sign asks how the person stands to the text: nothing is chosen for them, and
// what is printed is said before it is sent. A delegate is first asked for whom.
func (s *Screen) sign(e *screen.Env) screen.Do {
	me := e.Seat()
	if !me.Delegate() {
		s.push(s.stances(false))
		return screen.Do{}
	}
	s.push(&menu{s: s, title: "sign.for", open: true, list: list{at: -1}, actions: func(e *screen.Env) []action {
		return []action{
			{e.Say("sign.for.nation", "nation", me.Nation.String()), func(*screen.Env) screen.Do { s.push(s.stances(true)); return screen.Do{} }},
			{e.Say("sign.for.self"), func(*screen.Env) screen.Do { s.push(s.stances(false)); return screen.Do{} }},
		}
	}})
	return screen.Do{}
}

// stances are the four ways to stand to the text.
func (s *Screen) stances(nation bool) *menu {
	return &menu{s: s, title: "sign.ask", open: true, list: list{at: -1}, actions: func(e *screen.Env) []action {
		return []action{
			{e.Say("sign.status.signs"), func(e *screen.Env) screen.Do { return printed(e, terms.Sign{ForNation: nation, Status: terms.Signs}) }},
			{e.Say("sign.status.supports"), func(e *screen.Env) screen.Do {
				return printed(e, terms.Sign{ForNation: nation, Status: terms.Supports})
			}},
			{e.Say("sign.stance.pending"), func(e *screen.Env) screen.Do {
				return s.ask(safetext.Name, prompt{title: e.Say("sign.pending.body"), send: e.Say("terms.foot.send"), draft: "sign/body",
					do: func(e *screen.Env, w string) screen.Do {
						return printed(e, terms.Sign{ForNation: nation, Status: terms.Pending, RatifiedBy: words(safetext.Title, w)})
					}})
			}},
			{e.Say("sign.status.aside"), func(e *screen.Env) screen.Do {
				return s.ask(safetext.Line, prompt{title: e.Say("sign.note"), send: e.Say("terms.foot.send"), draft: "sign/note",
					do: func(e *screen.Env, w string) screen.Do {
						return printed(e, terms.Sign{ForNation: nation, Status: terms.StandsAside, Note: words(safetext.Line, w)})
					}})
			}},
		}
	}}
}

// printed says what will be printed before it is sent.
func printed(e *screen.Env, body terms.Sign) screen.Do {
	says := e.Say("sign.status." + string(body.Status))
	if body.Status == terms.Pending {
		says = e.Say("sign.status.pending", "body", body.RatifiedBy.String())
	}
	who := screen.PersonName(e.Seat())
	if body.ForNation {
		who += ", " + e.Seat().Nation.String()
	}
	return screen.Do{Ask: &screen.Ask{Title: who + ": " + says,
		Lines: []string{e.Say("sign.sure", "date", day(e, e.Snap.Terms.Whole.SignUntil))},
		Yes:   e.Say("terms.foot.send"), Do: screen.Give(body)}}
}
