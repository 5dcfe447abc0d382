package questions_test

import (
	"strings"
	"testing"
	"time"

	"convene/internal/safetext"
	"convene/internal/workshop/followup"
	"convene/internal/workshop/roster"
	"convene/tui/keys"
	"convene/tui/screen"
	"convene/tui/screen/questions"
	"convene/tui/tuitest/golden"
	"convene/tui/tuitest/stage"
)

const (
	dana = roster.SeatID("seat-Dana")
	rosa = roster.SeatID("seat-Rosa")
	max0 = roster.SeatID("seat-Max")
	june = roster.SeatID("seat-June")
)

var (
	enter, tab, esc = keys.Press(keys.Enter), keys.Press(keys.Tab), keys.Press(keys.Esc)
	down            = keys.Press(keys.Down)
)

func line(words string) safetext.Text { return safetext.Clean(safetext.Line, words) }

// hall has a host, a note-keeper and two others, on a Friday at half past four.
func hall(t testing.TB) *stage.Stage {
	s := stage.New(t, "a")
	s.Sit("Dana", "en", roster.Host)
	s.Sit("Rosa", "es", roster.NoteKeeper)
	s.Sit("Max", "en")
	s.Sit("June", "en")
	s.Now = time.Date(2026, 11, 21, 0, 30, 0, 0, time.UTC)
	return s
}

// follow does what a choice of a question comes back with, as the root would.
func follow(s *stage.Stage, scr *questions.Screen, seat roster.SeatID, do screen.Do) {
	s.T.Helper()
	if do.Open != "" {
		scr.Arg(s.Env(seat, "en"), do.Arg)
		return
	}
	s.Carry(scr, seat, "en", do)
}

func choose(s *stage.Stage, ask *screen.Ask, n int) screen.Do {
	s.T.Helper()
	if ask == nil || n >= len(ask.Choices) {
		s.T.Fatalf("no choice %d of %+v", n, ask)
	}
	return ask.Choices[n].Do
}

func TestPages(t *testing.T) {
	for _, lang := range []string{"en", "es"} {
		t.Run(lang, func(t *testing.T) {
			s := hall(t)
			scr := questions.New()
			golden.Text(t, lang+"/empty", s.Shows(scr, max0, lang))
			s.Press(scr, max0, lang, keys.Char('w'))
			s.Press(scr, max0, lang, stage.Type("Who pays for rides to visits, and how soon?")...)
			golden.Text(t, lang+"/asking", s.Shows(scr, max0, lang))
			s.Press(scr, max0, lang, enter)
			s.Give(june, followup.Park{Words: line("May grandparents come along?"), Lang: "en"})
			q := s.State.Followup.Questions[1]
			s.Give(dana, followup.Assign{ID: q.ID, Owner: rosa, Due: followup.FirstReply(q.AskedAt, s.Env(dana, lang).Zone)})
			s.Give(june, followup.Park{Words: line("Where is the list of rooms?"), Lang: "en"})
			s.Give(dana, followup.Finish{ID: s.State.Followup.Questions[2].ID, Answer: line("On the county's page."), Done: true})
			host := questions.New()
			s.Press(host, dana, lang, down)
			golden.Text(t, lang+"/host", s.Shows(host, dana, lang))
			_, ask := s.Press(host, dana, lang, enter)
			follow(s, host, dana, choose(s, ask, 0))
			golden.Text(t, lang+"/owner", s.Shows(host, dana, lang))
			s.Press(host, dana, lang, esc)

			s.Give(max0, followup.Ask{})
			s.Give(june, followup.Ask{})
			s.Give(rosa, followup.Ask{})
			s.Give(dana, followup.Call{})
			s.Press(host, dana, lang, tab, down)
			golden.Text(t, lang+"/queue", s.Shows(host, dana, lang))
		})
	}
}

func TestWordsOfAQuestionStayUntilTheyAreKept(t *testing.T) {
	s := hall(t)
	scr := questions.New()
	s.Press(scr, max0, "en", keys.Char('w'))
	s.Press(scr, max0, "en", stage.Type("Who pays")...)
	s.Press(scr, max0, "en", esc, keys.Char('w'))
	if got := s.Shows(scr, max0, "en"); !strings.Contains(got, "Who pays") {
		t.Errorf("the words are gone:\n%s", got)
	}
	s.Press(scr, max0, "en", enter)
	if n := len(s.State.Followup.Questions); n != 1 {
		t.Fatalf("%d questions", n)
	}
	s.Press(scr, max0, "en", keys.Char('w'))
	if got := s.Shows(scr, max0, "en"); strings.Contains(got, "Who pays") {
		t.Errorf("kept words are still in the field:\n%s", got)
	}
}

func TestAnOwnerBringsTheUsualDay(t *testing.T) {
	s := hall(t)
	s.Give(max0, followup.Park{Words: line("Who pays for rides?"), Lang: "en"})
	scr := questions.New()
	_, ask := s.Press(scr, rosa, "en", down, enter) // the note-keeper
	follow(s, scr, rosa, choose(s, ask, 0))
	s.Press(scr, rosa, "en", keys.Char('4'))
	if s.State.Followup.Questions[0].Owner != "" {
		t.Error("a digit alone named who answers")
	}
	s.Press(scr, rosa, "en", enter)
	q := s.State.Followup.Questions[0]
	if q.Owner != june {
		t.Errorf("%q answers it", q.Owner)
	}
	if got := s.Shows(scr, rosa, "en"); !strings.Contains(strings.Join(strings.Fields(got), " "), "first reply by Monday, November 23, 2026, 16:30") {
		t.Errorf("asked on Friday at 16:30, it says:\n%s", got)
	}
}

func TestSomeoneWhoIsNotHereCanAnswerOnAnotherDay(t *testing.T) {
	s := hall(t)
	s.Give(max0, followup.Park{Words: line("Who pays for rides?"), Lang: "en"})
	scr := questions.New()
	_, ask := s.Press(scr, dana, "en", down, enter)
	follow(s, scr, dana, choose(s, ask, 0))
	s.Press(scr, dana, "en", keys.Char('5'), enter)
	s.Press(scr, dana, "en", stage.Type("County counsel\n")...)
	_, ask = s.Press(scr, dana, "en", enter)
	due := choose(s, ask, 1)
	if due.Ask == nil {
		t.Fatalf("no days are offered: %+v", due)
	}
	follow(s, scr, dana, choose(s, due.Ask, 3))
	do, _ := s.Press(scr, dana, "en", stage.Type("next week\n")...)
	if do.Notice == "" || len(do.Commands) > 0 {
		t.Errorf("words were taken for a day: %+v", do)
	}
	for range len("next week") {
		s.Press(scr, dana, "en", keys.Press(keys.Backspace))
	}
	s.Press(scr, dana, "en", stage.Type("2026-12-04\n")...)
	q := s.State.Followup.Questions[0]
	if q.OwnerName.String() != "County counsel" || q.Due.UTC() != time.Date(2026, 12, 5, 0, 30, 1, 0, time.UTC).Truncate(time.Minute) {
		t.Errorf("%+v", q)
	}
}

func TestAnAnswerFinishesAQuestion(t *testing.T) {
	s := hall(t)
	s.Give(max0, followup.Park{Words: line("Who pays for rides?"), Lang: "en"})
	scr := questions.New()
	_, ask := s.Press(scr, dana, "en", down, enter)
	follow(s, scr, dana, choose(s, ask, 2))
	if do, _ := s.Press(scr, dana, "en", enter); do.Notice == "" || len(do.Commands) > 0 {
		t.Errorf("an empty answer was sent: %+v", do)
	}
	s.Press(scr, dana, "en", stage.Type("The county does.\n")...)
	if q := s.State.Followup.Questions[0]; !q.Done || q.Answer.String() != "The county does." {
		t.Errorf("%+v", q)
	}
	_, ask = s.Press(scr, dana, "en", enter)
	follow(s, scr, dana, choose(s, ask, 0))
	if s.State.Followup.Questions[0].Done {
		t.Error("it was not opened again")
	}
}

func TestOnlyThoseInChargeSettleAQuestion(t *testing.T) {
	s := hall(t)
	s.Give(june, followup.Park{Words: line("Who pays for rides?"), Lang: "en"})
	scr := questions.New()
	if do, _ := s.Press(scr, max0, "en", down, enter); !do.Ignored {
		t.Errorf("a participant settles: %+v", do)
	}
	s.Give(dana, followup.Assign{ID: s.State.Followup.Questions[0].ID, Owner: max0})
	if _, ask := s.Press(scr, max0, "en", enter); ask == nil {
		t.Error("its owner may not")
	}
}

func TestTheHostGivesTheWordAndReorders(t *testing.T) {
	s := hall(t)
	for _, seat := range []roster.SeatID{max0, june, rosa} {
		s.Give(seat, followup.Ask{})
	}
	scr := questions.New()
	s.Press(scr, dana, "en", tab, enter)
	if s.State.Followup.Speaking != max0 {
		t.Fatalf("%q speaks", s.State.Followup.Speaking)
	}
	_, ask := s.Press(scr, dana, "en", down, down, enter) // Rosa, the second who waits
	s.Carry(scr, dana, "en", choose(s, ask, 1))
	if q := s.State.Followup.Queue; len(q) != 2 || q[0] != rosa {
		t.Errorf("the list is %v", q)
	}
	_, ask = s.Press(scr, dana, "en", enter)
	s.Carry(scr, dana, "en", choose(s, ask, 2))
	if q := s.State.Followup.Queue; len(q) != 1 || q[0] != june {
		t.Errorf("the list is %v", q)
	}
	s.Press(scr, dana, "en", enter, enter)
	if f := s.State.Followup; f.Speaking != "" || len(f.Queue) != 0 {
		t.Errorf("%q speaks, %v wait", f.Speaking, f.Queue)
	}
	if do, _ := s.Press(scr, dana, "en", enter); !do.Ignored {
		t.Errorf("nobody waits, and Enter does %+v", do)
	}
}

func TestAParticipantDoesNotGiveTheWord(t *testing.T) {
	s := hall(t)
	s.Give(june, followup.Ask{})
	scr := questions.New()
	if do, _ := s.Press(scr, max0, "en", tab, enter); !do.Ignored {
		t.Errorf("Enter does %+v", do)
	}
	if do, _ := s.Press(scr, max0, "en", keys.Char('r')); !do.Ignored {
		t.Errorf("r is not left to the root: %+v", do)
	}
}
