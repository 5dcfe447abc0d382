package server_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"convene/internal/workshop"
	"convene/server"
)

// Who reads in a workshop when its time of keeping ends is shown out then, and
// not only turned away at the door the next time.
func TestNobodyReadsOnPastTheTimeOfKeeping(t *testing.T) {
	var later atomic.Int64
	s, err := server.Listen(t.Context(), with(config(t.TempDir()), func(c *server.Config) {
		c.Now = func() time.Time { return time.Now().Add(time.Duration(later.Load())) }
	}))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- s.Serve(ctx) }()
	defer func() {
		cancel()
		if err := <-served; err != nil {
			t.Error(err)
		}
	}()
	code, _ := sample(t, s)
	w, err := s.House().Desk.ByCode(t.Context(), code)
	if err != nil {
		t.Fatal(err)
	}
	r, leave, err := s.House().Rooms.Enter(t.Context(), w.ID)
	if err != nil {
		t.Fatal(err)
	}
	defer leave()
	visit := r.Visit("")
	defer visit.Leave()
	if err := s.House().Desk.SetStatus(t.Context(), r, "", workshop.Ended); err != nil {
		t.Fatal(err)
	}
	later.Store(int64(400 * 24 * time.Hour))
	select {
	case <-visit.Over():
	case <-time.After(30 * time.Second):
		t.Error("they read on")
	}
}
