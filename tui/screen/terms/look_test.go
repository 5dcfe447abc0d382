package terms_test

import (
	"slices"
	"testing"

	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
	domain "convene/internal/workshop/terms"
	"convene/tui/keys"
	"convene/tui/screen"
	"convene/tui/screen/terms"
	"convene/tui/tuitest/golden"
	"convene/tui/tuitest/stage"
)

const (
	dana = roster.SeatID("seat-Dana Whitfield")
	rosa = roster.SeatID("seat-Rosa")
	max0 = roster.SeatID("seat-Max")
	june = roster.SeatID("seat-June")
	luz  = roster.SeatID("seat-Luz")
)

// meeting is a room at one step of the Terms of Reference, with a host and four
// participants, one of whom reads Spanish.
func meeting(t testing.TB, step string) *stage.Stage {
	t.Helper()
	s := stage.New(t, "c")
	s.Sit("Dana Whitfield", "en", roster.Host)
	for _, name := range []string{"Rosa", "Max", "June"} {
		s.Sit(name, "en")
	}
	s.Sit("Luz", "es")
	s.Give(dana, workshop.OpenMeeting{})
	goTo(s, step)
	return s
}

// goTo takes the room to a step of the Terms of Reference.
func goTo(s *stage.Stage, step string) {
	s.T.Helper()
	for _, item := range s.State.Agenda.Items {
		if item.Activity == "terms" && slices.Contains(item.Steps, step) {
			s.Give(dana, workshop.MoveTo{From: s.State.Agenda.At, To: act.Place{Item: item.ID, Step: step}})
			return
		}
	}
	s.T.Fatalf("no step %s", step)
}

// wrote puts words into a section in somebody's name.
func wrote(s *stage.Stage, seat roster.SeatID, id, lang, words string) {
	s.T.Helper()
	textID := domain.TextID(id, lang)
	d := s.State.Texts.Get(textID)
	if d == nil {
		d = text.New()
	}
	s.Give(seat, workshop.EditText{Text: textID, Edit: text.Edit{Base: d.Version(), Do: text.Insert{At: d.End(), Text: words}}})
}

// talked is section 11 as three people wrote it.
func talked(s *stage.Stage) {
	wrote(s, rosa, "communication", "en", "Every question gets a first reply inside 24 business hours and ")
	wrote(s, max0, "communication", "en", "a date for the full one.\n")
	wrote(s, max0, "communication", "en", "The coordinator sends notes within three working days, in English and Spanish, to everyone who was there and to everyone who was missed.\n")
	wrote(s, june, "communication", "en", "When we say no, we say why. The reason is written in the notes, with the name of the law, rule or budget.\n")
	wrote(s, luz, "communication", "en", "Elders are called, not e-mailed.")
}

// shows draws the screen for a seat.
func shows(s *stage.Stage, scr screen.Screen, seat roster.SeatID, lang string) string {
	return stage.Show(s.Env(seat, lang), scr)
}

var enter, tab, esc = keys.Press(keys.Enter), keys.Press(keys.Tab), keys.Press(keys.Esc)

func ready(s *stage.Stage) {
	talked(s)
	s.Give(rosa, domain.MakeReady{Section: "communication"})
}

func asked(s *stage.Stage) {
	ready(s)
	s.Give(dana, domain.OpenCheck{Section: "communication", Question: domain.Question{
		Readers: []domain.Reader{{Lang: "es", Seat: luz}}}})
}

func TestPages(t *testing.T) {
	for _, lang := range []string{"en", "es"} {
		t.Run(lang, func(t *testing.T) {
			s := meeting(t, domain.StepDraft)
			talked(s)
			golden.Text(t, lang+"/outline", shows(s, terms.New(), rosa, lang))

			scr := terms.New()
			scr.Arg(s.Env(rosa, lang), "communication")
			golden.Text(t, lang+"/section", shows(s, scr, rosa, lang))
			s.Press(scr, rosa, lang, enter)
			s.Press(scr, rosa, lang, stage.Type("\nWe begin")...)
			golden.Text(t, lang+"/writing", shows(s, scr, rosa, lang))
			s.Press(scr, rosa, lang, esc, tab)
			golden.Text(t, lang+"/actions", shows(s, scr, rosa, lang))
			s.Press(scr, rosa, lang, esc, keys.Char('h'))
			golden.Text(t, lang+"/history", shows(s, scr, rosa, lang))

			host := terms.New()
			s.Give(rosa, domain.MakeReady{Section: "communication"})
			host.Arg(s.Env(dana, lang), "communication")
			s.Press(host, dana, lang, tab)
			golden.Text(t, lang+"/host_actions", shows(s, host, dana, lang))

			s = meeting(t, domain.StepCheck)
			asked(s)
			scr = terms.New()
			golden.Text(t, lang+"/check", shows(s, scr, rosa, lang))
			s.Press(scr, rosa, lang, keys.Char('3'))
			golden.Text(t, lang+"/check_chosen", shows(s, scr, rosa, lang))
		})
	}
}

// No state of a section runs into what stands beside it, in any language.
func TestTheOutlineKeepsItsColumnsApart(t *testing.T) {
	s := meeting(t, domain.StepCheck)
	wrote(s, rosa, "purpose", "en", "Children stay with their kin.")
	s.Give(rosa, domain.MakeReady{Section: "purpose"})
	s.Give(dana, domain.OpenCheck{Section: "purpose", Question: domain.Question{Readers: []domain.Reader{{Lang: "es", Seat: luz}}}})
	check := s.State.Terms.Section("purpose").Check.ID()
	for seat, choice := range map[roster.SeatID]string{dana: "5", rosa: "4", max0: "4", june: "4", luz: "1"} {
		s.Give(seat, domain.Answer{Poll: check, Choice: choice})
	}
	s.Give(dana, domain.LastCall{Poll: check})
	s.Give(dana, domain.CloseCheck{Poll: check})
	scr := terms.New()
	s.Press(scr, luz, "es", esc)
	has(t, shows(s, scr, luz, "es"), "acordada, con inquietudes  1 párrafo")
}
