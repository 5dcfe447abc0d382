// Package screen is what all screens have in common: what a screen may read,
// what it lays out, and what it may ask for. Each screen is a package of its
// own below this one; they never import each other. The root model (package
// tui) routes keys to the screen in front and carries out what it asks.
//
// A screen belongs to one person's program: only that program's goroutine calls
// it, so screens hold plain fields and no locks, do no I/O and never wait.
package screen

import (
	"context"
	"time"

	"convene/internal/library"
	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/theme"
	"convene/tui/widget/editor"
)

// Env is what a screen may read. It is made anew when something of it changes;
// a screen keeps nothing of it but pointers it compares caches with.
type Env struct {
	Snap  *workshop.Snapshot
	Me    roster.SeatID
	Lib   *library.Library
	Words library.Words
	Lang  string
	Keys  *keys.Map
	Theme theme.Theme
	Zone  *time.Location
	Now   time.Time
	// W is the width of a line of text, H the rows a page's body may fill
	// without being scrolled.
	W, H int
	// Own are this seat's answers to open polls, by poll id; a missing one is
	// not loaded yet or was not given. Never anyone else's.
	Own map[string][]byte
	// Drafts are this seat's unsent words by field, as kept in the sealed box.
	Drafts map[string]string
	// Private are the private words that wait for this seat, never anyone else's.
	Private []workshop.PrivateWord
	// Shelf holds what was laid out for others too; nil is an empty one.
	Shelf *editor.Shelf
}

// Seat is the person's own seat, nil before they have one.
func (e *Env) Seat() *roster.Seat { return e.Snap.Roster.Seat(e.Me) }

// Say is a sentence in the person's language.
func (e *Env) Say(id string, args ...any) string { return e.Words.Say(id, args...) }

// KeyName is how the key of an action is called, for sentences that name it.
func (e *Env) KeyName(a keys.Action) string {
	k, _ := e.Keys.Key(a)
	return keys.Name(e.Say, k)
}

// Step says where a step stands in its exercise, from 1, and its title. An agenda
// may spread an exercise over several items: the count is the exercise's.
func (e *Env) Step(activity, id string) (n, of int, title string) {
	x, _ := e.Lib.Exercise(activity)
	for i, s := range x.Steps {
		if s.ID == id {
			return i + 1, len(x.Steps), s.Title.In(e.Lang)
		}
	}
	return 0, len(x.Steps), ""
}

// StepWords is the second line of an exercise's head: "Step 4 of 8 · First vote".
func (e *Env) StepWords(activity, id string) string {
	n, of, title := e.Step(activity, id)
	if n == 0 {
		return ""
	}
	return e.Say("common.step", "step", n, "steps", of, "title", title)
}

// Page is a screen laid out. Rows are at most Env.W wide.
type Page struct {
	// Item and Step say where this is, for the head: "Choose our level" and
	// "Step 4 of 8 · First vote". Right is the head's right end; empty takes
	// the present item's time in words.
	Item, Step, Right string
	// Rows is the body. If it is longer than Env.H the root shows a part of it
	// that holds Focus, and Space goes on.
	Rows  []paint.Row
	Focus int // row that must be in sight; -1 for none
	// Cursor stands on what has the focus, counted from the body's first row.
	Cursor *paint.Point
	// Hints are what the keys do here, the main action first.
	Hints []keys.Hint
	// Quiet leaves head and foot out: an opening, a covered screen.
	Quiet bool
}

// Screen is one thing to do or see.
type Screen interface {
	// Page lays the screen out. It is called at most once per drawing interval
	// and only when something may have changed.
	Page(e *Env) Page
	// InText reports whether a text field has the focus, so that letters are
	// text. It is asked for each key and must be cheap.
	InText(e *Env) bool
	// Key handles a key that no overlay took, and says what to do about it.
	Key(e *Env, k keys.Key) Do
}

// Doner is a screen that wants to hear what became of what it asked.
type Doner interface {
	// Done tells the outcome of a command or call: what is the command's body
	// or the call's tag. The root has already told the person of an error; the
	// screen keeps the words on an error and clears its field without one.
	Done(e *Env, what, value any, err error) Do
}

// Mover is a screen that wants to know that the room has moved it to the front
// or taken it away, so that an answer never lands on another question.
type Mover interface{ Moved(e *Env) }

// Holder is a screen on which words can be in the making while no text field has
// the focus: a form with a choice in it. The room does not tear them away either.
type Holder interface{ Holds(e *Env) bool }

// Texter is a screen in which a shared text is being written: the root sends
// its caret to the others.
type Texter interface {
	Caret(e *Env) (textID string, at text.Pos, ok bool)
}

// Do is what a screen asks for. The zero Do is: the key was taken, nothing else.
type Do struct {
	// Ignored says that the key means nothing here, so that the root may use it.
	Ignored bool
	// Later says that the key can't be taken yet: it is to be given again once
	// something that was asked for before is done.
	Later bool
	// Commands are command bodies to give in the person's name, in order.
	Commands []any
	// Calls are other things to do off the loop.
	Calls []Call
	// Draft keeps unsent words after a second of quiet.
	Draft *Draft
	// Ask puts a question before anything happens.
	Ask *Ask
	// Open shows another screen, by name (see package tui's routes), and
	// Follow returns to where the room is.
	Open   string
	Arg    string
	Follow bool
	// Notice is a line for this person alone, already in their language.
	Notice string
	// Load asks for the person's own answers to these polls.
	Load []string
	// Leave ends the session, after the words of it.
	Leave bool
}

// Ignore is the Do of a key that means nothing here.
func Ignore() Do { return Do{Ignored: true} }

// Give is the Do of giving commands.
func Give(bodies ...any) Do { return Do{Commands: bodies} }

// Call is something that takes time and is no command: a passphrase to check, a
// document to make. Run is called off the loop, with the session's context.
type Call struct {
	Tag any
	Run func(ctx context.Context) (any, error)
}

// Draft is unsent words of one field; empty words erase it.
type Draft struct{ Field, Words string }

// Ask is a question with a yes and a no, before something that moves the room or
// can't be taken back. The key that confirms is never the key that opened it.
type Ask struct {
	Title string   // the question, bold
	Lines []string // what it means
	Yes   string   // what y does, in words
	No    string   // what Esc does, in words; empty takes "back"
	// Do happens on yes.
	Do Do
	// Choices, when given, replace yes and no by numbered answers.
	Choices []Choice
}

// Choice is one numbered answer of an Ask.
type Choice struct {
	Words string
	Do    Do
}

// Seated is what a call gives back when the person has taken a seat or come back
// to theirs: the root makes this program that seat's.
type Seated struct {
	Seat roster.SeatID
	// Entry is the way by which they came to it; empty is their own.
	Entry string
	// Words are the return words of a new seat, shown once; empty for someone
	// who came back.
	Words string
}
