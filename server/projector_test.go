package server_test

import (
	"testing"

	"convene/internal/bench"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/tui/keys"
	"convene/tui/tuitest"
)

// wall is a terminal that asks to be a room screen.
func (s *stand) wall(code string) *tuitest.Person {
	s.t.Helper()
	return tuitest.Dial(s.t, s.Addr(), code+"+room", tuitest.Options{W: 60, H: 20})
}

// on waits until so many room screens are on.
func (s *stand) on(n int) {
	s.t.Helper()
	s.eventually("room screens are on", func(now *workshop.Snapshot) bool { return now.Screens() == n })
}

// A projector comes in by the code with +room, is nobody's seat, takes no key but
// the menu's, shows no line that is one person's, and is off when its link goes;
// behind a locked door there is none.
func TestARoomScreenOnTheWall(t *testing.T) {
	s := open(t, bench.Plan{People: 3, Open: true})
	before := s.snap().State
	wall := s.wall(s.hall.Code)
	item, _ := s.snap().Agenda.Now()
	wall.See(item.Title.In("en"), "ssh -p ", s.hall.Code)
	s.on(1)
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
	if now := s.snap(); now.Seq != before.Seq+1 || len(now.Roster.Seats) != len(before.Roster.Seats) {
		t.Errorf("it is on the record: %d events beside the door's, %d seats of %d", now.Seq-before.Seq-1, len(now.Roster.Seats), len(before.Roster.Seats))
	}
	refused := s.wall(s.hall.Code)
	if status := refused.SeeEnd(); status != 1 {
		t.Errorf("behind a locked door it ended with %d", status)
	}
	wall.Cut()
	s.on(0)
}

// However many are opened, over however many connections, eight are on at once,
// and whoever turns one off lets another on; nothing of it stays.
func TestEightRoomScreensAtOnce(t *testing.T) {
	s := open(t, bench.Plan{People: 3, Open: true})
	before := s.snap().State
	var walls []*tuitest.Person
	for range 8 {
		wall := s.wall(s.hall.Code)
		wall.See("ssh -p ", s.hall.Code)
		walls = append(walls, wall)
	}
	s.on(8)
	ninth := s.wall(s.hall.Code)
	ninth.See("already")
	if status := ninth.SeeEnd(); status != 1 {
		t.Errorf("the ninth ended with %d", status)
	}
	walls[0].Cut()
	s.on(7)
	s.wall(s.hall.Code).See("ssh -p ", s.hall.Code)
	s.on(8)
	if s.snap().State != before {
		t.Error("something of it is on the record")
	}
}

// A new code ends every room screen, and stands on none that was opened with the
// old one: the old one may have leaked.
func TestANewCodeEndsTheRoomScreens(t *testing.T) {
	s := open(t, bench.Plan{People: 3, Open: true})
	wall := s.wall(s.hall.Code)
	wall.See("ssh -p ", s.hall.Code)
	code, err := s.House().Desk.NewCode(t.Context(), s.room, "")
	if err != nil {
		t.Fatal(err)
	}
	wall.See("The code has changed.")
	if status := wall.SeeEnd(); status != 1 || wall.Grid().Says(code.String()) {
		t.Errorf("it ended with %d:\n%s", status, wall.Grid())
	}
	s.on(0)
	s.wall(code.String()).See("ssh -p ", code.String())
	s.on(1)
}
