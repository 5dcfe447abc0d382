package linear

import (
	"strings"
	"time"

	"convene/internal/fault"
)

// drafts are the person's unsent words. Where they can't be read they are asked for
// again, and nothing else happens before: new words would take their place.
func (s *session) drafts() map[string]string {
	for told := false; ; told = true {
		drafts, err := s.room.Drafts(s.ctx, s.person.Sitter())
		if err == nil || s.ctx.Err() != nil {
			return drafts
		}
		if !told {
			s.fail(err)
		}
		select {
		case <-time.After(time.Second):
		case <-s.ctx.Done():
		}
	}
}

// seated begins the life of a seat in this face.
func (s *session) seated() {
	s.see()
	s.told = s.snap
	s.pace.start(s.snap)
	if s.person.FromAnother() { // a line that was on its way was meant for the turn before
		s.pace.changed = s.deps.Now()
	}
	if s.person.ForAnother() {
		s.wrapUp.start(s)
		s.tell(s.Say("for.linear.back", "word", s.word("back")))
		return
	}
	for field, words := range s.drafts() {
		if own, ok := strings.CutPrefix(field, draftPrefix); ok {
			s.kept[own] = words
		}
	}
	if err := s.deps.Desk.Prefer(s.ctx, s.room.ID(), s.person.Seat, s.w.Lang(), "linear"); err != nil {
		s.deps.Log.Error("the face was not remembered", "code", fault.Code(err), "error", err)
	}
	s.wrapUp.start(s)
	s.readPrivate(nil)
	s.helped(nil)
	if n := len(s.private); n > 0 && s.guide() {
		s.tell(s.Say("host.waiting.private", "n", n))
	}
	if s.snap.Trouble != "" {
		s.tell(s.trouble())
	}
	if s.person.Entry == "" { // what a host did while they were away
		for _, a := range s.snap.Roster.Opened(s.person.Seat, nil) {
			s.tell(s.openedBy(a, s.w.DayTime))
		}
	}
	s.tell(s.Say("linear.help.first"))
	if s.leads() {
		s.tell(s.Say("linear.help.host"))
	}
	if b := s.person.Back; b != nil {
		s.tell(s.Say(b.Said(), "name", s.name(b.For)))
	}
	s.tell(s.catchingUp(s.fresh)...)
}
