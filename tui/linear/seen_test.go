package linear_test

import (
	"slices"
	"strings"
	"testing"

	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/values"
)

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
	h := open(t, "c")
	for _, name := range []string{"Max Orozco", "June Falk", "Ana Ruiz"} {
		h.sit(name, "en")
	}
	luz := h.enter(h.sit("Luz Ibarra", "es"), "es")
	luz.pide()
	h.do(h.host, workshop.OpenMeeting{})
	a := h.room.Snapshot().Agenda
	talk := a.Items[slices.IndexFunc(a.Items, func(i agenda.Item) bool { return i.Activity == agenda.Talk })]
	h.do(h.host, workshop.MoveTo{From: a.At, To: act.Place{Item: talk.ID}})
	luz.hears("Notas compartidas. " + live).pide()
	luz.types("guardar pregunta").hears("¿Cuál es la pregunta? Todas las personas lo ven, con su nombre.").hears("Sus palabras:").types("/volver").pide()
	h.topic("Where visits happen")
	h.moveTo("spectrum", spectrum.StepFrame)
	luz.hears("Todas las personas ven lo que se escribe aquí.").pide()
	topic := h.room.Snapshot().Spectrum.Topics[0].ID
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
	luz.hears("Con nombre: todas las personas ven su línea cuando la envía").pide()
}

// Cards stay sealed with who gave them until the exercise is recorded, and that
// is what is promised: not that they are parted at the close, as answers are.
func TestCardsArePromisedWhatHolds(t *testing.T) {
	h := open(t, "c")
	luz := h.enter(h.sit("Luz Ibarra", "es"), "es")
	luz.pide()
	h.quietWriting()
	luz.hears("queda sellado cuáles son suyas hasta que se registre el ejercicio").hears("Escriba hasta 3 tarjetas.").pide()
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
	rosa.hears("Write up to 3 cards").asked().types("write")
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
