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
	if w.Locked() {
		for _, l := range notAsked(e, "terms.whole.with") {
			p.Rows = append(p.Rows, plain(e, l)...)
		}
	}
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
	for _, n := range t.Unratified() {
		p.Rows = append(p.Rows, plain(e, waitsFor(e, n))...)
	}
	p.Rows = append(p.Rows, between(e)...)
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
	status := docStatus(e, w.Status)
	if names := nations(e.Snap.Terms.Unratified()); w.Status == terms.InForce && len(names) > 0 {
		status = e.Say("terms.status.except", "status", status, "nations", e.Words.List(names))
	}
	return e.Say("terms.whole.version", "version", w.Version, "status", status)
}

func nations(list []safetext.Text) []string {
	var out []string
	for _, n := range list {
		out = append(out, n.String())
	}
	return out
}

// waitsFor says which sections are not in force without a government's word.
func waitsFor(e *screen.Env, nation safetext.Text) string {
	var sections []string
	for _, h := range e.Snap.Terms.HeldBack() {
		if sec := e.Snap.Terms.Section(h.Section); sec != nil && h.Nation == nation {
			sections = append(sections, itoa(sec.Order))
		}
	}
	return e.Say("terms.whole.waits", "n", len(sections), "sections", e.Words.List(sections), "nation", nation.String())
}

// between says of a public body that its shared words rest until it meets, and
// where that is not settled, whom to ask (domain §8.7).
func between(e *screen.Env) []paint.Row {
	switch {
	case e.Snap.Agenda.Running() || !running(e):
		return nil
	case e.Snap.Meta.PublicBody == "yes":
		return plain(e, e.Say("terms.between.public"))
	case e.Snap.Meta.PublicBody == "unknown":
		return dim(e, e.Say("terms.between.unknown"))
	}
	return nil
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
		if who.Status == terms.AskedToSign || who.Status == terms.Pending {
			missing++
		}
		rows = append(rows, signed(e, placed(who), stands(e, who))...)
		if !who.Note.IsBlank() {
			rows = append(rows, indented(e, 6, theme.Dim, who.Note.String())...)
		}
	}
	if len(w.Signers) == 0 {
		rows = append(rows, plain(e, e.Say("sign.nobody"))...)
	}
	rows = append(rows, nil)
	if w.Version > 0 && e.Now.Before(w.SignUntil) {
		words := e.Say("sign.window", "date", day(e, w.SignUntil))
		if len(w.Signers) > 0 {
			words += " " + e.Say("sign.waiting", "n", missing)
		}
		rows = append(rows, dim(e, words)...)
	}
	return rows
}

// stands is how a signer stands to the text.
func stands(e *screen.Env, who terms.Signer) string {
	if who.Status == terms.AskedToSign {
		return e.Say("sign.status.asked")
	}
	return e.Say("sign.status."+string(who.Status), "body", who.RatifiedBy.String())
}

// placed is a signer as they stand on the block: with the title before the name,
// and for whom they sign.
func placed(who terms.Signer) string {
	words := who.Name.String()
	if !who.Title.IsEmpty() {
		words = who.Title.String() + " " + words
	}
	switch {
	case !who.Nation.IsEmpty():
		words += ", " + who.Nation.String()
	case !who.Organisation.IsEmpty():
		words += ", " + who.Organisation.String()
	}
	return words
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
		x.s.push(&menu{s: x.s, title: actionsTitle, actions: x.actions})
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
