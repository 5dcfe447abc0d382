package linear_test

import (
	"slices"
	"strings"
	"testing"

	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
)

// talk takes the room to the first conversation of the agenda, and gives its id.
func (h *hall) talk() string {
	h.t.Helper()
	a := h.room.Snapshot().Agenda
	item := a.Items[slices.IndexFunc(a.Items, func(i agenda.Item) bool { return i.Activity == agenda.Talk })]
	h.do(h.host, workshop.MoveTo{From: a.At, To: act.Place{Item: item.ID}})
	return item.ID
}

// meeting is a hall whose meeting has begun, with three others and Luz, who is at the
// terminal and reads Spanish.
func meeting(t *testing.T) (h *hall, luz *person) {
	t.Helper()
	h = open(t, "c")
	for _, name := range []string{"Max Orozco", "June Falk", "Ana Ruiz"} {
		h.sit(name, "en")
	}
	luz = h.enter(h.sit("Luz Ibarra", "es"), "es")
	luz.pide()
	h.do(h.host, workshop.OpenMeeting{})
	return h, luz
}

// voted takes a topic, the first there is or a new one, through both votes.
func (h *hall) voted() (topic string) {
	h.t.Helper()
	if len(h.room.Snapshot().Spectrum.Topics) == 0 {
		h.topic("Where visits happen")
	}
	topic = h.room.Snapshot().Spectrum.Topics[0].ID
	for _, v := range []struct {
		step, round string
		vote        spectrum.Vote
	}{
		{spectrum.StepVote1, topic + "/r1", spectrum.First}, {spectrum.StepVote2, topic + "/r2", spectrum.Second},
	} {
		h.moveTo("spectrum", v.step)
		h.do(h.host, spectrum.OpenVote{Topic: topic, Vote: v.vote})
		h.do(seatOf("June Falk"), spectrum.Cast{Poll: v.round + "/should", Choice: "involve"})
		h.do(h.host, spectrum.LastCall{ID: v.round})
		h.do(h.host, spectrum.CloseVote{Round: v.round, Vote: v.vote})
	}
	return topic
}

// What holds for everything that is written is told once, before the meeting
// (domain §4.1): no names of a child, and who may have to report.
func TestSafetyIsToldBeforeTheMeeting(t *testing.T) {
	h := open(t, "c")
	luz := h.enter(h.sit("Luz Ibarra", "es"), "es")
	luz.hears("Usted está en la sala.").hears("Antes de empezar:")
	for _, l := range h.lib.Safety() {
		luz.hears(l.Text.In("es"))
	}
	luz.pide().types("volver").hears("Usted está en la sala.").pide()
	once(t, luz.out.all(), "pueden tener que avisar, por ley")
}

// Who will see the words is told before any are written, wherever there is a
// place for them (safety §5).
func TestWhoSeesItIsToldFirst(t *testing.T) {
	const live = "Con nombre: todas las personas ven sus palabras mientras las escribe."
	h, luz := meeting(t)
	h.talk()
	luz.hears("Notas compartidas. " + live).pide()
	luz.types("guardar pregunta").hears("¿Cuál es la pregunta? Todas las personas lo ven, con su nombre.").hears("Sus palabras:").types("/volver").pide()
	h.topic("Where visits happen")
	h.moveTo("spectrum", spectrum.StepFrame)
	luz.hears("Todas las personas ven lo que se escribe aquí.").pide()
	h.voted()
	h.moveTo("spectrum", spectrum.StepPromise)
	luz.hears(live).pide()
	h.moveTo("values", values.StepWrite)
	h.do(h.host, values.OpenWriting{})
	w := h.room.Snapshot().Values.Writings[0].ID
	h.do(seatOf("June Falk"), values.WriteCards{Writing: w, Cards: []values.Draft{{Word: words("Trust"), Lang: "en"}}})
	h.do(h.host, values.LastCall{ID: w})
	h.do(h.host, values.ShowWall{Writing: w})
	h.do(seatOf("June Falk"), values.MoveCard{Card: h.room.Snapshot().Values.Cards[0].ID, New: true})
	h.moveTo("values", values.StepDeeds)
	luz.goesOn().hears("Con nombre: todas las personas ven su línea cuando la envía").pide()
}

// Cards stay sealed with who gave them until the exercise is recorded, and that
// is what is promised: not that they are parted at the close, as answers are.
func TestCardsArePromisedWhatHolds(t *testing.T) {
	h := open(t, "c")
	luz := h.enter(h.sit("Luz Ibarra", "es"), "es")
	luz.pide()
	h.quietWriting()
	luz.goesOn().hears("queda sellado cuáles son suyas hasta que se registre el ejercicio").hears("Escriba hasta 3 tarjetas.").pide()
	if strings.Contains(luz.out.all(), "hasta el cierre y entonces se separan") {
		t.Error("the promise of an answer was made of cards")
	}
}

// Whoever is in the middle of a card when the wall opens is asked nothing more for
// it; their words are kept, and not sent.
func TestTheWallOpensInTheMiddleOfACard(t *testing.T) {
	h := open(t, "c")
	rosa := h.enter(h.sit("Rosa Delgado", "en"), "en")
	rosa.asked()
	w := h.quietWriting()
	rosa.goesOn().hears("Write up to 3 cards").asked().types("write")
	rosa.says("Patience").hears("What does it look like")
	h.do(h.host, values.LastCall{ID: w})
	h.do(h.host, values.ShowWall{Writing: w})
	rosa.says("We wait.").hears("this card was not sent").asked()
	if strings.Contains(rosa.out.all(), "Show your name") {
		t.Error("a dead question was asked")
	}
	rosa.types("kept").hears("We wait.").hears("Patience")
	if n := len(h.room.Snapshot().Values.Cards); n != 0 {
		t.Errorf("%d cards were sent", n)
	}
}

// What becomes of an item is not told either before its note was heard out, not even
// what was on the cards; whoever goes on hears where the room is by then.
func TestWhatBecomesOfAnItemWaitsBehindItsNote(t *testing.T) {
	h := open(t, "c")
	rosa, luz := h.enter(h.sit("Rosa Delgado", "en"), "en"), h.enter(h.sit("Luz Ibarra", "es"), "es")
	w := h.quietWriting()
	rosa.hears("This note comes first.").asked()
	h.do(h.host, agenda.PauseRoom{Paused: true})
	rosa.hears("We paused.").asked()
	h.do(h.host, agenda.PauseRoom{})
	rosa.hears("We go on.").hears("This note comes first.").asked()
	once(t, rosa.out.all(), "We paused.")
	luz.goesOn().hears("Escriba hasta 3 tarjetas.").pide()
	h.do(seatOf("June Falk"), values.WriteCards{Writing: w, Cards: []values.Draft{{Word: words("Trust"), Lang: "en"}}})
	h.do(h.host, values.LastCall{ID: w})
	h.do(h.host, values.ShowWall{Writing: w})
	luz.hears("En inglés: Trust").pide()
	h.moveTo("values", values.StepWall)
	rosa.types("vote 1").hears("This note comes first.").asked().types("where").hears("This note comes first.").asked()
	if strings.Contains(rosa.out.all(), "Trust") || strings.Contains(rosa.out.all(), "Nothing is asked") {
		t.Error("what is behind the note was told before")
	}
	rosa.types("go on").hears("1 card").asked().types("1").hears("Trust").asked()
}

// Whoever writes in the notes while the room goes on is asked before their next line
// goes there too: it may be meant for a card that nobody is to see (promise 8).
func TestTheRoomGoesOnWhileParagraphsAreWritten(t *testing.T) {
	h := open(t, "c")
	rosa := h.enter(h.sit("Rosa Delgado", "en"), "en")
	h.do(h.host, workshop.OpenMeeting{})
	talk := h.talk()
	rosa.hears("Shared notes.").asked().types("write").says("We came by bus.").hears("1 paragraph").says("It took an hour.").hears("2 paragraphs")
	h.moveTo("values", values.StepWrite)
	rosa.hears("step 2 of 9").says("And back.").hears("The room has gone on").hears("no:").types("y").hears("3 paragraphs")
	rosa.says("We listen.").hears("4 paragraphs")
	h.moveTo("values", values.StepStories)
	rosa.hears("The room is at").says("My brother.").hears("The room has gone on").hears("no:").types("n").hears("Your words are kept, not sent.").hears("Before we begin").asked()
	if said := h.room.Snapshot().Texts.Get("notes/" + talk); len(said.Paras()) != 4 {
		t.Errorf("the notes hold %d paragraphs", len(said.Paras()))
	}
	rosa.types("kept").hears("My brother.")
}

// quietWriting seats four more and has cards written; it gives the writing's id.
func (h *hall) quietWriting() string {
	h.t.Helper()
	for _, name := range []string{"Max Orozco", "June Falk", "Ana Ruiz", "Lee Park"} {
		h.sit(name, "en")
	}
	h.do(h.host, workshop.OpenMeeting{})
	h.moveTo("values", values.StepWrite)
	h.do(h.host, values.OpenWriting{})
	return h.room.Snapshot().Values.OpenWriting().ID
}

// What others write in the notes is told once, by whom, until it is read: a
// screen shows it all the while. What somebody changes beside the promise is told
// with its words.
func TestWhatOthersWriteIsTold(t *testing.T) {
	h, luz := meeting(t)
	talk := h.talk()
	luz.hears("Notas compartidas.").pide()
	says := func(id, line string) {
		d := h.room.Snapshot().Texts.Get(id)
		if d == nil {
			d = text.New()
		}
		h.do(seatOf("June Falk"), workshop.EditText{Text: id, Edit: edit(d, d.End(), line)})
	}
	says("notes/"+talk, "We came by bus.")
	luz.hears(`June Falk escribe en: Notas compartidas. "leer" lo lee.`)
	says("notes/"+talk, " It took an hour.")
	luz.types("leer").hears("It took an hour.").pide()
	says("notes/"+talk, " And back.")
	luz.hears("June Falk escribe en: Notas compartidas.").hears("lo lee.")
	once(t, luz.out.all()[:strings.Index(luz.out.all(), "It took an hour.")], "June Falk escribe en")
	topic := h.voted()
	h.moveTo("spectrum", spectrum.StepPromise)
	luz.hears("paso 7 de 8").pide()
	h.do(seatOf("June Falk"), spectrum.SetPromise{Topic: topic, Conditions: spectrum.Entry{Text: words("If there is money"), Lang: "en"}})
	luz.hears("June Falk completó: Con qué condiciones: En inglés: If there is money")
	says(h.room.Snapshot().Spectrum.Topics[0].PromiseText(), "We plan visits together.")
	luz.hears("June Falk escribe en: ").hears("lo lee.")
}

// An answer that nobody else is to know is told again only to who is ready to
// hear it, and one that is open at once.
func TestOnesOwnSecretAnswerIsToldWhenReady(t *testing.T) {
	_, rosa, _ := voting(t)
	rosa.types("2").hears("How much say should there be").asked().types("3").hears("Your answers are in.").asked()
	rosa.types("answer").hears("Your screen reader may speak this.").hears("when you are ready:")
	if strings.Contains(rosa.out.all(), "Your answer: ") {
		t.Error("it was told before she was ready")
	}
	rosa.types("ready").hears("Your answer: ").asked()
}

// Who wishes to adopt what is not ready hears that it can't be yet, before what is
// missing.
func TestAdoptSaysWhatIsMissing(t *testing.T) {
	h := open(t, "c")
	dana := h.enter(h.host, "en")
	dana.asked()
	h.do(h.host, workshop.OpenMeeting{})
	h.moveTo("terms", terms.Steps()[0])
	dana.hears("step 1 of 8").asked().types("adopt").hears("What is missing before this can be adopted:").hears("1. Section ").asked()
}
