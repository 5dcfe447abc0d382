package room

import (
	"context"
	"maps"
	"sync"
	"sync/atomic"
	"time"

	"convene/internal/workshop"
	"convene/internal/workshop/roster"
)

// Visit is one connection's watch on a room. Its Wake channel holds at most one
// signal: a slow face skips versions and never queues them.
type Visit struct {
	room *Room
	seat roster.SeatID
	wake chan struct{}
	own  chan struct{}
	over chan struct{}
	once sync.Once
	rest atomic.Bool // newer snapshots are not signalled
}

// Visit watches the room. With a seat it also counts as that person's
// connection until Leave. The caller must Leave.
func (r *Room) Visit(seat roster.SeatID) *Visit {
	r.comesIn(seat)
	return r.Stay(seat)
}

// Stay is Visit for somebody who has been here all along, as at a terminal whose
// turns change: who had stepped away stays away.
func (r *Room) Stay(seat roster.SeatID) *Visit {
	v := &Visit{room: r, seat: seat, wake: make(chan struct{}, 1), own: make(chan struct{}, 1), over: make(chan struct{})}
	r.watch.add(v)
	if seat != "" {
		r.tell(arrival{seat: seat, links: +1})
	}
	return v
}

// Sit makes a watch without a seat the connection of one: the door's visitor has
// taken their place. Only the watch's owner calls it, once, before Leave.
func (v *Visit) Sit(seat roster.SeatID) {
	if v.seat == "" && seat != "" {
		v.room.comesIn(seat)
		v.room.watch.seat(v, seat)
		v.room.tell(arrival{seat: seat, links: +1})
	}
}

// comesIn brings somebody back who had stepped away and comes in anew. Over
// another connection beside the first they stay away.
func (r *Room) comesIn(seat roster.SeatID) {
	if seat != "" && !r.watch.has(seat) {
		r.unseen.step(seat, false)
	}
}

// Wake signals that a newer snapshot than the last read may be there.
func (v *Visit) Wake() <-chan struct{} { return v.wake }

// Own signals that something of this visit's seat alone has changed, over whichever
// of its connections: an answer in the box, a private word, whether its person is
// away. What Room.Own, PrivateWords and Away gave may be old. No other seat's
// visits hear of it, and no snapshot tells. Wake signals too.
func (v *Visit) Own() <-chan struct{} { return v.own }

// Rest says whether the visitor will look at the newest snapshot later anyway, as
// when a frame is due: no newer one is signalled then. Who ceases to rest looks
// afterwards, or may miss one.
func (v *Visit) Rest(rest bool) { v.rest.Store(rest) }

// Poke gives the signal of Wake, for somebody who waits for other things too.
func (v *Visit) Poke() {
	select {
	case v.wake <- struct{}{}:
	default:
	}
}

// Over is closed when the room has ended; Wake signals then, too.
func (v *Visit) Over() <-chan struct{} { return v.over }

// Point says where the seat writes; an empty text says nowhere.
func (v *Visit) Point(c workshop.Caret) {
	v.room.tell(arrival{seat: v.seat, caret: &c})
}

// Leave ends the watch. It may be called more than once.
func (v *Visit) Leave() {
	v.once.Do(func() {
		v.room.watch.remove(v)
		if v.seat != "" {
			v.room.tell(arrival{seat: v.seat, links: -1})
		}
	})
}

// tell hands presence to the owner. A caret may be lost when the inbox is full;
// a coming or going must not be, and waits in a goroutine of its own until the
// room takes it or ends.
func (r *Room) tell(a arrival) {
	q := request{who: &a}
	select {
	case r.inbox <- q:
		return
	default:
	}
	if a.caret == nil {
		go func() { _ = r.send(context.Background(), q) }()
	}
}

// watchers is the set of visits to wake.
type watchers struct {
	mu     sync.Mutex
	set    map[*Visit]struct{}
	closed bool
}

func (w *watchers) add(v *Visit) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		close(v.over)
		v.Poke()
		return
	}
	if w.set == nil {
		w.set = make(map[*Visit]struct{})
	}
	w.set[v] = struct{}{}
}

func (w *watchers) remove(v *Visit) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.set, v)
}

func (w *watchers) has(seat roster.SeatID) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for v := range w.set {
		if v.seat == seat {
			return true
		}
	}
	return false
}

func (w *watchers) seat(v *Visit, seat roster.SeatID) {
	w.mu.Lock()
	defer w.mu.Unlock()
	v.seat = seat
}

// wakeSeat tells a seat's own visits that its answers have changed.
func (w *watchers) wakeSeat(seat roster.SeatID) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for v := range w.set {
		if v.seat == seat {
			select {
			case v.own <- struct{}{}:
				v.Poke()
			default:
			}
		}
	}
}

func (w *watchers) wakeAll() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for v := range w.set {
		if !v.rest.Load() {
			v.Poke()
		}
	}
}

func (w *watchers) closeAll() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.closed = true
	for v := range w.set {
		close(v.over)
		v.Poke()
	}
	w.set = nil
}

// arrival is a change of presence: links come and go, carets move.
type arrival struct {
	seat  roster.SeatID
	links int
	caret *workshop.Caret
	// screens is how many room screens go on or off; it comes alone.
	screens int
}

// presence is the owner's own count of links; shown is what the faces see.
type presence struct {
	links        map[roster.SeatID]int
	here         map[roster.SeatID]bool // replaced, never changed: it is shown
	carets       map[roster.SeatID]workshop.Caret
	noGuideSince time.Time
	screens      int // below nought where an off overtook its on
	shown        *workshop.Presence
}

func (p *presence) init(now time.Time) {
	p.links = make(map[roster.SeatID]int)
	p.carets = make(map[roster.SeatID]workshop.Caret)
	p.noGuideSince = now
	p.show()
}

// take folds a change and reports whether there is something new to show.
func (p *presence) take(a arrival, r *roster.State, now time.Time) bool {
	if a.screens != 0 {
		p.screens += a.screens
		p.show()
		return true
	}
	was := p.links[a.seat]
	is := was + a.links // below nought where a leave overtook its coming
	_, writing := p.carets[a.seat]
	if p.links[a.seat] = is; is <= 0 {
		delete(p.carets, a.seat)
	}
	if is == 0 {
		delete(p.links, a.seat)
	}
	if a.caret != nil && is > 0 {
		if a.caret.Text == "" {
			delete(p.carets, a.seat)
		} else {
			p.carets[a.seat] = *a.caret
		}
	}
	if (was <= 0) != (is <= 0) {
		p.here = make(map[roster.SeatID]bool, len(p.links))
		for seat, n := range p.links {
			if n > 0 {
				p.here[seat] = true
			}
		}
		p.guide(r, now)
	} else if a.caret == nil || (a.caret.Text == "" && !writing) {
		return false
	}
	p.show()
	return true
}

// guide notes since when nobody who may guide the room is connected. The owner
// calls it when links or roles change.
func (p *presence) guide(r *roster.State, now time.Time) {
	for seat := range p.here {
		if r.CanGuide(seat) {
			p.noGuideSince = time.Time{}
			p.show()
			return
		}
	}
	if p.noGuideSince.IsZero() {
		p.noGuideSince = now
		p.show()
	}
}

func (p *presence) show() {
	p.shown = &workshop.Presence{
		Here: p.here, Carets: maps.Clone(p.carets), NoGuideSince: p.noGuideSince, Screens: max(0, p.screens),
	}
}
