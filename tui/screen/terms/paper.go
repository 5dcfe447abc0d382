package terms

import (
	"time"

	"convene/internal/safetext"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
	"convene/tui/screen"
)

// mayEnter reports whether this person enters what was signed elsewhere: the
// coordinator does, after the last meeting too.
func mayEnter(e *screen.Env) bool { return e.Seat().Has(roster.Coordinator) }

// enterable are the places of the block that paper or a resolution can fill: all
// but those where somebody has said their last word on their own screen.
func enterable(e *screen.Env) []terms.Signer {
	w := e.Snap.Terms.Whole
	if w.Status != terms.AdoptedDoc && w.Status != terms.InForce {
		return nil
	}
	var out []terms.Signer
	for _, who := range w.Signers {
		if who.Seat == "" || who.Method != terms.OnScreen || who.Status == terms.Pending {
			out = append(out, who)
		}
	}
	return out
}

// enter asks whose word came on paper or by resolution.
func (s *Screen) enter(*screen.Env) screen.Do {
	s.push(&menu{s: s, title: "terms.paper.who", actions: func(e *screen.Env) []action {
		var out []action
		for _, who := range enterable(e) {
			out = append(out, action{placed(who) + ": " + stands(e, who), func(*screen.Env) screen.Do { return s.how(who) }})
		}
		return out
	}})
	return screen.Do{}
}

// how asks in which way it came.
func (s *Screen) how(who terms.Signer) screen.Do {
	s.push(&menu{s: s, title: "terms.paper.how", actions: func(e *screen.Env) []action {
		body := terms.EnterSign{ID: who.ID, Method: terms.OnPaper}
		return []action{
			{e.Say("terms.paper.paper"), func(*screen.Env) screen.Do { return s.says(who, body) }},
			{e.Say("terms.paper.resolution"), func(e *screen.Env) screen.Do {
				return s.line(e, "terms.paper.number", func(e *screen.Env, number safetext.Text) screen.Do {
					body := body
					body.Method, body.Number = terms.Resolution, number
					return s.says(who, body)
				})
			}},
		}
	}})
	return screen.Do{}
}

// says asks what it says.
func (s *Screen) says(who terms.Signer, body terms.EnterSign) screen.Do {
	s.push(&menu{s: s, title: "terms.paper.says", actions: func(e *screen.Env) []action {
		as := func(status terms.SignStatus) terms.EnterSign { b := body; b.Status = status; return b }
		return []action{
			{e.Say("sign.status.signs"), func(e *screen.Env) screen.Do { return s.signedOn(e, who, as(terms.Signs)) }},
			{e.Say("sign.status.supports"), func(e *screen.Env) screen.Do { return s.signedOn(e, who, as(terms.Supports)) }},
			{e.Say("sign.stance.pending"), func(e *screen.Env) screen.Do {
				return s.line(e, "sign.pending.body", func(e *screen.Env, w safetext.Text) screen.Do {
					b := as(terms.Pending)
					b.RatifiedBy = w
					return s.signedOn(e, who, b)
				})
			}},
			{e.Say("sign.status.aside"), func(e *screen.Env) screen.Do {
				return s.line(e, "sign.note", func(e *screen.Env, w safetext.Text) screen.Do {
					b := as(terms.StandsAside)
					b.Note = w
					return s.signedOn(e, who, b)
				})
			}},
		}
	}})
	return screen.Do{}
}

// signedOn asks for the day on it, and says what will be printed before it is
// entered.
func (s *Screen) signedOn(e *screen.Env, who terms.Signer, body terms.EnterSign) screen.Do {
	return s.askDay(e, e.Say("terms.paper.day"), "", func(e *screen.Env, day time.Time) screen.Do {
		y, m, d := day.In(e.Zone).Date()
		body.Date = time.Date(y, m, d, 0, 0, 0, 0, time.UTC) // a day of the calendar, in no zone
		says := e.Say("sign.status."+string(body.Status), "body", body.RatifiedBy.String())
		how := e.Say("sign.method."+string(body.Method), "number", body.Number.String())
		return screen.Do{Ask: &screen.Ask{Title: placed(who) + ": " + says,
			Lines: []string{e.Say("terms.paper.sure", "how", how, "date", e.Words.Day(body.Date, time.UTC))},
			Yes:   e.Say("terms.paper.enter"), Do: screen.Give(body)}}
	})
}

// line asks for a line of words that must say something, and goes on with it.
func (s *Screen) line(e *screen.Env, title string, on func(e *screen.Env, words safetext.Text) screen.Do) screen.Do {
	return s.ask(safetext.Line, prompt{title: e.Say(title), send: e.Say("terms.foot.on"), do: func(e *screen.Env, w string) screen.Do {
		said := words(safetext.Line, w)
		if said.IsBlank() {
			return screen.Do{Notice: e.Say("fault.words_needed")}
		}
		s.pop()
		return on(e, said)
	}})
}
