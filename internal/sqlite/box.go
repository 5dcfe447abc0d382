package sqlite

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"convene/internal/ballot"
)

// box is the ballot.Box of a Store. A poll is a row, a key file of the row's
// random name, and the sealed answers. The key is written before the row and
// shredded before it, so whatever a crash leaves is either a key that opens
// nothing, which sweep takes away, or a row without a key, which is voided.
type box struct {
	store  *Store
	dir    string
	making sync.Mutex // of a workshop's draft key
	// forgotten workshops get no box any more. The committer asks, as it is the
	// one that takes them away.
	forgotten sync.Map
}

var _ ballot.Box = (*box)(nil)

const keySuffix = ".key"

func (b *box) keyPath(name string) string { return filepath.Join(b.dir, name+keySuffix) }

// key reads a key; ErrVoided if it is gone.
func (b *box) key(name string) (ballot.Key, error) {
	raw, err := readPrivate(b.keyPath(name))
	if errors.Is(err, fs.ErrNotExist) {
		return ballot.Key{}, ballot.ErrVoided
	}
	if err != nil {
		return ballot.Key{}, fmt.Errorf("%w: %w", ballot.ErrUnavailable, err)
	}
	key, ok := ballot.KeyFrom(raw)
	if !ok {
		return ballot.Key{}, ballot.ErrVoided // a crash cut its shredding short
	}
	return key, nil
}

// pollRow is a poll's row.
type pollRow struct {
	name string
	size int
}

func (b *box) row(ctx context.Context, p ballot.Ref) (r pollRow, err error) {
	err = b.store.read.QueryRowContext(ctx, `SELECT box, size FROM polls WHERE workshop = ? AND poll = ?`, p.Workshop, p.Poll).Scan(&r.name, &r.size)
	if errors.Is(err, sql.ErrNoRows) {
		return r, ballot.ErrClosed
	}
	return r, boxReadError(ctx, err)
}

// opened is a poll's row with its key.
func (b *box) opened(ctx context.Context, p ballot.Ref) (pollRow, ballot.Key, error) {
	r, err := b.row(ctx, p)
	if err != nil {
		return r, ballot.Key{}, err
	}
	key, err := b.key(r.name)
	return r, key, err
}

// Open implements ballot.Box.
func (b *box) Open(ctx context.Context, p ballot.Ref, size int) error {
	if size < 1 || size > ballot.MaxSize {
		return &ballot.TooLarge{Limit: ballot.MaxSize, Have: size}
	}
	r, _, err := b.opened(ctx, p)
	if err == nil && r.size != size {
		return fmt.Errorf("ballot: poll is open for %d bytes, not %d", r.size, size)
	}
	if !errors.Is(err, ballot.ErrClosed) {
		return err
	}
	name := rand.Text()
	if err := b.store.writeKey(b.keyPath(name), ballot.NewKey().Bytes()); err != nil {
		return fileError(err)
	}
	kept := false
	err = b.store.committer.do(ctx, func(t *tx) error {
		if b.isForgotten(p.Workshop) {
			return ballot.ErrClosed
		}
		n, err := t.exec(`INSERT INTO polls (workshop, poll, box, size) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			p.Workshop, p.Poll, name, size)
		kept = n == 1
		return err
	})
	if err == nil && !kept { // someone opened it at the same moment
		return errors.Join(fileErrorOrNil(shred(b.keyPath(name))), b.Open(ctx, p, size))
	}
	return boxError(err) // the key of a failed one is left to sweep: the row may be there
}

func (b *box) isForgotten(workshop string) bool {
	_, gone := b.forgotten.Load(workshop)
	return gone
}

// Put implements ballot.Box.
func (b *box) Put(ctx context.Context, p ballot.Ref, participant string, value []byte) error {
	r, key, err := b.opened(ctx, p)
	if err != nil {
		return err
	}
	tag := key.Tag(participant)
	sealed, err := key.Seal(tag, value, r.size)
	if err != nil {
		return err
	}
	return boxError(b.store.committer.do(ctx, func(t *tx) error {
		n, err := t.exec(`INSERT INTO ballots (box, tag, value) SELECT box, ?2, ?3 FROM polls WHERE box = ?1
			ON CONFLICT DO UPDATE SET value = excluded.value`, r.name, tag, sealed)
		if err == nil && n == 0 {
			return ballot.ErrClosed // shredded meanwhile
		}
		return err
	}))
}

// Get implements ballot.Box.
func (b *box) Get(ctx context.Context, p ballot.Ref, participant string) ([]byte, bool, error) {
	r, key, err := b.opened(ctx, p)
	if err != nil {
		return nil, false, err
	}
	tag := key.Tag(participant)
	var sealed []byte
	err = b.store.read.QueryRowContext(ctx, `SELECT value FROM ballots WHERE box = ? AND tag = ?`, r.name, tag).Scan(&sealed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, boxReadError(ctx, err)
	}
	value, err := key.Open(tag, sealed)
	return value, err == nil, err
}

// Withdraw implements ballot.Box.
func (b *box) Withdraw(ctx context.Context, p ballot.Ref, participant string) error {
	r, key, err := b.opened(ctx, p)
	if err != nil {
		return err
	}
	tag := key.Tag(participant)
	return boxError(b.store.committer.do(ctx, func(t *tx) error {
		_, err := t.exec(`DELETE FROM ballots WHERE box = ? AND tag = ?`, r.name, tag)
		return err
	}))
}

// Count implements ballot.Box.
func (b *box) Count(ctx context.Context, p ballot.Ref) (n int, err error) {
	r, err := b.row(ctx, p)
	if err != nil {
		return 0, err
	}
	err = b.store.read.QueryRowContext(ctx, `SELECT count(*) FROM ballots WHERE box = ?`, r.name).Scan(&n)
	return n, boxReadError(ctx, err)
}

// Answers implements ballot.Box.
func (b *box) Answers(ctx context.Context, p ballot.Ref, participants []string) (map[string][]byte, error) {
	r, key, err := b.opened(ctx, p)
	if err != nil {
		return nil, err
	}
	type row struct{ tag, sealed []byte }
	rows, err := queryAll(ctx, b.store.read, func(rows *sql.Rows) (r row, err error) {
		err = rows.Scan(&r.tag, &r.sealed)
		return r, err
	}, `SELECT tag, value FROM ballots WHERE box = ?`, r.name)
	if err != nil {
		return nil, boxReadError(ctx, err)
	}
	sealed := make(map[string][]byte, len(rows))
	for _, r := range rows {
		sealed[string(r.tag)] = r.sealed
	}
	all := make(map[string][]byte, len(rows))
	for _, who := range participants {
		tag := key.Tag(who)
		s, ok := sealed[string(tag)]
		if !ok {
			continue
		}
		if all[who], err = key.Open(tag, s); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// Shred implements ballot.Box.
func (b *box) Shred(ctx context.Context, p ballot.Ref) error {
	r, err := b.row(ctx, p)
	gone := errors.Is(err, ballot.ErrClosed)
	if err != nil && !gone {
		return err
	}
	if !gone {
		if err := shred(b.keyPath(r.name)); err != nil {
			return fileError(err)
		}
	}
	return boxError(b.store.committer.doAndScrub(ctx, func(t *tx) error {
		_, err := t.exec(`DELETE FROM polls WHERE workshop = ? AND poll = ?`, p.Workshop, p.Poll)
		return err
	}))
}

// Polls implements ballot.Box.
func (b *box) Polls(ctx context.Context, workshop string) ([]ballot.Poll, error) {
	all, err := queryAll(ctx, b.store.read, func(rows *sql.Rows) (p ballot.Poll, err error) {
		var name string
		if err := rows.Scan(&p.ID, &name, &p.Count); err != nil {
			return p, err
		}
		_, err = b.key(name)
		p.Voided = errors.Is(err, ballot.ErrVoided)
		if p.Voided {
			err = nil
		}
		return p, err
	}, `SELECT poll, box, (SELECT count(*) FROM ballots WHERE ballots.box = polls.box) FROM polls WHERE workshop = ? ORDER BY poll`, workshop)
	return all, boxReadError(ctx, err)
}

// sweep shreds the keys that belong to no row, as a crash or a restored backup
// leaves them.
func (b *box) sweep(ctx context.Context) error {
	names, err := queryAll(ctx, b.store.read, func(rows *sql.Rows) (name string, err error) {
		err = rows.Scan(&name)
		return name, err
	}, `SELECT box FROM polls UNION SELECT box FROM draft_boxes`)
	if err != nil {
		return openFault(err)
	}
	known := make(map[string]bool, len(names))
	for _, name := range names {
		known[name+keySuffix] = true
	}
	files, err := os.ReadDir(b.dir)
	if err != nil {
		return fileError(err)
	}
	for _, f := range files {
		ours := strings.HasSuffix(f.Name(), keySuffix) || strings.HasPrefix(f.Name(), newPrefix)
		if ours && !known[f.Name()] {
			if err := shred(filepath.Join(b.dir, f.Name())); err != nil {
				return fileError(err)
			}
		}
	}
	return nil
}
