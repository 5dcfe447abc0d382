package edge

import (
	"math/rand/v2"
	"net"
	"net/netip"
	"sync"
	"time"

	"convene/server/guard"
)

// refillTime is how long an address that has opened all it may needs until it
// may open as many again.
const refillTime = 15 * time.Second

// sweepAt is how many addresses are remembered before those that are back to
// nothing are forgotten.
const sweepAt = 1024

// A limiter decides who may connect: so many at a time from one address, so
// many a second, and so many strangers in all (safety §1.4). Its methods may be
// called from any goroutine and never block.
type limiter struct {
	perAddress int
	exempt     []netip.Prefix
	most       [left]int // most connections in each stage; 0 is no limit
	inAll      int       // most connections
	clock      func() time.Time
	chance     func() float64 // in [0, 1)

	mu      sync.Mutex
	places  map[netip.Prefix]*place
	sweep   int
	now     [left]int // connections in each stage
	refused uint64
}

// A place is what is remembered of one address.
type place struct {
	open int
	rate *guard.Bucket
}

func newLimiter(config Config) *limiter {
	return &limiter{
		perAddress: config.PerAddress,
		inAll:      config.Most,
		exempt:     config.Exempt,
		most:       [left]int{starting: config.Starting, deciding: config.Deciding},
		clock:      config.Clock,
		chance:     rand.Float64,
		places:     map[netip.Prefix]*place{},
		sweep:      sweepAt,
	}
}

// admit takes in a new connection from addr, or counts it as refused.
func (l *limiter) admit(addr netip.Addr) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.full() || !l.exempted(addr) && (l.crowded() || !l.allowed(addr)) {
		l.refused++
		return false
	}
	l.now[starting]++
	return true
}

// full reports whether there is room for nobody more. The caller holds mu.
func (l *limiter) full() bool {
	n := 0
	for _, in := range l.now {
		n += in
	}
	return n >= l.inAll
}

// crowded turns strangers away at random, from half the limit on ever more of
// them: a flood then costs everyone some tries and nobody the door. A hall that
// comes in at once through an exempt network is no flood.
func (l *limiter) crowded() bool {
	half := l.most[starting] / 2
	over := l.now[starting] - half
	return over >= 0 && l.chance() < float64(over)/float64(max(1, l.most[starting]-half))
}

func (l *limiter) allowed(addr netip.Addr) bool {
	now, key := l.clock(), network(addr)
	p := l.places[key]
	if p == nil {
		l.forget(now)
		p = &place{rate: guard.NewBucket(max(1, int(float64(l.perAddress)/refillTime.Seconds())), l.perAddress, now)}
		l.places[key] = p
	}
	if p.open >= l.perAddress || !p.rate.Take(now) {
		return false
	}
	p.open++
	return true
}

// forget drops the addresses that have nothing open and may open all they may,
// once there are many, so that the table does not grow with a scan.
func (l *limiter) forget(now time.Time) {
	if len(l.places) < l.sweep {
		return
	}
	for key, p := range l.places {
		if p.open == 0 && p.rate.Full(now) {
			delete(l.places, key)
		}
	}
	l.sweep = max(sweepAt, 2*len(l.places))
}

// decide moves a connection from starting to deciding, if there is room.
func (l *limiter) decide() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.now[deciding] >= l.most[deciding] {
		l.refused++
		return false
	}
	l.now[starting]--
	l.now[deciding]++
	return true
}

// enter moves a connection inside.
func (l *limiter) enter(from stage) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.now[from]--
	l.now[inside]++
}

// leave takes a connection out.
func (l *limiter) leave(addr netip.Addr, from stage) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.now[from]--
	if p := l.places[network(addr)]; p != nil && !l.exempted(addr) {
		p.open--
	}
}

func (l *limiter) stats() Stats {
	l.mu.Lock()
	defer l.mu.Unlock()
	return Stats{Starting: l.now[starting], Deciding: l.now[deciding], Refused: l.refused, Full: l.full()}
}

func (l *limiter) exempted(addr netip.Addr) bool {
	for _, prefix := range l.exempt {
		if prefix.Contains(addr) {
			return true
		}
	}
	return false
}

// network is what counts as one address: a single IPv4 address, or the /64 that
// one IPv6 household gets.
func network(addr netip.Addr) netip.Prefix {
	bits := 32
	if addr.Is6() {
		bits = 64
	}
	prefix, err := addr.Prefix(bits)
	if err != nil {
		return netip.Prefix{} // no address: all such connections are one
	}
	return prefix
}

// addressOf is the client's address, without port and zone; IPv4 is IPv4 even
// when it came in through an IPv6 socket.
func addressOf(conn net.Conn) netip.Addr {
	if tcp, ok := conn.RemoteAddr().(*net.TCPAddr); ok {
		return tcp.AddrPort().Addr().Unmap().WithZone("")
	}
	return netip.Addr{}
}
