package sqlite_test

import (
	"os"
	"path/filepath"
	"testing"

	"convene/internal/ballot"
	"convene/internal/ballot/ballottest"
	"convene/internal/eventlog"
	"convene/internal/eventlog/logtest"
	"convene/internal/sqlite"
)

// open opens a store in dir and closes it with the test, if it is still open.
func open(t testing.TB, dir string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), dir, sqlite.Options{})
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func folder(t testing.TB) string { return filepath.Join(t.TempDir(), "data") }

func TestLogConformance(t *testing.T) {
	logtest.Run(t, func(t *testing.T) logtest.Log {
		s := open(t, folder(t))
		return struct {
			eventlog.Log
			eventlog.Snapshots
		}{s.Log(), s.Snapshots()}
	})
}

func TestBoxConformance(t *testing.T) {
	ballottest.Run(t, func(t *testing.T) ballottest.Opened {
		s := open(t, folder(t))
		return ballottest.Opened{Box: s.Box(), Void: func(ballot.Ref) {
			for _, key := range keyFiles(t, s.Dir()) {
				if err := os.Remove(key); err != nil {
					t.Fatal(err)
				}
			}
		}}
	})
}

// keyFiles are the keys in a data folder.
func keyFiles(t testing.TB, dir string) []string {
	t.Helper()
	keys, err := filepath.Glob(filepath.Join(dir, "polls", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return keys
}
