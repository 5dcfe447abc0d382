package linear_test

import "testing"

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
