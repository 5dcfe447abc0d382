package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"convene/internal/eventlog"
)

// keepSnapshots is how many of a workshop stay: the newest, and one before it
// for the case that a redaction takes the newest away.
const keepSnapshots = 2

// SaveSnapshot implements eventlog.Snapshots.
func (l *log) SaveSnapshot(ctx context.Context, workshop string, s eventlog.Snapshot) error {
	return logError(l.store.committer.do(ctx, func(t *tx) error {
		at, _, err := findLog(t, workshop)
		if err != nil {
			return err
		}
		var hash []byte
		found, err := t.one(`SELECT hash FROM events WHERE log = ? AND seq = ?`, []any{at.id, int64(s.Head.Seq)}, &hash)
		if err != nil {
			return err
		}
		if !found || toHash(hash) != s.Head.Hash {
			return &eventlog.Conflict{Actual: at.head}
		}
		_, err = t.exec(`INSERT OR REPLACE INTO snapshots (log, seq, fold, hash, data) VALUES (?, ?, ?, ?, ?)`,
			at.id, int64(s.Head.Seq), s.Fold, s.Head.Hash[:], nonNil(s.Data))
		if err != nil {
			return err
		}
		_, err = t.exec(`DELETE FROM snapshots WHERE log = ?1 AND id NOT IN
			(SELECT id FROM snapshots WHERE log = ?1 ORDER BY seq DESC, id DESC LIMIT ?2)`, at.id, keepSnapshots)
		return err
	}))
}

// LoadSnapshot implements eventlog.Snapshots.
func (l *log) LoadSnapshot(ctx context.Context, workshop, fold string) (eventlog.Snapshot, bool, error) {
	var seq int64
	var hash, data []byte
	err := l.store.read.QueryRowContext(ctx, `SELECT s.seq, s.hash, s.data FROM snapshots s
		JOIN logs l ON l.id = s.log JOIN events e ON e.log = s.log AND e.seq = s.seq AND e.hash = s.hash
		WHERE l.workshop = ? AND s.fold = ? ORDER BY s.seq DESC LIMIT 1`, workshop, fold).Scan(&seq, &hash, &data)
	if errors.Is(err, sql.ErrNoRows) {
		return eventlog.Snapshot{}, false, nil
	}
	if err != nil {
		return eventlog.Snapshot{}, false, readError(ctx, err)
	}
	head := eventlog.Head{Seq: eventlog.Seq(seq), Hash: toHash(hash)}
	return eventlog.Snapshot{Head: head, Fold: fold, Data: data}, true, nil
}

// nonNil makes an empty blob of nothing: a nil slice would be NULL.
func nonNil(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
