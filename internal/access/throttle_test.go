package access_test

import (
	"net/netip"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"convene/internal/access"
)

// clock is a time that a test moves.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2031, 3, 4, 9, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

var home = netip.MustParseAddr("192.0.2.7")

func TestFiveWrongTriesAMinute(t *testing.T) {
	c := newClock()
	th := access.NewThrottle(c.Now, 100)
	for i := range 5 {
		if wait := th.Take(home); wait != 0 {
			t.Fatalf("try %d waits %v", i+1, wait)
		}
		c.move(time.Second)
	}
	if wait := th.Take(home); wait != 55*time.Second {
		t.Errorf("the sixth waits %v", wait)
	}
	c.move(55 * time.Second)
	if wait := th.Take(home); wait != 0 {
		t.Errorf("a minute after the first it waits %v", wait)
	}
	if wait := th.Take(home); wait != time.Second {
		t.Errorf("the next waits %v", wait)
	}
	if th.Wrong() != 6 {
		t.Errorf("%d wrong tries are counted", th.Wrong())
	}
}

func TestRightTriesDoNotCount(t *testing.T) {
	c := newClock()
	th := access.NewThrottle(c.Now, 100)
	for i := range 50 { // a whole workshop behind one address
		if wait := th.Take(home); wait != 0 {
			t.Fatalf("right try %d waits %v", i, wait)
		}
		th.GiveBack(home)
	}
	for range 5 {
		th.Take(home)
	}
	th.GiveBack(home)
	if th.Take(home) != 0 || th.Take(home) == 0 {
		t.Error("one right try gives back another number than one")
	}
	th.GiveBack(netip.MustParseAddr("192.0.2.99"))
	if th.Wrong() != 5 {
		t.Errorf("%d wrong tries are counted", th.Wrong())
	}
}

func TestPlacesAreAddressesOrNetworks(t *testing.T) {
	c := newClock()
	for _, p := range []struct {
		a, b string
		same bool
	}{
		{"192.0.2.7", "192.0.2.8", false},
		{"192.0.2.7", "::ffff:192.0.2.7", true},
		{"2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true},
		{"2001:db8:1:2::1", "2001:db8:1:3::1", false},
		{"fe80::1%eth0", "fe80::2%eth1", true},
	} {
		th := access.NewThrottle(c.Now, 100)
		for range 5 {
			th.Take(netip.MustParseAddr(p.a))
		}
		if same := th.Take(netip.MustParseAddr(p.b)) > 0; same != p.same {
			t.Errorf("%s and %s are one place: %v", p.a, p.b, same)
		}
	}
	th := access.NewThrottle(c.Now, 100)
	for range 5 {
		th.Take(netip.Addr{})
	}
	if th.Take(netip.Addr{}) == 0 {
		t.Error("an unknown address is not throttled")
	}
}

func TestThrottleForgetsTheQuietestPlace(t *testing.T) {
	c := newClock()
	th := access.NewThrottle(c.Now, 10)
	for range 5 {
		th.Take(home)
	}
	flood := netip.MustParseAddr("198.51.100.0")
	for range 1000 {
		flood = flood.Next()
		th.Take(flood)
		if th.Take(home) == 0 { // whoever goes on trying is not forgotten
			t.Fatal("a flood from elsewhere opened the way")
		}
	}
	for range 10 {
		flood = flood.Next()
		th.Take(flood)
	}
	if th.Take(home) != 0 {
		t.Error("more places are remembered than allowed")
	}
}

func TestClockSetBackLocksNobodyOutForLong(t *testing.T) {
	c := newClock()
	th := access.NewThrottle(c.Now, 10)
	for range 5 {
		th.Take(home)
	}
	c.move(-24 * time.Hour)
	if wait := th.Take(home); wait > time.Minute {
		t.Errorf("waits %v", wait)
	}
}

func TestManyTriesAtOnceDoNotSlipBy(t *testing.T) {
	th := access.NewThrottle(newClock().Now, 10)
	var wg sync.WaitGroup
	var judged atomic.Int32
	for range 100 {
		wg.Go(func() {
			if th.Take(home) == 0 {
				judged.Add(1)
			}
		})
	}
	wg.Wait()
	if judged.Load() != 5 {
		t.Errorf("%d of 100 were judged", judged.Load())
	}
}
