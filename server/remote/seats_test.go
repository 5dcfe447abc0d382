package remote_test

import (
	"strings"
	"testing"

	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/workshop/roster"
)

// called makes a seat of a name that the key opens.
func (h *house) called(key, name string) (id roster.SeatID) {
	h.t.Helper()
	h.in(func(r *room.Room) {
		var err error
		if id, _, err = h.desk.Take(h.t.Context(), r, h.guest(key), roster.About{Name: safetext.Clean(safetext.Name, name)}, "en", "full"); err != nil {
			h.t.Fatal(err)
		}
	})
	return id
}

// Where a key opens several seats, a line names one by its number, its whole name
// or an only beginning; a name goes before a longer one that begins alike.
func TestASeatIsNamedOnTheLine(t *testing.T) {
	h := open(t)
	seats := []roster.SeatID{h.called("k", "Max"), h.called("k", "Max Müller"), h.called("k", "Zed Young")}
	for _, c := range []struct {
		as   string
		seat int // in seats; -1 where it is refused
	}{
		{"Max", 0}, {"MAX", 0}, {"1", 0}, {`"Max Müller"`, 1}, {`"max mu\u0308ller"`, 1}, {`'Max M'`, 1}, {`"Zed Young"`, 2}, {"zed", 2}, {"3", 2},
		{"Ma", -1}, {"4", -1}, {`"Zed Younger"`, -1}, {`"Zed Young`, -1},
	} {
		before := h.parked()
		got := h.ask(h.guest("k"), `question --as `+strings.ReplaceAll(c.as, `\u0308`, "\u0308")+` "Who pays?"`, "")
		if c.seat < 0 {
			if got.code != 2 || !strings.Contains(got.err, "1 Max, 2 Max Müller and 3 Zed Young") || len(h.parked()) != len(before) {
				t.Errorf("--as %s: %+v", c.as, got)
			}
			continue
		}
		after := h.parked()
		if got.code != 0 || len(after) != len(before)+1 || after[len(after)-1] != seats[c.seat] {
			t.Errorf("--as %s: %+v, kept for %v, want the last for %s", c.as, got, after, seats[c.seat])
		}
	}
}

// parked are the seats whose questions are kept, in order.
func (h *house) parked() (by []roster.SeatID) {
	h.in(func(r *room.Room) {
		for _, q := range r.Snapshot().Followup.Open() {
			by = append(by, q.By)
		}
	})
	return by
}
