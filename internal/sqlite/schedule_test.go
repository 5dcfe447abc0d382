package sqlite_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"convene/internal/eventlog"
	"convene/internal/eventlog/logtest"
)

func TestABackupIsMadeWhenItIsDueAndSomethingWasWritten(t *testing.T) {
	s := open(t, folder(t))
	due := func(want bool) string {
		t.Helper()
		file, err := s.BackUpWhenDue(t.Context(), time.Hour)
		if err != nil || (file != "") != want {
			t.Fatalf("due gives %q, %v; want one: %v", file, err, want)
		}
		return file
	}
	database := filepath.Join(s.Dir(), "convene.db")
	first := due(true)
	head := logtest.Append(t, s.Log(), "w", eventlog.Head{}, "one")
	due(false) // within the hour
	age(t, 2*time.Hour, first)
	second := due(true)
	age(t, 5*time.Hour, first) // an hour of its own
	age(t, 2*time.Hour, second)
	age(t, 3*time.Hour, database, database+"-wal")
	due(false) // nothing was written since
	logtest.Append(t, s.Log(), "w", head, "two")
	third := due(true)

	age(t, 8*24*time.Hour, first, second)
	due(false)
	if left, _ := filepath.Glob(filepath.Join(s.Dir(), "backups", "*")); len(left) != 1 || left[0] != third {
		t.Errorf("after a week these are left: %q", left)
	}
}

// age has files look as if they were written that long ago.
func age(t *testing.T, by time.Duration, files ...string) {
	t.Helper()
	at := time.Now().Add(-by)
	for _, file := range files {
		if err := os.Chtimes(file, at, at); err != nil {
			t.Fatal(err)
		}
	}
}

// A copy whose chain does not hold is no backup: nothing is left of it.
func TestABackupIsReadBeforeItCounts(t *testing.T) {
	s := open(t, folder(t))
	logtest.Append(t, s.Log(), "w", eventlog.Head{}, "one", "two")
	dir := s.Dir()
	_ = s.Close()
	db := raw(t, dir)
	if _, err := db.Exec(`UPDATE events SET payload = 'owt' WHERE seq = 2`); err != nil {
		t.Fatal(err)
	}
	_ = db.Close()
	s = open(t, dir)
	_, err := s.BackUp(t.Context())
	wantFault(t, err, "backup.failed")
	if left, _ := os.ReadDir(filepath.Join(dir, "backups")); len(left) != 0 {
		t.Errorf("%d files are left", len(left))
	}
}
