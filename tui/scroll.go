package tui

import "convene/tui/keys"

// moreBelow reports whether the page in front goes on below, and no chosen row or
// field decides what part of it is seen.
func (m *model) moreBelow() bool {
	if m.over == 0 || m.scroll >= m.over || m.typing() {
		return false
	}
	p := m.current().Page(m.env)
	return p.Focus < 0 && p.Cursor == nil
}

// scrolls moves through a page that is longer than the screen, and reports whether a
// was about that.
func (m *model) scrolls(a keys.Action) bool {
	switch a {
	case keys.More:
		m.turn(+1)
	case keys.Before:
		m.turn(-1)
	case keys.RowDown:
		m.scroll = min(m.scroll+1, m.over)
	case keys.RowUp:
		m.scroll = max(m.scroll-1, 0)
	default:
		return false
	}
	return true
}

// turn scrolls a page that is longer than the screen by pages.
func (m *model) turn(by int) {
	if m.over == 0 {
		return
	}
	step := max(1, m.env.H-2)
	m.scroll += by * step
	if m.scroll > m.over+step-1 || (by > 0 && m.scroll >= m.over+step) {
		m.scroll = 0
	}
	m.scroll = min(max(m.scroll, 0), m.over)
}
