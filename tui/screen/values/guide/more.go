package guide

import (
	"convene/internal/workshop/poll"
	domain "convene/internal/workshop/values"
	"convene/tui/screen"
)

// PerTurn is how many cards of the wall the room goes on with one turn: as many
// as the smallest usual screen shows, if each has a sentence. A page that the
// room reads is counted in these; each screen shows what it has room for from
// there on.
const PerTurn = 5

// NextPage is the page that a turn takes the room to, and whether the room's
// step has pages; after the last comes the first.
func NextPage(e *screen.Env) (n int, ok bool) {
	at, count := page(e)
	if count < 2 {
		return 0, false
	}
	return (at + 1) % count, true
}

// Page is the page that the room reads, from 1, and how many there are; 0 where
// the room's step has none.
func Page(e *screen.Env) (n, of int) {
	n, of = page(e)
	if of < 2 {
		return 0, 0
	}
	return n + 1, of
}

func page(e *screen.Env) (n, count int) {
	s, on := e.Snap.Values, e.Snap.Agenda.At.Step
	switch on {
	case domain.StepWall:
		count = (len(s.Cards) + PerTurn - 1) / PerTurn
	case domain.StepDeeds, domain.StepCPM:
		count = len(s.Chosen())
	}
	if s.Page.On == on {
		n = s.Page.N
	}
	return min(n, max(0, count-1)), count
}

func turn(e *screen.Env, n int) screen.Do {
	return screen.Give(domain.TurnPage{On: e.Snap.Agenda.At.Step, N: n})
}

// pages are the acts that turn a page for the room.
func pages(e *screen.Env, _ *domain.State) []screen.Choice {
	n, ok := NextPage(e)
	if !ok {
		return nil
	}
	return []screen.Choice{{Words: e.Say("values.host.page"), Do: turn(e, n)}}
}

// asking are the acts around a question: opening the wall early, asking again,
// taking it back, who sees the answers, the starter deck.
func asking(e *screen.Env, s *domain.State) []screen.Choice {
	if id := openID(s); id != "" {
		out := []screen.Choice{}
		if w := s.OpenWriting(); w != nil {
			out = append(out, ofCards(e, s, w)...)
		}
		return append(out, screen.Choice{Words: e.Say("values.host.call_off"), Do: screen.Do{Ask: &screen.Ask{
			Title: e.Say("values.host.call_off.ask"), Lines: []string{e.Say("values.host.call_off.gone")},
			Yes: e.Say("values.host.call_off"), Do: screen.Give(domain.CallOff{ID: id}),
		}}})
	}
	if s.Recorded() {
		return nil
	}
	var out []screen.Choice
	step := e.Snap.Agenda.At.Step
	if step == domain.StepWrite && len(s.Cards) > 0 || step == domain.StepSupport && s.LastMarking() != nil ||
		step == domain.StepConsent && s.LastCheck() != nil {
		again := AskOpen(e, nil)
		again.Ask.Lines = append([]string{e.Say("vote.again.ask")}, again.Ask.Lines...)
		out = append(out, screen.Choice{Words: e.Say("values.host.again"), Do: again})
	}
	if s.LastMarking() != nil && len(s.Live()) > 0 {
		out = append(out, screen.Choice{Words: e.Say("values.host.keep"), Do: here(ArgKeep)})
	}
	if modes := tighter(s); len(modes) > 1 && (step == domain.StepOpening || opens(e) && step != domain.StepConsent) {
		out = append(out, screen.Choice{Words: e.Say("vote.open.mode"), Do: askMode(e, modes)})
	}
	return out
}

// ofCards are the acts while cards are written.
func ofCards(e *screen.Env, s *domain.State, w *domain.Writing) []screen.Choice {
	var out []screen.Choice
	if _, _, ok := Next(e); !ok && w.CalledAt.IsZero() {
		words, do, _ := lastCall(e, w.ID)
		out = append(out, screen.Choice{Words: words, Do: do})
	}
	if len(s.Content.Deck) > 0 {
		id := "values.host.deck_show"
		if s.DeckShown {
			id = "values.host.deck_hide"
		}
		out = append(out, screen.Choice{Words: e.Say(id), Do: screen.Give(domain.LayDeck{Shown: !s.DeckShown})})
	}
	return out
}

// openID is the id of the open writing, marking or check; empty for none.
func openID(s *domain.State) string {
	switch w, m, c := s.OpenWriting(), s.OpenMarking(), s.OpenCheck(); {
	case w != nil:
		return w.ID
	case m != nil:
		return m.Poll.ID
	case c != nil:
		return c.ID()
	}
	return ""
}

// tighter are the modes that may still be chosen: all but secret before the
// first round, only tighter ones afterwards.
func tighter(s *domain.State) []poll.Mode {
	var out []poll.Mode
	for _, m := range poll.Modes() {
		if m != poll.Secret && (len(s.Writings) == 0 || m.Tighter(s.HowAsked())) {
			out = append(out, m)
		}
	}
	return out
}

func askMode(e *screen.Env, modes []poll.Mode) screen.Do {
	a := &screen.Ask{Title: e.Say("vote.open.mode"), Lines: []string{e.Say("vote.open.mode.tighten")}}
	for _, m := range modes {
		words := string(m)
		if have, ok := e.Lib.Mode(words); ok {
			words = e.Words.In(have.Name) + ": " + e.Words.In(have.Short)
		}
		a.Choices = append(a.Choices, screen.Choice{Words: words, Do: screen.Give(domain.SetMode{Mode: m})})
	}
	return screen.Do{Ask: a}
}

// recording are the acts that put the exercise on record or take it off again.
func recording(e *screen.Env, s *domain.State) []screen.Choice {
	if openID(s) != "" {
		return nil
	}
	if s.Recorded() {
		return []screen.Choice{{Words: e.Say("values.host.reopen"), Do: here(ArgReopen)}}
	}
	var out []screen.Choice
	if len(s.Live()) > 0 && s.Verdict == nil {
		if e.Snap.Agenda.At.Step == domain.StepConsent && s.LastCheck() == nil {
			out = append(out, screen.Choice{Words: e.Say("values.host.record"), Do: askRecord(e, s)})
		}
		out = append(out, screen.Choice{Words: e.Say("values.host.carry"), Do: screen.Do{Ask: &screen.Ask{
			Title: e.Say("values.host.carry.ask"), Lines: []string{e.Say("values.host.carry.stays")},
			Yes: e.Say("values.host.carry"), Do: screen.Give(domain.CarryOver{}),
		}}})
	}
	return out
}

// askRecord asks whether to record the values, and says what is lacking.
func askRecord(e *screen.Env, s *domain.State) screen.Do {
	a := &screen.Ask{Title: e.Say("values.record.ask"), Yes: e.Say("values.host.record"), Do: screen.Give(domain.RecordValues{})}
	for _, l := range s.Lacks() {
		a.Lines = append(a.Lines, e.Say("values.host.not_final", "why", e.Say("values.lack."+string(l))))
	}
	return screen.Do{Ask: a}
}
