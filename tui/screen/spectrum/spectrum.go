// Package spectrum is the screen of the Community Engagement Spectrum, for
// everyone who takes part: the topic's record, the levels, the quiet time, the
// votes and what they said, the promise and the consent. Which of them is in
// front follows from where the room is; earlier steps can be looked at again.
// What only a host does is made in package guide below this one.
//
// A Screen belongs to one person's program and only its goroutine calls it;
// nothing blocks, and nothing outlives the program.
package spectrum

import (
	"reflect"

	"convene/internal/text"
	"convene/internal/workshop/agenda"
	domain "convene/internal/workshop/spectrum"
	"convene/tui/keys"
	"convene/tui/screen"
	"convene/tui/screen/spectrum/guide"
)

// Screen is the exercise on one person's terminal.
type Screen struct {
	sheets  []*sheet // small questions in front of the page; the last one shows
	returns bool     // the host came for one of them and goes back afterwards

	back  int            // steps that the person looks back from the room's
	ahead map[string]int // pages read apart from the room's, by step or round
	older int            // rounds that the person looks back in a result
	read  int            // rows that the offer of a check is scrolled

	chosen  map[string]string // chosen and not sent, by poll
	sent    map[string]bool   // sent, by poll, until the own answer is loaded
	asked   string            // the round or check that question belongs to
	at      int               // the question in front; auto is the first without an answer
	self    map[string]bool   // rounds in which a delegate also answers as themselves
	showing bool              // own answers are in sight until the next key

	note    *note           // the private note being written
	promise *screen.Writing // the promise's shared text
	held    *view           // where the person writes, while the room goes on
	memo    memo
}

// auto stands for the first question without an answer.
const auto = -1

// New makes the screen.
func New() *Screen {
	return &Screen{ahead: map[string]int{}, chosen: map[string]string{}, sent: map[string]bool{}, self: map[string]bool{},
		at: auto}
}

// view is what stands in front: a topic at a step.
type view struct {
	item  agenda.Item
	step  string
	n     int // of the step, from 1; 0 without steps
	topic *domain.Topic
	// looking says that the person looks at an earlier step than the room's.
	looking bool
}

// view says what is in front.
func (s *Screen) view(e *screen.Env) view {
	if s.held != nil {
		v := *s.held
		v.topic = e.Snap.Spectrum.Topic(v.topic.ID)
		if v.topic != nil {
			return v
		}
	}
	item, _ := e.Snap.Agenda.Now()
	v := view{item: item, step: e.Snap.Agenda.At.Step, topic: guide.Topic(e)}
	for i, id := range item.Steps {
		if id == v.step {
			s.back = min(s.back, i)
			v.n, v.looking = i+1-s.back, s.back > 0
			v.step = item.Steps[i-s.back]
			break
		}
	}
	if v.n == 0 {
		s.back = 0
	}
	return v
}

// Moved implements screen.Mover: the person follows the room. Words that were
// not sent stay in their drafts.
func (s *Screen) Moved(e *screen.Env) {
	s.sheets, s.back, s.older, s.read, s.at, s.showing, s.returns = nil, 0, 0, 0, auto, false, false
	s.note, s.held = nil, nil
	clear(s.ahead)
	if s.promise != nil {
		s.promise.Stop()
	}
	s.forget(e)
}

// forget drops what was chosen for questions that are not asked any more.
func (s *Screen) forget(e *screen.Env) {
	open := make(map[string]bool)
	for _, p := range e.Snap.Spectrum.OpenPolls() {
		open[p.ID] = true
	}
	for id := range s.chosen {
		if !open[id] {
			delete(s.chosen, id)
		}
	}
	for id := range s.sent {
		if !open[id] {
			delete(s.sent, id)
		}
	}
}

// InText implements screen.Screen.
func (s *Screen) InText(*screen.Env) bool {
	if sh := s.sheet(); sh != nil {
		return sh.inText()
	}
	return s.note != nil || s.promise != nil && s.promise.InText()
}

// Caret implements screen.Texter.
func (s *Screen) Caret(e *screen.Env) (textID string, at text.Pos, ok bool) {
	if s.promise == nil || len(s.sheets) > 0 {
		return "", text.Pos{}, false
	}
	return s.promise.Caret(e)
}

// Page implements screen.Screen.
func (s *Screen) Page(e *screen.Env) screen.Page {
	v := s.view(e)
	var p screen.Page
	if sh := s.sheet(); sh != nil {
		p = sh.page(e)
	} else {
		p = s.stepPage(e, v)
		p.Hints = append(p.Hints, s.around(e, v)...)
	}
	p.Item, p.Step = v.item.Title.In(e.Lang), s.stepWords(e, v, p.Step)
	return p
}

// stepPage is the page of a step.
func (s *Screen) stepPage(e *screen.Env, v view) screen.Page {
	switch {
	case v.topic == nil:
		return s.emptyPage(e)
	case v.step == domain.StepTour:
		return s.tourPage(e)
	case v.step == domain.StepQuiet:
		return s.quietPage(e, v)
	case v.step == domain.StepVote1:
		return s.votePage(e, v, domain.First)
	case v.step == domain.StepVote2:
		return s.votePage(e, v, domain.Second)
	case v.step == domain.StepReveal:
		return s.resultPage(e, v, domain.First)
	case v.step == domain.StepPromise:
		return s.promisePage(e, v)
	case v.step == domain.StepConsent:
		return s.consentPage(e, v)
	}
	return s.framePage(e, v)
}

// Key implements screen.Screen.
func (s *Screen) Key(e *screen.Env, k keys.Key) screen.Do {
	a := e.Keys.Find(k, s.InText(e))
	v := s.view(e)
	shown := s.showing
	s.showing = false
	switch {
	case s.sheet() != nil:
		return s.sheetKey(e, k, a)
	case s.note != nil:
		return s.noteKey(e, v, k, a)
	case s.promise != nil && s.promise.Active():
		return s.writingKey(e, v, k)
	}
	do := s.stepKey(e, v, k, a)
	if do.Ignored {
		do = s.aroundKey(e, v, a)
	}
	if do.Ignored && shown {
		return screen.Do{} // any key hides the answer again
	}
	return do
}

// stepKey gives a key to the step in front.
func (s *Screen) stepKey(e *screen.Env, v view, k keys.Key, a keys.Action) screen.Do {
	switch {
	case v.topic == nil:
		return screen.Ignore()
	case v.step == domain.StepTour:
		return s.turnKey(v.step, len(e.Snap.Spectrum.Content.Levels)+1, s.pageOf(e, v.step), a)
	case v.step == domain.StepQuiet:
		return s.quietKey(e, v, a)
	case v.step == domain.StepVote1:
		return s.voteKey(e, v, domain.First, k, a)
	case v.step == domain.StepVote2:
		return s.voteKey(e, v, domain.Second, k, a)
	case v.step == domain.StepReveal:
		return s.resultKey(e, v, domain.First, a)
	case v.step == domain.StepPromise:
		return s.promiseKey(e, v, k, a)
	case v.step == domain.StepConsent:
		return s.consentKey(e, v, k, a)
	}
	return s.frameKey(e, v, k, a)
}

// Done implements screen.Doner: what was taken is cleared from its field; what
// was refused stays.
func (s *Screen) Done(e *screen.Env, what, _ any, err error) screen.Do {
	if s.promise != nil {
		if do, mine := s.promise.Done(e, what, err); mine {
			return do
		}
	}
	if err == nil {
		s.noteSent(what)
	}
	for i := len(s.sheets) - 1; i >= 0; i-- {
		sh := s.sheets[i]
		if sh.sent == nil || reflect.TypeOf(sh.sent) != reflect.TypeOf(what) {
			continue
		}
		if err != nil {
			if sh.refused != nil {
				sh.refused(e)
			}
			return screen.Do{}
		}
		do := s.closeSheet(i)
		if _, later := what.(domain.AddReason); later {
			do.Notice = e.Say("vote.reason.kept_later")
		}
		return do
	}
	return screen.Do{}
}

// noteSent remembers that an answer arrived, until it is loaded.
func (s *Screen) noteSent(what any) {
	switch c := what.(type) {
	case domain.Cast:
		s.sent[c.Poll], s.at = true, auto
		delete(s.chosen, c.Poll)
	case domain.WriteReason:
		s.sent[c.Poll] = true
	case domain.AddReason:
		s.sent[c.Poll] = true
	case domain.Withdraw:
		delete(s.sent, c.Poll)
	}
}
