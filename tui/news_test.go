package tui_test

import (
	"testing"

	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
	"convene/tui"
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
