package linear_test

import (
	"strings"
	"testing"

	"convene/internal/desk"
	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
	"convene/tui/linear"
)

func lines(width int) *linear.Console {
	return &linear.Console{Echo: true, Width: func() int { return width }}
}

// june is a scribe in a hall whose meeting runs.
func june(t *testing.T) (h *hall, seat roster.SeatID) {
	t.Helper()
	h = open(t, "c")
	for _, name := range []string{"Max Orozco", "Ana Ruiz", "Lee Park", "Rosa Delgado"} {
		h.sit(name, "en")
	}
	seat = h.sit("June Whitehorse", "en")
	h.do("", roster.Grant{Seat: seat, Role: roster.Scribe})
	h.do(h.host, workshop.OpenMeeting{})
	return h, seat
}

// hand begins a turn that June takes for somebody.
func (h *hall) hand(june, seat roster.SeatID, way roster.Way, lang string) *person {
	who := room.Own(june).For(seat, way)
	return h.turn(linear.Person{Guest: &desk.Guest{}, Seat: who.Seat, Entry: who.Entry, Helper: june, Lang: lang}, lines(400))
}

// A scribe writes somebody onto the list, reads the words aloud in their language
// and in the others, and y puts their yes on the record.
func TestAScribeAsksBeforeAnswering(t *testing.T) {
	h, seat := june(t)
	max := h.enter(seatOf("Max Orozco"), "en").asked()
	p := h.enter(seat, "en").asked()
	p.types("for").hears("says yes there first").hears("1. Somebody without a screen").asked().types("1")
	p.says("William Hart").hears("read to William Hart").asked().types("2")
	p.hears("How does the answer of William Hart reach you?").asked().types("2")
	p.hears("In Spanish: Yo voy a conocer su respuesta. ¿Está de acuerdo?").hears("\nI will know your answer. Is that all right?").hears("Answer yes only if they said yes.").hears("y for yes").types("n")
	p.hears("Nothing").asked()
	william := seatOf("William Hart")
	if s := h.room.Snapshot(); s.MayAnswerFor(william, seat) || !s.Roster.Seat(william).Wayless() || s.Roster.Seat(william).Lang != "es" {
		t.Errorf("after a no: %+v", s.Roster.Seat(william))
	}
	max.hears("June Whitehorse wrote William Hart onto the list")
	p.types("for William").hears("reach you?").asked().types("2").hears("y for yes").types("y")
	next := <-p.done
	if next.Then != linear.AnswerFor || next.To != william || next.Way != roster.Paper || !h.room.Snapshot().MayAnswerFor(william, seat) {
		t.Errorf("the turn ended with %+v", next)
	}
	clean(t, p.out.all())
}

// In a turn for somebody each question says for whom; an answer is read back and
// only y sends it; when both questions are answered the turn is over. Nothing else
// can be done on their seat, and nothing that was sent is on any later line.
func TestAnsweringForSomebodyLineByLine(t *testing.T) {
	h, seat := june(t)
	rosa := seatOf("Rosa Delgado")
	h.do(rosa, roster.LetAnswer{By: seat})
	topic := h.topic("Where visits happen")
	h.moveTo("spectrum", spectrum.StepVote1)
	p := h.hand(seat, rosa, roster.Beside, "en").hears("Nothing is asked of Rosa Delgado just now.").asked()
	h.do(h.host, spectrum.OpenVote{Topic: topic, Vote: spectrum.First})
	p.hears("Answering for ROSA DELGADO.").hears("How much say is there today").hears("Answering for ROSA DELGADO. Number or word:")
	p.types("3").hears("Read back to Rosa Delgado:").hears("You said: Involve.").hears("Shall I send it?").hears("y for yes").types("")
	p.asked()
	if n := h.room.Snapshot().Counts[topic+"/r1/today"]; n != 0 {
		t.Fatal("sent without y")
	}
	for _, word := range []string{"speak", "name Rosa", "sign in", "return words", "host"} {
		p.types(word).hears("nothing else in their place").asked()
	}
	p.types("3").hears("You said: Involve.").hears("y for yes").types("y").hears("should there be").asked()
	p.types("4").hears("You said: Collaborate.").hears("y for yes").types("y")
	if next := <-p.done; !next.Sent || next.Then != linear.Left {
		t.Errorf("the turn ended with %+v", next)
	}
	h.do("", roster.NoteCodeChanged{}) // the counts are told after what was given before
	for _, poll := range []string{topic + "/r1/today", topic + "/r1/should"} {
		if n := h.room.Snapshot().Counts[poll]; n != 1 {
			t.Errorf("%s has %d answers", poll, n)
		}
		for _, who := range []room.Sitter{room.Own(rosa), room.Own(seat), room.Own(seat).For(rosa, roster.Beside)} {
			if _, ok, _ := h.room.Own(t.Context(), who, poll); ok {
				t.Errorf("%+v reads what was sent", who)
			}
		}
	}
	back := h.turn(linear.Person{Guest: &desk.Guest{}, Seat: seat, Lang: "en", Back: &linear.Back{For: rosa, Sent: true}}, lines(400))
	back.hears("It is sent for Rosa Delgado. You are on your own seat again.").asked()
	again := h.hand(seat, rosa, roster.Beside, "es")
	again.hears("Contesta por ROSA DELGADO.").hears("Número o palabra:").types("mi respuesta").hears("Número o palabra:").types("volver")
	if next := <-again.done; next.Sent {
		t.Error("nothing was sent in the second turn")
	}
	for _, out := range []string{back.out.all(), again.out.all()} {
		clean(t, out)
		if strings.Contains(out, "Your answer: ") || strings.Contains(out, "Su respuesta: ") || strings.Contains(out, "Usted dijo") {
			t.Errorf("what was sent shows again:\n%s", out)
		}
	}
}

// If the room moves while an answer is read back, it lands nowhere (promise 8), and
// so it does when the person takes their yes back.
func TestAnAnswerForSomebodyLandsOnItsOwnQuestion(t *testing.T) {
	h, seat := june(t)
	rosa := seatOf("Rosa Delgado")
	h.do(rosa, roster.LetAnswer{By: seat})
	topic := h.topic("Where visits happen")
	h.moveTo("spectrum", spectrum.StepVote1)
	h.do(h.host, spectrum.OpenVote{Topic: topic, Vote: spectrum.First})
	p := h.hand(seat, rosa, roster.Phone, "en")
	p.hears("How much say is there today").asked().types("3").hears("y for yes")
	h.do(h.host, spectrum.CallOff{ID: topic + "/r1"})
	h.do(h.host, spectrum.OpenVote{Topic: topic, Vote: spectrum.First})
	p.types("y").hears("ROSA DELGADO. Number or word:")
	if n := h.room.Snapshot().Counts[topic+"/r2/today"]; n != 0 {
		t.Error("the answer landed on another question")
	}
	h.do(rosa, roster.EndVoice{Seat: rosa, By: seat})
	p.types("4").hears("y for yes").types("y").hears("has not agreed that you answer for them").asked()
	if n := h.room.Snapshot().Counts[topic+"/r2/today"]; n != 0 {
		t.Error("it was sent without a yes")
	}
	p.types("back")
	if next := <-p.done; next.Sent {
		t.Error("something is said to be sent")
	}
}

// A helper whose own seat has ended hears nothing more of the room, nor do they
// while they only wait for a line.
func TestAHelperWhoseSeatEndedReadsNoMore(t *testing.T) {
	h, seat := june(t)
	rosa := seatOf("Rosa Delgado")
	h.do(rosa, roster.LetAnswer{By: seat})
	p := h.hand(seat, rosa, roster.Beside, "en").asked()
	h.do(h.host, roster.EndSeat{Seat: seat})
	if <-p.done; fault.Code(p.told) != "seat_ended" {
		t.Errorf("told %v", p.told)
	}
	clean(t, p.out.all())
}

// Cards from paper are typed one after the other; each is read back with those
// before it, and all of them count.
func TestCardsFromPaper(t *testing.T) {
	h, seat := june(t)
	william := seatOf("William Hart")
	h.do(seat, roster.WriteIn{Seat: william, About: roster.About{Name: words("William Hart")}, Lang: "en"})
	h.do(seat, roster.HeardYes{Seat: william})
	h.moveTo("values", values.StepWrite)
	h.do(h.host, values.OpenWriting{PerSeat: 2})
	w := h.room.Snapshot().Values.OpenWriting()
	h.enter(h.host, "en").asked().types("host").hears("1 of them has no screen; that answer can be put in until you close.")
	p := h.hand(seat, william, roster.Paper, "en").hears("Write up to 2 cards").asked()
	p.types("write Kinship").hears("Your words:").types("").hears("Show your name").asked().types("no")
	p.hears("You said: Kinship.").hears("This card takes the place of all").hears("y for yes").types("y").asked()
	p.types("write Patience").hears("Your words:").types("").hears("Show your name").asked().types("no")
	p.hears("You said: Kinship.").hears("You said: Patience.").hears("These 2 cards").hears("y for yes").types("y")
	if next := <-p.done; !next.Sent {
		t.Error("nothing was sent")
	}
	h.do(h.host, values.LastCall{ID: w.ID})
	h.do(h.host, values.ShowWall{Writing: w.ID})
	s := h.room.Snapshot().Values
	if len(s.Cards) != 2 || s.Writings[0].Ways != nil {
		t.Errorf("%d cards, by %+v", len(s.Cards), s.Writings[0].Ways)
	}
}

// Whoever has a screen of their own says yes there, and takes it back.
func TestLettingSomebodyAnswer(t *testing.T) {
	h, seat := june(t)
	rosa := h.enter(seatOf("Rosa Delgado"), "es").hears("Número o palabra:")
	may := func() bool { return h.room.Snapshot().MayAnswerFor(seatOf("Rosa Delgado"), seat) }
	rosa.types("permitir").hears("Permitir que June Whitehorse conteste por mí").hears("Número o palabra:").types("2").hears("va a conocer las respuestas").types("sí")
	rosa.hears("puede contestar por usted").hears("Número o palabra:")
	if !may() {
		t.Error("her yes was not taken")
	}
	rosa.types("permitir").hears("June Whitehorse puede contestar por mí: retirarlo").hears("Número o palabra:").types("2").hears("ya no contesta por usted").hears("Número o palabra:")
	if may() {
		t.Error("she could not take it back")
	}
	rosa.types("quién").hears("Número o palabra:")
}

// A line that was on its way when a turn for somebody ended is not taken for
// one's own question (promise 8).
func TestALineBehindATurnForAnotherIsNotTaken(t *testing.T) {
	h, seat := june(t)
	topic := h.topic("Where visits happen")
	h.moveTo("spectrum", spectrum.StepVote1)
	h.do(h.host, spectrum.OpenVote{Topic: topic, Vote: spectrum.First})
	p := h.turn(linear.Person{Guest: &desk.Guest{}, Seat: seat, Lang: "en", Back: &linear.Back{For: seatOf("Rosa Delgado"), Sent: true}}, &linear.Console{Echo: true})
	p.hears("How much say is there today").asked().blurts("3").hears("The question changed just before your line").asked()
	if n := h.room.Snapshot().Counts[topic+"/r1/today"]; n != 0 {
		t.Error("a line meant for another answered for the helper")
	}
	p.types("3").hears("Your answer is in.")
}

// Whoever was answered for hears so, once for questions that are asked together, and
// that it counts in the place of an answer of their own; nobody else hears it.
func TestWhoWasAnsweredForHearsSo(t *testing.T) {
	h, seat := june(t)
	rosa := seatOf("Rosa Delgado")
	topic := h.topic("Where visits happen")
	h.moveTo("spectrum", spectrum.StepVote1)
	h.do(h.host, spectrum.OpenVote{Topic: topic, Vote: spectrum.First})
	luis := h.enter(rosa, "es").hears("Número o palabra:")
	ana, helper := h.enter(seatOf("Ana Ruiz"), "en").asked(), h.enter(seat, "en").asked()
	h.do(rosa, roster.LetAnswer{By: seat})
	today, should := topic+"/r1/today", topic+"/r1/should"
	put := func(who room.Sitter, poll, choice string) {
		t.Helper()
		if err := h.room.Do(t.Context(), room.ForSeat(who, spectrum.Cast{Poll: poll, Choice: choice})); err != nil {
			t.Fatal(err)
		}
	}
	hand := room.Own(seat).For(rosa, roster.Beside)
	sent, replaced := "June Whitehorse envió una respuesta por usted. Puede cambiarla", "June Whitehorse envió una respuesta por usted. Cuenta en lugar de la suya"
	put(hand, today, "inform")
	luis.hears(sent)
	put(hand, should, "involve")
	luis.types("2").hears("Su respuesta está guardada.").pide()
	put(hand, today, "involve")
	luis.hears(replaced)
	again := h.enter(rosa, "es").hears(sent).pide() // over another connection
	for _, p := range []*person{ana, helper} {
		p.types("where").hears("The room is at").asked()
		if all := p.out.all(); strings.Contains(all, "sent an answer") {
			t.Errorf("somebody else heard it:\n%s", all)
		}
	}
	once(t, luis.out.all(), sent, replaced)
	once(t, again.out.all(), sent)
	for _, p := range []*person{luis, again} {
		if strings.Contains(p.out.all(), "Su respuesta: Involucrar") {
			t.Error("what was sent shows again")
		}
		clean(t, p.out.all())
	}
}

// What is read back of a check names the text and its question: somebody who hears
// it alone knows to what they say yes.
func TestAChecksReadBackNamesItsQuestion(t *testing.T) {
	h, seat := june(t)
	rosa := seatOf("Rosa Delgado")
	h.do(rosa, roster.LetAnswer{By: seat})
	h.moveTo("terms", terms.StepCheck)
	sec := h.room.Snapshot().Terms.Sections[2]
	doc := text.New()
	h.do(h.host, workshop.EditText{Text: terms.TextID(sec.ID, "en"), Edit: edit(doc, doc.End(), "We keep our word.")})
	h.do(h.host, terms.MakeReady{Section: sec.ID})
	h.do(h.host, terms.OpenCheck{Section: sec.ID})
	p := h.hand(seat, rosa, roster.Beside, "en").hears("Answering for ROSA DELGADO.").hears("Number or word:")
	p.types("3").hears("Read back to Rosa Delgado:").hears("Section 3: Vision, purpose and objectives.").hears("Can you live and work with this text as it stands?").
		hears("You said: I can live with it.").hears("Shall I send it?").hears("y for yes").types("n")
	clean(t, p.out.all())
}
