package linear

import (
	"convene/internal/workshop/poll"
	"convene/internal/workshop/terms"
)

// terms tells what changed in the document.
func (n *news) terms() {
	was, is := n.old.Terms, n.now.Terms
	if was == is {
		return
	}
	for _, sec := range is.Sections {
		if before := was.Section(sec.ID); before != nil && before != sec {
			n.section(before, sec)
		}
	}
	for _, sec := range is.Sections {
		n.wishes(was.Section(sec.ID), sec)
	}
	n.arrived(was, is)
	for i := len(was.Views); i < len(is.Views); i++ {
		if v := is.Views[i]; !v.Held(n.s.person.Seat) {
			n.say(n.s.Say("linear.view", "words", n.s.theirs(v.Words.String(), v.Lang)))
		}
	}
	n.termsCheck(was.Whole.Check, is.Whole.Check, n.s.Say("terms.title"))
	n.whole(was.Whole, is.Whole)
}

// section tells who wrote in a section, once a stretch of writing, and its steps.
func (n *news) section(before, sec *terms.Section) {
	n.termsCheck(before.Check, sec.Check, n.s.in(sec.Title))
	for i := len(before.History); i < len(sec.History); i++ {
		e := sec.History[i]
		switch e.Kind {
		case terms.Asked, terms.Consented, terms.WithConcerns, terms.StayedOpen, terms.Voided:
			continue // told with the check itself
		}
		if n.mine(e.By) || broughtIn(sec.History, i) {
			continue
		}
		if e.Kind == terms.Reopened { // told with its reason, also to whoever wishes for quiet
			n.need(n.s.Say("terms.reopened", "name", n.s.name(e.By), "section", n.s.in(sec.Title), "why", e.Note.String()))
			continue
		}
		n.say(n.s.Say("linear.section.news", "number", numbered(sec), "title", n.s.in(sec.Title),
			"what", n.s.Say("terms.history."+string(e.Kind), "name", n.s.name(e.By))))
	}
}

// broughtIn reports whether an entry is the text that came in with the draft told
// right before it: one act, told once.
func broughtIn(all []terms.Entry, i int) bool {
	return i > 0 && all[i].Kind == terms.Wrote && all[i-1].Kind == terms.Brought && all[i].By == all[i-1].By && all[i].From.Equal(all[i-1].From)
}

// arrived tells how many drafts came in from the exercises, by section.
func (n *news) arrived(was, is *terms.State) {
	if len(is.Arrivals) <= len(was.Arrivals) {
		return
	}
	came := make(map[string]int)
	for _, a := range is.Arrivals[len(was.Arrivals):] {
		came[a.Section]++
	}
	for _, sec := range is.Sections {
		if k := came[sec.ID]; k > 0 {
			n.say(n.s.Say("linear.arrived", "number", numbered(sec), "title", n.s.in(sec.Title), "n", k))
		}
	}
}

// wishes tells a host that somebody proposes to reopen a section.
func (n *news) wishes(before, sec *terms.Section) {
	if before == nil || len(sec.Wishes) <= len(before.Wishes) {
		return
	}
	w := sec.Wishes[len(sec.Wishes)-1]
	if !n.mine(w.By) {
		n.add(n.s.Say("linear.section.news", "number", numbered(sec), "title", n.s.in(sec.Title),
			"what", n.s.Say("terms.wish", "name", n.s.name(w.By), "why", w.Reason.String())), n.s.guide())
	}
}

func (n *news) termsCheck(before, now *terms.Check, title string) {
	if before == now || now == nil {
		return
	}
	var old *poll.Check
	if before != nil {
		old = &before.Check
	}
	n.check(old, &now.Check, title)
}

// whole tells the status of the document and who signed it.
func (n *news) whole(was, is terms.Whole) {
	if was.Status != is.Status {
		id := "draft"
		if is.Status != terms.DraftDoc {
			id = string(is.Status)
		}
		n.need(n.s.Say("linear.status", "status", n.s.Say("terms.status."+id)))
	}
	for _, x := range is.Signers {
		before, _ := was.Signer(x.ID)
		if x.Status == before.Status || x.Status == terms.AskedToSign || n.mine(x.Seat) {
			continue
		}
		n.say(n.s.Say("linear.named", "name", x.Name.String(), "answer", n.s.Say("sign.status."+string(x.Status), "body", x.RatifiedBy.String())))
	}
}
