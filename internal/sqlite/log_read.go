package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"time"

	"convene/internal/eventlog"
)

// pageEvents is how many events are read in one short transaction: a slow
// consumer must not hold the WAL.
const pageEvents = 512

// Head implements eventlog.Log.
func (l *log) Head(ctx context.Context, workshop string) (eventlog.Head, error) {
	r, _, err := l.head(ctx, workshop)
	return r.head, err
}

func (l *log) head(ctx context.Context, workshop string) (r row, found bool, err error) {
	var seq int64
	var hash []byte
	err = l.store.read.QueryRowContext(ctx, `SELECT id, seq, hash FROM logs WHERE workshop = ?`, workshop).Scan(&r.id, &seq, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		return row{}, false, nil
	}
	if err != nil {
		return row{}, false, readError(ctx, err)
	}
	r.head = eventlog.Head{Seq: eventlog.Seq(seq), Hash: toHash(hash)}
	return r, true, nil
}

// List implements eventlog.Log.
func (l *log) List(ctx context.Context) ([]string, error) {
	all, err := queryAll(ctx, l.store.read, func(r *sql.Rows) (name string, err error) {
		err = r.Scan(&name)
		return name, err
	}, `SELECT workshop FROM logs ORDER BY workshop`)
	return all, readError(ctx, err)
}

// Read implements eventlog.Log.
func (l *log) Read(ctx context.Context, workshop string, from eventlog.Seq) iter.Seq2[eventlog.Record, error] {
	return func(yield func(eventlog.Record, error) bool) {
		_, err := l.readTo(ctx, workshop, max(from, 1), func(r eventlog.Record) bool { return yield(r, nil) })
		if err != nil && !errors.Is(err, errEnough) {
			yield(eventlog.Record{}, err)
		}
	}
}

// Follow implements eventlog.Log.
func (l *log) Follow(ctx context.Context, workshop string, from eventlog.Seq) iter.Seq2[eventlog.Record, error] {
	return func(yield func(eventlog.Record, error) bool) {
		next := max(from, 1)
		for {
			wait, open := l.news.next(workshop)
			if !open {
				yield(eventlog.Record{}, eventlog.ErrUnavailable)
				return
			}
			var err error
			next, err = l.readTo(ctx, workshop, next, func(r eventlog.Record) bool { return yield(r, nil) })
			if errors.Is(err, errEnough) {
				return
			}
			if err != nil {
				yield(eventlog.Record{}, err)
				return
			}
			select {
			case <-wait:
			case <-ctx.Done():
				yield(eventlog.Record{}, ctx.Err())
				return
			}
		}
	}
}

// errEnough says that the consumer stopped.
var errEnough = errors.New("sqlite: enough read")

// readTo hands out the events from a place to the head there is now, the chain
// checked from the link before, and returns the place behind the last.
func (l *log) readTo(ctx context.Context, workshop string, from eventlog.Seq, each func(eventlog.Record) bool) (eventlog.Seq, error) {
	at, found, err := l.head(ctx, workshop)
	if err != nil || !found || from > at.head.Seq {
		return from, err
	}
	c := &chain{workshop: workshop, next: from}
	if from > 1 {
		if c.prev, err = l.hashAt(ctx, at.id, from-1); err != nil {
			return from, err
		}
	}
	for c.next <= at.head.Seq {
		page, err := l.page(ctx, at, c.next)
		if err != nil {
			return c.next, err
		}
		if len(page) == 0 {
			return c.next, &eventlog.Broken{Workshop: workshop, Seq: c.next, Why: "missing"}
		}
		for _, s := range page {
			if err := c.check(s); err != nil {
				return c.next, err
			}
			if !each(s.Record) {
				return c.next, errEnough
			}
		}
	}
	if c.prev != at.head.Hash {
		return c.next, &eventlog.Broken{Workshop: workshop, Seq: at.head.Seq, Why: "not the head that was noted"}
	}
	return c.next, nil
}

// stored is a record with what its link was made from.
type stored struct {
	eventlog.Record
	salt, digest []byte
}

// chain checks that records follow one another.
type chain struct {
	workshop string
	next     eventlog.Seq
	prev     eventlog.Hash
}

func (c *chain) check(s stored) error {
	digest := toHash(s.digest)
	if !s.Redacted {
		if len(s.salt) != len(eventlog.Salt{}) {
			return c.broken("no salt")
		}
		digest = eventlog.Digest(eventlog.Salt(s.salt), s.Payload)
	}
	switch {
	case s.Seq != c.next:
		return c.broken("missing")
	case s.Hash != eventlog.Link(c.prev, c.workshop, s.Record, digest):
		return c.broken("its link does not fit")
	}
	c.next++
	c.prev = s.Hash
	return nil
}

func (c *chain) broken(why string) error {
	return &eventlog.Broken{Workshop: c.workshop, Seq: c.next, Why: why}
}

func (l *log) page(ctx context.Context, at row, from eventlog.Seq) ([]stored, error) {
	all, err := queryAll(ctx, l.store.read, scanStored, `SELECT seq, at, type, version, batch, epoch, hash, salt, payload, digest
		FROM events WHERE log = ? AND seq BETWEEN ? AND ? ORDER BY seq LIMIT ?`,
		at.id, int64(from), int64(at.head.Seq), pageEvents)
	return all, readError(ctx, err)
}

func scanStored(rows *sql.Rows) (s stored, err error) {
	var seq, at, epoch int64
	var hash []byte
	err = rows.Scan(&seq, &at, &s.Type, &s.Version, &s.BatchID, &epoch, &hash, &s.salt, &s.Payload, &s.digest)
	s.Seq, s.Epoch = eventlog.Seq(seq), uint64(epoch)
	s.At = time.UnixMilli(at).UTC()
	s.Hash = toHash(hash)
	s.Redacted = s.digest != nil
	return s, err
}

func (l *log) hashAt(ctx context.Context, id int64, seq eventlog.Seq) (eventlog.Hash, error) {
	var hash []byte
	err := l.store.read.QueryRowContext(ctx, `SELECT hash FROM events WHERE log = ? AND seq = ?`, id, int64(seq)).Scan(&hash)
	if errors.Is(err, sql.ErrNoRows) {
		return eventlog.Hash{}, nil // the first link then does not fit, and says where
	}
	return toHash(hash), readError(ctx, err)
}

// queryAll reads all rows of a query and closes it before returning.
func queryAll[T any](ctx context.Context, db *sql.DB, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

// readError says why reading failed. A reader who left hears their own reason.
func readError(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return fmt.Errorf("%w: %w", eventlog.ErrUnavailable, err)
}
