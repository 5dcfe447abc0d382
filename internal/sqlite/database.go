package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"convene/internal/fault"

	engine "modernc.org/sqlite"
)

// busyWait is how long a statement waits for another program's lock.
const busyWait = 5 * time.Second

// readers is the size of the read-only pool.
const readers = 4

// oldestEngine is the first SQLite without the WAL-reset bug and the rollback
// bug of 3.53 (safety §0.9).
const oldestEngine = "3.54.1"

// writerDSN opens the one connection that writes. Waiting comes first, then
// what makes commits last a power cut and deleted bytes be gone.
func writerDSN(path string) string {
	return dsn(path, url.Values{
		"_txlock":       {"immediate"},
		"_journal_mode": {"WAL"},
		"_synchronous":  {"FULL"},
		"_foreign_keys": {"1"},
		"_pragma": {
			"secure_delete(1)", "journal_size_limit(67108864)", "wal_autocheckpoint(1000)",
			"trusted_schema(0)", "cell_size_check(1)", "mmap_size(0)",
		},
	})
}

// readerDSN opens a connection that can't write.
func readerDSN(path string) string {
	return dsn(path, url.Values{
		"mode":        {"ro"},
		"_query_only": {"1"},
		"_pragma":     {"trusted_schema(0)", "cell_size_check(1)", "mmap_size(0)"},
	})
}

func dsn(path string, v url.Values) string {
	v.Set("_busy_timeout", strconv.FormatInt(busyWait.Milliseconds(), 10))
	v.Set("_defensive", "1")
	v.Set("_dqs", "0")
	v.Set("_error_rc", "1")
	return (&url.URL{Scheme: "file", Path: path, RawQuery: v.Encode()}).String()
}

func openPool(dsn string, connections int) (*sql.DB, error) {
	// Both are switches of the whole process and harmless to set again. Without
	// the first, any close of the database file in this process would drop its
	// locks; it is refused once a database is open, when it is set already, and
	// where the system has no such locks.
	_, _ = engine.OFDLocking(true)
	engine.StrictPragmas(true)
	connector, err := engine.NewConnector(dsn)
	if err != nil {
		return nil, fmt.Errorf("sqlite: %w", err)
	}
	db := sql.OpenDB(connector)
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db, nil
}

// checkEngine refuses a SQLite that is known to lose data.
func checkEngine(ctx context.Context, db *sql.DB) error {
	var have string
	if err := db.QueryRowContext(ctx, `SELECT sqlite_version()`).Scan(&have); err != nil {
		return openFault(err)
	}
	if olderThan(have, oldestEngine) {
		return fault.New("data.engine", "have", have, "want", oldestEngine)
	}
	return nil
}

func olderThan(have, want string) bool {
	a, b := strings.Split(have, "."), strings.Split(want, ".")
	for i := range b {
		x, y := 0, 0
		if i < len(a) {
			x, _ = strconv.Atoi(a[i])
		}
		y, _ = strconv.Atoi(b[i])
		if x != y {
			return x < y
		}
	}
	return false
}

// quickCheck looks for damage after a stop without Close.
func quickCheck(ctx context.Context, db *sql.DB, dir string) error {
	var answer string
	err := db.QueryRowContext(ctx, `PRAGMA quick_check(1)`).Scan(&answer)
	if err != nil {
		return openFault(err)
	}
	if answer != "ok" {
		return fault.New("data.damaged", "path", dir).With(fmt.Errorf("quick_check: %s", answer))
	}
	return nil
}
