package linear_test

import (
	"testing"

	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/terms"
)

// Nothing goes out while nothing happens that concerns a person: others who type,
// point and come back cost an idle minute less than 1 KB.
func TestIdleMinute(t *testing.T) {
	h := open(t, "c")
	others := []string{"Max Orozco", "June Falk", "Ana Ruiz", "Lee Park", "Sam Ortiz", "Kim Vale", "Eva Stone", "Joe Marsh", "Liz Crane", "Tom Reed"}
	rosa := h.enter(h.sit("Rosa Delgado", "en"), "en")
	for _, name := range others {
		h.sit(name, "en")
	}
	h.do(h.host, workshop.OpenMeeting{})
	h.moveTo("terms", terms.StepDraft)
	rosa.hears("Type the number of a section").asked()
	x := terms.TextID(h.room.Snapshot().Terms.Sections[0].ID, "en")
	write := func() {
		for _, name := range others {
			d := h.room.Snapshot().Texts.Get(x)
			if d == nil {
				d = text.New()
			}
			h.do(seatOf(name), workshop.EditText{Text: x, Edit: edit(d, d.End(), "a ")})
		}
	}
	write()
	for range others {
		rosa.hears("wrote.")
	}
	rosa.types("where").hears("The room is at").asked()
	before := len(rosa.out.all())
	for range 60 {
		write()
		visit := h.room.Visit("seat-Max Orozco")
		visit.Leave()
	}
	rosa.types("where").hears("The room is at").asked()
	if n := len(rosa.out.all()) - before; n > 1<<10 {
		t.Errorf("%d bytes while ten others typed: %q", n, rosa.out.all()[before:])
	}
}
