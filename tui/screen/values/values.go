// Package values is the screen of the Sharing Values exercise, for everyone who
// takes part: the purpose, the quiet cards, the stories, the wall, the
// gatherings, the marks, the deeds, the practice model and the consent (domain
// §4.3). Which of them is in front follows from where the room is; earlier steps
// can be looked at again.
//
// A Screen belongs to one person's program; nothing here blocks.
package values

import (
	"convene/tui/keys"
	"convene/tui/screen"
)

// Screen is the exercise on one person's screen.
type Screen struct{}

// New makes the screen.
func New() *Screen { return &Screen{} }

// Page implements screen.Screen.
func (s *Screen) Page(*screen.Env) screen.Page { return screen.Page{Focus: -1} }

// InText implements screen.Screen.
func (s *Screen) InText(*screen.Env) bool { return false }

// Key implements screen.Screen.
func (s *Screen) Key(*screen.Env, keys.Key) screen.Do { return screen.Ignore() }
