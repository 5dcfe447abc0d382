package poll_test

import (
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
)

// The room hears by which ways the answers came, and no number that is so small
// that it tells whether one person answered (safety §5).
func TestTheWaysThatAreTold(t *testing.T) {
	for _, x := range []struct {
		name  string
		ways  poll.Ways
		named bool
		want  *poll.Ways
	}{
		{"all on screen", poll.Ways{Screen: 9}, false, nil},
		{"enough on paper", poll.Ways{Screen: 11, Paper: 3}, false, &poll.Ways{Screen: 11, Paper: 3}},
		{"one on paper", poll.Ways{Screen: 11, Paper: 1}, false, nil},
		{"one on paper, openly", poll.Ways{Screen: 11, Paper: 1}, true, &poll.Ways{Screen: 11, Paper: 1}},
		{"two on screen", poll.Ways{Screen: 2, Paper: 8}, false, nil},
		{"all on paper", poll.Ways{Paper: 8}, false, &poll.Ways{Paper: 8}},
		{"few of two ways", poll.Ways{Screen: 5, Paper: 2, Phone: 2}, false, &poll.Ways{Screen: 5, Hand: 4}},
		{"one beside many", poll.Ways{Screen: 5, Paper: 6, Scribe: 1}, false, &poll.Ways{Screen: 5, Hand: 7}},
	} {
		got := x.ways.Told(x.named)
		if (got == nil) != (x.want == nil) || got != nil && *got != *x.want {
			t.Errorf("%s: %+v, not %+v", x.name, got, x.want)
		}
	}
	var none *poll.Ways
	var old poll.Ways // of a record that only said that there were some
	if err := json.Unmarshal([]byte(`{"some":true}`), &old); err != nil {
		t.Fatal(err)
	}
	for _, w := range []*poll.Ways{none, &old} {
		if said := w.Said(func(string, ...any) string { return "said" }); said != "" {
			t.Errorf("where no number is told there is a sentence: %q", said)
		}
	}
}

// Whatever came and how: no told number but the total of all the others is under
// the least, and the numbers add up.
func TestNoToldWayIsSmall(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var w poll.Ways
		for _, way := range rapid.SliceOf(rapid.SampledFrom(append(roster.Ways(), roster.NoWay))).Draw(t, "ways") {
			w.Add(way)
		}
		told := w.Told(false)
		if told == nil {
			return
		}
		sum := 0
		for _, n := range []int{told.Screen, told.Scribe, told.Paper, told.Phone, told.Hand} {
			if n > 0 && n < poll.MinCell {
				t.Fatalf("%+v tells %+v", w, *told)
			}
			sum += n
		}
		if sum != w.Screen+w.Scribe+w.Paper+w.Phone {
			t.Fatalf("%+v tells %+v", w, *told)
		}
	})
}

// A result tells who put an answer for whom in named mode only.
func TestAHandStandsBesideANameOnly(t *testing.T) {
	r := room(many(roster.Lived, 8)...)
	answers := cast("inform", "involve", "involve", "inform", "involve", "inform")
	for i := range 3 {
		answers[i].Hand = roster.Hand{By: "seat-june", Way: roster.Paper}
	}
	for _, mode := range poll.Modes() {
		res := poll.Tally(ask(t, r, mode), r, answers, true)
		raw, err := json.Marshal(res)
		if err != nil {
			t.Fatal(err)
		}
		if told := strings.Contains(string(raw), "seat-june"); told != (mode == poll.Named) {
			t.Errorf("%s: %s", mode, raw)
		}
		if res.Ways == nil || *res.Ways != (poll.Ways{Screen: 3, Paper: 3}) {
			t.Errorf("%s: %+v", mode, res.Ways)
		}
	}
}
