package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"convene/internal/fault"
)

// autoPrefix begins the names of backups that nobody asked for. Only these are
// ever taken away again: what a restore replaced, or somebody put beside them, is
// theirs to remove.
const autoPrefix = "auto-"

// newPrefix begins the names of files that are being made.
const newPrefix = ".new-"

// SecretFile is the name of the server's secret in the folder, for Backup's
// keys.
const SecretFile = secretFile

// Backup writes a whole, checked copy of the database to a new file. It leaves
// out drafts, poll keys, the server's secret and the host keys; keys names files
// of the folder to add after all (SecretFile and the host keys). A file that is
// there already is refused with fault backup.exists.
func (s *Store) Backup(ctx context.Context, file string, keys ...string) error {
	if _, err := os.Lstat(file); err == nil {
		return fault.New("backup.exists", "file", file)
	}
	kept := make(map[string][]byte, len(keys))
	for _, name := range keys {
		if !mayKeep(name) {
			return fmt.Errorf("sqlite: %q is no key file", name)
		}
		b, err := readPrivate(filepath.Join(s.dir, name))
		if err != nil {
			return fmt.Errorf("sqlite: backup: %w", err)
		}
		kept[name] = b
	}
	return writeCopy(ctx, s.databasePath(), file, kept)
}

// BackUp writes a backup into DIR/backups, thins those that were made before,
// and returns the new one's path.
func (s *Store) BackUp(ctx context.Context) (string, error) {
	file := filepath.Join(s.dir, backupsFolder, autoPrefix+backupStamp(s.options.Now())+".db")
	if err := copyDatabase(ctx, s.databasePath(), file); err != nil {
		return "", err
	}
	return file, pruneBackups(filepath.Join(s.dir, backupsFolder), s.options.Now())
}

// mayKeep refuses names that lead elsewhere or to what a backup must not hold.
func mayKeep(name string) bool {
	return name == filepath.Base(name) && !strings.HasPrefix(name, ".") &&
		name != lockFile && !strings.HasPrefix(name, databaseFile)
}

func backupStamp(now time.Time) string { return now.UTC().Format("20060102T150405.000") }

func copyDatabase(ctx context.Context, from, to string) error {
	return writeCopy(ctx, from, to, nil)
}

// writeCopy copies a database by SQLite's own means, never by bytes, into a
// file that appears whole, checked and on disk, or not at all.
func writeCopy(ctx context.Context, from, to string, kept map[string][]byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(to), newPrefix+"*")
	if err != nil {
		return copyFault(to, err)
	}
	temp := f.Name()
	defer func() {
		if err != nil {
			_ = os.Remove(temp)
			err = copyFault(to, err)
		}
	}()
	if err := f.Close(); err != nil {
		return err
	}
	source, err := openPool(sourceDSN(from), 1)
	if err != nil {
		return err
	}
	_, err = source.ExecContext(ctx, `VACUUM INTO ?`, temp)
	if err = errors.Join(err, source.Close()); err != nil {
		return err
	}
	if err := finishCopy(ctx, temp, kept); err != nil {
		return err
	}
	if err := syncFile(temp); err != nil {
		return err
	}
	if err := os.Rename(temp, to); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(to))
}

// finishCopy takes the drafts out, puts the kept files in, and reads the whole.
func finishCopy(ctx context.Context, path string, kept map[string][]byte) error {
	db, err := openPool(copyDSN(path), 1)
	if err != nil {
		return err
	}
	err = func() error {
		if err := dropDrafts(ctx, db); err != nil {
			return err
		}
		if err := keepFiles(ctx, db, kept); err != nil {
			return err
		}
		return readThrough(ctx, db)
	}()
	return errors.Join(err, db.Close())
}

// sourceDSN opens a database to be copied. It can't be written, but must not be
// query_only either: that forbids VACUUM INTO another file as well.
func sourceDSN(path string) string {
	return dsn(path, url.Values{
		"mode": {"ro"}, "_pragma": {"trusted_schema(0)", "cell_size_check(1)", "mmap_size(0)"},
	})
}

// copyDSN opens a database that is being made, alone and without a WAL.
func copyDSN(path string) string {
	return dsn(path, url.Values{
		"_txlock": {"immediate"}, "_journal_mode": {"DELETE"}, "_synchronous": {"FULL"}, "_foreign_keys": {"1"},
		"_pragma": {"secure_delete(1)", "trusted_schema(0)", "cell_size_check(1)", "mmap_size(0)"},
	})
}

func dropDrafts(ctx context.Context, db *sql.DB) error {
	there, err := hasTable(ctx, db, "drafts")
	if err != nil || !there {
		return err
	}
	_, err = db.ExecContext(ctx, `DELETE FROM draft_boxes`) // and by its key the drafts
	return err
}

func keepFiles(ctx context.Context, db *sql.DB, kept map[string][]byte) error {
	if len(kept) == 0 {
		return nil
	}
	if _, err := db.ExecContext(ctx, `CREATE TABLE kept_files (name TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT`); err != nil {
		return err
	}
	for name, content := range kept {
		if _, err := db.ExecContext(ctx, `INSERT INTO kept_files (name, content) VALUES (?, ?)`, name, content); err != nil {
			return err
		}
	}
	return nil
}

func hasTable(ctx context.Context, db *sql.DB, name string) (there bool, err error) {
	err = db.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?`, name).Scan(&there)
	return there, err
}

func integrityCheck(ctx context.Context, db *sql.DB) error {
	var answer string
	if err := db.QueryRowContext(ctx, `PRAGMA integrity_check(1)`).Scan(&answer); err != nil {
		return err
	}
	if answer != "ok" {
		return fmt.Errorf("sqlite: integrity_check: %s", answer)
	}
	return nil
}

// pruneBackups thins the backups on the schedule: the last of each hour stays
// for a day, the last of each day for a week, and the newest in any case.
func pruneBackups(dir string, now time.Time) error {
	files, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("sqlite: %w", err)
	}
	type backup struct {
		path string
		at   time.Time
	}
	var all []backup
	for _, f := range files {
		info, err := f.Info()
		if err == nil && strings.HasPrefix(f.Name(), autoPrefix) && strings.HasSuffix(f.Name(), ".db") {
			all = append(all, backup{filepath.Join(dir, f.Name()), info.ModTime()})
		}
	}
	slices.SortFunc(all, func(a, b backup) int {
		return cmp.Or(b.at.Compare(a.at), strings.Compare(b.path, a.path))
	})
	gone, kept := false, make(map[time.Time]bool)
	for i, b := range all {
		span := time.Hour
		if now.Sub(b.at) >= backupHours {
			span = backupHours
		}
		if part := b.at.Truncate(span); i == 0 || !kept[part] && now.Sub(b.at) < backupAge {
			kept[part] = true
			continue
		}
		if err := removeDatabase(b.path); err != nil {
			return err
		}
		gone = true
	}
	if !gone {
		return nil
	}
	return syncFolder(dir)
}

// sweepCopies takes away what a process that died while it made a copy left in a
// folder.
func sweepCopies(dir string) error {
	files, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("sqlite: %w", err)
	}
	for _, f := range files {
		if !strings.HasPrefix(f.Name(), newPrefix) {
			continue
		}
		if err := os.Remove(filepath.Join(dir, f.Name())); err != nil {
			return fmt.Errorf("sqlite: %w", err)
		}
	}
	return nil
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

func copyFault(to string, err error) error {
	if kindOf(err) == full {
		return fault.New("data.full").With(err)
	}
	return fault.New("backup.failed", "file", to).With(err)
}
