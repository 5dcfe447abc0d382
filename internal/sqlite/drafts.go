package sqlite

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"math/bits"

	"convene/internal/ballot"
)

// leastDraft is the smallest size a draft is padded to, in bytes; longer ones
// are padded to the next power of two.
const leastDraft = 256

// draft is what is sealed: the field's name is as telling as its text.
type draft struct{ Field, Text string }

// draftName finds the name of a workshop's draft box, "" if it has none.
func (b *box) draftName(ctx context.Context, workshop string) (name string, err error) {
	err = b.store.read.QueryRowContext(ctx, `SELECT box FROM draft_boxes WHERE workshop = ?`, workshop).Scan(&name)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return name, boxReadError(ctx, err)
}

// draftKey reads the key of a workshop's drafts. It is made from the server's
// secret and a file of its own that no backup holds: once that is shredded, not
// even who has everything else can read a draft. ErrVoided if it is gone.
func (b *box) draftKey(name string) (ballot.Key, error) {
	file, err := b.key(name)
	if err != nil {
		return file, err
	}
	key, _ := ballot.KeyFrom(b.store.secret.Derive("drafts", file.Bytes()))
	return key, nil
}

// makeDraftKey finds the workshop's draft box or makes it, anew where its key
// is gone.
func (b *box) makeDraftKey(ctx context.Context, workshop string) (string, ballot.Key, error) {
	b.making.Lock()
	defer b.making.Unlock()
	name, err := b.draftName(ctx, workshop)
	if err != nil {
		return "", ballot.Key{}, err
	}
	if name != "" {
		key, err := b.draftKey(name)
		if !errors.Is(err, ballot.ErrVoided) {
			return name, key, err
		}
	}
	name = rand.Text()
	if err := b.store.writeKey(b.keyPath(name), ballot.NewKey().Bytes()); err != nil {
		return "", ballot.Key{}, fileError(err)
	}
	err = b.store.committer.do(ctx, func(t *tx) error {
		if b.isForgotten(workshop) {
			return ballot.ErrClosed
		}
		if _, err := t.exec(`DELETE FROM draft_boxes WHERE workshop = ?`, workshop); err != nil {
			return err
		}
		_, err := t.exec(`INSERT INTO draft_boxes (workshop, box) VALUES (?, ?)`, workshop, name)
		return err
	})
	if err != nil {
		return "", ballot.Key{}, boxError(err)
	}
	key, err := b.draftKey(name)
	return name, key, err
}

// PutDraft implements ballot.Box.
func (b *box) PutDraft(ctx context.Context, workshop, seat, field, text string) error {
	if text == "" {
		return b.eraseDraft(ctx, workshop, seat, field)
	}
	if len(text) > ballot.MaxDraft {
		return &ballot.TooLarge{Limit: ballot.MaxDraft, Have: len(text)}
	}
	name, key, err := b.makeDraftKey(ctx, workshop)
	if err != nil {
		return err
	}
	plain, err := json.Marshal(draft{field, text})
	if err != nil {
		return err
	}
	tag := key.Tag("field", seat, field)
	sealed, err := key.Seal(tag, plain, max(leastDraft, 1<<bits.Len(uint(len(plain)-1))))
	if err != nil {
		return err
	}
	return boxError(b.store.committer.do(ctx, func(t *tx) error {
		n, err := t.exec(`INSERT INTO drafts (box, seat, tag, value) SELECT box, ?2, ?3, ?4 FROM draft_boxes WHERE box = ?1
			ON CONFLICT DO UPDATE SET value = excluded.value`, name, key.Tag("seat", seat), tag, sealed)
		if err == nil && n == 0 {
			return ballot.ErrUnavailable // erased at this moment: the caller may try again
		}
		return err
	}))
}

// Drafts implements ballot.Box.
func (b *box) Drafts(ctx context.Context, workshop, seat string) (map[string]string, error) {
	drafts := make(map[string]string)
	name, key, err := b.existingDrafts(ctx, workshop)
	if err != nil || name == "" {
		return drafts, err
	}
	all, err := queryAll(ctx, b.store.read, func(rows *sql.Rows) (d draft, err error) {
		var tag, sealed []byte
		if err := rows.Scan(&tag, &sealed); err != nil {
			return d, err
		}
		plain, err := key.Open(tag, sealed)
		if err != nil {
			return d, err
		}
		return d, json.Unmarshal(plain, &d)
	}, `SELECT tag, value FROM drafts WHERE box = ? AND seat = ?`, name, key.Tag("seat", seat))
	for _, d := range all {
		drafts[d.Field] = d.Text
	}
	return drafts, boxReadError(ctx, err)
}

// existingDrafts is the workshop's draft box, "" where there is none that can
// be read.
func (b *box) existingDrafts(ctx context.Context, workshop string) (string, ballot.Key, error) {
	name, err := b.draftName(ctx, workshop)
	if err != nil || name == "" {
		return "", ballot.Key{}, err
	}
	key, err := b.draftKey(name)
	if errors.Is(err, ballot.ErrVoided) {
		return "", ballot.Key{}, nil
	}
	return name, key, err
}

func (b *box) eraseDraft(ctx context.Context, workshop, seat, field string) error {
	name, key, err := b.existingDrafts(ctx, workshop)
	if err != nil || name == "" {
		return err
	}
	tag := key.Tag("field", seat, field)
	return boxError(b.store.committer.do(ctx, func(t *tx) error {
		_, err := t.exec(`DELETE FROM drafts WHERE box = ? AND seat = ? AND tag = ?`, name, key.Tag("seat", seat), tag)
		return err
	}))
}

// EraseDrafts implements ballot.Box.
func (b *box) EraseDrafts(ctx context.Context, workshop string) error {
	name, err := b.draftName(ctx, workshop)
	if err != nil {
		return err
	}
	if name != "" {
		if err := shred(b.keyPath(name)); err != nil {
			return fileError(err)
		}
	}
	return boxError(b.store.committer.doAndScrub(ctx, func(t *tx) error {
		_, err := t.exec(`DELETE FROM draft_boxes WHERE workshop = ?`, workshop)
		return err
	}))
}
