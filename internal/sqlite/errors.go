package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"syscall"

	"convene/internal/ballot"
	"convene/internal/eventlog"
	"convene/internal/fault"

	engine "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"
)

// kind is what a driver's error means for the work that met it. It is told by
// the code, never by the text.
type kind int

const (
	own     kind = iota // an error of ours, or one statement's: the others go on
	full                // no room
	broken              // the disk or the file fails
	busy                // someone else holds it for too long
	closing             // the pool is closed
)

func kindOf(err error) kind {
	var e *engine.Error
	if !errors.As(err, &e) {
		if errors.Is(err, sql.ErrConnDone) || errors.Is(err, sql.ErrTxDone) {
			return closing
		}
		return own
	}
	switch e.Code() & 0xff {
	case codes.SQLITE_FULL:
		return full
	case codes.SQLITE_BUSY, codes.SQLITE_LOCKED, codes.SQLITE_INTERRUPT, codes.SQLITE_PROTOCOL:
		return busy
	case codes.SQLITE_IOERR, codes.SQLITE_NOMEM, codes.SQLITE_CORRUPT, codes.SQLITE_NOTADB,
		codes.SQLITE_READONLY, codes.SQLITE_CANTOPEN:
		return broken
	}
	return own
}

// failure is an error of the disk, the file or the connection, met while the
// transaction was open (nothing is written) or while it was committed (unknown).
type failure struct {
	kind    kind
	unknown bool
	cause   error
}

func (f *failure) Error() string { return "sqlite: " + f.cause.Error() }
func (f *failure) Unwrap() error { return f.cause }

// logError says a failure in the log's words.
func logError(err error) error {
	return translate(err, eventlog.ErrFull, eventlog.ErrUnavailable, eventlog.ErrUnknown)
}

// boxError says a failure in the box's words. Doing a write of the box twice
// does no harm, so unknown is unavailable.
func boxError(err error) error {
	return translate(err, ballot.ErrFull, ballot.ErrUnavailable, ballot.ErrUnavailable)
}

func translate(err, noRoom, unavailable, unknown error) error {
	var f *failure
	if !errors.As(err, &f) {
		if kindOf(err) == own {
			return err
		}
		f = &failure{kind: kindOf(err), cause: err}
	}
	switch {
	case f.unknown:
		return fmt.Errorf("%w: %w", unknown, f.cause)
	case f.kind == full:
		return fmt.Errorf("%w: %w", noRoom, f.cause)
	}
	return fmt.Errorf("%w: %w", unavailable, f.cause)
}

// openFault says why a database can't be opened in a person's words.
func openFault(err error) error {
	var e *engine.Error
	if errors.As(err, &e) {
		switch e.Code() & 0xff {
		case codes.SQLITE_CORRUPT, codes.SQLITE_NOTADB:
			return fault.New("data.damaged", "path", databaseFile).With(err)
		case codes.SQLITE_FULL:
			return fault.New("data.full").With(err)
		case codes.SQLITE_READONLY, codes.SQLITE_CANTOPEN, codes.SQLITE_IOERR:
			return fault.New("data.unwritable", "dir", databaseFile).With(err)
		}
	}
	return fmt.Errorf("sqlite: open: %w", err)
}

// boxReadError says why reading the box failed. A reader who left hears their
// own reason, and the box's own errors stay as they are.
func boxReadError(ctx context.Context, err error) error {
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, ballot.ErrUnavailable), errors.Is(err, ballot.ErrVoided):
		return err
	}
	return fmt.Errorf("%w: %w", ballot.ErrUnavailable, err)
}

// fileError says why a key file could not be written or shredded.
func fileError(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fmt.Errorf("%w: %w", ballot.ErrFull, err)
	}
	return fmt.Errorf("%w: %w", ballot.ErrUnavailable, err)
}

func fileErrorOrNil(err error) error {
	if err == nil {
		return nil
	}
	return fileError(err)
}
