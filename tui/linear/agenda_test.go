package linear_test

import (
	"strings"
	"testing"

	"convene/internal/workshop/agenda"
)

// titles are the lines of the agenda, in order.
func (h *hall) titles() []string {
	var out []string
	for _, i := range h.room.Snapshot().Agenda.Items {
		out = append(out, i.Title["en"])
	}
	return out
}

func (h *hall) item(title string) (agenda.Item, int) {
	h.t.Helper()
	for n, i := range h.room.Snapshot().Agenda.Items {
		if i.Title["en"] == title {
			return i, n
		}
	}
	h.t.Fatalf("no %q in %q", title, h.titles())
	return agenda.Item{}, 0
}

// A host changes the agenda line by line, each change told once to the others.
func TestEditAgenda(t *testing.T) {
	h := open(t, "a")
	dana, rosa := h.enter(h.host, "en"), h.enter(h.sit("Rosa Delgado", "en"), "en")
	rosa.asked()
	first := h.titles()[0]
	dana.asked().types("edit agenda 1").hears("Another title").asked().types("1").says("How we call each other").hears("is now called").asked()
	rosa.hears("On the agenda, \"" + first + "\" is now called \"How we call each other\".")
	dana.types("edit agenda 1").asked().types("other minutes").hears("Your answer:").types("seven").hears("Your answer:").types("7").hears("now about 7 minutes").asked()
	if x, _ := h.item("How we call each other"); x.Minutes != 7 {
		t.Errorf("%d minutes", x.Minutes)
	}
	dana.types("edit agenda 1").asked().types("what to think").says("Where do you come from?").hears("To think and talk about").asked()
	third := h.titles()[2]
	dana.types("edit agenda 2").asked().types("move").hears("After which line").asked().types(third).hears("another order").asked()
	dana.types("edit agenda 3").asked().types("move").asked().types("at the beginning").hears("another order").asked()
	if _, n := h.item("How we call each other"); n != 1 {
		t.Errorf("the first line is now number %d: %q", n+1, h.titles())
	}
	dana.types("edit agenda 3").asked().types("leave it out").hears("no:").types("y").hears("Left out today:").asked()
	rosa.hears("Left out today:")
	dana.types("edit agenda 3").asked().types("bring it back").hears("Back on the agenda:").asked()
	rosa.hears("Back on the agenda:")
	dana.types("edit agenda 3").asked().types("remove it").hears("no:").types("y").hears("Taken off the agenda:").asked()
	dana.types("edit agenda").asked().types("add a line").asked().types("sharing values").hears("After which line").asked().types("1").hears("New on the agenda: Sharing Values").asked()
	x, _ := h.item("Sharing Values exercise")
	if len(x.Steps) == 0 {
		t.Error("an exercise without its steps")
	}
	dana.types("end by 23:30").hears("Sent.").asked()
	rosa.hears("New on the agenda: Sharing Values").types("agenda").hears("The meeting ends by").asked()
	rosa.types("edit agenda").hears("does nothing here").asked()
	clean(t, dana.out.all())
	once(t, rosa.out.all(), "Left out today:", "Back on the agenda:", "Taken off the agenda:", "is now called")
}

// Another meeting starts from a ready agenda.
func TestPlanAnotherMeeting(t *testing.T) {
	h := open(t, "a")
	dana, rosa := h.enter(h.host, "en"), h.enter(h.sit("Rosa Delgado", "es"), "es")
	rosa.pide()
	dana.asked().types("begin").hears("no:").types("y").hears("The meeting begins.").asked()
	dana.types("end").hears("What ends?").asked().types("1").hears("no:").types("y").hears("The meeting has ended.").asked()
	dana.types("ready agenda").hears("Values and framework").asked().types("values").hears("no:").types("y").hears("Another meeting is planned.").asked()
	rosa.hears("Hay otra reunión prevista.")
	dana.types("begin").hears("no:").types("y").hears("The meeting begins.").asked().types("go to").hears("Where should the room go?").asked().types("2").hears("no:").types("y").hears("The room is at").asked()
	rosa.hears("La sala está en:")
	if m := h.room.Snapshot().Agenda.Meeting; m.Number != 2 || m.AgendaID != "b" {
		t.Errorf("the meeting is %+v", m)
	}
}

// A note that stands before an item is told first, in one's own language and
// once; a host writes and removes one line by line (domain R-16).
func TestANoteComesBeforeWhatIsHard(t *testing.T) {
	h := open(t, "b")
	dana, luz := h.enter(h.host, "en"), h.enter(h.sit("Luz Ibarra", "es"), "es")
	luz.pide()
	dana.asked().types("edit agenda 3").asked().types("a note before").says("We speak of removals.").hears("everyone reads: We speak of removals.").asked()
	luz.hears("todas las personas leen: En inglés: We speak of removals.")
	dana.types("edit agenda 3").asked().types("take the note away").asked()
	if x, _ := h.item("Purpose, limits, and how we talk safely"); x.Care != nil {
		t.Errorf("the note is still there: %v", x.Care)
	}
	dana.types("begin").hears("no:").types("y").hears("The meeting begins.").asked()
	h.moveTo("values", "opening")
	dana.hears("Before we begin: We speak of what matters to us").hears("You may pass on anything here.").goesOn().hears("What this is for, and how your words will be used.").asked()
	luz.hears("Antes de empezar: Hablamos de lo que nos importa").hears("Aquí puede dejar cualquier cosa sin contestar.").pide()
	h.moveTo("values", "write")
	dana.asked()
	luz.hears("La sala está en")
	if strings.Contains(luz.out.all(), "Para qué es esto") {
		t.Error("what is behind the note was told before")
	}
	luz.types("dónde").hears("Esta nota va primero.").pide().types("seguir").hears("Hasta tres tarjetas").pide()
	h.moveTo("values", "stories")
	dana.hears("Before we begin: We tell each other stories.").asked()
	clean(t, dana.out.all())
	once(t, luz.out.all(), "Antes de empezar: Hablamos")
	once(t, dana.out.all(), "Before we begin: We speak of what matters", "Before we begin: We tell each other stories.")
}
