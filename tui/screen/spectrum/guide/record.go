package guide

import (
	"strings"

	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	domain "convene/internal/workshop/spectrum"
	"convene/tui/screen"
)

// nextOfConsent opens the check, closes it, and records.
func nextOfConsent(e *screen.Env, t *domain.Topic) (Act, bool) {
	c := t.OpenCheck()
	switch {
	case t.Verdict != nil:
		return onward(e, t)
	case c == nil && t.LastCheck() == nil:
		return Act{Words: e.Say("spectrum.host.open_check"), Do: AskOpen(e, t, nil)}, true
	case c == nil:
		return record(e, t), true
	case c.CalledAt.IsZero():
		return lastCall(e, c.ID()), true
	}
	return Act{Words: e.Say("vote.close"), Do: askClose(e, c.Poll, e.Snap.Counts[c.Poll.ID],
		domain.CloseCheck{Check: c.ID()})}, true
}

// record asks whether to record the topic, and says as what.
func record(e *screen.Env, t *domain.Topic) Act {
	body := domain.RecordTopic{Topic: t.ID, More: t.MoreID()}
	a := &screen.Ask{Title: e.Say("spectrum.record.ask"), Yes: e.Say("spectrum.host.record_final"), Do: screen.Give(body)}
	if lacks := Lacks(e, t); len(lacks) > 0 {
		a.Title, a.Yes = e.Say("spectrum.record.ask_not_final"), e.Say("spectrum.host.record")
		a.Lines = lacks
	}
	return Act{Words: e.Say("spectrum.host.record"), Do: screen.Do{Ask: a}}
}

// Lacks are the sentences of what keeps a topic from being final now.
func Lacks(e *screen.Env, t *domain.Topic) []string {
	return LackWords(e, e.Snap.Spectrum.Lacks(World(e), t), t.Unsettled())
}

// World is as much of the room as the domain needs for what is lacking and what
// would be offered.
func World(e *screen.Env) act.World { return act.World{Roster: e.Snap.Roster, Text: e.Snap.Texts.Get} }

// recording are the acts that put a topic on record or take it off again.
func recording(e *screen.Env, t *domain.Topic) []Act {
	var out []Act
	step := e.Snap.Agenda.At.Step
	free := t.OpenRound() == nil && t.OpenCheck() == nil
	if free && t.Verdict == nil && t.LastRound(0) != nil {
		out = append(out, Act{Words: e.Say("spectrum.host.carry"), Do: screen.Do{Ask: &screen.Ask{
			Title: e.Say("spectrum.host.carry.ask"), Lines: []string{e.Say("spectrum.host.carry.stays")},
			Yes: e.Say("spectrum.host.carry"), Do: screen.Give(domain.CarryOver{Topic: t.ID, More: t.MoreID()}),
		}}})
	}
	if free && !t.Final() && !t.Signs.Here() && !t.Signs.Name.IsBlank() && !t.Proposal().None() {
		out = append(out, Act{Words: e.Say("spectrum.host.statement", "name", t.Signs.Name.String()), Do: here(ArgStatement)})
	}
	if len(t.Unsettled()) > 0 && (step == domain.StepPromise || step == domain.StepConsent) {
		out = append(out, Act{Words: e.Say("spectrum.host.consulted"), Do: here(ArgConsulted)})
	}
	if t.Verdict != nil {
		out = append(out, Act{Words: e.Say("spectrum.host.reopen"), Do: here(ArgReopen)})
	}
	return out
}

// onward takes the room to the next topic that is not recorded yet, if any.
func onward(e *screen.Env, t *domain.Topic) (Act, bool) {
	for _, other := range e.Snap.Spectrum.Topics {
		if other != t && other.Verdict == nil {
			return Act{Words: e.Say("spectrum.host.next_topic"), Do: screen.Do{Ask: &screen.Ask{
				Title: e.Say("host.move.ask", "title", Title(e, other)),
				Yes:   e.Say("spectrum.host.next_topic"), Do: screen.Give(moveTo(e, other)),
			}}}, true
		}
	}
	return Act{}, false
}

// moveTo takes the room to the beginning of another topic.
func moveTo(e *screen.Env, t *domain.Topic) workshop.MoveTo {
	from := e.Snap.Agenda.At
	to := act.Place{Item: from.Item, Step: from.Step, Topic: t.ID}
	if item, ok := e.Snap.Agenda.Now(); ok && len(item.Steps) > 0 {
		to.Step = item.Steps[0]
	}
	return workshop.MoveTo{From: from, To: to}
}

// mostChoices is how many numbered answers a question has at most.
const mostChoices = 9

// topics are the acts about the list of topics: another one, a new one.
func topics(e *screen.Env, t *domain.Topic) []Act {
	var out []Act
	a := &screen.Ask{Title: e.Say("spectrum.host.switch.ask")}
	for _, other := range e.Snap.Spectrum.Topics {
		if other != t && len(a.Choices) < mostChoices {
			a.Choices = append(a.Choices, screen.Choice{Words: Title(e, other), Do: screen.Give(moveTo(e, other))})
		}
	}
	if len(a.Choices) > 0 {
		out = append(out, Act{Words: e.Say("spectrum.host.switch"), Do: screen.Do{Ask: a}})
	}
	if t != nil {
		out = append(out, Act{Words: e.Say("spectrum.topics.add"), Do: here(ArgTopic)})
	}
	if t != nil && len(t.Rounds) == 0 {
		out = append(out, Act{Words: e.Say("spectrum.host.drop"), Do: screen.Do{Ask: &screen.Ask{
			Title: e.Say("spectrum.host.drop.ask", "topic", Title(e, t)),
			Yes:   e.Say("spectrum.host.drop"), Do: screen.Give(domain.DropTopic{Topic: t.ID}),
		}}})
	}
	return out
}

// Title is a topic's sentence; empty for none.
func Title(e *screen.Env, t *domain.Topic) string {
	if t == nil {
		return ""
	}
	return e.Theirs(t.Sentence.Text.String(), t.Sentence.Lang)
}

// Subject is a topic's sentence inside a question of ours: one that is a question
// itself leaves its marks to ours.
func Subject(e *screen.Env, t *domain.Topic) string {
	if t == nil {
		return ""
	}
	return e.Theirs(strings.Trim(t.Sentence.Text.String(), "¿? "), t.Sentence.Lang)
}

// pages are the acts that turn a page for the room or show what was added.
func pages(e *screen.Env, t *domain.Topic) []Act {
	var out []Act
	if on, n, ok := NextPage(e, t); ok {
		out = append(out, turn(e, on, n))
	}
	if n := e.Snap.Counts[t.MoreID()]; t.MoreID() != "" && n > 0 && !t.Final() {
		words := e.Say("spectrum.host.show_reasons", "n", n)
		show := []any{domain.ShowReasons{Topic: t.ID, Poll: t.MoreID()}}
		if on, _, count, _ := page(e, t); on != "" { // the room reads what was added, wherever it was
			show = append(show, domain.TurnPage{On: on, N: count})
		}
		out = append(out, Act{Words: words, Do: screen.Do{Ask: &screen.Ask{Title: e.Say("host.do.ask", "what", words),
			Lines: []string{e.Say("vote.shown.stays")}, Yes: words,
			Do: screen.Give(show...)}}})
	}
	return out
}

// turn turns a page for the room.
func turn(e *screen.Env, on string, n int) Act {
	return Act{Words: e.Say("spectrum.reveal.page.host"), Do: screen.Give(domain.TurnPage{On: on, N: n})}
}

// PerTurn is how many reasons the room goes on with one turn: as many as the
// smallest usual screen shows beside the result.
const PerTurn = 2

// NextPage is the page that a turn takes the room to, and whether the room's
// step has pages; after the last comes the first. The reveal's pages are counted
// in reasons: N is the first one the room reads, from 0.
func NextPage(e *screen.Env, t *domain.Topic) (on string, n int, ok bool) {
	on, n, count, step := page(e, t)
	if count < 2 {
		return "", 0, false
	}
	if n += step; n >= count {
		n = 0
	}
	return on, n, true
}

// Page is the page that the room reads, from 1, and how many there are; 0 where
// the room's step has none.
func Page(e *screen.Env) (n, of int) {
	t := Topic(e)
	if t == nil || e.Snap.Agenda.At.Step == domain.StepQuiet { // each at their own pace
		return 0, 0
	}
	_, n, count, step := page(e, t)
	if count <= step {
		return 0, 0
	}
	return n/step + 1, (count + step - 1) / step
}

// page is what the room reads: n of count things, step of them at a time.
func page(e *screen.Env, t *domain.Topic) (on string, n, count, step int) {
	s := e.Snap.Spectrum
	step = 1
	switch at := e.Snap.Agenda.At.Step; at {
	case domain.StepTour:
		on, count = at, len(s.Content.Levels)+1
	case domain.StepQuiet:
		on, count = at, len(s.Content.Questions)
	case domain.StepVote1, domain.StepReveal, domain.StepVote2:
		r := t.LastRound(0)
		if r == nil || t.OpenRound() != nil {
			return "", 0, 0, step
		}
		on, count, step = r.ID, len(Reasons(t, r)), PerTurn
	}
	if s.Page.On == on {
		n = s.Page.N
	}
	return on, n, count, step
}

// Reasons are the reasons of a round in the order they are read: those written
// with the answers, then those added later.
func Reasons(t *domain.Topic, r *domain.Round) []poll.Reason {
	out := r.Written[:len(r.Written):len(r.Written)]
	for _, l := range t.Later {
		if l.Round == r.ID {
			out = append(out, l.Reasons...)
		}
	}
	return out
}
