package room

import (
	"context"
	"crypto/rand"
	"errors"
	"runtime/debug"
	"time"

	"convene/internal/eventlog"
	"convene/internal/fault"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
)

// commit decides a batch of requests, writes what they lead to, and publishes.
// told[i] is set when the i-th request was answered.
func (r *Room) commit(batch []request, told []bool) {
	t := &turn{room: r, state: r.state, told: told, batch: batch, now: r.now()}
	for i, q := range batch {
		if q.who != nil {
			t.guests = r.guests.take(*q.who, r.state.Roster, t.now) || t.guests
			t.relieve()
			t.answer(i, nil)
			continue
		}
		t.decide(i, q)
	}
	t.waitSeals()
	err := t.write()
	if err != nil {
		r.unseen.forget(t.rested)
	}
	t.wrote = t.wrote || err == nil && len(t.events) > 0
	if t.wrote {
		r.keepBox(context.Background())
		r.goOn(context.Background())
		r.redact(context.Background())
	}
	if t.wrote || t.sealed != nil || t.guests {
		if t.sealed != nil || t.wrote {
			r.count(context.Background(), t.sealed)
		}
		r.publish()
	}
	// Last, so that whoever was answered finds the outcome in the snapshot.
	for _, i := range t.settled {
		t.answer(i, r.later(batch[i], nil))
	}
	for _, i := range t.waiting {
		t.answer(i, r.later(batch[i], err))
	}
	r.storeOften()
}

// later is what becomes of a request: an operator hears when words that were taken
// out are still there, and will go.
func (r *Room) later(q request, err error) error {
	if _, takes := q.cmd.Body.(workshop.TakeOut); takes && err == nil && (r.stale || r.leaving != 0) {
		return fault.New("redact_later")
	}
	return err
}

// pending is an event that waits for the append.
type pending struct {
	by    roster.SeatID
	event act.Event
}

// turn is one batch under way.
type turn struct {
	room  *Room
	now   time.Time       // of every event of the batch, in the fold and in the log
	state *workshop.State // folded, not yet published
	batch []request
	told  []bool

	events  []pending
	before  *workshop.State // before the last of events, for merging keys
	waiting []int           // requests that wait for the append
	settled []int           // requests whose events are on disk already
	seals   []seal
	sealed  map[string]bool // polls into which answers went
	guests  bool            // what travels beside the state has changed
	rested  []roster.SeatID // whose asking rests the room
	wrote   bool            // something is on disk
	gone    []eventlog.Seq  // payloads that must leave the log once it is
}

func (t *turn) answer(i int, err error) {
	t.told[i] = true
	reply(t.batch[i], err)
}

// decide judges one command against the unpublished state.
func (t *turn) decide(i int, q request) {
	r := t.room
	if r.broken {
		t.answer(i, fault.New("storage_unavailable"))
		return
	}
	f := workshop.Facts{Now: t.now, NoGuideSince: r.guests.noGuideSince, Away: r.unseen.aside(), AskedPause: r.unseen.asked[q.cmd.Seat]}
	if o, ok := q.cmd.Body.(act.Opener); ok {
		t.waitSeals() // an answer that was acknowledged is in the tally
		answers, err := r.open(context.Background(), t.state, q.cmd, o.Opens())
		if err != nil {
			t.answer(i, unavailable(err))
			return
		}
		f.Answers = answers
	}
	d, err := t.state.Decide(q.cmd, f)
	if err != nil {
		if r.parts.Refused != nil && q.cmd.Seat != "" {
			r.parts.Refused(q.cmd, err)
		}
		t.answer(i, err)
		return
	}
	eraser := r.parts.Codec.Eraser(d.Events)
	if eraser != nil && !t.placed(i, eraser) {
		return
	}
	restated, err := t.takeOut(context.Background(), eraser)
	if err != nil {
		t.answer(i, err)
		return
	}
	t.guests = r.unseen.remember(q.cmd.Seat, d.Unsaid, t.now) || t.guests
	if d.Unsaid.Paused {
		t.rested = append(t.rested, q.cmd.Seat)
	}
	by := q.cmd.Seat
	if d.Unsigned {
		by = ""
	}
	for _, e := range d.Events {
		t.add(by, e, f.Now)
	}
	err = t.restate(eraser, len(d.Events), restated)
	begun := eraser != nil && len(t.events) == 0 // in batches of its own
	if err != nil && r.leaving == 0 {
		t.answer(i, err)
		return
	}
	switch {
	case begun: // on disk; what the disk refused of the rest goes on by itself
		t.settled = append(t.settled, i)
	case d.Unsaid.Word != nil:
		t.word(i, *d.Unsaid.Word)
	case len(d.Seals) > 0:
		t.seal(i, d.Seals)
	case len(t.events) > 0: // its own, or those that made it needless: all must be on disk
		t.waiting = append(t.waiting, i)
	default:
		t.answer(i, nil)
	}
}

// relieve ends a participant's hold on the room when a host is there again: a
// host who returns is host, and nobody else carries the step on.
func (t *turn) relieve() {
	if t.room.broken || t.state.Roster.Holder == "" || !t.room.guests.noGuideSince.IsZero() {
		return
	}
	d, err := t.state.Decide(NewCommand("", roster.LetGo{}), workshop.Facts{Now: t.now})
	if err != nil {
		return // an ended workshop has no step to carry on
	}
	for _, e := range d.Events {
		t.add("", e, t.now)
	}
}

// add folds an event and keeps it for the append. A key that goes on where the
// same person's last one ended becomes part of its event.
func (t *turn) add(by roster.SeatID, e act.Event, now time.Time) {
	if n := len(t.events); n > 0 && t.events[n-1].by == by {
		if m, ok := workshop.Merge(t.events[n-1].event, e); ok {
			t.events[n-1].event = m
			t.state = t.before.Apply(act.Stamp{Seq: t.room.seqOf(n), At: now, By: by}, m)
			return
		}
	}
	t.before = t.state
	t.events = append(t.events, pending{by: by, event: e})
	t.state = t.state.Apply(act.Stamp{Seq: t.room.seqOf(len(t.events)), At: now, By: by}, e)
}

// seqOf is the place in the log of the n-th event of the batch, from 1.
func (r *Room) seqOf(n int) uint64 { return uint64(r.head.Seq) + uint64(n) }

func (t *turn) encode() ([]eventlog.Event, error) {
	out := make([]eventlog.Event, 0, len(t.events))
	for _, p := range t.events {
		kind, version, payload, err := t.room.parts.Codec.Encode(p.by, p.event)
		if err != nil {
			return nil, err
		}
		out = append(out, eventlog.Event{Type: kind, Version: version, Payload: payload})
	}
	return out, nil
}

// write appends the batch's events. On success the folded state becomes the
// room's; on failure it is thrown away, and an outcome that stays unknown ends
// the room, so that the next visitor folds what the log really holds.
func (t *turn) write() error {
	if len(t.events) == 0 {
		return nil
	}
	r := t.room
	encoded, err := t.encode()
	if err != nil {
		r.parts.Error.Error("events not encoded", "workshop", r.id, "error", err)
		return fault.New("internal").With(err)
	}
	if err := r.keysFor(context.Background(), t.state); err != nil {
		return unavailable(err)
	}
	head, err := r.append(eventlog.Batch{
		ID: rand.Text(), Epoch: 1, Expect: r.head.Seq, Prev: r.head.Hash, At: t.now, Events: encoded,
	})
	if err != nil {
		var conflict *eventlog.Conflict
		if errors.Is(err, eventlog.ErrUnknown) || errors.As(err, &conflict) {
			r.broken = true
			r.stop()
		}
		r.parts.Error.Error("append failed", "workshop", r.id, "error", err)
		return unavailable(err)
	}
	if t.state.Roster != r.state.Roster {
		r.guests.guide(t.state.Roster, r.now())
	}
	r.unsent.turn(t.state)
	r.erase = r.erase || t.state.EndedSince(r.state)
	r.state, r.head = t.state, head
	r.gone, t.gone = append(r.gone, t.gone...), nil
	return nil
}

func stack() string { return string(debug.Stack()) }
