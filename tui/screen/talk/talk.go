// Package talk is the screen of agenda items that need no exercise: a talk with
// its prompt and shared notes, the quiet opening, a break, the close (design §7).
// The host's own notes are not shown here.
//
// A Screen belongs to one person's program; nothing here blocks.
package talk

import (
	"convene/internal/text"
	"convene/internal/workshop/agenda"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// Screen is a talk on one person's screen.
type Screen struct {
	item string // the agenda item in front
	// notes are the shared notes by item: each remembers its caret.
	notes map[string]*screen.Writing
}

// New makes the screen.
func New() *Screen { return &Screen{notes: make(map[string]*screen.Writing)} }

// sync follows the room to its item. Someone who writes is not torn away: their
// notes stay in front until they stop.
func (s *Screen) sync(e *screen.Env) {
	if n := s.notes[s.item]; n != nil && n.Active() {
		return
	}
	s.item = e.Snap.Agenda.At.Item
}

// Moved implements screen.Mover.
func (s *Screen) Moved(e *screen.Env) {
	if n := s.notes[s.item]; n != nil {
		n.Stop()
	}
	s.item = e.Snap.Agenda.At.Item
}

// writing is the shared notes of the item in front.
func (s *Screen) writing() *screen.Writing {
	n := s.notes[s.item]
	if n == nil {
		n = screen.NewWriting("notes/" + s.item)
		s.notes[s.item] = n
	}
	return n
}

// InText implements screen.Screen.
func (s *Screen) InText(e *screen.Env) bool {
	s.sync(e)
	n := s.notes[s.item]
	return n != nil && n.InText()
}

// Page implements screen.Screen.
func (s *Screen) Page(e *screen.Env) screen.Page {
	s.sync(e)
	item, ok := e.Snap.Agenda.Item(s.item)
	p := screen.Page{Item: item.Title.In(e.Lang), Focus: -1}
	switch {
	case !ok:
		p.Rows = paint.Paragraph(theme.Dim, e.Say("talk.gone"), e.W)
	case item.Activity == agenda.Opening:
		return opening(e, item, p)
	case item.Activity == agenda.Break:
		return pause(e, item, p)
	case item.Activity == agenda.Close:
		return closing(e, item, p)
	default:
		return s.talk(e, item, p)
	}
	return p
}

// talk is the prompt, who speaks, and the shared notes. While somebody writes,
// the prompt makes room for the notes.
func (s *Screen) talk(e *screen.Env, item agenda.Item, p screen.Page) screen.Page {
	n := s.writing()
	if k := n.Writers(e); k > 0 {
		p.Step = e.Say("terms.writing", "n", k)
	}
	rows := paint.Paragraph(theme.Strong, asked(e, item), e.W)
	rows = append(rows, nil)
	if queue := speakers(e); len(queue) > 0 {
		rows = append(append(rows, queue...), nil)
	}
	rows = append(rows, paint.Paragraph(theme.Dim, e.Say("talk.notes")+". "+e.Say("talk.notes.named"), e.W)...)
	rows = append(rows, nil)
	if n.Active() || n.Doc(e) != nil && !n.Doc(e).IsEmpty() {
		body := n.Layout(e)
		if body.Cursor != nil {
			p.Cursor = &paint.Point{X: body.Cursor.X, Y: body.Cursor.Y + len(rows)}
		}
		if body.Focus >= 0 {
			p.Focus = body.Focus + len(rows)
		}
		rows = append(rows, body.Rows...)
	} else {
		rows = append(rows, paint.Paragraph(theme.Plain, e.Say("talk.notes.empty"), e.W)...)
	}
	p.Rows = rows
	p.Hints = hints(e, n, len(rows) > e.H)
	return p
}

// asked is what the talk is about: its prompt, or its title if it has none.
func asked(e *screen.Env, item agenda.Item) string {
	if words := item.Prompt.In(e.Lang); words != "" {
		return words
	}
	return item.Title.In(e.Lang)
}

// hints are what the keys do; long says that the page has more than fits.
func hints(e *screen.Env, n *screen.Writing, long bool) []keys.Hint {
	if n.Active() {
		return n.Hints(e)
	}
	var hints []keys.Hint
	writes := e.Snap.Roster.CanWrite(e.Me) // an observer looks on
	if writes {
		speak := keys.Hint{Action: keys.Speak}
		if inQueue(e) {
			speak.Words = e.Say("queue.lower")
		}
		hints = append(hints, keys.Hint{Action: keys.Write, Words: e.Say("talk.notes.write")}, speak)
	}
	if long {
		hints = append(hints, keys.Hint{Action: keys.More})
	}
	if d := n.Doc(e); writes && d != nil && !d.IsEmpty() {
		hints = append(hints, keys.Hint{Action: keys.Undo})
	}
	return hints
}

// Key implements screen.Screen.
func (s *Screen) Key(e *screen.Env, k keys.Key) screen.Do {
	s.sync(e)
	item, ok := e.Snap.Agenda.Item(s.item)
	if !ok || bare(item) {
		return idle(e, k)
	}
	n := s.writing()
	if n.Active() {
		return n.Key(e, k)
	}
	switch e.Keys.Find(k, false) {
	case keys.Write:
		if !e.Snap.Roster.CanWrite(e.Me) {
			return screen.Do{Notice: e.Say("talk.notes.read_only")}
		}
		n.Begin(e)
		return screen.Do{}
	case keys.Undo:
		if n.Doc(e) == nil || !e.Snap.Roster.CanWrite(e.Me) {
			return screen.Ignore()
		}
		return n.Undo(e)
	}
	return idle(e, k)
}

// idle leaves a key to the root. There is nothing to send in a talk, so Enter
// does nothing at all.
func idle(e *screen.Env, k keys.Key) screen.Do {
	if e.Keys.Find(k, false) == keys.Main {
		return screen.Do{}
	}
	return screen.Ignore()
}

// bare reports whether an item has no notes of its own.
func bare(item agenda.Item) bool {
	switch item.Activity {
	case agenda.Opening, agenda.Break, agenda.Close:
		return true
	}
	return false
}

// Done implements screen.Doner: the notes hear what became of their edits.
func (s *Screen) Done(e *screen.Env, what, _ any, err error) screen.Do {
	for _, n := range s.notes {
		if do, mine := n.Done(e, what, err); mine {
			return do
		}
	}
	return screen.Do{}
}

// Caret implements screen.Texter.
func (s *Screen) Caret(e *screen.Env) (textID string, at text.Pos, ok bool) {
	n := s.notes[s.item]
	if n == nil || !n.Active() {
		return "", text.Pos{}, false
	}
	return n.Caret(e)
}
