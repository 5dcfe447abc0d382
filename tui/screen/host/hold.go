package host

import (
	"convene/internal/workshop/roster"
	"convene/tui/screen"
)

// Offer is what a participant is offered when no host or co-host has been there
// for a while: a line for their screen and what y does, which asks first and
// says what a holder can't do. ok is false while there is nothing to offer. The
// root shows it; a host who returns is host again.
func Offer(e *screen.Env) (line string, do screen.Do, ok bool) {
	p := e.Snap.Presence
	if p == nil || p.NoGuideSince.IsZero() || e.Now.Sub(p.NoGuideSince) < roster.HoldAfter ||
		!running(e) || e.Snap.Roster.Holder != "" || !e.Snap.Roster.CanWrite(e.Me) {
		return "", screen.Do{}, false
	}
	return e.Say("host.hold.offer"), ask(e.Say("host.hold.ask"),
		[]string{e.Say("host.hold.what"), e.Say("host.hold.limits")}, e.Say("host.hold.take"), screen.Give(roster.HoldRoom{})), true
}

// Held says who holds the room, for everyone's screen; ok is false while a host
// is there or nobody holds it.
func Held(e *screen.Env) (line string, ok bool) {
	r := e.Snap.Roster
	seat := r.Seat(r.Holder)
	if seat == nil {
		return "", false
	}
	if seat.ID == e.Me {
		return e.Say("host.hold.you"), true
	}
	return e.Say("host.hold.now", "name", screen.PersonName(seat)), true
}
