package remote_test

import (
	"encoding/json"
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

// The list says who wrote somebody onto it, and who may answer for whom.
func TestWhoSaysWhoMayAnswerForWhom(t *testing.T) {
	h := open(t)
	scribe, rosa := h.seat("scribe", roster.Scribe), h.called("rosa", "Luz Herrera")
	h.in(func(r *room.Room) {
		h.give(r, scribe, roster.WriteIn{Seat: "w", About: roster.About{Name: safetext.Clean(safetext.Name, "Ana Ruiz")}, Lang: "es"})
		h.give(r, rosa, roster.LetAnswer{By: scribe})
	})
	plain := h.ask(h.guest("rosa"), "who", "").out
	for _, line := range []string{"  Luz Herrera, Rosa scribe may answer for them\n", "  Ana Ruiz, put on the list by Rosa scribe\n"} {
		if !strings.Contains(plain, line) {
			t.Errorf("no %q in\n%s", line, plain)
		}
	}
	var people []struct {
		Name   string
		By     string   `json:"listed_by"`
		Voices []string `json:"may_answer_for_them"`
	}
	if err := json.Unmarshal([]byte(h.ask(h.guest("rosa"), "who --json", "").out), &people); err != nil || len(people) != 3 {
		t.Fatalf("%v %+v", err, people)
	}
	if people[0].By != "" || len(people[0].Voices) != 0 || strings.Join(people[1].Voices, "") != "Rosa scribe" || people[2].By != "Rosa scribe" {
		t.Errorf("%+v", people)
	}
}
