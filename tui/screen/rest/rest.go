// Package rest is what stands in front of everything else while somebody has
// stepped away, and while the room pauses: calm cards on which nothing is typed
// and nothing is decided. What was in front before, its words too, waits beneath;
// the root puts it back.
package rest

import (
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// Away is the card of somebody who has stepped away. It shows nothing of the
// room, and nobody else learns of it.
type Away struct{}

// InText implements screen.Screen.
func (Away) InText(*screen.Env) bool { return false }

// Page implements screen.Screen.
func (Away) Page(e *screen.Env) screen.Page {
	p := card(e, "rest.away", "rest.away.shown", "rest.away.counted", "rest.away.back")
	p.Quiet = true
	p.Hints = []keys.Hint{{Action: keys.Main, Words: e.Say("rest.away.foot")}}
	return p
}

// Key implements screen.Screen: the root brings them back, and opens the few
// things that have nothing to do with the room.
func (Away) Key(e *screen.Env, k keys.Key) screen.Do {
	switch e.Keys.Find(k, false) {
	case keys.Main, keys.Menu, keys.Help, keys.Others:
		return screen.Ignore()
	}
	return screen.Do{}
}

// Pause is the card that everyone sees while the room rests. It says that we
// paused and never who asked for it (domain §8.14).
type Pause struct{}

// InText implements screen.Screen.
func (Pause) InText(*screen.Env) bool { return false }

// Page implements screen.Screen.
func (Pause) Page(e *screen.Env) screen.Page {
	return card(e, "rest.pause", "rest.pause.what", "rest.pause.on", "rest.pause.meanwhile")
}

// Key implements screen.Screen: what answers, sends or confirms does nothing here.
func (Pause) Key(e *screen.Env, k keys.Key) screen.Do {
	switch e.Keys.Find(k, false) {
	case keys.Menu, keys.Help, keys.Others, keys.Agenda, keys.RowUp, keys.RowDown, keys.More, keys.Before:
		return screen.Ignore()
	}
	return screen.Do{}
}

// card is a title and what it means, and whom to talk to.
func card(e *screen.Env, title string, lines ...string) screen.Page {
	rows := paint.Paragraph(theme.Strong, e.Say(title), e.W)
	for _, id := range lines {
		rows = append(append(rows, nil), paint.Paragraph(theme.Plain, e.Say(id), e.W)...)
	}
	if who := e.Snap.Meta.Support; !who.IsEmpty() {
		rows = append(append(rows, nil), paint.Paragraph(theme.Plain, e.Say("help.support", "who", who.String()), e.W)...)
	}
	return screen.Page{Rows: rows, Focus: -1}
}
