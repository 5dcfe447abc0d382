package bench

import (
	"fmt"
	"io"
	"text/tabwriter"
	"time"
)

// must is one figure that must hold (performance §3), as it came out.
type must struct {
	what, is, limit string
	missed          bool
	// judged figures decide how the run ends: ratios, bytes, memory, counts. The
	// others are times, which belong to the machine that limit was written for.
	judged bool
	// uncounted says that the machine was too busy for the figure to count.
	uncounted bool
}

// The figures of performance §3. Where it gives a time for a size of room and its
// floor, the ratio is that of the two.
const (
	mostLate100  = 14.0 // key → others' screens, p99, of the floor's
	mostLate     = 4.0  // the same from bigRoom people
	mostWork     = 3.0  // CPU of a delivery, of the floor's
	mostWorkBusy = 1.5  // the same where many type
	mostMemory   = 350  // KiB a person
	mostBytes    = 200  // of an update
	mostIdle     = 1.0  // % of a core
	leastDoor    = 200  // connects a second
	mostStalled  = 1.2  // others' p99 beside stalled people, of without

	bigRoom = 500

	// In a small room each key is drawn by itself and costs more; what is judged
	// there is that nothing has gone wrong.
	smallRoom     = 50
	mostWorkSmall = 12.0 // CPU of a delivery, of the floor's
)

// musts are what a size of room must reach.
func (r Room) musts(p part) []must {
	h, f := p.here, p.floor
	var all []must
	add := func(what string, is, most float64, format string, judged bool) {
		all = append(all, must{
			what: fmt.Sprintf("%d people, %d typing: %s", r.People, r.Typists, what),
			is:   fmt.Sprintf(format, is), limit: "≤ " + fmt.Sprintf(format, most),
			missed: is > most, judged: judged, uncounted: !h.counts() || !f.counts(),
		})
	}
	late := float64(h.others.p99) / float64(max(1, f.others.p99))
	work := float64(h.delivery) / float64(max(1, f.delivery))
	if r.People == 200 && r.Typists == 50 {
		add("CPU of a delivery, of the floor's", work, mostWorkBusy, "%.1f", true)
	}
	if r.Typists != 10 {
		return all
	}
	if r.People == smallRoom {
		add("CPU of a delivery, of the floor's", work, mostWorkSmall, "%.1f", true)
		add("bytes of an update", h.update, mostBytes, "%.0f", true)
		all[len(all)-1].uncounted = false // a busy machine makes it no smaller
	}
	if most, ok := map[int]float64{100: 45, 500: 90, 1000: 250, 2000: 1500}[r.People]; ok {
		add("key to others, p99, ms", ms(h.others.p99), most, "%.0f", false)
	}
	switch {
	case r.People >= bigRoom:
		add("key to others, p99, of the floor's", late, mostLate, "%.1f", true)
	case r.People >= 100:
		add("key to others, p99, of the floor's", late, mostLate100, "%.1f", true)
	}
	if r.People != bigRoom {
		return all
	}
	add("CPU of a delivery, of the floor's", work, mostWork, "%.1f", true)
	add("memory of a person, KiB", h.memory/1024, mostMemory, "%.0f", true)
	add("bytes of an update", h.update, mostBytes, "%.0f", true)
	for i := range all[len(all)-2:] {
		all[len(all)-2:][i].uncounted = false // a busy machine makes neither smaller
	}
	add("key to own screen, p99, ms", ms(h.own.p99), 40, "%.0f", false)
	add("idle, % of a core", 100*h.idle, mostIdle, "%.1f", false)
	all = append(all, must{
		what: fmt.Sprintf("%d people: first screens a second, %d at a time", r.People, together), is: num(h.connects),
		limit: fmt.Sprintf("≥ %d", leastDoor), missed: h.connects < leastDoor,
	})
	return all
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// within is a time that something took, of the most it may.
func within(what string, took, most time.Duration) must {
	return must{what: what, is: took.Round(time.Millisecond).String(), limit: "≤ " + most.String(), missed: took > most}
}

// printMusts prints what must hold, and reports whether all that is judged does.
func printMusts(w io.Writer, all []must) (ok bool) {
	ok = true
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	fmt.Fprintln(t, "what must hold\tis\tmust\t")
	for _, m := range all {
		said := "holds"
		switch {
		case m.uncounted:
			said = "not counted"
		case m.missed && m.judged:
			said, ok = "MISSED", false
		case m.missed:
			said = "longer on this machine, not judged"
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", m.what, m.is, m.limit, said)
	}
	_ = t.Flush() // to where the rest went
	return ok
}
