package workshop

import (
	"convene/internal/text"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
)

// TermsFacts is what the Terms of Reference must know of the other parts before
// they can be adopted: the promises that were made, and which languages bind.
func (s *State) TermsFacts() terms.Facts {
	f := terms.Facts{Binding: s.Meta.Binding}
	for _, t := range s.Spectrum.Topics {
		doc := s.Texts.Get(t.PromiseText())
		promised := doc != nil && !doc.IsEmpty()
		if !promised && t.Verdict == nil {
			continue
		}
		p := terms.Promise{Topic: t.ID, Title: t.Sentence.Text.String(), Keeper: true, Proof: true}
		for _, nation := range t.Unsettled() {
			wait := terms.Wait{Nation: nation}
			if at := t.Position(nation); at != nil && (at.Confirmed || at.Noted) {
				if at.Stand == spectrum.DoesNotAgree {
					continue // it has spoken
				}
				if wait.Council = at.Stand == spectrum.ToCouncil; wait.Council {
					wait.Due = string(at.Due)
				}
			}
			p.Waits = append(p.Waits, wait)
		}
		if promised {
			keeper := t.Promise.Keeper
			p.Keeper = keeper.Filled() && keeper.Said != spectrum.Nobody
			p.Proof = t.Promise.Proof.Valid()
		}
		f.Promises = append(f.Promises, p)
	}
	return f
}

// Drafts reports whether the seat may write shared words now: anyone who may
// write, but for a public body only while a meeting runs (domain §8.7).
func (s *State) Drafts(seat roster.SeatID) bool {
	return s.Roster.CanWrite(seat) && (s.Meta.PublicBody != "yes" || s.Agenda.Running())
}

// decideTerms gives a command the facts it needs, and keeps the whole of the
// texts that a check asks about or locks (design §2, "Shared text").
func (s *State) decideTerms(w act.World, c terms.Command) (act.Result, error) {
	if n, ok := c.(terms.NeedsFacts); ok {
		c = n.WithFacts(s.TermsFacts())
	}
	r, err := c.Decide(w, s.Terms)
	if err != nil {
		return act.Result{}, err
	}
	for _, e := range r.Events {
		for _, id := range s.Terms.WholeTexts(e) {
			r.Events = append(r.Events, s.wholeText(w, id, locks(e))...)
		}
	}
	return r, nil
}

// locks reports whether an event locks the texts it is about: from then on what
// was taken out can't be put back.
func locks(e act.Event) bool {
	closed, ok := e.(terms.CheckClosed)
	return ok && closed.Outcome.Consent.Standing.Reached()
}

// wholeText writes a text as it stands; with settle its margin notes go first.
func (s *State) wholeText(w act.World, id string, settle bool) []act.Event {
	doc := s.Texts.Get(id)
	if doc == nil {
		return nil
	}
	var out []act.Event
	if settle {
		changes, err := doc.Decide(text.Edit{Base: doc.Version(), Author: string(w.Seat), Op: w.ID + id, Do: text.Settle{}}, w.Now)
		if err == nil { // there may be nothing to settle
			out = changed(id, changes)
			for _, e := range changes {
				doc = doc.Apply(e)
			}
		}
	}
	if whole := doc.Checkpoint(); whole.Size() <= text.MaxWhole { // else its edits tell it, at length
		out = append(out, TextChanged{Text: id, Change: whole})
	}
	return out
}
