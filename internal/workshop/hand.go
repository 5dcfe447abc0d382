package workshop

import (
	"convene/internal/fault"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
)

// forAnother judges what a hand does on another's seat: it answers where its
// person agreed, and does nothing else that their seat may (domain R-04). A
// signature and a government's position are nobody's to give but their own.
func (s *State) forAnother(c Command) error {
	if !roster.IsHand(c.Entry) {
		return nil
	}
	if c.Seat == "" || !Answers(c.Body) {
		return fault.New("not_for_another")
	}
	return s.Roster.AnswersFor(c.Seat, roster.HandOf(c.Entry).By, s.meeting())
}

// Answers reports whether a command is an answer that somebody else may put for a
// person who agrees: to a question that is asked of all, sealed until its close.
func Answers(body any) bool {
	switch body.(type) {
	case spectrum.Cast, spectrum.WriteReason, spectrum.AddReason,
		values.WriteCards, values.Mark, values.Cast, values.WriteReason,
		terms.Answer, terms.Reason:
		return true
	}
	return false
}

// meeting is the number of the present meeting; what is said aloud before the
// first one holds in it.
func (s *State) meeting() int { return max(s.Agenda.Meeting.Number, 1) }

// MayAnswerFor reports whether by may put answers for the seat now.
func (s *State) MayAnswerFor(seat, by roster.SeatID) bool {
	return s.Roster.CanWrite(seat) && s.Roster.AnswersFor(seat, by, s.meeting()) == nil
}
