package sqlite

import (
	"context"
	"fmt"
	"sync"
	"unicode/utf8"

	"convene/internal/eventlog"
)

// log is the eventlog.Log and eventlog.Snapshots of a Store.
type log struct {
	store  *Store
	news   *news
	saving sync.Map // workshops of which a snapshot is being written
}

var (
	_ eventlog.Log       = (*log)(nil)
	_ eventlog.Snapshots = (*log)(nil)
)

// row is a log's row in the logs table.
type row struct {
	id    int64
	head  eventlog.Head
	epoch uint64
}

// Append implements eventlog.Log.
func (l *log) Append(ctx context.Context, workshop string, b eventlog.Batch) (eventlog.Head, error) {
	if err := b.Check(); err != nil {
		return eventlog.Head{}, err
	}
	var head eventlog.Head
	err := l.store.committer.do(ctx, func(t *tx) error {
		at, found, err := findLog(t, workshop)
		if err != nil {
			return err
		}
		if found {
			earlier, done, err := findBatch(t, at.id, b.ID)
			if err != nil {
				return err
			}
			if done {
				head = earlier
				return nil
			}
		}
		if b.Epoch < at.epoch {
			return eventlog.ErrFenced
		}
		if b.Expect != at.head.Seq || b.Prev != at.head.Hash {
			return &eventlog.Conflict{Actual: at.head}
		}
		head, err = insertBatch(t, workshop, at, found, b)
		return err
	})
	if err != nil {
		return eventlog.Head{}, logError(err)
	}
	l.news.tell(workshop)
	return head, nil
}

func findLog(t *tx, workshop string) (r row, found bool, err error) {
	var seq, epoch int64
	var hash []byte
	found, err = t.one(`SELECT id, seq, hash, epoch FROM logs WHERE workshop = ?`, []any{workshop}, &r.id, &seq, &hash, &epoch)
	r.head = eventlog.Head{Seq: eventlog.Seq(seq), Hash: toHash(hash)}
	r.epoch = uint64(epoch)
	return r, found, err
}

func findBatch(t *tx, id int64, batch string) (head eventlog.Head, found bool, err error) {
	var seq int64
	var hash []byte
	found, err = t.one(`SELECT e.seq, e.hash FROM batches b JOIN events e ON e.log = b.log AND e.seq = b.seq
		WHERE b.log = ? AND b.id = ?`, []any{id, batch}, &seq, &hash)
	return eventlog.Head{Seq: eventlog.Seq(seq), Hash: toHash(hash)}, found, err
}

func insertBatch(t *tx, workshop string, at row, found bool, b eventlog.Batch) (eventlog.Head, error) {
	records, salts := b.Records(workshop, at.head)
	last := records[len(records)-1]
	head := eventlog.Head{Seq: last.Seq, Hash: last.Hash}
	var err error
	if found {
		_, err = t.exec(`UPDATE logs SET seq = ?, hash = ?, epoch = ? WHERE id = ?`,
			int64(head.Seq), head.Hash[:], int64(b.Epoch), at.id)
	} else {
		_, err = t.one(`INSERT INTO logs (workshop, seq, hash, epoch) VALUES (?, ?, ?, ?) RETURNING id`,
			[]any{workshop, int64(head.Seq), head.Hash[:], int64(b.Epoch)}, &at.id)
	}
	if err != nil {
		return head, err
	}
	for i, r := range records {
		_, err := t.exec(`INSERT INTO events (log, seq, at, type, version, batch, epoch, hash, salt, payload)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			at.id, int64(r.Seq), r.At.UnixMilli(), r.Type, r.Version, r.BatchID, int64(r.Epoch), r.Hash[:], salts[i][:], column(r.Payload))
		if err != nil {
			return head, err
		}
	}
	_, err = t.exec(`INSERT INTO batches (log, id, seq) VALUES (?, ?, ?)`, at.id, b.ID, int64(head.Seq))
	return head, err
}

// column is a payload as it is stored: as text where it is text, so that
// json_extract and a person's eye can read it.
func column(payload []byte) any {
	for _, c := range payload {
		if c == 0 {
			return payload
		}
	}
	if utf8.Valid(payload) {
		return string(payload)
	}
	return payload
}

// Redact implements eventlog.Log.
func (l *log) Redact(ctx context.Context, workshop string, seqs []eventlog.Seq) error {
	if len(seqs) == 0 {
		return nil
	}
	return logError(l.store.committer.doAndScrub(ctx, func(t *tx) error {
		at, _, err := findLog(t, workshop)
		if err != nil {
			return err
		}
		first := seqs[0]
		for _, seq := range seqs {
			if seq == 0 || seq > at.head.Seq {
				return &eventlog.Conflict{Actual: at.head}
			}
			first = min(first, seq)
			if err := redactOne(t, at.id, seq); err != nil {
				return err
			}
		}
		_, err = t.exec(`DELETE FROM snapshots WHERE log = ? AND seq >= ?`, at.id, int64(first))
		return err
	}))
}

func redactOne(t *tx, id int64, seq eventlog.Seq) error {
	var salt, payload []byte
	found, err := t.one(`SELECT salt, payload FROM events WHERE log = ? AND seq = ? AND payload IS NOT NULL`,
		[]any{id, int64(seq)}, &salt, &payload)
	if err != nil || !found {
		return err
	}
	if len(salt) != len(eventlog.Salt{}) {
		return fmt.Errorf("sqlite: event %d has a salt of %d bytes", seq, len(salt))
	}
	digest := eventlog.Digest(eventlog.Salt(salt), payload)
	_, err = t.exec(`UPDATE events SET payload = NULL, salt = NULL, digest = ? WHERE log = ? AND seq = ?`,
		digest[:], id, int64(seq))
	return err
}

// Delete implements eventlog.Log.
func (l *log) Delete(ctx context.Context, workshop string) error {
	return logError(l.store.committer.doAndScrub(ctx, func(t *tx) error {
		_, err := t.exec(`DELETE FROM logs WHERE workshop = ?`, workshop) // and by its keys all that is of it
		return err
	}))
}

// toHash takes a column of 32 bytes; any other gives the zero hash, which no
// link of a chain has.
func toHash(b []byte) (h eventlog.Hash) {
	if len(b) == len(h) {
		copy(h[:], b)
	}
	return h
}

// news tells followers that a log has grown.
type news struct {
	mu     sync.Mutex
	closed bool
	waits  map[string]chan struct{}
}

func newNews() *news { return &news{waits: make(map[string]chan struct{})} }

// next returns a channel that is closed when the log grows after this call, or
// when the store closes; open is false once it has.
func (n *news) next(workshop string) (wait <-chan struct{}, open bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	c, ok := n.waits[workshop]
	if !ok {
		c = make(chan struct{})
		n.waits[workshop] = c
	}
	return c, !n.closed
}

func (n *news) tell(workshop string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if c, ok := n.waits[workshop]; ok {
		close(c)
		delete(n.waits, workshop)
	}
}

func (n *news) close() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.closed = true
	for workshop, c := range n.waits {
		close(c)
		delete(n.waits, workshop)
	}
}
