package edge

import (
	"net/netip"
	"testing"
	"time"
)

// A turnstile is a limiter whose clock and dice the test holds.
func turnstile(config Config) (l *limiter, now *time.Time, dice *float64) {
	now, dice = new(time.Time), new(float64)
	*now, *dice = time.Unix(1000, 0), 0.5
	config.Clock = func() time.Time { return *now }
	l = newLimiter(config.filled())
	l.chance = func() float64 { return *dice }
	return l, now, dice
}

func TestLimiter_OneAddress(t *testing.T) {
	l, now, _ := turnstile(Config{PerAddress: 30})
	a, b := netip.MustParseAddr("203.0.113.7"), netip.MustParseAddr("203.0.113.8")
	through := func(addr netip.Addr) bool {
		if !l.admit(addr) {
			return false
		}
		l.enter(starting)
		return true
	}
	for i := range 30 {
		if !through(a) {
			t.Fatalf("connection %d refused", i)
		}
	}
	if through(a) {
		t.Error("a 31st connection at a time")
	}
	if !through(b) {
		t.Error("a neighbour pays for it")
	}
	*now = now.Add(time.Hour)
	if through(a) {
		t.Error("a 31st connection at a time, later")
	}
	for range 30 {
		l.leave(a, inside)
	}
	for i := range 30 {
		if !through(a) {
			t.Fatalf("connection %d refused though all had left", i)
		}
		l.leave(a, inside)
	}
	if through(a) {
		t.Error("31 connections at once")
	}
	*now = now.Add(time.Second) // two a second, for thirty in fifteen
	//lint:ignore SA4000 each call takes one
	if !through(a) || !through(a) || through(a) {
		t.Error("after a second there are two more")
	}
}

func TestLimiter_WhatCountsAsOneAddress(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"203.0.113.7", "203.0.113.7", true},
		{"203.0.113.7", "203.0.113.8", false},
		{"2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true},
		{"2001:db8:1:2::1", "2001:db8:1:3::1", false},
	} {
		l, _, _ := turnstile(Config{PerAddress: 1})
		l.admit(netip.MustParseAddr(c.a))
		if got := !l.admit(netip.MustParseAddr(c.b)); got != c.same {
			t.Errorf("%s and %s are one: %v", c.a, c.b, got)
		}
	}
}

func TestLimiter_ExemptNetworks(t *testing.T) {
	l, _, dice := turnstile(Config{PerAddress: 1, Starting: 20, Exempt: []netip.Prefix{netip.MustParsePrefix("203.0.113.0/24")}})
	*dice = 0 // who can be turned away for a crowd is
	for range 40 {
		if !l.admit(netip.MustParseAddr("203.0.113.7")) {
			t.Fatal("an exempt address was refused")
		}
	}
	for range 40 {
		l.leave(netip.MustParseAddr("203.0.113.7"), starting)
	}
	l.admit(netip.MustParseAddr("198.51.100.1"))
	if l.admit(netip.MustParseAddr("198.51.100.1")) {
		t.Error("everyone is exempt")
	}
}

// A whole workshop behind one address may come in at the same moment.
func TestLimiter_AHallComesInAtOnce(t *testing.T) {
	l, _, dice := turnstile(Config{})
	*dice = 0
	for i := range l.perAddress {
		if !l.admit(netip.MustParseAddr("203.0.113.7")) {
			t.Fatalf("number %d was turned away", i+1)
		}
	}
}

func TestLimiter_StrangersAreDroppedEarlyAndAtRandom(t *testing.T) {
	l, _, dice := turnstile(Config{PerAddress: 1000, Starting: 100, Deciding: 2})
	a := netip.MustParseAddr("203.0.113.7")
	*dice = 0
	for l.admit(a) {
	}
	if got := l.stats().Starting; got != 51 {
		t.Errorf("the unlucky are dropped from %d on", got)
	}
	*dice = 0.5
	for l.admit(a) {
	}
	if got := l.stats().Starting; got != 76 {
		t.Errorf("every other is dropped from %d on", got)
	}
	*dice = 0.999
	for l.admit(a) {
	}
	if got := l.stats().Starting; got != 100 {
		t.Errorf("the luckiest are dropped from %d on", got)
	}
	//lint:ignore SA4000 each call takes one
	if !l.decide() || !l.decide() || l.decide() {
		t.Error("two may decide at a time")
	}
	if got := l.stats(); got.Starting != 98 || got.Deciding != 2 {
		t.Errorf("stats = %+v", got)
	}
}

func TestLimiter_ForgetsAddresses(t *testing.T) {
	l, now, _ := turnstile(Config{PerAddress: 5})
	for i := range 10 * sweepAt {
		addr := netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)})
		if !l.admit(addr) {
			t.Fatal("refused")
		}
		l.leave(addr, starting)
		*now = now.Add(time.Minute)
	}
	if len(l.places) > 2*sweepAt {
		t.Errorf("%d addresses are remembered", len(l.places))
	}
}
