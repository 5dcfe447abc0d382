package linear

import (
	"context"

	"convene/internal/room"
)

// Run is one person's line-by-line face. It returns when they leave or ask for
// the full-screen face, or when ctx or the room ends.
func Run(ctx context.Context, console *Console, d Deps, p Person, r *room.Room) (Next, error) {
	if err := console.Say(d.Lib.Words(p.Lang).Say("linear.hello")); err != nil {
		return Next{Left: true, Person: p}, err
	}
	_, err := console.ReadLine(ctx, false)
	return Next{Left: true, Person: p}, err
}
