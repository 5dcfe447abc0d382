package values

import (
	domain "convene/internal/workshop/values"
	"convene/tui/keys"
	"convene/tui/screen"
)

// turns is the page of a step that goes value by value: the room's, or the one
// that the person reads apart from it.
type turns struct {
	room domain.Page // as last seen
	n    int
}

// at is the page in front. When the room turns a page, everyone goes along.
func (t *turns) at(e *screen.Env, step string, of int) int {
	if page := e.Snap.Values.Page; page.On == step && page != t.room {
		t.room, t.n = page, page.N
	}
	if t.n >= of {
		t.n = 0
	}
	return t.n
}

// turn turns the page, and reports whether a was about that.
func (t *turns) turn(a keys.Action, of int) bool {
	switch {
	case of < 2:
		return false
	case a == keys.More:
		t.n = (t.n + 1) % of
	case a == keys.Before:
		t.n = (t.n + of - 1) % of
	default:
		return false
	}
	return true
}
