package room

import (
	"sync"
	"time"
)

// trouble is what is wrong with the server, for all rooms of a house.
type trouble struct {
	mu    sync.Mutex
	says  string // the id of a sentence
	rooms map[*Room]struct{}
}

// Warn has every room's snapshots say what is wrong with the server, by the id
// of a sentence, until it is called with another; empty is nothing. It never
// blocks.
func (h *House) Warn(sentence string) {
	t := h.parts.trouble
	t.mu.Lock()
	defer t.mu.Unlock()
	t.says = sentence
	for r := range t.rooms {
		select {
		case r.warned <- struct{}{}:
		default: // it has yet to look
		}
	}
}

func (t *trouble) now() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.says
}

func (t *trouble) add(r *Room) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.rooms[r] = struct{}{}
}

func (t *trouble) remove(r *Room) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.rooms, r)
}

// An append of unknown outcome is tried again at once this often, then at this
// interval.
const (
	triesAtOnce = 5
	retryEvery  = 200 * time.Millisecond
)

// again waits before the n-th try of an append whose outcome is not known, and
// reports whether to make it. Until it is known nothing can be decided, and
// nobody may be told yes or no; what is wrong is shown meanwhile. A room that has
// no owner yet, or is to end, does not wait.
func (r *Room) again(n int) bool {
	if n < triesAtOnce {
		return true
	}
	if !r.owned {
		return false
	}
	next := time.NewTimer(retryEvery)
	defer next.Stop()
	for {
		select {
		case <-next.C:
			return true
		case <-r.warned:
			r.publish()
		case <-r.quit:
			return false
		}
	}
}
