package room_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"

	"convene/internal/ballot"
	"convene/internal/ballot/memballot"
	"convene/internal/eventlog"
	"convene/internal/eventlog/memlog"
)

// disk is a process's way to what lasts: each write waits until the simulation
// lets it end.
type disk struct {
	sim  *sim
	mu   sync.Mutex
	ops  []*op
	easy bool // writes end well at once
	dead bool
}

// op is one write under way.
type op struct {
	name          string
	do            func() error // puts it on the disk
	full, refused error        // how it is told that there is no room, or no disk
	unknown       error        // and that nobody knows
	done          chan error
}

type outcome int

const (
	kept outcome = iota
	noRoom
	unavailable
	unknownKept
	unknownLost
)

func (o outcome) String() string {
	return [...]string{"kept", "no room", "unavailable", "unknown, kept", "unknown, lost"}[o]
}

// write waits for its end, as the simulation has it.
func (d *disk) write(o *op) error {
	d.mu.Lock()
	if d.dead || d.easy {
		defer d.mu.Unlock()
		if d.dead {
			return o.refused
		}
		return o.do()
	}
	o.done = make(chan error, 1)
	d.ops = append(d.ops, o)
	slices.SortStableFunc(d.ops, func(a, b *op) int { return strings.Compare(a.name, b.name) })
	d.mu.Unlock()
	return <-o.done
}

func (d *disk) waiting() []*op {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.ops)
}

// finish ends the i-th write that waits.
func (d *disk) finish(i int, how outcome) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	o := d.ops[i]
	d.ops = slices.Delete(d.ops, i, i+1)
	switch how {
	case kept:
		o.done <- o.do()
	case noRoom:
		d.sim.tally.Refused++
		o.done <- o.full
	case unavailable:
		d.sim.tally.Refused++
		o.done <- o.refused
	case unknownKept:
		d.sim.tally.Unknown++
		if err := o.do(); err != nil {
			o.done <- err // a conflict is known
			break
		}
		o.done <- o.unknown
	case unknownLost:
		d.sim.tally.Unknown++
		o.done <- o.unknown
	}
	return how.String()
}

// ease ends every write well from now on.
func (d *disk) ease() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.easy = true
	for _, o := range d.ops {
		o.done <- o.do()
	}
	d.ops = nil
}

// die ends the process's way to the disk; luck says which of the writes under way
// had got there.
func (d *disk) die(luck func(*op) bool) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.dead = true
	said := ""
	for _, o := range d.ops {
		if luck(o) {
			_ = o.do()
			said += "; kept " + o.name
		}
		o.done <- o.refused
	}
	d.ops = nil
	return said
}

// simLog is the log as one process reaches it.
type simLog struct {
	*memlog.Log
	disk *disk
}

func (l simLog) Append(ctx context.Context, workshop string, b eventlog.Batch) (head eventlog.Head, err error) {
	err = l.disk.write(&op{
		name: "append " + workshop,
		do: func() (err error) {
			head, err = l.Log.Append(ctx, workshop, b)
			return err
		},
		full: eventlog.ErrFull, refused: eventlog.ErrUnavailable, unknown: eventlog.ErrUnknown,
	})
	if err != nil {
		return eventlog.Head{}, err
	}
	return head, nil
}

func (l simLog) Redact(ctx context.Context, workshop string, seqs []eventlog.Seq) error {
	return l.disk.write(&op{
		name: "redact " + workshop, do: func() error { return l.Log.Redact(ctx, workshop, seqs) },
		full: eventlog.ErrFull, refused: eventlog.ErrUnavailable, unknown: eventlog.ErrUnknown,
	})
}

// simBox is the box as one process reaches it. Doing a write of the box twice
// does no harm, so its unknown is unavailable.
type simBox struct {
	*memballot.Box
	disk *disk
}

func (b simBox) write(name string, do func() error) error {
	unknown := errors.Join(ballot.ErrUnavailable)
	return b.disk.write(&op{name: name, do: do, full: ballot.ErrFull, refused: ballot.ErrUnavailable, unknown: unknown})
}

func (b simBox) Open(ctx context.Context, p ballot.Ref, size int) error {
	return b.write("open "+p.Workshop+" "+p.Poll, func() error { return b.Box.Open(ctx, p, size) })
}

func (b simBox) Put(ctx context.Context, p ballot.Ref, participant string, value []byte) error {
	return b.write("put "+p.Workshop+" "+p.Poll+" "+participant, func() error { return b.Box.Put(ctx, p, participant, value) })
}

func (b simBox) PutDraft(ctx context.Context, workshop, seat, field, text string) error {
	return b.write("draft "+workshop+" "+seat, func() error { return b.Box.PutDraft(ctx, workshop, seat, field, text) })
}

func (b simBox) Shred(ctx context.Context, p ballot.Ref) error {
	return b.write("shred "+p.Workshop+" "+p.Poll, func() error { return b.Box.Shred(ctx, p) })
}
