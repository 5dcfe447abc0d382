package sqlite

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"convene/internal/eventlog"
	"convene/internal/eventlog/logtest"
)

// When nobody has written for a while the WAL is brought in and cut to nothing,
// also after somebody who read stood in the way (safety §4). Nothing was written
// by that, so no backup is due.
func TestTheWALIsEmptiedWhenItIsQuiet(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "data"), Options{rest: 20 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	empty := func() bool { return s.WAL() == 0 }
	head := logtest.Append(t, s.Log(), "w", eventlog.Head{}, "one")
	eventually(t, "an empty WAL", empty)

	reader, err := s.read.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	for _, stmt := range []string{"BEGIN", "SELECT count(*) FROM events"} {
		if _, err := reader.ExecContext(t.Context(), stmt); err != nil {
			t.Fatal(err)
		}
	}
	rows, err := reader.QueryContext(t.Context(), "SELECT seq FROM events")
	if err != nil || !rows.Next() {
		t.Fatal(err)
	}
	logtest.Append(t, s.Log(), "w", head, "two")
	tried := s.committer.rested.Load()
	eventually(t, "a try beside the reader", func() bool { return s.committer.rested.Load() > tried })
	if empty() {
		t.Fatal("nobody stood in the way: the test looks in the wrong place")
	}
	if s.Erasing() || s.Trouble() != "" {
		t.Error("a reader in the way of a rest is taken for a debt, or for trouble")
	}
	before, _ := s.written()
	if err := rows.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := reader.ExecContext(context.Background(), "COMMIT"); err != nil {
		t.Fatal(err)
	}
	eventually(t, "an empty WAL after the reader, which counts as no writing", func() bool {
		after, _ := s.written()
		return empty() && after.Equal(before)
	})
}

func eventually(t *testing.T, what string, there func() bool) {
	t.Helper()
	again := time.NewTicker(2 * time.Millisecond)
	defer again.Stop()
	for end := time.After(30 * time.Second); !there(); {
		select {
		case <-again.C:
		case <-end:
			t.Fatal("never came: ", what)
		}
	}
}
