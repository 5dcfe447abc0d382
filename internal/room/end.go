package room

import "context"

// Alone shows everyone out of a workshop, waits until its room, if one runs, has
// written its last, and does something while nobody can enter: as taking the
// workshop away. Who comes meanwhile hears that there is no such workshop. It
// fails with the error of do, or of ctx before do began.
func (h *House) Alone(ctx context.Context, id string, do func() error) error {
	h.mu.Lock()
	h.shut[id] = true
	e := h.rooms[id]
	h.mu.Unlock()
	defer func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		delete(h.shut, id)
	}()
	if e != nil {
		if err := h.showOut(ctx, id, e); err != nil {
			return err
		}
	}
	return do()
}

// showOut ends a room that runs or is starting, and returns when it has.
func (h *House) showOut(ctx context.Context, id string, e *entry) error {
	select {
	case <-e.ready:
	case <-ctx.Done():
		return ctx.Err()
	}
	if e.room == nil {
		return nil
	}
	e.room.stop()
	select {
	case <-e.room.over:
	case <-ctx.Done():
		return ctx.Err()
	}
	h.forget(id, e)
	return nil
}
