package people_test

import (
	"context"
	"strings"
	"testing"

	"convene/internal/safetext"
	"convene/internal/workshop/roster"
	"convene/tui/keys"
	"convene/tui/screen"
	"convene/tui/screen/people"
	"convene/tui/tuitest/golden"
	"convene/tui/tuitest/stage"
)

const (
	dana = roster.SeatID("seat-Dana")
	rosa = roster.SeatID("seat-Rosa")
	hart = roster.SeatID("seat-Hart")
	max0 = roster.SeatID("seat-Max")
)

var (
	enter, tab, esc = keys.Press(keys.Enter), keys.Press(keys.Tab), keys.Press(keys.Esc)
	down            = keys.Press(keys.Down)
)

func title(words string) safetext.Text { return safetext.Clean(safetext.Title, words) }

// hall has a host, a titled delegate, someone with two sets of pronouns, and a
// seat that was ended.
func hall(t testing.TB) *stage.Stage {
	s := stage.New(t, "a")
	s.Sit("Dana", "en", roster.Host)
	s.Sit("Hart", "en")
	s.Sit("Rosa", "es", roster.NoteKeeper)
	s.Sit("Max", "en")
	s.Sit("Troll", "en")
	s.Give(dana, roster.Describe{About: roster.About{Name: title("Dana Whitfield"), Group: roster.Agency,
		Capacity: title("deputy director"), Organisation: title("Rio Claro County")}})
	s.Give(hart, roster.Describe{About: roster.About{Name: title("Eleanor Hart"), Group: roster.Tribal,
		Title: title("The Honourable Vice-Chairperson of the Council of the Example Tribe,")}})
	s.Give("", roster.ConfirmDelegate{Seat: hart, Nation: title("Example Tribe")})
	s.Give(rosa, roster.Describe{About: roster.About{Name: title("Rosa Delgado"), Pronouns: title("she/her, ella"), Group: roster.Lived}})
	s.Give(dana, roster.EndSeat{Seat: "seat-Troll"})
	return s
}

// deps answer every call with its name.
func deps() people.Deps {
	say := func(words string) func(context.Context) (string, error) {
		return func(context.Context) (string, error) { return words, nil }
	}
	return people.Deps{
		Return: func(_ context.Context, seat roster.SeatID, lang string) (string, error) {
			return "amber river stone (" + string(seat) + ", " + lang + ")", nil
		},
		Code: say("K7M2P"), NewCode: say("W4X9T"),
		Delegate: func(_ context.Context, n safetext.Text, _ string) (string, error) {
			return "cedar drum for " + n.String(), nil
		},
	}
}

// run does the calls that a key asked for, as the root would.
func run(s *stage.Stage, scr screen.Doner, do screen.Do) {
	s.T.Helper()
	if len(do.Calls) == 0 {
		s.T.Fatalf("nothing is called: %+v", do)
	}
	for _, c := range do.Calls {
		v, err := c.Run(s.T.Context())
		scr.Done(s.Env(dana, "en"), c.Tag, v, err)
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

func TestPages(t *testing.T) {
	for _, lang := range []string{"en", "es"} {
		t.Run(lang, func(t *testing.T) {
			s := hall(t)
			scr := people.New(deps())
			s.Press(scr, dana, lang, down, down)
			golden.Text(t, lang+"/host", s.Shows(scr, dana, lang))
			golden.Text(t, lang+"/participant", s.Shows(people.New(deps()), max0, lang))
			s.Press(scr, dana, lang, tab)
			golden.Text(t, lang+"/door", s.Shows(scr, dana, lang))
			s.Press(scr, dana, lang, keys.Char('4'))
			s.Press(scr, dana, lang, stage.Type("Example Tribe")...)
			golden.Text(t, lang+"/nation", s.Shows(scr, dana, lang))
			do, _ := s.Press(scr, dana, lang, enter)
			run(s, scr, do)
			golden.Text(t, lang+"/words", s.Shows(scr, dana, lang))
		})
	}
}

func TestNamesAndTitlesAreWrappedNeverCut(t *testing.T) {
	s := hall(t)
	e := s.Env(max0, "en")
	e.W = 40
	var all strings.Builder
	for _, r := range people.New(deps()).Page(e).Rows {
		if r.Width() > e.W {
			t.Errorf("%d wide: %s", r.Width(), r)
		}
		all.WriteString(r.String() + " ")
	}
	want := "The Honourable Vice-Chairperson of the Council of the Example Tribe, Eleanor Hart [Tribal government]"
	if got := strings.Join(strings.Fields(all.String()), " "); !strings.Contains(got, want) {
		t.Errorf("not whole: %s", got)
	}
}

// People stand in the order they came, whether they are connected or not, and
// nothing tells them apart by it.
func TestTheListTellsNothingOfWhoIsAway(t *testing.T) {
	s := hall(t)
	here := s.Shows(people.New(deps()), dana, "en")
	e := s.Env(dana, "en")
	clear(e.Snap.Presence.Here)
	if got := stage.Text(e, people.New(deps()).Page(e), false); got != here {
		t.Errorf("links show:\n%s\nand\n%s", here, got)
	}
	at := -1
	for _, name := range []string{"Dana Whitfield", "Eleanor Hart", "Rosa Delgado", "Max", "Troll"} {
		i := strings.Index(here, name)
		if i < at {
			t.Errorf("%s stands out of order:\n%s", name, here)
		}
		at = i
	}
}

func TestRolesAreGivenAndTaken(t *testing.T) {
	s := hall(t)
	scr := people.New(deps())
	_, ask := s.Press(scr, dana, "en", down, down, enter) // Eleanor Hart
	s.Carry(scr, dana, "en", pick(s, ask, "Make co-host"))
	if !s.State.Roster.Seat(hart).Has(roster.CoHost) {
		t.Error("no co-host")
	}
	_, ask = s.Press(scr, dana, "en", enter)
	s.Carry(scr, dana, "en", pick(s, ask, "No longer co-host"))
	if s.State.Roster.Seat(hart).Has(roster.CoHost) {
		t.Error("still co-host")
	}
	do := pick(s, ask, "Hand the meeting over")
	if do.Ask == nil || len(do.Commands) > 0 {
		t.Fatalf("handing over does not ask: %+v", do)
	}
	s.Carry(scr, dana, "en", do.Ask.Do)
	if !s.State.Roster.Seat(hart).Has(roster.Host) || s.State.Roster.Seat(dana).Has(roster.Host) {
		t.Error("the meeting was not handed over")
	}
}

func TestAReturnWordIsShownOnceToTheHost(t *testing.T) {
	s := hall(t)
	scr := people.New(deps())
	_, ask := s.Press(scr, dana, "en", down, down, down, enter) // Rosa
	do := pick(s, ask, "A one-time return word")
	if do.Ask == nil || len(do.Calls) > 0 {
		t.Fatalf("it does not ask: %+v", do)
	}
	run(s, scr, do.Ask.Do)
	if got := s.Shows(scr, dana, "en"); !strings.Contains(got, "amber river stone (seat-Rosa, es)") {
		t.Errorf("the word is not shown:\n%s", got)
	}
	s.Press(scr, dana, "en", enter)
	if got := s.Shows(scr, dana, "en"); strings.Contains(got, "amber") {
		t.Errorf("the word is still shown:\n%s", got)
	}
}

func TestEndingASeatAsksAndEveryoneSeesIt(t *testing.T) {
	s := hall(t)
	d := deps()
	d.EndSeat = func(_ context.Context, seat roster.SeatID) error {
		s.Give(dana, roster.EndSeat{Seat: seat})
		return nil
	}
	scr := people.New(d)
	_, ask := s.Press(scr, dana, "en", down, down, down, down, enter) // Max
	do := pick(s, ask, "End this seat")
	if do.Ask == nil || len(do.Commands) > 0 {
		t.Fatalf("it does not ask: %+v", do)
	}
	run(s, scr, do.Ask.Do)
	if got := s.Shows(people.New(deps()), rosa, "en"); !strings.Contains(got, "The seat of Max was ended. Their words stay.") {
		t.Errorf("others do not see it:\n%s", got)
	}
}

func TestTheDoorAndTheCode(t *testing.T) {
	s := hall(t)
	scr := people.New(deps())
	_, ask := s.Press(scr, dana, "en", tab, keys.Char('2'))
	if ask == nil || ask.Title != "Close the door?" {
		t.Fatalf("asked %+v", ask)
	}
	s.Carry(scr, dana, "en", ask.Do)
	if !s.State.Roster.Locked {
		t.Error("the door is open")
	}
	s.Shows(scr, dana, "en")
	s.Press(scr, dana, "en", keys.Char('2'))
	if s.State.Roster.Locked {
		t.Error("the door is closed")
	}
	do, _ := s.Press(scr, dana, "en", keys.Char('1'))
	run(s, scr, do)
	if got := s.Shows(scr, dana, "en"); !strings.Contains(got, "K7M2P") {
		t.Errorf("no code:\n%s", got)
	}
	do, _ = s.Press(scr, dana, "en", esc, keys.Char('3'))
	if do.Ask == nil {
		t.Fatalf("a new code does not ask: %+v", do)
	}
	run(s, scr, do.Ask.Do)
	if got := s.Shows(scr, dana, "en"); !strings.Contains(got, "W4X9T") {
		t.Errorf("no new code:\n%s", got)
	}
}

// A participant finds their own page here, and nothing of a host's.
func TestAParticipantHasNoHostsActions(t *testing.T) {
	s := hall(t)
	scr := people.New(deps())
	do, ask := s.Press(scr, max0, "en", down, enter)
	if ask != nil || do.Open != "me" {
		t.Errorf("Enter: %+v", do)
	}
	if do, _ = s.Press(scr, max0, "en", tab); !do.Ignored {
		t.Errorf("Tab: %+v", do)
	}
}
