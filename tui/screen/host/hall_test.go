package host_test

import (
	"context"
	"strings"
	"testing"

	"convene/internal/prepare"
	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/tui/keys"
	"convene/tui/screen"
	"convene/tui/screen/host"
	"convene/tui/tuitest/stage"
)

const (
	dana = roster.SeatID("seat-Dana")
	rosa = roster.SeatID("seat-Rosa")
	max0 = roster.SeatID("seat-Max")
)

var enter, tab = keys.Press(keys.Enter), keys.Press(keys.Tab)

// hall is a workshop with a host and five others.
func hall(t testing.TB, agendaID string) *stage.Stage {
	t.Helper()
	s := stage.New(t, agendaID)
	s.Sit("Dana", "en", roster.Host)
	for _, name := range []string{"Rosa", "Max", "June", "Luz", "Amos"} {
		s.Sit(name, "en")
	}
	return s
}

// newHost makes the host's screen; ended counts how often the workshop was ended.
func newHost(s *stage.Stage, ended *int) *host.Screen {
	return host.New(host.Deps{
		Plan: func(id string) (any, bool) { return planned(s, id) },
		End: func(context.Context) error {
			*ended++
			return nil
		},
	})
}

func planned(s *stage.Stage, id string) (any, bool) {
	plan, ok := prepare.Meeting(s.Lib, prepare.Plan{Agenda: id, Zone: stage.Zone})
	return plan, ok
}

func line(words string) safetext.Text { return safetext.Clean(safetext.Line, words) }

// topic brings a topic that may be voted on.
func topic(s *stage.Stage) string {
	s.T.Helper()
	s.Give(dana, spectrum.AddTopic{Sentence: line("the visiting schedule"), Lang: "en"})
	id := s.State.Spectrum.Topics[0].ID
	said := func(w string) spectrum.Value { return spectrum.Value{Entry: spectrum.Entry{Text: line(w), Lang: "en"}} }
	for f, v := range map[spectrum.Field]spectrum.Value{
		spectrum.FieldTouched: said("Families"),
		spectrum.FieldFixed:   {Entry: spectrum.Entry{Said: spectrum.Nothing}},
		spectrum.FieldOpen:    said("Days and places"),
		spectrum.FieldSigns:   {Person: spectrum.Person{Seat: dana}},
		spectrum.FieldDue:     said("In March"),
		spectrum.FieldMeans:   said("Two evenings"),
		spectrum.FieldTribe:   {Tribe: spectrum.TribeNo},
	} {
		s.Give(dana, spectrum.Fill{Topic: id, Field: f, Value: v})
	}
	return id
}

// goTo takes the room to the beginning of an item.
func goTo(s *stage.Stage, item string) {
	s.T.Helper()
	i, ok := s.State.Agenda.Item(item)
	if !ok {
		s.T.Fatalf("no item %s", item)
	}
	s.Give(dana, workshop.MoveTo{From: s.State.Agenda.At, To: agenda.Start(i)})
}

// voting is a room with an open vote.
func voting(t testing.TB) *stage.Stage {
	s := hall(t, "a")
	id := topic(s)
	s.Give(dana, workshop.OpenMeeting{})
	goTo(s, "vote1")
	s.Give(dana, spectrum.OpenVote{Topic: id, Vote: spectrum.First})
	return s
}

func cast(s *stage.Stage, seat roster.SeatID, today, should string) {
	s.T.Helper()
	r := s.State.Spectrum.Topics[0].OpenRound()
	if today != "" {
		s.Give(seat, spectrum.Cast{Poll: r.Today.ID, Choice: today})
	}
	if should != "" {
		s.Give(seat, spectrum.Cast{Poll: r.Should.ID, Choice: should})
	}
}

// fits checks that a page needs no scrolling at 80×24.
func fits(s *stage.Stage, scr screen.Screen, seat roster.SeatID, lang string) {
	s.T.Helper()
	e := s.Env(seat, lang)
	if n := len(scr.Page(e).Rows); n > e.H {
		s.T.Errorf("%s: %d rows of %d", lang, n, e.H)
	}
}

// yes answers the question that a key put.
func yes(s *stage.Stage, scr screen.Screen, ask *screen.Ask) {
	s.T.Helper()
	if ask == nil {
		s.T.Fatal("nothing was asked")
	}
	if more := s.Carry(scr, dana, "en", ask.Do); more != nil {
		s.T.Fatalf("asked twice: %s", more.Title)
	}
}

func has(s *stage.Stage, scr screen.Screen, seat roster.SeatID, words string) {
	s.T.Helper()
	if got := s.Shows(scr, seat, "en"); !strings.Contains(strings.Join(strings.Fields(got), " "), words) {
		s.T.Errorf("nothing says %q:\n%s", words, got)
	}
}

// Who comes back to the host's screen finds the room, and its lists at their
// first page.
func TestTheHostsListsBeginAtTheFirstPage(t *testing.T) {
	s := hall(t, "c")
	s.Give(dana, workshop.OpenMeeting{})
	ended := 0
	scr := newHost(s, &ended)
	page := func() string { return stage.Show(s.Env(dana, "en"), scr) }
	room := page()
	scr.Arg(s.Env(dana, "en"), "items")
	first := page()
	if s.Press(scr, dana, "en", keys.Char(' ')); page() == first {
		t.Fatal("there is only one page")
	}
	scr.Moved(s.Env(dana, "en"))
	if got := page(); got != room {
		t.Errorf("who comes back sees\n%s", got)
	}
	if scr.Arg(s.Env(dana, "en"), "items"); page() != first {
		t.Errorf("the list begins at\n%s", page())
	}
}
