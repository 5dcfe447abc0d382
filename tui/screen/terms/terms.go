// Package terms is the screen of the Terms of Reference: the outline of the
// sections, a section read and written together, the drafts that the exercises
// brought, the consent checks, other views, and the whole with its sign-off
// (domain §4.4, §5). What the host does about these is here too, offered only to
// those who may.
//
// A Screen belongs to the one goroutine of a person's program and never blocks.
package terms

import (
	"slices"
	"strings"

	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
	"convene/tui/keys"
	"convene/tui/screen"
)

// part is one page of the screen. The parts stand on each other: Esc goes back
// to the one below.
type part interface {
	page(e *screen.Env) screen.Page
	key(e *screen.Env, k keys.Key, a keys.Action) screen.Do
	inText() bool
}

// hearer is a part that wants to know what became of a command.
type hearer interface {
	done(e *screen.Env, what any, err error) screen.Do
}

// Screen is the Terms of Reference for one person.
type Screen struct {
	parts    []part
	at       act.Place // the room's place that the parts were made for
	writings map[string]*screen.Writing
	seen     map[string]bool // checks that were put in front once
}

// New makes the screen. It opens where the room's step begins.
func New() *Screen {
	return &Screen{writings: make(map[string]*screen.Writing), seen: make(map[string]bool)}
}

// Page implements screen.Screen.
func (s *Screen) Page(e *screen.Env) screen.Page {
	s.sync(e)
	p := s.top().page(e)
	p.Item = e.Say("terms.title")
	for i := len(s.parts) - 1; p.Step == "" && i > 0; i-- {
		p.Step = s.parts[i-1].page(e).Step // what a list of actions is about
	}
	return p
}

// InText implements screen.Screen.
func (s *Screen) InText(*screen.Env) bool { return len(s.parts) > 0 && s.top().inText() }

// Key implements screen.Screen.
func (s *Screen) Key(e *screen.Env, k keys.Key) screen.Do {
	s.sync(e)
	a := e.Keys.Find(k, s.InText(e))
	do := s.top().key(e, k, a)
	if do.Ignored && len(s.parts) > 1 && (a == keys.Close || a == keys.Back) {
		s.pop()
		return screen.Do{}
	}
	return do
}

// Done implements screen.Doner.
func (s *Screen) Done(e *screen.Env, what, _ any, err error) screen.Do {
	if c, ok := what.(workshop.EditText); ok {
		if len(s.parts) > 0 { // the room may have moved meanwhile
			if p, ok := s.top().(*prompt); ok && p.placed(c) {
				return p.done(e, what, err)
			}
		}
		if w := s.writings[c.Text]; w != nil {
			do, _ := w.Done(e, what, err)
			return do
		}
		return screen.Do{}
	}
	for i := len(s.parts) - 1; i >= 0; i-- {
		if h, ok := s.parts[i].(hearer); ok {
			if do := h.done(e, what, err); !do.Ignored {
				return do
			}
		}
	}
	return screen.Do{}
}

// Moved implements screen.Mover: the room's step decides what is in front, once
// for each step; somebody who comes back finds what they had open.
func (s *Screen) Moved(e *screen.Env) {
	for _, w := range s.writings {
		w.Stop()
	}
	if s.at != e.Snap.Agenda.At {
		s.parts = nil
	}
}

// Arg opens a section, with "check/" before it a host's step to its check, with "whole" the whole text, or with "sign" the sign-off,
// for a screen that leads here.
func (s *Screen) Arg(e *screen.Env, what string) {
	s.sync(e)
	switch {
	case what == "whole":
		s.push(newWhole(s))
	case what == "sign":
		s.push(newWhole(s))
		if signable(e) {
			s.sign(e)
		}
	case strings.HasPrefix(what, "check/"):
		id := strings.TrimPrefix(what, "check/")
		if sec := e.Snap.Terms.Section(id); sec != nil && canGuide(e) && !sec.Check.IsOpen() {
			s.push(newSection(s, id))
			s.openCheck(e, id)
		}
	case e.Snap.Terms.Section(what) != nil:
		s.push(newSection(s, what))
	}
}

// Caret implements screen.Texter.
func (s *Screen) Caret(e *screen.Env) (string, text.Pos, bool) {
	if len(s.parts) > 0 {
		if sec, ok := s.top().(*section); ok && sec.writing(e).Active() {
			return sec.writing(e).Caret(e)
		}
	}
	return "", text.Pos{}, false
}

func (s *Screen) top() part   { return s.parts[len(s.parts)-1] }
func (s *Screen) push(p part) { s.parts = append(s.parts, p) }

func (s *Screen) pop() {
	if len(s.parts) > 1 {
		s.parts = s.parts[:len(s.parts)-1]
	}
}

// drop takes a part off that has done its work, wherever it stands now.
func (s *Screen) drop(p part) {
	for i := len(s.parts) - 1; i > 0; i-- {
		if s.parts[i] == p {
			s.parts = append(s.parts[:i:i], s.parts[i+1:]...)
			return
		}
	}
}

// sync opens what the room's step asks for, and puts a check that has just
// opened in front of everyone who is not writing.
func (s *Screen) sync(e *screen.Env) {
	t := e.Snap.Terms
	if len(s.parts) == 0 {
		s.at = e.Snap.Agenda.At
		s.push(newOutline(s))
		s.open(e, t)
	}
	for _, c := range t.OpenChecks() {
		if !s.seen[c.ID()] && !s.top().inText() {
			s.seen[c.ID()] = true
			s.over(e)
			s.push(newCheck(s, c))
		}
	}
}

// over takes the checks away that have closed, before the next one: their
// results stay with their sections, and nobody clears a pile of them.
func (s *Screen) over(e *screen.Env) {
	s.parts = slices.DeleteFunc(s.parts, func(p part) bool {
		x, ok := p.(*check)
		return ok && (x.data(e) == nil || !x.data(e).IsOpen())
	})
}

// open puts in front what the step begins with.
func (s *Screen) open(e *screen.Env, t *terms.State) {
	item, _ := e.Snap.Agenda.Now()
	if item.Activity != "terms" {
		return
	}
	switch s.at.Step {
	case terms.StepBring:
		if len(t.Waiting("")) > 0 {
			s.push(newArrivals(s, ""))
		}
	case terms.StepDraft:
		if len(item.Sections) == 1 && t.Section(item.Sections[0]) != nil {
			s.push(newSection(s, item.Sections[0]))
		}
	case terms.StepRead:
		if first := firstWritten(e, t); first != "" {
			s.push(newSection(s, first))
		}
	case terms.StepAdopt:
		s.push(newWhole(s))
	}
}

// firstWritten is the first section that says something.
func firstWritten(e *screen.Env, t *terms.State) string {
	for _, sec := range t.Sections {
		if !sec.Blank(e.Snap.Texts.Get) {
			return sec.ID
		}
	}
	return ""
}

// The rights that decide what is offered. The room decides again.
func canWrite(e *screen.Env) bool { return e.Snap.Drafts(e.Me) && running(e) }
func canGuide(e *screen.Env) bool { return e.Snap.Roster.CanGuide(e.Me) && running(e) }
func canLead(e *screen.Env) bool {
	return e.Snap.Roster.CanGuide(e.Me) || e.Seat().Has(roster.Coordinator)
}

// closed reports whether the workshop takes nothing any more.
func closed(e *screen.Env) bool { return e.Snap.Status == workshop.Closed }

// running reports whether the workshop still takes more than signatures.
func running(e *screen.Env) bool {
	return e.Snap.Status != workshop.Ended && e.Snap.Status != workshop.Closed
}
