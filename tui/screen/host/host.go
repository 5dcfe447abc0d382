// Package host is the host's one screen: the agenda around the present item,
// what the room is asked and how many answers are in, what waits for the host,
// what to say next, and the next step with its key. It tells nothing of who or
// how many are slow, away or elsewhere (screens, "Nobody is watched").
//
// Someone who holds the room while no host is there gets the same screen with
// what a holder may do: pause, the timer, who speaks next, letting go.
package host

import (
	"context"

	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
	"convene/tui/widget/numbered"
)

// Deps is what the host's screen gets from the root.
type Deps struct {
	// Plan makes the command that plans a meeting from a ready agenda, or with
	// "" from an empty one. It is pure; ok is false for an unknown agenda.
	Plan func(agenda string) (command any, ok bool)
	// End ends the workshop, in its record and at the door.
	End func(ctx context.Context) error
	// PutAway erases a private word that its receiver has read.
	PutAway func(ctx context.Context, id string) error
}

// Screen is one host's screen.
type Screen struct {
	deps Deps
	part part
	list numbered.List
	// shown is what stands under the numbers in front of the host, so that a
	// digit means what they read, whatever arrives meanwhile.
	shown []screen.Choice
}

// part is a part of the screen; Tab goes to the next and Esc to the first.
type part int

const (
	room  part = iota // the view of the room
	more              // what else a host can do
	items             // the lines of the agenda, to go to one
	plans             // ready agendas, for another meeting
)

// New makes the host's screen.
func New(d Deps) *Screen { return &Screen{deps: d} }

// InText implements screen.Screen: nothing is typed here.
func (*Screen) InText(*screen.Env) bool { return false }

func guides(e *screen.Env) bool { return e.Snap.Roster.CanGuide(e.Me) }

// Page implements screen.Screen.
func (s *Screen) Page(e *screen.Env) screen.Page {
	s.shown = s.choices(e)
	if s.part == room {
		return s.roomPage(e)
	}
	titles := map[part]string{more: "host.more.head", items: "host.items.head", plans: "agenda.choose"}
	var words []string
	for _, c := range s.shown {
		words = append(words, c.Words)
	}
	rows := append(paint.Paragraph(theme.Strong, e.Say(titles[s.part]), e.W), nil)
	list, focus := s.list.Layout(words, e.W, e.Theme)
	if focus >= 0 {
		focus += len(rows)
	}
	hints := []keys.Hint{{Action: keys.Choose, Keys: numbered.Range(len(words)), Words: e.Say("menu.open")}}
	if numbered.Pages(len(words)) > 1 {
		hints = append(hints, keys.Hint{Action: keys.More})
	}
	hints = append(hints, keys.Hint{Action: keys.Close, Words: e.Say("host.more.back")})
	return screen.Page{Item: headWords(e), Step: pace(e), Rows: append(rows, list...), Focus: focus, Hints: hints}
}

// choices is what the numbers of the present part do.
func (s *Screen) choices(e *screen.Env) []screen.Choice {
	switch s.part {
	case more:
		return s.others(e)
	case items:
		return itemChoices(e)
	case plans:
		return s.planChoices(e)
	}
	return s.waiting(e)
}

// Key implements screen.Screen.
func (s *Screen) Key(e *screen.Env, k keys.Key) screen.Do {
	if s.shown == nil {
		s.shown = s.choices(e)
	}
	a := e.Keys.Find(k, false)
	if s.part == room {
		return s.roomKey(e, k, a)
	}
	switch a {
	case keys.NextPart, keys.PrevPart, keys.Close, keys.Back:
		s.to(e, room)
		return screen.Do{}
	}
	picked, took := s.list.Key(k, len(s.shown))
	switch {
	case !took:
		return screen.Ignore()
	case picked < 0:
		return screen.Do{}
	}
	do := s.shown[picked].Do
	if do.Open == "" && do.Arg != "" { // another part of this screen
		s.Arg(e, do.Arg)
		return screen.Do{}
	}
	s.to(e, room)
	return do
}

func (s *Screen) roomKey(e *screen.Env, k keys.Key, a keys.Action) screen.Do {
	switch a {
	case keys.Main:
		do := s.next(e).do
		if do.Open == "" && do.Arg != "" {
			s.Arg(e, do.Arg)
			return screen.Do{}
		}
		return do
	case keys.Back:
		if do, ok := back(e); ok {
			return do
		}
	case keys.NextPart, keys.PrevPart:
		s.to(e, more)
		return screen.Do{}
	case keys.Choose:
		if n, ok := k.Digit(); ok && n >= 1 && n <= len(s.shown) {
			return s.shown[n-1].Do
		}
	}
	return screen.Ignore()
}

func (s *Screen) to(e *screen.Env, p part) {
	s.part, s.list = p, numbered.List{}
	s.shown = s.choices(e)
}

// Moved implements screen.Mover: who comes back finds the room, and the lists at
// their first page.
func (s *Screen) Moved(e *screen.Env) { s.to(e, room) }

// What a choice's Arg may open.
const (
	argItems = "items"
	argPlans = "plans"
)

// Arg opens a part of this screen by name.
func (s *Screen) Arg(e *screen.Env, what string) {
	switch what {
	case argItems:
		s.to(e, items)
	case argPlans:
		s.to(e, plans)
	}
}

// Done implements screen.Doner.
func (s *Screen) Done(e *screen.Env, what, _ any, err error) screen.Do {
	if what == (ended{}) && err == nil {
		return screen.Do{Notice: e.Say("host.ended")}
	}
	return screen.Do{}
}
