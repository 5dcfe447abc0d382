package guard

import (
	"sync"
	"time"
)

// A Bucket is a token bucket: it fills at a rate up to a burst, and what is
// taken beyond that is a debt to be waited for. It may be used by several
// goroutines, and never blocks.
type Bucket struct {
	mu    sync.Mutex
	rate  float64 // tokens a second
	burst float64
	level float64 // below zero is debt
	at    time.Time
}

// NewBucket returns a full bucket of burst tokens that gains rate tokens a
// second from now on.
func NewBucket(rate, burst int, now time.Time) *Bucket {
	return &Bucket{rate: float64(rate), burst: float64(burst), level: float64(burst), at: now}
}

// Spend takes n tokens, into debt if need be, and returns how long to wait
// until the debt is paid; zero or less means no wait.
func (b *Bucket) Spend(n int, now time.Time) time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.fill(now)
	b.level -= float64(n)
	return time.Duration(-b.level / b.rate * float64(time.Second))
}

// Take takes one token if there is one, and says whether there was.
func (b *Bucket) Take(now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.fill(now)
	if b.level < 1 {
		return false
	}
	b.level--
	return true
}

// Full says whether the bucket holds its whole burst, as a new one would.
func (b *Bucket) Full(now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.fill(now)
	return b.level >= b.burst
}

// fill adds what the time since the last call is worth. A clock that went back
// adds nothing.
func (b *Bucket) fill(now time.Time) {
	if since := now.Sub(b.at); since > 0 {
		b.level = min(b.burst, b.level+since.Seconds()*b.rate)
	}
	b.at = now
}

// pause waits for d, or until done is closed; it says whether the time passed.
func pause(d time.Duration, done <-chan struct{}) bool {
	if d <= 0 {
		return true
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-done:
		return false
	}
}
