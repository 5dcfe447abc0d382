package room

import (
	"context"
	"errors"

	"convene/internal/eventlog"
	"convene/internal/fault"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
)

// A take-out that is too large for one batch writes several, and is still whole:
// behind its decision the first batch says that words are leaving
// (workshop.Leaving), the last restates that event, and nothing is redacted before.
// A process that died in between, or whose disk refused, goes on at the next start
// of the server, or behind the next batch that the disk takes; so who asked for it
// need not ask again, and no word is half out.

// A batch of a take-out has at most so many bytes of payload and so many events,
// and one more of each.
const (
	spillAt     = 1 << 20
	spillEvents = eventlog.MaxBatchEvents / 2
)

// errLeaving says that another take-out is not through yet.
var errLeaving = errors.New("room: words are leaving the log")

// restating is the most that a restatement's payload has around what it restates.
const restating = 256

// fits refuses a take-out of which the log can't hold an event: before any of it is
// written, for half of it would lie there for ever.
func (r *Room) fits(out []act.Event) error {
	for _, e := range out {
		if n, err := r.weigh(e); err != nil {
			return fault.New("internal").With(err)
		} else if n > eventlog.MaxPayload {
			return fault.New("redact_large").With(&eventlog.TooLarge{Limit: eventlog.MaxPayload, Have: n})
		}
	}
	return nil
}

// leave appends what a take-out says anew, in batches, the decided events with the
// first of them. When it fails behind the first one, r.leaving stays set.
func (t *turn) leave(begun workshop.Leaving, out []act.Event) error {
	r := t.room
	t.add("", begun, t.now)
	seq := r.seqOf(len(t.events))
	if err := t.spill(); err != nil {
		return err
	}
	r.leaving = eventlog.Seq(seq)
	return t.pour(out)
}

// pour appends what the take-out under way says anew, and that it is through.
func (t *turn) pour(out []act.Event) error {
	size := 0
	for _, e := range out {
		t.putAgain(e)
		n, err := t.room.weigh(e)
		if err != nil {
			return fault.New("internal").With(err)
		}
		if size += n; size > spillAt || len(t.events) > spillEvents {
			if err := t.spill(); err != nil {
				return err
			}
			size = 0
		}
	}
	at := uint64(t.room.leaving)
	through := workshop.Restated{Of: at, Gone: []uint64{at}}
	var err error
	if through.What, through.Version, through.Payload, err = t.room.parts.Codec.Encode("", workshop.Leaving{}); err != nil {
		return fault.New("internal").With(err)
	}
	t.putAgain(through)
	if err := t.spill(); err != nil {
		return err
	}
	t.room.leaving = 0
	return nil
}

// weigh is how many bytes an event's payload has, or a few more.
func (r *Room) weigh(e act.Event) (int, error) {
	if again, ok := e.(workshop.Restated); ok {
		return len(again.Payload) + restating, nil
	}
	_, _, payload, err := r.parts.Codec.Encode("", e)
	return len(payload), err
}

// goOn ends a take-out that was begun. A disk that refuses is asked again behind
// the next batch. What else fails, or panics, would fail again, and each time read
// the whole log: that is tried again at the next start, and by who takes words back.
func (r *Room) goOn(ctx context.Context) {
	if r.leaving == 0 || r.broken || r.stuck {
		return
	}
	defer r.caught("a take-out does not go on: a panic", func() { r.stuck = true })
	if err := r.pourRest(ctx); err != nil {
		r.stuck = !errors.Is(err, eventlog.ErrFull) && !errors.Is(err, eventlog.ErrUnavailable)
		r.parts.Error.Error("a take-out does not go on", "workshop", r.id, "again", !r.stuck, "error", err)
	}
}

// pourRest appends what a take-out that was begun still lacks.
func (r *Room) pourRest(ctx context.Context) error {
	decided, err := r.decidedBefore(ctx, r.leaving)
	if err != nil {
		return err
	}
	x := r.parts.Codec.Eraser(decided)
	if x == nil {
		return errNotThere
	}
	out, err := r.holding(ctx, x)
	if err != nil {
		return err
	}
	if err := r.fits(out); err != nil {
		return err
	}
	r.stale = r.stale || x.Everywhere()
	return (&turn{room: r, state: r.state, now: r.now()}).pour(out)
}

// decidedBefore reads the decision that a Leaving stands behind, and the Leaving.
func (r *Room) decidedBefore(ctx context.Context, leaving eventlog.Seq) (out []act.Event, err error) {
	for rec, err := range r.parts.Log.Read(ctx, r.id, max(1, leaving-min(leaving, spillEvents))) {
		if err != nil {
			return nil, err
		}
		_, e, err := r.parts.Codec.Decode(uint64(rec.Seq), rec.At, rec.Type, rec.Version, rec.Payload)
		if err != nil {
			return nil, err
		}
		out = append(out, e)
		if rec.Seq == leaving {
			break
		}
	}
	begun, ok := out[len(out)-1].(workshop.Leaving)
	if !ok || begun.Decided >= len(out) {
		return nil, errNotThere
	}
	return out[len(out)-1-begun.Decided:], nil
}
