package server_test

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"convene/internal/bench"
	"convene/internal/workshop"
	"convene/server"
	"convene/server/guard"
	"convene/tui/tuitest"
)

const (
	// wellPeople write and read; as many again as wild do every kind of harm.
	wellPeople = 6
	// siegeWords are typed and read while the harm goes on.
	siegeWords = 40
	// mayRemain is how much heap may differ in the end, for caches that were empty.
	mayRemain = 16 << 20
)

// harm is what a client does until it is stopped or thrown out, after it has taken
// its seat.
type harm struct {
	name string
	do   func(ctx context.Context, c *ssh.Client, r *raw)
}

func harms() []harm {
	repeat := func(step func(r *raw, n int) error) func(context.Context, *ssh.Client, *raw) {
		return func(ctx context.Context, _ *ssh.Client, r *raw) {
			for n := 0; ctx.Err() == nil && step(r, n) == nil; n++ {
			}
		}
	}
	return []harm{
		{"floods keys", repeat(func(r *raw, _ int) error { return r.in(strings.Repeat("x\x1b[A\r\x1b", 200)) })},
		{"resizes wildly", repeat(func(r *raw, n int) error {
			return r.WindowChange([]int{1, 24, 65535, 0, 1<<31 - 1, 60}[n%6]+n%7, []int{80, 1, 65535, 1<<31 - 1, 0, 200}[n%6]+n%11)
		})},
		{"pastes megabytes", repeat(func(r *raw, _ int) error { return r.in("\x1b[200~" + strings.Repeat("paste ", 1<<20/6) + "\x1b[201~") })},
		{"sends escape codes", repeat(func(r *raw, n int) error {
			all := escapes()
			return r.in(all[n%len(all)] + "\x1b]0;" + strings.Repeat("t", n%5000))
		})},
		{"opens channels", func(ctx context.Context, c *ssh.Client, _ *raw) {
			for n := 0; ctx.Err() == nil; n++ {
				if channel, requests, err := c.OpenChannel([]string{"session", "direct-tcpip", "x11"}[n%3], nil); err == nil {
					go ssh.DiscardRequests(requests)
					_, _ = channel.SendRequest("env", false, []byte("junk"))
				} else if _, refused := err.(*ssh.OpenChannelError); !refused { //nolint:errorlint // the library's own, never wrapped
					return
				}
			}
		}},
		{"floods requests", func(ctx context.Context, c *ssh.Client, r *raw) {
			for ctx.Err() == nil {
				if _, _, err := c.SendRequest("hostkeys-prove-00@openssh.com", false, []byte("junk")); err != nil {
					return
				}
				_, _ = r.SendRequest("auth-agent-req@openssh.com", false, nil)
			}
		}},
	}
}

// Clients that do every kind of harm at once: the others write and read on, those
// who cease to answer are gone, and nothing of any of them is left behind
// (design §1, promise 4).
func TestSiegeLeavesNothingBehind(t *testing.T) {
	if d := (guard.Limits{}).Filled(); d.Silence+d.Age > 25*time.Second {
		t.Errorf("who ceases to answer stays for %v", d.Silence+d.Age)
	}
	all := harms()
	people := wellPeople + 2 + len(all)
	s := open(t, bench.Plan{People: people, Open: true}, func(c *server.Config) {
		c.Limits = guard.Limits{Silence: time.Second}
	})
	well := make([]*tuitest.Person, wellPeople)
	for i := range well {
		well[i] = s.comes(i, tuitest.Options{W: 90 + i, H: 30})
	}
	typist, reader := well[0], well[2]
	writes(t, typist)
	typist.Type("before ")
	reader.See("before")
	before := used()

	wild, stop := context.WithCancel(t.Context())
	defer stop()
	var busy sync.WaitGroup
	var clients []*ssh.Client
	for i, h := range all {
		c := dial(t, s.Addr(), s.hall.Code, s.hall.People[wellPeople+2+i].Key)
		session := terminal(t, c, 80, 24)
		session.see("1")
		session.send("1\r")
		session.see("\x1b[?1049h")
		clients = append(clients, c)
		busy.Go(func() { h.do(wild, c, session) })
	}
	silent := []*tuitest.Person{s.comes(wellPeople, tuitest.Options{}), s.comes(wellPeople+1, tuitest.Options{W: 200, H: 60})}
	for _, p := range silent {
		p.Stall()
	}
	for n := range siegeWords {
		word := fmt.Sprintf("word%d", n)
		typist.Type(word + " ")
		typist.See(word)
		reader.See(word)
	}
	s.eventually("those who cease to answer are gone", func(w *workshop.Snapshot) bool {
		return !w.Presence.Here[s.hall.People[wellPeople].Seat] && !w.Presence.Here[s.hall.People[wellPeople+1].Seat]
	})
	for i := range well {
		if !s.snap().Presence.Here[s.hall.People[i].Seat] {
			t.Errorf("person %d, who did no harm, was thrown out", i)
		}
	}
	stop()
	for _, c := range clients {
		_ = c.Close()
	}
	busy.Wait()
	for _, p := range silent {
		p.Resume()
		p.Cut()
	}
	typist.Type("after ")
	reader.See("after")
	until(t, "nothing left behind", func() bool {
		runtime.GC()
		now := used()
		return now.routines <= before.routines && now.files <= before.files && now.heap <= before.heap+mayRemain
	})
	for _, panicked := range []string{"panic", "level=ERROR"} {
		if strings.Contains(s.log.String(), panicked) {
			t.Errorf("the log has %q:\n%s", panicked, s.log.String())
		}
	}
}

// usage is what this process, server and clients together, holds.
type usage struct {
	routines, files int
	heap            uint64
}

func used() usage {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	files, _ := os.ReadDir("/proc/self/fd") // 0 where there is no such folder
	return usage{runtime.NumGoroutine(), len(files), m.HeapAlloc}
}
