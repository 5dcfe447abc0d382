package access_test

import (
	"context"
	"net/netip"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
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

// A hall of five hundred comes through one address that was exempted: thirty who
// mistype twice shut nobody out, but nobody can guess on for ever.
func TestAnExemptedHallMayMistype(t *testing.T) {
	c := newClock()
	th := access.NewThrottle(c.Now, 100, netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("2001:db8::1/128"))
	for _, hall := range []netip.Addr{home, netip.MustParseAddr("::ffff:192.0.2.8"), netip.MustParseAddr("2001:db8::1")} {
		for i := range 60 {
			if wait := take(th, hall); wait != 0 {
				t.Fatalf("%s: try %d waits %v", hall, i+1, wait)
			}
		}
		tries := 60
		for take(th, hall) == 0 {
			tries++
		}
		if tries != 100 {
			t.Errorf("%s: %d tries were wrong in a minute", hall, tries)
		}
	}
	elsewhere := netip.MustParseAddr("198.51.100.1")
	for range 5 {
		take(th, elsewhere)
	}
	if take(th, elsewhere) == 0 {
		t.Error("everyone is exempt")
	}
}

func TestFiveWrongTriesAMinute(t *testing.T) {
	c := newClock()
	th := access.NewThrottle(c.Now, 100)
	for i := range 5 {
		if wait := take(th, home); wait != 0 {
			t.Fatalf("try %d waits %v", i+1, wait)
		}
		c.move(time.Second)
	}
	if wait := take(th, home); wait != 55*time.Second {
		t.Errorf("the sixth waits %v", wait)
	}
	c.move(55 * time.Second)
	if wait := take(th, home); wait != 0 {
		t.Errorf("a minute after the first it waits %v", wait)
	}
	if wait := take(th, home); wait != time.Second {
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
		if wait := try(th, home, false); wait != 0 {
			t.Fatalf("right try %d waits %v", i, wait)
		}
	}
	for range 4 {
		take(th, home)
	}
	try(th, home, false)
	if take(th, home) != 0 || take(th, home) == 0 {
		t.Error("a right try counts")
	}
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
			take(th, netip.MustParseAddr(p.a))
		}
		if same := take(th, netip.MustParseAddr(p.b)) > 0; same != p.same {
			t.Errorf("%s and %s are one place: %v", p.a, p.b, same)
		}
	}
	th := access.NewThrottle(c.Now, 100)
	for range 5 {
		take(th, netip.Addr{})
	}
	if take(th, netip.Addr{}) == 0 {
		t.Error("an unknown address is not throttled")
	}
}

func TestThrottleForgetsTheQuietestPlace(t *testing.T) {
	c := newClock()
	th := access.NewThrottle(c.Now, 10)
	for range 5 {
		take(th, home)
	}
	flood := netip.MustParseAddr("198.51.100.0")
	for range 1000 {
		flood = flood.Next()
		take(th, flood)
		if take(th, home) == 0 { // whoever goes on trying is not forgotten
			t.Fatal("a flood from elsewhere opened the way")
		}
	}
	for range 10 {
		flood = flood.Next()
		take(th, flood)
	}
	if take(th, home) != 0 {
		t.Error("more places are remembered than allowed")
	}
}

func TestClockSetBackLocksNobodyOutForLong(t *testing.T) {
	c := newClock()
	th := access.NewThrottle(c.Now, 10)
	for range 5 {
		take(th, home)
	}
	c.move(-24 * time.Hour)
	if wait := take(th, home); wait > time.Minute {
		t.Errorf("waits %v", wait)
	}
}

func TestManyTriesAtOnceDoNotSlipBy(t *testing.T) {
	th := access.NewThrottle(newClock().Now, 10)
	var wg sync.WaitGroup
	var judged atomic.Int32
	for range 100 {
		wg.Go(func() {
			if take(th, home) == 0 {
				judged.Add(1)
			}
		})
	}
	wg.Wait()
	if judged.Load() != 5 {
		t.Errorf("%d of 100 were judged", judged.Load())
	}
}

// Everyone in a hall enters the right code in the same second, through one
// address: nobody is sent away for the others.
func TestAHallAtOnceIsNotSlowed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		th := access.NewThrottle(newClock().Now, 10)
		take(th, home) // somebody mistyped
		var slowed atomic.Int32
		open := make(chan struct{})
		for range 40 {
			go func() {
				wait, err := th.Judge(t.Context(), home, func() bool { <-open; return false })
				if wait > 0 || err != nil {
					slowed.Add(1)
				}
			}()
		}
		synctest.Wait()
		close(open)
		synctest.Wait()
		if slowed.Load() != 0 {
			t.Errorf("%d of 40 with the right code were told to wait", slowed.Load())
		}
	})
}

// Who leaves while others' tries are judged doesn't wait for them.
func TestWaitingForATryEndsWithItsAsker(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		th := access.NewThrottle(newClock().Now, 10)
		open := make(chan struct{})
		for range 5 {
			go th.Judge(t.Context(), home, func() bool { <-open; return false })
		}
		synctest.Wait()
		ctx, leave := context.WithCancel(t.Context())
		gone := make(chan error, 1)
		go func() {
			_, err := th.Judge(ctx, home, func() bool { t.Error("it was judged"); return false })
			gone <- err
		}()
		synctest.Wait()
		leave()
		if err := <-gone; err == nil {
			t.Error("it went on")
		}
		close(open)
	})
}

// take is a wrong try.
func take(th *access.Throttle, addr netip.Addr) time.Duration { return try(th, addr, true) }

func try(th *access.Throttle, addr netip.Addr, wrong bool) time.Duration {
	wait, _ := th.Judge(context.Background(), addr, func() bool { return wrong })
	return wait
}
