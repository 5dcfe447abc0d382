package linear_test

import (
	"strings"
	"testing"

	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
)

// day is a workshop of half a day with three people line by line, one of them in
// Spanish and one the host, and three at other faces.
type day struct {
	*hall
	t                *testing.T
	dana, rosa, luis *person
	others           []roster.SeatID
	// sealed are words that nobody but their writer may hear yet.
	sealed []string
}

func (d *day) lines() []*person { return []*person{d.dana, d.rosa, d.luis} }

// TestWholeWorkshop takes a workshop from the door to the signatures, and looks
// at what three terminals got: no control characters, no event told twice, and
// nothing hidden before its reveal.
func TestWholeWorkshop(t *testing.T) {
	d := &day{hall: open(t, "c"), t: t}
	d.arrive()
	d.begin()
	d.values()
	d.levels()
	d.write()
	d.agree()
	d.end()
	for _, p := range d.lines() {
		clean(t, p.out.all())
		if n := len(p.out.all()); n > hourBytes {
			t.Errorf("%d bytes for the whole workshop", n)
		}
	}
	d.toldOnce()
}

// arrive takes everyone in: two by the door, of whom one is asked in Spanish.
func (d *day) arrive() {
	d.dana = d.enter(d.host, "en")
	d.dana.hears("The meeting has not begun.").asked()
	d.rosa = d.enter("", "en")
	d.rosa.hears("Were you here before?").asked().types("I am new").says("Rosa Delgado")
	d.rosa.hears("when you are ready:").types("ready").hears("amber lantern Rosa Delgado").asked()
	d.luis = d.enter("", "es")
	d.luis.hears("estuvo aquí antes?").pide().types("1").dice("Luis Ibarra")
	d.luis.hears("listo:").types("listo").hears("amber lantern Luis Ibarra").pide()
	for _, name := range []string{"June Falk", "Ana Ruiz", "Lee Park"} {
		d.others = append(d.others, d.sit(name, "en"))
	}
	d.luis.types("grupo").hears("De dónde vengo").pide().types("2").hears("Cambiado").pide()
	d.rosa.types("who").hears("Luis Ibarra").hears("June Falk").asked()
}

// begin opens the meeting and goes through its talk items.
func (d *day) begin() {
	d.dana.types("edit agenda").hears("add a line").asked().types("add a line").hears("A talk").asked().types("1").says("A word from the elders")
	d.dana.hears("Your answer:").types("5").hears("After which line").asked().types("2").hears("New on the agenda: A word from the elders").asked()
	d.luis.hears("Nuevo en la agenda: En inglés: A word from the elders")
	d.dana.types("begin").hears("no:").types("y").hears("The meeting begins.").asked()
	d.luis.hears("Empieza la reunión.")
	d.next("A word from the elders")
	d.next("Arrival, and how to address each other")
	d.luis.hears("La sala está en: Llegada").pide().types("agregar").dice("Hola a todas las personas.").hears("El texto tiene 1 párrafo.").dice("").pide()
	d.rosa.hears("We talk.").asked().types("read").hears("Paragraph 1, by Luis Ibarra: In Spanish: Hola a todas").asked()
	d.rosa.types("park Who pays for the bus?").hears("Kept for later.").asked().types("speak").hears("You are on the list to speak.").asked()
	d.dana.hears("Rosa Delgado would like to speak").types("next speaker").hears("Rosa Delgado speaks.").asked()
	d.rosa.hears("It is your turn to speak.").types("speak").hears("Your turn is over.").asked()
	d.dana.types("assign 1").hears("Who answers it?").asked().types("1").hears("Rosa Delgado").asked().types("Dana").hears("Sent.").asked()
	d.next("step 1 of 8: Why Terms of Reference")
}

// next takes the room on.
func (d *day) next(where string) {
	d.t.Helper()
	d.dana.types("next").hears("no:").types("y").hears("The room is at").hears(where).asked()
}

// pide and dice are the prompts in Spanish.
func (p *person) pide() *person { return p.hears("Número o palabra:") }

func (p *person) dice(words string) *person { return p.hears("Sus palabras").hears(":").types(words) }

// seal notes words that wait for their reveal, and open that they may be heard.
func (d *day) seal(words ...string) { d.sealed = append(d.sealed, words...) }

// keptSilent checks that nobody heard what is hidden, but who wrote it.
func (d *day) keptSilent() {
	d.t.Helper()
	for _, words := range d.sealed {
		for _, p := range d.lines() {
			heard := strings.Count(p.out.all(), words)
			if typed := strings.Count(p.typed.String(), words); heard > 2*typed { // the echo, and one's own words read back
				d.t.Errorf("%q was heard before its reveal:\n%s", words, p.out.all())
			}
		}
	}
	d.sealed = nil
}

// shut closes what is open, from the last call on.
func (d *day) shut(told string) {
	d.t.Helper()
	d.keptSilent()
	d.dana.types("last call").hears(" soon.").asked()
	d.dana.types("close and show").hears("no:").types("y").hears(told).asked()
}

// everyone answers a check: those line by line by typing, the others by command.
func (d *day) everyone(answer string, other func(roster.SeatID) any) {
	d.t.Helper()
	d.rosa.types("vote " + answer).hears("Your answer is in.").asked()
	d.luis.types("listo").hears("Su respuesta, no se muestra:").types(answer).hears("Su respuesta está guardada.").pide()
	d.dana.types(answer).hears("Your answer is in.").asked()
	for _, seat := range d.others {
		d.do(seat, other(seat))
	}
}

// values is the values exercise, from the cards to the record.
func (d *day) values() {
	d.next("step 1 of 9")
	d.dana.types("go on").hears("What this is for").asked() // past the note
	d.rosa.goesOn().hears("What this is for").asked()
	d.luis.goesOn().hears("Para qué es esto").pide()
	d.next("step 2 of 9")
	d.dana.types("open").hears("6 seats will be asked").asked().types("yes, open").hears("The quiet writing begins.").asked()
	d.rosa.hears("Write up to 3 cards").asked().types("write Kinship").hears("Your words:").types("We keep children with kin.").hears("Show your name").asked().types("no").hears("1 card is put by").asked()
	d.luis.hears("Escriba hasta 3 tarjetas").pide().types("escribir Confianza").hears("Sus palabras:").types("").hears("Mostrar su nombre").pide().types("no").hears("1 tarjeta").pide()
	d.seal("Kinship", "Confianza", "We keep children with kin")
	w := d.room.Snapshot().Values.OpenWriting()
	for i, seat := range d.others {
		d.do(seat, values.WriteCards{Writing: w.ID, Cards: []values.Draft{{Word: title([]string{"Listening", "Patience", "Honesty"}[i]), Lang: "en"}}})
	}
	d.seal("Listening", "Patience", "Honesty")
	d.dana.types("pass").hears("Your answer is in.").asked()
	d.shut("The wall is open.")
	d.luis.hears("El muro está abierto.").hears("En inglés: Kinship").pide()
	d.next("step 5 of 9")
	d.gather()
	d.next("step 6 of 9")
	d.dana.types("open").hears("6 seats will be asked").asked().types("1").hears("The marks are open.").asked()
	d.rosa.hears("A number marks").asked().types("marks 1 2").hears("You marked").asked()
	d.luis.hears("Un número marca").pide().types("1").hears("Marcó").pide()
	d.dana.types("pass").hears("Your answer is in.").asked()
	m := d.room.Snapshot().Values.OpenMarking()
	for _, seat := range d.others {
		d.do(seat, values.Mark{Marks: m.Poll.ID, Clusters: m.Poll.Options[:2]})
	}
	d.shut("The marks are closed.")
	d.next("step 7 of 9")
	d.rosa.hears("When we live this").asked().types("write").hears("For which value?").asked().types("1").hears("In which column?").asked().types("1").says("ask before we decide").hears("Sent.").asked()
	d.luis.hears("Rosa Delgado escribió: En inglés: ask before we decide")
	d.dana.types("turn").hears("The room turns to: Value 2: ").asked()
	d.luis.hears("La sala pasa a: Valor 2: ")
	d.dana.types("turn").hears("The room turns to: Value 1: ").asked()
	d.next("step 8 of 9")
	d.next("step 9 of 9")
	d.dana.types("open").hears("6 seats will be asked").asked().types("1").hears("A check is open").asked()
	d.rosa.hears("t. I need this in my language").asked()
	d.luis.hears("t. Necesito esto en mi idioma").pide()
	c := d.room.Snapshot().Values.OpenCheck()
	d.everyone("4", func(roster.SeatID) any { return values.Cast{Poll: c.ID(), Choice: poll.Behind} })
	d.shut("The check is closed")
	d.dana.types("record").hears("no:").types("y").hears("Recorded as final.").asked()
	d.luis.hears("Registrado como final.")
}

// gather lays the cards together on the wall.
func (d *day) gather() {
	d.rosa.hears("step 5 of 9").hears("We lay together").asked().types("move").hears("Choose a card").asked()
	d.rosa.types("Kinship").hears("a new gathering").asked().types("a new gathering").hears("Sent.").asked()
	d.luis.hears("Rosa Delgado movió \"En inglés: Kinship\"").types("mover").pide().types("Confianza").pide().types("1").hears("Enviado.").pide()
	d.rosa.types("call it").hears("no name yet").asked().types("1").says("Family first").hears("Sent.").asked()
	d.luis.hears("Family first")
	for _, c := range d.room.Snapshot().Values.Cards {
		if c.Cluster == "" {
			d.do(d.others[0], values.MoveCard{Card: c.ID, New: true})
		}
	}
}

// tell is one answer of the room's other faces to both questions of a vote.
func (d *day) cast(r *spectrum.Round, level string) {
	for _, seat := range d.others {
		if r.Today != nil {
			d.do(seat, spectrum.Cast{Poll: r.Today.ID, Choice: "inform"})
		}
		d.do(seat, spectrum.Cast{Poll: r.Should.ID, Choice: level})
	}
}

// answer to a section's check, of those at other faces.
func agree(c *terms.Check) func(roster.SeatID) any {
	return func(roster.SeatID) any { return terms.Answer{Poll: c.ID(), Choice: poll.Behind} }
}
