package tui

import (
	"context"

	"convene/internal/fault"
	"convene/tui/keys"
	"convene/tui/screen"
	"convene/tui/screen/roomscreen"
)

// A room screen's program is like everybody's, but nobody sits at it: it shows one
// screen, takes the menu's language and look and nothing else, and says nothing
// that is for one person.

// projects reports whether this program is a room screen's.
func (m *model) projects() bool {
	seat := m.env.Seat()
	return seat != nil && seat.Screen
}

// projectorKey is all that a key does there.
func (m *model) projectorKey(a keys.Action) {
	switch a {
	case keys.Menu:
		m.openMenu()
	case keys.Help:
		m.overlay = &help{}
	}
}

// joinLine learns the code that stands on a room screen, again whenever something
// was done at the door.
func (m *model) joinLine() {
	done := len(m.env.Snap.Roster.Door) + 1
	if !m.projects() || m.door == done {
		return
	}
	m.door = done
	m.call(screen.Call{Tag: joinCode{}, Run: func(ctx context.Context) (any, error) { return m.code(ctx) }})
}

type joinCode struct{}

// coded puts the code on the screen; without one there is no line. A workshop that
// is closed has none any more.
func (m *model) coded(value any, err error) {
	if s, ok := m.screens[RoomScreen].(*roomscreen.Screen); ok {
		s.Code, _ = value.(string)
		if err != nil {
			m.deps.Log.Warn("a room screen has no code to show", "code", fault.Code(err))
		}
	}
}
