package bench

import (
	"fmt"
	"time"

	"convene/internal/safetext"
	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/followup"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
)

// The prompts behind which people type, in the language of each of the three.
const (
	asks = "Number or word:"
	pide = "Número o palabra:"
)

// play is a busy hour: more happens than in an hour of any agenda we have.
func (h *hour) play() error {
	h.hears(leads, asks)
	h.hears(pipes, pide)
	h.hears(takesPart, asks)
	for _, part := range []func(){h.talk, h.cards, h.levels, h.sections} {
		part()
		if h.err != nil {
			break
		}
	}
	h.settle()
	return h.err
}

// host has the host do something that asks for a yes.
func (h *hour) host(line string, words ...string) {
	h.types(leads, line, "no:")
	h.types(leads, "y", words...)
	h.hears(leads, asks)
}

// next takes the room on.
func (h *hour) next() {
	h.host("next", "The room is at")
	h.happened("moves of the room", 20*time.Second)
}

// shut closes what is open, from the last call on.
func (h *hour) shut(told string) {
	h.types(leads, "last call", asks)
	h.passes(30 * time.Second)
	h.host("close and show", told)
	h.happened("results shown", 2*time.Minute)
}

// opens opens a vote, a check or the like.
func (h *hour) opens(told string) {
	h.types(leads, "open", "1. yes, open it", asks)
	h.types(leads, "1", told, asks)
	h.happened("votes, markings and checks opened", 30*time.Second)
}

// talk is how a meeting begins: people arrive, say how to call them, and ask.
func (h *hour) talk() {
	h.types(leads, "begin", "no:")
	h.types(leads, "y", "The meeting begins.", asks)
	h.next()
	for i, name := range []string{"Alma Reed", "Joe Marsh", "Liz Crane"} {
		h.do("", roster.Join{Seat: roster.SeatID(fmt.Sprintf("late%d", i)), Lang: "en", About: roster.About{Name: safetext.Clean(safetext.Name, name)}})
		h.happened("people who came late", 20*time.Second)
	}
	for i, seat := range h.others()[:4] {
		h.do(seat, followup.Ask{})
		h.happened("wishes to speak", 5*time.Second)
		h.types(leads, "next speaker", asks)
		h.do(seat, followup.Park{Words: words(fmt.Sprintf("Who pays for the rides to visit number %d, and from when on?", i+1)), Lang: "en"})
		h.happened("questions kept for later", 40*time.Second)
	}
	h.types(takesPart, "who", asks)
	h.types(takesPart, "agenda", asks)
	h.types(pipes, "dónde", pide)
}

func words(s string) safetext.Text { return safetext.Clean(safetext.Body, s) }
func title(s string) safetext.Text { return safetext.Clean(safetext.Line, s) }

// goTo takes the room on until it is at a step.
func (h *hour) goTo(activity, step string) {
	for n := 0; h.err == nil && n < 20; n++ {
		at := h.room.Snapshot().Agenda
		if item, ok := at.Item(at.At.Item); ok && item.Activity == activity && at.At.Step == step {
			return
		}
		h.next()
	}
	if h.err == nil {
		h.err = fmt.Errorf("the room never came to %s %s", activity, step)
	}
}

// cards is Sharing Values, from the cards to the record.
func (h *hour) cards() {
	h.goTo(values.Activity, values.StepWrite)
	h.types(leads, "go on", "Up to three cards", asks) // past the note
	h.types(takesPart, "go on", "Up to three cards", asks)
	h.types(pipes, "seguir", "Hasta tres tarjetas", pide)
	h.opens("The quiet writing begins.")
	for n := range 3 {
		h.types(takesPart, fmt.Sprintf("write Kinship of kind %d", n+1), "Your words:")
		h.types(takesPart, "We keep children with those who know them.", "Show your name")
		h.types(takesPart, "no", asks)
		h.types(pipes, fmt.Sprintf("escribir Confianza número %d", n+1), "Sus palabras:")
		h.types(pipes, "", "Mostrar su nombre")
		h.types(pipes, "no", pide)
	}
	if h.err != nil {
		return
	}
	w := h.room.Snapshot().Values.OpenWriting()
	for i, seat := range h.others() {
		var all []values.Draft
		for n := range 3 {
			all = append(all, values.Draft{Word: title(fmt.Sprintf("Listening to voice %d of house %d", n+1, i+1)),
				Sentence: title("Everyone is heard before we decide, and hears why."), Lang: "en"})
		}
		h.do(seat, values.WriteCards{Writing: w.ID, Cards: all})
		h.happened("others' answers, markings and cards sent", 5*time.Second)
	}
	h.types(leads, "pass", asks)
	h.shut("The wall is open.")
	h.types(takesPart, "more", asks)
	h.goTo(values.Activity, values.StepCluster)
	h.gather()
	h.goTo(values.Activity, values.StepSupport)
	h.opens("The marks are open.")
	h.types(takesPart, "marks 1 2", asks)
	h.types(pipes, "1", pide)
	h.types(leads, "pass", asks)
	if h.err != nil {
		return
	}
	m := h.room.Snapshot().Values.OpenMarking()
	for _, seat := range h.others() {
		h.do(seat, values.Mark{Marks: m.Poll.ID, Clusters: m.Poll.Options[:2]})
		h.happened("others' answers, markings and cards sent", 5*time.Second)
	}
	h.shut("The marks are closed.")
}

// gather lays the cards together: each move is told.
func (h *hour) gather() {
	seats := h.others()
	for i, c := range h.room.Snapshot().Values.Cards {
		now := h.room.Snapshot().Values
		to := ""
		if len(now.Clusters) >= 6 {
			to = now.Clusters[i%6].ID
		}
		h.do(seats[i%len(seats)], values.MoveCard{Card: c.ID, To: to, New: to == ""})
		h.happened("cards moved", 8*time.Second)
	}
	for i, c := range h.room.Snapshot().Values.Clusters {
		h.do(seats[i%len(seats)], values.NameCluster{Cluster: c.ID, Name: title(fmt.Sprintf("Family comes first, part %d", i+1)), Lang: "en", Rev: c.Rev})
		h.happened("gatherings named", 10*time.Second)
	}
}

// levels is one topic of the spectrum, from its frame to the second vote.
func (h *hour) levels() {
	h.goTo(spectrum.Activity, spectrum.StepFrame)
	if h.err != nil {
		return
	}
	id, err := Topic(h.ctx, h.room, "How visits are planned with the family")
	if err != nil {
		h.err = err
		return
	}
	signs := spectrum.Value{Person: spectrum.Person{Seat: h.seat(leads)}}
	h.do(h.seat(leads), spectrum.Fill{Topic: id, Field: spectrum.FieldSigns, Value: signs, Rev: h.room.Snapshot().Spectrum.Topic(id).Edits[spectrum.FieldSigns].Rev})
	h.happened("topics framed", 3*time.Minute)
	h.goTo(spectrum.Activity, spectrum.StepVote1)
	h.vote(spectrum.First)
	h.goTo(spectrum.Activity, spectrum.StepVote2)
	h.vote(spectrum.Second)
	h.promise()
}

// promise is written, kept by somebody, and agreed to.
func (h *hour) promise() {
	h.goTo(spectrum.Activity, spectrum.StepPromise)
	h.types(takesPart, "add We plan every visit with the family, and say why when we can't.", asks)
	h.types(takesPart, "keeper", asks)
	h.types(takesPart, "1", "Sent.", asks)
	h.types(takesPart, "proof "+h.now().AddDate(0, 6, 0).Format(time.DateOnly), "Sent.", asks)
	h.types(leads, "statement", "What can be said", asks)
	h.types(leads, "1", "Sent.", asks)
	h.goTo(spectrum.Activity, spectrum.StepConsent)
	h.opens("A check is open")
	if h.err != nil {
		return
	}
	c := h.room.Snapshot().Spectrum.Topics[0].OpenCheck()
	h.agree(func(seat roster.SeatID) { h.do(seat, spectrum.Cast{Poll: c.ID(), Choice: poll.Behind}) })
	h.host("record", "Recorded as final.")
}

// agree has everyone answer a check, and closes it.
func (h *hour) agree(other func(roster.SeatID)) {
	h.types(takesPart, "vote 4", asks)
	h.types(pipes, "votar 4", pide)
	h.types(leads, "vote 4", asks)
	for _, seat := range h.others() {
		other(seat)
		h.happened("others' answers, markings and cards sent", 5*time.Second)
	}
	h.shut("The check is closed")
}

// vote asks both questions in the first round, one in the second; every other one
// gives a reason, and all are read out at the reveal.
func (h *hour) vote(v spectrum.Vote) {
	h.opens("A vote is open.")
	if h.err != nil {
		return
	}
	r := h.room.Snapshot().Spectrum.Topics[0].OpenRound()
	for i, who := range []int{leads, pipes, takesPart} {
		prompt := []string{asks, pide, asks}[i]
		if r.Today != nil {
			h.types(who, "1", prompt)
		}
		h.types(who, "vote 4", prompt)
	}
	for i, seat := range h.others() {
		if r.Today != nil {
			h.do(seat, spectrum.Cast{Poll: r.Today.ID, Choice: r.Today.Options[i%3]})
		}
		h.do(seat, spectrum.Cast{Poll: r.Should.ID, Choice: r.Should.Options[3-i%4/3]})
		if i%2 == 0 {
			h.do(seat, spectrum.WriteReason{Poll: r.Reasons.ID, Words: words("The family knows best what day works, and they should not have to ask twice for it."), Lang: "en"})
			h.happened("reasons", 0)
		}
		h.happened("others' answers, markings and cards sent", 5*time.Second)
	}
	h.shut("The vote is closed.")
}

// sections is writing in a section by ten others, which the two read, add to, and
// are asked about.
func (h *hour) sections() {
	h.goTo("terms", terms.StepDraft)
	if h.err != nil {
		return
	}
	sec := h.room.Snapshot().Terms.Section(h.hall.Section)
	for range 10 {
		h.writing(h.hall.Text, 40)
		h.happened("minutes of ten writing, a sentence each", 50*time.Second)
	}
	h.types(takesPart, fmt.Sprintf("section %d", sec.Order), asks)
	for range 3 {
		h.types(takesPart, "read", asks)
		h.writing(h.hall.Text, 40)
		h.happened("minutes of ten writing, a sentence each", 50*time.Second)
	}
	h.types(takesPart, "add We meet where the family lives, and at a time that suits their work.", asks)
	h.types(pipes, fmt.Sprintf("sección %d", sec.Order), pide)
	h.types(pipes, "agregar Las familias deciden con nosotros.", pide)
	h.types(takesPart, "ready", asks)
	h.types(takesPart, "back", asks)
	h.goTo("terms", terms.StepCheck)
	h.types(leads, fmt.Sprintf("open %d", sec.Order), "Who reads it aloud", asks)
	h.types(leads, "2", "seats will vote", asks)
	h.types(leads, "1", "A check is open", asks)
	h.happened("votes, markings and checks opened", time.Minute)
	if h.err != nil {
		return
	}
	c := h.room.Snapshot().Terms.Section(sec.ID).Check
	h.agree(func(seat roster.SeatID) { h.do(seat, terms.Answer{Poll: c.ID(), Choice: poll.Behind}) })
}

// writing has ten others write so many keys each into a text, in turn as people do
// who write at the same time.
func (h *hour) writing(x string, keys int) {
	seats := h.others()[:10]
	for n := range keys {
		for i, seat := range seats {
			d := h.room.Snapshot().Texts.Get(x)
			if d == nil {
				d = text.New()
			}
			if h.err != nil {
				return
			}
			at := d.Paras()
			words := string(letter(i, n))
			do := text.Insert{At: d.End(), Text: words}
			switch {
			case len(at) <= i:
				do.Text = "\n" + words
			case n%7 == 6:
				do.Text = " "
			}
			if len(at) > i {
				do.At = text.Pos{Para: at[i].ID, Off: len(at[i].Text)}
			}
			h.do(seat, workshop.EditText{Text: x, Edit: text.Edit{Base: d.Version(), Do: do}})
			h.did["keys of theirs"]++
		}
		h.passes(200 * time.Millisecond)
	}
}

// idle is a while in which nobody does anything but ten who write, in real time;
// it gives what a minute of it costs each of the three.
func (h *hour) idle(d time.Duration) (sums [inLines]int64, err error) {
	x := ""
	for _, sec := range h.room.Snapshot().Terms.Sections {
		if !sec.Status.Settled() && !sec.Itself && !sec.Annex {
			x = terms.TextID(sec.ID, "en")
		}
	}
	h.writing(x, 1) // who writes where is told once
	h.types(takesPart, "where", asks)
	h.settle()
	before := h.spent()
	for until := time.Now().Add(d); h.err == nil && time.Now().Before(until); {
		h.writing(x, 1)
		h.passes(-200 * time.Millisecond)
		time.Sleep(200 * time.Millisecond)
		v := h.room.Visit(h.others()[0])
		v.Leave()
	}
	h.settle()
	for i, n := range h.spent() {
		sums[i] = int64(float64(n-before[i]) * float64(time.Minute) / float64(d))
	}
	return sums, h.err
}
