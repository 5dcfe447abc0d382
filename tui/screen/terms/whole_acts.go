package terms

import (
	"time"

	"convene/internal/safetext"
	"convene/internal/workshop/terms"
	"convene/tui/screen"
)

// actions is what can be done with the whole, by this person, now.
func (x *whole) actions(e *screen.Env) []action {
	w := e.Snap.Terms.Whole
	var out []action
	add := func(when bool, id string, do func(e *screen.Env) screen.Do, args ...any) {
		if when {
			out = append(out, action{e.Say(id, args...), do})
		}
	}
	lead, asking := canLead(e), w.Check.IsOpen()
	draft := w.Status == terms.DraftDoc || w.Status == terms.UnderReview
	add(true, "terms.do.read", func(*screen.Env) screen.Do { return screen.Do{Open: "document"} })
	add(signable(e), "terms.do.sign", x.s.sign)
	add(canGuide(e) && draft && !asking, "terms.do.adopt", x.adopt, "version", w.Version+1)
	add(w.Check != nil && !asking, "terms.do.result", func(*screen.Env) screen.Do { x.s.push(&result{s: x.s}); return screen.Do{} })
	add(lead && running(e) && w.Status != terms.Over, "terms.do.review", x.review)
	add(lead && w.Status != terms.Over && !closed(e), "terms.do.signer", x.signer)
	add(lead && w.Status == terms.AdoptedDoc && !asking, "terms.do.in_force", x.status(terms.InForce))
	add(lead && (w.Status == terms.AdoptedDoc || w.Status == terms.InForce) && !asking, "terms.do.under_review", x.status(terms.UnderReview))
	add(lead && w.Status != terms.DraftDoc && w.Status != terms.Over && !asking, "terms.do.over", x.status(terms.Over))
	add(mayEnter(e) && len(enterable(e)) > 0, "terms.do.paper", x.s.enter)
	add(lead && (w.Status == terms.AdoptedDoc || w.Status == terms.InForce), "terms.do.extend", x.extend)
	add(lead && !closed(e) && len(unsigned(e)) > 0, "terms.drop_signer.do", x.drop)
	add(true, "terms.do.views", func(*screen.Env) screen.Do { x.s.push(&views{s: x.s}); return screen.Do{} }, "n", len(e.Snap.Terms.ViewsOf("")))
	add(true, "terms.do.history", func(*screen.Env) screen.Do { x.s.push(&history{s: x.s}); return screen.Do{} })
	return out
}

// adopt begins to ask the group about the whole. What keeps it from being
// adopted is shown first, where it can be settled.
func (x *whole) adopt(e *screen.Env) screen.Do {
	if n := stopping(e, terms.AdoptedDoc); n > 0 {
		return screen.Do{Open: "document", Notice: e.Say("fault.findings_block", "n", n)}
	}
	return x.s.openCheck(e, "")
}

// stopping counts what keeps the document from a status.
func stopping(e *screen.Env, to terms.DocStatus) int {
	n := 0
	for _, f := range e.Snap.Terms.Findings(terms.Input{Now: e.Now, Text: e.Snap.Texts.Get, Facts: e.Snap.TermsFacts()}) {
		if f.Stops(to) {
			n++
		}
	}
	return n
}

func (x *whole) review(e *screen.Env) screen.Do {
	return x.s.askDay(e, e.Say("sign.review.ask"), "review", func(e *screen.Env, day time.Time) screen.Do {
		y, m, d := day.In(e.Zone).Date()
		return screen.Give(terms.SetReview{Date: time.Date(y, m, d, 0, 0, 0, 0, time.UTC)})
	})
}

func (x *whole) extend(e *screen.Env) screen.Do {
	return x.s.askDay(e, e.Say("terms.extend.until", "date", day(e, e.Snap.Terms.Whole.SignUntil)), "extend", func(_ *screen.Env, day time.Time) screen.Do {
		return screen.Give(terms.ExtendSigning{Until: day})
	})
}

// status moves the document on; all but "in force" ask why.
func (x *whole) status(to terms.DocStatus) func(*screen.Env) screen.Do {
	return func(e *screen.Env) screen.Do {
		if n := stopping(e, to); n > 0 {
			return screen.Do{Open: "document", Notice: e.Say("fault.findings_block", "n", n)}
		}
		if to == terms.InForce {
			lines := notAsked(e, "terms.whole.with")
			for _, n := range e.Snap.Terms.Unratified() {
				lines = append(lines, waitsFor(e, n))
			}
			return screen.Do{Ask: &screen.Ask{Title: e.Say("terms.status.ask", "status", docStatus(e, to)), Lines: lines,
				Yes: e.Say("terms.do.in_force"), Do: screen.Give(terms.SetStatus{To: to})}}
		}
		return x.s.ask(safetext.Line, prompt{title: e.Say("terms.status.why", "status", docStatus(e, to)), send: e.Say("terms.foot.send"),
			draft: "status/" + string(to), do: func(_ *screen.Env, s string) screen.Do {
				return screen.Give(terms.SetStatus{To: to, Reason: words(safetext.Line, s)})
			}})
	}
}

// unsigned are the places of the block that nobody has signed.
func unsigned(e *screen.Env) []terms.Signer {
	var out []terms.Signer
	for _, who := range e.Snap.Terms.Whole.Signers {
		if who.Status == terms.AskedToSign {
			out = append(out, who)
		}
	}
	return out
}

// drop asks which place to take off the block again.
func (x *whole) drop(*screen.Env) screen.Do {
	x.s.push(&menu{s: x.s, title: "terms.drop_signer.who", actions: func(e *screen.Env) []action {
		var out []action
		for _, who := range unsigned(e) {
			out = append(out, action{placed(who), func(*screen.Env) screen.Do { return screen.Give(terms.DropSigner{ID: who.ID}) }})
		}
		return out
	}})
	return screen.Do{}
}
