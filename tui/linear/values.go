package linear

import (
	"slices"
	"strings"

	"convene/internal/safetext"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/values"
)

// valuesTask is what Sharing Values asks now.
func (s *session) valuesTask(t *task) {
	x := s.snap.Values
	t.say(s.about())
	if w := x.OpenWriting(); w != nil {
		s.writingTask(t, w)
		return
	}
	if m := x.OpenMarking(); m != nil {
		s.markingTask(t, m)
		return
	}
	if c := x.OpenCheck(); c != nil {
		t.say(s.listLines(c.Asked)...)
		s.scaleTask(t, &c.Check, s.Say("values.consent.ask"), answering{
			cast: func(choice string) any { return values.Cast{Poll: c.ID(), Choice: choice} },
			reason: func(words safetext.Text) any {
				return values.WriteReason{Poll: c.Reasons.ID, Words: words, Lang: s.w.Lang()}
			},
			withdraw: values.Withdraw{Poll: c.Reasons.ID},
		})
		return
	}
	switch s.snap.Agenda.At.Step {
	case values.StepOpening:
		t.say(s.Say("values.opening.words"))
	case values.StepWrite:
		t.ask = s.Say("linear.wait.writing")
		s.takeBackChoice(t)
	case values.StepStories:
		t.say(s.Say("values.stories.away"), s.Say("values.stories.care"))
		for _, p := range x.Content.Story {
			t.say(s.in(p))
		}
	case values.StepWall, values.StepCluster:
		s.wallTask(t)
	case values.StepSupport:
		t.ask = s.Say("linear.wait.marks")
		if x.LastMarking() != nil {
			t.ask = s.Say("linear.asked.nothing")
			t.add("results", s.Say("linear.results.again"), func(string) error { s.read(s.markLines()); return nil })
		}
	case values.StepDeeds:
		s.deedTask(t)
	case values.StepCPM:
		s.linkTask(t)
	case values.StepConsent:
		t.say(s.listLines(x.List())...)
		t.say(s.valuesVerdict()...)
		t.say(s.valuesLacking()...)
		t.ask = s.Say("linear.wait.check")
		s.takeBackChoice(t)
	}
}

// writingTask is the quiet writing: cards that nobody sees until the wall opens.
func (s *session) writingTask(t *task, w *values.Writing) {
	t.key += "/" + w.ID
	t.say(s.Say("values.write.promise." + string(w.Cards.Mode))) // cards stay sealed for longer than a vote
	if w.Few {
		t.say(s.Say("vote.few.warning"))
	}
	t.say(s.Say("values.opening.words"))
	if !s.mayAnswer(t, w.Cards) {
		return
	}
	for _, p := range s.snap.Values.Content.Write {
		t.say(s.in(p))
	}
	cards, passed := s.ownCards(w)
	if passed {
		t.say(s.Say("vote.in_passed"))
	}
	for i, c := range cards {
		t.say(s.Say("linear.card.own", "number", i+1, "card", s.cardWords(c.Word, c.Sentence, c.Lang)))
	}
	if w.Cards.Mode != poll.Named {
		t.say(s.Say("linear.secret.words"))
	}
	t.ask = s.Say("linear.card.ask", "n", w.PerSeat)
	t.add("write", s.Say("values.write.word"), func(arg string) error { return s.writeCard(w, arg) })
	t.add("cards", s.Say("linear.card.change"), func(string) error { return s.changeCard(w) })
	t.add("pass", s.Say("linear.option.word", "word", s.word("pass"), "label", s.Say("linear.pass")), func(string) error {
		s.cast(values.WriteCards{Writing: w.ID, Pass: true})
		return nil
	})
	if s.snap.Values.DeckShown && len(cards) > 0 {
		t.add("deck", s.Say("values.write.deck"), func(string) error {
			var lines []string
			for _, d := range s.snap.Values.Content.Deck {
				lines = append(lines, s.in(d.Text))
			}
			s.read(lines)
			return nil
		})
	}
}

func (s *session) ownCards(w *values.Writing) ([]values.Draft, bool) {
	value, ok := s.own(w.Cards.ID)
	if !ok {
		return nil, false
	}
	return values.ReadCards(value)
}

func (s *session) cardWords(word, sentence safetext.Text, lang string) string {
	words := word.String()
	if !sentence.IsBlank() {
		words += ". " + sentence.String()
	}
	return s.theirs(words, lang)
}

// writeCard asks a word, a sentence for whoever wishes, and whether the name is
// to stand beside it.
func (s *session) writeCard(w *values.Writing, arg string) error {
	cards, _ := s.ownCards(w)
	if len(cards) >= w.PerSeat {
		s.tell(s.Say("values.write.enough", "n", w.PerSeat))
		return nil
	}
	word, err := s.words(asking{prompt: s.Say("values.write.word"), kind: safetext.Title, field: w.ID + "/word"}, arg)
	if err != nil || !word.ok || s.tooLate(w) {
		return err
	}
	d := values.Draft{Word: word.words, Lang: s.w.Lang()}
	r, err := s.ask(asking{prompt: s.Say("values.write.sentence") + " " + s.Say("linear.text.optional"), kind: safetext.Line,
		field: w.ID + "/sentence"})
	if err != nil || s.tooLate(w) {
		return err
	}
	d.Sentence = r.words
	n, err := s.choose(s.Say("linear.card.sign"), s.Say("common.no"), s.Say("common.yes"))
	if err != nil {
		return err
	}
	d.Signed = n == 2
	if s.sendCards(w, append(cards, d)) {
		s.drop(w.ID + "/word")
		s.drop(w.ID + "/sentence")
	} else {
		s.tell(s.Say("linear.kept"))
	}
	return nil
}

// tooLate says that the wall opened while a card was written, which asks nothing more.
func (s *session) tooLate(w *values.Writing) bool {
	if open := s.room.Snapshot().Values.OpenWriting(); open != nil && open.ID == w.ID {
		return false
	}
	s.tell(s.Say("linear.card.too_late"), s.Say("linear.kept"))
	return true
}

func (s *session) sendCards(w *values.Writing, cards []values.Draft) bool {
	if !s.do(values.WriteCards{Writing: w.ID, Cards: cards}) {
		return false
	}
	s.tell(s.Say("values.write.sent", "n", len(cards)))
	return true
}

// changeCard takes one of the person's own cards out, or gives it another word.
func (s *session) changeCard(w *values.Writing) error {
	cards, _ := s.ownCards(w)
	if len(cards) == 0 {
		s.tell(s.Say("linear.card.none"))
		return nil
	}
	var labels []string
	for _, c := range cards {
		labels = append(labels, s.cardWords(c.Word, c.Sentence, c.Lang))
	}
	n, err := s.choose(s.Say("linear.card.which"), labels...)
	if n == 0 || err != nil {
		return err
	}
	what, err := s.choose(labels[n-1], s.Say("linear.card.reword"), s.Say("linear.card.remove"))
	if what == 0 || err != nil {
		return err
	}
	if what == 2 {
		s.sendCards(w, append(cards[:n-1:n-1], cards[n:]...))
		return nil
	}
	r, err := s.ask(asking{prompt: s.Say("values.write.word"), kind: safetext.Title, field: w.ID + "/word"})
	if err == nil && r.ok {
		cards[n-1].Word = r.words
		if s.sendCards(w, cards) {
			s.drop(w.ID + "/word")
		}
	}
	return err
}

// markingTask asks for up to five clusters to live by. A number marks or takes a
// mark off; "marks 1 3" sets them all.
func (s *session) markingTask(t *task, m *values.Marking) {
	t.key += "/" + m.Poll.ID
	s.promise(t, m.Poll.Mode, m.Few)
	if !s.mayAnswer(t, m.Poll) {
		return
	}
	s.overheard(t, m.Poll.Mode)
	t.ask = s.Say("values.support.ask") + " " + s.Say("linear.marks.how", "word", s.word("marks"))
	for i, id := range m.Poll.Options {
		t.answer(itoa(i+1), s.clusterLine(id), func(string) error { return s.mark(m, toggled(s.ownMarks(m), id)) })
	}
	t.hear("marks", func(arg string) error {
		if arg == "" {
			s.tellMarks(s.ownMarks(m))
			return nil
		}
		var ids []string
		for _, f := range strings.FieldsFunc(arg, func(r rune) bool { return r == ' ' || r == ',' || r == ';' }) {
			if n, ok := number(f, len(m.Poll.Options)); ok && !slices.Contains(ids, m.Poll.Options[n-1]) {
				ids = append(ids, m.Poll.Options[n-1])
			}
		}
		return s.mark(m, ids)
	})
	t.add("pass", s.Say("linear.pass"), func(string) error { s.cast(values.Mark{Marks: m.Poll.ID, Pass: true}); return nil })
	t.hear("answer", func(string) error { s.tellMarks(s.ownMarks(m)); return nil })
}

func (s *session) ownMarks(m *values.Marking) []string {
	value, ok := s.own(m.Poll.ID)
	if !ok {
		return nil
	}
	ids, _ := values.ReadMarks(value)
	return ids
}

func toggled(ids []string, id string) []string {
	var out []string
	for _, x := range ids {
		if x != id {
			out = append(out, x)
		}
	}
	if len(out) == len(ids) {
		out = append(out, id)
	}
	return out
}

func (s *session) mark(m *values.Marking, ids []string) error {
	if s.do(values.Mark{Marks: m.Poll.ID, Clusters: ids}) {
		s.tellMarks(ids)
	}
	return nil
}

func (s *session) tellMarks(ids []string) {
	var names []string
	for _, id := range ids {
		names = append(names, s.gathering(s.snap.Values, id))
	}
	if len(names) == 0 {
		s.tell(s.Say("linear.answer.none"))
		return
	}
	s.tell(s.Say("linear.marks.own", "names", s.w.List(names)) + " " + s.Say("values.support.left", "n", values.MaxMarks-len(ids)) + ".")
}

// markLines tell what the marks came to.
func (s *session) markLines() []string {
	m := s.snap.Values.LastMarking()
	if m == nil {
		return []string{s.Say("linear.answer.none")}
	}
	var out []string
	for i, id := range m.Poll.Options {
		if i < len(m.Result.Counts) {
			out = append(out, s.gathering(s.snap.Values, id)+": "+s.Say("values.support.marks", "n", m.Result.Counts[i])+".")
		}
	}
	r := m.Result
	out = append(out, s.Say("vote.tally", "list", r.OnList, "answered", r.Answered, "passed", r.Passed, "missing", r.NotCast)+".", r.Ways.Said(s.Say))
	if m.Poll.Mode == poll.Named {
		for _, c := range r.Named {
			var names []string
			for _, id := range c.Clusters {
				names = append(names, s.gathering(s.snap.Values, id))
			}
			out = append(out, s.Say("linear.named", "name", s.openly(c.Seat, c.By), "answer", s.w.List(names)))
		}
	}
	return out
}
