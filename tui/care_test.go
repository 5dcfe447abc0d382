package tui_test

import (
	"sync/atomic"
	"testing"
	"time"

	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/values"
	"convene/tui"
	"convene/tui/keys"
)

// readOn goes past the note before an item.
func (p *person) readOn() {
	p.t.Helper()
	p.see("You may pass on anything here.")
	p.press(keys.Press(keys.Enter))
}

// What may stir up hard things begins with a note: for everyone, the host too,
// before anything else of the item, once; whoever comes later reads it as well
// (domain R-16).
func TestANoteComesBeforeWhatIsHard(t *testing.T) {
	h := open(t)
	var late atomic.Int64 // seconds, so that the pause after a move passes when we say so
	start := time.Now()
	h.deps.Now = func() time.Time { return start.Add(time.Duration(late.Load()) * time.Second) }
	host, rosa := h.sit("Dana", "en", roster.Host), h.sit("Rosa", "en")
	luz := h.sit("Luz", "es")
	h.give(host, workshop.OpenMeeting{})
	one, leads := h.person(tui.Person{Seat: rosa}, 80, 24), h.person(tui.Person{Seat: host}, 60, 20)
	one.see("Opening")
	to := func(step string) {
		for _, item := range h.room.Snapshot().Agenda.Items {
			if item.Activity == tui.Values {
				h.give(host, workshop.MoveTo{From: h.room.Snapshot().Agenda.At, To: act.Place{Item: item.ID, Step: step}})
			}
		}
	}
	to(values.StepOpening)
	for _, p := range []*person{one, leads} {
		p.see("That can bring up hard memories.")
		if g := p.screen.Grid(); g.Says("We say what matters to us") || g.Says("The room is asked") {
			t.Errorf("the activity is in sight before its note is read:\n%s", g)
		}
	}
	one.press(keys.Char('v')) // what is behind it is not looked at from here either
	one.see("That can bring up hard memories.")
	late.Add(1)
	one.readOn()
	one.see("We say what matters to us")
	leads.readOn()
	leads.see("Host")
	luzs := h.person(tui.Person{Seat: luz, Lang: "es"}, 80, 24)
	luzs.see("Eso puede traer recuerdos difíciles.")
	to(values.StepWrite)
	one.see("Quiet writing")
	one.leave()
	next := <-one.ended // the turn at a shared terminal that comes again
	one.ended <- next
	h.person(next.Person, 80, 24).see("Quiet writing")
	luzs.see("Eso puede traer recuerdos difíciles.")
	h.give(host, agenda.ChangeItem{Item: func() agenda.Item {
		item, _ := h.room.Snapshot().Agenda.Now()
		item.Care = nil
		return item
	}()})
	luzs.see("Escribir en silencio")
}
