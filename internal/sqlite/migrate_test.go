package sqlite

import (
	"database/sql"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	"convene/internal/eventlog"
	"convene/internal/eventlog/logtest"
	"convene/internal/fault"
	"convene/migrations"
)

// writerOf opens a folder's database as the store does, before there is one.
func writerOf(t *testing.T, dir string) *sql.DB {
	t.Helper()
	if err := prepareFolder(dir); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, databaseFile)
	if err := ensurePrivate(path); err != nil {
		t.Fatal(err)
	}
	db, err := openPool(writerDSN(path), 1)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func TestMigrationFromEveryEarlierVersion(t *testing.T) {
	all, err := steps(migrations.Files)
	if err != nil {
		t.Fatal(err)
	}
	for have := 0; have <= len(all); have++ {
		dir := filepath.Join(t.TempDir(), "data")
		db := writerOf(t, dir)
		for _, s := range all[:have] {
			if err := apply(t.Context(), db, s, time.UnixMilli(0)); err != nil {
				t.Fatal(err)
			}
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		s, err := Open(t.Context(), dir, Options{})
		if err != nil {
			t.Fatalf("from %d: %v", have, err)
		}
		logtest.Append(t, s.Log(), "w", eventlog.Head{}, "one")
		if problems, err := s.Check(t.Context()); err != nil || len(problems) != 0 {
			t.Errorf("from %d: check says %v, %v", have, problems, err)
		}
		backups, _ := os.ReadDir(filepath.Join(dir, backupsFolder))
		want := len(all) - have
		if have == 0 {
			want = 0 // there was nothing to keep
		}
		if len(backups) != want {
			t.Errorf("from %d: %d backups, want %d", have, len(backups), want)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestMigrationIsDoneWholeOrNotAtAll(t *testing.T) {
	db := writerOf(t, filepath.Join(t.TempDir(), "data"))
	defer db.Close()
	broken := step{number: 1, name: "0001_broken.sql", text: `CREATE TABLE half (a TEXT) STRICT; CREATE NONSENSE;`}
	if err := apply(t.Context(), db, broken, time.UnixMilli(0)); err == nil {
		t.Fatal("nonsense was run")
	}
	var tables, version int
	if err := db.QueryRow(`SELECT count(*) FROM sqlite_schema`).Scan(&tables); err != nil || tables != 0 {
		t.Errorf("%d tables are left, %v", tables, err)
	}
	if err := db.QueryRow(`PRAGMA user_version`).Scan(&version); err != nil || version != 0 {
		t.Errorf("version is %d, %v", version, err)
	}
}

func TestAlteredMigrationIsRefused(t *testing.T) {
	s := openStore(t)
	dir := s.dir
	_ = s.Close()
	db := writerOf(t, dir)
	if _, err := db.Exec(`UPDATE migrations SET checksum = 'another' WHERE number = 2`); err != nil {
		t.Fatal(err)
	}
	_ = db.Close()
	_, err := Open(t.Context(), dir, Options{})
	if fault.Code(err) != "data.damaged" {
		t.Errorf("got %v", err)
	}
}

func TestMigrationsHaveNoGap(t *testing.T) {
	files := fstest.MapFS{"0001_a.sql": {Data: []byte("x")}, "0003_c.sql": {Data: []byte("x")}}
	if all, err := steps(files); err == nil {
		t.Errorf("a gap gave %v", all)
	}
}

func TestEngineVersionsAreComparedAsNumbers(t *testing.T) {
	for _, c := range []struct {
		have string
		want bool
	}{{"3.54.1", false}, {"3.54.0", true}, {"3.9.9", true}, {"3.100.0", false}, {"4.0", false}, {"3.54", true}, {"", true}} {
		if got := olderThan(c.have, oldestEngine); got != c.want {
			t.Errorf("%q older than %s: %v", c.have, oldestEngine, got)
		}
	}
}

func TestConnectionsAreAsSafetyAsks(t *testing.T) {
	s := openStore(t)
	for pragma, want := range map[string]string{
		"journal_mode": "wal", "synchronous": "2", "secure_delete": "1", "foreign_keys": "1", "busy_timeout": "5000",
		"trusted_schema": "0", "cell_size_check": "1", "journal_size_limit": "67108864", "mmap_size": "0",
	} {
		var got string
		err := s.committer.do(t.Context(), func(t *tx) error {
			_, err := t.one("PRAGMA "+pragma, nil, &got)
			return err
		})
		if err != nil || got != want {
			t.Errorf("%s is %q, %v; want %q", pragma, got, err, want)
		}
	}
	if _, err := s.read.Exec(`DELETE FROM events`); err == nil {
		t.Error("a reading connection can write")
	}
	var tables, strict int
	err := s.read.QueryRow(`SELECT count(*), sum(strict) FROM pragma_table_list
		WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'`).Scan(&tables, &strict)
	if err != nil || tables == 0 || tables != strict {
		t.Errorf("%d of %d tables are strict, %v", strict, tables, err)
	}
}

func TestPayloadsCanBeReadBySQL(t *testing.T) {
	s := openStore(t)
	logtest.Append(t, s.Log(), "w", eventlog.Head{}, `{"level":3,"why":"ñandú"}`)
	var level int
	var why string
	err := s.read.QueryRow(`SELECT json_extract(payload, '$.level'), payload ->> '$.why' FROM events`).Scan(&level, &why)
	if err != nil || level != 3 || why != "ñandú" {
		t.Errorf("got %d, %q, %v", level, why, err)
	}
}
