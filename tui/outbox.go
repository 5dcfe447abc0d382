package tui

import "sync"

// outbox is a person's commands on their way to the room, in order. Someone
// works it off for as long as it holds any: most people sit still most of the
// time, and need no goroutine for it.
type outbox struct {
	mu      sync.Mutex
	waiting []*sent
	worked  bool
}

// put adds a command and, unless somebody is at it already, starts work; it
// refuses when the box is full.
func (o *outbox) put(c *sent, work func()) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.waiting) >= outboxSize {
		return false
	}
	o.waiting = append(o.waiting, c)
	if !o.worked {
		o.worked = true
		go work()
	}
	return true
}

// take gives the next command, or nil to whoever works the box off: their work
// is done then.
func (o *outbox) take() *sent {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.waiting) == 0 {
		o.waiting, o.worked = nil, false
		return nil
	}
	c := o.waiting[0]
	o.waiting = o.waiting[1:]
	return c
}

func (o *outbox) len() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return len(o.waiting)
}
