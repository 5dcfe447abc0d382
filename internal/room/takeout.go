package room

import (
	"context"
	"slices"

	"convene/internal/eventlog"
	"convene/internal/fault"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
)

// Words that are taken back leave the log too (design §4). A batch that takes them
// back holds beside it, for each earlier event that had them, how that event reads
// without them (workshop.Restated); once it is on disk, the earlier payloads are
// redacted. A process that dies in between finds at the next start that they are
// still there, and goes on; so it does where one batch did not hold it all.

// takeOut finds what a decision takes out of the log, and gives what must be
// appended for it; x is nil where it takes nothing.
func (t *turn) takeOut(ctx context.Context, x *workshop.Eraser) (out []act.Event, err error) {
	if x == nil {
		return nil, nil
	}
	if err := t.spill(); err != nil { // what was decided a moment ago may hold them
		return nil, err
	}
	r := t.room
	if r.leaving != 0 || len(r.gone) > 0 { // an earlier one goes first
		r.stuck = false
		r.goOn(ctx)
		r.redact(ctx)
		t.state = r.state
	}
	switch {
	case r.broken || r.leaving != 0:
		return nil, unavailable(errLeaving)
	case x.Everywhere() && len(r.gone) > 0:
		return nil, fault.New("redact_later")
	}
	if out, err = r.holding(ctx, x); err != nil {
		return nil, err
	}
	if x.Everywhere() && len(out) == 0 {
		return nil, fault.New("redact_nothing")
	}
	return out, r.fits(out)
}

// holding gives what must be appended so that the log says nothing of what x takes
// out: the texts that are whole without it, then how each event that holds it
// reads, in their order. Events that are to go anyway were restated already, and are
// not restated again: what was taken out of them first would come back.
func (r *Room) holding(ctx context.Context, x *workshop.Eraser) (out []act.Event, err error) {
	where := r.parts.Log.Read(ctx, r.id, 1)
	if x.Everywhere() {
		for rec, err := range where {
			if err == nil {
				err = x.Look(uint64(rec.Seq), rec.At, rec.Type, rec.Version, rec.Payload)
			}
			if err != nil {
				return nil, unavailable(err)
			}
		}
	} else {
		if err := r.places.read(ctx, r.parts, r.id); err != nil {
			return nil, unavailable(err)
		}
		where = r.places.records(ctx, r.parts, r.id, x.Kinds())
	}
	gone := make(map[eventlog.Seq]bool, len(r.gone))
	for _, seq := range r.gone {
		gone[seq] = true
	}
	for rec, err := range where {
		if err != nil {
			return nil, unavailable(err)
		}
		if gone[rec.Seq] {
			continue
		}
		again, ok, err := x.Restate(uint64(rec.Seq), rec.At, rec.Type, rec.Version, rec.Payload)
		if err != nil {
			return nil, fault.New("internal").With(err)
		}
		if ok {
			out = append(out, again)
		}
	}
	return append(x.Cleaned(), out...), nil
}

// restate appends what takeOut gave, behind the so many events of the decision
// itself: with them as one batch where it is small, else see leave.
func (t *turn) restate(x *workshop.Eraser, decided int, out []act.Event) error {
	if x == nil {
		return nil
	}
	r, size := t.room, 0
	for _, e := range out {
		n, err := r.weigh(e)
		if err != nil {
			return fault.New("internal").With(err)
		}
		size += n
	}
	r.stale = r.stale || x.Everywhere()
	if size > spillAt || len(out) > spillEvents {
		return t.leave(x.Leaving(decided), out)
	}
	for _, e := range out {
		t.putAgain(e)
	}
	return nil
}

// putAgain adds an event of a take-out, and remembers what must leave for it.
func (t *turn) putAgain(e act.Event) {
	t.add("", e, t.now)
	if again, ok := e.(workshop.Restated); ok {
		t.gone = append(t.gone, seqs(again.Gone)...)
	}
}

// spill writes what the turn has so far. When it fails, all who wait are told, and
// the turn goes on from what is on disk.
func (t *turn) spill() error {
	err := t.write()
	if err != nil {
		for _, i := range t.waiting {
			t.answer(i, err)
		}
		t.room.unseen.forget(t.rested)
		t.state, t.gone = t.room.state, nil
	} else {
		t.wrote = t.wrote || len(t.events) > 0
		t.settled = append(t.settled, t.waiting...)
	}
	t.events, t.waiting, t.rested = nil, nil, nil
	return err
}

func seqs(list []uint64) []eventlog.Seq {
	out := make([]eventlog.Seq, len(list))
	for i, s := range list {
		out[i] = eventlog.Seq(s)
	}
	return out
}

// redact takes the payloads out of the log that must be gone by now. A disk that
// refuses is asked again with the next batch, at the room's end, and at the next
// start.
func (r *Room) redact(ctx context.Context) {
	if len(r.gone) == 0 || r.broken || r.leaving != 0 {
		return
	}
	fail := func() { r.broken = true; r.stop() }
	defer r.caught("words not taken out of the log: a panic", fail)
	if err := r.parts.Log.Redact(ctx, r.id, r.gone); err != nil {
		r.parts.Error.Error("words not taken out of the log yet", "workshop", r.id, "error", err)
		return
	}
	r.store.redacted += len(r.gone)
	r.places.forget(r.gone)
	r.store.at, r.gone = 0, nil // the stored states that had them are gone, too
	if !r.stale {
		return
	}
	f, err := fold(ctx, r.parts, r.id)
	if err != nil {
		r.parts.Error.Error("not folded anew", "workshop", r.id, "error", err)
		fail()
		return
	}
	f.store.underWay = r.store.underWay
	r.state, r.store, r.stale = f.state, f.store, false
}

// whole folds a log and, where a process died while it took words out of it, ends
// that first, unless it had not yet written how all of it reads without them: then
// the room goes on with that.
func whole(ctx context.Context, p Parts, id string) (folded, error) {
	f, err := fold(ctx, p, id)
	if err != nil || len(f.owed) == 0 || f.leaving != 0 {
		return f, err
	}
	if err := p.Log.Redact(ctx, id, f.owed); err != nil {
		return folded{}, unavailable(err)
	}
	return fold(ctx, p, id)
}

// restatements are how redacted events read, for a fold: read from the log when
// the first redacted event is met.
type restatements struct {
	of   map[eventlog.Seq]workshop.Restated
	gone map[eventlog.Seq]bool // met redacted
}

// instead gives a record as it is to be folded. Every record must pass.
func (s *restatements) instead(ctx context.Context, p Parts, id string, rec eventlog.Record) (eventlog.Record, error) {
	if !rec.Redacted {
		return rec, nil
	}
	if s.of == nil {
		s.of, s.gone = make(map[eventlog.Seq]workshop.Restated), make(map[eventlog.Seq]bool)
		for later, err := range p.Log.Read(ctx, id, rec.Seq+1) {
			if err != nil {
				return rec, err
			}
			if later.Type != (workshop.Restated{}).Kind() || later.Redacted {
				continue
			}
			_, e, err := p.Codec.Decode(uint64(later.Seq), later.At, later.Type, later.Version, later.Payload)
			if err != nil {
				return rec, err
			}
			if again, ok := e.(workshop.Restated); ok {
				s.of[eventlog.Seq(again.Of)] = again
			}
		}
	}
	s.gone[rec.Seq] = true
	if again, ok := s.of[rec.Seq]; ok {
		rec.Type, rec.Version, rec.Payload = again.What, again.Version, again.Payload
	}
	return rec, nil
}

// owes lists what a restatement says must be gone and is not known to be.
func (s *restatements) owes(e act.Event) []eventlog.Seq {
	again, ok := e.(workshop.Restated)
	if !ok {
		return nil
	}
	return slices.DeleteFunc(seqs(again.Gone), func(seq eventlog.Seq) bool { return s.gone[seq] })
}
