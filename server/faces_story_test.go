package server_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
	"convene/tui/keys"
)

// Eight people hold the workshop at three faces, and it comes to the same: Rosa
// and Luz are line by line, Luz in Spanish; so is Dana, who hosts, for the levels;
// Max and Sam share a terminal; June has only lines of a shell.
func TestStoryAtThreeFaces(t *testing.T) {
	f := &faces{cast: gather(t)}
	f.arrive()
	f.values()
	f.levels()
	f.document()
	f.home()
}

type faces struct {
	*cast
	rosa, luz, dana *ear // dana while she hosts line by line
}

func (f *faces) arrive() {
	c := f.cast
	for _, a := range []*actor{c.dana, c.max, c.hart, c.eli} {
		a.joins()
	}
	f.rosa, f.luz = c.rosa.listens(), c.luz.listens()
	c.sam.sitsWith(c.max)
	if got := c.june.line(`join "June Park"`, ""); got.code != 0 || !strings.Contains(got.out, "You have a seat: June Park.") {
		c.t.Fatalf("%+v", got)
	}
	c.dana.signsIn(c.phrase, "You are host from now on, at this seat.")
	c.gives("", roster.NameNation{ID: "n1", Name: safetext.Clean(safetext.Name, "Example Tribe")})
	c.gives("", roster.ConfirmDelegate{Seat: c.seat(c.hart.name), Nation: safetext.Clean(safetext.Name, "Example Tribe")})
	f.rosa.does("who", "Luz Herrera", "June Park", "Sam Lee")
	c.dana.confirms("Begin the meeting with \"Opening\"?", "› now Opening")
	c.dana.moves("Arrival, and how to address each other")
	f.luz.hears("Empieza la reunión.", "La sala está en: Llegada")
	f.rosa.does("park Who pays for rides?", "Kept for later.")
	c.dana.moves("Why Terms of Reference, what limits us, who is missing")
}

// values: cards from every face on one wall, marks, and whether all can live with
// them.
func (f *faces) values() {
	c := f.cast
	c.dana.confirms("Move the room on to \"Confirm our values\"?", "hard memories", "step away")
	for _, a := range []*actor{c.dana, c.hart, c.eli, c.sam} { // it is Sam's turn at the table
		a.readsOn()
	}
	c.dana.see("› now Confirm our")
	c.dana.moves("Quiet writing")
	c.dana.asks("7 seats will be asked. Is that everyone here?")
	c.sam.press(keys.Main, "A value, in a word or two") // it is his turn
	c.sam.writes("Patience")
	c.sam.Hit(keys.Press(keys.Tab))
	c.sam.sends("1 card is put by.")
	c.max.turn()
	c.max.readsOn()
	c.max.card("Listening", "")
	f.luz.hears("Escriba hasta 3 tarjetas")
	f.luz.does("escribir Respeto", "Sus palabras:")
	f.luz.does("Nos escuchan hasta el final.", "Mostrar su nombre")
	f.luz.does("no", "1 tarjeta")
	f.rosa.hears("Write up to 3 cards")
	f.rosa.does("write Hearing people out", "Your words:")
	f.rosa.whispers("", "Show your name")
	f.rosa.does("no", "1 card is put by")
	c.june.answersLine("card", `"Kinship: We call the grandmothers before we decide."`)
	c.eli.press(keys.Pass, "You passed.")
	c.dana.press(keys.MyAnswer, "You can write up to 3 cards.")
	c.dana.card("Honesty", "")
	c.dana.press(keys.Close, "The room is asked")
	c.dana.moves("Stories in twos or threes")
	c.dana.confirms("Now: last call?", "show the wall")
	c.dana.confirms("Everyone on the list has written or passed. Show the wall?", "go on: What belongs together")
	f.luz.hears("El muro está abierto.", "En inglés: Kinship. We call the grandmothers before we decide.")
	f.rosa.hears("The wall is open.", "In Spanish: Respeto. Nos escuchan hasta el final.")
	c.dana.moves("What belongs together")
	f.rosa.hears("We lay together what belongs together.")
	f.rosa.does("move", "1. ")
	f.rosa.does("Hearing people out", "a new gathering")
	f.rosa.does("a new gathering", "Sent.")
	f.rosa.does("move", "1. ")
	f.rosa.does("Listening", "a new gathering")
	f.rosa.does("1", "Sent.")
	f.rosa.does("call it", "no name yet")
	f.rosa.does("1", "Your words:")
	f.rosa.does("We listen to the end", "Sent.")
	f.luz.hears("We listen to the end")
	c.dana.moves("Choose what to live by")
	c.dana.asks("7 seats will be asked. Is that everyone here?")
	c.max.marks("We listen to the end", "Kinship")
	c.sam.turn()
	c.sam.marks("We listen to the end")
	c.eli.marks("We listen to the end", "Kinship")
	f.rosa.hears("A number marks")
	f.rosa.does("1", "You marked")
	f.luz.hears("Un número marca")
	f.luz.does("1", "Marcó")
	c.june.answersLine("marks", "1")
	c.dana.press(keys.MyAnswer, "Mark up to five that you want to live by.")
	c.dana.marks("We listen to the end")
	c.dana.press(keys.Close, "The room is asked")
	c.dana.confirms("Now: last call?", "close the marks and show")
	c.dana.confirms("Everyone on the list has answered. Close and show?", "go on: From word to deed")
	f.luz.hears("Las marcas están cerradas.")
	c.dana.moves("From word to deed")
	f.rosa.does("write", "For which value?")
	f.rosa.does("We listen", "In which column?")
	f.rosa.does("1", "Your words:")
	f.rosa.does("ask families first, and say what became of it", "Sent.")
	c.gives(c.seat(c.dana.name), workshop.MoveTo{From: c.room.Snapshot().Agenda.At, To: act.Place{Item: c.room.Snapshot().Agenda.At.Item, Step: values.StepConsent}})
	c.dana.see("Can we live with these")
	c.dana.asks("7 seats will be asked. Is that everyone here?")
	c.sam.agrees('5', "")
	c.max.turn()
	c.max.agrees('4', "")
	c.eli.agrees('5', "")
	f.everyEar("5")
	c.june.answersLine("values", "5")
	c.dana.press(keys.MyAnswer, "Can you live")
	c.dana.agrees('5', "")
	c.dana.press(keys.Close, "The room is asked")
	c.dana.confirms("Now: last call?", "close and show")
	c.dana.confirms("Everyone on the list has answered. Close and show?", "record the values")
	c.dana.confirms("Record these values?", "go on: Levels for our topics")
	f.luz.hears("Registrado como final.")
}

// everyEar answers a check line by line: Rosa aloud, Luz unseen.
func (f *faces) everyEar(answer string) {
	f.rosa.hears("t. I need this in my language")
	f.rosa.does("vote "+answer, "Your answer is in.")
	f.luz.hears("t. Necesito esto en mi idioma")
	f.luz.does("listo", "Su respuesta, no se muestra:")
	f.luz.whispers(answer, "Su respuesta está guardada.")
}

// levels is hosted line by line: a topic, a vote and its result, the promise, and
// whether all can live with it.
func (f *faces) levels() {
	c := f.cast
	c.dana.Press(keys.Leave)
	c.dana.yes("Leave?")
	c.dana.SeeEnd()
	f.dana = c.dana.listens()
	f.next("step 1 of 8")
	f.dana.does("topic "+topic, "Sent.")
	f.luz.hears("Un tema nuevo: En inglés: " + topic)
	f.frame()
	f.next("step 2 of 8")
	f.next("step 3 of 8")
	f.next("step 4 of 8")
	f.vote("23", spectrum.First)
	f.luz.hears("El voto está cerrado.")
	f.rosa.hears("The vote is closed.", "Reason 1: Rides first.")
	c.eli.see("The middle answer: Consult today, Collaborate for what should be.")
	if got := c.june.line("results", ""); !strings.Contains(got.out, "Rides first.") {
		c.t.Errorf("June's results are %+v", got)
	}
	f.next("step 6 of 8")
	f.vote("", spectrum.Second)
	f.next("step 7 of 8")
	f.rosa.does("add", "Your words:")
	f.rosa.does("We plan every visit together with the family, and call before we change one.", "1 paragraph")
	f.rosa.whispers("", "Number or word:")
	f.rosa.does("keeper", "Max Ortega")
	f.rosa.does("Max", "Sent.")
	f.luz.does("prueba 2027-06-01", "Enviado.")
	f.dana.does("statement", "What can be said")
	f.dana.does("1", "Sent.")
	f.next("step 8 of 8")
	f.dana.does("open", "7 seats will vote")
	f.dana.does("1", "A check is open")
	f.everyEar("5")
	f.dana.does("vote 4", "Your answer is in.")
	c.max.agrees('5', "")
	c.sam.turn()
	c.sam.agrees('5', "")
	c.eli.agrees('1', "I wanted it to be our yes.")
	c.june.answersLine("agree", "5")
	f.shut("The check is closed")
	f.dana.does("record", "no:")
	f.dana.does("y", "Recorded")
}

// next takes the room on, line by line.
func (f *faces) next(where string) {
	f.t.Helper()
	f.dana.does("next", "no:")
	f.dana.does("y", where)
}

func (f *faces) shut(told string) {
	f.t.Helper()
	f.dana.does("last call", "Number or word:")
	f.dana.does("close and show", "no:")
	f.dana.does("y", told)
}

func (f *faces) frame() {
	f.rosa.does("fill 2", "Your words:")
	f.rosa.does("Children and their kin", "Sent.")
	f.luz.does("llenar 4", "Sus palabras:")
	f.luz.does("El día y el lugar", "Enviado.")
	f.rosa.does("fixed", "add something that is fixed")
	f.rosa.does("2", "Sent.")
	f.rosa.does("fill 5", "Who makes the final decision")
	f.rosa.does("Dana", "Sent.")
	f.rosa.does("fill 6", "Your words:")
	f.rosa.does("June", "Sent.")
	f.rosa.does("fill", "Your words:")
	f.rosa.does("/nothing", "Sent.")
	f.rosa.does("fill 8", "Does it affect a Tribe?")
	f.rosa.does("no", "Sent.")
	f.dana.hears("The topic is complete.")
}

// vote has everyone answer, by the way they have.
func (f *faces) vote(first string, v spectrum.Vote) {
	c := f.cast
	f.dana.does("open", "7 seats will vote")
	f.dana.does("1", "A vote is open.")
	both := v == spectrum.First
	if both {
		f.rosa.does("vote 2", "Your answer is in.")
		f.luz.does("votar 2", "está guardada")
		f.dana.does("vote 2", "Your answer is in.")
		c.june.answersLine("today", "2")
	}
	f.rosa.does("ready", "Your answer, not shown:")
	f.rosa.whispers("4", "Your answers are in.")
	f.luz.does("votar 4", "guardadas")
	f.dana.does("vote 4", "Your answers are in.")
	c.june.answersLine("should", "4")
	digits := "4"
	if both {
		digits = "24"
		f.rosa.does("reason Rides first.", "Sent.")
	}
	for _, a := range f.table() {
		a.answersVote(digits)
		if a != f.table()[1] {
			f.table()[1].turn()
		}
	}
	c.eli.answersVote(digits)
	f.shut("The vote is closed.")
}

// table are Max and Sam, whose turn it is first.
func (f *faces) table() []*actor {
	if f.max.Grid().Says("Answering now: " + f.max.name) {
		return []*actor{f.max, f.sam}
	}
	return []*actor{f.sam, f.max}
}

// document: sections from every face, the whole adopted, and signed at each.
func (f *faces) document() {
	c := f.cast
	for !strings.HasPrefix(placeOf(c), "draft1/draft") {
		f.next("The room is at")
	}
	f.luz.does("escribir 3", "Sección 3")
	f.luz.does("agregar", "Sus palabras:")
	f.luz.does("La familia habla primero.", "1 párrafo")
	f.luz.whispers("", "Número o palabra:")
	if got := c.june.line(`write 3 "Children stay with their kin and culture."`, ""); got.code != 0 {
		c.t.Errorf("%+v", got)
	}
	for _, sec := range c.room.Snapshot().Terms.Sections {
		if sec.Minimum && !sec.Itself && sec.ID != terms.SignoffID && sec.Blank(c.room.Snapshot().Texts.Get) {
			if got := c.june.line(fmt.Sprintf("write %d We say it, do it, and look again.", sec.Order), ""); got.code != 0 {
				c.t.Errorf("%+v", got)
			}
		}
	}
	f.rosa.does("section 3", "Section 3")
	f.rosa.does("read", "Paragraph 1, by Luz Herrera: In Spanish: La familia habla primero.")
	f.rosa.does("replace 2", "Your words:")
	f.rosa.does("Children stay with their kin, and with their culture.", "It is in.")
	for c.room.Snapshot().Agenda.At.Step != "adopt" {
		f.next("The room is at")
	}
	f.dana.does("review "+time.Now().AddDate(1, 0, 0).Format(time.DateOnly), "Sent.")
	f.dana.does("adopt", "Who reads it aloud in English?")
	f.dana.does("Eli", "Who reads it aloud in Spanish?")
	f.dana.does("Luz", "7 seats will vote")
	f.dana.does("1", "A check is open")
	f.everyEar("5")
	f.dana.does("vote 5", "Your answer is in.")
	c.june.answersLine("whole", "4")
	for _, a := range f.table() {
		a.agrees('5', "")
		if a != f.table()[1] {
			f.table()[1].turn()
		}
	}
	c.eli.agrees('5', "")
	f.shut("The document: adopted by the group")
	f.rosa.does("sign", "1. signs") // from the section that she works in
	f.rosa.does("1", "no:")
	f.rosa.does("y", "Sent.")
	f.luz.does("volver", "firmar:")
	f.luz.does("firmar", "1. firma")
	f.luz.does("2", "para no:")
	f.luz.does("sí", "Enviado.")
	if got := c.june.line(`sign 4 "Weekend hours are missing."`, ""); got.code != 0 || !strings.Contains(got.out, "stands aside") {
		c.t.Errorf("%+v", got)
	}
	f.rosa.hears("Luz Herrera: supports")
	f.dana.does("sign", "1. signs")
	f.dana.does("1", "no:")
	f.dana.does("y", "Sent.")
}

// home: the document says what the group did, whoever said it by whichever face;
// and what each heard reads from their join to the end.
func (f *faces) home() {
	c := f.cast
	contains(c.t, "the document", string(c.export("md")), "Rio Claro Family Partnership", "adopted by the group",
		"La familia habla primero.", "Children stay with their kin, and with their culture.",
		"We plan every visit together with the family, and call before we change one.", "Collaborate",
		"We listen to the end", "We say it, do it, and look again.", "Weekend hours are missing.", "stands aside")
	f.rosa.once("You are in the room.", "The meeting begins.", "The wall is open.", "The marks are closed.", "The check is closed: Terms of Reference")
	f.luz.once("Usted está en la sala.", "Empieza la reunión.", "El muro está abierto.", "Las marcas están cerradas.")
	f.dana.once("The topic is complete.", "The check is closed: Terms of Reference")
	inOrder(c.t, flat(f.rosa.transcript()), "Were you here before?", "Your return words", "The meeting begins.", "Write up to 3 cards", "The wall is open.",
		"The marks are closed.", "A vote is open.", "The vote is closed.", "Our promise", "as a whole?", "adopted by the group", "Luz Herrera: supports")
}

// inOrder checks that sentences come one after the other.
func inOrder(t *testing.T, all string, told ...string) {
	t.Helper()
	for _, words := range told {
		_, rest, ok := strings.Cut(all, words)
		if !ok {
			t.Errorf("%q does not come after what should stand before it", words)
			return
		}
		all = rest
	}
}

// placeOf is where the room is, "item/step".
func placeOf(c *cast) string {
	at := c.room.Snapshot().Agenda.At
	return at.Item + "/" + at.Step
}
