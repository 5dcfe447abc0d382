package room

import (
	"context"

	"convene/internal/eventlog"
	"convene/internal/fault"
	"convene/internal/workshop"
)

// look is one fold for whoever wants to see a workshop without a room; ready
// closes when the rest is set.
type look struct {
	ready chan struct{}
	head  eventlog.Head
	state *workshop.State
	err   error
}

// Peek gives a workshop's state without starting a room: that of the running
// room, else folded from the log. Many who peek at once share a fold, as when
// everyone comes back after a restart.
func (h *House) Peek(ctx context.Context, id string) (*workshop.State, error) {
	h.mu.Lock()
	if e := h.rooms[id]; e != nil && isClosed(e.ready) && e.room != nil {
		h.mu.Unlock()
		return e.room.Snapshot().State, nil
	}
	l, other := h.looks[id]
	if !other {
		l = &look{ready: make(chan struct{}), err: fault.New("internal")} // if it panics
		h.looks[id] = l
	}
	h.mu.Unlock()
	if !other {
		h.look(ctx, id, l)
		return l.state, l.err
	}
	select {
	case <-l.ready:
	case <-ctx.Done():
		return nil, unavailable(ctx.Err())
	}
	// It was begun before this call: good only if nothing came since.
	if head, err := h.parts.Log.Head(ctx, id); l.err == nil && err == nil && head == l.head {
		return l.state, nil
	}
	f, err := h.seen(ctx, id)
	return f.state, err
}

// look folds for those who wait. A long tail is stored, so that the next one is
// spared it.
func (h *House) look(ctx context.Context, id string, l *look) {
	var f folded
	defer func() {
		h.mu.Lock()
		delete(h.looks, id)
		h.mu.Unlock()
		close(l.ready)
		if l.err == nil && h.parts.Snapshots != nil && !f.justOver && f.head.Seq-f.store.at >= storeEvery {
			save(ctx, h.parts, id, f.state, f.head, f.store.redacted)
		}
	}()
	f, l.err = h.seen(ctx, id)
	l.state, l.head = f.state, f.head
}

// seen folds a log. Where a process died while words were taken out of it, the room
// ends that first, so that nobody is shown what has left; the state is then the
// room's, without a head: whoever waits for it folds what is left.
func (h *House) seen(ctx context.Context, id string) (folded, error) {
	f, err := fold(ctx, h.parts, id)
	if err != nil || f.leaving == 0 && len(f.owed) == 0 {
		return f, err
	}
	r, leave, err := h.Enter(ctx, id)
	if err != nil {
		return folded{}, err
	}
	defer leave()
	return folded{state: r.Snapshot().State}, nil
}
