// Package ballot is the contract of the sealed box (design §4 "The box", safety
// §5): what people answered, until it is revealed, and what they typed and have
// not sent. Nothing in the box is an event; nothing of it is in a log, a
// snapshot or an export before its reveal.
//
// A Box is safe for concurrent use. Writing methods block until their effect is
// on disk. It starts no goroutine.
//
// The order of a reveal is the caller's to keep: Answers, commit the event, Shred. A crash anywhere in between is made
// good by doing it again: Shred is idempotent.
package ballot

import (
	"context"
	"errors"
	"fmt"
)

// MaxSize is the largest fixed size a poll may ask for, in bytes: room for a
// choice and a reason of 280 characters of 32 bytes each.
const MaxSize = 16 << 10

// MaxDraft is the longest draft of one field, in bytes.
const MaxDraft = 64 << 10

// What the box can fail with, beside *TooLarge. Use errors.Is.
var (
	// ErrClosed: no such poll, or it was shredded.
	ErrClosed = errors.New("ballot: poll is not open")
	// ErrVoided: the poll's key is gone, as after restoring a backup; what was
	// answered can't be read by anyone and the poll must be asked again.
	ErrVoided = errors.New("ballot: poll is voided, its key is gone")
	// ErrFull: no room on the disk; nothing was written.
	ErrFull = errors.New("ballot: no room left")
	// ErrUnavailable: the box can't be reached or is closing. A write may be
	// tried again: each leaves the same state when done twice.
	ErrUnavailable = errors.New("ballot: not available")
)

// TooLarge says that a value or a draft does not fit. Nothing was written.
type TooLarge struct{ Limit, Have int }

// Error names the figures, never any content.
func (e *TooLarge) Error() string {
	return fmt.Sprintf("ballot: %d bytes do not fit in %d", e.Have, e.Limit)
}

// Ref names a poll: one question of one round in one workshop. Both parts are
// opaque.
type Ref struct{ Workshop, Poll string }

// Poll is one poll of a workshop that is not shredded yet.
type Poll struct {
	ID     string
	Count  int  // answers in it
	Voided bool // its key is gone
}

// Booth is what answering needs. Participants are opaque strings; the box never
// stores one, only a keyed digest under the poll's own key.
type Booth interface {
	// Put seals value as this participant's answer and replaces their earlier
	// one. Value is at most the poll's size and is padded to it, so that no
	// length tells anything. Fails with ErrClosed, ErrVoided, *TooLarge,
	// ErrFull, ErrUnavailable.
	Put(ctx context.Context, p Ref, participant string, value []byte) error

	// Get returns a participant's own answer while the poll is open; ok is
	// false if they gave none. Never show it to anyone else, except by the one
	// event of a reveal in named or group mode.
	Get(ctx context.Context, p Ref, participant string) (value []byte, ok bool, err error)

	// Withdraw takes a participant's answer out. No error if there is none.
	Withdraw(ctx context.Context, p Ref, participant string) error

	// Count returns how many answers are in.
	Count(ctx context.Context, p Ref) (int, error)
}

// Keeper is what running a poll needs.
type Keeper interface {
	// Open makes the poll's key and opens it for values of at most size bytes
	// (1 to MaxSize). Opening an open poll again with the same size is no
	// error and keeps what is in it. A shredded poll must not be opened again:
	// a new round is a new poll.
	Open(ctx context.Context, p Ref, size int) error

	// Answers returns what these participants answered, those who did, in one go:
	// the box itself knows nobody's name. Only a close may ask.
	Answers(ctx context.Context, p Ref, participants []string) (map[string][]byte, error)

	// Shred overwrites and unlinks the key, and then deletes the answers. After
	// it nobody can read them, whatever they hold: what a reader of the files
	// keeps in a journal goes when that reader does, and opens nothing until
	// then. Shredding what is gone, or voided, is no error.
	Shred(ctx context.Context, p Ref) error

	// Polls returns the workshop's polls that are not shredded, sorted by id.
	Polls(ctx context.Context, workshop string) ([]Poll, error)
}

// Drafts keeps what people typed and have not sent (design §1.1), sealed under a
// key of the workshop's own.
type Drafts interface {
	// PutDraft keeps text as the seat's draft of a field and replaces the
	// earlier one; empty text erases it. At most MaxDraft bytes.
	PutDraft(ctx context.Context, workshop, seat, field, text string) error

	// Drafts returns the seat's drafts by field. Show them to that seat only.
	Drafts(ctx context.Context, workshop, seat string) (map[string]string, error)

	// EraseDrafts shreds the workshop's draft key and deletes all its drafts,
	// as when the meeting ends. The next PutDraft makes a new key.
	EraseDrafts(ctx context.Context, workshop string) error
}

// Box is the whole sealed box.
type Box interface {
	Booth
	Keeper
	Drafts
}
