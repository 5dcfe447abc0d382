package linear

import (
	"strings"

	"convene/internal/fault"
	"convene/internal/workshop"
	"convene/internal/workshop/agenda"
)

// action does what a choice says; arg is what was typed behind its word. An
// error ends this face.
type action func(arg string) error

// choice is one thing that can be done now: by its number or key, or by a word.
type choice struct {
	key   string // what is typed for it; empty for a word alone
	word  string // id of the word that does the same; may be empty
	label string
	do    action
}

// task is what the room asks of this person now. Its key names the question: a
// line typed at a task of another key does nothing (design promise 8). The
// actions hold the ids of polls, rounds and revisions as the person was told.
type task struct {
	key     string
	lines   []string // what there is to know
	ask     string   // what is asked, in one sentence
	choices []choice
	make    func() task // the same task as it would be asked now
	answers bool        // numbers are answers, so actions have words only
	numbers int
}

func (t *task) say(lines ...string) { t.lines = append(t.lines, lines...) }

// answer adds an answer of the question, with the key it is known by.
func (t *task) answer(key, label string, do action) {
	t.answers = true
	t.choices = append(t.choices, choice{key: key, label: label, do: do})
}

// add adds something that can be done: numbered, unless the numbers are answers.
func (t *task) add(word, label string, do action) {
	c := choice{word: word, label: label, do: do}
	if !t.answers {
		t.numbers++
		c.key = itoa(t.numbers)
	}
	t.choices = append(t.choices, c)
}

// hear adds something that is done by its word alone and not read out.
func (t *task) hear(word string, do action) {
	t.choices = append(t.choices, choice{word: word, do: do})
}

// present makes the task of the moment.
func (s *session) present() task {
	t := task{make: s.present}
	a := s.snap.Agenda
	item, ok := a.Now()
	switch {
	case s.snap.Status == workshop.Ended || s.snap.Status == workshop.Closed:
		s.endedTask(&t)
	case !ok || a.Meeting.OpenedAt.IsZero() || !a.Meeting.EndedAt.IsZero():
		s.lobbyTask(&t)
	default:
		t.key = strings.Join([]string{item.ID, a.At.Step, a.At.Topic}, "/")
		switch item.Activity {
		case "spectrum":
			s.spectrumTask(&t)
		case "values":
			s.valuesTask(&t)
		case "terms":
			s.termsTask(&t)
		default:
			s.talkTask(&t, item)
		}
	}
	return t
}

// shape tells which number or word does what. Where it changed, a number typed
// at the earlier list is not a number of the new one.
func (t task) shape() string {
	seen := make(map[string]int)
	for _, c := range t.choices {
		seen[c.word]++
	}
	var b strings.Builder
	for _, c := range t.choices {
		b.WriteString(c.key + "|" + c.word)
		if !t.answers && (c.word == "" || seen[c.word] > 1) {
			b.WriteString("|" + c.label)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// offer tells the task when it has become another one; otherwise what is there
// is brought up to date, so that an action sees what the person was told. Other
// numbers are told again.
func (s *session) offer() {
	t := s.present()
	if t.key != s.offered {
		s.offered, s.host, s.now = t.key, false, t
		s.tellTask(t)
		return
	}
	if s.host {
		t = s.hostTask()
	}
	renumbered := t.key != s.now.key || t.shape() != s.now.shape()
	s.now = t
	if renumbered {
		s.tellChoices(t)
	}
}

// tellTask reads a task out.
func (s *session) tellTask(t task) {
	s.tell(t.lines...)
	s.tellChoices(t)
}

func (s *session) tellChoices(t task) {
	s.tell(t.ask)
	for _, c := range t.choices {
		switch {
		case c.label == "":
		case c.key != "":
			s.tell(s.Say("linear.option", "key", c.key, "label", c.label))
		default:
			s.tell(s.Say("linear.option.word", "word", s.word(c.word), "label", c.label))
		}
	}
}

// dispatch does what a line says.
func (s *session) dispatch(line string) error {
	line = strings.TrimSpace(line)
	if line == "" {
		return nil
	}
	line = strings.TrimPrefix(line, "/") // the slash of a text question does no harm here
	for _, c := range s.now.choices {
		if c.key != "" && fold(c.key) == fold(line) {
			return s.act(c, "")
		}
	}
	id, arg, ok := s.book.find(line)
	if !ok {
		s.tell(s.Say("linear.unknown", "word", line))
		return nil
	}
	if id == "answer" && arg != "" {
		return s.answerBy(arg) // "answer 3" answers, "answer" alone tells one's own
	}
	if c, ok := s.now.find(id); ok {
		return s.act(c, arg)
	}
	if !s.host && s.guide() {
		if c, ok := s.hostTask().find(id); ok {
			return c.do(arg)
		}
	}
	return s.anywhere(id, arg)
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

// act does a choice, unless the room asks something else by now: then nothing
// is sent and the words are kept (design promise 8).
func (s *session) act(c choice, arg string) error {
	asked := s.now
	s.see()
	if fresh := asked.make(); fresh.key != asked.key || fresh.shape() != asked.shape() {
		s.tell(s.Say("linear.moved.again"))
		if arg != "" {
			s.keep(asking{field: "linear"}, arg)
			s.tell(s.Say("linear.kept"))
		}
		return nil
	}
	return c.do(arg)
}

// answerBy gives the answer that a number or key stands for: "vote 3".
func (s *session) answerBy(arg string) error {
	if !s.now.answers {
		s.tell(s.Say("linear.asked.nothing"))
		return nil
	}
	if arg == "" {
		s.tellTask(s.now)
		return nil
	}
	for _, c := range s.now.choices {
		if c.key != "" && fold(c.key) == fold(arg) {
			return s.act(c, "")
		}
	}
	s.fail(fault.New("choice_unknown"))
	return nil
}

// whereLines are the two lines of "where": where the room is, what is asked.
func (s *session) whereLines() []string {
	a := s.snap.Agenda
	item, ok := a.Now()
	first := s.Say("linear.where.lobby", "workshop", s.snap.Meta.Title.String())
	if ok {
		first = s.place(item)
	}
	asked := s.present().ask
	if asked == "" {
		asked = s.Say("linear.asked.nothing")
	}
	return []string{first, asked}
}

// place says where the room is.
func (s *session) place(item agenda.Item) string {
	title := s.in(item.Title)
	step, n, all := s.step(item)
	if all == 0 {
		return s.Say("linear.where", "item", title)
	}
	return s.Say("linear.where.step", "item", title, "step", n, "steps", all, "title", step)
}

// step is the title of the present step, its number and how many there are.
func (s *session) step(item agenda.Item) (title string, n, all int) {
	x, _ := s.deps.Lib.Exercise(item.Activity)
	for i, id := range item.Steps {
		if id != s.snap.Agenda.At.Step {
			continue
		}
		for _, st := range x.Steps {
			if st.ID == id {
				title = s.w.In(st.Title)
			}
		}
		return title, i + 1, len(item.Steps)
	}
	return "", 0, 0
}

// about is what happens in the present step, in a sentence or two.
func (s *session) about() string {
	item, _ := s.snap.Agenda.Now()
	x, _ := s.deps.Lib.Exercise(item.Activity)
	for _, st := range x.Steps {
		if st.ID == s.snap.Agenda.At.Step {
			return s.w.In(st.About)
		}
	}
	return ""
}
