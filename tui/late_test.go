package tui_test

import (
	"testing"

	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/tui"
	"convene/tui/keys"
)

// Who comes late reads where the room is as its head counts it, and never that
// an open topic was decided.
func TestALatecomerReadsWhatIsStillOpenAsOpen(t *testing.T) {
	h := open(t)
	host := h.sit("Dana", "en", roster.Host)
	h.give(host, workshop.OpenMeeting{})
	for _, item := range h.room.Snapshot().Agenda.Items {
		if item.Activity == tui.Spectrum {
			h.give(host, workshop.MoveTo{From: h.room.Snapshot().Agenda.At, To: act.Place{Item: item.ID, Step: spectrum.StepFrame}})
		}
	}
	h.give(host, spectrum.AddTopic{Sentence: said("Visiting hours")})
	topic := h.room.Snapshot().Spectrum.Topics[0].ID
	h.give(host, spectrum.RecordTopic{Topic: topic})
	p := h.person(tui.Person{}, 80, 24)
	p.see("What should we call you?")
	p.write("Rosa")
	p.press(keys.Press(keys.Enter))
	p.see("Your return words")
	p.press(keys.Char('y'))
	p.see("step 1 of 8")
	p.see("Visiting hours (open)")
}

func said(words string) safetext.Text { return safetext.Clean(safetext.Line, words) }
