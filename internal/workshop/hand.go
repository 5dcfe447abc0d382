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
// Taking back what is there is no answer.
func Answers(body any) bool {
	switch b := body.(type) {
	case spectrum.Cast, spectrum.WriteReason, spectrum.AddReason, values.Cast, values.WriteReason:
		return true
	case values.WriteCards:
		return b.Pass || len(b.Cards) > 0
	case values.Mark:
		return b.Pass || len(b.Clusters) > 0
	case terms.Answer:
		return b.Choice != ""
	case terms.Reason:
		return !b.Words.IsBlank()
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

// Together lists the questions that are asked together with the one that an
// answer is to, itself among them: who has answered all of them has answered.
// It is nil for words and cards, after which there may be more to say.
func (s *State) Together(body any) []string {
	switch b := body.(type) {
	case spectrum.Cast:
		for _, t := range s.Spectrum.Topics {
			if r := t.OpenRound(); r != nil && r.Today != nil && (b.Poll == r.Today.ID || b.Poll == r.Should.ID) {
				return []string{r.Today.ID, r.Should.ID}
			}
		}
		return []string{b.Poll}
	case spectrum.AddReason:
		return []string{b.Poll}
	case values.Mark:
		return []string{b.Marks}
	case values.Cast:
		return []string{b.Poll}
	case values.WriteCards:
		if w := s.Values.OpenWriting(); b.Pass || w != nil && len(b.Cards) >= w.PerSeat {
			return []string{b.Writing + "/cards"}
		}
	case terms.Answer:
		return []string{b.Poll}
	}
	return nil
}
