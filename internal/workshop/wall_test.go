package workshop_test

import (
	"testing"
	"time"

	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
)

// In an old log a room screen had a seat of its own. It is read still, and nothing
// is made of it: no seat, number or mark, and no line at the door when it ended.
func TestAnOldLogsRoomScreenIsNobody(t *testing.T) {
	s := workshop.Empty()
	about := roster.About{Name: safetext.Clean(safetext.Name, "Room screen")}
	for i, e := range []act.Event{
		roster.Joined{Seat: "wall", About: about, Lang: "en", Mark: "Roo", Screen: true},
		roster.SpokeLanguage{Seat: "wall", Lang: "es"},
		roster.SeatEnded{Seat: "wall"},
	} {
		s = s.Apply(act.Stamp{Seq: s.Seq + 1, At: time.Date(2026, 3, 2, 17, 0, 0, 0, time.UTC)}, e)
		if r := s.Roster; len(r.Seats) != 0 || r.Seat("wall") != nil || len(r.Door) != 0 {
			t.Fatalf("after event %d there are %d seats and %d acts at the door", i, len(r.Seats), len(r.Door))
		}
	}
}
