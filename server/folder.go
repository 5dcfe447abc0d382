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
	live  string // the fingerprint that a running server shows
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
	return f.store.Backup(ctx, file, append(edge.HostKeyFiles(), sqlite.SecretFile)...)
}

func (f folder) Check(ctx context.Context) ([]*fault.Error, error) { return f.store.Check(ctx) }

func (f folder) Forget(ctx context.Context, workshop string) error {
	return f.store.Forget(ctx, workshop)
}

func (f folder) Fingerprint() (string, error) {
	if f.live != "" {
		return f.live, nil
	}
	return firstPrint(edge.HostKeys(f.store.Dir()))
}

func (f folder) RotateHostKeys() (string, error) {
	return firstPrint(edge.RotateHostKeys(f.store.Dir()))
}

func firstPrint(keys []edge.HostKey, err error) (string, error) {
	if err != nil {
		return "", err
	}
	return keys[0].Fingerprint, nil
}
