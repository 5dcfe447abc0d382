package agenda_test

import (
	"strings"
	"testing"
	"time"

	"convene/internal/workshop"
	domain "convene/internal/workshop/agenda"
	"convene/internal/workshop/roster"
	"convene/tui/keys"
	"convene/tui/screen/agenda"
	"convene/tui/tuitest/stage"
)

// at chooses the line that says words, from the top.
func at(t *testing.T, s *stage.Stage, scr *agenda.Screen, seat roster.SeatID, words string) {
	t.Helper()
	for range 20 {
		for _, l := range strings.Split(s.Shows(scr, seat, "en"), "\n") {
			if strings.HasPrefix(l, "|›") && strings.Contains(l, words) {
				return
			}
		}
		s.Press(scr, seat, "en", down)
	}
	t.Fatalf("no line %q in\n%s", words, s.Shows(scr, seat, "en"))
}

// A host says when the meeting must end, in words for a time of day; everyone
// reads it, and nothing takes it back but an empty field.
func TestAHostSaysWhenTheMeetingMustEnd(t *testing.T) {
	s := hall(t, "a")
	scr := agenda.New(nil)
	at(t, s, scr, dana, "No end was said")
	s.Press(scr, dana, "en", enter)
	do, _ := s.Press(scr, dana, "en", stage.Type("soon\n")...)
	if !strings.Contains(do.Notice, "16:00") || !scr.InText(s.Env(dana, "en")) {
		t.Fatalf("%q was taken for a time: %+v", "soon", do)
	}
	for range len("soon") {
		s.Press(scr, dana, "en", keys.Press(keys.Backspace))
	}
	s.Press(scr, dana, "en", stage.Type("4:00 PM\n")...)
	zone, _ := time.LoadLocation(stage.Zone)
	want := time.Date(2026, 11, 23, 16, 0, 0, 0, zone)
	if got := s.State.Agenda.Meeting.EndBy; !got.Equal(want) {
		t.Fatalf("the meeting ends by %s, want %s", got, want)
	}
	if got := s.Shows(agenda.New(nil), rosa, "en"); !strings.Contains(got, "ends by 16:00") || strings.Contains(got, "|  end ") {
		t.Errorf("a participant sees\n%s", got)
	}
	// Said on an earlier day, it is that time on the day of the meeting.
	s.Now = s.Now.Add(72 * time.Hour)
	s.Give(dana, workshop.OpenMeeting{})
	if got := s.State.Agenda.Meeting.EndBy; !got.Equal(want.Add(72 * time.Hour)) {
		t.Fatalf("on the day it ends by %s", got)
	}
	at(t, s, scr, dana, "ends by 16:00")
	s.Press(scr, dana, "en", enter)
	for range len("16:00") {
		s.Press(scr, dana, "en", keys.Press(keys.Backspace))
	}
	s.Press(scr, dana, "en", enter)
	if got := s.State.Agenda.Meeting.EndBy; !got.IsZero() {
		t.Errorf("it still ends by %s", got)
	}
}

// The coordinator prepares here, until the meeting begins and after it ended.
func TestTheCoordinatorPreparesHere(t *testing.T) {
	s := hall(t, "a")
	lee := s.Sit("Lee", "en", roster.Coordinator)
	scr := agenda.New(func(string) (any, bool) { return domain.Plan{}, true })
	_, ask := s.Press(scr, lee, "en", keys.Char('w'))
	if ask == nil || ask.Choices[len(ask.Choices)-1].Words != "A whole ready agenda for the next meeting" {
		t.Fatalf("w asks %+v", ask)
	}
	ready := ask.Choices[len(ask.Choices)-1].Do.Ask
	if len(ready.Choices) != len(s.Lib.Agendas())+1 || ready.Choices[0].Do.Ask == nil {
		t.Errorf("ready agendas: %+v", ready)
	}
	at(t, s, scr, lee, "No end was said")
	s.Give(dana, workshop.OpenMeeting{})
	if got := s.Shows(scr, lee, "en"); strings.Contains(got, "No end was said") || !strings.Contains(got, "propose a line") {
		t.Errorf("while a meeting runs the coordinator sees\n%s", got)
	}
	s.Give(dana, workshop.EndMeeting{})
	if _, ask := s.Press(agenda.New(nil), lee, "en", keys.Char('w')); ask == nil {
		t.Error("after the meeting the coordinator can only propose")
	}
}
