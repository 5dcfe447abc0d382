package tui_test

import (
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/values"
	"convene/tui"
	"convene/tui/keys"
	"convene/tui/linear"
	"convene/tui/tuitest"
)

// paper is a hall whose room writes cards, with a scribe and somebody whom she
// wrote onto the list.
func paper(t *testing.T) (h *hall, host, june, william roster.SeatID) {
	t.Helper()
	h = open(t)
	var looks atomic.Int64 // time goes on with each look at the clock: no key comes just as the screen changed
	began := time.Now()
	h.deps.Now = func() time.Time { return began.Add(time.Duration(looks.Add(1)) * 110 * time.Millisecond) }
	host, june = h.sit("Dana Whitfield", "en", roster.Host), h.sit("June Whitehorse", "en", roster.Scribe)
	for _, name := range []string{"Rosa Delgado", "Max Ortega", "Eli Stone"} {
		h.sit(name, "en")
	}
	william = "seat-william"
	h.give(june, roster.WriteIn{Seat: william, About: roster.About{Name: safetext.Clean(safetext.Name, "William Hart")}, Lang: "en"})
	h.give(host, workshop.OpenMeeting{})
	for h.room.Snapshot().Agenda.At.Step != values.StepWrite {
		h.next(host)
	}
	h.give(host, values.OpenWriting{PerSeat: 1})
	return h, host, june, william
}

// hand begins June's turn for somebody.
func (h *hall) hand(june, seat roster.SeatID, way roster.Way) *person {
	who := room.Own(june).For(seat, way)
	return h.person(tui.Person{Seat: who.Seat, Entry: who.Entry, Helper: june}, 80, 24)
}

// digitOf is the digit of a line of a menu.
func digitOf(g tuitest.Grid, words string) rune {
	for _, row := range g.Rows() {
		if before, _, ok := strings.Cut(row, words); ok {
			return []rune(strings.TrimSpace(strings.TrimLeft(before, " ›")))[0]
		}
	}
	return '?'
}

func (p *person) over() tui.Next {
	next := <-p.ended
	p.ended <- tui.Next{} // for the cleanup
	return next
}

// From the scribe's menu to the words that are read aloud: y puts the yes on the
// record and the turn goes to whom they answer for.
func TestFromTheMenuToATurnForSomebody(t *testing.T) {
	h, _, june, _ := paper(t)
	p := h.person(tui.Person{Seat: june}, 80, 24)
	p.see("go on") // past the note
	p.press(keys.Press(keys.Enter))
	p.see("You can write 1 card")
	p.press(keys.Char('m'))
	p.see("Answer for someone")
	p.press(keys.Char(digitOf(p.screen.Grid(), "Answer for someone")))
	p.see("For whom do you answer?")
	p.press(keys.Char('2'))
	p.see("What should we call them?")
	p.write("Ana Reyes")
	p.see("Ana Reyes")
	p.press(keys.Press(keys.Enter))
	p.see("In which language do you read to Ana Reyes?")
	p.press(keys.Char('2'))
	p.see("How does the answer of Ana Reyes reach you?")
	p.press(keys.Char('3'))
	p.see("Yo voy a conocer su respuesta")
	p.press(keys.Press(keys.Enter))
	p.see("Enter does nothing here")
	p.press(keys.Char('y'))
	next := p.over()
	seat := h.room.Snapshot().Roster.Seat(next.To)
	if next.Then != linear.AnswerFor || next.Way != roster.Phone || seat == nil || seat.Name.String() != "Ana Reyes" || seat.ListedBy != june {
		t.Errorf("the turn ended with %+v, %+v", next, seat)
	}
	if !h.room.Snapshot().MayAnswerFor(next.To, june) {
		t.Error("the yes is not on the record")
	}
}

// In a turn for somebody the head says for whom on every page; what is to be sent
// is read back, Enter sends nothing, y does, and the turn is over.
func TestAnsweringForSomebody(t *testing.T) {
	h, _, june, william := paper(t)
	h.give(june, roster.HeardYes{Seat: william})
	w := h.room.Snapshot().Values.OpenWriting()
	p := h.hand(june, william, roster.Paper)
	p.see("Answering for WILLIAM HART")
	p.screen.Resize(50, 15)
	p.sizes <- tui.Size{W: 50, H: 15}
	p.see("60")
	p.see("Answering for WILLIAM HART")
	p.screen.Resize(80, 24)
	p.sizes <- tui.Size{W: 80, H: 24}
	p.see("You can write 1 card")
	p.press(keys.Char('m'))
	p.see("Back to my own seat, without sending")
	p.see("Answering for WILLIAM HART")
	p.press(keys.Press(keys.Esc))
	p.press(keys.Char('w'))
	p.write("Kinship")
	p.see("Kinship")
	p.press(keys.Press(keys.Enter), keys.Press(keys.Enter), keys.Press(keys.Enter), keys.Press(keys.Enter))
	p.see("Read back to William Hart:")
	p.see("You said: Kinship.")
	p.see("Answering for WILLIAM HART")
	p.press(keys.Press(keys.Enter))
	p.see("Enter does nothing here")
	if n := h.room.Snapshot().Counts[w.Cards.ID]; n != 0 {
		t.Fatal("Enter sent it")
	}
	p.press(keys.Char('y'))
	if next := p.over(); !next.Sent {
		t.Errorf("the turn ended with %+v", next)
	}
	h.give("", roster.NoteCodeChanged{}) // the counts are told after what was given before
	if n := h.room.Snapshot().Counts[w.Cards.ID]; n != 1 {
		t.Errorf("%d answers", n)
	}
	for _, who := range []room.Sitter{room.Own(william), room.Own(june), room.Own(june).For(william, roster.Paper)} {
		if _, ok, _ := h.room.Own(t.Context(), who, w.Cards.ID); ok {
			t.Errorf("%+v reads it", who)
		}
	}
	own := h.person(tui.Person{Seat: june, Back: &linear.Back{For: william, Sent: true}}, 80, 24)
	own.see("It is sent for William Hart. You are on your own seat again.")
	again := h.hand(june, william, roster.Paper)
	again.see("You can write 1 card")
	for _, g := range []string{own.screen.Grid().String(), again.screen.Grid().String()} {
		if strings.Contains(g, "Kinship") {
			t.Errorf("what was sent shows again:\n%s", g)
		}
	}
	again.press(keys.Press(keys.Esc))
	if next := again.over(); next.Sent {
		t.Error("nothing was sent in the second turn")
	}
}

// A helper whose own seat has ended sees nothing more of the room, in a turn for
// somebody neither.
func TestAHelperWhoseSeatEndedSeesNothingMore(t *testing.T) {
	h, host, june, william := paper(t)
	h.give(june, roster.HeardYes{Seat: william})
	who := room.Own(june).For(william, roster.Paper)
	s := h.attend(tui.Person{Seat: who.Seat, Entry: who.Entry, Helper: june})
	s.see("Answering for WILLIAM HART")
	h.give(host, roster.EndSeat{Seat: june})
	if err := s.end(); fault.Code(err) != "seat_ended" {
		t.Errorf("told %v", err)
	}
}

// If the room moves while an answer is read back, nothing is sent and the screen
// says so (promise 8); a yes that was taken back ends it as well.
func TestAnAnswerForSomebodyLandsOnItsOwnQuestion(t *testing.T) {
	h, host, june, william := paper(t)
	h.give(june, roster.HeardYes{Seat: william})
	w := h.room.Snapshot().Values.OpenWriting()
	p := h.hand(june, william, roster.Paper)
	p.see("You can write 1 card")
	write := func() {
		p.press(keys.Char('w'))
		p.write("Kinship")
		p.see("Kinship")
		p.press(keys.Press(keys.Enter), keys.Press(keys.Enter), keys.Press(keys.Enter), keys.Press(keys.Enter))
		p.see("You said: Kinship.")
	}
	write()
	h.give(june, roster.EndVoice{Seat: william, By: june})
	p.press(keys.Char('y'))
	p.see("has not agreed that you answer for them")
	h.give(june, roster.HeardYes{Seat: william})
	p.press(keys.Press(keys.Enter))
	p.see("You said: Kinship.")
	h.give(host, values.CallOff{ID: w.ID})
	a := h.room.Snapshot().Agenda
	to, _ := a.Next()
	h.give(host, workshop.MoveTo{From: a.At, To: to})
	p.see("The room has moved on. Nothing more is sent for William Hart")
	p.press(keys.Char('y'))
	h.give(host, workshop.MoveTo{From: h.room.Snapshot().Agenda.At, To: a.At})
	h.give(host, values.OpenWriting{PerSeat: 1})
	if n := h.room.Snapshot().Counts["values/w2/cards"]; n != 0 {
		t.Error("it landed on another question")
	}
}

// What is typed on behind the end of a turn for somebody else does nothing on
// one's own screen until that was seen for a breath (promise 8).
func TestKeysBehindATurnForAnotherAreNobodys(t *testing.T) {
	h := open(t)
	var now atomic.Int64
	now.Store(time.Date(2026, 3, 2, 18, 0, 0, 0, time.UTC).UnixMilli())
	h.deps.Now = func() time.Time { return time.UnixMilli(now.Load()) }
	host, june := h.sit("Dana Whitfield", "en", roster.Host), h.sit("June Whitehorse", "en", roster.Scribe)
	william := h.sit("William Hart", "en")
	h.give(host, workshop.OpenMeeting{})
	h.next(host)
	p := h.person(tui.Person{Seat: june, Back: &linear.Back{For: william, Sent: true}}, 80, 24)
	p.see("Shared notes")
	p.press(h.keyed(keys.Write))
	p.see("The screen just changed")
	now.Add(time.Second.Milliseconds())
	p.press(h.keyed(keys.Write))
	p.see("new line")
}

// Keys that came behind the Esc which ends a turn for somebody answer for nobody.
func TestKeysBehindEscAnswerForNobody(t *testing.T) {
	h, host, june, william := paper(t)
	h.give(june, roster.HeardYes{Seat: william})
	p := h.hand(june, william, roster.Paper)
	p.see("Answering for WILLIAM")
	p.press(keys.Press(keys.Esc), keys.Char('p'), keys.Press(keys.Enter), keys.Char('y'))
	if next := p.over(); next.Sent {
		t.Error("an answer was sent behind Esc")
	}
	poll := h.room.Snapshot().OpenPolls()[0].ID
	h.give(host, roster.SpeakLanguage{Lang: "es"}) // taken after whatever was sent before
	if n := h.room.Snapshot().Counts[poll]; n != 0 {
		t.Errorf("%d answers are in", n)
	}
}

// Whoever was answered for is told so on their own screen, and that it counts in the
// place of their own; nobody else is.
func TestWhoWasAnsweredForIsTold(t *testing.T) {
	h, _, june, _ := paper(t)
	rosa := roster.SeatID("seat-Rosa Delgado")
	h.give(rosa, roster.LetAnswer{By: june})
	w := h.room.Snapshot().Values.OpenWriting()
	put := func(who room.Sitter, word string) {
		t.Helper()
		card := values.Draft{Word: safetext.Clean(safetext.Title, word), Lang: "en"}
		if err := h.room.Do(t.Context(), room.ForSeat(who, values.WriteCards{Writing: w.ID, Cards: []values.Draft{card}})); err != nil {
			t.Fatal(err)
		}
	}
	p, other := h.person(tui.Person{Seat: rosa}, 80, 24), h.person(tui.Person{Seat: june}, 80, 24)
	for _, x := range []*person{p, other} {
		x.see("go on") // past the note
		x.press(keys.Press(keys.Enter))
		x.see("You can write 1 card")
	}
	hand := room.Own(june).For(rosa, roster.Beside)
	put(hand, "Kinship")
	p.see("June Whitehorse sent an answer for you. You can change it")
	put(room.Own(rosa), "Patience")
	p.see("Patience")
	put(hand, "Kinship")
	p.see("It counts in the place of your own")
	again := h.person(tui.Person{Seat: rosa}, 80, 24)
	again.see("June Whitehorse sent an answer for you.")
	for _, x := range []*person{p, again, other} {
		if x.screen.Grid().Says("Kinship") || x == other && x.screen.Grid().Says("an answer for you") {
			t.Errorf("it shows:\n%s", x.screen.Grid())
		}
	}
}

// What is read back and is longer than the screen can be turned, and says so.
func TestALongReadBackCanBeTurned(t *testing.T) {
	h, _, june, william := paper(t)
	h.give(june, roster.HeardYes{Seat: william})
	p := h.hand(june, william, roster.Paper)
	p.see("You can write 1 card")
	p.press(keys.Char('w'))
	p.write("Kinship")
	p.press(keys.Press(keys.Enter))
	p.write(strings.Repeat("we hold each other up and ", 10))
	p.press(keys.Press(keys.Enter), keys.Press(keys.Enter), keys.Press(keys.Enter))
	p.see("Read back to William Hart:")
	p.screen.Resize(60, 20)
	p.sizes <- tui.Size{W: 60, H: 20}
	p.see("more")
	p.press(h.keyed(keys.More))
	p.see("Shall I send it?")
}
