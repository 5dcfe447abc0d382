package server_test

import (
	"testing"

	"convene/internal/bench"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/tui/keys"
	"convene/tui/tuitest"
)

// A projector comes in by the code with +room, is nobody's seat, takes no key but
// the menu's, shows no line that is one person's, and is off when its link goes;
// behind a locked door there is none.
func TestARoomScreenOnTheWall(t *testing.T) {
	s := open(t, bench.Plan{People: 3, Open: true})
	before := len(s.snap().Roster.Here())
	wall := tuitest.Dial(t, s.Addr(), s.hall.Code+"+room", tuitest.Options{W: 60, H: 20})
	item, _ := s.snap().Agenda.Now()
	wall.See(item.Title.In("en"), "ssh -p ", s.hall.Code)
	if r := s.snap().Roster; len(r.Screens()) != 1 || len(r.Here()) != before || len(r.Voters()) != before {
		t.Fatalf("%d screens, %d people of %d", len(r.Screens()), len(r.Here()), before)
	}
	screen := s.snap().Roster.Screens()[0].ID
	wall.Press(keys.Main, keys.RowDown)
	wall.Press(keys.Menu)
	wall.See("Language")
	if g := wall.Grid(); !g.Says("3 Leave") || g.Has("  4 ") || g.Says("sign-in") || g.Says("return words") || g.Says("People") {
		t.Errorf("the menu of a room screen:\n%s", g)
	}
	wall.Type("1")
	wall.See("Español")
	wall.Type("2")
	wall.See(item.Title.In("es"))
	s.do("", roster.LockDoor{Locked: true})
	wall.SeeGone(s.hall.Code)
	refused := tuitest.Dial(t, s.Addr(), s.hall.Code+"+room", tuitest.Options{W: 60, H: 20})
	if status := refused.SeeEnd(); status != 1 {
		t.Errorf("behind a locked door it ended with %d", status)
	}
	wall.Cut()
	s.eventually("the screen is off", func(now *workshop.Snapshot) bool {
		return now.Roster.Seat(screen).Ended && len(now.Roster.Screens()) == 0
	})
}
