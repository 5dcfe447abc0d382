package linear

import (
	"convene/internal/safetext"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/terms"
)

// termsHost adds what a host can do with the Terms of Reference.
func (s *session) termsHost(t *task) {
	x := s.snap.Terms
	if open := x.OpenChecks(); len(open) > 0 {
		for _, c := range open {
			s.closing(t, c.Poll, !c.CalledAt.IsZero(), terms.LastCall{Poll: c.ID()}, terms.CloseCheck{Poll: c.ID()}, nil)
		}
		return
	}
	t.add("open", s.Say("linear.check.open"), func(arg string) error { return s.openSectionCheck(arg) })
	t.add("unused", s.Say("linear.section.unused"), s.onSection("terms.unused.ask", func(sec *terms.Section, words safetext.Text) any {
		return terms.MarkNotUsed{Section: sec.ID, Reason: words}
	}))
	t.add("reopen", s.Say("linear.reopen"), s.onSection("terms.reopen.ask", func(sec *terms.Section, words safetext.Text) any {
		return terms.Reopen{Section: sec.ID, Reason: words}
	}))
	t.add("review", s.Say("sign.review.ask"), s.setReview)
	t.add("finding", s.Say("linear.findings"), func(string) error { s.findings(); return nil })
	t.add("signers", s.Say("linear.signer.add"), func(string) error { return s.askSigner() })
	switch x.Whole.Status {
	case terms.DraftDoc, terms.UnderReview:
		t.add("adopt", s.Say("linear.adopt"), func(string) error { return s.adopt() })
	case terms.AdoptedDoc:
		t.add("status", s.Say("linear.in_force"), func(string) error { s.do(terms.SetStatus{To: terms.InForce}); return nil })
	}
}

// onSection asks for a section by number and a reason, and gives a command.
func (s *session) onSection(question string, make func(*terms.Section, safetext.Text) any) action {
	return func(arg string) error {
		sec, err := s.whichSection(arg)
		if sec == nil || err != nil {
			return err
		}
		q := asking{prompt: s.in(sec.Title) + ". " + s.Say(question), kind: safetext.Line, field: sec.ID + "/reason"}
		r, err := s.ask(q)
		if err == nil && r.ok {
			s.send(q.field, make(sec, r.words))
		}
		return err
	}
}

// whichSection finds a section by number, or asks for the number.
func (s *session) whichSection(arg string) (*terms.Section, error) {
	for {
		if sec := s.byNumber(arg); sec != nil {
			return sec, nil
		}
		r, err := s.ask(asking{prompt: s.Say("linear.section.number"), kind: safetext.Line, exact: true})
		if err != nil || !r.ok {
			return nil, err
		}
		arg = r.words.String()
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
	l, ok, err := s.gather(head, poll.CheckMode(s.snap.Meta.PublicBody, ""))
	q.Aside, q.Warned = l.aside, l.warned
	return q, ok, err
}

// adopt asks the room about the whole, once nothing stands in its way.
func (s *session) adopt() error {
	if n := s.findings(); n > 0 {
		return nil
	}
	q, ok, err := s.question("", s.Say("sign.adopt.ask", "version", s.snap.Terms.Whole.Version+1))
	if ok && err == nil {
		s.do(terms.OpenAdoption{Question: q})
	}
	return err
}

// findings reads what keeps the document from being adopted, and gives how many
// of them do.
func (s *session) findings() int {
	blocking := 0
	var lines []string
	for _, f := range s.snap.Terms.Findings(s.facts()) {
		line := s.Say("finding."+f.Code, "subject", f.Subject)
		if sec := s.snap.Terms.Section(f.Section); sec != nil {
			line = s.Say("linear.section.head", "number", sec.Order, "title", s.in(sec.Title)) + " " + line
		}
		if f.Warns() {
			line += " " + s.Say("finding.warning")
		}
		if f.Stops(terms.AdoptedDoc) {
			blocking++
		}
		lines = append(lines, line+" ("+s.Say("finding.by."+string(f.Who))+")")
	}
	if len(lines) == 0 {
		lines = []string{s.Say("document.findings.none")}
	}
	s.read(lines)
	return blocking
}
