package tui_test

import (
	"testing"

	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/values"
	"convene/tui"
)

// cards puts one card by for a seat, as another connection of it would.
func (h *hall) cards(seat roster.SeatID, word string) {
	h.t.Helper()
	h.give(seat, values.WriteCards{Writing: h.room.Snapshot().Values.OpenWriting().ID,
		Cards: []values.Draft{{Word: safetext.Clean(safetext.Title, word), Lang: "en"}}})
}

// A person with two connections sees on each what they put by over the other,
// still secret, the first one, a changed one and one taken back; nobody else's
// screen shows any of it (promise 3).
func TestASecondConnectionShowsOnesOwnAnswer(t *testing.T) {
	h := open(t)
	host, rosa, max := h.sit("Dana", "en", roster.Host), h.sit("Rosa", "en"), h.sit("Max", "en")
	h.sit("June", "en")
	h.sit("Hart", "en")
	h.give(host, workshop.OpenMeeting{})
	for _, item := range h.room.Snapshot().Agenda.Items {
		if item.Activity == tui.Values {
			h.give(host, workshop.MoveTo{From: h.room.Snapshot().Agenda.At, To: act.Place{Item: item.ID, Step: values.StepWrite}})
			break
		}
	}
	if err := h.room.Do(t.Context(), room.NewCommand(host, values.OpenWriting{Warned: true})); err != nil {
		t.Fatal(err)
	}
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
