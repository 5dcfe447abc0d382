package room_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing/synctest"

	"convene/internal/library"
	"convene/internal/prepare"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
)

// person has a seat in one room. The first of each room also drives it.
type person struct {
	sim      *sim
	room     string
	seat     roster.SeatID
	host     bool
	entering chan *connection // holds what came of it, nil if nothing, until arrive takes it
	there    *connection
}

// connection is a person's face: it knows the last snapshot it has read.
type connection struct {
	room  *room.Room
	visit *room.Visit
	leave func()
	snap  *workshop.Snapshot
}

// furnish makes the rooms, each with an agenda, a topic that can be voted on and
// people, while every write ends well.
func (s *sim) furnish() {
	s.life.disk.easy = true
	lib, err := library.Builtin()
	if err != nil {
		s.t.Fatal(err)
	}
	for n := range simRooms {
		id := fmt.Sprint("w", n)
		create, ok := prepare.Workshop(lib, workshop.Meta{ID: id, Title: safetext.Clean(safetext.Title, "Rio Claro Family Partnership"),
			Zone: "America/Los_Angeles", PublicBody: "no"}, prepare.Plan{Agenda: "c", Zone: "America/Los_Angeles"})
		if !ok {
			s.t.Fatal("no agenda c")
		}
		if err := s.life.house.Found(context.Background(), id, room.NewCommand("", create)); err != nil {
			s.t.Fatal(err)
		}
		s.rooms = append(s.rooms, id)
		s.seat(id)
		synctest.Wait() // the room ends before another begins
	}
	s.life.disk.easy = false
}

// seat gives a room its people and its topic.
func (s *sim) seat(id string) {
	r, leave, err := s.life.house.Enter(context.Background(), id)
	if err != nil {
		s.t.Fatal(err)
	}
	defer leave()
	for n := range simPeople {
		p := &person{sim: s, room: id, seat: join(s.t, r, fmt.Sprint("Person ", n)), host: n == 0}
		s.people = append(s.people, p)
	}
	do(s.t, r, "", roster.Grant{Seat: s.hostOf(id).seat, Role: roster.Host}) // to whom private words are said
	do(s.t, r, "", workshop.OpenMeeting{})
	do(s.t, r, "", agenda.AddItem{Item: agenda.Item{Title: agenda.Words{"en": "Choose our level"}, Minutes: 45,
		Activity: spectrum.Activity, Steps: spectrum.Steps()}})
	do(s.t, r, "", spectrum.AddTopic{Sentence: safetext.Clean(safetext.Line, "Visiting hours"), Lang: "en"})
	topic := r.Snapshot().Spectrum.Topics[0].ID
	nothing := spectrum.Value{Entry: spectrum.Entry{Said: spectrum.Nothing}}
	for f, v := range map[spectrum.Field]spectrum.Value{
		spectrum.FieldTouched: nothing, spectrum.FieldFixed: nothing, spectrum.FieldOpen: nothing,
		spectrum.FieldSigns: {Person: spectrum.Person{Said: spectrum.Nobody}}, spectrum.FieldDue: nothing,
		spectrum.FieldMeans: nothing, spectrum.FieldTribe: {Tribe: spectrum.TribeNo},
	} {
		do(s.t, r, "", spectrum.Fill{Topic: topic, Field: f, Value: v})
	}
	items := r.Snapshot().Agenda.Items
	at := slices.IndexFunc(items, func(i agenda.Item) bool { return slices.Contains(i.Steps, spectrum.StepVote1) })
	do(s.t, r, "", workshop.MoveTo{From: r.Snapshot().Agenda.At, To: act.Place{Item: items[at].ID, Step: spectrum.StepVote1, Topic: topic}})
}

// choices are what this person may do next.
func (p *person) choices() []choice {
	name := p.room + " " + string(p.seat) + " "
	switch {
	case p.entering != nil:
		return nil
	case p.there == nil:
		return []choice{{6, name + "comes", p.come}}
	case p.there.room.Away(p.seat):
		return []choice{{10, name + "reads", p.read}, {6, name + "is back", p.stepBack}, {1, name + "leaves", p.leave}}
	}
	may := []choice{
		{10, name + "reads", p.read},
		{6, name + "writes", p.write},
		{1, name + "leaves", p.leave},
		{1, name + "says otherwise", p.differ},
	}
	if id := p.view(); id != "" {
		may = append(may, choice{3, name + "takes it back", func() string { return p.takeBack(id) }})
	}
	if words := p.sim.promise.keptWord(p.room); p.host && words != nil && p.round() == nil {
		may = append(may, choice{1, name + "has words taken out", func() string { return p.takeOut(words) }})
	}
	if p.round() != nil {
		may = append(may, choice{10, name + "answers", p.answer}, choice{5, name + "gives a reason", p.reason})
	}
	if p.host {
		may = append(may, choice{14, name + "moves on", p.moveOn})
	}
	return append(may, p.unseenChoices(name)...)
}

func (p *person) come() string {
	came, house, id, seat := make(chan *connection, 1), p.sim.life.house, p.room, p.seat
	p.entering = came
	go func() {
		r, leave, err := house.Enter(context.Background(), id)
		if err != nil {
			came <- nil
			return
		}
		came <- &connection{room: r, visit: r.Visit(seat), leave: leave, snap: r.Snapshot()}
	}()
	return ""
}

// arrive takes in who has come, while everything stands still.
func (p *person) arrive() {
	select {
	case p.there = <-p.entering:
		p.entering = nil
	default:
	}
}

// leave ends the connection, of whatever process.
func (p *person) leave() string {
	if c := p.there; c != nil {
		p.there = nil
		delete(p.sim.unseen.away, p) // who comes in anew is back
		c.visit.Leave()
		c.leave()
	}
	return ""
}

// gone is what the death of the process does to the connection.
func (p *person) gone() {
	p.leave()
	if came := p.entering; came != nil {
		p.entering = nil
		go func() { // into a process that has died
			if c := <-came; c != nil {
				c.visit.Leave()
				c.leave()
			}
		}()
	}
}

// read takes the latest snapshot in, as a face does when it is woken.
func (p *person) read() string {
	c := p.there
	if c == nil {
		return ""
	}
	select {
	case <-c.visit.Over():
		return p.leave() + "shown out"
	default:
	}
	select {
	case <-c.visit.Wake():
		c.snap = c.room.Snapshot()
	default:
	}
	return fmt.Sprint(c.snap.Seq)
}

// give gives a command; heard is called with what became of it.
func (p *person) give(body any, heard func(error)) {
	seat := p.seat
	if p.host {
		if _, own := body.(workshop.EditText); !own {
			seat = "" // the server may do all that a host may
		}
	}
	life := p.sim.life
	err := p.there.room.Submit(context.Background(), room.NewCommand(seat, body), func(err error) {
		if life == p.sim.life && !life.disk.dead {
			heard(err)
		}
	})
	if err != nil {
		heard(err)
	}
}

// write types a word that nobody typed before at the end of the shared text.
func (p *person) write() string {
	word := p.sim.promise.word(p.room)
	edit := key(word.text+" ", p.there.snap.Texts.Get(section))
	p.give(edit, word.heard)
	return word.text
}

// round is the vote that this person's screen asks, open or not by now.
func (p *person) round() *spectrum.Round {
	return p.there.snap.Spectrum.Topics[0].OpenRound()
}

func (p *person) answer() string {
	r := p.round()
	q := r.Today
	if p.sim.chance.IntN(2) == 0 {
		q = r.Should
	}
	choice := p.sim.promise.option(q)
	a := p.sim.promise.answered(p.room, q.ID, p.seat)
	c := *p
	c.host = false // an answer is one's own
	c.give(spectrum.Cast{Poll: q.ID, Choice: choice}, a.heard)
	return q.ID + " " + choice
}

func (p *person) reason() string {
	r := p.round()
	a := p.sim.promise.answered(p.room, r.Reasons.ID, p.seat)
	a.words = fmt.Sprintf("because%dof%s", len(p.sim.trace), strings.ReplaceAll(r.Reasons.ID, "/", ""))
	c := *p
	c.host = false
	c.give(spectrum.WriteReason{Poll: r.Reasons.ID, Words: safetext.Clean(safetext.Line, a.words), Lang: "en"}, a.heard)
	return a.words
}

// moveOn opens a vote, or brings the open one to its end.
func (p *person) moveOn() string {
	topic, r := p.there.snap.Spectrum.Topics[0], p.round()
	var body any
	switch {
	case r == nil:
		body = spectrum.OpenVote{Topic: topic.ID, Vote: spectrum.First, Warned: true, Again: true}
	case p.sim.chance.IntN(20) == 0:
		body = spectrum.CallOff{ID: r.ID}
	case r.CalledAt.IsZero():
		body = spectrum.LastCall{ID: r.ID}
	default:
		body = spectrum.CloseVote{Round: r.ID, Vote: spectrum.First}
	}
	heard := func(error) {}
	if r == nil {
		heard = p.sim.unseen.opens(p.room)
	}
	p.give(body, heard)
	return fmt.Sprintf("%T", body)
}

// differ adds a view of one's own, in words that nobody used before.
func (p *person) differ() string {
	w := p.sim.promise.word(p.room)
	c := *p
	c.host = false
	c.give(terms.AddView{Section: "purpose", Words: safetext.Clean(safetext.Idea, w.text)}, w.heard)
	return w.text
}

// view is one of the person's own that their screen shows.
func (p *person) view() string {
	for _, v := range p.there.snap.Terms.ViewsOf("purpose") {
		if v.Held(p.seat) {
			return v.ID
		}
	}
	return ""
}

func (p *person) takeBack(id string) string {
	words := ""
	for _, v := range p.there.snap.Terms.ViewsOf("purpose") {
		if v.ID == id {
			words = v.Words.String()
		}
	}
	c := *p
	c.host = false
	c.give(terms.LeaveView{ID: id}, p.sim.promise.takes(p.room, words))
	return words
}

// takeOut is what an operator does.
func (p *person) takeOut(w *told) string {
	w.takenOut = true
	out := workshop.TakeOut{Words: safetext.Clean(safetext.Line, w.text), Why: workshop.TakenHarm}
	p.give(out, p.sim.promise.takes(p.room, w.text))
	return w.text
}
