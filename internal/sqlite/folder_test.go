package sqlite_test

import (
	"database/sql"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"convene/internal/eventlog"
	"convene/internal/eventlog/logtest"
	"convene/internal/fault"
	"convene/internal/sqlite"
)

func wantFault(t *testing.T, err error, code string) {
	t.Helper()
	if got := fault.Code(err); got != code {
		t.Fatalf("got %v (%s), want %s", err, got, code)
	}
}

func TestWhatAppendSaidIsThereAfterReopening(t *testing.T) {
	dir := folder(t)
	s := open(t, dir)
	head := logtest.Append(t, s.Log(), "w", eventlog.Head{}, "one", "two")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	if got, err := s.Log().Head(t.Context(), "w"); err != nil || got != head {
		t.Errorf("head after reopening is %v, %v", got, err)
	}
	logtest.Append(t, s.Log(), "w", head, "three")
}

// A second process that reads the files while the first has not closed them
// sees what a crash of the first would leave.
func TestAppendIsInTheFilesBeforeItReturns(t *testing.T) {
	s := open(t, folder(t))
	logtest.Append(t, s.Log(), "w", eventlog.Head{}, "one")
	crashed := folder(t)
	copyFolder(t, s.Dir(), crashed)
	after := open(t, crashed)
	if got := logtest.Texts(t, after.Log(), "w"); len(got) != 1 {
		t.Errorf("after a crash the log has %q", got)
	}
}

func copyFolder(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(to, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			return os.Chmod(path, 0o700)
		}
		return os.Chmod(path, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestSecondServerOnTheSameFolderIsRefused(t *testing.T) {
	s := open(t, folder(t))
	_, err := sqlite.Open(t.Context(), s.Dir(), sqlite.Options{})
	wantFault(t, err, "data.locked")
	wantFault(t, sqlite.Restore(t.Context(), s.Dir(), "any", today), "data.locked")
	logtest.Append(t, s.Log(), "w", eventlog.Head{}, "the first goes on")
}

func TestNewerSchemaIsRefusedAndLeftAlone(t *testing.T) {
	s := open(t, folder(t))
	logtest.Append(t, s.Log(), "w", eventlog.Head{}, "one")
	dir := s.Dir()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	db := raw(t, dir)
	if _, err := db.Exec(`PRAGMA user_version = 9999`); err != nil {
		t.Fatal(err)
	}
	_ = db.Close()
	_, err := sqlite.Open(t.Context(), dir, sqlite.Options{})
	wantFault(t, err, "data.newer")

	db = raw(t, dir)
	defer db.Close()
	var version, events int
	if err := db.QueryRow(`SELECT count(*) FROM events`).Scan(&events); err != nil || events != 1 {
		t.Errorf("%d events are left, %v", events, err)
	}
	if err := db.QueryRow(`PRAGMA user_version`).Scan(&version); err != nil || version != 9999 {
		t.Errorf("version is %d, %v", version, err)
	}
}

// raw opens the database of a folder nobody serves.
func raw(t *testing.T, dir string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "convene.db")+"?_pragma=busy_timeout(20000)")
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func TestFilesAreTheirOwnersAlone(t *testing.T) {
	s := open(t, folder(t))
	opened(t, s, "w", "p")
	logtest.Append(t, s.Log(), "w", eventlog.Head{}, "one")
	if _, err := s.BackUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	seen := 0
	err := filepath.WalkDir(s.Dir(), func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %o", path, info.Mode().Perm())
		}
		seen++
		return err
	})
	if err != nil || seen < 8 { // folder, database, WAL, shared memory, lock, secret, a key, a backup
		t.Errorf("saw %d files, %v", seen, err)
	}
}

func TestExposedFilesAreRefused(t *testing.T) {
	for _, name := range []string{"", "secret", "convene.db"} {
		s := open(t, folder(t))
		dir := s.Dir()
		_ = s.Close()
		if err := os.Chmod(filepath.Join(dir, name), 0o755); err != nil {
			t.Fatal(err)
		}
		_, err := sqlite.Open(t.Context(), dir, sqlite.Options{})
		wantFault(t, err, "data.exposed")
	}
}

func TestDamagedSecretIsRefused(t *testing.T) {
	s := open(t, folder(t))
	dir := s.Dir()
	_ = s.Close()
	if err := os.WriteFile(filepath.Join(dir, "secret"), []byte("short"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := sqlite.Open(t.Context(), dir, sqlite.Options{})
	wantFault(t, err, "data.damaged")
}

func TestDamagedDatabaseIsRefusedAfterACrash(t *testing.T) {
	s := open(t, folder(t))
	texts := make([]string, 500)
	for i := range texts {
		texts[i] = string(make([]byte, 200))
	}
	logtest.Append(t, s.Log(), "w", eventlog.Head{}, texts...)
	dir := s.Dir()
	_ = s.Close()
	path := filepath.Join(dir, "convene.db")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(b) / 2; i < len(b)/2+4096; i++ {
		b[i] = 0xA5
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "LOCK"), []byte("1"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = sqlite.Open(t.Context(), dir, sqlite.Options{})
	wantFault(t, err, "data.damaged")
}

func TestSecretStaysTheSame(t *testing.T) {
	s := open(t, folder(t))
	dir, secret := s.Dir(), s.Secret()
	_ = s.Close()
	if open(t, dir).Secret() != secret {
		t.Error("the secret changed with a restart: every key and word would be forgotten")
	}
}
