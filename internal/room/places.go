package room

import (
	"context"
	"errors"
	"iter"
	"slices"

	"convene/internal/eventlog"
	"convene/internal/workshop"
)

// places says which events of the log are of which kind, so that who takes a few
// words back keeps nobody waiting for a long log. It is read on when somebody does,
// each event once; keys in shared texts, which are most of a log and which nobody
// takes back this way, are left out. It holds no words. Only its room's goroutine
// may use it.
type places struct {
	of   map[string][]eventlog.Seq // by the kind of what an event says, restated or not
	next eventlog.Seq              // not known yet
}

// readAtOnce is how many events are read while the room waits; more are read
// beside its work, and who takes words back waits alone.
const readAtOnce = 2048

// reading is a long log being read for its places, beside the room's work: done
// closes when the rest is set.
type reading struct {
	done  chan struct{}
	found places
	err   error
}

// placed reports whether the places are known well enough for a request to be
// decided now. If not, the log is read beside the room's work and the request comes
// again behind that, to be decided on what is there then.
func (t *turn) placed(i int, x *workshop.Eraser) bool {
	r, q := t.room, t.batch[i]
	if p := r.reading; p != nil && isClosed(p.done) {
		r.reading = nil
		if p.err != nil {
			t.answer(i, unavailable(p.err))
			return false
		}
		if p.found.next > r.places.next {
			r.places = p.found
		}
	}
	if x.Everywhere() || r.head.Seq < r.places.next+readAtOnce {
		return true
	}
	if r.reading == nil {
		r.reading = r.readPlaces()
	}
	t.told[i] = true
	go func(p *reading) {
		<-p.done
		if err := r.send(context.Background(), q); err != nil {
			reply(q, err)
		}
	}(r.reading)
	return false
}

// readPlaces begins to read the whole log; the room's end ends it.
func (r *Room) readPlaces() *reading {
	p := &reading{done: make(chan struct{}), err: errNotThere} // if it panics
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		select {
		case <-r.quit:
		case <-p.done:
		}
		cancel()
	}()
	go func() {
		defer close(p.done)
		p.err = p.found.read(ctx, r.parts, r.id)
	}()
	return p
}

// near is how many events are sooner read through than passed over.
const near = 256

// read goes on to the head of the log.
func (l *places) read(ctx context.Context, p Parts, id string) error {
	if l.of == nil {
		l.of, l.next = make(map[string][]eventlog.Seq), 1
	}
	for rec, err := range p.Log.Read(ctx, id, l.next) {
		if err != nil {
			return err
		}
		kind := rec.Type
		if kind == (workshop.Restated{}).Kind() && !rec.Redacted {
			_, e, err := p.Codec.Decode(uint64(rec.Seq), rec.At, rec.Type, rec.Version, rec.Payload)
			if err != nil {
				return err
			}
			if again, ok := e.(workshop.Restated); ok {
				kind = again.What
			}
		}
		if !rec.Redacted && kind != (workshop.TextChanged{}).Kind() {
			l.of[kind] = append(l.of[kind], rec.Seq)
		}
		l.next = rec.Seq + 1
	}
	return nil
}

// forget drops events that were redacted.
func (l *places) forget(gone []eventlog.Seq) {
	gone = slices.Sorted(slices.Values(gone))
	for kind, list := range l.of {
		l.of[kind] = slices.DeleteFunc(list, func(seq eventlog.Seq) bool {
			_, is := slices.BinarySearch(gone, seq)
			return is
		})
	}
}

// errNotThere says that an event which was in the log is not found there.
var errNotThere = errors.New("room: an event is not where it was")

// records gives the events of some kinds, as they stand in the log, in order.
func (l *places) records(ctx context.Context, p Parts, id string, kinds []string) iter.Seq2[eventlog.Record, error] {
	return func(yield func(eventlog.Record, error) bool) {
		var list []eventlog.Seq
		for _, kind := range slices.Compact(slices.Sorted(slices.Values(kinds))) {
			list = append(list, l.of[kind]...)
		}
		slices.Sort(list)
		for len(list) > 0 {
			left := len(list)
			for rec, err := range p.Log.Read(ctx, id, list[0]) {
				if err != nil {
					yield(rec, err)
					return
				}
				if rec.Seq != list[0] {
					continue
				}
				if !yield(rec, nil) {
					return
				}
				if list = list[1:]; len(list) == 0 || list[0] > rec.Seq+near {
					break
				}
			}
			if len(list) == left {
				yield(eventlog.Record{}, errNotThere)
				return
			}
		}
	}
}
