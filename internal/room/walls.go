package room

import (
	"context"
	"sync"

	"convene/internal/fault"
)

// mostScreens is how many room screens a workshop has at once: one on each wall of
// a large hall, and an end for a program that opens them.
const mostScreens = 8

// walls are the room screens that are on, by how each is ended from here. Any
// goroutine may use them; nothing here waits.
type walls struct {
	mu sync.Mutex
	on map[*wall]struct{}
}

type wall struct{ end context.CancelCauseFunc }

// ScreenOn counts a room screen as on, until off, which the caller must call and
// may call again. It has no seat, and nothing of it is logged: everyone sees that
// it is on, as long as it is. end is called with the reason when it must go. Like a
// stranger it is refused while the door is locked.
func (r *Room) ScreenOn(end context.CancelCauseFunc) (off func(), err error) {
	if r.Snapshot().Roster.Locked {
		return nil, fault.New("door_locked")
	}
	w := &wall{end}
	if !r.walls.add(w) {
		return nil, fault.New("roomscreen_many", "n", mostScreens)
	}
	r.tell(arrival{screens: +1})
	return sync.OnceFunc(func() {
		r.walls.remove(w)
		r.tell(arrival{screens: -1})
	}), nil
}

// EndScreens ends every room screen that is on, for this reason.
func (r *Room) EndScreens(why error) {
	r.walls.mu.Lock()
	defer r.walls.mu.Unlock()
	for w := range r.walls.on {
		w.end(why)
	}
}

func (s *walls) add(w *wall) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.on) >= mostScreens {
		return false
	}
	if s.on == nil {
		s.on = make(map[*wall]struct{})
	}
	s.on[w] = struct{}{}
	return true
}

func (s *walls) remove(w *wall) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.on, w)
}

// Screens is how many room screens are on in a workshop; none in one that nobody
// is in. It starts no room.
func (h *House) Screens(id string) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	if e := h.rooms[id]; e != nil && isClosed(e.ready) && e.room != nil {
		return e.room.Snapshot().Screens()
	}
	return 0
}
