package guide

import (
	"convene/internal/workshop/poll"
	domain "convene/internal/workshop/spectrum"
	"convene/tui/screen"
)

// Headline is the one bold line of a result: the middle answers, or what the
// second vote proposes.
func Headline(e *screen.Env, t *domain.Topic, r *domain.Round) string {
	should := poll.MiddleOf(r.ShouldResult.Counts)
	if r.Vote == domain.Second {
		return Proposal(e, t, r)
	}
	today := poll.MiddleOf(r.TodayResult.Counts)
	if should.None() && today.None() {
		return e.Say("spectrum.reveal.no_answer")
	}
	return e.Say("spectrum.reveal.middle", "today", Middle(e, today), "should", Middle(e, should))
}

// Proposal is what a second vote proposes. Nobody rounds: two levels may
// stand.
func Proposal(e *screen.Env, t *domain.Topic, r *domain.Round) string {
	p := t.Proposal()
	if p.Round != r.ID {
		m := poll.MiddleOf(r.ShouldResult.Counts)
		if m.None() {
			return e.Say("spectrum.reveal.no_answer")
		}
		return e.Say("spectrum.reveal.middle_one", "level", Middle(e, m))
	}
	low, high := LevelAt(e, p.Low), LevelAt(e, p.High)
	switch {
	case p.None():
		return e.Say("spectrum.reveal.no_answer")
	case p.Tie:
		return e.Say("spectrum.result.two_stand", "low", LevelAt(e, p.Middle.Low), "high", LevelAt(e, p.Middle.High))
	case p.Wide:
		return e.Say("spectrum.result.wide", "low", low, "high", high)
	}
	return e.Say("spectrum.result.proposal", "level", LevelAt(e, p.Middle.Low))
}

// Stand is a stand as a sentence.
func Stand(e *screen.Env, nation string, stand domain.Stand, date string) string {
	switch stand {
	case domain.ToCouncil, domain.NoneToday:
		return nation + ". " + e.Say("spectrum.position.said."+string(stand))
	case domain.Consulted:
		if date == "" {
			date = e.Words.Day(e.Now, e.Zone)
		}
		return nation + ". " + e.Say("spectrum.position.said.consulted", "date", date)
	}
	return e.Say("spectrum.position.said."+string(stand), "nation", nation)
}

// Stated is a released position as a sentence, without its words: whose it is and
// whether that was confirmed.
func Stated(e *screen.Env, p domain.Position) string {
	words := Stand(e, p.Nation.String(), p.Stand, e.Words.Day(p.At, e.Zone))
	if p.Due != "" {
		words = p.Nation.String() + ". " + e.Say(p.Said(), "due", Day(e, p.Due))
	}
	if !p.Confirmed && !p.Noted {
		words += " " + e.Say("spectrum.position.stated", "name", Person(e, domain.Person{Seat: p.Seat}))
	}
	return words
}
