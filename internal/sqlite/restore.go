package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"convene/internal/fault"
	"convene/migrations"
)

// Restore puts the backup in file in the place of the folder's database. It
// needs the folder for itself (data.locked otherwise). The backup is copied and
// checked before anything is replaced; what was there is moved to DIR/backups and
// stays there until somebody removes it.
// Keys the backup holds are put in place; polls whose key the folder does not
// hold are voided. A backup of a newer version is refused with data.newer, one
// that can't be read with backup.damaged.
func Restore(ctx context.Context, dir, file string, now time.Time) (err error) {
	if dir, err = filepath.Abs(dir); err != nil {
		return fmt.Errorf("sqlite: %w", err)
	}
	if err := prepareFolder(dir); err != nil {
		return err
	}
	lock, _, err := takeLock(dir)
	if err != nil {
		return err
	}
	// Not a clean stop: the next start looks at the database once more.
	defer func() { err = errors.Join(err, releaseLock(lock, false)) }()

	if _, err := os.Stat(file); err != nil {
		return fault.New("backup.damaged", "file", file).With(err)
	}
	fresh := filepath.Join(dir, newPrefix+databaseFile)
	if err := os.Remove(fresh); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fault.New("data.unwritable", "dir", dir).With(err)
	}
	if err := copyDatabase(ctx, file, fresh); err != nil {
		return fault.New("backup.damaged", "file", file).With(err)
	}
	kept, err := takeKeptFiles(ctx, fresh, file)
	if err != nil {
		_ = os.Remove(fresh)
		return err
	}
	for name, content := range kept {
		if err := writePrivate(filepath.Join(dir, name), content); err != nil {
			return fault.New("data.unwritable", "dir", dir).With(err)
		}
	}
	return replaceDatabase(dir, fresh, now)
}

// takeKeptFiles checks the version of a copied backup and takes the key files
// out of it.
func takeKeptFiles(ctx context.Context, path, from string) (kept map[string][]byte, err error) {
	db, err := openPool(copyDSN(path), 1)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	all, err := steps(migrations.Files)
	if err != nil {
		return nil, err
	}
	var have int
	if err := db.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&have); err != nil {
		return nil, fault.New("backup.damaged", "file", from).With(err)
	}
	if have > len(all) {
		return nil, fault.New("data.newer", "dir", from, "have", have, "known", len(all))
	}
	if there, err := hasTable(ctx, db, "logs"); err != nil || !there {
		return nil, fault.New("backup.damaged", "file", from).With(err)
	}
	there, err := hasTable(ctx, db, "kept_files")
	if err != nil || !there {
		return nil, err
	}
	kept = make(map[string][]byte)
	_, err = queryAll(ctx, db, func(rows *sql.Rows) (struct{}, error) {
		var name string
		var content []byte
		err := rows.Scan(&name, &content)
		if err == nil && !mayKeep(name) {
			err = fmt.Errorf("sqlite: %q is no key file", name)
		}
		kept[name] = content
		return struct{}{}, err
	}, `SELECT name, content FROM kept_files`)
	if err != nil {
		return nil, fault.New("backup.damaged", "file", from).With(err)
	}
	_, err = db.ExecContext(ctx, `DROP TABLE kept_files`)
	return kept, err
}

// replaceDatabase moves the old database with its journals away, journals
// first, so that they never lie beside the new one.
func replaceDatabase(dir, fresh string, now time.Time) error {
	place := filepath.Join(dir, databaseFile)
	aside := filepath.Join(dir, backupsFolder, "replaced-"+backupStamp(now)+".db")
	for _, end := range []string{"-wal", "-shm", ""} {
		if err := os.Rename(place+end, aside+end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fault.New("data.unwritable", "dir", dir).With(err)
		}
	}
	if err := syncFolder(dir); err != nil {
		return fault.New("data.unwritable", "dir", dir).With(err)
	}
	if err := errors.Join(syncFile(fresh), os.Rename(fresh, place), syncFolder(dir)); err != nil {
		return fault.New("data.unwritable", "dir", dir).With(err)
	}
	return nil
}
