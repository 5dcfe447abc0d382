package server

import (
	"context"

	"convene/internal/fault"
	"convene/internal/sqlite"
	"convene/server/edge"
	"convene/server/remote"
)

// folder is the data folder as the operator's verbs see it.
type folder struct {
	store *sqlite.Store
	live  *edge.Server // the running server's; nil when none runs
}

var _ remote.Folder = folder{}

// Backup copies the database, with the server's own keys where that was asked.
func (f folder) Backup(ctx context.Context, file string, keys bool) error {
	if !keys {
		return f.store.Backup(ctx, file)
	}
	// Made if no server ever ran here: a backup without them would not be whole.
	if _, err := edge.HostKeys(f.store.Dir()); err != nil {
		return err
	}
	return f.store.Backup(ctx, file, append(edge.HostKeyFiles(f.store.Dir()), sqlite.SecretFile)...)
}

func (f folder) Check(ctx context.Context) ([]*fault.Error, error) { return f.store.Check(ctx) }

func (f folder) Forget(ctx context.Context, workshop string) error {
	return f.store.Forget(ctx, workshop)
}

// Fingerprints are those of the key that ssh shows, and of the one that follows
// it while a change is under way.
func (f folder) Fingerprints() (shown, next string, err error) {
	if f.live != nil {
		return prints(f.live.HostKeys(), nil)
	}
	return prints(edge.HostKeys(f.store.Dir()))
}

// RotateHostKeys begins or finishes a change of the host keys.
func (f folder) RotateHostKeys(finish bool) (shown, next string, err error) {
	if f.live != nil {
		return prints(f.live.Rotate(finish))
	}
	return prints(edge.RotateHostKeys(f.store.Dir(), finish))
}

func prints(keys edge.Prints, err error) (shown, next string, _ error) {
	if err != nil {
		return "", "", err
	}
	if len(keys.Next) > 0 {
		next = keys.Next[0].Fingerprint
	}
	return keys.Shown[0].Fingerprint, next, nil
}
