// Command convene-bench measures the server beside a bare SSH server on the same
// machine in the same run. It ends with status 1 when a figure that must hold and
// does not depend on the machine does not hold.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"

	"convene/internal/bench"
)

func main() {
	if bench.Child(nil) {
		return
	}
	os.Exit(run())
}

func run() int {
	full := flag.Bool("full", false, "every size of room, medians of three: about an hour")
	ci := flag.Bool("ci", false, "a minute's run, for a machine that is busy with other things")
	rooms := flag.String("rooms", "", "only these sizes, as people×typists or people:typists: \"500:10,200:50\"; with none of the rest")
	only := flag.String("only", "", "only these of the rest, and no rooms: slow, hour, reveal, stalled, hostile, stop, start, join")
	seconds := flag.Duration("for", 0, "how long they type")
	rounds := flag.Int("rounds", 0, "how often everything is done; medians are printed")
	profile := flag.String("profile", "", "a file for the CPU profile of the server")
	soak := flag.Duration("soak", 0, "instead: people come, go, move and type for so long, and nothing may be left behind")
	people := flag.Int("people", 100, "how many people soak")
	flag.Parse()
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	if *soak > 0 {
		return ended(bench.Soak(ctx, bench.SoakPlan{People: *people, For: *soak, Every: time.Minute}, os.Stdout))
	}
	c := bench.Short()
	if *full {
		c = bench.Full()
	}
	if *ci {
		c = bench.CI()
	}
	if *rooms != "" {
		list, err := sizes(*rooms)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 2
		}
		c = bench.Config{Rooms: list, Rate: c.Rate, For: c.For, Idle: c.Idle, Rounds: c.Rounds}
	}
	if *only != "" {
		c.Rooms, c.Only = nil, strings.Split(*only, ",")
	}
	if *seconds > 0 {
		c.For = *seconds
	}
	if *rounds > 0 {
		c.Rounds = *rounds
	}
	c.Profile = *profile
	return ended(bench.Run(ctx, c, os.Stdout))
}

// ended is the exit status of a run.
func ended(ok bool, err error) int {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	if !ok {
		return 1
	}
	return 0
}

// sizes reads the sizes of rooms.
func sizes(list string) (out []bench.Room, err error) {
	for _, s := range strings.Split(list, ",") {
		people, typists, _ := strings.Cut(strings.ReplaceAll(strings.TrimSpace(s), "×", ":"), ":")
		n, wrong := strconv.Atoi(people)
		t, alsoWrong := strconv.Atoi(typists)
		if wrong != nil || alsoWrong != nil || t < 1 || n < t || t > 99 {
			return nil, fmt.Errorf("%q is no size of a room: people:typists, with at most 99 typists", s)
		}
		out = append(out, bench.Room{People: n, Typists: t})
	}
	return out, nil
}
