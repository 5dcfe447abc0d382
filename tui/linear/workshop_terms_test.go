package linear_test

import (
	"slices"
	"strings"
	"time"

	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
	"convene/tui/linear"
)

// hourBytes is what an hour at the slowest link may cost.
const hourBytes = 200 << 10

// write drafts: what the exercises brought, a section that begins in Spanish and
// is translated, and words taken out and put back.
func (d *day) write() {
	d.next("Break")
	for _, where := range []string{"step 2 of 8", "step 3 of 8", "step 4 of 8"} {
		d.next(where)
	}
	d.rosa.hears("step 4 of 8").hears("Type the number of a section").asked().types("read").hears("4. Our shared values, empty, 2 drafts from the exercises wait").asked().types("4").hears("Draft 1 from the exercises").asked()
	d.rosa.types("accept 1").hears("Sent.").asked().types("leave out 1").says("It is said above").hears("Sent.").asked().types("back").hears("Type the number").asked()
	d.luis.hears("paso 4 de 8").pide().types("escribir 3").hears("Sección 3").pide().types("agregar").dice("Las familias deciden con nosotros.").hears("1 párrafo").dice("").pide()
	d.rosa.types("section 3").hears("Section 3").asked().types("read").hears("Paragraph 1, by Luis Ibarra: In Spanish: Las familias").asked()
	d.rosa.types("translate").hears("You read and write the text in English").asked().types("add Families decide with us.").hears("It is in.").asked()
	d.rosa.types("same").hears("Sent.").asked().types("original").hears("Write in this section").asked()
	d.rosa.types("delete 1").hears("It is in.").asked()
	d.luis.hears("Rosa Delgado sacó palabras suyas").pide().types("leer").hears("Se sacó 1").pide().types("devolver 1").hears("Ya está.").pide()
	d.rosa.hears("Luis Ibarra put something back").asked().types("read").hears("Paragraph 1, by Luis Ibarra").asked().types("ready").hears("Sent.").asked()
	d.dana.types("unused 17").says("We check ourselves at each meeting").hears("Sent.").asked()
	d.rosa.types("back").hears("Type the number").asked()
	d.luis.types("volver").pide()
}

// agree takes every section to an agreement, one of them by hand and one twice.
func (d *day) agree() {
	d.next("Meal")
	d.next("Writing, second round")
	d.next("Read it all")
	d.next("step 6 of 8")
	d.next("step 7 of 8")
	d.luis.hears("paso 7 de 8").pide()
	d.rosa.hears("step 7 of 8").asked()
	d.dana.types("open 3").hears("6 seats will vote").asked().types("1").hears("A check is open: Vision").asked()
	d.rosa.hears("Paragraph 1: Families decide with us.").hears("live and work with this text").asked()
	d.luis.hears("Párrafo 1: Las familias deciden").pide()
	d.everyone("3", agree(d.section(3).Check))
	d.shut("The check is closed: Vision")
	d.rosa.hears("Agreed.").asked()
	d.dana.types("reopen 3").says("The agency was left out").hears("Sent.").asked()
	d.rosa.hears("Dana Whitfield reopened").hears("The agency was left out")
	d.luis.hears("Dana Whitfield").hears("The agency was left out")
	readers := terms.Question{Readers: []terms.Reader{{Lang: "es", Seat: "seat-Luis Ibarra"}, {Lang: "en", Seat: d.host}}}
	for _, sec := range d.room.Snapshot().Terms.Sections {
		switch {
		case sec.Annex || sec.Status.Settled():
			continue
		case !sec.Minimum && !sec.Itself:
			d.do(d.host, terms.MarkNotUsed{Section: sec.ID, Reason: words("not needed yet")})
			continue
		}
		d.settleArrivals(sec.ID)
		if sec = d.room.Snapshot().Terms.Section(sec.ID); sec.Blank(d.room.Snapshot().Texts.Get) {
			doc := text.New()
			d.do(d.host, workshop.EditText{Text: terms.TextID(sec.ID, "en"), Edit: edit(doc, doc.End(), "We keep our word.")})
		}
		d.do(d.host, terms.MakeReady{Section: sec.ID})
		d.do(d.host, terms.OpenCheck{Section: sec.ID, Question: readers})
		check := d.room.Snapshot().Terms.Section(sec.ID).Check
		for _, seat := range append(slices.Clone(d.others), d.host, "seat-Rosa Delgado", "seat-Luis Ibarra") {
			d.do(seat, terms.Answer{Poll: check.ID(), Choice: poll.Behind})
		}
		d.do(d.host, terms.LastCall{Poll: check.ID()})
		d.do(d.host, terms.CloseCheck{Poll: check.ID()})
	}
}

func (d *day) settleArrivals(section string) {
	for _, a := range d.room.Snapshot().Terms.Waiting(section) {
		d.do(d.host, terms.Accept{Arrivals: []string{a.ID}, Lang: "en", Told: map[string]string{a.ID: a.Words}})
	}
}

func (d *day) section(n int) *terms.Section {
	for _, sec := range d.room.Snapshot().Terms.Sections {
		if sec.Order == n {
			return sec
		}
	}
	return nil
}

// end adopts the whole, signs it, and takes it home.
func (d *day) end() {
	d.dana.hears("The check is closed: Sign-off").hears("Agreed.")
	d.next("step 8 of 8: ")
	soon := time.Now().AddDate(0, 6, 0).Format(time.DateOnly)
	d.dana.types("review " + soon).hears("Sent.").asked()
	d.dana.types("findings").hears("A draft from the exercises waits").hears("Which of these may stand").hears("Your answer:").types("1").says("We took it as it was").hears("Sent.").asked()
	d.dana.types("signers").hears("ask someone to sign").asked().types("1").hears("Who is asked to sign?").asked().types("someone who is not").says("Alma Reed")
	d.dana.says("Example Tribe").hears("signature needed").asked().types("no").hears("Sent.").asked()
	d.dana.types("adopt").hears("Who reads it aloud in Spanish?").asked().types("Luis").hears("6 seats will vote").asked().types("1").hears("A check is open").asked()
	d.rosa.hears("as a whole?").asked()
	d.luis.hears("Hay una consulta abierta: Términos de referencia").hears("t. Necesito esto").pide()
	d.everyone("5", agree(d.room.Snapshot().Terms.Whole.Check))
	d.shut("The document: adopted by the group")
	d.luis.hears("El documento: ").pide().types("firmar").hears("1. firma").pide().types("2").hears("para no:").types("sí").hears("Enviado.").pide()
	d.rosa.hears("The document: adopted").hears("sign: Say how you stand").asked().types("sign").hears("1. signs").asked().types("signs").hears("no:").types("y").hears("Sent.").asked()
	d.do("", roster.Grant{Seat: d.host, Role: roster.Coordinator})
	d.dana.hears("coordinator, from now on").types("extend " + time.Now().AddDate(0, 2, 0).Format(time.DateOnly)).hears("Sent.").asked()
	d.dana.types("signers").hears("enter what Alma Reed signed").asked().types("enter what Alma").hears("How does Alma Reed stand").asked().types("signs").hears("How was it signed?").asked()
	d.dana.types("by a resolution").says("2027-14").hears("Your answer:").types(time.Now().Format(time.DateOnly)).hears("Sent.").asked()
	d.rosa.hears("Alma Reed: signs")
	d.next("Thanks and close")
	d.dana.types("end").hears("What ends?").asked().types("the workshop").hears("End the whole workshop?").hears("no:").types("y").hears("This meeting has ended.").asked()
	d.rosa.hears("This meeting has ended.").asked().types("copy").hears("terms-of-reference.docx").asked().types("document").hears("Terms of Reference").asked()
	d.luis.hears("Esta reunión terminó").pide().types("salir").hears("para no:").types("sí")
	if next := <-d.luis.done; next.Then != linear.Left || next.Person.Lang != "es" {
		d.t.Errorf("Luis went as %+v", next)
	}
}

// toldOnce checks events that are told by a sentence of their own: each came to
// each person once.
func (d *day) toldOnce() {
	for p, told := range map[*person][]string{
		d.dana: {"Rosa Delgado came in.", "Luis Ibarra came in.", "The meeting begins.", "New on the agenda: A word from the elders",
			"The quiet writing begins.", "The wall is open.", "The marks are open.", "The marks are closed.", "A check is open: Sharing Values",
			"The check is closed: Sharing Values", "The topic is complete.",
			"The document: adopted by the group", "Rosa Delgado would like to speak", "This meeting has ended."},
		d.rosa: {"The meeting begins.", "The quiet writing begins.", "The wall is open.", "Reason 1: In Spanish: porque la familia sabe",
			"A check is open: Sharing Values", "Dana Whitfield reopened", "The document: adopted by the group", "Luis Ibarra: supports",
			"Alma Reed: signs", "This meeting has ended.", "It is your turn to speak."},
		d.luis: {"Empieza la reunión.", "El muro está abierto.", "Las marcas están cerradas.", "Razón 1: porque la familia sabe",
			"Rosa Delgado sacó palabras suyas", "Rosa Delgado movió \"En inglés: Kinship\"", "Alma Reed: firma"},
	} {
		once(d.t, p.out.all(), told...)
	}
	for _, p := range d.lines() {
		votes := strings.Count(p.out.all(), "A vote is open.") + strings.Count(p.out.all(), "El voto está abierto.")
		if votes != 2 {
			d.t.Errorf("two votes were told as %d", votes)
		}
		d.placesOnce(p)
	}
}

// placesOnce checks that a move of the room is told once to each person.
func (d *day) placesOnce(p *person) {
	d.t.Helper()
	told := map[string]int{}
	for line := range strings.SplitSeq(p.out.all(), "\r\n") {
		if strings.HasPrefix(line, "The room is at:") || strings.HasPrefix(line, "La sala está en:") {
			told[line]++
		}
	}
	for line, n := range told {
		if n > 1 {
			d.t.Errorf("%q was told %d times", line, n)
		}
	}
}
