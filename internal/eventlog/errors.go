package eventlog

import (
	"errors"
	"fmt"
)

// What an append can fail with, beside *Conflict and *TooLarge. Use errors.Is:
// implementations wrap the cause.
var (
	// ErrFull: no room on the disk; nothing was written. Reading still works,
	// and writing does again when there is room.
	ErrFull = errors.New("eventlog: no room left")
	// ErrUnavailable: the log can't be reached or is closing; nothing was
	// written. Trying again later is safe.
	ErrUnavailable = errors.New("eventlog: not available")
	// ErrUnknown: the outcome is not known. Append the same batch again, until
	// it succeeds or is a *Conflict: no room and no disk at a later try say
	// nothing of the first.
	ErrUnknown = errors.New("eventlog: outcome not known")
	// ErrFenced: a later owner has written; this one must stop.
	ErrFenced = errors.New("eventlog: a later owner has written")
	// ErrEmpty: a batch without an id, an epoch, events or a type.
	ErrEmpty = errors.New("eventlog: batch lacks id, epoch, events or type")
)

// Conflict says that the log does not end where the caller thought. Nothing was
// written: read up to Actual and decide again.
type Conflict struct{ Actual Head }

// Error names the place, never any content.
func (e *Conflict) Error() string {
	return fmt.Sprintf("eventlog: log ends at %d", e.Actual.Seq)
}

// TooLarge says which limit of a batch was passed. Nothing was written.
type TooLarge struct{ Limit, Have int }

// Error names the figures, never any content.
func (e *TooLarge) Error() string {
	return fmt.Sprintf("eventlog: batch too large: %d over a limit of %d", e.Have, e.Limit)
}

// Broken says that a log has a gap or a link that does not fit: the workshop
// must stop and an operator must look (safety §8, guard 1).
type Broken struct {
	Workshop string
	Seq      Seq
	Why      string
}

// Error names workshop, place and reason.
func (e *Broken) Error() string {
	return fmt.Sprintf("eventlog: log of %s is broken at %d: %s", e.Workshop, e.Seq, e.Why)
}
