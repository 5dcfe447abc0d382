package desk

import (
	"context"
	"errors"

	"convene/internal/access"
	"convene/internal/fault"
	"convene/internal/sqlite"
)

// Vouch gives the workshop that a code and its host's or coordinator's
// passphrase open together, whatever its status, and gives nobody a seat or a
// role for it: the one-line face asks it of someone without a key. A wrong
// phrase has one answer for unknown, ended and closed, and takes as long for
// each. Wrong tries are slowed by address.
func (d *Desk) Vouch(ctx context.Context, g *Guest, raw, phrase string) (id string, err error) {
	err = d.judge(ctx, g, func() error {
		id, err = d.vouch(ctx, raw, phrase)
		return err
	})
	return id, err
}

func (d *Desk) vouch(ctx context.Context, raw, phrase string) (string, error) {
	w, err := d.lookUp(ctx, raw)
	if err != nil {
		return "", err
	}
	for _, hash := range []string{w.HostHash, w.CoordinatorHash} {
		ok, err := d.hasher.Matches(ctx, phrase, hash)
		if err != nil {
			return "", err
		}
		if ok {
			return w.ID, nil
		}
	}
	if w.ID == "" || w.Status == sqlite.StatusEnded || w.Status == sqlite.StatusClosed {
		return "", fault.New("code_unknown")
	}
	return "", fault.New("phrase_unknown")
}

// lookUp finds the workshop of a code, or one without id and passphrase.
func (d *Desk) lookUp(ctx context.Context, raw string) (sqlite.Workshop, error) {
	code, ok := access.ParseCode(raw)
	if !ok {
		return sqlite.Workshop{}, nil
	}
	w, err := d.catalogue.ByCode(ctx, code)
	if errors.Is(err, sqlite.ErrNotFound) {
		return sqlite.Workshop{}, nil
	}
	return w, storage(err)
}
