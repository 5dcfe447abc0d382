package tui_test

import (
	"strings"
	"testing"

	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
	"convene/tui"
	"convene/tui/keys"
)

// Reopening a section is told to everyone with its reason, also to someone who
// looks at something else (domain §4.4).
func TestEveryoneIsToldThatASectionIsOpenAgain(t *testing.T) {
	h := open(t)
	host, luz := h.sit("Dana", "en", roster.Host), h.sit("Luz", "es")
	h.give(host, workshop.OpenMeeting{})
	h.give(host, terms.MarkNotUsed{Section: "support", Reason: safetext.Clean(safetext.Line, "No money yet.")})
	p := h.person(tui.Person{Seat: luz, Lang: "es"}, 80, 24)
	p.see("Apertura")
	h.give(host, terms.Reopen{Section: "support", Reason: safetext.Clean(safetext.Line, "The Board has found some.")})
	p.see("Dana volvió a abrir \"Recursos, pago y apoyo\": The Board has found some.")
}

// Who is made host reads who handed the meeting over and what to press; who gave
// it away, and everyone else, is not told that they guide.
func TestTheNewHostIsToldWhyTheirScreenIsAnother(t *testing.T) {
	h := open(t)
	host, luz := h.sit("Dana", "en", roster.Host), h.sit("Luz", "es")
	h.give(host, workshop.OpenMeeting{})
	p := h.person(tui.Person{Seat: luz, Lang: "es"}, 80, 24)
	giver := h.person(tui.Person{Seat: host}, 80, 24)
	p.see("Apertura")
	giver.see("go on: Arrival")
	h.give(host, roster.HandOver{To: luz})
	p.see("Dana le dejó la guía: desde ahora guía usted. Enter")
	p.see("seguir: ")
	if giver.screen.Grid().Says("handed the meeting over to you") {
		t.Error("the giver is told that they were made host")
	}
}

// After a meeting no screen says anything of a time limit.
func TestNoTimeIsShownAfterAMeeting(t *testing.T) {
	h := open(t)
	host, rosa := h.sit("Dana", "en", roster.Host), h.sit("Rosa", "en")
	h.give(host, workshop.OpenMeeting{})
	h.next(host)
	h.give(host, workshop.EndMeeting{})
	p := h.person(tui.Person{Seat: rosa}, 80, 24)
	p.see("This meeting has ended.")
	p.press(h.keyed(keys.Agenda))
	p.see("Agenda")
	p.see("planned 10")
	if row := p.screen.Grid().Rows()[0]; strings.Contains(row, "limit") || strings.Contains(row, "min") {
		t.Errorf("the head says %q", row)
	}
}
