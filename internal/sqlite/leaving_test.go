package sqlite

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"convene/internal/eventlog"
	"convene/internal/eventlog/logtest"
	"convene/internal/workshop"
)

// A take-out that is not through is found: one that says so, and one whose words
// were restated and are still there. Those that are through are not.
func TestLeaving(t *testing.T) {
	s := openStore(t)
	kinds := [2]string{(workshop.Leaving{}).Kind(), (workshop.Restated{}).Kind()}
	for id, events := range map[string][][2]string{
		"begun":    {{"a.b", `{}`}, {kinds[0], `{"event":{"decided":1}}`}},
		"owing":    {{"a.b", `{}`}, {kinds[1], `{"event":{"of":1,"gone":[1]}}`}},
		"owing-it": {{"a.b", `{}`}, {kinds[1], `{"event":{"of":1,"gone":[1]}}`}, {kinds[1], `{"event":{"of":1,"gone":[2]}}`}},
		"through":  {{"a.b", `{}`}, {kinds[0], `{"event":{"decided":1}}`}, {kinds[1], `{"event":{"of":1,"gone":[1]}}`}, {kinds[1], `{"event":{"of":2,"gone":[2]}}`}},
		"other":    {{"a.b", `{"event":{"gone":[1]}}`}},
	} {
		b := logtest.Batch(eventlog.Head{})
		b.Events = nil
		for _, e := range events {
			b.Events = append(b.Events, eventlog.Event{Type: e[0], Version: 1, Payload: []byte(e[1])})
		}
		if _, err := s.Log().Append(t.Context(), id, b); err != nil {
			t.Fatal(err)
		}
	}
	for id, gone := range map[string][]eventlog.Seq{"through": {1, 2}, "owing-it": {1}} {
		if err := s.Log().Redact(t.Context(), id, gone); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.Leaving(t.Context())
	if want := []string{"begun", "owing", "owing-it"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v, want %q", got, err, want)
	}
}

// The start reads no whole log to find them, however many there are.
func TestLeavingReadsNoWholeLog(t *testing.T) {
	s := openStore(t)
	rows, err := s.read.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+leaving)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var plan []string
	for rows.Next() {
		var id, parent, other int
		var step string
		if err := rows.Scan(&id, &parent, &other, &step); err != nil {
			t.Fatal(err)
		}
		plan = append(plan, step)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	for _, step := range plan {
		if strings.HasPrefix(step, "SCAN") && !strings.Contains(step, "INDEX events_") && !strings.Contains(step, "VIRTUAL TABLE") {
			t.Errorf("%q in %q", step, plan)
		}
	}
	if all := fmt.Sprint(plan); !strings.Contains(all, "events_leaving") || !strings.Contains(all, "events_restated") {
		t.Errorf("not by the indexes: %q", plan)
	}
}
