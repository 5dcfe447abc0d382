package bench

import (
	"io"
	"os"
	"strings"
	"testing"
	"time"
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
	c := Config{People: []int{20}, Typists: 2, Rate: 20, For: time.Second, Idle: 100 * time.Millisecond}
	p, err := c.part(t.Context(), 20)
	if err != nil {
		t.Fatal(err)
	}
	for name, f := range map[string]figures{"house": p.here, "floor": p.floor} {
		if f.own.p50 <= 0 || f.others.p99 < f.others.p50 || f.others.p50 <= 0 || f.inView == 0 || f.update <= 0 || f.connects <= 0 {
			t.Errorf("%s: %+v", name, f)
		}
	}
	var out strings.Builder
	if err := printTable(&out, 20, 2, table(20, 2, p)); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "key → others' screens") {
		t.Errorf("the table is %s", out.String())
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

// The judged ratios break the run, and only they.
func TestJudgement(t *testing.T) {
	fine := part{here: figures{others: spread{p99: 4}, delivery: 3, memory: 1 << 30, update: 1 << 20}, floor: figures{others: spread{p99: 1}, delivery: 1}}
	late, heavy := fine, fine
	late.here.others.p99, heavy.here.delivery = 5, 4
	for name, p := range map[string]part{"fine": fine, "late": late, "heavy": heavy} {
		broken := false
		for _, r := range table(500, 10, p) {
			broken = broken || r.broken
		}
		if broken != (name != "fine") {
			t.Errorf("%s: broken is %t", name, broken)
		}
	}
}
