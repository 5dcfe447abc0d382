package bench

import (
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"convene/tui/tuitest"
)

func TestMain(m *testing.M) {
	if Child(nil) {
		return
	}
	os.Exit(m.Run())
}

// A small run comes to its end, everything typed is seen by everyone, and every
// figure is there. What the figures are is the benchmark's business.
func TestSmallRun(t *testing.T) {
	c := Config{Rate: 20, For: time.Second, Idle: 100 * time.Millisecond}
	r := Room{People: 20, Typists: 2}
	p, err := c.part(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	for name, f := range map[string]figures{"house": p.here, "floor": p.floor} {
		if f.own.p50 <= 0 || f.others.p99 < f.others.p50 || f.others.p50 <= 0 || f.inView == 0 || f.update <= 0 || f.connects <= 0 {
			t.Errorf("%s: %+v", name, f)
		}
	}
	var out strings.Builder
	printHead(&out)
	printRoom(&out, r, p)
	if lines := strings.Count(out.String(), "\n"); lines < 6 || !strings.Contains(out.String(), "floor") {
		t.Errorf("the table is\n%s", out.String())
	}
}

// The parts beside the rooms come to their end too, and say what they are about.
func TestSmallSingles(t *testing.T) {
	c := Config{Rate: 20, For: time.Second, Reveal: 10, Stalled: 20, Stopping: 10, Workshops: 20, Events: 3000,
		Hostile: 12, Silence: time.Second, Link: Link{Rate: 100_000, Trip: 20 * time.Millisecond}}
	if got := len(c.singles()); got != 7 {
		t.Fatalf("%d parts", got)
	}
	for _, single := range c.singles() {
		all, err := single(t.Context(), io.Discard)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range all {
			if m.what == "" || m.is == "" || m.limit == "" {
				t.Errorf("it says %+v", m)
			}
			if m.judged && m.missed && !strings.Contains(m.what, "p99") {
				t.Errorf("%s: %s of %s", m.what, m.is, m.limit)
			}
		}
	}
}

// A process that was started ends when it is told to, and at once when killed.
func TestProcessEnds(t *testing.T) {
	for _, end := range []func(*Process) error{(*Process).Stop, func(p *Process) error { p.Kill(); return nil }} {
		p, err := start(t.Context(), io.Discard, roleName+"="+roleFloor)
		if err != nil {
			t.Fatal(err)
		}
		if _, memory, err := p.Usage(); err != nil || memory <= 0 {
			t.Errorf("it holds %d bytes, %v", memory, err)
		}
		if err := end(p); err != nil {
			t.Error(err)
		}
		if _, _, err := p.Usage(); err == nil {
			t.Error("it is still there")
		}
	}
}

func TestKeysAndLines(t *testing.T) {
	shown := ""
	for n := 1; n < 200; n++ {
		if k := key(n); k == backspace {
			shown = shown[:len(shown)-1]
		} else {
			shown += k
		}
		if shown != line(n) {
			t.Fatalf("after %d keys %q, not %q", n, shown, line(n))
		}
		if line(n) == line(n-1) {
			t.Fatalf("key %d changes nothing", n)
		}
	}
}

// No two neighbours have terminals alike, from 60×20 to 200×60.
func TestSizes(t *testing.T) {
	for i := range 500 {
		w, h := size(i)
		nextW, nextH := size(i + 1)
		if w < 60 || w > 200 || h < 20 || h > 60 || w == nextW && h == nextH {
			t.Errorf("guest %d has %d×%d", i, w, h)
		}
	}
}

// Ratios, bytes and memory decide how a run ends, times do not, and nothing does
// that a busy machine gave.
func TestJudgement(t *testing.T) {
	fine := part{
		here:  figures{own: spread{p99: 4}, others: spread{p99: 4}, delivery: 3, memory: 350 << 10, update: 200, connects: 1},
		floor: figures{others: spread{p99: 1}, delivery: 1},
	}
	late, heavy, fat, wordy, slow, busy := fine, fine, fine, fine, fine, fine
	late.here.others.p99, heavy.here.delivery, fat.here.memory, wordy.here.update = 5, 4, 351<<10, 201
	slow.here.others.p99, slow.floor.others.p99 = 4*time.Second, time.Second
	busy.here.others.p99, busy.here.busy = 5, 0.9
	for name, p := range map[string]part{
		"fine": fine, "times": slow, "not counted": busy,
		"MISSED late": late, "MISSED heavy": heavy, "MISSED fat": fat, "MISSED wordy": wordy,
	} {
		var out strings.Builder
		ok := printMusts(&out, Room{500, 10}.musts(p))
		if missed := strings.HasPrefix(name, "MISSED"); ok == missed || strings.Contains(out.String(), "MISSED") != missed {
			t.Errorf("%s: ok is %t and it says\n%s", name, ok, out.String())
		}
	}
}

// A screen's history tells when it first showed something.
func TestRecord(t *testing.T) {
	var r record
	r.read([]byte("wait"))
	asked := time.Now()
	r.read([]byte("\x1b[2J\x1b[Hthe result"))
	if _, ok := r.replay(80, 24, asked, func(g tuitest.Grid) bool { return g.Says("wait") }); ok {
		t.Error("it still waits")
	}
	if at, ok := r.replay(80, 24, asked, func(g tuitest.Grid) bool { return g.Says("the result") }); !ok || at.Before(asked) {
		t.Errorf("seen at %v, %t", at, ok)
	}
}
