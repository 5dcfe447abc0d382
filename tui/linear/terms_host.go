package linear

import (
	"slices"
	"strings"
	"time"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
)

// termsHost adds what a host can do while the room works on the sections.
func (s *session) termsHost(t *task) {
	for _, c := range s.snap.Terms.OpenChecks() {
		s.closing(t, c.Poll, !c.CalledAt.IsZero(), terms.LastCall{Poll: c.ID()}, terms.CloseCheck{Poll: c.ID()}, nil)
	}
	if len(s.snap.Terms.OpenChecks()) > 0 {
		return
	}
	t.add("open", s.Say("linear.check.open"), s.openSectionCheck)
	t.add("unused", s.Say("linear.section.unused"), s.onSection("terms.unused.ask", func(sec *terms.Section, words safetext.Text) any {
		return terms.MarkNotUsed{Section: sec.ID, Reason: words}
	}))
}

// onSection asks for a section by number and a reason, and gives a command.
func (s *session) onSection(question string, make func(*terms.Section, safetext.Text) any) action {
	return func(arg string) error {
		sec, err := s.whichSection(arg)
		if sec == nil || err != nil {
			return err
		}
		return s.withReason(sec, question, func(words safetext.Text) any { return make(sec, words) })("")
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

// wholeChoices are about the document as one: what is missing, its adoption and
// status, its review, and who signs. A host gives them while the room works on
// the sections and once it was adopted; the coordinator at any time.
func (s *session) wholeChoices(t *task) {
	w := s.snap.Terms.Whole
	coordinator := s.seat().Has(roster.Coordinator)
	item, _ := s.snap.Agenda.Now()
	if !coordinator && (item.Activity != "terms" || !s.running()) && w.Version == 0 {
		return
	}
	t.add("finding", s.Say("linear.findings"), func(string) error { return s.tellFindings() })
	if w.Check.IsOpen() {
		return
	}
	draft := w.Status == terms.DraftDoc || w.Status == terms.UnderReview
	if s.guide() && draft {
		t.add("adopt", s.Say("linear.adopt"), func(string) error { return s.adopt() })
	}
	if s.guide() && !t.offers("reopen") {
		t.add("reopen", s.Say("linear.section.reopen"), s.onSection("terms.reopen.ask", func(sec *terms.Section, words safetext.Text) any {
			return terms.Reopen{Section: sec.ID, Reason: words}
		}))
	}
	s.statusChoices(t, w)
	if w.Status != terms.Over {
		t.add("review", s.Say("sign.review.ask"), s.setReview)
		t.add("signers", s.Say("linear.signers"), func(string) error { return s.signers() })
	}
	if w.Version > 0 {
		t.add("extend", s.Say("terms.do.extend"), s.extend)
	}
}

// offers reports whether a word does something in a list already.
func (t task) offers(word string) bool {
	_, ok := t.find(word)
	return ok
}

// statusChoices take an adopted document on.
func (s *session) statusChoices(t *task, w terms.Whole) {
	to := func(word, label string, status terms.DocStatus) {
		t.add(word, label, func(arg string) error {
			name := s.Say("terms.status." + string(status))
			if status == terms.InForce {
				return s.askThen(func() { s.do(terms.SetStatus{To: status}) }, append(s.notAsked("terms.whole.with"), s.Say("terms.status.ask", "status", name))...)
			}
			q := asking{prompt: s.Say("terms.status.why", "status", name), kind: safetext.Line, field: "status/" + string(status)}
			return s.given(q, arg, func(why safetext.Text) { s.send(q.field, terms.SetStatus{To: status, Reason: why}) })
		})
	}
	if w.Status == terms.AdoptedDoc {
		to("status", s.Say("terms.do.in_force"), terms.InForce)
	}
	if w.Status == terms.AdoptedDoc || w.Status == terms.InForce {
		to("underreview", s.Say("terms.do.under_review"), terms.UnderReview)
	}
	if w.Status != terms.DraftDoc && w.Status != terms.Over {
		to("over", s.Say("terms.do.over"), terms.Over)
	}
}

// adopt asks the room about the whole, once nothing stands in its way.
func (s *session) adopt() error {
	stops := func(f terms.Finding) bool { return f.Stops(terms.AdoptedDoc) }
	if all := s.snap.Terms.Findings(s.facts()); slices.ContainsFunc(all, stops) {
		s.tell(s.Say("document.findings") + ":")
		s.readFindings(all)
		return nil
	}
	s.tell(s.notAsked("terms.whole.unchecked")...)
	q, ok, err := s.question("", s.Say("sign.adopt.ask", "version", s.snap.Terms.Whole.Version+1))
	if ok && err == nil {
		s.do(terms.OpenAdoption{Question: q})
	}
	return err
}

// notAsked says which sections no check has agreed, before the whole is asked or
// after it was adopted; nil where there are none.
func (s *session) notAsked(id string) []string {
	list := s.snap.Terms.Unchecked(s.snap.Texts.Get)
	if len(list) == 0 {
		return nil
	}
	var names []string
	for _, sec := range list {
		names = append(names, numbered(sec)+" "+s.in(sec.Title))
	}
	return []string{s.Say(id, "n", len(list), "sections", strings.Join(names, "; "))}
}

// readFindings reads what is missing, where, and who can settle it.
func (s *session) readFindings(all []terms.Finding) {
	var lines []string
	for i, f := range all {
		lines = append(lines, s.Say("linear.finding", "number", i+1, "finding", s.findingLine(f)))
	}
	if len(lines) == 0 {
		lines = []string{s.Say("document.findings.none")}
	}
	s.read(lines)
}

func (s *session) findingLine(f terms.Finding) string {
	subject := f.Subject
	if f.Code == terms.TranslationOld {
		subject = s.language(subject)
	}
	line := s.Say(f.Sentence(), "subject", subject, "date", s.calendar(f.Due))
	if sec := s.snap.Terms.Section(f.Section); sec != nil {
		line = s.Say("linear.section.head", "number", numbered(sec), "title", s.in(sec.Title)) + " " + line
	}
	if f.Answered != nil {
		return line + " (" + s.Say("document.finding.answered", "words", f.Answered.Words.String()) + ")"
	}
	who := s.Say("finding.by." + string(f.Who))
	if f.Warns() {
		who = s.Say("finding.warning") + ", " + who
	}
	return line + " (" + who + ")"
}

// tellFindings reads what is missing, and takes why something may stand as it is.
func (s *session) tellFindings() error {
	all := s.snap.Terms.Findings(s.facts())
	s.readFindings(all)
	if !slices.ContainsFunc(all, open) {
		return nil
	}
	for {
		r, err := s.ask(asking{prompt: s.Say("linear.finding.answer"), kind: safetext.Line, exact: true})
		if err != nil || !r.ok {
			return err
		}
		n, ok := number(r.words.String(), len(all))
		if !ok || !open(all[n-1]) {
			s.fail(fault.New("finding_blocks"))
			continue
		}
		q := asking{prompt: s.Say("document.finding.why"), kind: safetext.Line, field: "finding/" + all[n-1].Key()}
		return s.given(q, "", func(words safetext.Text) { s.send(q.field, terms.AnswerFinding{Finding: all[n-1], Words: words}) })
	}
}

// open reports whether somebody can still say why a finding may stand.
func open(f terms.Finding) bool { return f.Answerable() && f.Answered == nil }

// setReview sets the day of the next review.
func (s *session) setReview(arg string) error {
	day, ok, err := s.askDate(s.Say("sign.review.ask"), arg)
	if ok && err == nil {
		s.done(terms.SetReview{Date: day})
	}
	return err
}

// extend lets people sign longer, to the end of a day.
func (s *session) extend(arg string) error {
	day, ok, err := s.askDate(s.Say("terms.extend.ask"), arg)
	if ok && err == nil {
		s.done(terms.ExtendSigning{Until: s.endOf(day)})
	}
	return err
}

// endOf is the last second of a day of the calendar, where the meeting is.
func (s *session) endOf(day time.Time) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), 23, 59, 59, 0, s.zone()).UTC()
}
