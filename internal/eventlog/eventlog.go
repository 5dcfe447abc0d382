// Package eventlog is the contract of the one ordered log that each workshop
// has (design §4). It knows nothing of what an event means: payloads are opaque
// bytes. Everything that keeps events implements Log and passes logtest.
//
// A Log and a Snapshots are safe for concurrent use. Append, Redact and Delete
// block until their effect is on disk; Read blocks only for reading; Follow
// blocks until its context ends. Nothing here starts a goroutine.
package eventlog

import (
	"context"
	"iter"
	"time"
)

// Limits of one batch. They leave room for every log named in safety §8.
const (
	MaxPayload     = 1 << 20 // bytes of one event's payload
	MaxBatchBytes  = 4 << 20 // bytes of all payloads of a batch
	MaxBatchEvents = 4096    // events of a batch
)

// Seq is an event's place in its workshop's log. The first event has 1; 0 means
// no event.
type Seq uint64

// Hash is a link of the chain: SHA-256 over the link before it, the event's
// header and the keyed digest of its payload.
type Hash [32]byte

// Event is what a caller wants written. Payload is JSON in practice, so that
// SQL views can read it, but the log does not look inside.
type Event struct {
	Type    string
	Version int
	Payload []byte
}

// Record is an event as the log keeps it. A redacted one has no payload; type,
// version, place and time stay.
type Record struct {
	Seq      Seq
	At       time.Time // UTC, whole milliseconds
	Type     string
	Version  int
	Payload  []byte
	Redacted bool
	BatchID  string
	Epoch    uint64
	Hash     Hash // of the chain up to and with this event
}

// Batch is a set of events that is written whole or not at all.
type Batch struct {
	ID     string // random, made once for this batch and kept over retries
	Epoch  uint64 // which owner writes; 1 where there is only ever one
	Expect Seq    // the last event the caller has seen
	Prev   Hash   // its hash
	At     time.Time
	Events []Event
}

// Head is the end of a log. The zero Head is that of an empty one.
type Head struct {
	Seq  Seq
	Hash Hash
}

// Log keeps one ordered log for each workshop. A workshop needs no creation:
// its log starts with the first Append.
type Log interface {
	// Append writes the batch behind Expect and returns the new head once it
	// is on disk. It is idempotent by Batch.ID: a batch that is already there
	// returns the head it made, so after ErrUnknown the caller appends the
	// same batch again and learns what happened. It fails with *Conflict,
	// *TooLarge, ErrFenced, ErrFull, ErrUnavailable or ErrUnknown; only
	// ErrUnknown leaves open whether the batch was written. An empty batch is
	// refused with ErrEmpty.
	Append(ctx context.Context, workshop string, b Batch) (Head, error)

	// Read yields the events from the given place to the head as it is when
	// they are read, in order, the chain checked. A gap or a broken link
	// yields *Broken and ends. The consumer may be slow: no lock or
	// transaction is held between two events.
	Read(ctx context.Context, workshop string, from Seq) iter.Seq2[Record, error]

	// Follow is Read that waits for more instead of ending. It ends with the
	// context's error, or with any error of Read.
	Follow(ctx context.Context, workshop string, from Seq) iter.Seq2[Record, error]

	// Redact takes payload and salt out of these events for good, deletes the
	// stored snapshots from the first of them on, and returns when no reading of
	// the log gives them. The files and their journals are rid of them then too,
	// or as soon as whoever reads them at that moment has ended. Redacting twice
	// is no error; a place past the head is *Conflict and nothing is redacted.
	// Backups made before keep the text until they expire.
	Redact(ctx context.Context, workshop string, seqs []Seq) error

	// Head returns the end of the log, the zero Head where there is none.
	Head(ctx context.Context, workshop string) (Head, error)

	// List returns the workshops that have a log, sorted.
	List(ctx context.Context) ([]string, error)

	// Delete takes a workshop's log and snapshots away for good. No error if
	// there is none.
	Delete(ctx context.Context, workshop string) error
}

// Snapshot is a folded state, stored so that a long log need not be replayed.
// It is a cache: losing it costs time and nothing else.
type Snapshot struct {
	Head Head   // the last event it contains
	Fold string // names the version of the fold that made it
	// Redacted is how many of the events it contains had been redacted when they
	// were folded. Where more are by now, it holds what must be gone.
	Redacted int
	Data     []byte
}

// Snapshots stores folded states beside a log.
type Snapshots interface {
	// SaveSnapshot stores s; its Head must be a link of the chain and Redacted
	// what the log says, or the answer is *Conflict. Older snapshots may be
	// dropped. It must not contain what is hidden before its reveal (design
	// §1.3). It may take long, and lets appends pass.
	SaveSnapshot(ctx context.Context, workshop string, s Snapshot) error

	// LoadSnapshot returns the newest snapshot made by this version of the
	// fold that is whole, is as it was saved, and is still a link of the chain
	// with nothing in it redacted since; ok is false if there is none.
	LoadSnapshot(ctx context.Context, workshop, fold string) (s Snapshot, ok bool, err error)
}
