package desk

import (
	"context"
	"crypto/rand"

	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/workshop/roster"
)

// Screen makes a seat for a room screen: a projector, or a large monitor. It needs
// what anyone needs to come in, the code and an open door, and everybody sees that
// it is on; nothing of it is kept to come back by. off ends the seat, and is called
// when its link goes.
func (d *Desk) Screen(ctx context.Context, r *room.Room, name safetext.Text, lang string) (seat roster.SeatID, off func(), err error) {
	seat = roster.SeatID(rand.Text())
	if err := r.Do(ctx, room.NewCommand("", roster.Join{Seat: seat, About: roster.About{Name: name}, Lang: lang, Screen: true})); err != nil {
		return "", nil, err
	}
	return seat, func() {
		if err := r.Do(context.WithoutCancel(ctx), room.NewCommand("", roster.EndSeat{Seat: seat})); err != nil {
			d.log.Error("a room screen's seat was left", "workshop", r.ID(), "error", err)
		}
	}, nil
}
