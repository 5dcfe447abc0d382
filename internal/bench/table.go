package bench

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"
)

// Ratios to the floor that must hold (performance §3). The processor's are
// stated for large rooms, and for smaller ones where many type at once.
const (
	mostLate     = 4.0 // key → others' screens, p99
	mostWork     = 3.0 // CPU of a delivery, from bigRoom people
	mostWorkBusy = 1.5 // the same from busyRoom people with manyTypists
	bigRoom      = 500
	busyRoom     = 200
	manyTypists  = 50
)

// row is one line of the table.
type row struct {
	what, value, floor, ratio, must string
	broken                          bool
}

// table makes the lines of one room size.
func table(people, typists int, p part) []row {
	h, f := p.here, p.floor
	times := func(what string, a, b spread) row {
		return row{what: what, value: a.String(), floor: b.String(), ratio: ratio(a.p99, b.p99)}
	}
	others := times("key → others' screens, p50 p90 p99 max, ms", h.others, f.others)
	others.must = fmt.Sprintf("p99 ≤ %.0f × floor", mostLate)
	others.broken = float64(h.others.p99) > mostLate*float64(f.others.p99)
	work := row{what: "server CPU per delivery, µs", value: micro(h.delivery), floor: micro(f.delivery), ratio: ratio(h.delivery, f.delivery)}
	if limit := workLimit(people, typists); limit > 0 {
		work.must = fmt.Sprintf("≤ %.1f × floor", limit)
		work.broken = float64(h.delivery) > limit*float64(f.delivery)
	}
	return []row{
		times("key → own screen, p50 p90 p99 max, ms", h.own, f.own),
		others,
		work,
		{what: "server CPU while typing, of one core", value: percent(h.server), floor: percent(f.server)},
		{what: "bytes per update per person", value: num(h.update), floor: num(f.update), must: "200 at N=500"},
		{what: "bytes per key per person", value: num(h.perKey), floor: num(f.perKey)},
		{what: "memory per person, KiB", value: num(h.memory / 1024), floor: num(f.memory / 1024), must: "350 at N=500"},
		{what: "connects/s to the first complete screen, 8 at a time", value: num(h.connects), floor: num(f.connects)},
		{what: "idle room, of one core", value: fmt.Sprintf("%.2f %%", 100*h.idle), floor: fmt.Sprintf("%.2f %%", 100*f.idle)},
		{what: "generator CPU, of one core", value: percent(h.generator), floor: percent(f.generator)},
		{what: "both together, of all cores", value: percent(h.busy), floor: percent(f.busy)},
		{what: "pairs of an onlooker and a typist in view", value: num(float64(h.inView)), floor: num(float64(f.inView))},
	}
}

func workLimit(people, typists int) float64 {
	switch {
	case people >= busyRoom && typists >= manyTypists:
		return mostWorkBusy
	case people >= bigRoom:
		return mostWork
	}
	return 0
}

func printTable(w io.Writer, people, typists int, rows []row) error {
	fmt.Fprintf(w, "N = %d, T = %d\n", people, typists)
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	fmt.Fprintln(t, "  figure\there\tfloor\tratio\tmust")
	for _, r := range rows {
		mark := ""
		if r.broken {
			mark = "  BROKEN"
		}
		fmt.Fprintf(t, "  %s\t%s\t%s\t%s\t%s%s\n", r.what, r.value, r.floor, r.ratio, r.must, mark)
	}
	fmt.Fprintln(t)
	return t.Flush()
}

func (s spread) String() string {
	return fmt.Sprintf("%s  %s  %s  %s", milli(s.p50), milli(s.p90), milli(s.p99), milli(s.max))
}

func milli(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d)/float64(time.Millisecond)) }
func micro(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d)/float64(time.Microsecond)) }
func num(f float64) string         { return fmt.Sprintf("%.0f", f) }
func percent(f float64) string     { return fmt.Sprintf("%.0f %%", 100*f) }

func ratio(a, b time.Duration) string {
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
