package tui

import "convene/tui/keys"

// A room screen's program is like everybody's, but nobody sits at it, and it has no
// seat: it shows one
// screen, takes the menu's language and look and nothing else, and says nothing
// that is for one person.

// projects reports whether this program is a room screen's.
func (m *model) projects() bool { return m.person.Wall != "" }

// projectorKey is all that a key does there.
func (m *model) projectorKey(a keys.Action) {
	switch a {
	case keys.Menu:
		m.openMenu()
	case keys.Help:
		m.overlay = &help{}
	}
}
