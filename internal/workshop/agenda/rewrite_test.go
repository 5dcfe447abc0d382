package agenda_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"convene/internal/fault"
	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/roster"
)

// items are n talk items, "0" to n-1.
func items(n int) []agenda.Item {
	var out []agenda.Item
	for i := range n {
		out = append(out, agenda.Item{ID: strconv.Itoa(i), Title: agenda.Words{"en": "Item " + strconv.Itoa(i)}, Minutes: i, Activity: agenda.Talk})
	}
	return out
}

func rewrite(s *agenda.State, c agenda.Rewrite) (*agenda.State, error) {
	r, err := c.Decide(act.World{ID: "c", Now: time.Unix(0, 0), Roster: &roster.State{}}, s)
	if err != nil {
		return s, err
	}
	for _, e := range r.Events {
		raw, err := json.Marshal(e)
		if err != nil {
			return s, err
		}
		for _, codec := range agenda.Events() {
			if codec.Kind == e.Kind() {
				if e, err = codec.Decode(codec.Version, raw); err != nil {
					return s, err
				}
			}
		}
		s = s.Apply(act.Stamp{At: time.Unix(0, 0)}, e)
	}
	return s, nil
}

// Whatever is taken out, added, changed and moved, the agenda is afterwards what
// was sent.
func TestRewriteGivesTheAgendaThatWasSent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := &agenda.State{Items: items(rapid.IntRange(0, 8).Draw(t, "items"))}
		want := rapid.Permutation(slices.Clone(before.Items)).Draw(t, "order")
		want = want[:rapid.IntRange(0, len(want)).Draw(t, "kept")]
		for i := range want {
			if rapid.Bool().Draw(t, "changed") {
				want[i].Minutes, want[i].Skipped = 99, true
			}
		}
		for range rapid.IntRange(0, 4).Draw(t, "new") {
			at := rapid.IntRange(0, len(want)).Draw(t, "at")
			want = slices.Insert(want, at, agenda.Item{Title: agenda.Words{"es": "Nuevo"}, Activity: agenda.Break})
		}
		after, err := rewrite(before, agenda.Rewrite{Seen: before.Print(), Items: want})
		if err != nil {
			t.Fatal(err)
		}
		for i := range want {
			if want[i].ID == "" {
				want[i].ID = after.Items[i].ID
			}
		}
		if len(want) != len(after.Items) || len(want) > 0 && !reflect.DeepEqual(want, after.Items) {
			t.Fatalf("wanted %+v\ngot    %+v", want, after.Items)
		}
	})
}

// What can't be is refused whole.
func TestRewriteRefuses(t *testing.T) {
	s := &agenda.State{Items: items(4), At: act.Place{Item: "1"}, Spells: []agenda.Spell{{Item: "0"}, {Item: "1"}}}
	changed := func(how func([]agenda.Item) []agenda.Item) []agenda.Item { return how(slices.Clone(s.Items)) }
	for _, c := range []struct {
		name  string
		items []agenda.Item
		code  string
	}{
		{"twice", append(items(4), s.Items[2]), "item_twice"},
		{"unknown", append(items(4), agenda.Item{ID: "x", Title: agenda.Words{"en": "X"}, Activity: agenda.Talk}), "item_gone"},
		{"no title", append(items(4), agenda.Item{Activity: agenda.Talk}), "title_needed"},
		{"too long", append(items(4), agenda.Item{Title: agenda.Words{"en": "X"}, Minutes: 601, Activity: agenda.Talk}), "minutes_range"},
		{"a new exercise", append(items(4), agenda.Item{Title: agenda.Words{"en": "X"}, Activity: "spectrum"}), "item_activity"},
		{"another activity", changed(func(i []agenda.Item) []agenda.Item { i[3].Activity = agenda.Break; return i }), "item_activity"},
		{"the present one gone", changed(func(i []agenda.Item) []agenda.Item { return slices.Delete(i, 1, 2) }), "item_present"},
		{"the present one left out", changed(func(i []agenda.Item) []agenda.Item { i[1].Skipped = true; return i }), "item_present"},
		{"one that was held gone", items(4)[1:], "item_was_held"},
		{"endless", items(agenda.MaxItems + 1), "agenda_long"},
	} {
		if _, err := rewrite(s, agenda.Rewrite{Seen: s.Print(), Items: c.items}); fault.Code(err) != c.code {
			t.Errorf("%s: %v, want %s", c.name, err, c.code)
		}
	}
	if _, err := rewrite(s, agenda.Rewrite{Seen: (&agenda.State{Items: items(3)}).Print(), Items: items(4)}); fault.Code(err) != "agenda_changed" {
		t.Errorf("over another's change: %v", err)
	}
}
