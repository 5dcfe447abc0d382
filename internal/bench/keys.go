package bench

import (
	"slices"
	"sync"
	"time"
)

// wordLength is how many letters a typist types before taking them back.
const wordLength = 12

// backspace is what the key sends.
const backspace = "\x7f"

// key is what a typist's n-th key sends, from 1: words of twelve letters, each
// taken back before the next, so that a paragraph stays one line and every
// moment of it can be told from the one before.
func key(n int) string {
	word, at := (n-1)/(2*wordLength), (n-1)%(2*wordLength)
	if at >= wordLength {
		return backspace
	}
	return string(letter(word, at))
}

func letter(word, at int) byte { return byte('a' + (word*7+at)%26) }

// line is what stands in a typist's paragraph after n keys.
func line(n int) string {
	if n == 0 {
		return ""
	}
	word, at := (n-1)/(2*wordLength), (n-1)%(2*wordLength)+1
	if at > wordLength {
		at = 2*wordLength - at
	}
	b := make([]byte, at)
	for i := range b {
		b[i] = letter(word, i)
	}
	return string(b)
}

// keyboard notes when each typist's keys were sent.
type keyboard struct {
	mu   sync.Mutex
	sent [][]time.Time
}

func newKeyboard(typists int) *keyboard { return &keyboard{sent: make([][]time.Time, typists)} }

// press notes a key and returns its number, from 1.
func (k *keyboard) press(typist int) int {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.sent[typist] = append(k.sent[typist], time.Now())
	return len(k.sent[typist])
}

// pressed is how many keys a typist has sent.
func (k *keyboard) pressed(typist int) int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return len(k.sent[typist])
}

func (k *keyboard) total() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	n := 0
	for _, list := range k.sent {
		n += len(list)
	}
	return n
}

// eyes is one person who notes when keys become visible to them. Its owner is
// the goroutine that reads for that person; results are taken under the lock.
type eyes struct {
	keys *keyboard
	self int // the typist whose eyes these are, -1 for none
	// byLine says that keys are told by the line they leave, not counted.
	byLine bool

	mu      sync.Mutex
	seen    []int // keys seen, by typist; -1 where nothing was ever in view
	from    []int // keys up to here are not measured
	own     []time.Duration
	others  []time.Duration
	changed chan struct{} // closed and replaced at each change
}

func newEyes(k *keyboard, self int) *eyes {
	e := &eyes{keys: k, self: self, seen: make([]int, len(k.sent)), from: make([]int, len(k.sent)), changed: make(chan struct{})}
	for i := range e.seen {
		e.seen[i] = -1
	}
	return e
}

// upTo notes that a typist's keys up to the n-th are in sight now. What was
// there at the first sight is not measured.
func (e *eyes) upTo(typist, n int, now time.Time) {
	e.mu.Lock()
	defer e.mu.Unlock()
	last := e.seen[typist]
	if n <= last {
		return
	}
	if last >= 0 {
		e.measure(typist, max(last, e.from[typist]), n, now)
	}
	e.seen[typist] = n
	e.wake()
}

// measure takes down how long the keys behind the last one took, up to the n-th.
func (e *eyes) measure(typist, last, n int, now time.Time) {
	e.keys.mu.Lock()
	defer e.keys.mu.Unlock()
	sent := e.keys.sent[typist]
	for i := last; i < min(n, len(sent)); i++ {
		if typist == e.self {
			e.own = append(e.own, now.Sub(sent[i]))
		} else {
			e.others = append(e.others, now.Sub(sent[i]))
		}
	}
}

func (e *eyes) wake() {
	close(e.changed)
	e.changed = make(chan struct{})
}

// looks finds which of a typist's keys a line shows, behind the last one seen,
// and notes it.
func (e *eyes) looks(typist int, shown string, now time.Time) {
	pressed := e.keys.pressed(typist)
	last, _ := e.state(typist)
	if last < 0 { // first sight: whatever it is, it is the latest
		for n := pressed; n >= 0; n-- {
			if line(n) == shown {
				e.upTo(typist, n, now)
				return
			}
		}
		return
	}
	if line(last) == shown {
		return
	}
	for n := last + 1; n <= pressed; n++ {
		if line(n) == shown {
			e.upTo(typist, n, now)
			return
		}
	}
}

// misses notes that a typist's words are out of view.
func (e *eyes) misses(typist int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.seen[typist] >= 0 {
		e.seen[typist] = -1
		e.wake()
	}
}

// state is how many of a typist's keys were seen, and what closes when that
// changes.
func (e *eyes) state(typist int) (int, <-chan struct{}) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.seen[typist], e.changed
}

// forget begins the measuring anew with the keys that follow.
func (e *eyes) forget() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.own, e.others = nil, nil
	for i := range e.from {
		e.from[i] = e.keys.pressed(i)
	}
}

// spread is the median, the ninetieth and ninety-ninth percentile and the worst.
type spread struct{ p50, p90, p99, max time.Duration }

func spreadOf(times []time.Duration) spread {
	if len(times) == 0 {
		return spread{}
	}
	slices.Sort(times)
	at := func(share float64) time.Duration { return times[min(len(times)-1, int(share*float64(len(times))))] }
	return spread{p50: at(0.5), p90: at(0.9), p99: at(0.99), max: times[len(times)-1]}
}
