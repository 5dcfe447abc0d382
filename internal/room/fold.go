package room

import (
	"context"
	"fmt"

	"convene/internal/eventlog"
	"convene/internal/fault"
	"convene/internal/workshop"
)

const (
	// storeEvery is after how many events a running room stores its state: the
	// most that a start replays after a crash, and seldom enough that storing
	// costs a busy room nothing.
	storeEvery = 2048
	// storeLeast is how many events make storing worth it when a room ends: fewer
	// are replayed sooner than a state is read.
	storeLeast = 256
)

// folded is what a workshop's log comes to.
type folded struct {
	state *workshop.State
	head  eventlog.Head
	// justOver says that its last batch ended the meeting: the process may have
	// died before the drafts were erased. A state is stored only when they were.
	justOver bool
	store    stored
	// owed are payloads that must be gone and are not: the process died while it
	// took words out. Such a state is not stored.
	owed []eventlog.Seq
	// leaving is the event behind which a take-out began that is not through; 0 for
	// none. Such a state is not stored either.
	leaving eventlog.Seq
}

// stored says how far the newest stored state is behind, and what storing the
// next one must know.
type stored struct {
	at       eventlog.Seq // of the newest, 0 for none
	redacted int          // events of the fold that had been redacted
	underWay chan struct{}
}

// fold makes a workshop's state from the newest stored one and the events behind
// it, or from all events where there is none.
func fold(ctx context.Context, p Parts, id string) (folded, error) {
	f, err := newest(ctx, p, id)
	if err != nil {
		return folded{}, err
	}
	var ending string // the batch that ended the meeting
	var again restatements
	for rec, err := range p.Log.Read(ctx, id, f.head.Seq+1) {
		if err != nil {
			return folded{}, fault.New("storage_unavailable").With(err)
		}
		redacted := rec.Redacted
		if rec, err = again.instead(ctx, p, id, rec); err != nil {
			return folded{}, fault.New("storage_unavailable").With(err)
		}
		stamp, e, err := p.Codec.Decode(uint64(rec.Seq), rec.At, rec.Type, rec.Version, rec.Payload)
		if err != nil {
			return folded{}, fault.New("newer_log").With(err)
		}
		next := f.state.Apply(stamp, e)
		if next.Over() && !f.state.Over() {
			ending = rec.BatchID
		}
		f.state, f.head = next, eventlog.Head{Seq: rec.Seq, Hash: rec.Hash}
		f.justOver = next.Over() && rec.BatchID == ending
		if redacted {
			f.store.redacted++
			continue
		}
		f.owed = append(f.owed, again.owes(e)...)
		switch e := e.(type) {
		case workshop.Leaving:
			f.leaving = rec.Seq
		case workshop.Restated:
			if eventlog.Seq(e.Of) == f.leaving {
				f.leaving = 0
			}
		}
	}
	return f, nil
}

// newest is the newest stored state, else that before the first event. One that
// can't be read is said to the operator, and the log holds all of it anyway.
func newest(ctx context.Context, p Parts, id string) (folded, error) {
	f := folded{state: workshop.Empty()}
	if p.Snapshots == nil {
		return f, nil
	}
	s, ok, err := p.Snapshots.LoadSnapshot(ctx, id, p.Folds.Name())
	if err != nil && ctx.Err() != nil {
		return folded{}, fault.New("storage_unavailable").With(err)
	}
	var state *workshop.State
	if ok {
		state, err = p.Folds.Thaw(s.Data)
	}
	if err != nil {
		p.Error.Error("stored state not read", "workshop", id, "error", err)
	}
	if err != nil || !ok {
		return f, nil
	}
	return folded{state: state, head: s.Head, store: stored{at: s.Head.Seq, redacted: s.Redacted}}, nil
}

// save stores a state. It may take a while and harms nobody by failing.
func save(ctx context.Context, p Parts, id string, state *workshop.State, head eventlog.Head, redacted int) {
	defer func() {
		if v := recover(); v != nil {
			p.Error.Error("state not stored: a panic", "workshop", id, "type", fmt.Sprintf("%T", v), "stack", stack())
		}
	}()
	err := p.Snapshots.SaveSnapshot(ctx, id, eventlog.Snapshot{
		Head: head, Fold: p.Folds.Name(), Redacted: redacted, Data: p.Folds.Freeze(state),
	})
	if err != nil {
		p.Error.Warn("state not stored", "workshop", id, "error", err)
	}
}

// behind is how many events the newest stored state lacks; 0 where it may not be
// stored now.
func (r *Room) behind() eventlog.Seq {
	if r.parts.Snapshots == nil || r.broken || r.erase || len(r.gone) > 0 || r.leaving != 0 {
		return 0
	}
	return r.head.Seq - r.store.at
}

// storeOften stores the state when enough events have come, beside the room's
// work and one at a time. The owner calls it.
func (r *Room) storeOften() {
	if r.behind() < storeEvery || r.store.underWay != nil && !isClosed(r.store.underWay) {
		return
	}
	done := make(chan struct{})
	r.store.underWay, r.store.at = done, r.head.Seq
	state, head, redacted := r.state, r.head, r.store.redacted
	go func() {
		defer close(done)
		save(context.Background(), r.parts, r.id, state, head, redacted)
	}()
}

// storeLast stores the state at the room's end.
func (r *Room) storeLast() {
	if r.store.underWay != nil {
		<-r.store.underWay
	}
	if r.behind() >= storeLeast {
		save(context.Background(), r.parts, r.id, r.state, r.head, r.store.redacted)
	}
}
