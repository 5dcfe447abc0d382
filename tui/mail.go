package tui

import (
	"sync"

	"convene/internal/workshop"
)

// mail is what waits for the model: everything that happens outside its loop.
// Anyone may put; putting never blocks. The pump sends one message however much
// there is, and the model takes it all.
type mail struct {
	mu     sync.Mutex
	events []any
	wake   chan struct{}
}

// What lies in the mail, beside input events.
type (
	resized Size
	// outcome is what became of a command, for the screen that gave it.
	outcome struct {
		from string
		body any
		err  error
	}
	// sent is a command on its way to the room.
	sent struct {
		workshop.Command
		from string
	}
	// returned is what a call gave back.
	returned struct {
		tag, value any
		err        error
	}
	// owned is the person's own answer to a poll.
	owned struct {
		poll  string
		value []byte
	}
)

func newMail() *mail { return &mail{wake: make(chan struct{}, 1)} }

func (m *mail) put(events ...any) {
	m.mu.Lock()
	m.events = append(m.events, events...)
	m.mu.Unlock()
	select {
	case m.wake <- struct{}{}:
	default:
	}
}

// back puts events that could not be handled yet in front again, and wakes
// nobody.
func (m *mail) back(events []any) {
	if len(events) == 0 {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.events = append(events, m.events...)
}

func (m *mail) take() []any {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := m.events
	m.events = nil
	return out
}
