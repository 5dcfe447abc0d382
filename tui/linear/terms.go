package linear

import (
	"strings"

	"convene/internal/safetext"
	"convene/internal/workshop/terms"
)

// termsTask is what the Terms of Reference ask now: an open check, the section
// this person works on, or the list of sections.
func (s *session) termsTask(t *task) {
	x := s.snap.Terms
	for _, c := range x.OpenChecks() {
		if _, in := s.own(c.Poll.ID); in && s.section != "" {
			continue // they answered and work on elsewhere
		}
		s.sectionCheck(t, c)
		return
	}
	if sec := x.Section(s.section); sec != nil {
		s.sectionTask(t, sec)
		return
	}
	t.say(s.about())
	settled, all := x.Progress()
	t.say(s.Say("linear.terms.progress", "settled", settled, "all", all))
	t.ask = s.Say("linear.terms.ask")
	for _, sec := range x.Sections {
		t.answer(itoa(sec.Order), s.sectionLine(sec), func(string) error { s.openSection(sec.ID); return nil })
	}
	t.hear("write", s.writeSection)
	t.hear("sections", func(string) error { s.tellTask(s.now); return nil })
	s.signTask(t)
}

// sectionLine is a section's title and how far it has come.
func (s *session) sectionLine(sec *terms.Section) string {
	state := "empty"
	if sec.Status != terms.Empty {
		state = string(sec.Status)
	}
	return s.in(sec.Title) + ", " + s.Say("terms.state."+state)
}

// byNumber finds a section by the number it is known by.
func (s *session) byNumber(arg string) *terms.Section {
	for _, sec := range s.snap.Terms.Sections {
		if itoa(sec.Order) == arg {
			return sec
		}
	}
	return nil
}

// readSection reads a section of the Terms of Reference, from wherever the room
// is: "read 4". Without a number it lists them.
func (s *session) readSection(arg string) error {
	if sec := s.byNumber(arg); sec != nil {
		s.tell(s.Say("linear.section.head", "number", sec.Order, "title", s.sectionLine(sec)))
		s.readParagraphs(s.sectionText(sec))
		return nil
	}
	var lines []string
	for _, sec := range s.snap.Terms.Sections {
		lines = append(lines, s.Say("linear.option", "key", sec.Order, "label", s.sectionLine(sec)))
	}
	s.read(append(lines, s.Say("linear.section.which", "word", s.word("read"))))
	return nil
}

// writeSection opens a section for writing: "write 4".
func (s *session) writeSection(arg string) error {
	if sec := s.byNumber(arg); sec != nil {
		s.openSection(sec.ID)
		return nil
	}
	s.tell(s.Say("linear.section.which", "word", s.word("write")))
	return nil
}

// openSection makes a section the one this person works on.
func (s *session) openSection(id string) { s.section, s.offered = id, "" }

// sectionText is the shared text of a section's original. Before anyone wrote it
// is in the person's own language.
func (s *session) sectionText(sec *terms.Section) shared {
	lang := sec.Original
	if lang == "" {
		lang = s.w.Lang()
	}
	return shared{text: terms.TextID(sec.ID, lang), title: s.in(sec.Title), kind: safetext.Body, lang: lang, first: sec.Original == ""}
}

// sectionTask is one section: its guidance, its text by paragraphs, the drafts
// that wait for it, and its steps.
func (s *session) sectionTask(t *task, sec *terms.Section) {
	t.key += "/section/" + sec.ID + "/" + string(sec.Status)
	t.say(s.Say("linear.section.head", "number", sec.Order, "title", s.sectionLine(sec)))
	if !strings.Contains(s.offered, "/section/"+sec.ID+"/") { // once, when it is opened
		for i, g := range sec.Guidance {
			t.say(s.Say("terms.guidance", "text", s.in(g), "number", i+1, "total", len(sec.Guidance)) + ".")
		}
		t.say(s.Say("terms.named"))
	}
	t.ask = s.Say("linear.section.ask", "word", s.word("back"))
	s.paragraphs(t, s.sectionText(sec))
	for _, a := range s.snap.Terms.Waiting(sec.ID) {
		s.arrivalChoice(t, a)
	}
	switch sec.Status {
	case terms.Draft, terms.Open:
		t.add("ready", s.Say("linear.section.ready"), func(string) error { s.done(terms.MakeReady{Section: sec.ID}); return nil })
	case terms.Ready:
		t.add("draft", s.Say("linear.section.draft"), func(string) error { s.done(terms.MakeDraft{Section: sec.ID}); return nil })
	case terms.Agreed, terms.Concerns, terms.NotUsed:
		t.add("reopen", s.Say("linear.section.wish"), func(arg string) error {
			q := asking{prompt: s.Say("fault.reason_needed"), kind: safetext.Line, field: sec.ID + "/wish"}
			return s.given(q, arg, func(words safetext.Text) { s.send(q.field, terms.WishReopen{Section: sec.ID, Reason: words}) })
		})
	}
	s.translationChoices(t, sec)
	t.add("history", s.Say("keys.history.help"), func(string) error { s.history(sec); return nil })
	t.add("view", s.Say("terms.minority.add"), func(string) error { return s.addView(sec.ID) })
	for _, v := range s.snap.Terms.ViewsOf(sec.ID) {
		t.say(s.Say("linear.view", "words", s.theirs(v.Words.String(), v.Lang)))
		if v.Held(s.person.Seat) {
			t.add("takeback", s.Say("linear.view.takeback"), func(string) error { s.done(terms.LeaveView{ID: v.ID}); return nil })
		}
	}
}

// arrivalChoice offers a draft that an exercise produced for the section.
func (s *session) arrivalChoice(t *task, a terms.Arrival) {
	words := s.theirs(a.Words, a.Lang)
	t.say(s.Say("linear.arrival", "label", s.Say(a.Label), "words", words))
	t.add("accept", s.Say("linear.arrival.choice", "words", words), func(string) error {
		n, err := s.choose(words, s.Say("terms.arrive.accept"), s.Say("terms.arrive.leave"))
		switch {
		case n == 0 || err != nil:
			return err
		case n == 1:
			s.done(terms.Accept{Arrivals: []string{a.ID}, Lang: s.w.Lang(),
				Told: map[string]string{a.ID: s.w.Told(a.Label, a.Words)}})
			return nil
		}
		r, err := s.ask(asking{prompt: s.Say("terms.arrive.leave.why") + " " + s.Say("linear.text.optional"), kind: safetext.Line,
			field: a.ID + "/why"})
		if err == nil {
			s.send(a.ID+"/why", terms.LeaveOut{Arrival: a.ID, Reason: r.words})
		}
		return err
	})
}

// addView writes another view on a section, printed in its holder's words.
func (s *session) addView(section string) error {
	field := section + "/view"
	r, err := s.ask(asking{prompt: s.Say("terms.minority.add") + ". " + s.Say("terms.minority.note"), kind: safetext.Idea, field: field})
	if err != nil || !r.ok {
		return err
	}
	n, err := s.choose(s.Say("linear.view.sign"), s.Say("terms.minority.unsigned"), s.Say("linear.view.signed"))
	if n > 0 && err == nil {
		s.send(field, terms.AddView{Section: section, Words: r.words, Lang: s.w.Lang(), Sign: n == 2})
	}
	return err
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
		lines = []string{s.Say("linear.text.empty", "title", s.in(sec.Title))}
	}
	s.read(lines)
}

// sectionCheck asks the agree scale about a section, or about the whole.
func (s *session) sectionCheck(t *task, c *terms.Check) {
	question := s.Say("check.ask_whole")
	if sec := s.snap.Terms.Section(c.Section); sec != nil {
		question = s.Say("check.ask")
		t.say(s.Say("linear.check.head", "number", sec.Order, "title", s.in(sec.Title), "version", c.Version))
		for _, r := range c.Readers {
			name := r.Name.String()
			if r.Seat != "" {
				name = s.name(r.Seat)
			}
			t.say(s.Say("check.read_aloud", "name", name, "language", s.language(r.Lang)) + ".")
		}
	}
	s.scaleTask(t, &c.Check, question, answering{
		cast: func(choice string) any { return terms.Answer{Poll: c.ID(), Choice: choice} },
		reason: func(words safetext.Text) any {
			return terms.Reason{Poll: c.ID(), Words: words, Lang: s.w.Lang()}
		},
	})
	t.hear("read", func(arg string) error {
		if sec := s.snap.Terms.Section(c.Section); sec != nil && arg == "" {
			s.readParagraphs(s.checked(c, sec))
			return nil
		}
		return s.readSection(arg)
	})
	t.hear("sections", func(string) error { return s.readSection("") })
	t.hear("write", s.writeSection)
}

// checked is the text that a check asks about, in the person's language where it
// has one.
func (s *session) checked(c *terms.Check, sec *terms.Section) shared {
	x := s.sectionText(sec)
	for _, v := range c.Texts {
		if v.Section == sec.ID && v.Lang == s.w.Lang() {
			x.text, x.lang = terms.TextID(sec.ID, v.Lang), v.Lang
		}
	}
	return x
}

// translationChoices write the section in the person's own language, when its
// original is in another.
func (s *session) translationChoices(t *task, sec *terms.Section) {
	lang := s.w.Lang()
	if sec.Original == "" || sec.Original == lang || !s.snap.Roster.CanWrite(s.person.Seat) {
		return
	}
	own := shared{text: terms.TextID(sec.ID, lang), title: s.in(sec.Title), kind: safetext.Body, lang: lang}
	t.add("translate", s.Say("terms.translation.add", "language", s.language(lang)), func(string) error {
		s.readParagraphs(own)
		return s.addParagraphs(own, "")
	})
	if s.snap.Texts.Get(own.text) != nil && !sec.Fresh(s.snap.Texts.Get, lang) {
		t.add("", s.Say("linear.translation.same"), func(string) error {
			s.done(terms.SetTranslation{Section: sec.ID, Lang: lang})
			return nil
		})
	}
}
