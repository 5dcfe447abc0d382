package host_test

import (
	"strings"
	"testing"
	"time"

	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/followup"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/tui/keys"
	"convene/tui/screen/host"
	"convene/tui/tuitest/golden"
	"convene/tui/tuitest/stage"
)

func TestPages(t *testing.T) {
	for _, lang := range []string{"en", "es"} {
		t.Run(lang, func(t *testing.T) {
			s, ended := hall(t, "a"), 0
			scr := newHost(s, &ended)
			golden.Text(t, lang+"/lobby", s.Shows(scr, dana, lang))
			fits(s, scr, dana, lang)

			s = busy(t)
			scr = newHost(s, &ended)
			golden.Text(t, lang+"/vote", s.Shows(scr, dana, lang))
			fits(s, scr, dana, lang)
			s.Press(scr, dana, lang, tab)
			golden.Text(t, lang+"/more", s.Shows(scr, dana, lang))
			fits(s, scr, dana, lang)

			s = hall(t, "c")
			s.Give(dana, workshop.OpenMeeting{})
			scr = newHost(s, &ended)
			golden.Text(t, lang+"/talk", s.Shows(scr, dana, lang))
			fits(s, scr, dana, lang)

			away(s)
			s.Give(rosa, roster.HoldRoom{})
			scr = host.New(host.Deps{})
			golden.Text(t, lang+"/holder", s.Shows(scr, rosa, lang))
			fits(s, scr, rosa, lang)
			s.Press(scr, rosa, lang, tab)
			golden.Text(t, lang+"/holder_more", s.Shows(scr, rosa, lang))
		})
	}
}

// busy is a vote with three things that wait for the host.
func busy(t testing.TB) *stage.Stage {
	s := voting(t)
	s.State.Agenda.Meeting.EndBy = s.Now.Add(40 * time.Minute)
	cast(s, rosa, "inform", "collaborate")
	cast(s, max0, "consult", "")
	s.Give(rosa, followup.Park{Words: line("Who pays for rides?"), Lang: "en"})
	s.Give(max0, followup.Ask{})
	s.Give("seat-June", followup.Ask{})
	s.Sit("Late", "en")
	s.Now = s.Now.Add(9 * time.Minute)
	return s
}

// While the room pauses the host sees what everyone sees, what to do in which
// order, and what people ask for without a name (domain §8.14).
func TestPause(t *testing.T) {
	for _, lang := range []string{"en", "es"} {
		s, ended := hall(t, "a"), 0
		s.Give(dana, workshop.OpenMeeting{})
		scr := newHost(s, &ended)
		s.Give(rosa, agenda.AskTime{})
		s.Give(max0, workshop.SayAlone{To: dana, Words: line("This is close to my own case. May I sit out?"), Lang: "en"})
		s.Give(max0, agenda.AskPause{})
		golden.Text(t, lang+"/pause", s.Shows(scr, dana, lang))
		fits(s, scr, dana, lang)
		little := s.Env(dana, lang)
		little.W, little.H = 56, 13
		golden.Text(t, lang+"/pause_60x20", stage.Show(little, scr))
		_, ask := s.Press(scr, dana, lang, keys.Char('1'))
		if ask == nil || !strings.Contains(ask.Title, "Max") || !strings.Contains(ask.Lines[0], "close to my own case") || len(ask.Choices[0].Do.Calls) != 1 {
			t.Fatalf("opened as %+v", ask)
		}
		_, ask = s.Press(scr, dana, lang, keys.Char('2'))
		s.Carry(scr, dana, lang, ask.Choices[1].Do)
		if left, _ := s.State.Agenda.Left(s.Now); left != 10*time.Minute || len(s.Snapshot().Wishes) != 0 {
			t.Errorf("%v left, wishes %v", left, s.Snapshot().Wishes)
		}
	}
}

func TestEveryStepIsAskedOnceUntilTheEnd(t *testing.T) {
	s, ended := hall(t, ""), 0
	for _, title := range []string{"Welcome", "What comes next"} {
		item := agenda.Item{Title: agenda.Title("en", safetext.Clean(safetext.Title, title)), Minutes: 5, Activity: agenda.Talk}
		behind := ""
		if n := len(s.State.Agenda.Items); n > 0 {
			behind = s.State.Agenda.Items[n-1].ID
		}
		s.Give(dana, agenda.AddItem{Item: item, Behind: behind})
	}
	scr := newHost(s, &ended)
	for i, want := range []string{`Begin the meeting with "Welcome"?`, `Move the room on to "What comes next"?`, "End the meeting?"} {
		do, ask := s.Press(scr, dana, "en", enter)
		if len(do.Commands) > 0 || ask == nil || ask.Title != want {
			t.Fatalf("step %d: commands %v, asked %+v", i, do.Commands, ask)
		}
		yes(s, scr, ask)
	}
	if s.State.Agenda.Meeting.EndedAt.IsZero() {
		t.Error("the meeting has not ended")
	}
	// The next step is another meeting.
	s.Press(scr, dana, "en", enter)
	has(s, scr, dana, "Choose a ready agenda")
	do, _ := s.Press(scr, dana, "en", keys.Char('2'))
	yes(s, scr, do.Ask)
	if a := s.State.Agenda; a.Meeting.Number != 2 || len(a.Items) == 0 || !a.Meeting.OpenedAt.IsZero() {
		t.Errorf("the second meeting: %+v with %d items", a.Meeting, len(a.Items))
	}
}

func TestAVoteIsHeldFromHere(t *testing.T) {
	s, ended := hall(t, "a"), 0
	topic(s)
	s.Give(dana, workshop.OpenMeeting{})
	goTo(s, "vote1")
	scr := newHost(s, &ended)
	_, ask := s.Press(scr, dana, "en", enter)
	if ask == nil || len(ask.Choices) == 0 && ask.Do.Commands == nil {
		t.Fatalf("opening: %+v", ask)
	}
	opened := ask.Do
	if len(ask.Choices) > 0 {
		opened = ask.Choices[0].Do
	}
	s.Carry(scr, dana, "en", opened)
	cast(s, rosa, "inform", "involve")
	has(s, scr, dana, "1 answer is in · 6 people are on this vote's list")
	_, ask = s.Press(scr, dana, "en", enter)
	yes(s, scr, ask) // the last call
	_, ask = s.Press(scr, dana, "en", enter)
	if ask == nil || ask.Title != "5 on the list have not answered; closing leaves them out. Close and show?" {
		t.Fatalf("closing: %+v", ask)
	}
	yes(s, scr, ask)
	if s.State.Spectrum.Topics[0].LastRound(0) == nil {
		t.Error("nothing is shown")
	}
	has(s, scr, dana, "Everyone sees: What we said.")
	id := s.State.Spectrum.Topics[0].ID
	goTo(s, "vote2")
	s.Give(dana, spectrum.OpenVote{Topic: id, Vote: spectrum.Second})
	has(s, scr, dana, "You can answer as before, or differently.")
	cast(s, rosa, "", "involve")
	r := s.State.Spectrum.Topics[0].OpenRound().ID
	s.Give(dana, spectrum.LastCall{ID: r})
	s.Give(dana, spectrum.CloseVote{Round: r, Vote: spectrum.Second})
	has(s, scr, dana, "Let us look together at what came out.") // what invited the answers is over
}

func TestGoingBackAsks(t *testing.T) {
	s, ended := hall(t, "a"), 0
	s.Give(dana, workshop.OpenMeeting{})
	scr := newHost(s, &ended)
	if do, _ := s.Press(scr, dana, "en", keys.Char('b')); !do.Ignored {
		t.Errorf("back from the beginning: %+v", do)
	}
	goTo(s, "decision")
	_, ask := s.Press(scr, dana, "en", keys.Char('b'))
	yes(s, scr, ask)
	if at := s.State.Agenda.At.Item; at != "welcome" {
		t.Errorf("the room is at %s", at)
	}
}

func TestTheTimerAndThePause(t *testing.T) {
	s, ended := hall(t, "a"), 0
	s.Give(dana, workshop.OpenMeeting{})
	scr := newHost(s, &ended)
	_, ask := s.Press(scr, dana, "en", tab, keys.Char('1'))
	s.Carry(scr, dana, "en", ask.Choices[0].Do)
	if !s.State.Agenda.Timer.Running {
		t.Error("the timer does not run")
	}
	_, ask = s.Press(scr, dana, "en", tab, keys.Char('1'))
	s.Carry(scr, dana, "en", ask.Choices[2].Do)
	if left, _ := s.State.Agenda.Left(s.Now); left < 9*time.Minute {
		t.Errorf("%v are left after five minutes more", left)
	}
	_, ask = s.Press(scr, dana, "en", tab, keys.Char('2'))
	yes(s, scr, ask)
	if !s.State.Agenda.Paused {
		t.Error("the room is not paused")
	}
	_, ask = s.Press(scr, dana, "en", enter)
	yes(s, scr, ask)
	if s.State.Agenda.Paused {
		t.Error("the room is still paused")
	}
}

func TestEndingTheWorkshopAsksAndGoesThroughTheDesk(t *testing.T) {
	s, ended := hall(t, "a"), 0
	scr := newHost(s, &ended)
	s.Press(scr, dana, "en", tab)
	_, ask := s.Press(scr, dana, "en", keys.Press(keys.End), enter)
	if ask == nil || ask.Title != "End the whole workshop?" || len(ask.Do.Calls) != 1 {
		t.Fatalf("asked %+v", ask)
	}
	if _, err := ask.Do.Calls[0].Run(t.Context()); err != nil || ended != 1 {
		t.Errorf("ended %d times: %v", ended, err)
	}
}
