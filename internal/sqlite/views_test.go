package sqlite_test

import (
	"database/sql"
	"path/filepath"
	"testing"

	"convene/internal/eventlog"
	"convene/internal/eventlog/logtest"
	"convene/internal/sqlite"
)

// The views read what the events say, and nothing of what was redacted.
func TestViews(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	store, err := sqlite.Open(t.Context(), dir, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	var events []eventlog.Event
	for _, e := range [][2]string{
		{"spectrum.vote_closed", `{"event":{"round":"r1","today":{"on_list":6,"answered":5,"counts":[5,0,0,0,0]},"should":{"on_list":6,"answered":5,"counts":[0,0,0,5,0]}}}`},
		{"terms.check_closed", `{"event":{"poll":"p1","outcome":{"result":{"on_list":6,"answered":6,"counts":[6]}}}}`},
		{"values.wall_shown", `{"event":{"cards":[{"id":"a","word":"Patience"},{"id":"b","word":"Kinship"}]}}`},
		{"values.card_withdrawn", `{"event":{"card":"b"}}`},
		{"text.changed", `{"event":{"text":"terms/purpose/en","what":"checkpoint","change":{"paras":[{"t":[{"t":"We "},{"t":"exist."}]},{"t":[{"t":"For kin."}]}]}}}`},
		{"terms.signer_set", `{"event":{"signer":{"id":"s1","name":"Rosa Delgado","status":""}}}`},
		{"terms.signer_set", `{"event":{"signer":{"id":"s1","name":"Rosa Delgado","status":"signs"}}}`},
		{"agenda.moved", `{"event":{"to":{"item":"welcome"}}}`},
		{"values.wall_shown", `{"event":{"cards":[{"id":"c","word":"Taken back"},{"id":"d","word":"Rest"}]}}`},
		{"workshop.restated", `{"event":{"of":9,"payload":{"event":{"cards":[{"id":"c","word":"an older one"}]}}}}`},
		{"workshop.restated", `{"event":{"of":9,"payload":{"event":{"cards":[{"id":"c"},{"id":"d","word":"Rest"}]}}}}`},
	} {
		events = append(events, eventlog.Event{Type: e[0], Version: 1, Payload: []byte(e[1])})
	}
	b := logtest.Batch(eventlog.Head{})
	b.Events = events
	if _, err := store.Log().Append(t.Context(), "w", b); err != nil {
		t.Fatal(err)
	}
	if err := store.Log().Redact(t.Context(), "w", []eventlog.Seq{9}); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "convene.db")+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for query, want := range map[string]string{
		`SELECT group_concat(part || answered) FROM votes WHERE exercise = 'spectrum'`: "today5,should5",
		`SELECT question || answered FROM votes WHERE exercise = 'terms'`:              "p16",
		`SELECT group_concat(word || withdrawn) FROM "values"`:                         "Patience0,Kinship1,Rest0",
		`SELECT replace(words, char(10), '/') FROM sections`:                           "We exist./For kin.",
		`SELECT group_concat(name || status) FROM sign_offs`:                           "Rosa Delgadosigns",
		`SELECT item FROM agenda`:                                                      "welcome",
	} {
		var got string
		if err := db.QueryRow(query).Scan(&got); err != nil || got != want {
			t.Errorf("%s gives %q, %v; want %q", query, got, err, want)
		}
	}
}
