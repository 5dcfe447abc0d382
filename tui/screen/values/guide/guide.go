// Package guide is what a host does in the Sharing Values exercise: the next act
// with its words and its question, and the other acts that are open now. The
// host's screen offers them; the exercise's own screen takes them in where they
// need a list or words.
//
// Everything here is a pure function of what a screen may read. Nothing is sent
// by it: what it gives is the screen.Do that a screen hands on.
package guide

import (
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	domain "convene/internal/workshop/values"
	"convene/tui/screen"
)

// Screen is the exercise's own screen, as screen.Do.Open names it. Acts that
// need words or a list open it with one of the arguments below.
const Screen = "values"

// Arguments of the exercise's own screen.
const (
	ArgAside  = "aside"  // set seats aside, then open the question
	ArgKeep   = "keep"   // choose which gatherings the group goes on with
	ArgReopen = "reopen" // unlock a recorded exercise, with a reason
)

// Next is the exercise's own next act: what Enter does for the host now, in the
// host's language. ok is false when it has none: then the room may move on.
func Next(e *screen.Env) (words string, do screen.Do, ok bool) {
	s := e.Snap.Values
	switch e.Snap.Agenda.At.Step {
	case domain.StepWrite, domain.StepStories, domain.StepWall:
		return nextOfCards(e, s)
	case domain.StepSupport:
		return nextOfMarks(e, s)
	case domain.StepConsent:
		return nextOfConsent(e, s)
	case domain.StepDeeds, domain.StepCPM: // page by page, before the room moves on
		n, ok := NextPage(e)
		return e.Say("values.host.page"), turn(e, n), ok && n > 0
	}
	return "", screen.Do{}, false
}

// More are the other acts that are open to the host now, in the order of a list.
func More(e *screen.Env) []screen.Choice {
	s := e.Snap.Values
	var out []screen.Choice
	out = append(out, pages(e, s)...)
	out = append(out, asking(e, s)...)
	out = append(out, recording(e, s)...)
	return out
}

// Asked is what the room is asked now, in plain words who sees the answers, and
// the polls that gather them: their numbers stand in Snapshot.Counts, for the
// host alone. An empty question is none.
func Asked(e *screen.Env) (question, mode string, polls []string) {
	p := Poll(e.Snap.Values)
	if p == nil {
		return "", "", nil
	}
	mode = string(p.Mode)
	if m, ok := e.Lib.Mode(mode); ok {
		mode = e.Words.In(m.Name)
	}
	return questionOf(e, e.Snap.Values), mode, []string{p.ID}
}

// Poll is the poll that gathers answers now, nil when there is none. Its Roll is
// the question's list.
func Poll(s *domain.State) *poll.Poll {
	switch w, m, c := s.OpenWriting(), s.OpenMarking(), s.OpenCheck(); {
	case w != nil:
		return w.Cards
	case m != nil:
		return m.Poll
	case c != nil:
		return c.Poll
	}
	return nil
}

// Late counts the people who came after the open question's list was frozen, 0
// without a question.
func Late(e *screen.Env) int {
	p, n := Poll(e.Snap.Values), 0
	if p == nil {
		return 0
	}
	for _, seat := range e.Snap.Roster.Voters() {
		if !p.May(seat.ID) {
			n++
		}
	}
	return n
}

// CardPromise is the plain truth about who sees a card. It differs from that of
// an answer: whose a card is stays sealed until the exercise is recorded.
func CardPromise(e *screen.Env, mode poll.Mode) string {
	return e.Say("values.write.promise." + string(mode))
}

func questionOf(e *screen.Env, s *domain.State) string {
	switch {
	case s.OpenWriting() != nil:
		return e.Say("values.write.question")
	case s.OpenMarking() != nil:
		return e.Say("values.support.ask")
	}
	return e.Say("values.consent.ask")
}

// Opens reports whether the room's step opens a question, and what kind: the
// cards, the marks or the check.
func opens(e *screen.Env) bool {
	switch e.Snap.Agenda.At.Step {
	case domain.StepWrite, domain.StepSupport, domain.StepConsent:
		return true
	}
	return false
}

// Open is the command that opens the question of the room's step.
func Open(e *screen.Env, aside []roster.SeatID, warned bool) any {
	s := e.Snap.Values
	switch e.Snap.Agenda.At.Step {
	case domain.StepSupport:
		return domain.OpenMarks{SetAside: aside, Warned: warned, Again: s.LastMarking() != nil}
	case domain.StepConsent:
		return domain.OpenCheck{SetAside: aside, Warned: warned}
	}
	return domain.OpenWriting{SetAside: aside, Warned: warned, Again: len(s.Cards) > 0}
}
