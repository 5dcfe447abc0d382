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
	again := s.outlined
	t.told = func() { s.outlined = true }
	for _, sec := range x.Sections {
		t.answer(numbered(sec), s.sectionLine(sec), func(string) error { s.openSection(sec); return nil })
		t.choices[len(t.choices)-1].quiet = again // the list is long, and was read out once
	}
	if again {
		t.ask = s.Say("linear.terms.ask.again", "word", s.word("sections"))
	}
	t.hear("write", s.writeSection)
	t.hear("sections", s.writeSection)
	s.signTask(t)
}

// sectionLine is a section's title and how far it has come.
func (s *session) sectionLine(sec *terms.Section) string {
	state := s.snap.Terms.Stands(sec).Word()
	if sec.Itself && sec.Status == terms.Empty {
		state = "itself"
	}
	line := s.in(sec.Title) + ", " + s.Say("terms.state."+state)
	if n := len(s.snap.Terms.Waiting(sec.ID)); n > 0 {
		line += ", " + s.Say("linear.drafts", "n", n)
	}
	return line
}

// numbered is what a section is known by: its number, and A for the annex, which
// is no section of its own.
func numbered(sec *terms.Section) string {
	if sec.Annex {
		return "A"
	}
	return itoa(sec.Order)
}

// byNumber finds a section by the number it is known by.
func (s *session) byNumber(arg string) *terms.Section {
	for _, sec := range s.snap.Terms.Sections {
		if fold(numbered(sec)) == fold(arg) {
			return sec
		}
	}
	return nil
}

// readSection reads a section of the Terms of Reference, from wherever the room
// is: "read 4". Without a number it lists them.
func (s *session) readSection(arg string) error {
	if sec := s.byNumber(arg); sec != nil {
		s.tell(s.Say("linear.section.head", "number", numbered(sec), "title", s.sectionLine(sec)))
		s.readParagraphs(s.sectionText(sec))
		return nil
	}
	var lines []string
	for _, sec := range s.snap.Terms.Sections {
		lines = append(lines, s.Say("linear.option", "key", numbered(sec), "label", s.sectionLine(sec)))
	}
	s.read(append(lines, s.Say("linear.section.which", "word", s.word("read"))))
	return nil
}

// writeSection opens a section for writing: "write 4".
func (s *session) writeSection(arg string) error {
	if sec := s.byNumber(arg); sec != nil {
		s.openSection(sec)
		return nil
	}
	return s.readSection("")
}

// sectionCheck asks the agree scale about a section, or about the whole.
func (s *session) sectionCheck(t *task, c *terms.Check) {
	question := s.Say("check.ask_whole")
	if sec := s.snap.Terms.Section(c.Section); sec != nil {
		question = s.Say("check.ask")
		t.say(s.Say("linear.check.head", "number", numbered(sec), "title", s.in(sec.Title), "version", c.Version))
		for _, r := range c.Readers {
			name := r.Name.String()
			if r.Seat != "" {
				name = s.name(r.Seat)
			}
			t.say(s.Say("check.read_aloud", "name", name, "language", s.language(r.Lang)) + ".")
		}
		s.sayText(t, s.checked(c, sec))
	} else {
		for _, line := range s.notAsked("terms.whole.unchecked") {
			t.say(line)
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
	t.hear("sections", s.writeSection)
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

// fewParagraphs is how many are read out with a question; more wait for "read".
const fewParagraphs = 8

// sayText reads the text that is asked about, if it is short.
func (s *session) sayText(t *task, x shared) {
	paras := s.doc(x).Paras()
	if len(paras) > fewParagraphs {
		t.say(s.Say("linear.check.read", "n", len(paras), "word", s.word("read")))
		return
	}
	for i, p := range paras {
		if strings.TrimSpace(p.Text) != "" {
			t.say(s.Say("linear.section.read.nobody", "number", i+1, "text", s.theirs(p.Text, x.lang)))
		}
	}
}
