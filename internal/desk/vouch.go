package desk

import (
	"context"
	"errors"
	"time"

	"convene/internal/fault"
	"convene/internal/sqlite"
)

// Vouch reports whether a phrase is the workshop's host or coordinator
// passphrase, and gives nobody a seat or a role for it: the one-line face asks
// it of someone without a key. Wrong tries are slowed by address. A workshop
// that is not there has no passphrase and takes as long to say so.
func (d *Desk) Vouch(ctx context.Context, id string, g *Guest, phrase string) (bool, error) {
	if wait := d.throttle.Take(g.Addr); wait > 0 {
		return false, fault.New("slow_down", "seconds", int(wait/time.Second)+1)
	}
	w, err := d.catalogue.Workshop(ctx, id)
	if err != nil && !errors.Is(err, sqlite.ErrNotFound) {
		return false, storage(err)
	}
	for _, hash := range []string{w.HostHash, w.CoordinatorHash} {
		ok, err := d.hasher.Matches(ctx, phrase, hash)
		if err != nil {
			return false, err
		}
		if ok {
			d.throttle.GiveBack(g.Addr)
			return true, nil
		}
	}
	return false, fault.New("phrase_unknown")
}
