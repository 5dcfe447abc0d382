// Package bench fills a hall with people over real SSH and measures what the
// house does for them, beside a bare SSH server in the same run (design §8). It
// also makes the halls and the server processes that the whole-server tests use.
//
// It is the outermost room: it may import any other, and none imports it. The
// server under test is a process of its own, this program started again
// in another role (Child), so that its processor time and memory are its own and
// it can be killed; only where bytes alone count (hour.go) is it in this one. A
// Process belongs to whoever started it, who must end it.
//
// Concurrency: each guest has one goroutine that reads what the server sends and
// nothing else that blocks; typists type from one goroutine each. All of them end
// with their guest.
package bench

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"
)

// Room is one size of the room: so many people, so many of whom type.
type Room struct{ People, Typists int }

// Config is one run. Zero leaves a part of it out.
type Config struct {
	Rooms []Room
	// Rate is each typist's keys a second, For how long they type.
	Rate float64
	For  time.Duration
	// Idle is how long a quiet room is watched.
	Idle time.Duration
	// Rounds is how often everything is done; figures are the medians.
	Rounds int
	// Reveal is how many people a vote is shown to, Stalled how large the room is
	// in which a tenth does not read, Hostile how large the one in which a sixth
	// does every kind of harm, Stopping how many are there when the server is told
	// to stop.
	Reveal, Stalled, Hostile, Stopping int
	// Link is the slow link that somebody takes part on.
	Link Link
	// Hour is for how long somebody sits still, line by line, after an hour that
	// was played.
	Hour time.Duration
	// Silence is how long a client may leave a ping unanswered; 0 is the server's
	// own limit, which is what a figure is about.
	Silence time.Duration
	// Workshops are in the folder of a start, Events in the log of a join.
	Workshops, Events int
	// Only names the parts beside the rooms that are wanted; empty is all.
	Only []string
	// Profile, when set, is a file for the CPU profile of the house's server.
	Profile string
}

// Short is a run for every change: about four minutes on two cores.
func Short() Config {
	return Config{
		Rooms: []Room{{10, 1}, {50, 10}, {100, 10}, {500, 10}},
		Rate:  5, For: 4 * time.Second, Idle: 2 * time.Second, Rounds: 1,
		Reveal: 100, Stalled: 100, Hostile: 120, Stopping: 100, Link: slowest(), Hour: 10 * time.Second,
		Workshops: 1000, Events: 50_000,
	}
}

// CI is a run for every push, on a machine that is busy with other things: it
// judges what holds there too. About a minute on two cores.
func CI() Config {
	return Config{
		Rooms: []Room{{10, 1}, {50, 10}},
		Rate:  5, For: 3 * time.Second, Idle: time.Second, Rounds: 1,
		Reveal: 20, Stopping: 30, Hour: 2 * time.Second,
	}
}

// Full is a run for a release: all that performance §3 asks for, each figure the
// median of three.
func Full() Config {
	c := Config{
		Rate: 5, For: 10 * time.Second, Idle: 5 * time.Second, Rounds: 3,
		Reveal: 500, Stalled: 200, Hostile: 300, Stopping: 300, Link: slowest(), Hour: time.Minute,
		Workshops: 10_000, Events: 1_000_000,
	}
	for _, people := range []int{10, 50, 100, 200, 500, 1000, 2000} {
		c.Rooms = append(c.Rooms, Room{people, 1}, Room{people, 10})
		if people == 200 {
			c.Rooms = append(c.Rooms, Room{people, 50})
		}
	}
	return c
}

// watchers is how many people read through a terminal emulator besides the
// typists; the rest take what comes and count.
const watchers = 16

// Run measures every part and prints to w as each is done, last of all what must
// hold and whether it does. ok is false when a ratio, a size in bytes or a count
// that must hold does not: times belong to the machine, and are printed.
func Run(ctx context.Context, c Config, w io.Writer) (ok bool, err error) {
	fmt.Fprintf(w, "%s\n%d rounds, %g keys a second for %s, the floor beside each: bare x/crypto/ssh, one byte to each\n\n",
		machine(), max(1, c.Rounds), c.Rate, c.For)
	var all []must
	for i, r := range c.Rooms {
		p, err := c.room(ctx, r)
		if err != nil {
			return false, fmt.Errorf("%d people, %d typists: %w", r.People, r.Typists, err)
		}
		if i == 0 {
			printHead(w)
		}
		printRoom(w, r, p)
		all = append(all, r.musts(p)...)
	}
	for _, single := range c.singles() {
		m, err := single(ctx, w)
		if err != nil {
			return false, err
		}
		all = append(all, m...)
	}
	return printMusts(w, all), nil
}

// singles are the parts of a run beside the rooms.
func (c Config) singles() []func(context.Context, io.Writer) ([]must, error) {
	var all []func(context.Context, io.Writer) ([]must, error)
	for _, s := range []struct {
		size int
		what string
		do   func(context.Context, io.Writer) ([]must, error)
	}{
		{int(c.Link.Rate), "slow", c.slowly}, {int(c.Hour), "hour", c.hours},
		{c.Reveal, "reveal", c.reveal}, {c.Stalled, "stalled", c.stalled}, {c.Hostile, "hostile", c.hostile},
		{c.Stopping, "stop", c.stopping},
		{c.Workshops, "start", c.starting}, {c.Events, "join", c.joining},
	} {
		if s.size > 0 && (len(c.Only) == 0 || slices.Contains(c.Only, s.what)) {
			all = append(all, func(ctx context.Context, w io.Writer) ([]must, error) {
				m, err := s.do(ctx, w)
				if err != nil {
					err = fmt.Errorf("%s: %w", s.what, err)
				}
				return m, err
			})
		}
	}
	return all
}

// room measures one size of room, round after round, and takes the median.
func (c Config) room(ctx context.Context, r Room) (part, error) {
	var all []part
	for range max(1, c.Rounds) {
		p, err := c.part(ctx, r)
		if err != nil {
			return part{}, err
		}
		all = append(all, p)
	}
	return median(all), nil
}

// part is what one round of one room size showed, here and on the floor.
type part struct{ here, floor figures }

// part runs the floor and then the house, so that neither disturbs the other.
func (c Config) part(ctx context.Context, r Room) (p part, err error) {
	if p.floor, err = c.onFloor(ctx, r); err != nil {
		return p, fmt.Errorf("floor: %w", err)
	}
	err = inFolder(func(dir string) error {
		p.here, err = c.inHall(ctx, dir, r)
		return err
	})
	if err != nil {
		return p, fmt.Errorf("house: %w", err)
	}
	return p, nil
}

// inFolder gives work a folder of its own, which goes afterwards.
func inFolder(work func(dir string) error) error {
	dir, err := os.MkdirTemp("", "convene-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	return work(dir)
}

// machine names what the times belong to.
func machine() string {
	name := "unknown processor"
	raw, _ := os.ReadFile("/proc/cpuinfo") // elsewhere it has no name
	for line := range strings.Lines(string(raw)) {
		if field, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(field) == "model name" {
			name = strings.TrimSpace(value)
			break
		}
	}
	return fmt.Sprintf("%d cores, %s, %s/%s, %s", runtime.NumCPU(), name, runtime.GOOS, runtime.GOARCH, runtime.Version())
}
