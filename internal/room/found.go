package room

import (
	"context"
	"errors"
	"time"

	"convene/internal/ballot"
	"convene/internal/eventlog"
	"convene/internal/fault"
	"convene/internal/workshop"
)

// Found writes the first events of a new workshop. It fails if the log is not
// empty.
func (h *House) Found(ctx context.Context, id string, create workshop.Command) error {
	now := h.parts.Clock().UTC().Truncate(time.Millisecond)
	d, err := workshop.Empty().Decide(create, workshop.Facts{Now: now})
	if err != nil {
		return err
	}
	b := eventlog.Batch{ID: create.ID, Epoch: 1, At: now}
	for _, e := range d.Events {
		kind, version, payload, err := h.parts.Codec.Encode("", e)
		if err != nil {
			return fault.New("internal").With(err)
		}
		b.Events = append(b.Events, eventlog.Event{Type: kind, Version: version, Payload: payload})
	}
	_, err = h.parts.Log.Append(ctx, id, b)
	return unavailable(err)
}

// unavailable says why the log or the box refused, in a person's words.
func unavailable(err error) error {
	var conflict *eventlog.Conflict
	var large *eventlog.TooLarge
	switch {
	case err == nil:
		return nil
	case errors.Is(err, eventlog.ErrFull), errors.Is(err, ballot.ErrFull):
		return fault.New("disk_full").With(err)
	case errors.As(err, &conflict):
		return fault.New("try_again").With(err)
	case errors.As(err, &large):
		return fault.New("too_long").With(err)
	case errors.Is(err, ballot.ErrClosed):
		return fault.New("moved_on").With(err)
	case errors.Is(err, ballot.ErrVoided):
		return fault.New("poll_voided").With(err)
	}
	return fault.New("storage_unavailable").With(err)
}
