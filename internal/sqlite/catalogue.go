package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"convene/internal/access"
)

// What the catalogue can refuse, beside the errors of a log: ErrFull,
// ErrUnavailable and ErrUnknown of eventlog, which mean the same here.
var (
	ErrNotFound = errors.New("sqlite: not in the catalogue")
	// ErrTaken: another workshop has this code, or another seat these words.
	// Make new ones.
	ErrTaken = errors.New("sqlite: taken")
)

// Status is where a workshop stands (design §2).
type Status string

// The way of a workshop, in order.
const (
	StatusPrepared Status = "prepared"
	StatusOpen     Status = "open"
	StatusEnded    Status = "ended"
	StatusClosed   Status = "closed"
)

// Workshop is what is known of a workshop before its log is read.
type Workshop struct {
	ID      string
	Code    access.Code // zero where it was sealed by another secret: give it a new one
	Title   string
	Status  Status
	Created time.Time // UTC, whole milliseconds
	// Hashes as access.Hasher makes them; "" where none is set.
	HostHash, CoordinatorHash string
}

// Catalogue is what is known of workshops and seats outside their logs. Its
// methods are for the server alone: whoever calls them has checked the right.
type Catalogue struct{ store *Store }

// Create enters a workshop. ErrTaken if its id or its code is another's.
func (c *Catalogue) Create(ctx context.Context, w Workshop) error {
	tag := c.store.secret.CodeTag(w.Code)
	return c.change(ctx, func(t *tx) error {
		n, err := t.exec(`INSERT INTO workshops (id, code_tag, code_sealed, title, status, created, host, coordinator)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`, w.ID, tag[:], c.store.secret.SealCode(w.Code),
			w.Title, string(w.Status), w.Created.UnixMilli(), w.HostHash, w.CoordinatorHash)
		return takenIfNone(n, err)
	})
}

// Change reads a workshop, has change alter it and writes it back, as one step.
// Change must be quick, and may not alter ID or Created.
func (c *Catalogue) Change(ctx context.Context, id string, change func(*Workshop)) error {
	return c.change(ctx, func(t *tx) error {
		var r workshopRow
		found, err := t.one(selectWorkshop+` WHERE id = ?`, []any{id}, r.fields()...)
		if err != nil {
			return err
		}
		if !found {
			return ErrNotFound
		}
		w := r.workshop(c.store.secret)
		had := w.Code
		change(&w)
		if !w.Code.Equal(had) {
			if err := c.putCode(t, id, w.Code); err != nil {
				return err
			}
		}
		_, err = t.exec(`UPDATE workshops SET title = ?, status = ?, host = ?, coordinator = ? WHERE id = ?`,
			w.Title, string(w.Status), w.HostHash, w.CoordinatorHash, id)
		return err
	})
}

func (c *Catalogue) putCode(t *tx, id string, code access.Code) error {
	tag := c.store.secret.CodeTag(code)
	n, err := t.exec(`UPDATE OR IGNORE workshops SET code_tag = ?, code_sealed = ? WHERE id = ?`,
		tag[:], c.store.secret.SealCode(code), id)
	return takenIfNone(n, err)
}

// ByCode finds the workshop a code opens, whatever its status; ErrNotFound if
// none has it now. The same answer for unknown, ended and closed is the
// caller's duty.
func (c *Catalogue) ByCode(ctx context.Context, code access.Code) (Workshop, error) {
	tag := c.store.secret.CodeTag(code)
	return c.find(ctx, ` WHERE code_tag = ?`, tag[:])
}

// Workshop finds a workshop by its id; ErrNotFound if there is none.
func (c *Catalogue) Workshop(ctx context.Context, id string) (Workshop, error) {
	return c.find(ctx, ` WHERE id = ?`, id)
}

// Workshops returns all workshops, the newest first.
func (c *Catalogue) Workshops(ctx context.Context) ([]Workshop, error) {
	all, err := queryAll(ctx, c.store.read, func(rows *sql.Rows) (Workshop, error) {
		var r workshopRow
		err := rows.Scan(r.fields()...)
		return r.workshop(c.store.secret), err
	}, selectWorkshop+` ORDER BY created DESC, id`)
	return all, readError(ctx, err)
}

func (c *Catalogue) find(ctx context.Context, where string, arg any) (Workshop, error) {
	var r workshopRow
	err := c.store.read.QueryRowContext(ctx, selectWorkshop+where, arg).Scan(r.fields()...)
	if errors.Is(err, sql.ErrNoRows) {
		return Workshop{}, ErrNotFound
	}
	if err != nil {
		return Workshop{}, readError(ctx, err)
	}
	return r.workshop(c.store.secret), nil
}

func (c *Catalogue) change(ctx context.Context, work func(*tx) error) error {
	return logError(c.store.committer.do(ctx, work))
}

const selectWorkshop = `SELECT id, code_sealed, title, status, created, host, coordinator FROM workshops`

type workshopRow struct {
	w       Workshop
	sealed  []byte
	status  string
	created int64
}

func (r *workshopRow) fields() []any {
	return []any{&r.w.ID, &r.sealed, &r.w.Title, &r.status, &r.created, &r.w.HostHash, &r.w.CoordinatorHash}
}

func (r *workshopRow) workshop(secret access.Secret) Workshop {
	w := r.w
	w.Status, w.Created = Status(r.status), time.UnixMilli(r.created).UTC()
	if code, err := secret.OpenCode(r.sealed); err == nil {
		w.Code = code
	}
	return w
}

// takenIfNone says that a write met another's row.
func takenIfNone(changed int64, err error) error {
	if err == nil && changed == 0 {
		return ErrTaken
	}
	return err
}
