package tui_test

import (
	"strings"
	"testing"

	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/values"
	"convene/tui"
	"convene/tui/keys"
)

// cards puts one card by for a seat, as another connection of it would.
func (h *hall) cards(seat roster.SeatID, word string) {
	h.t.Helper()
	h.give(seat, values.WriteCards{Writing: h.room.Snapshot().Values.OpenWriting().ID,
		Cards: []values.Draft{{Word: safetext.Clean(safetext.Title, word), Lang: "en"}}})
}

// quietWriting takes the room to the quiet cards and opens them.
func (h *hall) quietWriting(host roster.SeatID) {
	h.t.Helper()
	h.give(host, workshop.OpenMeeting{})
	for _, item := range h.room.Snapshot().Agenda.Items {
		if item.Activity == tui.Values {
			h.give(host, workshop.MoveTo{From: h.room.Snapshot().Agenda.At, To: act.Place{Item: item.ID, Step: values.StepWrite}})
			break
		}
	}
	h.give(host, values.OpenWriting{Warned: true})
}

// A card whose writer is at one of its choices when the wall opens stays in front
// of them, unsent, and says so; Esc takes them to the wall (promise 8).
func TestTheWallOpensWhileACardIsChosenFor(t *testing.T) {
	h := open(t)
	host, rosa := h.sit("Dana", "en", roster.Host), h.sit("Rosa", "en")
	for _, name := range []string{"Max", "June", "Hart"} {
		h.sit(name, "en")
	}
	h.quietWriting(host)
	p := h.person(tui.Person{Seat: rosa}, 80, 24)
	p.readOn()
	p.see("You can write up to 3 cards")
	p.press(keys.Press(keys.Enter))
	p.see("A value, in a word or two")
	p.write("Patience")
	p.press(keys.Press(keys.Enter), keys.Press(keys.Enter))
	p.see("2 Español")
	id := h.room.Snapshot().Values.OpenWriting().ID
	h.give(host, values.LastCall{ID: id})
	h.give(host, values.ShowWall{Writing: id})
	at := h.room.Snapshot().Agenda.At
	h.give(host, workshop.MoveTo{From: at, To: act.Place{Item: at.Item, Step: values.StepWall}})
	p.see("This card was not sent")
	p.press(keys.Press(keys.Enter))
	p.see("Patience")
	if g := p.screen.Grid(); strings.Count(g.String(), "This card was not sent") != 1 || g.Says("Choose first") {
		t.Errorf("it shows\n%s", g)
	}
	p.press(keys.Press(keys.Esc))
	p.see("Step 4 of 9")
	if n := len(h.room.Snapshot().Values.Cards); n != 0 {
		t.Errorf("%d cards were sent", n)
	}
}

// A person with two connections sees on each what they put by over the other,
// still secret, the first one, a changed one and one taken back; nobody else's
// screen shows any of it (promise 3).
func TestASecondConnectionShowsOnesOwnAnswer(t *testing.T) {
	h := open(t)
	host, rosa, max := h.sit("Dana", "en", roster.Host), h.sit("Rosa", "en"), h.sit("Max", "en")
	h.sit("June", "en")
	h.sit("Hart", "en")
	h.quietWriting(host)
	one, other := h.person(tui.Person{Seat: rosa}, 80, 24), h.person(tui.Person{Seat: max}, 80, 24)
	one.readOn()
	other.readOn()
	one.see("You can write up to 3 cards")
	other.see("You can write up to 3 cards")
	h.cards(rosa, "Respect")
	one.see("1  Respect")
	h.cards(rosa, "Patience") // how many are in does not change by it
	one.see("1  Patience")
	second := h.person(tui.Person{Seat: rosa}, 80, 24)
	second.readOn()
	second.see("1  Patience")
	h.give(rosa, values.WriteCards{Writing: h.room.Snapshot().Values.OpenWriting().ID})
	one.see("You can write up to 3 cards")
	second.see("You can write up to 3 cards")
	h.cards(max, "Courage")
	other.see("1  Courage")
	if one.screen.Grid().Says("Courage") || second.screen.Grid().Says("Courage") {
		t.Error("another seat's card is in sight")
	}
}

// Whoever was away when a host opened their seat hears it when they come in by
// their own way; whoever comes in by the host's words is not told that it is
// somebody else's seat (safety §5).
func TestAnOpenedSeatIsToldAtTheNextVisit(t *testing.T) {
	h := open(t)
	host, rosa := h.sit("Dana", "en", roster.Host), h.sit("Rosa", "en")
	h.give(host, roster.NoteWordReissued{Seat: rosa})
	h.person(tui.Person{Seat: rosa}, 80, 24).see("Dana made a word that opens your seat")
	h.give("", roster.NoteWordUsed{Seat: rosa})
	h.person(tui.Person{Seat: rosa}, 80, 24).see("A host's word opened your seat")
	h.person(tui.Person{Seat: rosa, Lang: "es"}, 80, 24).see("Una palabra de quien guía abrió su lugar")
	other := h.person(tui.Person{Seat: rosa, Entry: "by the host"}, 80, 24)
	other.see("Rio Claro Family Partnership")
	if other.screen.Grid().Says("opened your seat") {
		t.Error("whoever came in by the host's words is told that they did")
	}
}
