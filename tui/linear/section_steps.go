package linear

import (
	"convene/internal/safetext"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/terms"
)

// sectionSteps are what takes a section on: ready, draft, open with someone who
// takes it on, reopened, not used, and which language it is first written in.
func (s *session) sectionSteps(t *task, sec *terms.Section) {
	if !s.snap.Roster.CanWrite(s.person.Seat) {
		return
	}
	guide, whole := s.guide(), s.snap.Terms.Whole
	locked := whole.Check.IsOpen() || whole.Locked()
	open := !locked && !sec.Status.Settled() && sec.Status != terms.NotUsed && sec.Status != terms.Checking
	switch {
	case open && sec.Status == terms.Ready:
		t.add("draft", s.Say("linear.section.draft"), func(string) error { s.done(terms.MakeDraft{Section: sec.ID}); return nil })
	case open && !sec.Blank(s.snap.Texts.Get):
		t.add("ready", s.Say("linear.section.ready"), func(string) error { s.done(terms.MakeReady{Section: sec.ID}); return nil })
	}
	if guide && open && (sec.Status == terms.Ready || sec.Status == terms.Open) {
		t.add("open", s.Say("linear.check.open"), func(string) error { return s.openSectionCheck(numbered(sec)) })
	}
	if sec.Status == terms.Open {
		t.add("takeon", s.Say("terms.do.takeon"), func(string) error { return s.takeOn(sec) })
	}
	if shut := sec.Status.Settled() || locked && sec.Status != terms.Checking; shut && guide {
		t.add("reopen", s.Say("linear.reopen"), s.withReason(sec, "terms.reopen.ask", func(why safetext.Text) any {
			return terms.Reopen{Section: sec.ID, Reason: why}
		}))
	} else if shut {
		t.add("reopen", s.Say("linear.section.wish"), s.withReason(sec, "terms.wish.ask", func(why safetext.Text) any {
			return terms.WishReopen{Section: sec.ID, Reason: why}
		}))
	}
	for _, w := range sec.Wishes {
		if guide || w.By == s.person.Seat {
			t.add("dropwish", s.Say("terms.do.drop_wish", "name", s.name(w.By)), func(string) error {
				s.done(terms.DropWish{Section: sec.ID, ID: w.ID})
				return nil
			})
		}
	}
	if guide && open {
		s.guidedSteps(t, sec)
	}
}

// guidedSteps are a host's: leaving a section out, and its first language.
func (s *session) guidedSteps(t *task, sec *terms.Section) {
	if !sec.Minimum {
		t.add("unused", s.Say("terms.do.not_used"), s.withReason(sec, "terms.unused.ask", func(why safetext.Text) any {
			return terms.MarkNotUsed{Section: sec.ID, Reason: why}
		}))
	}
	t.add("firstlang", s.Say("linear.section.original"), func(string) error {
		var o options
		for _, l := range s.deps.Lib.Languages() {
			o.add(l.Name, func() error { s.done(terms.SetOriginal{Section: sec.ID, Lang: l.Tag}); return nil })
		}
		return s.pick(s.Say("linear.section.original.ask"), o)
	})
}

// withReason asks why, in a line, and gives the command with it.
func (s *session) withReason(sec *terms.Section, question string, make func(safetext.Text) any) action {
	return func(arg string) error {
		q := asking{prompt: s.in(sec.Title) + ". " + s.Say(question), kind: safetext.Line, field: question + "/" + sec.ID}
		return s.given(q, arg, func(words safetext.Text) { s.send(q.field, make(words)) })
	}
}

// takeOn asks who takes an open section on, and by when. A host may name anyone,
// others themselves.
func (s *session) takeOn(sec *terms.Section) error {
	c := terms.TakeOn{Section: sec.ID, Seat: s.person.Seat}
	if s.guide() {
		p, ok, err := s.choosePerson(s.Say("terms.open.ask"), false)
		if err != nil || !ok {
			return err
		}
		c.Seat, c.Name = p.Seat, p.Name.As(safetext.Name)
	}
	day, ok, err := s.askDate(s.Say("terms.open.when"), "")
	if ok && err == nil {
		c.Due = s.endOf(day)
		s.done(c)
	}
	return err
}

// nationChoices let a delegate say that a section touches their government, or
// no longer does; a host may say the first of any.
func (s *session) nationChoices(t *task, sec *terms.Section) {
	me := s.seat()
	if me.Delegate() {
		for _, n := range sec.Nations {
			if n == me.Nation {
				t.add("affects", s.Say("terms.do.untouch", "nation", n.String()), func(string) error {
					s.done(terms.Untouch{Section: sec.ID, Nation: n})
					return nil
				})
				return
			}
		}
		t.add("affects", s.Say("terms.do.touch", "nation", me.Nation.String()), func(string) error {
			s.done(terms.Touch{Section: sec.ID, Nation: me.Nation})
			return nil
		})
		return
	}
	if s.guide() {
		t.add("affects", s.Say("linear.section.touch"), func(arg string) error {
			q := asking{prompt: s.Say("spectrum.nation.name"), kind: safetext.Name}
			return s.given(q, arg, func(name safetext.Text) { s.done(terms.Touch{Section: sec.ID, Nation: name}) })
		})
	}
}

// openSectionCheck asks the room about a section, with readers for languages
// that have no text.
func (s *session) openSectionCheck(arg string) error {
	sec, err := s.whichSection(arg)
	if sec == nil || err != nil {
		return err
	}
	q, ok, err := s.question(sec.ID, s.in(sec.Title)+".")
	if ok && err == nil {
		s.do(terms.OpenCheck{Section: sec.ID, Question: q})
	}
	return err
}

// question settles how a check is asked: who reads aloud, who is on the list.
func (s *session) question(section, head string) (q terms.Question, ok bool, err error) {
	for _, lang := range s.snap.Terms.Missing(s.snap.Texts.Get, s.snap.Roster, section, nil) {
		s.tell(s.Say("check.needs_language", "language", s.language(lang)))
		p, ok, err := s.choosePerson(s.Say("check.reader.ask", "language", s.language(lang)), false)
		if err != nil || !ok {
			return q, false, err
		}
		q.Readers = append(q.Readers, terms.Reader{Lang: lang, Seat: p.Seat, Name: p.Name.As(safetext.Name)})
	}
	l, ok, err := s.gather(head, "vote.open.ask", poll.CheckMode(s.snap.Meta.PublicBody, ""))
	q.Aside, q.Warned = l.aside, l.warned
	return q, ok, err
}
