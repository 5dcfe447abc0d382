package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"convene/internal/fault"
)

// step is one migration: from version number-1 to number.
type step struct {
	number   int
	name     string
	text     string
	checksum string
}

// steps reads the migrations in order and refuses a gap in their numbers.
func steps(files fs.FS) ([]step, error) {
	names, err := fs.Glob(files, "*.sql") // sorted
	if err != nil {
		return nil, err
	}
	all := make([]step, 0, len(names))
	for i, name := range names {
		head, _, _ := strings.Cut(name, "_")
		number, err := strconv.Atoi(head)
		if err != nil || number != i+1 {
			return nil, fmt.Errorf("sqlite: migration %s should have number %d", name, i+1)
		}
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		all = append(all, step{number, name, string(text), fmt.Sprintf("%x", sha256.Sum256(text))})
	}
	return all, nil
}

// migrate brings the database from whatever version it has to the newest. A
// database with anything in it is backed up before each step.
func (s *Store) migrate(ctx context.Context) error {
	all, err := steps(s.options.steps)
	if err != nil {
		return err
	}
	have, err := checkSteps(ctx, s.write, s.dir, all)
	if err != nil {
		return err
	}
	for _, next := range all[have:] {
		if next.number > 1 && have > 0 {
			name := fmt.Sprintf("before-%04d-%s.db", next.number, backupStamp(s.options.Now()))
			if err := copyDatabase(ctx, s.databasePath(), filepath.Join(s.dir, backupsFolder, name)); err != nil {
				return err
			}
		}
		if err := apply(ctx, s.write, next, s.options.Now()); err != nil {
			return err
		}
	}
	return nil
}

// checkSteps returns the database's version, and refuses one this program does
// not know or whose steps were others than ours.
func checkSteps(ctx context.Context, db *sql.DB, dir string, all []step) (int, error) {
	var have int
	if err := db.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&have); err != nil {
		return 0, openFault(err)
	}
	if have > len(all) {
		return 0, fault.New("data.newer", "dir", dir, "have", have, "known", len(all))
	}
	for _, done := range all[:have] {
		var checksum string
		err := db.QueryRowContext(ctx, `SELECT checksum FROM migrations WHERE number = ?`, done.number).Scan(&checksum)
		if err != nil || checksum != done.checksum {
			return 0, fault.New("data.damaged", "path", dir).
				With(fmt.Errorf("migration %s is not the one that was run: %w", done.name, err))
		}
	}
	return have, nil
}

// apply runs one step whole or not at all.
func apply(ctx context.Context, db *sql.DB, next step, now time.Time) (err error) {
	tx, err := db.BeginTx(ctx, nil) // IMMEDIATE, by the DSN
	if err != nil {
		return openFault(err)
	}
	defer func() {
		if err != nil {
			_ = tx.Rollback()
			err = fmt.Errorf("sqlite: migration %s: %w", next.name, err)
		}
	}()
	if next.number == 1 {
		_, err = tx.ExecContext(ctx, `CREATE TABLE migrations (
			number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, at INTEGER NOT NULL) STRICT`)
		if err != nil {
			return err
		}
	}
	if _, err = tx.ExecContext(ctx, next.text); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO migrations (number, name, checksum, at) VALUES (?, ?, ?, ?)`,
		next.number, next.name, next.checksum, now.UnixMilli())
	if err != nil {
		return err
	}
	if _, err = tx.ExecContext(ctx, fmt.Sprintf(`PRAGMA user_version = %d`, next.number)); err != nil {
		return err
	}
	return tx.Commit()
}

// schemaAsMade compares the tables, indexes and views of a database with those
// that the steps make.
func schemaAsMade(ctx context.Context, db *sql.DB, all []step) (err error) {
	fresh, err := openPool("file::memory:", 1)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, fresh.Close()) }()
	for _, next := range all {
		if err := apply(ctx, fresh, next, time.Time{}); err != nil {
			return err
		}
	}
	want, err := schemaOf(ctx, fresh)
	if err != nil {
		return err
	}
	have, err := schemaOf(ctx, db)
	if err != nil {
		return err
	}
	for i := range max(len(want), len(have)) {
		switch {
		case i >= len(have):
			return fmt.Errorf("sqlite: missing: %s", want[i])
		case i >= len(want):
			return fmt.Errorf("sqlite: nobody made: %s", have[i])
		case want[i] != have[i]:
			return fmt.Errorf("sqlite: %s should be %s", have[i], want[i])
		}
	}
	return nil
}

// schemaOf lists what a database is made of, as it was made.
func schemaOf(ctx context.Context, db *sql.DB) ([]string, error) {
	return queryAll(ctx, db, func(rows *sql.Rows) (made string, err error) {
		err = rows.Scan(&made)
		return made, err
	}, `SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_schema
		WHERE name NOT LIKE 'sqlite\_stat%' ESCAPE '\' ORDER BY type, name`)
}

func (s *Store) databasePath() string { return filepath.Join(s.dir, databaseFile) }
