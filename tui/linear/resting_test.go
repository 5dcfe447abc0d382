package linear_test

import (
	"strings"
	"testing"
	"time"

	"convene/internal/room"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
)

// A pause that somebody asks for is told once, never through whom; an answer that
// was being typed lands nowhere, and afterwards what is asked is told again
// (domain §8.14, promise 8).
func TestAPauseLineByLine(t *testing.T) {
	h, rosa, topic := voting(t)
	max := h.enter(h.sit("Max Ortega", "es"), "es")
	max.hears("Número o palabra:")
	rosa.holds("2").hears("2")
	max.types("pausa").hears("Nadie ve quién la pidió.").types("sí").hears("Hicimos una pausa.").hears("quien guía dice cómo seguimos")
	rosa.enters().hears("We paused.").hears("the host says how we go on")
	if value, ok, _ := h.room.Own(t.Context(), room.Own("seat-Rosa Delgado"), topic+"/r1/today"); ok {
		t.Errorf("an answer landed in the pause: %q", value)
	}
	if n := strings.Count(rosa.out.all(), "We paused."); n != 1 {
		t.Errorf("the pause was told %d times", n)
	}
	h.do(h.host, agenda.PauseRoom{})
	rosa.hears("We go on.").hears("How much say is there today")
	max.hears("Seguimos.").pide()
	max.types("pausa").hears("¿Pedir una pausa?").types("sí").hears("alguien pide otra")
}

// Who steps away is told nothing of the room until they are back, and then where
// it is; a vote that opened meanwhile does not count on them.
func TestSteppingAwayLineByLine(t *testing.T) {
	h, rosa, topic := voting(t)
	rosa.types("step away").hears("You have stepped away.").hears("when you are back").asked()
	before := len(rosa.out.all())
	h.do(h.host, spectrum.CallOff{ID: topic + "/r1"})
	h.do(h.host, spectrum.OpenVote{Topic: topic, Vote: spectrum.First})
	rosa.types("1").hears("Type \"back\" when you are back.").asked()
	if told := rosa.out.all()[before:]; strings.Contains(told, "vote") || strings.Contains(told, "say") {
		t.Errorf("told while away: %q", told)
	}
	rosa.types("back").hears("your first answer is in the next one")
	if h.room.Away("seat-Rosa Delgado") {
		t.Error("still away")
	}
}

// A private word, from one line-by-line terminal to another.
func TestAPrivateWordLineByLine(t *testing.T) {
	h := open(t, "a")
	lee := h.sit("Lee Park", "en")
	h.do("", roster.Grant{Seat: lee, Role: roster.CoHost})
	rosa, other, dana := h.enter(h.sit("Rosa Delgado", "en"), "en"), h.enter(lee, "en"), h.enter(h.host, "en")
	rosa.hears("Number or word:")
	h.arrived(lee)
	other.hears("Number or word:")
	dana.hears("Number or word:")
	rosa.types("private").hears("2. Lee Park, co-host").asked().types("2").hears("For Lee Park alone").hears("Your words:")
	rosa.types("This is close to my own case.").hears("It is with Lee Park now")
	other.hears("Someone would like a private word").types("host").hears("1. Someone would like a private word").asked()
	if strings.Contains(other.out.all(), "own case") || strings.Contains(dana.out.all(), "private word") {
		t.Error("told before it was opened, or to another")
	}
	other.types("1").hears("Use headphones, or type ready.").types("ready").hears("A private word from Rosa Delgado").hears("This is close to my own case.").hears("Only you see this").types("y").asked()
	if left, err := h.room.PrivateWords(t.Context(), room.Own(lee)); err != nil || len(left) != 0 {
		t.Errorf("left after it was put away: %v, %v", left, err)
	}
}

// arrived waits until the room counts a seat as here.
func (h *hall) arrived(seat roster.SeatID) {
	h.t.Helper()
	v := h.room.Visit("")
	defer v.Leave()
	late := time.After(20 * time.Second)
	for !h.room.Snapshot().Presence.Here[seat] {
		select {
		case <-v.Wake():
		case <-late:
			h.t.Fatalf("%s never arrived", seat)
		}
	}
}
