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
	"convene/tui/tuitest/stage"
)

// Who answered must not change anything of the page, nor may who is connected.
func TestThePageTellsCountsAndNobody(t *testing.T) {
	page := func(first, second roster.SeatID, gone roster.SeatID) string {
		s, ended := voting(t), 0
		cast(s, first, "inform", "involve")
		cast(s, second, "consult", "")
		e := s.Env(dana, "en")
		delete(e.Snap.Presence.Here, gone)
		return stage.Text(e, newHost(s, &ended).Page(e), false)
	}
	want := page(rosa, max0, "")
	if !strings.Contains(want, "2 and 1 answers are in") {
		t.Errorf("the counts are not exact:\n%s", want)
	}
	for _, name := range []string{"Rosa", "Max", "June", "Luz", "Amos"} {
		if strings.Contains(want, name) {
			t.Errorf("%s is named:\n%s", name, want)
		}
	}
	if got := page(max0, "seat-June", rosa); got != want {
		t.Errorf("who answered and who is there shows:\n%s\nand\n%s", want, got)
	}
}

// While a vote is open nothing tells whether somebody without a screen has answered:
// a host reads how many they are, as everyone can on the list (safety §5).
func TestWhoHasNoScreenIsCountedAndNotWatched(t *testing.T) {
	page := func(answered roster.SeatID) string {
		s, ended := hall(t, "a"), 0
		william := roster.SeatID("seat-William")
		id := topic(s)
		s.Give(dana, workshop.OpenMeeting{})
		s.Give(dana, roster.WriteIn{Seat: william, About: roster.About{Name: safetext.Clean(safetext.Name, "William Hart")}, Lang: "en"})
		s.Give(dana, roster.HeardYes{Seat: william})
		s.Hands = map[roster.SeatID]roster.Hand{william: {By: dana, Way: roster.Paper}}
		goTo(s, "vote1")
		s.Give(dana, spectrum.OpenVote{Topic: id, Vote: spectrum.First})
		cast(s, answered, "inform", "involve")
		return s.Shows(newHost(s, &ended), dana, "en")
	}
	want := page(rosa)
	if !strings.Contains(want, "1 of them has no screen;\n|that answer can be put in until you close") {
		t.Errorf("the page says:\n%s", want)
	}
	if got := page("seat-William"); got != want {
		t.Errorf("whether William answered shows:\n%s\nand\n%s", want, got)
	}
}

func TestWhoCameAfterTheVoteBeganIsCountedNotNamed(t *testing.T) {
	s, ended := voting(t), 0
	scr := newHost(s, &ended)
	has(s, scr, dana, "Nothing waits for you.")
	s.Sit("Late", "en")
	s.Sit("Later", "en")
	got := s.Shows(scr, dana, "en")
	if !strings.Contains(got, "2 people joined after the vote began") || strings.Contains(got, "Late") {
		t.Errorf("the page says:\n%s", got)
	}
}

func TestADigitMeansWhatWasRead(t *testing.T) {
	s, ended := voting(t), 0
	scr := newHost(s, &ended)
	s.Give(rosa, followup.Park{Words: line("Who pays for rides?"), Lang: "en"})
	s.Shows(scr, dana, "en") // 1 is the question
	s.Give(max0, followup.Ask{})
	do := scr.Key(s.Env(dana, "en"), keys.Char('1'))
	if do.Open != "questions" || do.Ask != nil {
		t.Errorf("1 opened %+v", do)
	}
	s.Shows(scr, dana, "en") // now it is the queue
	if do = scr.Key(s.Env(dana, "en"), keys.Char('1')); do.Ask == nil {
		t.Errorf("1 opened %+v", do)
	}
}

func TestProposalsAreTakenOrDeclined(t *testing.T) {
	s, ended := hall(t, "a"), 0
	scr := newHost(s, &ended)
	s.Give(rosa, agenda.Propose{Title: safetext.Clean(safetext.Title, "Rides to visits")})
	has(s, scr, dana, `A line for the agenda: "Rides to visits"`)
	before := len(s.State.Agenda.Items)
	_, ask := s.Press(scr, dana, "en", keys.Char('1'))
	s.Carry(scr, dana, "en", ask.Choices[0].Do)
	if len(s.State.Agenda.Items) != before+1 || len(s.State.Agenda.Proposed) != 0 {
		t.Errorf("%d items, %d proposed", len(s.State.Agenda.Items), len(s.State.Agenda.Proposed))
	}
}

// away lets two minutes pass without a host.
func away(s *stage.Stage) { s.NoGuideSince = s.Now.Add(-3 * time.Minute) }

func TestHoldingIsOfferedAfterTwoMinutesWithoutAHost(t *testing.T) {
	s, ended := voting(t), 0
	if _, _, ok := host.Offer(s.Env(rosa, "en")); ok {
		t.Error("offered while the host is there")
	}
	s.NoGuideSince = s.Now.Add(-time.Minute)
	if _, _, ok := host.Offer(s.Env(rosa, "en")); ok {
		t.Error("offered after a minute")
	}
	away(s)
	line, do, ok := host.Offer(s.Env(rosa, "en"))
	if !ok || line == "" || do.Ask == nil {
		t.Fatalf("offered %q %+v %v", line, do, ok)
	}
	s.Carry(newHost(s, &ended), rosa, "en", do.Ask.Do)
	if s.State.Roster.Holder != rosa {
		t.Fatalf("%q holds the room", s.State.Roster.Holder)
	}
	if _, _, ok := host.Offer(s.Env(max0, "en")); ok {
		t.Error("offered while somebody holds the room")
	}
	if words, ok := host.Held(s.Env(max0, "en")); !ok || words != "Rosa holds the room until the host is back." {
		t.Errorf("others read %q", words)
	}
}

// A holder may pause and give the word, and is offered nothing that closes,
// shows, moves or records.
func TestAHolderIsOfferedOnlyWhatHoldingAllows(t *testing.T) {
	s := voting(t)
	away(s)
	s.Give(rosa, roster.HoldRoom{})
	s.Give(max0, followup.Ask{})
	scr := host.New(host.Deps{})
	_, ask := s.Press(scr, rosa, "en", enter)
	if ask == nil || ask.Title != "Pause the room?" {
		t.Fatalf("Enter asked %+v", ask)
	}
	if do, _ := s.Press(scr, rosa, "en", keys.Char('b')); !do.Ignored {
		t.Errorf("a holder steps back: %+v", do)
	}
	s.Press(scr, rosa, "en", tab)
	got := s.Shows(scr, rosa, "en")
	for _, no := range []string{"End", "Close", "show", "agenda", "last call"} {
		if strings.Contains(got, no) {
			t.Errorf("a holder reads %q:\n%s", no, got)
		}
	}
	for _, do := range []string{"Timer", "Pause the room", "Give the word to Max", "Stop holding"} {
		if !strings.Contains(got, do) {
			t.Errorf("a holder does not read %q:\n%s", do, got)
		}
	}
}

// In the smallest window everything is still there, a part at a time.
func TestASmallWindowCutsNothing(t *testing.T) {
	for _, lang := range []string{"en", "es"} {
		s, ended := busy(t), 0
		e := s.Env(dana, lang)
		e.W, e.H = 56, 13
		p := newHost(s, &ended).Page(e)
		for _, r := range p.Rows {
			if r.Width() > e.W {
				t.Errorf("%s: %d wide: %s", lang, r.Width(), r)
			}
		}
		if got := stage.Text(e, p, false); !strings.Contains(got, "Who pays for rides?") {
			t.Errorf("the question is cut:\n%s", got)
		}
	}
}
