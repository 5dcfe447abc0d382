package host

import (
	"slices"

	"convene/internal/workshop/agenda"
	"convene/internal/workshop/followup"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
	"convene/tui/screen"
)

// waiting is what waits for the host, each as a line that can be opened.
func (s *Screen) waiting(e *screen.Env) []screen.Choice {
	out := append([]screen.Choice{}, s.unseen(e)...) // never nil: it has been looked at
	out = append(out, queue(e)...)
	if !guides(e) {
		return out
	}
	out = append(out, lost(e)...)
	out = append(out, parked(e)...)
	out = append(out, proposals(e)...)
	out = append(out, wishes(e)...)
	if n := joinedSince(e); n > 0 {
		out = append(out, screen.Choice{Words: e.Say("host.waiting.joined", "n", n), Do: screen.Do{Open: "people"}})
	}
	return append(out, arrivals(e)...)
}

// queue is who wishes to speak.
func queue(e *screen.Env) []screen.Choice {
	q := e.Snap.Followup.Queue
	if len(q) == 0 {
		return nil
	}
	name := screen.PersonName(e.Snap.Roster.Seat(q[0]))
	words := e.Say("host.waiting.speak", "name", name)
	if len(q) > 1 {
		words = e.Say("host.waiting.speak_more", "name", name, "n", len(q)-1)
	}
	return []screen.Choice{{Words: words, Do: screen.Do{Ask: &screen.Ask{Title: words, Choices: []screen.Choice{
		{Words: e.Say("host.call", "name", name), Do: screen.Give(followup.Call{})},
		{Words: e.Say("host.queue.all"), Do: screen.Do{Open: "questions", Arg: "queue"}},
	}}}}}
}

// parked are the questions that nobody answers yet.
func parked(e *screen.Env) []screen.Choice {
	open := slices.DeleteFunc(e.Snap.Followup.Open(), func(q followup.Question) bool {
		return q.Owner != "" || !q.OwnerName.IsEmpty()
	})
	if len(open) == 0 {
		return nil
	}
	last := open[len(open)-1]
	words := e.Theirs(e.Say("host.waiting.question", "question", last.Words.String()), last.Lang)
	if len(open) > 1 {
		words = e.Say("host.waiting.questions", "n", len(open))
	}
	return []screen.Choice{{Words: words, Do: screen.Do{Open: "questions", Arg: last.ID}}}
}

// proposals are the lines that people wish for the agenda.
func proposals(e *screen.Env) []screen.Choice {
	var out []screen.Choice
	for _, p := range e.Snap.Agenda.Proposed {
		words := e.Say("host.waiting.agenda", "title", p.Title.String())
		out = append(out, screen.Choice{Words: words, Do: screen.Do{Ask: &screen.Ask{Title: words, Choices: []screen.Choice{
			{Words: e.Say("agenda.proposal.take"), Do: screen.Give(agenda.Settle{ID: p.ID, Take: true, Lang: e.Lang})},
			{Words: e.Say("agenda.proposal.decline"), Do: screen.Give(agenda.Settle{ID: p.ID})},
		}}}})
	}
	return out
}

// lost are the questions that must be asked again, because a key was lost or
// they were taken back.
func lost(e *screen.Env) []screen.Choice {
	if !again(e) {
		return nil
	}
	return []screen.Choice{{Words: e.Say("host.waiting.lost"), Do: screen.Do{Notice: e.Say("host.waiting.lost.what")}}}
}

func again(e *screen.Env) bool {
	item, _ := e.Snap.Agenda.Now()
	switch s := e.Snap; item.Activity {
	case spectrum.Activity:
		t := s.Spectrum.Present(s.Agenda.At)
		if t == nil {
			return false
		}
		rounds, checks := t.Rounds, t.Checks
		return len(rounds) > 0 && rounds[len(rounds)-1].Void == spectrum.VoidLost ||
			len(checks) > 0 && checks[len(checks)-1].Voided
	case values.Activity:
		w, m, c := s.Values.Writings, s.Values.Marks, s.Values.Checks
		return len(w) > 0 && w[len(w)-1].Void == values.VoidLost ||
			len(m) > 0 && m[len(m)-1].Void == values.VoidLost ||
			len(c) > 0 && c[len(c)-1].Voided
	case termsActivity:
		return slices.ContainsFunc(s.Terms.Sections, func(sec *terms.Section) bool { return sec.Check != nil && sec.Check.Voided }) ||
			s.Terms.Whole.Check != nil && s.Terms.Whole.Check.Voided
	}
	return false
}

// arrivals are drafts that the exercises produced and nobody has placed yet.
func arrivals(e *screen.Env) []screen.Choice {
	n := 0
	for _, a := range e.Snap.Terms.Arrivals {
		if a.Fate == terms.Waiting && !a.Withdrawn {
			n++
		}
	}
	item, _ := e.Snap.Agenda.Now()
	if n == 0 || item.Activity != termsActivity {
		return nil
	}
	return []screen.Choice{{Words: e.Say("host.waiting.arrivals", "n", n), Do: screen.Do{Open: "terms"}}}
}
