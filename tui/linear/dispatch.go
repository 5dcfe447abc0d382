package linear

import (
	"strings"
	"time"

	"convene/internal/access"
	"convene/internal/fault"
)

// dispatch does what a line says.
func (s *session) dispatch(line string) error {
	hasty, unsure := s.pace.hasty(s.began, s.early), s.pace.unsure(s.console.Echo)
	line = strings.TrimSpace(line)
	if line == "" {
		return nil
	}
	s.pace.changed = time.Time{}         // whatever is typed next was typed after hearing
	line = strings.TrimPrefix(line, "/") // the slash of a text question does no harm here
	todo, arg := s.meaning(line)
	switch {
	case todo == nil && access.LikeWords(line): // a passphrase, typed where it shows
		s.tell(s.Say("linear.unknown.unread", "word", s.word("signin")))
		return nil
	case todo == nil:
		s.tell(s.Say("linear.unknown", "word", line))
		return nil
	case hasty != "" && todo.binds:
		return s.tooSoon(s.Say(hasty), arg)
	case unsure && todo.binds:
		return s.meansIt(todo, arg)
	}
	return todo.do(arg)
}

// meansIt asks whether a line is meant for the question that came meanwhile. A line
// that says neither yes nor no is a line of its own, begun behind the question.
func (s *session) meansIt(todo *deed, arg string) error {
	s.tell(s.Say("linear.moved.unsure"))
	line, err := s.line(s.Say("linear.prompt.yes"), false, s.catchNews)
	if err != nil {
		return err
	}
	id, _, ok := s.book.find(line)
	switch {
	case s.pace.hasty(s.began, s.early) != "" || s.pace.unsure(s.console.Echo): // it moved again
		return s.tooSoon(s.Say("linear.moved.hasty"), arg)
	case ok && id == "yes":
		return todo.do(arg)
	}
	s.tell(s.Say("linear.not_done"))
	s.keepAside(arg)
	if ok && id == "no" {
		return nil
	}
	return s.dispatch(line)
}

// deed is what a line would do. One that binds answers the question or changes
// something; the others only tell.
type deed struct {
	do    action
	binds bool
}

// meaning finds what a line says, and what stands behind its word.
func (s *session) meaning(line string) (*deed, string) {
	choose := func(c choice) *deed { return &deed{func(arg string) error { return s.act(c, arg) }, true} }
	if c, ok := s.now.keyed(line); ok {
		return choose(c), ""
	}
	id, arg, ok := s.book.find(line)
	if c, told := s.now.labelled(line); told && (!s.book.exact(line) || s.named(c, id, line)) {
		return choose(c), ""
	}
	switch {
	case !ok:
		return nil, ""
	case id == "answer" && arg != "", id == "vote":
		return &deed{s.answerBy, true}, arg // "answer 3" answers, "answer" alone tells one's own
	}
	if c, ok := s.now.find(id); ok {
		return choose(c), arg
	}
	if id == "ready" && s.now.secret {
		return &deed{func(string) error { return s.answerUnseen() }, false}, arg
	}
	if s.leads() {
		if c, ok := s.hostTask().find(id); ok {
			return &deed{c.do, true}, arg
		}
	}
	return &deed{func(arg string) error { return s.anywhere(id, arg) }, false}, arg
}

// named reports whether a line is the whole name by which a choice was read out,
// where nothing else that can be chosen goes by that word. What there is more to
// read comes first.
func (s *session) named(c choice, id, line string) bool {
	_, other := s.now.find(id)
	return !other && nameOf(c.label) == fold(line) && (id != "more" || len(s.rest) == 0)
}

// nameOf is what a choice is called, before what it is about.
func nameOf(label string) string {
	name, _, _ := strings.Cut(label, ":")
	return fold(name)
}

// find gives the choice that a word does.
func (t task) find(word string) (choice, bool) {
	for _, c := range t.choices {
		if c.word == word {
			return c, true
		}
	}
	return choice{}, false
}

// words are those that do something here and are told by "help".
func (t task) words() map[string]bool {
	told := make(map[string]bool)
	for _, c := range t.choices {
		told[c.word] = c.label != ""
	}
	return told
}

// keyed gives the choice with a number or letter.
func (t task) keyed(line string) (choice, bool) {
	for _, c := range t.choices {
		if c.key != "" && fold(c.key) == fold(line) {
			return c, true
		}
	}
	return choice{}, false
}

// labelled gives the one choice whose words begin as a line does: what is read
// out can be typed too.
func (t task) labelled(line string) (choice, bool) {
	labels := make([]string, len(t.choices))
	for i, c := range t.choices {
		if !c.quiet {
			labels[i] = c.label
		}
	}
	if i := begins(labels, line); i >= 0 {
		return t.choices[i], true
	}
	return choice{}, false
}

// begins finds the label that a line is, or the one that begins as it does; -1
// for none, or more than one. A letter or two are no beginning.
func begins(labels []string, line string) int {
	line = fold(line)
	found, several := -1, false
	for i, l := range labels {
		if line != "" && (fold(l) == line || nameOf(l) == line) {
			return i
		}
		l = fold(l)
		if len(line) >= 3 && strings.HasPrefix(l, line) {
			found, several = i, found >= 0
		}
	}
	if several {
		return -1
	}
	return found
}

// inside finds the one label in which a line is, from the beginning of a word on:
// "Rosa", for who is read out with a title before the name.
func inside(labels []string, line string) int {
	found := -1
	for i, l := range labels {
		if line = fold(line); len(line) < 3 || !strings.Contains(" "+fold(l), " "+line) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	return found
}

// act does a choice, unless the room asks something else by now: then nothing
// is sent and the words are kept (design promise 8).
func (s *session) act(c choice, arg string) error {
	asked := s.now
	s.see()
	if fresh := asked.make(); fresh.key != asked.key || fresh.shape() != asked.shape() {
		s.tell(s.Say("linear.moved.again"))
		s.keepAside(arg)
		return nil
	}
	return c.do(arg)
}

// tooSoon asks for a line once more that may have been meant for the question
// before, and says why.
func (s *session) tooSoon(why, arg string) error {
	s.tell(why)
	s.keepAside(arg)
	return nil
}

// keepAside keeps words that were typed behind a command and not sent.
func (s *session) keepAside(arg string) {
	if len(strings.Fields(arg)) > 1 {
		s.keep(asking{field: "linear"}, arg)
		s.tell(s.Say("linear.kept"))
	}
}

// answerBy gives the answer that a number or key stands for: "vote 3".
func (s *session) answerBy(arg string) error {
	if !s.now.answers {
		s.tell(s.whatIsAsked())
		return nil
	}
	if arg == "" {
		s.tellTask(s.now)
		return nil
	}
	if c, ok := s.now.answered(s.book, arg); ok {
		return s.act(c, "")
	}
	s.fail(fault.New("choice_unknown"))
	return nil
}

// answered gives the choice that somebody answers with: a number, a letter, or
// the word of an answer that has none.
func (t task) answered(book wordBook, line string) (choice, bool) {
	if c, ok := t.keyed(line); ok {
		return c, true
	}
	if id, _, ok := book.find(line); ok && (id == "pass" || id == "unsure" || id == "readtome") {
		return t.find(id)
	}
	return t.labelled(line)
}

// answerUnseen takes an answer that is not shown as it is typed, for whoever may
// be overheard.
func (s *session) answerUnseen() error {
	prompt := s.Say("linear.prompt.exact")
	if s.console.Echo {
		prompt = s.Say("linear.prompt.unseen")
	}
	line, err := s.line(prompt, true, s.catchNews)
	if err != nil || strings.TrimSpace(line) == "" {
		return err
	}
	if c, ok := s.now.answered(s.book, line); ok {
		return s.act(c, "")
	}
	s.fail(fault.New("choice_unknown"))
	return nil
}
