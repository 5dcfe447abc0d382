package server_test

import (
	"regexp"
	"strconv"
	"strings"

	"convene/tui/keys"
	"convene/tui/tuitest"
)

// What the people of the story do with their hands.

// joins is the way in for someone new: language, welcome, name, return words.
func (a *actor) joins() {
	a.cast.t.Helper()
	a.connect()
	a.see("1 English", "2 Español", "3 line by line")
	a.Type(a.in("1\r", "2\r"))
	a.see("Rio Claro Family Partnership", a.in("What should we call you?", "¿Cómo quiere que le llamemos?"),
		a.in("how families take part in planning visits.", "cómo participan las familias"), "Rio Claro County")
	a.writes(a.name)
	head := a.in("Your return words", "Sus palabras para volver")
	a.press(keys.Main, head)
	a.words = a.below(head)
	a.press(keys.Yes, a.in("You are in the room.", "Usted está en la sala."))
}

// leavesAndComesBack: someone without a key says goodbye and returns by words.
func (a *actor) leavesAndComesBack() {
	a.cast.t.Helper()
	a.Press(keys.Leave)
	a.yes("Leave?")
	if status := a.SeeEnd(); status != 0 {
		a.cast.t.Errorf("%s left with %d", a.name, status)
	}
	a.connect()
	a.see("1 English")
	a.Type("1\r")
	a.see("What should we call you?")
	a.press(keys.NextPart, "Were you here before?")
	a.writes(a.words)
	a.press(keys.Main, "We have begun.", "Where we are: Break.", topic+": Collaborate")
	a.press(keys.Close, "We go on when people are back.")
}

// returns comes back by key, to where the room is.
func (a *actor) returns() {
	a.cast.t.Helper()
	a.connect()
	a.see(a.name + "?") // is that you? With a title before it
	a.Type("1\r")
	a.seeThat("the full screen", func(g tuitest.Grid) bool { return g.Alternate && g.Has("?") })
}

// signsIn gives a passphrase or a delegate's words, once.
func (a *actor) signsIn(phrase, then string) {
	a.cast.t.Helper()
	a.menu('9', a.in("Your passphrase or delegate word", ""))
	a.Type(phrase)
	a.press(keys.Main, then)
}

// saysOfThemselves fills a line of the page about oneself.
func (a *actor) saysOfThemselves(line rune, words string) {
	a.cast.t.Helper()
	a.myPage()
	a.opens(keys.Char(line))
	a.writes(words)
	a.press(keys.Main, "Changed. People see it from now on.")
	a.press(keys.Back)
}

func (a *actor) comesFrom(group rune) {
	a.cast.t.Helper()
	a.myPage()
	a.choose('4', a.in("Lived experience", "Experiencia vivida"))
	a.takes(group, a.in("Changed. People see it from now on.", "Cambiado. Desde ahora"))
	a.press(keys.Back)
}

func (a *actor) myPage() {
	a.cast.t.Helper()
	a.menu('8', a.in("My return words", "Mis palabras"))
	a.choose('1', a.in("How you are shown to others", "Cómo le ven las demás personas"))
}

// readsOn goes past the note that stands before the item.
func (a *actor) readsOn() {
	a.cast.t.Helper()
	note := a.in("That can bring up hard memories.", "Eso puede traer recuerdos difíciles.")
	a.see(note)
	a.does(keys.Press(keys.Enter), func(g tuitest.Grid) bool { return !g.Says(note) }, "what is behind the note")
}

// begins opens a card and writes it without sending.
func (a *actor) begins(word, sentence string) {
	a.cast.t.Helper()
	a.press(keys.Main, a.in("A value, in a word or two", "Un valor, en una o dos palabras"))
	a.writes(word)
	a.Hit(keys.Press(keys.Tab))
	a.writes(sentence)
}

// card writes a card and sends it.
func (a *actor) card(word, sentence string) {
	a.cast.t.Helper()
	a.begins(word, sentence)
	a.sends(a.in("1 card is put by.", "1 tarjeta"))
}

// sends goes through the rest of a card, from its sentence, and sends it.
func (a *actor) sends(then string) {
	a.cast.t.Helper()
	a.press(keys.Main, "1–3")
	a.opens(keys.Press(keys.Enter)) // somebody here reads another language
	a.press(keys.Main, a.in("send this card", "enviar esta tarjeta"))
	a.press(keys.Main, then)
}

// marks marks values and sends them.
func (a *actor) marks(words ...string) {
	a.cast.t.Helper()
	a.see(a.in("Mark up to five", "Marque hasta cinco"))
	for i, w := range words {
		n := strconv.Itoa(i + 1)
		a.choose(a.number(w), map[bool]string{true: a.in("send 1 mark", "enviar 1 marca"), false: a.in("send "+n+" marks", "enviar "+n+" marcas")}[i == 0])
	}
	a.press(keys.Main, a.in("Your marks are in", "Sus marcas están"))
}

// deed writes a line of what a value means in deeds.
func (a *actor) deed(words string) {
	a.cast.t.Helper()
	a.see("We listen to the end")
	a.opens(keys.Press(keys.Enter))
	a.fills(words)
}

// agrees answers with the agree scale.
func (a *actor) agrees(k rune, reason string) {
	a.cast.t.Helper()
	a.see(a.in("Can you live", "¿Puede"), "0–5")
	a.choose(k, "› "+string(k))
	a.press(keys.Main, a.in("Your answer is in", "Su respuesta"))
	if reason == "" {
		return
	}
	a.opens(keys.Char('w'))
	a.writes(reason)
	a.does(keys.Press(keys.Enter), func(g tuitest.Grid) bool { return !g.CursorShown }, "the reason kept")
}

// section opens a section of the outline by its number.
func (a *actor) section(n int) {
	a.cast.t.Helper()
	a.Press(keys.FirstRow)
	a.see("› 1 " + a.in("Name, version, dates", "Nombre"))
	for range n - 1 {
		a.Press(keys.RowDown)
	}
	a.see("› " + strconv.Itoa(n) + " ")
	a.press(keys.Main, a.in("Section ", "Sección ")+strconv.Itoa(n)+a.in(" of 19", " de 19"))
}

// picks does one of the things that can be done with what is in front.
func (a *actor) picks(words string) {
	a.cast.t.Helper()
	a.press(keys.NextPart, a.in("What you can do here", "Lo que puede hacer aquí"))
	a.does(keys.Char(a.number(words)), func(g tuitest.Grid) bool { return !g.Says(a.in("What you can do here", "Lo que puede hacer aquí")) }, "the list gone")
}

// fills writes in an open field and sends it.
func (a *actor) fills(words string, then ...string) {
	a.cast.t.Helper()
	a.writes(words)
	a.press(keys.Main)
	a.seeThat("the field closed", func(g tuitest.Grid) bool { return !g.CursorShown })
	a.see(then...)
}

// field fills the next thing that is missing in a record.
func (a *actor) field(title, words string) {
	a.cast.t.Helper()
	a.opens(keys.Press(keys.Enter))
	a.see(title)
	a.fills(words, words)
}

// number is the digit of the line that says words.
func (a *actor) number(words string) rune {
	a.cast.t.Helper()
	a.see(words)
	line := regexp.MustCompile(`^[› ]*(\d)  ` + regexp.QuoteMeta(words))
	for _, row := range a.Grid().Rows() {
		if m := line.FindStringSubmatch(row); m != nil {
			return rune(m[1][0])
		}
	}
	a.cast.t.Fatalf("%s finds no number for %q in\n%s", a.name, words, a.Grid())
	return 0
}

// below is what stands under a heading.
func (a *actor) below(head string) string {
	rows := a.Grid().Rows()
	for i, row := range rows {
		if strings.Contains(row, head) {
			return strings.TrimSpace(rows[i+2])
		}
	}
	return ""
}

// head is the row that says words.
func (a *actor) head(words string) string {
	for _, row := range a.Grid().Rows() {
		if strings.Contains(row, words) {
			return strings.TrimSpace(row)
		}
	}
	return ""
}
