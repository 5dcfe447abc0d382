package bench

import (
	"bytes"
	"sync"
	"time"

	"convene/tui/tuitest"
)

// record keeps all that a guest's terminal is sent, and when: what each screen
// showed at which moment is worked out when nobody is being measured.
type record struct {
	mu    sync.Mutex
	parts []chunk
}

// chunk is what came at once.
type chunk struct {
	at    time.Time
	bytes []byte
}

func (r *record) read(p []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.parts = append(r.parts, chunk{time.Now(), append([]byte(nil), p...)})
}

// newest is when something came last.
func (r *record) newest() (at time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if n := len(r.parts); n > 0 {
		at = r.parts[n-1].at
	}
	return at
}

// got reports whether these very bytes came after a moment.
func (r *record) got(after time.Time, sent string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	var all []byte
	for _, c := range r.parts {
		if c.at.After(after) {
			all = append(all, c.bytes...)
		}
	}
	return bytes.Contains(all, []byte(sent))
}

// replay shows everything on a screen of that size, and gives when want first
// held after a moment. ok is false if it never did.
func (r *record) replay(w, h int, after time.Time, want func(tuitest.Grid) bool) (at time.Time, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	screen := tuitest.NewScreen(w, h, nil)
	defer screen.Close()
	for _, c := range r.parts {
		_, _ = screen.Write(c.bytes)
		if c.at.After(after) && want(screen.Grid()) {
			return c.at, true
		}
	}
	return time.Time{}, false
}
