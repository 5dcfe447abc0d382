// Package bench fills a hall with people over real SSH and measures what the
// house does for them, beside a bare SSH server in the same run (design §8). It
// also makes the halls and the server processes that the whole-server tests use.
//
// It is the outermost room: it may import any other, and none imports it. The
// server under test is always a process of its own, this program started again
// in another role (Child), so that its processor time and memory are its own and
// it can be killed. A Process belongs to whoever started it, who must end it.
//
// Concurrency: each guest has one goroutine that reads what the server sends and
// nothing else that blocks; typists type from one goroutine each. All of them end
// with their guest.
package bench

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"
)

// Config is one run.
type Config struct {
	// People are the sizes of the room, one part of the run each; Typists of
	// them type.
	People  []int
	Typists int
	// Rate is each typist's keys a second, For how long they type.
	Rate float64
	For  time.Duration
	// Idle is how long the quiet room is watched.
	Idle time.Duration
	// Rounds is how often everything is done; figures are the medians.
	Rounds int
	// Profile, when set, is a file for the CPU profile of the house's server.
	Profile string
	Log     *slog.Logger
}

// watchers is how many people read through a terminal emulator besides the
// typists; the rest take what comes and count.
const watchers = 16

// Run measures every part and prints a table to w as each is done. ok is false
// when a ratio that must hold does not.
func Run(ctx context.Context, c Config, w io.Writer) (ok bool, err error) {
	ok = true
	for _, people := range c.People {
		var all []part
		for range max(1, c.Rounds) {
			p, err := c.part(ctx, people)
			if err != nil {
				return false, fmt.Errorf("%d people: %w", people, err)
			}
			all = append(all, p)
		}
		rows := table(people, c.Typists, median(all))
		if err := printTable(w, people, c.Typists, rows); err != nil {
			return false, err
		}
		for _, r := range rows {
			ok = ok && !r.broken
		}
	}
	return ok, nil
}

// part is what one round of one room size showed, here and on the floor.
type part struct {
	here, floor figures
	// busy is the share of all cores that server and generator took together.
	busy float64
}

// part runs the floor and then the house, so that neither disturbs the other.
func (c Config) part(ctx context.Context, people int) (part, error) {
	var p part
	var err error
	if p.floor, err = c.onFloor(ctx, people); err != nil {
		return p, fmt.Errorf("floor: %w", err)
	}
	dir, err := os.MkdirTemp("", "convene-bench-")
	if err != nil {
		return p, err
	}
	defer os.RemoveAll(dir)
	if p.here, err = c.inHall(ctx, dir, people); err != nil {
		return p, fmt.Errorf("house: %w", err)
	}
	p.busy = p.here.busy
	return p, nil
}
