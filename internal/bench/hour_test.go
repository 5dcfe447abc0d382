package bench

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"time"
)

// What was told is heard once, in order, and the first of several counts.
func TestLinerHearsOnce(t *testing.T) {
	l := &liner{guest: &guest{ended: make(chan struct{})}, changed: make(chan struct{})}
	go func() {
		l.read([]byte("Welcome. Number or "))
		l.read([]byte("word: Sent. Number or word:"))
	}()
	if err := l.hears(t.Context(), "Welcome.", "Number or word:"); err != nil {
		t.Fatal(err)
	}
	if which, err := l.hearsOne(t.Context(), "never", "word:", "Sent."); err != nil || which != 2 {
		t.Errorf("it heard %d, %v", which, err)
	}
	if err := l.hears(t.Context(), "Number or word:"); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := l.hears(ctx, "Number or word:"); !errors.Is(err, context.Canceled) {
		t.Errorf("what was heard is heard again: %v", err)
	}
	close(l.ended)
	if err := l.hears(t.Context(), "more"); !errors.Is(err, errEnded) {
		t.Errorf("at the end it is told %v", err)
	}
}

// All that goes over a connection is counted, each way.
func TestWireCounts(t *testing.T) {
	near, far := net.Pipe()
	w := &wire{Conn: near}
	go func() {
		_, _ = far.Write(make([]byte, 30))
		_, _ = far.Read(make([]byte, 100))
		_ = far.Close()
	}()
	buf := make([]byte, 100)
	for n := 0; n < 30; {
		m, err := w.Read(buf)
		if err != nil {
			t.Fatal(err)
		}
		n += m
	}
	if _, err := w.Write(make([]byte, 12)); err != nil {
		t.Fatal(err)
	}
	if w.down.Load() != 30 || w.up.Load() != 12 || w.sum() != 42 {
		t.Errorf("%d down and %d up", w.down.Load(), w.up.Load())
	}
}

// An hour that was longer counts as an hour, a shorter one as it is; whoever of the
// three costs too much, and an idle minute that does, ends the run.
func TestHourIsJudged(t *testing.T) {
	h := &hour{}
	fits := [inLines]int64{mostHour, mostHour, mostHour}
	for name, x := range map[string]struct {
		lasted        time.Duration
		spent, minute [inLines]int64
	}{
		"fits":             {time.Hour, fits, [inLines]int64{mostMinute}},
		"in two hours":     {2 * time.Hour, [inLines]int64{2 * mostHour}, [inLines]int64{}},
		"MISSED host":      {time.Hour, [inLines]int64{leads: mostHour + 1}, [inLines]int64{}},
		"MISSED no screen": {time.Hour, [inLines]int64{pipes: mostHour + 1}, [inLines]int64{}},
		"MISSED terminal":  {time.Hour, [inLines]int64{takesPart: mostHour + 1}, [inLines]int64{}},
		"MISSED short":     {time.Minute, [inLines]int64{mostHour + 1}, [inLines]int64{}},
		"MISSED idle":      {time.Hour, fits, [inLines]int64{pipes: mostMinute + 1}},
	} {
		if ok := printMusts(new(strings.Builder), h.musts(x.lasted, x.spent, x.minute)); ok == strings.HasPrefix(name, "MISSED") {
			t.Errorf("%s: ok is %t", name, ok)
		}
	}
}

// Whoever is not gone, stays too long or leaves something behind ends the run.
func TestSiegeIsJudged(t *testing.T) {
	fine := siege{stalled: 2, gone: 2, silent: mostSilent, after: Census{Goroutines: 9, Files: 9, Heap: 9 << 10}, most: Census{Goroutines: 9, Files: 9, Heap: 9 << 10}}
	if !printMusts(new(strings.Builder), fine.musts()) {
		t.Error("what is fine is not")
	}
	for name, change := range map[string]func(*siege){
		"somebody stays": func(s *siege) { s.gone = 1 },
		"for long":       func(s *siege) { s.silent++ },
		"a goroutine":    func(s *siege) { s.after.Goroutines++ },
		"a file":         func(s *siege) { s.after.Files++ },
		"memory":         func(s *siege) { s.after.Heap += 1 << 10 },
	} {
		s := fine
		change(&s)
		if printMusts(new(strings.Builder), s.musts()) {
			t.Errorf("%s is not noticed", name)
		}
	}
}
