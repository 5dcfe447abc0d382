package guard

import (
	"slices"
	"sync"
	"time"
)

// A pulse knows how much output a client has answered for. That Write returned
// says nothing: a stopped client's window and socket swallow minutes of frames.
// So the session pings behind its output, and an answer means that everything
// sent before the ping has been taken in (design §6).
//
// An answer that is long in coming waited behind what we had put on a slow link
// before, and so will the next frame: from then on less may be unanswered, so
// that a person's own key shows soon. It grows again as answers come quickly.
//
// All methods may be called from any goroutine and none of them blocks.
type pulse struct {
	most, backlog int64
	age, lag      time.Duration

	mu       sync.Mutex
	credit   int64 // what may be unanswered now, of most
	sent     int64 // bytes ever sent
	answered int64 // of these, bytes known to have arrived
	since    time.Time
	frame    gate // open while less than credit is unanswered
	stream   gate // open while less than backlog is unanswered
	waiting  []waiter

	// stir wakes the pinging goroutine when a ping may have become due.
	stir chan struct{}
}

// A waiter wants to know when everything up to a mark has arrived.
type waiter struct {
	mark int64
	done chan struct{}
}

// A gate is a channel that is closed while the way is free.
type gate struct {
	way  chan struct{}
	free bool
}

func newGate() gate {
	g := gate{way: make(chan struct{}), free: true}
	close(g.way)
	return g
}

func (g *gate) set(free bool) {
	switch {
	case free && !g.free:
		close(g.way)
	case !free && g.free:
		g.way = make(chan struct{})
	}
	g.free = free
}

func newPulse(limits Limits) *pulse {
	return &pulse{
		most:    int64(limits.Credit),
		credit:  int64(limits.Credit),
		backlog: int64(limits.Backlog),
		age:     limits.Age,
		lag:     limits.Lag,
		frame:   newGate(),
		stream:  newGate(),
		stir:    make(chan struct{}, 1),
	}
}

// wrote counts n bytes handed to the connection.
func (p *pulse) wrote(n int, now time.Time) {
	if n <= 0 {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	before := p.sent - p.answered
	p.sent += int64(n)
	if before == 0 {
		p.since = now
	}
	p.settle()
	if before == 0 || (before < p.credit && before+int64(n) >= p.credit) {
		p.wake()
	}
}

func (p *pulse) wake() {
	select {
	case p.stir <- struct{}{}:
	default:
	}
}

// seen returns a channel that is closed as soon as everything sent until now has
// arrived, and asks about it at once. It stays open if the session ends before.
func (p *pulse) seen() <-chan struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	done := make(chan struct{})
	if p.sent == p.answered {
		close(done)
		return done
	}
	p.waiting = append(p.waiting, waiter{p.sent, done})
	p.wake()
	return done
}

// due says how long from now a ping is due: zero or less is at once, false is
// never, until more is sent. It also returns the mark to give to heard.
func (p *pulse) due(now time.Time) (wait time.Duration, mark int64, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	open := p.sent - p.answered
	switch {
	case open == 0:
		return 0, 0, false
	case open >= p.credit, len(p.waiting) > 0:
		return 0, p.sent, true
	default:
		return p.age - now.Sub(p.since), p.sent, true
	}
}

// leastCredit is what may always be unanswered: about a frame in which many have
// changed something.
const leastCredit = 256

// heard counts everything up to mark as arrived, asked about at a time.
func (p *pulse) heard(mark int64, asked, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	took := now.Sub(asked)
	switch full := mark-p.answered >= p.credit; {
	case took > p.lag:
		p.credit = max(min(leastCredit, p.most), int64(float64(p.credit)*float64(p.lag)/float64(took)))
	case full && took < p.lag*3/4:
		p.credit = min(2*p.credit, p.most)
	}
	p.answered = mark
	p.waiting = slices.DeleteFunc(p.waiting, func(w waiter) bool {
		if w.mark <= mark {
			close(w.done)
		}
		return w.mark <= mark
	})
	// What is still open was sent after the ping; its age counts from there.
	p.since = asked
	p.settle()
}

func (p *pulse) settle() {
	open := p.sent - p.answered
	p.frame.set(open < p.credit)
	p.stream.set(open < p.backlog)
}

// ready returns a channel that is closed as soon as a frame may be sent.
func (p *pulse) ready() <-chan struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.frame.way
}

// room returns a channel that is closed as soon as a stream may go on.
func (p *pulse) room() <-chan struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.stream.way
}
