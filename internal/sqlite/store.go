// Package sqlite keeps everything durable in one folder: the log, the sealed
// box, and the catalogue of workshops and seats, in one SQLite database; the
// server's secret and the polls' keys in files beside it (design §4, safety §4).
// Only this package knows SQL.
//
// A Store belongs to one process, which the lock on DIR/LOCK ensures; it and
// what it hands out are safe for concurrent use. One goroutine, the committer,
// makes every write; it is started by Open and ended by Close. Writing methods
// block until their effect is on disk, reading ones only for reading.
package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"convene/internal/access"
	"convene/internal/ballot"
	"convene/internal/eventlog"
	"convene/migrations"
)

// Store is an open data folder.
type Store struct {
	dir       string
	lock      *os.File
	write     *sql.DB
	read      *sql.DB
	committer *committer
	secret    access.Secret
	disk      *disk // of a server's; nil where nobody watches
	options   Options

	log       *log
	box       *box
	catalogue *Catalogue
}

// Options are what a Store can be told. The zero value is right for a server.
type Options struct {
	Now func() time.Time // for naming backups; time.Now where nil
	// Watch is for a server: the disk is watched, a reserve kept on it, and
	// Trouble says what is wrong. What the operator should know goes to Log.
	Watch bool
	Log   *slog.Logger

	steps fs.FS         // the migrations, where a test has others
	rest  time.Duration // restAfter, where a test has another
}

// Open takes the folder, makes it if needed, brings its schema up to date and
// starts the committer. Its refusals are fault errors: data.locked (another
// server has it), data.newer (written by a newer version), data.exposed (others
// can read it), data.unwritable, data.network, data.damaged, data.engine.
func Open(ctx context.Context, dir string, options Options) (_ *Store, err error) {
	if options.Now == nil {
		options.Now = time.Now
	}
	if options.steps == nil {
		options.steps = migrations.Files
	}
	dir, err = filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("sqlite: %w", err)
	}
	if err := prepareFolder(dir); err != nil {
		return nil, err
	}
	if options.Watch {
		makeWay(dir)
	}
	s := &Store{dir: dir, options: options}
	var unclean bool
	if s.lock, unclean, err = takeLock(dir); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			s.closeFiles()
		}
	}()
	for _, in := range []string{dir, filepath.Join(dir, backupsFolder)} {
		if err := sweepCopies(in); err != nil {
			return nil, err
		}
	}
	if s.secret, err = loadSecret(dir); err != nil {
		return nil, err
	}
	if err := s.openDatabase(ctx, unclean); err != nil {
		return nil, err
	}
	if s.committer, err = newCommitter(ctx, s.write); err != nil {
		return nil, err
	}
	s.committer.rest, s.committer.still = cmp.Or(options.rest, restAfter), s.still
	if options.Watch {
		s.disk = newDisk(s, cmp.Or(options.Log, slog.Default()))
		s.committer.failed, s.committer.room = s.disk.failed, s.noRoom
	}
	go s.committer.run()
	s.log = &log{store: s, news: newNews()}
	s.box = &box{store: s, dir: filepath.Join(dir, pollsFolder)}
	s.catalogue = &Catalogue{store: s}
	if err := s.box.sweep(ctx); err != nil {
		s.committer.stop()
		return nil, err
	}
	if s.disk != nil {
		go s.disk.run()
	}
	return s, nil
}

// openDatabase opens the file and its two pools, and migrates it.
func (s *Store) openDatabase(ctx context.Context, unclean bool) (err error) {
	file := filepath.Join(s.dir, databaseFile)
	if err := ensurePrivate(file); err != nil {
		return err
	}
	if s.write, err = openPool(writerDSN(file), 1); err != nil {
		return err
	}
	if err := checkEngine(ctx, s.write); err != nil {
		return err
	}
	if unclean {
		if err := quickCheck(ctx, s.write, s.dir); err != nil {
			return err
		}
	}
	if err := s.migrate(ctx); err != nil {
		return err
	}
	s.read, err = openPool(readerDSN(file), readers)
	return err
}

// Log is the ordered log of each workshop.
func (s *Store) Log() eventlog.Log { return s.log }

// Snapshots are the folded states stored beside the log.
func (s *Store) Snapshots() eventlog.Snapshots { return s.log }

// Box is the sealed box.
func (s *Store) Box() ballot.Box { return s.box }

// Polled lists the workshops whose box holds polls, sorted: few of many.
func (s *Store) Polled(ctx context.Context) ([]string, error) {
	all, err := queryAll(ctx, s.read, func(rows *sql.Rows) (id string, err error) {
		err = rows.Scan(&id)
		return id, err
	}, `SELECT DISTINCT workshop FROM polls ORDER BY workshop`)
	return all, readError(ctx, err)
}

// leaving asks for what Leaving lists, by the indexes of just those events. CROSS keeps
// the order of the joins: by another one, every event of every log would be read.
const leaving = `
SELECT l.workshop FROM events e INDEXED BY events_leaving JOIN logs l ON l.id = e.log
 WHERE e.type = 'workshop.words_leaving' AND e.payload IS NOT NULL
UNION
SELECT l.workshop FROM events r INDEXED BY events_restated CROSS JOIN json_each(r.payload, '$.event.gone') g
  CROSS JOIN events e ON e.log = r.log AND e.seq = g.value CROSS JOIN logs l ON l.id = r.log
 WHERE r.type = 'workshop.restated' AND r.payload IS NOT NULL AND e.payload IS NOT NULL
 ORDER BY 1`

// Leaving lists the workshops in whose log something still stands that was being
// taken out of it, sorted: hardly ever any. It reads of each log only what take-outs
// wrote.
func (s *Store) Leaving(ctx context.Context) ([]string, error) {
	all, err := queryAll(ctx, s.read, func(rows *sql.Rows) (id string, err error) {
		err = rows.Scan(&id)
		return id, err
	}, leaving)
	return all, readError(ctx, err)
}

// Catalogue is what is known of workshops and seats outside their logs.
func (s *Store) Catalogue() *Catalogue { return s.catalogue }

// Secret is the server's secret, from which digests of keys and words are made.
func (s *Store) Secret() access.Secret { return s.secret }

// Erasing reports whether something that was erased may still lie in the
// database's files, since somebody reads it. Keys are gone before, so nothing
// sealed can be read; words in clear can. It ends by itself when the reader does.
func (s *Store) Erasing() bool { return s.committer.owed.Load() }

// Dir is the folder, as an absolute path.
func (s *Store) Dir() string { return s.dir }

// Forget takes a workshop away for good: its log, its polls and drafts with
// their keys, and its place in the catalogue. Keys go first, all the rest in one
// step: a crash leaves either nothing of it, or a workshop that its code still
// finds and Forget takes away. Nobody may be in it; what comes too late for it,
// such as a draft, is refused. Backups made before keep it until they expire.
func (s *Store) Forget(ctx context.Context, workshop string) error {
	names, err := queryAll(ctx, s.read, func(rows *sql.Rows) (name string, err error) {
		err = rows.Scan(&name)
		return name, err
	}, `SELECT box FROM polls WHERE workshop = ?1 UNION SELECT box FROM draft_boxes WHERE workshop = ?1`, workshop)
	if err != nil {
		return boxReadError(ctx, err)
	}
	for _, name := range names {
		if err := shred(s.box.keyPath(name)); err != nil {
			return fileError(err)
		}
	}
	err = s.committer.doAndScrub(ctx, func(t *tx) error {
		s.box.forgotten.Store(workshop, nil)
		for _, of := range []string{`polls WHERE workshop`, `draft_boxes WHERE workshop`, `workshops WHERE id`, `logs WHERE workshop`} {
			if _, err := t.exec(`DELETE FROM `+of+` = ?`, workshop); err != nil { // and by their keys all that is of it
				return err
			}
		}
		return nil
	})
	if err != nil {
		s.box.forgotten.Delete(workshop)
	}
	return logError(err)
}

// Close ends the committer after what it has taken, closes the database and
// gives the folder back. Everyone still waiting hears ErrUnavailable.
func (s *Store) Close() error {
	if s.disk != nil {
		s.disk.stop()
	}
	s.committer.stop()
	s.log.news.close()
	return s.closeFiles()
}

func (s *Store) closeFiles() error {
	var failed error
	for _, db := range []*sql.DB{s.read, s.write} {
		if db != nil {
			failed = errors.Join(failed, db.Close())
		}
	}
	if s.lock != nil {
		failed = errors.Join(failed, releaseLock(s.lock, failed == nil))
	}
	return failed
}
