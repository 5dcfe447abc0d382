package bench

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"time"
)

// tooBusy is the share of all cores that may be taken, by server, generator and
// whoever else runs: above it the figures are the machine's, not the server's.
const tooBusy = 0.8

// columns are how the lines of the rooms are laid out.
const columns = "%6v %4v %-6s|%7s%7s%7s%7s |%7s%7s%7s%7s |%8s%9s%7s%7s%8s%8s%8s%8s\n"

func printHead(w io.Writer) {
	fmt.Fprintf(w, "%18s|%-28s |%-28s |\n", "", " key to own screen, ms", " key to others' screens, ms")
	fmt.Fprintf(w, columns, "people", "type", "", "p50", "p90", "p99", "max", "p50", "p90", "p99", "max",
		"CPU µs", "KiB", "B/upd", "B/key", "conn/s", "idle %", "serv %", "load %")
}

// printRoom prints what one size of room showed, the floor beside it, and what
// the one is of the other.
func printRoom(w io.Writer, r Room, p part) {
	h, f := p.here, p.floor
	for _, line := range []struct {
		who string
		figures
	}{{"here", h}, {"floor", f}} {
		x := line.figures
		fmt.Fprintf(w, columns, r.People, r.Typists, line.who,
			milli(x.own.p50), milli(x.own.p90), milli(x.own.p99), milli(x.own.max),
			milli(x.others.p50), milli(x.others.p90), milli(x.others.p99), milli(x.others.max),
			micro(x.delivery), num(x.memory/1024), num(x.update), num(x.perKey), num(x.connects),
			fmt.Sprintf("%.1f", 100*x.idle), num(100*x.server), num(100*x.generator))
	}
	fmt.Fprintf(w, columns, "", "", "ratio",
		"", "", ratio(h.own.p99, f.own.p99), "", "", "", ratio(h.others.p99, f.others.p99), "",
		ratio(h.delivery, f.delivery), ratio(h.memory, f.memory), "", "", ratio(h.connects, f.connects), "", "", "")
	if !h.counts() || !f.counts() {
		fmt.Fprintf(w, "%19snot counted: %s of all cores were taken, and %s beside the floor\n", "", percent(h.busy), percent(f.busy))
	}
	fmt.Fprintln(w)
}

// counts reports whether the machine had enough left for the figures to be the
// server's.
func (f figures) counts() bool { return f.busy <= tooBusy }

func milli(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d)/float64(time.Millisecond)) }
func micro(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d)/float64(time.Microsecond)) }
func num(f float64) string         { return fmt.Sprintf("%.0f", f) }
func percent(f float64) string     { return fmt.Sprintf("%.0f %%", 100*f) }

// ratio is a of b in words; empty where b was not measured.
func ratio[N ~int64 | ~float64](a, b N) string {
	if b == 0 {
		return ""
	}
	return fmt.Sprintf("%.1f", float64(a)/float64(b))
}

// median takes the round in the middle, by how late keys came to others beside
// the floor of the same round.
func median(all []part) part {
	late := func(p part) float64 { return float64(p.here.others.p99) / float64(max(1, p.floor.others.p99)) }
	slices.SortFunc(all, func(a, b part) int { return cmp.Compare(late(a), late(b)) })
	return all[len(all)/2]
}

// middle takes the pair in the middle.
func middle(all []pair) pair {
	slices.SortFunc(all, func(a, b pair) int { return cmp.Compare(a.ratio(), b.ratio()) })
	return all[len(all)/2]
}
