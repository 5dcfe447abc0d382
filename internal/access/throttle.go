package access

import (
	"container/list"
	"net/netip"
	"sync"
	"time"
)

// Bounds of the throttle (safety §1.3).
const (
	throttleTries  = 5
	throttleWindow = time.Minute
)

// Throttle slows wrong tries from one place: five a minute, then the next has
// to wait until the oldest of them is a minute old. A place is an IPv4 address
// or an IPv6 /64. It remembers at most so many places and forgets the one that
// was longest quiet, so its memory is bounded.
type Throttle struct {
	now   func() time.Time
	limit int

	mu     sync.Mutex
	places map[netip.Prefix]*list.Element
	order  *list.List // of *place, latest try first
	wrong  uint64
}

type place struct {
	prefix netip.Prefix
	tries  [throttleTries]time.Time // ring of the latest
	next   int
}

// NewThrottle makes a Throttle that remembers at most places places (at least
// one) and reads the time from now.
func NewThrottle(now func() time.Time, places int) *Throttle {
	return &Throttle{
		now: now, limit: max(places, 1),
		places: make(map[netip.Prefix]*list.Element), order: list.New(),
	}
}

// Take asks to judge a try from addr. Zero: judge it; it counts as wrong until
// GiveBack says otherwise, so that many tries at once can't slip by together.
// Otherwise it was not counted and is how long to wait before asking again.
func (t *Throttle) Take(addr netip.Addr) time.Duration {
	now := t.now()
	t.mu.Lock()
	defer t.mu.Unlock()
	p := t.at(prefixOf(addr))
	if oldest := p.tries[p.next]; !oldest.IsZero() {
		if wait := oldest.Add(throttleWindow).Sub(now); wait > 0 {
			return min(wait, throttleWindow) // a clock set back locks nobody out for longer
		}
	}
	p.tries[p.next] = now
	p.next = (p.next + 1) % throttleTries
	t.wrong++
	return 0
}

// GiveBack takes back the latest Take of addr: the try was right.
func (t *Throttle) GiveBack(addr netip.Addr) {
	t.mu.Lock()
	defer t.mu.Unlock()
	e, ok := t.places[prefixOf(addr)]
	if !ok {
		return
	}
	p := e.Value.(*place)
	last := (p.next + throttleTries - 1) % throttleTries
	if !p.tries[last].IsZero() {
		p.tries[last] = time.Time{}
		p.next = last
		t.wrong--
	}
}

// Wrong is how many tries were wrong since the start, for the alarm on tries
// from everywhere at once.
func (t *Throttle) Wrong() uint64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.wrong
}

// at finds or makes the place and moves it to the front. The caller holds mu.
func (t *Throttle) at(prefix netip.Prefix) *place {
	if e, ok := t.places[prefix]; ok {
		t.order.MoveToFront(e)
		return e.Value.(*place)
	}
	if t.order.Len() >= t.limit {
		last := t.order.Back()
		delete(t.places, last.Value.(*place).prefix)
		t.order.Remove(last)
	}
	p := &place{prefix: prefix}
	t.places[prefix] = t.order.PushFront(p)
	return p
}

func prefixOf(addr netip.Addr) netip.Prefix {
	addr = addr.Unmap().WithZone("")
	bits := 32
	if addr.Is6() {
		bits = 64
	}
	p, _ := addr.Prefix(bits) // the zero address gives the zero prefix: one place for all unknowns
	return p
}
