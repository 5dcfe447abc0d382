package input

import (
	"io"
	"sync"
	"time"
)

// chunk is how many bytes are read at once.
const chunk = 4 << 10

// reader decodes what one terminal sends, in the goroutine that reads. A timer,
// made for the first thing that is left pending, gives up on what stays so.
type reader struct {
	contain func() // to be deferred
	emit    func(Event)

	mu    sync.Mutex // held while events are given
	d     Decoder
	late  *time.Timer
	ended bool
}

// read decodes r until it ends.
func (x *reader) read(r io.Reader) {
	buf := make([]byte, chunk)
	for {
		n, err := r.Read(buf)
		if !x.feed(buf[:n]) || err != nil {
			return
		}
	}
}

// feed decodes p and reports whether anybody still listens.
func (x *reader) feed(p []byte) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.ended {
		return false
	}
	x.d.Feed(p, time.Now(), x.emit)
	x.wait()
	return true
}

// tick gives up on what has been pending for too long.
func (x *reader) tick() {
	defer x.contain()
	x.mu.Lock()
	defer x.mu.Unlock()
	if !x.ended {
		x.d.Tick(time.Now(), x.emit)
		x.wait()
	}
}

// wait sets the timer to when tick is due.
func (x *reader) wait() {
	at, pending := x.d.Due()
	switch {
	case !pending && x.late != nil:
		x.late.Stop()
	case pending && x.late == nil:
		x.late = time.AfterFunc(time.Until(at), x.tick)
	case pending:
		x.late.Reset(time.Until(at))
	}
}

// end gives no more events; then is called once, behind the last one.
func (x *reader) end(then func()) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.ended {
		return
	}
	x.ended = true
	if x.late != nil {
		x.late.Stop()
	}
	then()
}
