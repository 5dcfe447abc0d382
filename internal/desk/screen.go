package desk

import (
	"context"

	"convene/internal/access"
	"convene/internal/fault"
	"convene/internal/room"
)

// Screen lets a room screen on: a projector, or a large monitor. It needs what a
// stranger needs to come in, the code it came by and an open door; nothing of it is
// kept. It shows that code and no other: when the code changes it ends, by end, and
// whoever is to go on has the new one. off is called when it is over.
func (d *Desk) Screen(ctx context.Context, r *room.Room, code access.Code, end context.CancelCauseFunc) (off func(), err error) {
	off, err = r.ScreenOn(end)
	if err != nil {
		return nil, err
	}
	now, err := d.Code(ctx, r.ID()) // from here on a change ends it
	if err == nil && now != code {
		err = fault.New("roomscreen_code")
	}
	if err != nil {
		off()
		return nil, err
	}
	return off, nil
}
