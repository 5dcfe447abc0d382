package tui_test

import (
	"testing"

	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/tui"
	"convene/tui/keys"
)

// In a small window Space reads a page to its end before it goes to the screen's
// next page, and the arrows read it line by line.
func TestAPageIsReadToItsEndInASmallWindow(t *testing.T) {
	h := open(t)
	host := h.sit("Dana", "en", roster.Host)
	rosa := h.sit("Rosa", "en")
	h.give(host, workshop.OpenMeeting{})
	for _, item := range h.room.Snapshot().Agenda.Items {
		if item.Activity == tui.Spectrum {
			h.give(host, workshop.MoveTo{From: h.room.Snapshot().Agenda.At, To: act.Place{Item: item.ID, Step: spectrum.StepTour}})
		}
	}
	h.give(host, spectrum.AddTopic{Sentence: said("Visiting hours")})
	last := len(h.room.Snapshot().Spectrum.Content.Levels)
	h.give(host, spectrum.TurnPage{On: spectrum.StepTour, N: last})
	p := h.person(tui.Person{Seat: rosa}, 60, 20)
	p.see("more lines below")
	p.press(keys.Char(' '))
	p.see("that is all")
	p.see("Co-lead")
	p.press(keys.Press(keys.Up))
	p.see("1 more line below")
	p.press(keys.Press(keys.Down))
	p.see("that is all")
	p.press(keys.Char(' '))
	p.see("1  Inform")
	p.see("1 of 6")
}
