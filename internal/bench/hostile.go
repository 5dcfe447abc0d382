package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"golang.org/x/crypto/ssh"
)

const (
	// oneIn is how many people there are for each who does harm.
	oneIn = 6
	// mostSilent is how long somebody may stay who has ceased to answer.
	mostSilent = 25 * time.Second
)

// harm is what a hostile client does, again and again, until it fails: n counts.
type harm struct {
	name string
	do   func(g *guest, n int) error
}

// harms are the kinds of harm. The first one ceases to answer; that it still
// resizes shows when the server has let go of it.
func harms() []harm {
	return []harm{
		{"stalled", func(g *guest, n int) error {
			g.gate.stall()
			time.Sleep(100 * time.Millisecond)
			return g.resize(60+n%140, 20+n%40)
		}},
		{"flooding keys", func(g *guest, _ int) error { return g.send(strings.Repeat("x\x1b[A\r\x1b", 200)) }},
		{"resizing wildly", func(g *guest, n int) error {
			time.Sleep(time.Millisecond)
			return g.resize([]int{1, 24, 65535, 0, 1<<31 - 1, 60}[n%6]+n%7, []int{80, 1, 65535, 1<<31 - 1, 0, 200}[n%6]+n%11)
		}},
		{"pasting megabytes", func(g *guest, _ int) error {
			return g.send("\x1b[200~" + strings.Repeat("paste ", 1<<20/6) + "\x1b[201~")
		}},
		{"opening channels", func(g *guest, n int) error {
			channel, requests, err := g.conn.OpenChannel([]string{"session", "direct-tcpip", "x11"}[n%3], nil)
			if refused := new(ssh.OpenChannelError); errors.As(err, &refused) {
				return nil
			} else if err != nil {
				return err
			}
			go ssh.DiscardRequests(requests)
			_, err = channel.SendRequest("env", false, []byte("junk"))
			return err
		}},
		{"sending escape codes", func(g *guest, n int) error {
			return g.send([]string{"\x1b[8;999;999t", "\x9b6n", "\x1bP+q544e\x1b\\", "\x1b]52;c;ZXZpbA==\x07", "\x1b[", "\x1b_"}[n%6] + "\x1b]0;" + strings.Repeat("t", n%5000))
		}},
	}
}

// siege is what hostile people cost.
type siege struct {
	pair
	silent        time.Duration // how long the last one stayed who did not answer
	stalled, gone int
	before, after Census
	most          Census // that may be left
	// server and load are the shares of a core that both took while harm was done.
	server, load float64
}

// hostile measures what a sixth of the room who do every kind of harm cost the
// others, how soon those are gone who cease to answer, and what they leave.
func (c Config) hostile(ctx context.Context, w io.Writer) (all []must, err error) {
	var rounds []siege
	for range max(1, c.Rounds) {
		err := inFolder(func(dir string) error {
			s, err := c.besieged(ctx, dir)
			rounds = append(rounds, s)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	bad := c.Hostile / oneIn
	fmt.Fprintf(w, "%d of %d people hostile: %s\n", bad, c.Hostile, kinds())
	fmt.Fprintf(w, "%12s %12s %7s %7s %7s %13s %18s %16s %20s\n", "calm p99 ms", "beside them", "ratio", "serv %", "load %", "silent gone s", "goroutines left", "files left", "heap KiB left")
	var pairs []pair
	for _, s := range rounds {
		pairs = append(pairs, s.pair)
		fmt.Fprintf(w, "%12s %12s %7s %7s %7s %13s %18s %16s %20s\n", milli(s.without), milli(s.beside), ratio(s.beside, s.without),
			num(100*s.server), num(100*s.load), secs(s.silent),
			fmt.Sprintf("%d, was %d", s.after.Goroutines, s.before.Goroutines), fmt.Sprintf("%d, was %d", s.after.Files, s.before.Files),
			fmt.Sprintf("%d, was %d", s.after.Heap>>10, s.before.Heap>>10))
		all = append(all, s.musts()...)
	}
	fmt.Fprintln(w)
	p := middle(pairs)
	return append([]must{{
		what: fmt.Sprintf("%d of %d people hostile: others' p99, of all well-behaved", bad, c.Hostile), is: ratio(p.beside, p.without),
		limit: fmt.Sprintf("≤ %.1f", mostStalled), missed: p.ratio() > mostStalled, judged: c.Hostile >= fullCrowd, uncounted: p.busy > tooBusy,
	}}, all...), nil
}

// fullCrowd is how many people it takes for a ratio of latencies to be judged: in a
// smaller room one late frame is the ninety-ninth percentile.
const fullCrowd = 100

func kinds() string {
	var all []string
	for _, h := range harms() {
		all = append(all, h.name)
	}
	return strings.Join(all, ", ")
}

// musts are what must hold of one round, besides the ratio.
func (s siege) musts() []must {
	all := []must{
		{what: "those who cease to answer: how many of them are gone", is: fmt.Sprint(s.gone), limit: fmt.Sprint(s.stalled), missed: s.gone < s.stalled, judged: true},
		// The server sets this time, not the machine.
		{what: "the last of them", is: secs(s.silent) + " s", limit: "≤ " + secs(mostSilent) + " s", missed: s.silent > mostSilent, judged: true},
	}
	for _, x := range []struct {
		what     string
		is, most int64
	}{
		{"goroutines", int64(s.after.Goroutines), int64(s.most.Goroutines)},
		{"files", int64(s.after.Files), int64(s.most.Files)},
		{"KiB of heap", s.after.Heap >> 10, s.most.Heap >> 10},
	} {
		all = append(all, must{what: x.what + " when the hostile have gone", is: fmt.Sprint(x.is), limit: fmt.Sprintf("≤ %d", x.most), missed: x.is > x.most, judged: true})
	}
	return all
}

func (c Config) besieged(ctx context.Context, dir string) (s siege, err error) {
	// Longer than elsewhere: a ninety-ninth percentile of a few seconds is what the
	// first instant was like, when all of them begin at once.
	c.For = c.For * 5 / 2
	r := Room{People: c.Hostile, Typists: min(10, c.Hostile/4)}
	crowd, err := c.hall(ctx, dir, r, nil)
	if err != nil {
		return s, err
	}
	defer func() { err = errors.Join(err, crowd.leave()) }()
	well := r.People - r.People/oneIn
	if err := errors.Join(crowd.bring(ctx, 0, well), crowd.settle(ctx)); err != nil {
		return s, err
	}
	if s.before, err = quietest(ctx, crowd.process, Census{}); err != nil {
		return s, err
	}
	if err := crowd.bring(ctx, well, r.People); err != nil {
		return s, err
	}
	clear(crowd.eyes[well:])
	var calm, rough, after figures
	if err := crowd.typing(ctx, c, &calm); err != nil {
		return s, fmt.Errorf("without: %w", err)
	}
	m := crowd.harass(crowd.guests[well:])
	err = crowd.typing(ctx, c, &rough)
	s.silent, s.stalled, s.gone = m.end(ctx)
	if err != nil {
		return s, fmt.Errorf("beside: %w", err)
	}
	s.server, s.load = rough.server, rough.generator
	// Once more without, since the text has grown meanwhile and frames with it.
	if err := crowd.typing(ctx, c, &after); err != nil {
		return s, fmt.Errorf("without, afterwards: %w", err)
	}
	s.pair = pair{rough.others.p99, (calm.others.p99 + after.others.p99) / 2, max(calm.busy, rough.busy, after.busy)}
	s.most = Census{Goroutines: s.before.Goroutines + moreGoroutines, Files: s.before.Files + moreFiles,
		Heap: s.before.Heap + moreHeap + perEvent*int64(crowd.keys.total())}
	s.after, err = quietest(ctx, crowd.process, s.most)
	if err == nil && (s.after.Goroutines > s.most.Goroutines || s.after.Files > s.most.Files) {
		_ = crowd.process.Where() // for whoever looks for the reason
	}
	return s, err
}

// mob is hostile people at it.
type mob struct {
	guests []*guest
	stop   context.CancelFunc
	all    sync.WaitGroup

	silent  sync.WaitGroup // those who do not answer
	mu      sync.Mutex
	stalled int
	gone    []time.Duration // how long those stayed whom the server let go of
}

// harass has guests do harm, each kind as many of them, until the mob is ended.
func (c *crowd) harass(guests []*guest) *mob {
	ctx, cancel := context.WithCancel(context.Background())
	m := &mob{guests: guests, stop: cancel}
	for i, g := range guests {
		h, silent := harms()[i%len(harms())], i%len(harms()) == 0
		if silent {
			m.stalled++
			m.silent.Add(1)
		}
		m.all.Go(func() {
			began := time.Now()
			for n := 0; ctx.Err() == nil; n++ {
				if h.do(g, n) == nil {
					continue
				}
				m.mu.Lock()
				if silent && ctx.Err() == nil {
					m.gone = append(m.gone, time.Since(began))
				}
				m.mu.Unlock()
				break
			}
			if silent {
				m.silent.Done()
			}
		})
	}
	return m
}

// end waits until the server has let go of those who do not answer, hangs all the
// others up, and says how long the last of the silent stayed.
func (m *mob) end(ctx context.Context) (longest time.Duration, stalled, gone int) {
	let := make(chan struct{})
	go func() { m.silent.Wait(); close(let) }()
	select {
	case <-let:
	case <-time.After(mostSilent + patience):
	case <-ctx.Done():
	}
	m.stop()
	for _, g := range m.guests {
		g.close()
	}
	m.all.Wait()
	for _, took := range m.gone {
		longest = max(longest, took)
	}
	return longest, m.stalled, len(m.gone)
}
