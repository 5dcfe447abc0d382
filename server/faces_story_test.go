package server_test

import (
	"strings"
	"testing"

	"convene/internal/workshop/spectrum"
	"convene/tui/keys"
	"convene/tui/tuitest"
)

// Eight people hold the workshop at three faces, and it comes to the same: Rosa
// and Luz are line by line, Luz in Spanish; so is Dana, who hosts, for the levels;
// Max and Sam share a terminal; June has only lines of a shell. What each heard
// line by line is kept in testdata, to be read as a story.
func TestStoryAtThreeFaces(t *testing.T) {
	f := &faces{cast: gather(t)}
	f.answers = f.agreeAnyhow
	f.arrive()
	f.values()
	f.levels()
	f.drafts()
	f.settle()
	f.adopt()
	f.home() // as it does when all are at the full screen
	f.rosa.tells("rosa")
	f.luz.tells("luz")
	f.dana.tells("dana")
}

type faces struct {
	*cast
	rosa, luz, dana *ear // dana while she hosts line by line
}

// hear waits until both who are line by line were told something.
func (f *faces) hear(en, es string) {
	f.t.Helper()
	f.rosa.hears(en)
	f.luz.hears(es)
}

func (f *faces) arrive() {
	c := f.cast
	for _, a := range []*actor{c.dana, c.max, c.hart, c.eli} {
		a.joins()
	}
	f.rosa = c.rosa.listens()
	f.luz = c.luz.listens()
	f.rosa.hears("Luz Herrera came in.")
	c.sam.sitsWith(c.max)
	f.hear("Sam Lee came in.", "Sam Lee entró.")
	if got := c.june.line(`join "June Park"`, ""); got.code != 0 || !strings.Contains(got.out, "You have a seat: June Park.") {
		c.t.Fatalf("%+v", got)
	}
	f.hear("June Park came in.", "June Park entró.")
	c.dana.signsIn(c.phrase, "You are host from now on, at this seat.")
	f.hear("Dana Whitfield: host", "Dana Whitfield: guía")
	c.dana.saysOfThemselves('2', "deputy director")
	c.dana.comesFrom('5')
	c.eli.comesFrom('2')
	f.rosa.does("group", "3. Caregiver")
	f.rosa.does("3", "Changed.")
	f.luz.does("grupo", "1. Comunidad")
	f.luz.does("1", "Cambiado.")
	c.june.does1("group", "", "6")
	c.welcomes()
	f.hear("Rosa Delgado: co-host", "Rosa Delgado: ayuda a guiar")
	f.rosa.does("who", "Luz Herrera", "June Park", "Sam Lee", "delegate of Example Tribe")
	c.dana.confirms("Begin the meeting with \"Opening\"?", "› now Opening")
	f.hear("The room is at: Opening.", "La sala está en: Apertura.")
	c.dana.moves("Arrival, and how to address each other")
	f.hear("The room is at: Arrival", "La sala está en: Llegada")
	f.rosa.does("park Who pays for rides?", "Kept for later.")
	f.luz.hears("Who pays for rides?")
	c.dana.moves("Why Terms of Reference, what limits us, who is missing")
	f.hear("A. Annexes", "A. Anexos")
}

// values: cards from every face on one wall, marks, deeds, and whether all can
// live with it.
func (f *faces) values() {
	c := f.cast
	c.dana.confirms("Move the room on to \"Confirm our values\"?", "hard memories", "step away")
	f.hear("hard memories", "recuerdos difíciles")
	f.rosa.does("go on", "What this is for, and how your words will be used.")
	f.luz.does("1", "Para qué es esto, y cómo se usarán sus palabras.")
	for _, a := range []*actor{c.dana, c.hart, c.eli, c.sam} { // it is Sam's turn at the table
		a.readsOn()
	}
	c.dana.see("› now Confirm our")
	c.dana.moves("Quiet writing")
	f.hear("The quiet writing has not begun.", "La escritura en silencio no ha empezado.")
	c.dana.asks("7 seats will be asked. Is that everyone here?")
	f.hear("Write up to 3 cards", "Escriba hasta 3 tarjetas")
	f.cards()
	c.opensWall()
	f.hear("We lay together what belongs together.", "Juntamos lo que va junto.")
	c.dana.moves("What belongs together")
	f.hear("step 5 of 9", "paso 5 de 9")
	f.cluster()
	c.dana.moves("Choose what to live by")
	f.hear("The marks are not open.", "Las marcas no están abiertas.")
	c.dana.asks("7 seats will be asked. Is that everyone here?")
	f.hear("A number marks", "Un número marca")
	f.marks()
	c.closesMarks()
	f.hear("The marks are closed.", "Las marcas están cerradas.")
	c.hart.see("We go on with 4 values.", "Held by some: Pimatisiwin and Patience")
	c.dana.moves("From word to deed")
	f.hear("step 7 of 9", "paso 7 de 9")
	f.deeds()
	c.pages("Meet the practice model")
	f.hear("step 8 of 9", "paso 8 de 9")
	c.pages("Can we live with these")
	f.hear("No check is open.", "No hay ninguna consulta abierta.")
	c.dana.asks("7 seats will be asked. Is that everyone here?")
	f.everyEar("5")
	c.june.answersLine("values", "5")
	f.tableAgrees()
	c.agree([]*actor{c.eli}, nil)
	c.dana.press(keys.MyAnswer, "Can you live")
	c.dana.agrees('5', "")
	c.dana.press(keys.Close, "The room is asked")
	c.dana.confirms("Now: last call?", "close and show")
	c.dana.confirms("Everyone on the list has answered. Close and show?", "record the values")
	f.hear("The check is closed: Sharing Values", "La consulta está cerrada: Compartir valores")
	c.dana.confirms("Record these values?", "go on: Levels for our topics")
	f.hear("Recorded as final.", "Registrado como final.")
}

func (f *faces) cards() {
	c := f.cast
	c.sam.press(keys.Main, "A value, in a word or two") // it is his turn
	c.sam.writes("Patience")
	c.sam.Hit(keys.Press(keys.Tab))
	c.sam.sends("1 card is put by.")
	c.max.turn()
	c.max.readsOn()
	c.max.card("Listening", "")
	c.hart.card("Pimatisiwin", "")
	f.luz.does("escribir Respeto", "Sus palabras:")
	f.luz.does("Nos escuchan hasta el final.", "Mostrar su nombre")
	f.luz.does("no", "1 tarjeta")
	f.rosa.does("write Hearing people out", "Your words:")
	f.rosa.whispers("", "Show your name")
	f.rosa.does("no", "1 card is put by")
	c.june.answersLine("card", `"Kinship: We call the grandmothers before we decide."`)
	c.eli.press(keys.Pass, "You passed.")
	c.dana.press(keys.MyAnswer, "You can write up to 3 cards.")
	c.dana.card("Honesty", "We say what we cannot do, and why.")
}

// cluster: Rosa begins a gathering line by line, June lays a card there with a line
// of her shell, Eleanor keeps a word apart by keys.
func (f *faces) cluster() {
	c := f.cast
	f.rosa.does("move", "Number or word:")
	f.rosa.does("Hearing people out", "a new gathering")
	f.rosa.does("a new gathering", "Sent.")
	f.luz.hears(`movió "En inglés: Hearing people out"`)
	f.rosa.does("call it", "no name yet")
	f.rosa.does("1", "Your words:")
	f.rosa.does("We listen to the end", "Sent.")
	f.luz.hears("We listen to the end")
	c.june.does1("move", "Listening", c.june.can("gathering", "We listen to the end"))
	f.hear(`June Park moved "Listening"`, `June Park pasó "En inglés: Listening"`)
	c.keepsApart()
	f.hear(`Eleanor Hart keeps "Pimatisiwin" apart.`, `Eleanor Hart deja aparte`)
}

func (f *faces) marks() {
	c := f.cast
	for _, a := range f.table() {
		if a != f.table()[0] {
			a.turn()
		}
		a.marks("We listen to the end", "Kinship")
	}
	c.eli.marks("We listen to the end", "Kinship")
	c.hart.marks("We listen to the end", "Kinship")
	f.rosa.does("We listen", "You marked")
	f.rosa.does("Kinship", "You marked We listen to the end and Kinship")
	f.luz.does("En inglés: We listen", "Marcó")
	f.luz.does("Respeto", "y Respeto")
	c.june.answersLine("marks", "We listen to the end", "Kinship", "Respeto")
	c.dana.press(keys.MyAnswer, "Mark up to five that you want to live by.")
	c.dana.marks("Honesty", "We listen to the end")
}

func (f *faces) deeds() {
	f.rosa.does("write", "For which value?")
	f.rosa.does("We listen", "In which column?")
	f.rosa.does("1", "Your words:")
	f.rosa.does("ask families first, and say what became of it", "Sent.")
	f.luz.hears("ask families first")
	f.luz.does("escribir", "¿Para qué valor?")
	f.luz.does("1", "¿En qué columna?")
	f.luz.does("1", "Sus palabras:")
	f.luz.does("esperamos a que cada quien termine", "Enviado.")
	f.rosa.hears("esperamos a que cada quien termine")
	f.june.does1("slip", "We listen to the end", "the letter arrives before the call")
	f.hear("the letter arrives before the call", "the letter arrives before the call")
}

// everyEar answers a check line by line: Rosa aloud, Luz unseen.
func (f *faces) everyEar(answer string) {
	f.rosa.hears("t. I need this in my language")
	f.rosa.does("vote "+answer, "Your answer is in.")
	f.luz.hears("t. Necesito esto en mi idioma")
	f.luz.does("listo", "Su respuesta, no se muestra:")
	f.luz.whispers(answer, "Su respuesta está guardada.")
}

// tableAgrees has both at the shared terminal answer a check.
func (f *faces) tableAgrees() {
	for i, a := range f.table() {
		if i > 0 {
			a.turn()
		}
		a.agrees('5', "")
	}
}

// table are Max and Sam, whose turn it is first.
func (f *faces) table() []*actor {
	if f.max.Grid().Says("Answering now: " + f.max.name) {
		return []*actor{f.max, f.sam}
	}
	return []*actor{f.sam, f.max}
}

// levels is hosted line by line: a topic, two votes with a government's position
// beside them, the promise, and whether all can live with it.
func (f *faces) levels() {
	c := f.cast
	c.dana.Press(keys.Leave)
	c.dana.yes("Leave?")
	c.dana.SeeEnd()
	f.dana = c.dana.listens()
	f.dana.does("1", "No check is open.") // past the note, which comes once a connection
	f.next("step 1 of 8", "No topic yet.", "Todavía no hay temas.")
	f.dana.does("topic "+topic, "Sent.")
	f.hear("Type the number of a part to fill it.", "Escriba el número de una parte")
	f.frame()
	f.next("step 2 of 8", "The five levels", "Los cinco niveles")
	f.next("step 3 of 8", "Your notes.", "Sus notas.")
	f.next("step 4 of 8", "The vote is not open.", "El voto no está abierto.")
	f.vote(spectrum.First, map[*actor]string{c.dana: "23", c.max: "23", c.rosa: "14", c.eli: "15", c.luz: "24", c.sam: "24", c.june: "24"})
	f.hear("Reason 1: Rides first.", "Razón 1: En inglés: Rides first.")
	f.dana.hears("The middle answer: Consult today, Collaborate for what should be.", "Beside the count: Example Tribe.")
	c.eli.see("The middle answer: Consult today, Collaborate for what should be.", "Beside the count: Example Tribe.")
	if got := c.june.line("results", ""); !strings.Contains(got.out, "Rides first.") || !strings.Contains(got.out, "Its delegate takes this to the Council.") {
		c.t.Errorf("June's results are %+v", got)
	}
	f.next("step 6 of 8", "The vote is not open.", "El voto no está abierto.")
	f.vote(spectrum.Second, map[*actor]string{c.dana: "4", c.max: "3", c.rosa: "4", c.eli: "4", c.luz: "4", c.sam: "4", c.june: "4"})
	f.hear("The second vote proposes: Collaborate.", "El segundo voto propone: Colaborar.")
	f.next("step 7 of 8", "Our promise, in our own sentence", "Nuestra promesa, en nuestra propia frase")
	f.promise()
	f.next("step 8 of 8", "No check is open.", "No hay ninguna consulta abierta.")
	f.dana.does("open", "7 seats will vote")
	f.dana.does("1", "A check is open")
	f.everyEar("5")
	f.dana.does("vote 4", "Your answer is in.")
	f.tableAgrees()
	c.eli.agrees('1', "I wanted it to be our yes.")
	c.june.answersLine("agree", "5")
	f.shut("The check is closed")
	f.hear("Agreed, with concerns written down.", "Acordado, con inquietudes anotadas.")
	f.dana.does("record", "no:")
	f.dana.does("y", "Recorded as still open.")
	f.hear("Recorded as still open.", "Registrado como pendiente.")
	f.dana.does("leave", "no:")
	f.dana.Type("y\r")
	f.dana.SeeEnd()
	c.dana.connect() // the rest she hosts by keys
	c.dana.see("deputy director Dana Whitfield?")
	c.dana.Type("1\r")
	c.dana.see("Number or word:")
	c.dana.Type("full\r")
	c.dana.seeThat("the full screen", func(g tuitest.Grid) bool { return g.Alternate && g.Has("?") })
}

// next takes the room on, line by line, and waits until the others heard it.
func (f *faces) next(where, en, es string) {
	f.t.Helper()
	f.dana.does("next", "no:")
	f.dana.does("y", where)
	f.hear(en, es)
}

func (f *faces) shut(told string) {
	f.t.Helper()
	f.dana.does("last call", "Number or word:")
	f.hear("soon.", "pronto.")
	f.dana.does("close and show", "no:")
	f.dana.does("y", told)
}

// frame: the record is filled from all three faces.
func (f *faces) frame() {
	c := f.cast
	f.rosa.does("fill 2", "Your words:")
	f.rosa.does("Parents, children in care, visiting staff", "Sent.")
	f.luz.hears("visiting staff")
	f.luz.does("llenar 4", "Sus palabras:")
	f.luz.does("Días, horas, lugares, y a quién se pregunta", "Enviado.")
	f.rosa.hears("Días, horas")
	c.june.does1("fixed", "", `"2 The court sets the least number of visits; the juvenile court; the law asks for it"`)
	f.hear("the juvenile court", "the juvenile court")
	f.dana.does("fill 5", "Who makes the final decision")
	f.dana.does("Dana", "Sent.")
	f.hear("Dana Whitfield, here", "Dana Whitfield, presente")
	f.rosa.does("fill 6", "Your words:")
	f.rosa.does("1 March 2027", "Sent.")
	f.luz.hears("1 March 2027")
	c.june.does1("means", "", "The county pays for rides and meals")
	f.hear("rides and meals", "rides and meals")
	f.rosa.does("fill 8", "Does it affect a Tribe?")
	f.rosa.does("yes", "Which Tribe?")
	f.rosa.hears("The topic is complete.")
	f.rosa.whispers("", "Number or word:")
	f.luz.hears("El tema está completo.")
	c.affected()
	f.dana.hears("Example Tribe")
	f.hear("Example Tribe", "Example Tribe")
}

// vote has everyone answer, by the way they have: Luz aloud, Rosa what should be
// unseen, June by typing when asked.
func (f *faces) vote(v spectrum.Vote, answers map[*actor]string) {
	c := f.cast
	f.dana.does("open", "7 seats will vote")
	f.dana.does("1", "A vote is open.")
	f.hear("not sure: I am not sure", "no sé: No tengo certeza")
	should := func(a *actor) string { return answers[a][len(answers[a])-1:] }
	if v == spectrum.First {
		f.rosa.does("vote "+answers[c.rosa][:1], "Your answer is in.")
		f.luz.does("votar "+answers[c.luz][:1], "está guardada")
		f.dana.does("vote "+answers[c.dana][:1], "Your answer is in.")
		c.june.answersLine("today", answers[c.june][:1])
	}
	f.rosa.does("ready", "Your answer, not shown:")
	f.rosa.whispers(should(c.rosa), "Your answers are in.")
	f.luz.does("votar "+should(c.luz), "guardadas")
	f.dana.does("vote "+should(c.dana), "Your answers are in.")
	c.june.answersLine("should", should(c.june))
	if v == spectrum.First {
		f.rosa.does("reason Rides first.", "Sent.")
		c.toTheCouncil()
	} else {
		c.disagrees()
	}
	f.hear("Example Tribe", "Example Tribe")
	for i, a := range f.table() {
		if i > 0 {
			a.turn()
		}
		a.answersVote(answers[a])
	}
	c.eli.answersVote(answers[c.eli])
	f.shut("The vote is closed.")
}

func (f *faces) promise() {
	c := f.cast
	f.rosa.does("add", "Your words:")
	f.rosa.does("We plan every visit together with the family, and call before we change one.", "1 paragraph")
	f.rosa.whispers("", "Number or word:")
	f.rosa.does("conditions If the court agrees", "Sent.")
	f.luz.hears("Rosa Delgado completó: Con qué condiciones")
	f.luz.does("quien la cuida", "Max Ortega")
	f.luz.does("Max", "Enviado.")
	f.rosa.hears("Luz Herrera filled in: ")
	if f.table()[0] != c.max {
		c.max.turn()
	}
	c.accepts()
	f.hear("Max Ortega", "Max Ortega")
	c.june.does1("proof", "", "2027-06-01")
	f.hear("June Park", "June Park")
	f.dana.does("statement", "What can be said")
	f.dana.does("2", "4. Collaborate")
	f.dana.does("4", "Your words:")
	f.dana.does("the judge decides the rest", "Sent.")
	f.hear("because the judge decides the rest", "the judge decides the rest")
}
