package linear

import (
	"strings"

	"convene/internal/safetext"
	"convene/internal/workshop/terms"
)

// sectionText is the shared text of a section's original. Before anyone wrote it
// is in the person's own language.
func (s *session) sectionText(sec *terms.Section) shared {
	lang := sec.Original
	if lang == "" {
		lang = s.w.Lang()
	}
	return s.textIn(sec, lang)
}

// textIn is a section's text in a language.
func (s *session) textIn(sec *terms.Section, lang string) shared {
	return shared{text: terms.TextID(sec.ID, lang), title: s.in(sec.Title), kind: safetext.Body, lang: lang, first: sec.Original == ""}
}

// openSection makes a section the one this person works on: where the room works
// on the sections, or beside what it does.
func (s *session) openSection(sec *terms.Section) {
	s.section, s.inLang = sec.ID, ""
	if item, ok := s.snap.Agenda.Now(); ok && item.Activity == "terms" && s.running() {
		s.offered = ""
		return
	}
	s.aside(s.besides)
}

// besides is the section that somebody reads or writes while the room is
// elsewhere.
func (s *session) besides() task {
	t := task{make: s.besides, key: "besides"}
	if sec := s.snap.Terms.Section(s.section); sec != nil {
		s.sectionTask(&t, sec)
	}
	return t
}

// sectionTask is one section: its guidance, its text by paragraphs, the drafts
// that wait for it, and its steps.
func (s *session) sectionTask(t *task, sec *terms.Section) {
	t.key += "/section/" + sec.ID + "/" + string(sec.Status) + "/" + s.inLang
	t.say(s.Say("linear.section.head", "number", numbered(sec), "title", s.sectionLine(sec)))
	s.aboutSection(t, sec)
	if !strings.Contains(s.offered, "/section/"+sec.ID+"/") { // once, when it is opened
		for i, g := range sec.Guidance {
			t.say(s.Say("terms.guidance", "text", s.in(g), "number", i+1, "total", len(sec.Guidance)) + ".")
		}
		t.say(s.Say("terms.named"))
	}
	t.ask = s.Say("linear.section.ask", "word", s.word("back"))
	x := s.sectionText(sec)
	if s.inLang != "" {
		x = s.textIn(sec, s.inLang)
		t.say(s.Say("linear.translation.in", "language", s.language(s.inLang), "word", s.word("original")))
	}
	s.paragraphs(t, x)
	s.arrivalChoices(t, sec)
	s.sectionSteps(t, sec)
	s.translationChoices(t, sec)
	s.nationChoices(t, sec)
	t.add("history", s.Say("keys.history.help"), func(string) error { s.history(sec); return nil })
	s.sectionViews(t, sec)
}

// aboutSection says what is settled of a section beside its text.
func (s *session) aboutSection(t *task, sec *terms.Section) {
	if sec.Status == terms.NotUsed {
		t.say(s.Say("document.not_used", "why", sec.Why.String()) + ".")
	}
	owner := sec.OwnerName.String()
	if sec.Owner != "" {
		owner = s.name(sec.Owner)
	}
	if owner != "" && sec.Status == terms.Open {
		t.say(s.Say("terms.open.owner", "name", owner, "date", s.day(sec.Due)) + ".")
	}
	for _, w := range sec.Wishes {
		t.say(s.Say("terms.wish", "name", s.name(w.By), "why", w.Reason.String()))
	}
	for _, n := range sec.Nations {
		t.say(s.Say("linear.section.touches", "nation", n.String()))
	}
	if c := sec.Check; c != nil && !c.IsOpen() && !c.Voided {
		t.say(s.Say("check.result." + string(c.Outcome.Consent.Standing)))
	}
}

// translationChoices go to the text in another language, and back, and say that
// both say the same.
func (s *session) translationChoices(t *task, sec *terms.Section) {
	if sec.Original == "" || !s.snap.Roster.CanWrite(s.person.Seat) || sec.Status == terms.NotUsed {
		return
	}
	if s.inLang != "" {
		t.add("original", s.Say("linear.translation.back", "language", s.language(sec.Original)), func(string) error {
			s.inLang = ""
			return nil
		})
	}
	for _, l := range s.deps.Lib.Languages() {
		lang := l.Tag
		if lang == sec.Original {
			continue
		}
		if lang != s.inLang && !s.snap.Terms.Whole.Locked() {
			t.add("translate", s.Say("terms.translation.add", "language", s.language(lang)), func(string) error {
				s.inLang = lang
				return nil
			})
		}
		if d := s.snap.Texts.Get(terms.TextID(sec.ID, lang)); d != nil && !d.IsEmpty() && !sec.Fresh(s.snap.Texts.Get, lang) {
			t.add("same", s.Say("terms.do.translated", "language", s.language(lang)), func(string) error {
				s.done(terms.SetTranslation{Section: sec.ID, Lang: lang})
				return nil
			})
		}
	}
}

// arrivalChoices offer the drafts that the exercises produced for a section.
func (s *session) arrivalChoices(t *task, sec *terms.Section) {
	waiting := s.snap.Terms.Waiting(sec.ID)
	if len(waiting) == 0 {
		return
	}
	for i, a := range waiting {
		t.key += "/" + a.ID // a number means the draft that was read out
		t.say(s.Say("linear.arrival", "number", i+1, "label", s.Say(a.Label), "words", s.theirs(a.Words, a.Lang)))
	}
	one := func(then func(terms.Arrival) error) action {
		return func(arg string) error {
			n, ok := number(arg, len(waiting))
			for !ok && len(waiting) > 1 {
				r, err := s.ask(asking{prompt: s.Say("linear.arrival.which", "n", len(waiting)), kind: safetext.Line, exact: true})
				if err != nil || !r.ok {
					return err
				}
				n, ok = number(r.words.String(), len(waiting))
			}
			return then(waiting[max(n, 1)-1])
		}
	}
	t.add("accept", s.Say("linear.arrival.accept"), one(func(a terms.Arrival) error {
		s.done(terms.Accept{Arrivals: []string{a.ID}, Lang: s.w.Lang(), Told: map[string]string{a.ID: s.w.Told(a.Label, a.Words, a.Parts...)}})
		return nil
	}))
	t.add("leaveout", s.Say("linear.arrival.leave"), one(func(a terms.Arrival) error {
		field := a.ID + "/why"
		r, err := s.ask(asking{prompt: s.Say("terms.arrive.leave.why"), kind: safetext.Line, field: field})
		if err == nil && r.ok {
			s.send(field, terms.LeaveOut{Arrival: a.ID, Reason: r.words})
		}
		return err
	}))
}

// history tells who did what in a section, and when.
func (s *session) history(sec *terms.Section) {
	var lines []string
	for _, e := range sec.History {
		line := s.w.Moment(e.From, s.zone()) + ": " + s.Say("terms.history."+string(e.Kind), "name", s.name(e.By))
		if !e.Note.IsBlank() {
			line += ", " + e.Note.String()
		}
		lines = append(lines, line+".")
	}
	if len(lines) == 0 {
		lines = []string{s.Say("terms.history.none")}
	}
	s.read(lines)
}
