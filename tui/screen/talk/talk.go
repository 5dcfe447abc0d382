// Package talk is the screen of agenda items that need no exercise: a talk with
// its prompt and shared notes, the quiet opening, a break, the close.
//
// A Screen belongs to one person's program; nothing here blocks.
package talk

import (
	"convene/tui/keys"
	"convene/tui/screen"
)

// Screen is a talk on one person's screen.
type Screen struct{}

// New makes the screen.
func New() *Screen { return &Screen{} }

// Page implements screen.Screen.
func (s *Screen) Page(*screen.Env) screen.Page { return screen.Page{Focus: -1} }

// InText implements screen.Screen.
func (s *Screen) InText(*screen.Env) bool { return false }

// Key implements screen.Screen.
func (s *Screen) Key(*screen.Env, keys.Key) screen.Do { return screen.Ignore() }
