package linear

import (
	"slices"
	"strings"

	"convene/internal/workshop"
)

// action does what a choice says; arg is what was typed behind its word. An
// error ends this face.
type action func(arg string) error

// choice is one thing that can be done now: by its number or key, or by a word.
type choice struct {
	key   string // what is typed for it; empty for a word alone
	word  string // id of the word that does the same; may be empty
	label string
	quiet bool // told by "help" alone
	do    action
}

// isTold reports whether a choice is read out with its task.
func (c choice) isTold() bool { return c.label != "" && !c.quiet }

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
	secret  bool        // who answers may wish not to be overheard
	note    bool        // it stands before what the room asks
	numbers int
	told    func() // what is remembered once it was read out; may be nil
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

// more adds something that is done by its word alone, and told by "help".
func (t *task) more(word, label string, do action) {
	t.choices = append(t.choices, choice{word: word, label: label, quiet: true, do: do})
}

// hear adds something that is done by its word alone and not read out.
func (t *task) hear(word string, do action) {
	t.choices = append(t.choices, choice{word: word, do: do})
}

// news says what is told as news while somebody is here, to whoever comes or
// comes back to it.
func (s *session) news(t *task, words string) {
	if s.offered == "" {
		t.say(words)
	}
}

// present makes the task of the moment.
func (s *session) present() task {
	t := task{make: s.present}
	a := s.snap.Agenda
	item, ok := a.Now()
	switch {
	case s.person.ForAnother() && s.nothingAsked():
		t.key, t.ask = "for", s.Say("for.nothing", "name", s.name(s.person.Seat))
	case s.snap.Status == workshop.Ended || s.snap.Status == workshop.Closed:
		s.endedTask(&t)
	case !ok || a.Meeting.OpenedAt.IsZero() || !a.Meeting.EndedAt.IsZero():
		s.lobbyTask(&t)
	case a.Resting():
		s.pauseTask(&t)
	case s.person.Warned(s.snap) && !s.person.ForAnother(): // whoever helps has their own seat for what is theirs
		s.careTask(&t, item)
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
		s.offered, s.front, s.now = t.key, nil, t
		s.pace.told(s.snap, s.deps.Now())
		s.tellTask(t)
		return
	}
	if s.front != nil {
		t = s.front()
	}
	renumbered := t.key != s.now.key || t.shape() != s.now.shape()
	s.now = t
	if renumbered {
		s.pace.told(s.snap, s.deps.Now())
		if slices.ContainsFunc(t.choices, choice.isTold) { // with none left there is nothing new
			s.tellChoices(t)
		}
	}
}

// aside puts a list of the person's own before what the room asks, until the
// room asks something else or they go back.
func (s *session) aside(make func() task) {
	s.front, s.now = make, make()
	s.tellTask(s.now)
}

// tellTask reads a task out.
func (s *session) tellTask(t task) {
	if t.told != nil {
		t.told()
	}
	if !t.note {
		s.explained = s.snap.Agenda.At
	}
	s.tell(s.turnWords())
	s.tell(t.lines...)
	s.tellChoices(t)
}

func (s *session) tellChoices(t task) {
	s.asked = true
	s.tell(t.ask)
	for _, c := range t.choices {
		switch {
		case !c.isTold():
		case c.key != "":
			s.tell(s.Say("linear.option", "key", c.key, "label", c.label))
		default:
			s.tell(s.Say("linear.option.word", "word", s.word(c.word), "label", c.label))
		}
	}
}
