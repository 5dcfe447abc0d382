package tui

import (
	"math/rand/v2"
	"runtime"
	"sync/atomic"
	"time"
)

// Pace says how long to wait between frames for what others do: longer with the
// people drawn for, and longer still when frames come late because the cores are
// busy (performance §2). It is shared by all programs and safe for concurrent
// use.
type Pace struct {
	people          atomic.Int64
	drawn, outdated atomic.Uint64
	late            atomic.Int64 // how late frames came lately, in nanoseconds
	lateAt          atomic.Int64 // when the last one came, in nanoseconds since the epoch
	news            atomic.Int64 // how many events a frame showed lately, times unit
	turns           chan struct{}
}

// NewPace makes the pace of one server. Frames that show only what others did are
// made by turns, as many at once as there are cores: a key that is typed while
// many of them are due then waits for one or two, and not for all.
func NewPace() *Pace { return &Pace{turns: make(chan struct{}, runtime.GOMAXPROCS(0))} }

const (
	// quickest and slowest are the drawing intervals while the cores keep up, and
	// each the share of one person drawn for.
	quickest = 8 * time.Millisecond
	slowest  = 100 * time.Millisecond
	each     = 52 * time.Microsecond
	// longest is the interval when they do not.
	longest = 250 * time.Millisecond
	// crowded is the interval where so many type that every frame shows several
	// keys anyway: people see as much, for half the work.
	crowded = 24 * time.Millisecond
	// lately is how long what is known of lateness holds.
	lately = 300 * time.Millisecond
	// smooth is how many frames lateness is averaged over, and steady how many the
	// events are, which are counted in parts of unit.
	smooth, steady = 32, 1024
	unit           = 1 << 16
)

// Interval is the time between two frames at the present load. Some come late while
// all is well: a quarter of the interval is not counted.
func (p *Pace) Interval() time.Duration {
	calm := min(max(quickest, time.Duration(p.people.Load())*each), slowest)
	if time.Since(time.Unix(0, p.lateAt.Load())) > lately {
		return calm
	}
	if many := time.Duration(p.news.Load()); many > 2*unit {
		calm = max(calm, min(calm*many/(2*unit), crowded))
	}
	late := time.Duration(p.late.Load())
	if late <= calm/4 {
		return calm
	}
	return min(calm+late-calm/4, longest)
}

// spread is how long somebody's first frame after a calm waits, so that those of
// hundreds don't fall due at one moment and wait for each other; each further frame
// of theirs follows an interval behind.
func (p *Pace) spread() time.Duration {
	if most := p.Interval() - quickest; most > 0 {
		return rand.N(most)
	}
	return 0
}

// came notes how late a frame was that fell due at a time. Of two that come at
// the same moment one may go uncounted.
func (p *Pace) came(late time.Duration, now time.Time) {
	old := p.late.Load()
	if now.Sub(time.Unix(0, p.lateAt.Swap(now.UnixNano()))) > lately {
		old = 0
		p.news.Store(unit)
	}
	p.late.Store(old + (int64(late)-old)/smooth)
}

// took notes how many events a frame shows that the person's last one did not.
func (p *Pace) took(events uint64) {
	old := p.news.Load()
	p.news.Store(old + (int64(min(events, steady))*unit-old)/steady)
}

// People is how many are drawn for.
func (p *Pace) People() int { return int(p.people.Load()) }

// Frames is how many frames were drawn, and how many were made ready and never
// drawn, because a newer one came while the terminal had no room.
func (p *Pace) Frames() (drawn, outdated uint64) { return p.drawn.Load(), p.outdated.Load() }
