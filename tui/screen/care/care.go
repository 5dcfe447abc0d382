// Package care shows the note that stands before an item which may stir up hard
// things, and what one can do about it (domain R-16). It comes first, once for
// each item and program; nothing is sent by going on.
package care

import (
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// Screen is the note of one person's program.
type Screen struct{}

// New makes the screen.
func New() *Screen { return &Screen{} }

// InText implements screen.Screen.
func (*Screen) InText(*screen.Env) bool { return false }

// Page implements screen.Screen.
func (*Screen) Page(e *screen.Env) screen.Page {
	item, _ := e.Snap.Agenda.Now()
	p := screen.Page{Item: item.Title.In(e.Lang), Step: e.Say("care.head"), Focus: -1,
		Hints: []keys.Hint{{Action: keys.Main, Words: e.Say("care.go_on")}}}
	p.Rows = append(paint.Paragraph(theme.Strong, item.Care.In(e.Lang), e.W), nil)
	p.Rows = append(p.Rows, paint.Paragraph(theme.Plain, e.Say("care.can"), e.W)...)
	if who := e.Snap.Meta.Support; !who.IsBlank() {
		p.Rows = append(append(p.Rows, nil), paint.Paragraph(theme.Plain, e.Say("help.support", "who", who.String()), e.W)...)
	}
	return p
}

// Key implements screen.Screen.
func (*Screen) Key(e *screen.Env, k keys.Key) screen.Do {
	switch e.Keys.Find(k, false) {
	case keys.Main:
		return screen.Do{Follow: true}
	case keys.MyAnswer: // what is behind the note is not shown before it
		return screen.Do{}
	}
	return screen.Ignore()
}
