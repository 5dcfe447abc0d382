package tui_test

import (
	"testing"
	"time"

	"convene/internal/workshop"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/roster"
	"convene/tui"
	"convene/tui/keys"
)

// The language is a person's own: one key changes it for them alone, at once, it is
// kept with their seat, and what is said of it is understood by whoever pressed it
// by mistake.
func TestTheLanguageIsOnesOwn(t *testing.T) {
	h := open(t)
	host, rosa, max := h.sit("Dana", "en", roster.Host), h.sit("Rosa", "en"), h.sit("Max", "en")
	h.give(host, workshop.OpenMeeting{})
	h.next(host)
	p, second, other := h.person(tui.Person{Seat: rosa}, 80, 24), h.person(tui.Person{Seat: rosa}, 80, 24), h.person(tui.Person{Seat: max}, 80, 24)
	for _, x := range []*person{p, second, other} {
		x.see("Shared notes")
	}
	p.press(h.keyed(keys.Language))
	p.see("Español desde ahora, solo para usted. l: English")
	p.see("Notas compartidas")
	h.until(func(s *workshop.Snapshot) bool { return s.Roster.Seat(rosa).Lang == "es" })
	h.kept(rosa, "es")
	p.press(h.keyed(keys.Language))
	p.see("English from now on, for you alone. l: Español")
	p.see("Shared notes")
	h.until(func(s *workshop.Snapshot) bool { return s.Roster.Seat(rosa).Lang == "en" })
	h.kept(rosa, "en")
	if other.screen.Grid().Says("Español desde") || h.room.Snapshot().Roster.Seat(max).Lang != "en" {
		t.Error("another's language changed")
	}
}

// kept waits until a seat is greeted in a language.
func (h *hall) kept(seat roster.SeatID, lang string) {
	h.t.Helper()
	late := time.After(20 * time.Second)
	for {
		if got, _, err := h.deps.Desk.Chosen(h.t.Context(), h.room.ID(), seat); err == nil && got == lang {
			return
		}
		select {
		case <-time.After(time.Millisecond):
		case <-late:
			h.t.Fatalf("%q was not kept", lang)
		}
	}
}

// In a field the letter is text, and a sentence that begins with it where nothing is
// written changes no language: what tells its writer how to write is in theirs.
func TestTheLanguagesLetterIsALetter(t *testing.T) {
	h := open(t)
	host, rosa := h.sit("Dana", "en", roster.Host), h.sit("Rosa", "en")
	h.give(host, workshop.OpenMeeting{})
	h.next(host)
	p := h.person(tui.Person{Seat: rosa}, 80, 24)
	p.see("Shared notes")
	p.write("let me begin")
	p.see("The letters you typed did nothing")
	p.press(keys.Press(keys.Esc))
	p.press(h.keyed(keys.Write))
	p.see("new line")
	p.write("l")
	p.see("1  l")
	p.press(keys.Press(keys.Esc))
	p.see("w  write in the notes")
	p.write("llllllll") // held down is pressed once
	p.see("Español desde ahora")
	h.until(func(s *workshop.Snapshot) bool { return s.Roster.Seat(rosa).Lang == "es" })
}

// Wherever nothing can be sent the language changes all the same: at the door, on a
// card that has just come over everything, when all has ended, and in a turn for
// somebody else, whose seat is not asked.
func TestTheLanguageChangesWhereNothingCanBeSent(t *testing.T) {
	h, host, june, william := paper(t)
	h.give(june, roster.HeardYes{Seat: william})
	hand := h.hand(june, william, roster.Paper)
	hand.see("You can write 1 card")
	hand.press(h.keyed(keys.Language))
	hand.see("Contesta por WILLIAM HART")
	hand.press(keys.Press(keys.Esc))
	hand.over()
	h.give("", roster.NoteCodeChanged{})
	if r := h.room.Snapshot().Roster; r.Seat(william).Lang != "en" || r.Seat(june).Lang != "en" {
		t.Error("the turn changed a seat's language")
	}

	h.stopClock() // from here on every key comes just as the screen changed
	p := h.person(tui.Person{Seat: "seat-Rosa Delgado"}, 80, 24)
	p.see("?  help")
	h.give(host, agenda.AskPause{})
	p.see("We paused.")
	p.press(h.keyed(keys.Language))
	p.see("Hicimos una pausa.")
	h.give(host, agenda.PauseRoom{})
	h.closes("")
	for _, end := range []any{workshop.EndMeeting{}, workshop.EndWorkshop{}, workshop.CloseWorkshop{}} {
		h.give("", end)
	}
	last := h.person(tui.Person{Seat: "seat-Max Ortega"}, 80, 24)
	last.see("?  help")
	last.press(h.keyed(keys.Language))
	last.see("Español desde ahora, solo para usted. l: English")
	h.kept("seat-Max Ortega", "es")
}

// At the door the letter is part of a name, and where the new seat's return words
// are shown it is a key; the words stay as they are.
func TestTheLanguageChangesAtTheDoor(t *testing.T) {
	h := open(t)
	p := h.person(tui.Person{}, 80, 24)
	p.see("What should we call you?")
	p.write("lu")
	p.see("lu")
	p.press(keys.Press(keys.Enter))
	p.see("Your return words")
	p.press(h.keyed(keys.Language))
	p.see("Sus palabras para volver")
	p.press(h.keyed(keys.Yes))
	p.see("La reunión no ha empezado")
	h.until(func(s *workshop.Snapshot) bool { return s.Roster.Here()[0].Lang == "es" })
}
