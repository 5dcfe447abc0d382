package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"

	"convene/internal/eventlog"
)

const (
	// keepSnapshots is how many of a workshop stay: the newest, and one before it
	// for the case that a redaction takes the newest away.
	keepSnapshots = 2
	// partBytes is how much of a snapshot one transaction writes: somebody's key
	// may wait behind it.
	partBytes = 64 << 10
)

// SaveSnapshot implements eventlog.Snapshots. A workshop's snapshots are written
// one at a time: who comes meanwhile has theirs left out, as it would be as good
// as the one under way.
func (l *log) SaveSnapshot(ctx context.Context, workshop string, s eventlog.Snapshot) error {
	if _, busy := l.saving.LoadOrStore(workshop, true); busy {
		return nil
	}
	defer l.saving.Delete(workshop)
	id, err := l.beginSnapshot(ctx, workshop, s)
	if err != nil {
		return logError(err)
	}
	for n, rest := 0, s.Data; len(rest) > 0; n++ {
		part := rest[:min(len(rest), partBytes)]
		rest = rest[len(part):]
		if err := l.writePart(ctx, workshop, s, id, n, part); err != nil {
			return logError(err)
		}
	}
	if err := l.endSnapshot(ctx, workshop, s, id); err != nil {
		return logError(err)
	}
	return logError(l.dropSnapshots(ctx, workshop))
}

// beginSnapshot makes the row of a snapshot that has no parts yet. What an
// earlier process left half written goes.
func (l *log) beginSnapshot(ctx context.Context, workshop string, s eventlog.Snapshot) (id int64, err error) {
	digest := s.Digest(workshop)
	err = l.store.committer.do(ctx, func(t *tx) error {
		at, err := fits(t, workshop, s)
		if err != nil {
			return err
		}
		if _, err := t.exec(`DELETE FROM snapshots WHERE log = ? AND whole = 0`, at.id); err != nil {
			return err
		}
		_, err = t.one(`INSERT INTO snapshots (log, seq, fold, hash, redacted, digest, whole) VALUES (?, ?, ?, ?, ?, ?, 0) RETURNING id`,
			[]any{at.id, int64(s.Head.Seq), s.Fold, s.Head.Hash[:], s.Redacted, digest[:]}, &id)
		return err
	})
	return id, err
}

// fits refuses a snapshot that is of another chain, or holds what was redacted.
func fits(t *tx, workshop string, s eventlog.Snapshot) (row, error) {
	at, _, err := findLog(t, workshop)
	if err != nil {
		return row{}, err
	}
	var hash []byte
	var redacted int
	found, err := t.one(`SELECT hash, (SELECT count(*) FROM events INDEXED BY events_redacted WHERE log = ?1 AND seq <= ?2 AND payload IS NULL)
		FROM events WHERE log = ?1 AND seq = ?2`, []any{at.id, int64(s.Head.Seq)}, &hash, &redacted)
	if err != nil {
		return row{}, err
	}
	if !found || toHash(hash) != s.Head.Hash || redacted != s.Redacted {
		return row{}, &eventlog.Conflict{Actual: at.head}
	}
	return at, nil
}

// writePart writes a part, unless a redaction or a deletion has taken the row
// away meanwhile.
func (l *log) writePart(ctx context.Context, workshop string, s eventlog.Snapshot, id int64, n int, part []byte) error {
	return l.store.committer.do(ctx, func(t *tx) error {
		changed, err := t.exec(`INSERT INTO snapshot_parts (snapshot, n, data) SELECT id, ?, ? FROM snapshots WHERE id = ?`, n, part, id)
		return stillThere(t, workshop, s, changed, err)
	})
}

func (l *log) endSnapshot(ctx context.Context, workshop string, s eventlog.Snapshot, id int64) error {
	return l.store.committer.do(ctx, func(t *tx) error {
		changed, err := t.exec(`UPDATE snapshots SET whole = 1 WHERE id = ?`, id)
		return stillThere(t, workshop, s, changed, err)
	})
}

func stillThere(t *tx, workshop string, s eventlog.Snapshot, changed int64, err error) error {
	if err != nil || changed > 0 {
		return err
	}
	at, _, err := findLog(t, workshop)
	if err != nil {
		return err
	}
	return &eventlog.Conflict{Actual: at.head}
}

// dropSnapshots takes all but the newest away, part by part.
func (l *log) dropSnapshots(ctx context.Context, workshop string) error {
	const old = ` FROM snapshots WHERE log = ?1 AND id NOT IN
		(SELECT id FROM snapshots WHERE log = ?1 ORDER BY seq DESC, id DESC LIMIT ?2)`
	for more := true; more; {
		err := l.store.committer.do(ctx, func(t *tx) error {
			at, _, err := findLog(t, workshop)
			if err != nil {
				return err
			}
			gone, err := t.exec(`DELETE FROM snapshot_parts WHERE rowid IN
				(SELECT rowid FROM snapshot_parts WHERE snapshot IN (SELECT id`+old+`) LIMIT 1)`, at.id, keepSnapshots)
			if more = gone > 0; more || err != nil {
				return err
			}
			_, err = t.exec(`DELETE`+old, at.id, keepSnapshots)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// LoadSnapshot implements eventlog.Snapshots.
func (l *log) LoadSnapshot(ctx context.Context, workshop, fold string) (eventlog.Snapshot, bool, error) {
	all, err := queryAll(ctx, l.store.read, scanSnapshot, `SELECT s.id, s.seq, s.hash, s.redacted, s.digest FROM snapshots s
		JOIN logs l ON l.id = s.log JOIN events e ON e.log = s.log AND e.seq = s.seq AND e.hash = s.hash
		WHERE l.workshop = ?1 AND s.fold = ?2 AND s.whole
		AND s.redacted = (SELECT count(*) FROM events r INDEXED BY events_redacted WHERE r.log = s.log AND r.seq <= s.seq AND r.payload IS NULL)
		ORDER BY s.seq DESC, s.id DESC`, workshop, fold)
	if err != nil {
		return eventlog.Snapshot{}, false, readError(ctx, err)
	}
	for _, f := range all {
		s := f.snapshot
		s.Fold = fold
		parts, err := queryAll(ctx, l.store.read, func(rows *sql.Rows) (part []byte, err error) {
			err = rows.Scan(&part)
			return part, err
		}, `SELECT data FROM snapshot_parts WHERE snapshot = ? ORDER BY n`, f.id)
		if err != nil {
			return eventlog.Snapshot{}, false, readError(ctx, err)
		}
		s.Data = bytes.Join(parts, nil)
		if s.Digest(workshop) == f.digest {
			return s, true, nil
		}
	}
	return eventlog.Snapshot{}, false, nil
}

// filed is a snapshot's row.
type filed struct {
	id       int64
	snapshot eventlog.Snapshot
	digest   eventlog.Hash
}

func scanSnapshot(rows *sql.Rows) (f filed, err error) {
	var seq int64
	var hash, digest []byte
	if err := rows.Scan(&f.id, &seq, &hash, &f.snapshot.Redacted, &digest); err != nil {
		return f, fmt.Errorf("read a snapshot's row: %w", err)
	}
	f.snapshot.Head = eventlog.Head{Seq: eventlog.Seq(seq), Hash: toHash(hash)}
	f.digest = toHash(digest)
	return f, nil
}
