package linear_test

import (
	"strings"
	"testing"
)

// "back" at the question whether a command word is the text sends nothing: the
// text question stands again. A word with its number is asked about like one
// alone.
func TestBackFromTextOrCommand(t *testing.T) {
	h, rosa, _ := voting(t)
	ana := h.enter(h.sit("Ana Ferrer", "es"), "es")
	ana.hears("Número o palabra:")
	rosa.types("park").says("leave").hears("Is \"leave\" your text").asked().types("back").hears("What is the question?")
	rosa.says("replace 1").hears("Is \"replace 1\" your text").asked().types("volver").hears("What is the question?")
	rosa.says("read 4").hears("Is \"read 4\" your text").asked().types("2").hears("Every line here is your text")
	rosa.says("/back").asked()
	ana.types("aparcar").hears("Sus palabras").types("salir").hears("¿\"salir\" es su texto").hears("Número o palabra:").types("volver")
	ana.hears("¿Cuál es la pregunta?").hears("Sus palabras").types("/volver").hears("Número o palabra:")
	if got := h.room.Snapshot().Followup.Questions; len(got) != 0 {
		t.Errorf("sent to the room: %v", got)
	}
}

// A passphrase that does not fit is asked for again, not shown; one that is typed
// where lines show is not quoted.
func TestAWrongPassphraseIsAskedForAgain(t *testing.T) {
	const wrong = "lesson camera river window amber"
	h, rosa, _ := voting(t)
	rosa.types("host sign-in").says(wrong).hears("does not fit").hears("Type it again; it is not shown").says(phrase).hears("You are host from now on").asked()
	if strings.Contains(rosa.out.all(), "camera") || strings.Contains(rosa.out.all(), phrase) {
		t.Error("a passphrase was shown")
	}
	if !h.room.Snapshot().Roster.CanGuide(rosaSeat) {
		t.Error("signed in and no host")
	}
	ana := h.enter(h.sit("Ana Ferrer", "es"), "es")
	ana.hears("Número o palabra:").types("entrar como guía").hears("no se muestra").types(wrong).hears("Escríbala otra vez").types("volver").hears("Número o palabra:")
	ana.types(wrong).hears("No entendí eso, y no lo repito").hears("Número o palabra:")
	if n := strings.Count(ana.out.all(), "camera"); n != 1 { // their own typing
		t.Errorf("the words stand there %d times", n)
	}
}

// "host" says how a host signs in; a host's list does what it reads out, also
// where the word by itself does something else.
func TestHostSaysHowAndSeguirGoesOn(t *testing.T) {
	h := open(t, "c")
	dana, rosa := h.enter(h.host, "es"), h.enter(h.sit("Rosa Delgado", "en"), "en")
	rosa.asked().types("host").hears("Only the host or a co-host").hears("type \"host sign-in\"").asked()
	dana.hears("Número o palabra:").types("empezar").hears("otra cosa").types("s").hears("Número o palabra:")
	dana.types("guía").hears("seguir: ").hears("Número o palabra:").types("seguir").hears("otra cosa")
}
