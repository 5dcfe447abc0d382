package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"convene/internal/fault"
)

// How long backups on the schedule are kept: the last of each hour for
// backupHours, the last of each day for backupAge. The newest stays however old
// it is; so what was redacted more than backupAge ago is gone from all of them as
// soon as one has been made since.
const (
	backupHours = 24 * time.Hour
	backupAge   = 7 * 24 * time.Hour
)

// BackUpWhenDue makes a backup as BackUp does if the last one it made is older
// than every and something was written since; otherwise it returns nothing. It
// refuses with data.full rather than fill the disk, and thins the backups there
// are. The server calls it again and again, one at a time.
func (s *Store) BackUpWhenDue(ctx context.Context, every time.Duration) (file string, err error) {
	dir := filepath.Join(s.dir, backupsFolder)
	if err := pruneBackups(dir, s.options.Now()); err != nil {
		return "", err
	}
	last, err := newestBackup(dir)
	if err != nil {
		return "", err
	}
	written, size := s.written()
	// A backup from the future is one from before the clock was set back.
	if since := s.options.Now().Sub(last); !written.After(last) || since >= 0 && since < every {
		return "", nil
	}
	if free, total, known := space(s.dir); known && free-size < min(lowRoom, total/lowPart) {
		return "", fault.New("data.full")
	}
	return s.BackUp(ctx)
}

// newestBackup is when the last backup on the schedule was made; the zero time
// where there is none.
func newestBackup(dir string) (last time.Time, err error) {
	files, err := os.ReadDir(dir)
	if err != nil {
		return last, fmt.Errorf("sqlite: %w", err)
	}
	for _, f := range files {
		info, err := f.Info()
		if err == nil && strings.HasPrefix(f.Name(), autoPrefix) && info.ModTime().After(last) {
			last = info.ModTime()
		}
	}
	return last, nil
}

// written says when the database was written last, and how large it is.
func (s *Store) written() (last time.Time, size int64) {
	for _, end := range []string{"", "-wal"} {
		if info, err := os.Stat(s.databasePath() + end); err == nil {
			size += info.Size()
			if info.ModTime().After(last) {
				last = info.ModTime()
			}
		}
	}
	return last, size
}

// still takes the times of the database's files, to be given back.
func (s *Store) still() (giveBack func()) {
	times := make(map[string]time.Time)
	for _, end := range []string{"", "-wal"} {
		if info, err := os.Stat(s.databasePath() + end); err == nil {
			times[s.databasePath()+end] = info.ModTime()
		}
	}
	return func() {
		for file, at := range times {
			_ = os.Chtimes(file, time.Time{}, at) // else a backup more is made
		}
	}
}

// readThrough reads all that a copied database holds: every page, and every log
// with its chain.
func readThrough(ctx context.Context, db *sql.DB) error {
	if err := integrityCheck(ctx, db); err != nil {
		return err
	}
	if there, err := hasTable(ctx, db, "logs"); err != nil || !there {
		return err // made by a version before the first
	}
	copied := &Store{read: db}
	copied.log = &log{store: copied, news: newNews()}
	broken, err := copied.brokenLogs(ctx)
	if len(broken) > 0 {
		err = errors.Join(err, broken[0])
	}
	return err
}

// removeDatabase takes a database file away with its journals.
func removeDatabase(path string) error {
	for _, end := range []string{"-wal", "-shm", ""} {
		if err := os.Remove(path + end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("sqlite: %w", err)
		}
	}
	return nil
}
