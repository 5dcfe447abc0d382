// Package values is the screen of the Sharing Values exercise, for everyone who
// takes part: the purpose, the quiet cards, the stories, the wall, the
// gatherings, the marks, the deeds, the practice model and the consent (domain
// §4.3). Which of them is in front follows from where the room is; earlier steps
// can be looked at again, read only. What only a host does is made in package
// guide below this one.
//
// A Screen belongs to one person's program and only its goroutine calls it;
// nothing blocks, and nothing outlives the program.
package values

import (
	"slices"

	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
	domain "convene/internal/workshop/values"
	"convene/tui/keys"
	"convene/tui/screen"
)

// Screen is the exercise on one person's screen.
type Screen struct {
	at    act.Place // where it stands; the room may be further while one writes
	back  int       // steps that the person looks back from there
	cards bool      // one's own cards are in front while the room is elsewhere
	parts map[string]part
	sheet sheet // a host's list or words in front of the page; nil for none
}

// part is one step of the exercise on the screen.
type part interface {
	page(e *screen.Env, v view) screen.Page
	key(e *screen.Env, v view, k keys.Key, a keys.Action) screen.Do
	// done tells what became of a command.
	done(e *screen.Env, what any, err error) screen.Do
	inText() bool
	// leave is called when the room moves on. Words stay in their drafts.
	leave()
}

// view is what stands in front.
type view struct {
	item agenda.Item
	step string
	n    int // of the step in the exercise, from 1; 0 without one
	// looking says that the person looks at an earlier step than the room's.
	looking bool
}

// New makes the screen.
func New() *Screen {
	return &Screen{parts: map[string]part{
		domain.StepOpening: opening{},
		domain.StepWrite:   newWrite(),
		domain.StepStories: stories{},
		domain.StepWall:    newWall(),
		domain.StepCluster: newCluster(),
		domain.StepSupport: newSupport(),
		domain.StepDeeds:   newDeeds(),
		domain.StepCPM:     newModel(),
		domain.StepConsent: newConsent(),
	}}
}

// view says what is in front, after following the room. Someone who writes is
// not torn away: they stay where they are until they stop.
func (s *Screen) view(e *screen.Env) view {
	if s.at != e.Snap.Agenda.At && !s.holds() {
		s.follow(e)
	}
	if s.cards && e.Snap.Values.OpenWriting() == nil && !s.holds() {
		s.cards = false
	}
	item, _ := e.Snap.Agenda.Item(s.at.Item)
	v := view{item: item, step: s.at.Step}
	steps := domain.Steps() // the agenda may hold them in several items
	if i := slices.Index(steps, s.at.Step); i >= 0 {
		s.back = min(s.back, i)
		v.n, v.step, v.looking = i-s.back+1, steps[i-s.back], s.back > 0
	}
	if s.cards {
		v.step = domain.StepWrite
	}
	if s.parts[v.step] == nil {
		v.step = domain.StepOpening
	}
	return v
}

// writing reports whether a text field has the focus.
func (s *Screen) writing() bool {
	if s.sheet != nil {
		return s.sheet.inText()
	}
	for _, p := range s.parts {
		if p.inText() {
			return true
		}
	}
	return false
}

// holds reports whether words are in the making: a card's form has choices too.
func (s *Screen) holds() bool {
	w, ok := s.parts[domain.StepWrite].(*write)
	return s.writing() || ok && w.form != nil
}

// Holds implements screen.Holder.
func (s *Screen) Holds(e *screen.Env) bool {
	s.view(e)
	return s.holds()
}

func (s *Screen) follow(e *screen.Env) {
	s.at, s.back, s.cards, s.sheet = e.Snap.Agenda.At, 0, false, nil
	for _, p := range s.parts {
		p.leave()
	}
}

// Moved implements screen.Mover.
func (s *Screen) Moved(e *screen.Env) { s.follow(e) }

// InText implements screen.Screen.
func (s *Screen) InText(e *screen.Env) bool {
	s.view(e)
	return s.writing()
}

// Page implements screen.Screen.
func (s *Screen) Page(e *screen.Env) screen.Page {
	v := s.view(e)
	var p screen.Page
	if s.sheet != nil {
		p = s.sheet.page(e)
	} else {
		p = s.parts[v.step].page(e, v)
		p.Hints = append(p.Hints, s.around(e, v, p.Hints)...)
	}
	p.Item, p.Step = v.item.Title.In(e.Lang), stepWords(e, v, p.Step)
	return p
}

// around are the hints of keys that act on every step; none where a key first
// closes something of the page.
func (s *Screen) around(e *screen.Env, v view, have []keys.Hint) []keys.Hint {
	if s.writing() || slices.ContainsFunc(have, func(h keys.Hint) bool { return h.Action == keys.Close }) {
		return nil
	}
	var out []keys.Hint
	if v.looking {
		out = append(out, keys.Hint{Action: keys.Main, Words: e.Say("values.foot.forward")},
			keys.Hint{Action: keys.Close, Words: e.Say("values.foot.room")})
	}
	if s.cards {
		return append(out, keys.Hint{Action: keys.Close})
	}
	if v.n > 1 {
		out = append(out, keys.Hint{Action: keys.Back, Words: e.Say("values.foot.back")})
	}
	return out
}

// Key implements screen.Screen.
func (s *Screen) Key(e *screen.Env, k keys.Key) screen.Do {
	v := s.view(e)
	a := e.Keys.Find(k, s.writing())
	if s.sheet != nil {
		return s.sheetKey(e, k, a)
	}
	do := s.parts[v.step].key(e, v, k, a)
	if !do.Ignored {
		return do
	}
	switch {
	case a == keys.MyAnswer && e.Snap.Values.OpenWriting() != nil && v.step != domain.StepWrite:
		s.cards = true
	case a == keys.Close && s.cards, a == keys.Back && s.cards:
		s.cards = false
	case a == keys.Back && v.n > 1:
		s.back++
	case a == keys.Close && v.looking:
		s.back = 0
	case a == keys.Main && v.looking:
		s.back--
	default:
		return do
	}
	return screen.Do{}
}

// Done implements screen.Doner: what was taken is cleared from its field; what
// was refused stays.
func (s *Screen) Done(e *screen.Env, what, _ any, err error) screen.Do {
	if s.sheet != nil && err == nil {
		if do, mine := s.sheetDone(what); mine {
			return do
		}
	}
	var do screen.Do
	for _, p := range s.parts {
		if d := p.done(e, what, err); d.Draft != nil {
			do = d
		}
	}
	return do
}
