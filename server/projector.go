package server

import (
	"context"

	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/tui"
)

// project makes the visitor a room screen (domain §4.1 "one shared screen"): it is
// asked nothing, since nobody sits at it, and needs what a stranger needs to come
// in. Its seat ends with the session, so that what is listed as on is on.
func (v *visitor) project(ctx context.Context, r *room.Room) (tui.Person, error) {
	desk := v.server.house.Desk
	if v.plain {
		return tui.Person{}, fault.New("roomscreen_plain")
	}
	if err := desk.Stranger(ctx, v.guest, r); err != nil {
		return tui.Person{}, err
	}
	if err := v.say("roomscreen.hello"); err != nil {
		return tui.Person{}, err
	}
	seat, off, err := desk.Screen(ctx, r, safetext.Clean(safetext.Name, v.words().Say("roomscreen.name")), v.lang)
	if err != nil {
		return tui.Person{}, err
	}
	v.off, v.sure, v.face = off, true, faceFull
	return tui.Person{Guest: v.guest, Seat: seat}, nil
}
