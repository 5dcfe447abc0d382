// Package guide is what a host does in the spectrum: the next act with its
// words and its question, and the other acts that are open now. The host's
// screen offers them, and so does the exercise's own screen when a host looks at
// it, so that both ask the same and do the same.
//
// Everything here is a pure function of what a screen may read. Nothing is sent
// by it: an Act holds the screen.Do that its screen hands on.
package guide

import (
	"convene/internal/workshop/poll"
	domain "convene/internal/workshop/spectrum"
	"convene/tui/screen"
)

// Screen is the exercise's own screen, as screen.Do.Open names it. Acts that
// need words or a list open it with one of the arguments below.
const Screen = "spectrum"

// Arguments of the exercise's own screen.
const (
	ArgTopic     = "topic"     // write a new topic
	ArgAside     = "aside"     // set seats aside, then open the question
	ArgSettle    = "settle"    // what becomes of two levels that stand
	ArgStatement = "statement" // pass on the decision-maker's statement
	ArgConsulted = "consulted" // a consultation that was held elsewhere
	ArgReopen    = "reopen"    // unlock a recorded topic, with a reason
)

// Act is something the host can do now. Words name it for a foot or a list, in
// the host's language.
type Act struct {
	Words string
	Do    screen.Do
}

// Next is the exercise's own next act. ok is false when it has none: then the
// room may move on.
func Next(e *screen.Env) (Act, bool) {
	t := Topic(e)
	if t == nil {
		return Act{Words: e.Say("spectrum.topics.first"), Do: here(ArgTopic)}, true
	}
	switch e.Snap.Agenda.At.Step {
	case domain.StepTour, domain.StepReveal: // in quiet time each reads at their own pace
		on, n, ok := NextPage(e, t)
		return turn(e, on, n), ok && n > 0
	case domain.StepVote1:
		return nextOfVote(e, t, domain.First)
	case domain.StepVote2:
		return nextOfVote(e, t, domain.Second)
	case domain.StepConsent:
		return nextOfConsent(e, t)
	}
	return Act{}, false
}

// Others are the other acts that are open to the host now, in the order of a
// list.
func Others(e *screen.Env) []Act {
	var out []Act
	t := Topic(e)
	if t != nil {
		out = append(out, pages(e, t)...)
		out = append(out, asking(e, t)...)
		out = append(out, recording(e, t)...)
	}
	out = append(out, topics(e, t)...)
	for i := range out {
		out[i].Words = Capital(out[i].Words)
	}
	return out
}

// Question is what the room is asked now.
type Question struct {
	// Words is the question, Mode who sees whose answer.
	Words string
	Mode  poll.Mode
	// In is how many answers are in, List how many people are on the list. Both
	// are for the host alone.
	In, List int
	// Late says how many people came after the list was frozen.
	Late int
}

// Asked is the question that is open now; ok is false when there is none.
func Asked(e *screen.Env) (q Question, ok bool) {
	t := Topic(e)
	if t == nil {
		return Question{}, false
	}
	if c := t.OpenCheck(); c != nil {
		return Question{Words: e.Say("spectrum.consent.ask"), Mode: c.Poll.Mode, In: e.Snap.Counts[c.Poll.ID],
			List: len(c.Poll.Roll), Late: late(e, c.Poll)}, true
	}
	if r := t.OpenRound(); r != nil {
		return Question{Words: e.Say("spectrum.question.should", "topic", Subject(e, t)), Mode: r.Mode,
			In: answered(e, r), List: len(r.Should.Roll), Late: late(e, r.Should)}, true
	}
	return Question{}, false
}

// answered is how many have answered all of a round's questions at most: the
// box knows how many answers there are, never whose.
func answered(e *screen.Env, r *domain.Round) int {
	return e.Snap.Counts[r.Behind(e.Snap.Counts).ID]
}

// late counts the people who came after the list was frozen.
func late(e *screen.Env, p *poll.Poll) int {
	n := 0
	for _, seat := range e.Snap.Roster.Voters() {
		if !p.May(seat.ID) {
			n++
		}
	}
	return n
}

// Topic is the topic of the place where the room is, nil without one.
func Topic(e *screen.Env) *domain.Topic { return e.Snap.Spectrum.Present(e.Snap.Agenda.At) }

// here opens the exercise's own screen for words or a list.
func here(arg string) screen.Do { return screen.Do{Open: Screen, Arg: arg} }
