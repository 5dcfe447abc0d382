// Command convene-bench measures the server beside a bare SSH server on the same
// machine in the same run. It ends with status 1 when a ratio that must hold
// does not.
package main

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
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
	people := flag.String("people", "50,200", "how many people, one part of the run each")
	c := bench.Config{Log: slog.New(slog.DiscardHandler)}
	flag.IntVar(&c.Typists, "typists", 10, "how many of them type")
	flag.Float64Var(&c.Rate, "rate", 5, "keys a second of each typist")
	flag.DurationVar(&c.For, "for", 10*time.Second, "how long they type")
	flag.DurationVar(&c.Idle, "idle", 5*time.Second, "how long the quiet room is watched")
	flag.IntVar(&c.Rounds, "rounds", 1, "how often everything is done; medians are printed")
	flag.StringVar(&c.Profile, "profile", "", "a file for the CPU profile of the server")
	flag.Parse()
	for _, s := range strings.Split(*people, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(s))
		if err != nil || n < c.Typists || c.Typists < 1 {
			fmt.Fprintf(os.Stderr, "people must be numbers of at least %d\n", max(1, c.Typists))
			return 2
		}
		c.People = append(c.People, n)
	}
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	ok, err := bench.Run(ctx, c, os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	if !ok {
		return 1
	}
	return 0
}
