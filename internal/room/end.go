package room

import "context"

// End shows everyone out of a workshop and returns when its room, if it runs,
// has written its last, or when ctx has ended. The next Enter starts it anew, so
// the caller first makes sure that nobody finds it.
func (h *House) End(ctx context.Context, id string) error {
	h.mu.Lock()
	e := h.rooms[id]
	h.mu.Unlock()
	if e == nil {
		return nil
	}
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
