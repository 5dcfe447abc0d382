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

// AddKey lets an SSH key, by its digest, find a seat. A key may find several.
func (c *Catalogue) AddKey(ctx context.Context, workshop, seat string, key access.Tag) error {
	return c.change(ctx, func(t *tx) error {
		return ofSeat(t, workshop, seat, func() error {
			_, err := t.exec(`INSERT INTO seat_keys (workshop, tag, seat) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
				workshop, key[:], seat)
			return err
		})
	})
}

// SeatsByKey returns the seats a key finds, sorted. Ask which person it is
// before anything private shows.
func (c *Catalogue) SeatsByKey(ctx context.Context, workshop string, key access.Tag) ([]string, error) {
	all, err := queryAll(ctx, c.store.read, func(rows *sql.Rows) (seat string, err error) {
		err = rows.Scan(&seat)
		return seat, err
	}, `SELECT seat FROM seat_keys WHERE workshop = ? AND tag = ? ORDER BY seat`, workshop, key[:])
	return all, readError(ctx, err)
}

// SetReturnWords lets words, by their digest, find a seat. Words for once, as a
// host gives them, stand beside the person's own; others replace those. ErrTaken
// if they are another seat's.
func (c *Catalogue) SetReturnWords(ctx context.Context, workshop, seat string, words access.Tag, once bool) error {
	return c.change(ctx, func(t *tx) error {
		return ofSeat(t, workshop, seat, func() error {
			if !once {
				if _, err := t.exec(`DELETE FROM return_words WHERE workshop = ? AND seat = ? AND NOT once`, workshop, seat); err != nil {
					return err
				}
			}
			n, err := t.exec(`INSERT INTO return_words (workshop, tag, seat, once) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
				workshop, words[:], seat, once)
			return takenIfNone(n, err)
		})
	})
}

// TakeReturnWords returns the seat that words find, and uses them up if they
// were for once. ErrNotFound if they find none.
func (c *Catalogue) TakeReturnWords(ctx context.Context, workshop string, words access.Tag) (seat string, err error) {
	err = c.change(ctx, func(t *tx) error {
		found, err := t.one(`SELECT seat FROM return_words WHERE workshop = ? AND tag = ?`, []any{workshop, words[:]}, &seat)
		if err != nil {
			return err
		}
		if !found {
			return ErrNotFound
		}
		_, err = t.exec(`DELETE FROM return_words WHERE workshop = ? AND tag = ? AND once`, workshop, words[:])
		return err
	})
	return seat, err
}

// AddDelegateWords issues words, by their digest, for the delegate of a nation.
func (c *Catalogue) AddDelegateWords(ctx context.Context, workshop, nation string, words access.Tag) error {
	return c.change(ctx, func(t *tx) error {
		n, err := t.exec(`INSERT INTO delegate_words (workshop, tag, nation) SELECT id, ?2, ?3 FROM workshops WHERE id = ?1
			ON CONFLICT DO NOTHING`, workshop, words[:], nation)
		return takenIfNone(n, err)
	})
}

// TakeDelegateWords uses up a delegate's words and returns their nation;
// ErrNotFound if there are no such words.
func (c *Catalogue) TakeDelegateWords(ctx context.Context, workshop string, words access.Tag) (nation string, err error) {
	err = c.change(ctx, func(t *tx) error {
		found, err := t.one(`DELETE FROM delegate_words WHERE workshop = ? AND tag = ? RETURNING nation`,
			[]any{workshop, words[:]}, &nation)
		if err == nil && !found {
			return ErrNotFound
		}
		return err
	})
	return nation, err
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
