package linear_test

import (
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
)

// levels is one topic of the spectrum, from its frame to its record. The topic is
// a question, which is asked about without a second question mark.
func (d *day) levels() {
	d.next("step 1 of 8")
	d.dana.types("topic Who plans the visits?").hears("Sent.").asked()
	d.luis.hears("Un tema nuevo: En inglés: Who plans the visits?")
	d.frame()
	d.next("step 2 of 8")
	d.rosa.hears("Type a number to hear a level.").asked().types("level 3").hears("Level 3: Involve").asked()
	d.dana.types("turn").hears("Level 1").asked()
	d.rosa.hears("Level 1")
	d.next("step 3 of 8")
	d.rosa.hears("Only you").asked().types("note Ask the elders first").hears("Your note is kept").asked()
	d.next("step 4 of 8")
	d.vote(spectrum.First)
	d.luis.hears("El voto está cerrado.").hears("porque la familia sabe").hears("paso 5 de 8").pide()
	d.rosa.hears("The vote is closed.").hears("step 5 of 8").asked()
	d.rosa.types("reason We could try it for a year").hears("Sent.").asked()
	d.seal("We could try it for a year")
	d.keptSilent()
	d.counted(d.room.Snapshot().Spectrum.Topics[0].MoreID())
	d.dana.types("spell Rosa").hears("capital R").asked().types("show reasons").hears("We could try it for a year").asked()
	d.next("step 6 of 8")
	d.vote(spectrum.Second)
	d.next("step 7 of 8")
	d.promise()
	d.next("step 8 of 8")
	d.dana.types("open").hears("6 seats will vote").asked().types("1").hears("A check is open").asked()
	d.rosa.hears("t. I need this in my language").asked()
	d.luis.hears("t. Necesito esto en mi idioma").pide()
	c := d.room.Snapshot().Spectrum.Topics[0].OpenCheck()
	d.everyone("5", func(roster.SeatID) any { return spectrum.Cast{Poll: c.ID(), Choice: poll.Behind} })
	d.shut("The check is closed")
	d.dana.types("record").hears("no:").types("y").hears("Recorded as final.").asked()
	d.luis.hears("Registrado como final.")
}

// frame fills what a group must know of a topic before it votes.
func (d *day) frame() {
	d.rosa.hears("Type the number of a part").asked().types("fill 2").says("Children and their kin").hears("Sent.").asked()
	d.luis.hears("Rosa Delgado completó").types("llenar 4").dice("El día y el lugar").hears("Enviado.").pide()
	d.rosa.types("fixed").hears("add something that is fixed").asked().types("2").hears("Sent.").asked()
	d.rosa.types("fill 5").hears("Who makes the final decision").asked().types("Dana").hears("Sent.").asked()
	d.rosa.types("fill 6").says("June").hears("Sent.").asked().types("fill").says("/nothing").hears("Sent.").asked()
	d.rosa.types("fill 8").hears("Does it affect a Tribe?").asked().types("no").hears("Sent.").asked()
	d.dana.hears("The topic is complete.")
}

// vote asks both questions in the first round, one in the second.
func (d *day) vote(v spectrum.Vote) {
	d.dana.types("open").hears("6 seats will vote").asked().types("1").hears("A vote is open.").asked()
	r := d.room.Snapshot().Spectrum.Topics[0].OpenRound()
	if v == spectrum.First {
		d.rosa.hears("today in this: Who plans the visits?").asked().types("1").hears("Your answer is in.")
		d.luis.hears("hoy en esto: En inglés: Who plans the visits?").pide().types("votar 1").hears("está guardada")
		d.dana.types("vote 2").hears("Your answer is in.").asked()
	}
	d.rosa.hears("be in this: Who plans the visits?").asked().types("ready").hears("Your answer, not shown:").types("4").hears("Your answers are in.").asked()
	d.luis.hears("decir en esto").pide().types("4").hears("guardadas").pide()
	d.dana.types("vote 3").hears("Your answers are in.").asked()
	if v == spectrum.First {
		d.luis.types("razón porque la familia sabe").hears("Enviado.").pide()
		d.seal("porque la familia sabe")
	}
	d.cast(r, "collaborate")
	d.shut("The vote is closed.")
}

// promise is written, kept by somebody, and the person who decides says what they
// can keep.
func (d *day) promise() {
	d.luis.hears("Nuestra promesa").pide().types("agregar").dice("Planificamos las visitas con la familia.").hears("1 párrafo").dice("").pide()
	d.rosa.hears("step 7 of 8").asked().types("keeper").hears("1. Dana Whitfield").asked().types("Rosa").hears("Sent.").asked()
	d.dana.types("statement").hears("What can be said").asked()
	d.rosa.types("proof 2027-06-01").hears("Sent.").asked()
	d.dana.types("1").hears("Something changed before this arrived.").asked()
	d.dana.types("statement").hears("What can be said").asked().types("1").hears("Sent.").asked()
}

// counted waits until the room has counted an answer to a poll.
func (d *day) counted(id string) {
	v := d.room.Visit("")
	defer v.Leave()
	for d.room.Snapshot().Counts[id] == 0 {
		<-v.Wake()
	}
}
