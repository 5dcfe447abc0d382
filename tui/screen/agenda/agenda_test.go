package agenda_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"convene/internal/safetext"
	"convene/internal/workshop"
	domain "convene/internal/workshop/agenda"
	"convene/internal/workshop/roster"
	"convene/tui/keys"
	"convene/tui/screen"
	"convene/tui/screen/agenda"
	"convene/tui/tuitest/golden"
	"convene/tui/tuitest/stage"
)

const (
	dana = roster.SeatID("seat-Dana")
	rosa = roster.SeatID("seat-Rosa")
)

var (
	enter, esc = keys.Press(keys.Enter), keys.Press(keys.Esc)
	up, down   = keys.Press(keys.Up), keys.Press(keys.Down)
)

func hall(t testing.TB, id string) *stage.Stage {
	s := stage.New(t, id)
	s.Sit("Dana", "en", roster.Host)
	s.Sit("Rosa", "en")
	return s
}

// follow does what a choice comes back with, as the root would.
func follow(s *stage.Stage, scr *agenda.Screen, do screen.Do) {
	s.T.Helper()
	switch {
	case do.Open != "":
		scr.Arg(s.Env(dana, "en"), do.Arg)
	case do.Ask != nil:
		s.Carry(scr, dana, "en", do.Ask.Do)
	default:
		s.Carry(scr, dana, "en", do)
	}
}

func pick(s *stage.Stage, ask *screen.Ask, words string) screen.Do {
	s.T.Helper()
	if ask == nil {
		s.T.Fatal("nothing was asked")
	}
	for _, c := range ask.Choices {
		if c.Words == words {
			return c.Do
		}
	}
	s.T.Fatalf("%q is not offered: %+v", words, ask.Choices)
	return screen.Do{}
}

func ids(s *stage.Stage) []string {
	var out []string
	for _, i := range s.State.Agenda.Items {
		out = append(out, i.Title.In("en"))
	}
	return out
}

func TestPages(t *testing.T) {
	for _, lang := range []string{"en", "es"} {
		t.Run(lang, func(t *testing.T) {
			s := hall(t, "c")
			golden.Text(t, lang+"/before", s.Shows(agenda.New(nil), rosa, lang))
			s.Give(dana, workshop.OpenMeeting{})
			s.Now = s.Now.Add(6 * time.Minute)
			to, _ := s.State.Agenda.Next()
			s.Give(dana, workshop.MoveTo{From: s.State.Agenda.At, To: to})
			s.Give(dana, domain.SkipItem{ID: s.State.Agenda.Items[2].ID, Skipped: true})
			s.Give(rosa, domain.Propose{Title: safetext.Clean(safetext.Title, "Rides to visits")})
			s.Now = s.Now.Add(3 * time.Minute)
			scr := agenda.New(nil)
			s.Press(scr, dana, lang, down)
			golden.Text(t, lang+"/host", s.Shows(scr, dana, lang))
			s.Press(scr, rosa, lang)
			golden.Text(t, lang+"/participant", s.Shows(agenda.New(nil), rosa, lang))
		})
	}
	s := stage.New(t, "")
	s.Sit("Dana", "en", roster.Host)
	golden.Text(t, "en/empty", s.Shows(agenda.New(nil), dana, "en"))
}

func TestAHostBuildsAnAgendaFromNothing(t *testing.T) {
	s := hall(t, "")
	scr := agenda.New(nil)
	_, ask := s.Press(scr, dana, "en", keys.Char('w'))
	follow(s, scr, pick(s, ask, "A talk"))
	s.Press(scr, dana, "en", stage.Type("Who is missing\n")...)
	_, ask = s.Press(scr, dana, "en", keys.Char('w'))
	follow(s, scr, pick(s, ask, "A break"))
	s.Press(scr, dana, "en", enter) // its usual title stands there
	_, ask = s.Press(scr, dana, "en", keys.Char('w'))
	follow(s, scr, pick(s, ask, "Community Engagement Spectrum"))
	if got := ids(s); !slices.Equal(got, []string{"Who is missing", "Break", "Community Engagement Spectrum"}) {
		t.Fatalf("the agenda is %v", got)
	}
	if x := s.State.Agenda.Items[2]; len(x.Steps) != 8 || x.Minutes == 0 || x.Title.In("es") == x.Title.In("en") {
		t.Errorf("the exercise is %+v", x)
	}
}

func TestALineIsChangedMovedLeftOutAndRemoved(t *testing.T) {
	s := hall(t, "a")
	was := ids(s)
	scr := agenda.New(nil)
	_, ask := s.Press(scr, dana, "en", down, enter) // the decision
	follow(s, scr, pick(s, ask, "Other minutes"))
	s.Press(scr, dana, "en", keys.Press(keys.Backspace))
	if do, _ := s.Press(scr, dana, "en", stage.Type("soon\n")...); do.Notice == "" || len(do.Commands) > 0 {
		t.Errorf("minutes in words: %+v", do)
	}
	s.Press(scr, dana, "en", esc)
	_, ask = s.Press(scr, dana, "en", enter)
	follow(s, scr, pick(s, ask, "Other minutes"))
	s.Press(scr, dana, "en", keys.Press(keys.Backspace))
	s.Press(scr, dana, "en", stage.Type("12\n")...)
	if m := s.State.Agenda.Items[1].Minutes; m != 12 {
		t.Errorf("%d minutes", m)
	}

	_, ask = s.Press(scr, dana, "en", enter)
	follow(s, scr, pick(s, ask, "Move it up or down"))
	s.Press(scr, dana, "en", down, down, up, enter)
	if got := ids(s); got[2] != was[1] || got[1] != was[2] {
		t.Errorf("moved: %v", got)
	}

	_, ask = s.Press(scr, dana, "en", enter)
	out := pick(s, ask, "Leave it out today")
	if out.Ask == nil {
		t.Fatalf("leaving out does not ask: %+v", out)
	}
	follow(s, scr, out)
	if !s.State.Agenda.Items[2].Skipped {
		t.Error("it is not left out")
	}
	_, ask = s.Press(scr, dana, "en", enter)
	follow(s, scr, pick(s, ask, "Bring it back"))
	_, ask = s.Press(scr, dana, "en", enter)
	gone := pick(s, ask, "Remove it")
	if gone.Ask == nil {
		t.Fatalf("removing does not ask: %+v", gone)
	}
	follow(s, scr, gone)
	if got := ids(s); slices.Contains(got, was[1]) {
		t.Errorf("it is still there: %v", got)
	}
}

// Esc loses nothing and changes nothing: a line being moved goes back to where it
// stood.
func TestEscPutsAMovedLineBack(t *testing.T) {
	s := hall(t, "a")
	was, scr := ids(s), agenda.New(nil)
	_, ask := s.Press(scr, dana, "en", down, enter)
	follow(s, scr, pick(s, ask, "Move it up or down"))
	s.Press(scr, dana, "en", up)
	if foot := s.Shows(scr, dana, "en"); slices.Equal(ids(s), was) || !strings.Contains(foot, "Esc  as it was") {
		t.Errorf("it did not move, or no key leads back:\n%s", foot)
	}
	s.Press(scr, dana, "en", esc)
	if got := ids(s); !slices.Equal(got, was) {
		t.Errorf("Esc kept the move: %v", got)
	}
}

// A removed line leaves the choice where it was, on every line the same numbers.
func TestAfterALineGoesItsNeighbourIsChosen(t *testing.T) {
	s := hall(t, "a")
	was, scr := ids(s), agenda.New(nil)
	_, ask := s.Press(scr, dana, "en", down, down, enter)
	for i, words := range []string{"Move it up or down", "Leave it out today", "Remove it"} {
		if ask.Choices[i+2].Words != words {
			t.Errorf("%d is %q", i+3, ask.Choices[i+2].Words)
		}
	}
	follow(s, scr, pick(s, ask, "Remove it"))
	if _, ask = s.Press(scr, dana, "en", enter); ask == nil || ask.Title != was[3] {
		t.Errorf("chosen is %+v, not %q", ask, was[3])
	}
}

func TestAParticipantProposesAndTheHostSettles(t *testing.T) {
	s := hall(t, "a")
	scr := agenda.New(nil)
	s.Press(scr, rosa, "en", keys.Char('w'))
	_, sure := s.Press(scr, rosa, "en", stage.Type("Rides to visits\n")...)
	if sure == nil || len(s.State.Agenda.Proposed) > 0 {
		t.Fatal("words that may have been meant for elsewhere are shown to everyone without a question")
	}
	s.Carry(scr, rosa, "en", sure.Do)
	if got := s.Shows(scr, rosa, "en"); !strings.Contains(got, "proposed by Rosa") {
		t.Errorf("the wish is not shown:\n%s", got)
	}
	if do, _ := s.Press(scr, rosa, "en", down, enter); !do.Ignored {
		t.Errorf("a participant changes the agenda: %+v", do)
	}
	host := agenda.New(nil)
	_, ask := s.Press(host, dana, "en", keys.Press(keys.PageDown), keys.Press(keys.PageDown), enter) // the last line is the wish
	follow(s, host, pick(s, ask, "Take it into the agenda"))
	if got := ids(s); !slices.Contains(got, "Rides to visits") || len(s.State.Agenda.Proposed) > 0 {
		t.Errorf("the agenda is %v", got)
	}
}

func TestTitlesWrapInANarrowWindow(t *testing.T) {
	s := hall(t, "c")
	e := s.Env(rosa, "es")
	e.W = 56
	var all strings.Builder
	for _, r := range agenda.New(nil).Page(e).Rows {
		if r.Width() > e.W {
			t.Errorf("%d wide: %s", r.Width(), r)
		}
		all.WriteString(r.String() + "\n")
	}
	for _, i := range s.State.Agenda.Items {
		for _, word := range strings.Fields(i.Title.In("es")) {
			if !strings.Contains(all.String(), word) {
				t.Errorf("%q is cut", word)
			}
		}
	}
}
