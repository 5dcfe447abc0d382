package terms

import (
	"time"

	"convene/internal/safetext"
	"convene/internal/workshop/terms"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// whole is the document as one: its status, its review date, the adoption check
// and the sign-off block.
type whole struct {
	s *Screen
}

func newWhole(s *Screen) *whole { return &whole{s: s} }

func (x *whole) inText() bool { return false }

func (x *whole) page(e *screen.Env) screen.Page {
	t := e.Snap.Terms
	w := t.Whole
	p := screen.Page{Focus: -1, Step: e.Say("terms.whole.head") + " " + e.Theme.Dot + " " + docStatus(e, w.Status)}
	p.Rows = strong(e, x.head(e))
	done, all := t.Progress()
	p.Rows = append(p.Rows, plain(e, e.Say("terms.whole.progress", "n", all, "done", done))...)
	if w.Check.IsOpen() {
		p.Rows = append(p.Rows, paint.Paragraph(theme.Waiting, e.Say("terms.check.runs"), e.W)...)
	} else if w.Check != nil {
		p.Rows = append(p.Rows, plain(e, standing(e, w.Check))...)
	}
	review := e.Say("terms.whole.no_review")
	if !w.Review.IsZero() {
		review = e.Say("sign.review", "date", e.Words.Day(w.Review, time.UTC)) // a day, in no zone
	}
	p.Rows = append(p.Rows, plain(e, review)...)
	for _, n := range held(t) {
		p.Rows = append(p.Rows, plain(e, e.Say("sign.tribe", "nation", n))...)
	}
	p.Rows = append(append(p.Rows, nil), x.block(e)...)
	p.Hints = x.hints(e)
	return p
}

// head is the one sentence that says where the document stands.
func (x *whole) head(e *screen.Env) string {
	w := e.Snap.Terms.Whole
	switch {
	case w.Status == terms.DraftDoc:
		return e.Say("document.draft.note")
	case w.Status == terms.AdoptedDoc:
		return e.Say("sign.adopted", "date", day(e, w.AdoptedAt))
	}
	return e.Say("terms.whole.version", "version", w.Version, "status", docStatus(e, w.Status))
}

// held are the governments whose missing ratification holds something back.
func held(t *terms.State) []string {
	var out []string
	seen := map[string]bool{}
	for _, h := range t.HeldBack() {
		if n := h.Nation.String(); !seen[n] {
			seen[n] = true
			out = append(out, n)
		}
	}
	return out
}

// block is the sign-off block: each name as the person wants it, and what they
// say.
func (x *whole) block(e *screen.Env) []paint.Row {
	w := e.Snap.Terms.Whole
	if w.Version == 0 && len(w.Signers) == 0 {
		return dim(e, e.Say("terms.whole.then_sign"))
	}
	rows := plain(e, e.Say("sign.head"))
	missing := 0
	for _, who := range w.Signers {
		says := e.Say("sign.status.asked")
		switch who.Status {
		case terms.AskedToSign:
			missing++
		case terms.Pending:
			missing++
			says = e.Say("sign.status.pending", "body", who.RatifiedBy.String())
		default:
			says = e.Say("sign.status." + string(who.Status))
		}
		left := who.Name.String()
		if !who.Title.IsEmpty() {
			left = who.Title.String() + " " + left
		}
		if !who.Nation.IsEmpty() {
			left += ", " + who.Nation.String()
		} else if !who.Organisation.IsEmpty() {
			left += ", " + who.Organisation.String()
		}
		rows = append(rows, signed(e, left, says)...)
		if !who.Note.IsBlank() {
			rows = append(rows, indented(e, 6, theme.Dim, who.Note.String())...)
		}
	}
	rows = append(rows, nil)
	if w.Version > 0 && e.Now.Before(w.SignUntil) {
		rows = append(rows, dim(e, e.Say("sign.window", "date", day(e, w.SignUntil))+" "+e.Say("sign.waiting", "n", missing))...)
	}
	return rows
}

// signed is one place of the block: what they say beside the name, or below it
// where both are long. Neither is cut.
func signed(e *screen.Env, who, says string) []paint.Row {
	left := paint.Line(paint.Spaces(2), paint.Text(theme.Plain, who))
	right := paint.Line(paint.Text(theme.Dim, says))
	if half := e.W/2 + 2; left.Width() < half && right.Width() <= e.W-half {
		return []paint.Row{paint.Join(paint.Pad(left, half), right)}
	}
	return append(indented(e, 2, theme.Plain, who), indented(e, 6, theme.Dim, says)...)
}

func (x *whole) hints(e *screen.Env) []keys.Hint {
	hints := []keys.Hint{hint(keys.Main, x.mainWords(e)), hint(keys.NextPart, e.Say("terms.foot.actions"))}
	if signable(e) && e.Snap.Terms.Whole.Check.IsOpen() {
		hints = append(hints, hint(keys.Sign, ""))
	}
	return append(hints, hint(keys.Close, e.Say("ask.back")))
}

// mainWords and main are what Enter does: answer where the room is asked, sign
// where one can, else read.
func (x *whole) mainWords(e *screen.Env) string {
	switch {
	case e.Snap.Terms.Whole.Check.IsOpen():
		return e.Say("terms.foot.to_check")
	case signable(e):
		return e.Say("keys.sign.foot")
	}
	return e.Say("terms.foot.read")
}

func (x *whole) main(e *screen.Env) screen.Do {
	switch w := e.Snap.Terms.Whole; {
	case w.Check.IsOpen():
		x.s.push(newCheck(x.s, w.Check))
	case signable(e):
		return x.s.sign(e)
	default:
		return screen.Do{Open: "document"}
	}
	return screen.Do{}
}

func (x *whole) key(e *screen.Env, _ keys.Key, a keys.Action) screen.Do {
	switch a {
	case keys.Main:
		return x.main(e)
	case keys.NextPart:
		x.s.push(&menu{s: x.s, title: "terms.actions", actions: x.actions})
		return screen.Do{}
	case keys.Sign:
		if signable(e) {
			return x.s.sign(e)
		}
		return screen.Do{Notice: e.Say("fault.document_not_adopted")}
	case keys.History:
		x.s.push(&history{s: x.s})
		return screen.Do{}
	}
	return screen.Ignore()
}

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
	add(true, "terms.foot.read", func(*screen.Env) screen.Do { return screen.Do{Open: "document"} })
	add(signable(e), "terms.do.sign", x.s.sign)
	add(canGuide(e) && draft && !asking, "terms.do.adopt", x.adopt, "version", w.Version+1)
	add(w.Check != nil && !asking, "terms.do.result", func(*screen.Env) screen.Do { x.s.push(&result{s: x.s}); return screen.Do{} })
	add(lead && running(e) && w.Status != terms.Over, "terms.do.review", x.review)
	add(lead && w.Status != terms.Over && running(e), "terms.do.signer", x.signer)
	add(lead && w.Status == terms.AdoptedDoc && !asking, "terms.do.in_force", x.status(terms.InForce))
	add(lead && (w.Status == terms.AdoptedDoc || w.Status == terms.InForce) && !asking, "terms.do.under_review", x.status(terms.UnderReview))
	add(lead && w.Status != terms.DraftDoc && w.Status != terms.Over && !asking, "terms.do.over", x.status(terms.Over))
	add(lead && w.Version > 0, "terms.do.extend", x.extend)
	for _, who := range w.Signers {
		add(lead && running(e) && who.Status == terms.AskedToSign, "terms.do.drop_signer", func(*screen.Env) screen.Do {
			return screen.Give(terms.DropSigner{ID: who.ID})
		}, "name", who.Name.String())
	}
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
	return x.s.askDay(e, e.Say("terms.extend.ask"), "extend", func(_ *screen.Env, day time.Time) screen.Do {
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
			return screen.Do{Ask: &screen.Ask{Title: e.Say("terms.status.ask", "status", docStatus(e, to)), Yes: e.Say("terms.do.in_force"),
				Do: screen.Give(terms.SetStatus{To: to})}}
		}
		return x.s.ask(safetext.Line, prompt{title: e.Say("terms.status.why", "status", docStatus(e, to)), send: e.Say("terms.foot.send"),
			draft: "status/" + string(to), do: func(_ *screen.Env, s string) screen.Do {
				return screen.Give(terms.SetStatus{To: to, Reason: words(safetext.Line, s)})
			}})
	}
}
