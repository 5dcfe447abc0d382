package server

import (
	"convene/internal/desk"
	"convene/internal/fault"
	"convene/tui"
	"convene/tui/linear"
)

// answerFor lets whoever has the turn answer for somebody, on the same terminal
// and in the same face. No cover comes between: the screen is the helper's. The
// helper is here all the while, as the room counts; whom they answer for is not.
func (t *table) answerFor(next tui.Next) {
	at := t.places[t.turn]
	t.count(at)
	lang := t.lang
	if seat := t.room.Snapshot().Roster.Seat(next.To); seat != nil && seat.Lang != "" {
		lang = seat.Lang // what is read aloud is read in theirs
	}
	who := at.person.Sitter().For(next.To, next.Way)
	t.hand = &place{face: at.face, person: tui.Person{
		Guest: &desk.Guest{Addr: t.guest.Addr}, Seat: who.Seat, Entry: who.Entry, Helper: at.person.Seat, Lang: lang,
	}}
}

// afterHand brings the helper back to their own seat, unless they only went on in
// the other face. Where that seat has ended, it is as in a turn of their own.
func (t *table) afterHand(next tui.Next, err error) (cover bool, _ error) {
	if err == nil && next.Then == linear.OtherFace {
		t.hand.face = other(t.hand.face)
		return false, nil
	}
	at := t.places[t.turn]
	at.person.Back = &linear.Back{For: t.hand.person.Seat, Sent: next.Sent}
	at.face, t.hand = t.hand.face, nil
	if len(t.places) == 1 {
		at.visit.Leave()
		at.visit = nil
	}
	switch {
	case fault.Code(err) != "seat_ended":
		return false, err
	case at.person.Ended(t.room.Snapshot().Roster):
		return t.refused(err)
	}
	return false, nil // whose seat it was has left; the helper goes on
}

// other is the other face.
func other(face string) string {
	if face == faceLinear {
		return faceFull
	}
	return faceLinear
}
