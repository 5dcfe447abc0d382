package server

import (
	"context"
	"slices"

	"convene/internal/access"
	"convene/internal/fault"
	"convene/internal/room"
	"convene/tui"
)

// project makes the visitor a room screen (domain §4.1 "one shared screen"): it is
// asked nothing, since nobody sits at it, and needs what a stranger needs to come
// in. It is off when the session is over, so that what is told as on is on.
func (v *visitor) project(ctx context.Context, r *room.Room) (tui.Person, error) {
	desk := v.server.house.Desk
	if v.plain {
		return tui.Person{}, fault.New("roomscreen_plain")
	}
	if err := desk.Stranger(ctx, v.guest, r); err != nil {
		return tui.Person{}, err
	}
	code, _ := access.ParseCode(v.code)
	off, err := desk.Screen(ctx, r, code, v.end)
	if err != nil {
		return tui.Person{}, err
	}
	if err := v.say("roomscreen.hello"); err != nil {
		off()
		return tui.Person{}, err
	}
	v.off, v.sure, v.face = off, true, faceFull
	return tui.Person{Guest: v.guest, Wall: code.String()}, nil
}

// noScreen tells why there is no room screen, or none any more, from what broke.
func noScreen(err error) bool {
	return slices.Contains([]string{"door_locked", "roomscreen_plain", "roomscreen_many", "roomscreen_code"}, fault.Code(err))
}
