// Package memlog is an eventlog.Log in memory, for the tests of other packages.
// It keeps the whole contract but durability, and can be told to fail.
//
// A Log is safe for concurrent use and starts no goroutine; only Follow blocks.
package memlog

import (
	"context"
	"iter"
	"slices"
	"sort"
	"sync"

	"convene/internal/eventlog"
)

// Log is an eventlog.Log and eventlog.Snapshots in memory. The zero value is
// not ready: use New.
type Log struct {
	mu    sync.Mutex
	logs  map[string]*one
	grown chan struct{} // closed and replaced at each append
	fault []planned
}

type one struct {
	records   []eventlog.Record
	batches   map[string]eventlog.Head
	epoch     uint64
	snapshots []eventlog.Snapshot
}

// planned is what the next append meets.
type planned struct {
	err     error
	written bool
}

var (
	_ eventlog.Log       = (*Log)(nil)
	_ eventlog.Snapshots = (*Log)(nil)
)

// New makes an empty Log.
func New() *Log {
	return &Log{logs: make(map[string]*one), grown: make(chan struct{})}
}

// FailNext has the next append not yet planned for fail with err, nothing
// written. Called twice it is for the next two.
func (l *Log) FailNext(err error) { l.plan(planned{err: err}) }

// UnknownNext has the next append not yet planned for end in ErrUnknown; written
// says whether it was written all the same. One that would fail by itself fails
// so.
func (l *Log) UnknownNext(written bool) {
	l.plan(planned{err: eventlog.ErrUnknown, written: written})
}

func (l *Log) plan(p planned) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.fault = append(l.fault, p)
}

// Append implements eventlog.Log.
func (l *Log) Append(ctx context.Context, workshop string, b eventlog.Batch) (eventlog.Head, error) {
	if err := b.Check(); err != nil {
		return eventlog.Head{}, err
	}
	if ctx.Err() != nil {
		return eventlog.Head{}, eventlog.ErrUnavailable
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	var p planned
	if len(l.fault) > 0 {
		p, l.fault = l.fault[0], l.fault[1:]
	}
	if p.err != nil && !p.written {
		return eventlog.Head{}, p.err
	}
	head, err := l.append(workshop, b)
	if err == nil && p.err != nil {
		return eventlog.Head{}, p.err
	}
	return head, err
}

func (l *Log) append(workshop string, b eventlog.Batch) (eventlog.Head, error) {
	o := l.logs[workshop]
	if o == nil {
		o = &one{batches: make(map[string]eventlog.Head)}
	}
	if head, ok := o.batches[b.ID]; ok {
		return head, nil
	}
	if b.Epoch < o.epoch {
		return eventlog.Head{}, eventlog.ErrFenced
	}
	if at := o.head(); at.Seq != b.Expect || at.Hash != b.Prev {
		return eventlog.Head{}, &eventlog.Conflict{Actual: at}
	}
	records, _ := b.Records(workshop, o.head())
	for _, r := range records {
		r.Payload = slices.Clone(r.Payload)
		o.records = append(o.records, r)
	}
	o.epoch = b.Epoch
	o.batches[b.ID] = o.head()
	l.logs[workshop] = o
	close(l.grown)
	l.grown = make(chan struct{})
	return o.head(), nil
}

func (o *one) head() eventlog.Head {
	if o == nil || len(o.records) == 0 {
		return eventlog.Head{}
	}
	last := o.records[len(o.records)-1]
	return eventlog.Head{Seq: last.Seq, Hash: last.Hash}
}

// tail copies the records from a place on and gives the channel that closes when
// there are more.
func (l *Log) tail(workshop string, from eventlog.Seq) ([]eventlog.Record, <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	o := l.logs[workshop]
	if o == nil || from > eventlog.Seq(len(o.records)) {
		return nil, l.grown
	}
	all := slices.Clone(o.records[from-1:])
	for i := range all {
		all[i].Payload = slices.Clone(all[i].Payload)
	}
	return all, l.grown
}

// Read implements eventlog.Log.
func (l *Log) Read(ctx context.Context, workshop string, from eventlog.Seq) iter.Seq2[eventlog.Record, error] {
	return func(yield func(eventlog.Record, error) bool) {
		all, _ := l.tail(workshop, max(from, 1))
		for _, r := range all {
			if ctx.Err() != nil {
				yield(eventlog.Record{}, ctx.Err())
				return
			}
			if !yield(r, nil) {
				return
			}
		}
	}
}

// Follow implements eventlog.Log.
func (l *Log) Follow(ctx context.Context, workshop string, from eventlog.Seq) iter.Seq2[eventlog.Record, error] {
	return func(yield func(eventlog.Record, error) bool) {
		next := max(from, 1)
		for {
			all, grown := l.tail(workshop, next)
			for _, r := range all {
				if !yield(r, nil) {
					return
				}
				next = r.Seq + 1
			}
			select {
			case <-grown:
			case <-ctx.Done():
				yield(eventlog.Record{}, ctx.Err())
				return
			}
		}
	}
}

// Redact implements eventlog.Log.
func (l *Log) Redact(_ context.Context, workshop string, seqs []eventlog.Seq) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	o := l.logs[workshop]
	for _, seq := range seqs {
		if seq == 0 || seq > o.head().Seq {
			return &eventlog.Conflict{Actual: o.head()}
		}
	}
	for _, seq := range seqs {
		r := &o.records[seq-1]
		clear(r.Payload)
		r.Payload, r.Redacted = nil, true
		o.snapshots = slices.DeleteFunc(o.snapshots, func(s eventlog.Snapshot) bool { return s.Head.Seq >= seq })
	}
	return nil
}

// Head implements eventlog.Log.
func (l *Log) Head(_ context.Context, workshop string) (eventlog.Head, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.logs[workshop].head(), nil
}

// List implements eventlog.Log.
func (l *Log) List(context.Context) ([]string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	names := make([]string, 0, len(l.logs))
	for name := range l.logs {
		names = append(names, name)
	}
	sort.Strings(names)
	return names, nil
}

// Delete implements eventlog.Log.
func (l *Log) Delete(_ context.Context, workshop string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.logs, workshop)
	return nil
}

// SaveSnapshot implements eventlog.Snapshots.
func (l *Log) SaveSnapshot(_ context.Context, workshop string, s eventlog.Snapshot) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	o := l.logs[workshop]
	at := s.Head.Seq
	if at == 0 || at > o.head().Seq || o.records[at-1].Hash != s.Head.Hash || o.redacted(at) != s.Redacted {
		return &eventlog.Conflict{Actual: o.head()}
	}
	s.Data = slices.Clone(s.Data)
	o.snapshots = append(o.snapshots, s)
	return nil
}

// redacted counts the redacted events up to a place.
func (o *one) redacted(to eventlog.Seq) int {
	n := 0
	for _, r := range o.records[:to] {
		if r.Redacted {
			n++
		}
	}
	return n
}

// LoadSnapshot implements eventlog.Snapshots.
func (l *Log) LoadSnapshot(_ context.Context, workshop, fold string) (best eventlog.Snapshot, ok bool, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	o := l.logs[workshop]
	if o == nil {
		return best, false, nil
	}
	for _, s := range o.snapshots {
		if s.Fold == fold && s.Head.Seq >= best.Head.Seq && o.redacted(s.Head.Seq) == s.Redacted {
			best, ok = s, true
		}
	}
	best.Data = slices.Clone(best.Data)
	return best, ok, nil
}
