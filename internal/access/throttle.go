package access

import (
	"container/list"
	"context"
	"net/netip"
	"slices"
	"sync"
	"time"
)

// Bounds of the throttle (safety §1.3).
const (
	throttleTries  = 5
	throttleExempt = 100 // in exempted networks
	throttleWindow = time.Minute
)

// Throttle slows wrong tries from one place: five a minute, then the next has
// to wait until the oldest of them is a minute old. A place is an IPv4 address
// or an IPv6 /64. A place in an exempted network may be wrong a hundred times a
// minute: a hall of five hundred comes through one address, and many mistype. It
// remembers at most so many places and forgets the one that
// was longest quiet, so its memory is bounded.
type Throttle struct {
	now    func() time.Time
	limit  int
	exempt []netip.Prefix

	mu     sync.Mutex
	judged *sync.Cond // a try was, somewhere
	places map[netip.Prefix]*list.Element
	order  *list.List // of *place, latest try first
	wrong  uint64
}

type place struct {
	prefix  netip.Prefix
	tries   []time.Time // ring of the latest that were wrong, as many as may be
	next    int
	judging int
}

// NewThrottle makes a Throttle that remembers at most places places (at least
// one) and reads the time from now.
func NewThrottle(now func() time.Time, places int, exempt ...netip.Prefix) *Throttle {
	t := &Throttle{
		now: now, limit: max(places, 1), exempt: exempt,
		places: make(map[netip.Prefix]*list.Element), order: list.New(),
	}
	t.judged = sync.NewCond(&t.mu)
	return t
}

// Judge lets a try from addr be judged, which judge does; it says whether the
// try was wrong. As many tries from one place are judged at once as may yet be
// wrong there, so that a hundred at once can't slip by together; the others wait
// for them, for a whole workshop may come through one address. A wait above zero
// says that judge was not called, and for how long not to ask again. The error
// is ctx's, when it ended while the try waited.
func (t *Throttle) Judge(ctx context.Context, addr netip.Addr, judge func() (wrong bool)) (time.Duration, error) {
	p, wait, err := t.begin(ctx, addr)
	if p == nil {
		return wait, err
	}
	wrong := true // a judge that panics has not found it right
	defer func() { t.end(p, wrong) }()
	wrong = judge()
	return 0, nil
}

// begin waits until a try may be judged; it gives no place if it may not.
func (t *Throttle) begin(ctx context.Context, addr netip.Addr) (*place, time.Duration, error) {
	defer context.AfterFunc(ctx, func() {
		t.mu.Lock() // or a waiter that has just looked would miss it
		defer t.mu.Unlock()
		t.judged.Broadcast()
	})()
	t.mu.Lock()
	defer t.mu.Unlock()
	p := t.at(prefixOf(addr))
	for {
		wrong, wait := p.wrong(t.now())
		switch {
		case ctx.Err() != nil:
			return nil, 0, ctx.Err()
		case wait > 0:
			return nil, wait, nil
		case wrong+p.judging < len(p.tries):
			p.judging++
			return p, 0, nil
		}
		t.judged.Wait()
	}
}

func (t *Throttle) end(p *place, wrong bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	p.judging--
	if wrong {
		p.tries[p.next] = t.now()
		p.next = (p.next + 1) % len(p.tries)
		t.wrong++
	}
	t.judged.Broadcast()
}

// wrong counts the tries of the last minute that were wrong, and says how long
// to wait for the oldest of as many as are allowed.
func (p *place) wrong(now time.Time) (n int, wait time.Duration) {
	for _, at := range p.tries {
		if !at.IsZero() && now.Sub(at) < throttleWindow {
			n++
		}
	}
	if oldest := p.tries[p.next]; n == len(p.tries) {
		wait = min(oldest.Add(throttleWindow).Sub(now), throttleWindow) // a clock set back locks nobody out for longer
	}
	return n, wait
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
	p := &place{prefix: prefix, tries: make([]time.Time, throttleTries)}
	if slices.ContainsFunc(t.exempt, func(net netip.Prefix) bool { return net.Overlaps(prefix) }) {
		p.tries = make([]time.Time, throttleExempt)
	}
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
