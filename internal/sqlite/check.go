package sqlite

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"

	"convene/internal/eventlog"
	"convene/internal/fault"
	"convene/migrations"
)

// Check looks at everything that should hold and returns what does not, as
// faults: check.schema, check.file {path}, check.integrity, check.chain
// {workshop, seq}. It only reads, and may take minutes on a large folder. The
// error is for not having been able to look.
func (s *Store) Check(ctx context.Context) ([]*fault.Error, error) {
	var found []*fault.Error
	all, err := steps(migrations.Files)
	if err != nil {
		return nil, err
	}
	have, err := checkSteps(ctx, s.read, s.dir, all)
	if err == nil && have == len(all) {
		err = schemaAsMade(ctx, s.read, all)
	}
	if err != nil || have != len(all) {
		found = append(found, fault.New("check.schema").With(err))
	}
	exposed, err := s.exposedFiles()
	if err != nil {
		return nil, err
	}
	found = append(found, exposed...)
	if err := integrityCheck(ctx, s.read); err != nil {
		found = append(found, fault.New("check.integrity").With(err))
	}
	broken, err := s.brokenLogs(ctx)
	return append(found, broken...), err
}

// exposedFiles finds what others than the owner can look into.
func (s *Store) exposedFiles() ([]*fault.Error, error) {
	var found []*fault.Error
	err := filepath.WalkDir(s.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			if errors.Is(err, fs.ErrNotExist) {
				return nil // a journal that went meanwhile
			}
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			found = append(found, fault.New("check.file", "path", path))
		}
		return nil
	})
	return found, err
}

// brokenLogs reads every log and finds those whose chain does not hold.
func (s *Store) brokenLogs(ctx context.Context) ([]*fault.Error, error) {
	workshops, err := s.log.List(ctx)
	if err != nil {
		return nil, err
	}
	var found []*fault.Error
	for _, workshop := range workshops {
		for _, err := range s.log.Read(ctx, workshop, 1) {
			var broken *eventlog.Broken
			switch {
			case errors.As(err, &broken):
				found = append(found, fault.New("check.chain", "workshop", workshop, "seq", uint64(broken.Seq)).With(err))
			case err != nil:
				return found, err
			}
		}
	}
	return found, nil
}
