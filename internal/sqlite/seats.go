package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"convene/internal/access"
)

// Seat is how a seat is reached and shown. Its name and rights are in the log.
type Seat struct {
	Workshop, ID   string
	Language, Face string // as the person chose; "" before they did
}

// PutSeat enters a seat, or changes its language and face.
func (c *Catalogue) PutSeat(ctx context.Context, s Seat) error {
	return c.change(ctx, func(t *tx) error {
		n, err := t.exec(`INSERT INTO seats (workshop, seat, language, face) SELECT id, ?2, ?3, ?4 FROM workshops WHERE id = ?1
			ON CONFLICT DO UPDATE SET language = excluded.language, face = excluded.face`, s.Workshop, s.ID, s.Language, s.Face)
		return notFoundIfNone(n, err)
	})
}

// Seat finds a seat; ErrNotFound if there is none.
func (c *Catalogue) Seat(ctx context.Context, workshop, seat string) (Seat, error) {
	s := Seat{Workshop: workshop, ID: seat}
	err := c.store.read.QueryRowContext(ctx, `SELECT language, face FROM seats WHERE workshop = ? AND seat = ?`,
		workshop, seat).Scan(&s.Language, &s.Face)
	if errors.Is(err, sql.ErrNoRows) {
		return Seat{}, ErrNotFound
	}
	return s, readError(ctx, err)
}

// RemoveSeat takes away all by which a seat can be reached. Its words stay in
// the log.
func (c *Catalogue) RemoveSeat(ctx context.Context, workshop, seat string) error {
	return c.change(ctx, func(t *tx) error {
		_, err := t.exec(`DELETE FROM seats WHERE workshop = ? AND seat = ?`, workshop, seat)
		return err
	})
}

// Way is a way in: a seat, and by which entry. The empty entry is the person's
// own; others begin with words that a host made for them.
type Way struct{ Seat, Entry string }

// AddKey lets an SSH key, by its digest, find a seat. A key may find several. One
// that is the person's own stays so.
func (c *Catalogue) AddKey(ctx context.Context, workshop string, to Way, key access.Tag) error {
	return c.change(ctx, func(t *tx) error {
		return ofSeat(t, workshop, to.Seat, func() error {
			_, err := t.exec(`INSERT INTO seat_keys (workshop, tag, seat, entry) VALUES (?, ?, ?, ?)
				ON CONFLICT DO UPDATE SET entry = excluded.entry WHERE entry <> ''`, workshop, key[:], to.Seat, to.Entry)
			return err
		})
	})
}

// SeatsByKey returns the seats a key finds, sorted. Ask which person it is
// before anything private shows.
func (c *Catalogue) SeatsByKey(ctx context.Context, workshop string, key access.Tag) ([]Way, error) {
	all, err := queryAll(ctx, c.store.read, func(rows *sql.Rows) (w Way, err error) {
		err = rows.Scan(&w.Seat, &w.Entry)
		return w, err
	}, `SELECT seat, entry FROM seat_keys WHERE workshop = ? AND tag = ? ORDER BY seat`, workshop, key[:])
	return all, readError(ctx, err)
}

// ReturnWords are words by which somebody comes back.
type ReturnWords struct {
	Way
	// Once says that they open the seat once, as a host gives them; Maker is the
	// seat of that host.
	Once  bool
	Maker string
}

// SetReturnWords lets words, by their digest, find a seat. Words for once stand
// beside all others; others replace those of the same entry. ErrTaken if they are
// another seat's.
func (c *Catalogue) SetReturnWords(ctx context.Context, workshop string, w ReturnWords, words access.Tag) error {
	return c.change(ctx, func(t *tx) error {
		return ofSeat(t, workshop, w.Seat, func() error {
			if !w.Once {
				if _, err := t.exec(`DELETE FROM return_words WHERE workshop = ? AND seat = ? AND entry = ? AND NOT once`,
					workshop, w.Seat, w.Entry); err != nil {
					return err
				}
			}
			n, err := t.exec(`INSERT INTO return_words (workshop, tag, seat, once, entry, maker) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
				workshop, words[:], w.Seat, w.Once, w.Entry, w.Maker)
			return takenIfNone(n, err)
		})
	})
}

// ReturnWords finds what words open, and uses nothing up; ErrNotFound if that is
// nothing.
func (c *Catalogue) ReturnWords(ctx context.Context, workshop string, words access.Tag) (w ReturnWords, err error) {
	err = c.store.read.QueryRowContext(ctx, `SELECT seat, once, entry, maker FROM return_words WHERE workshop = ? AND tag = ?`,
		workshop, words[:]).Scan(&w.Seat, &w.Once, &w.Entry, &w.Maker)
	if errors.Is(err, sql.ErrNoRows) {
		return ReturnWords{}, ErrNotFound
	}
	return w, readError(ctx, err)
}

// SpendReturnWords uses words up. No error if they are gone.
func (c *Catalogue) SpendReturnWords(ctx context.Context, workshop string, words access.Tag) error {
	return c.change(ctx, func(t *tx) error {
		_, err := t.exec(`DELETE FROM return_words WHERE workshop = ? AND tag = ?`, workshop, words[:])
		return err
	})
}

// AddDelegateWords issues words, by their digest, for the delegate of a nation.
func (c *Catalogue) AddDelegateWords(ctx context.Context, workshop, nation string, words access.Tag) error {
	return c.change(ctx, func(t *tx) error {
		n, err := t.exec(`INSERT INTO delegate_words (workshop, tag, nation) SELECT id, ?2, ?3 FROM workshops WHERE id = ?1
			ON CONFLICT DO NOTHING`, workshop, words[:], nation)
		return takenIfNone(n, err)
	})
}

// DelegateWords finds the nation of a delegate's words, and uses nothing up;
// ErrNotFound if there are no such words.
func (c *Catalogue) DelegateWords(ctx context.Context, workshop string, words access.Tag) (nation string, err error) {
	err = c.store.read.QueryRowContext(ctx, `SELECT nation FROM delegate_words WHERE workshop = ? AND tag = ?`,
		workshop, words[:]).Scan(&nation)
	if errors.Is(err, sql.ErrNoRows) {
		return "", ErrNotFound
	}
	return nation, readError(ctx, err)
}

// SpendDelegateWords uses a delegate's words up. No error if they are gone.
func (c *Catalogue) SpendDelegateWords(ctx context.Context, workshop string, words access.Tag) error {
	return c.change(ctx, func(t *tx) error {
		_, err := t.exec(`DELETE FROM delegate_words WHERE workshop = ? AND tag = ?`, workshop, words[:])
		return err
	})
}

// ofSeat runs work only if the seat is there.
func ofSeat(t *tx, workshop, seat string, work func() error) error {
	var one int
	found, err := t.one(`SELECT 1 FROM seats WHERE workshop = ? AND seat = ?`, []any{workshop, seat}, &one)
	if err != nil {
		return err
	}
	if !found {
		return ErrNotFound
	}
	return work()
}

func notFoundIfNone(changed int64, err error) error {
	if err == nil && changed == 0 {
		return ErrNotFound
	}
	return err
}
