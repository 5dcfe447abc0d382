package workshop

// PrivateNote stands in the field name of a draft that is a private note. Nobody
// ever sends one, so only the end of the meeting erases it, and none is kept
// behind that end (design §1, promise 1).
const PrivateNote = "private-note"

// Over reports whether the meeting, or the workshop, has ended.
func (s *State) Over() bool {
	return s.Status == Ended || s.Status == Closed || !s.Agenda.Meeting.EndedAt.IsZero()
}

// EndedSince reports whether a meeting, or the workshop, has ended between an
// earlier state and this one. What was typed under the earlier one and not sent
// is gone then.
func (s *State) EndedSince(before *State) bool {
	if s.Over() {
		return !before.Over()
	}
	return before.Agenda.Running() && before.Agenda.Meeting.Number != s.Agenda.Meeting.Number
}
