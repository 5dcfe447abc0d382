package tui

import (
	"sync"

	"convene/internal/room"
	"convene/internal/workshop"
)

// mail is what waits for the model: what became of what it began. Anyone may
// put; putting never blocks. One message says that there is some, however much,
// and the model takes it all.
type mail struct {
	poke   func() // wakes the loop
	mu     sync.Mutex
	events []any
}

// What lies in the mail. A new size is a message of its own.
type (
	resized Size
	// outcome is what became of a command, for the screen that gave it.
	outcome struct {
		from string
		body any
		err  error
	}
	// seen says that the terminal shows what so many moves of the room led to.
	seen int
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
		poll string
		room.Answer
		failed bool // the box could not be read; nothing is known
	}
)

func (m *mail) put(events ...any) {
	m.mu.Lock()
	m.events = append(m.events, events...)
	m.mu.Unlock()
	m.poke()
}

func (m *mail) empty() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.events) == 0
}

func (m *mail) take() []any {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := m.events
	m.events = nil
	return out
}
