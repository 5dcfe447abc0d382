package linear

import (
	"strings"

	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/spectrum"
)

// spectrumTask is what the Community Engagement Spectrum asks now.
func (s *session) spectrumTask(t *task) {
	x, at := s.snap.Spectrum, s.snap.Agenda.At
	topic := x.Present(at)
	t.say(s.about())
	if topic == nil {
		t.ask = s.Say("spectrum.topics.empty")
		return
	}
	t.key += "/" + topic.ID
	t.say(s.Say("spectrum.topic", "topic", s.theirs(topic.Sentence.Text.String(), topic.Sentence.Lang)))
	if round := topic.OpenRound(); round != nil {
		s.voteTask(t, topic, round)
		s.delegateChoices(t, topic)
		return
	}
	if c := topic.OpenCheck(); c != nil {
		t.say(s.offerLines(topic)...)
		s.scaleTask(t, &c.Check, s.Say("spectrum.consent.ask"), answering{
			cast: func(choice string) any { return spectrum.Cast{Poll: c.ID(), Choice: choice} },
			reason: func(words safetext.Text) any {
				return spectrum.WriteReason{Poll: c.Reasons.ID, Words: words, Lang: s.w.Lang()}
			},
			withdraw: spectrum.Withdraw{Poll: c.Reasons.ID},
		})
		return
	}
	switch at.Step {
	case spectrum.StepFrame:
		s.frameTask(t, topic)
	case spectrum.StepTour:
		s.tourTask(t)
	case spectrum.StepQuiet:
		s.quietTask(t, topic)
	case spectrum.StepVote1, spectrum.StepReveal, spectrum.StepVote2:
		s.revealTask(t, topic)
	case spectrum.StepPromise:
		s.promiseTask(t, topic)
	case spectrum.StepConsent:
		t.say(s.offerLines(topic)...)
		t.say(s.verdictLines(topic)...)
		t.say(s.lackingLines(topic)...)
		t.ask = s.Say("linear.wait.check")
	}
	s.delegateChoices(t, topic)
	s.viewChoices(t, topic)
}

// subject is a topic's sentence inside a question of ours: one that is a question
// itself leaves its marks to ours.
func subject(topic *spectrum.Topic) string { return strings.Trim(topic.Sentence.Text.String(), "¿? ") }

// voteTask asks one question at a time: how much say there is today, then how
// much there should be, then the reason for whoever wishes.
func (s *session) voteTask(t *task, topic *spectrum.Topic, round *spectrum.Round) {
	words := s.theirs(subject(topic), topic.Sentence.Lang)
	type question struct {
		poll *poll.Poll
		ask  string
		word string
	}
	questions := []question{{round.Should, s.Say("spectrum.question.should", "topic", words), s.Say("spectrum.should")}}
	if round.Today != nil {
		questions = append([]question{{round.Today, s.Say("spectrum.question.today", "topic", words), s.Say("spectrum.today")}}, questions...)
	}
	s.promise(t, round.Mode, round.Few)
	if round.NotAction {
		t.say(s.Say("vote.public.temperature"))
	}
	if !s.mayAnswer(t, round.Should) {
		t.key += "/" + round.ID
		return
	}
	for _, q := range questions {
		if _, in := s.own(q.poll.ID); in && s.redo != q.poll.ID {
			continue
		}
		t.key += "/" + q.poll.ID
		t.ask = q.ask
		s.overheard(t, round.Mode)
		if strings.Contains(s.offered, round.ID+"/") {
			t.lines = nil // said with the first question
		}
		s.levelAnswers(t, q.poll)
		return
	}
	t.key += "/" + round.ID + "/in"
	t.lines = nil // said when it was asked
	t.ask = s.Say("linear.voted")
	for _, q := range questions {
		t.add("answer", s.Say("linear.answer.change", "question", q.word), func(string) error {
			err := s.tellOwn(q.poll, s.levelName)
			s.redo = q.poll.ID
			return err
		})
	}
	s.reasonChoice(t, round.Reasons, func(words safetext.Text) any {
		return spectrum.WriteReason{Poll: round.Reasons.ID, Words: words, Lang: s.w.Lang()}
	}, spectrum.Withdraw{Poll: round.Reasons.ID})
}

// levelAnswers are the five levels by number, not sure and pass by word.
func (s *session) levelAnswers(t *task, p *poll.Poll) {
	send := func(choice string) action {
		return func(string) error {
			s.cast(spectrum.Cast{Poll: p.ID, Choice: choice})
			return nil
		}
	}
	for i, id := range p.Options {
		level, _ := s.snap.Spectrum.Content.Level(id)
		label := s.in(level.Name)
		if short := s.in(level.Short); short != "" {
			label += ": " + short
		}
		t.answer(itoa(i+1), label, send(id))
	}
	t.add("unsure", s.Say("linear.unsure"), send(poll.Unsure))
	t.add("pass", s.Say("linear.pass"), send(poll.Pass))
	t.hear("levels", func(string) error { s.read(s.levelLines()); return nil })
}

// levelName names a level, or an answer that every poll has.
func (s *session) levelName(id string) string {
	if level, ok := s.snap.Spectrum.Content.Level(id); ok {
		return s.in(level.Name)
	}
	return s.optionLabel(id)
}

// levelLines tell the five levels in full.
func (s *session) levelLines() []string {
	var out []string
	for i, l := range s.snap.Spectrum.Content.Levels {
		out = append(out, s.levelText(i, l)...)
	}
	return out
}

func (s *session) levelText(i int, l spectrum.Level) []string {
	out := []string{s.Say("linear.level", "number", i+1, "name", s.in(l.Name))}
	for _, part := range []struct {
		id    string
		words spectrum.Words
	}{{"goal", l.Goal}, {"promise", l.Promise}, {"ways", l.Ways}, {"flow", l.Flow}, {"decides", l.Decider}, {"example", l.Example}} {
		if words := s.in(part.words); words != "" {
			out = append(out, s.Say("spectrum.tour."+part.id)+": "+words)
		}
	}
	return out
}

// tourTask walks through the levels; the host turns the page for all.
func (s *session) tourTask(t *task) {
	levels := s.snap.Spectrum.Content.Levels
	if p := s.snap.Spectrum.Page; p.On == spectrum.StepTour && p.N < len(levels) {
		t.say(s.levelText(p.N, levels[p.N])...)
	}
	t.ask = s.Say("linear.tour.ask")
	for i, l := range levels {
		t.add("", s.in(l.Name), func(string) error { s.tell(s.levelText(i, l)...); return nil })
	}
	t.hear("level", func(arg string) error {
		if n, ok := number(arg, len(levels)); ok {
			s.tell(s.levelText(n-1, levels[n-1])...)
		} else {
			s.read(s.levelLines())
		}
		return nil
	})
	t.add("levels", s.Say("spectrum.tour.all"), func(string) error { s.read(s.levelLines()); return nil })
}

// quietTask is for thinking alone; notes are the person's own.
func (s *session) quietTask(t *task, topic *spectrum.Topic) {
	for _, q := range s.snap.Spectrum.Content.Questions {
		t.say(s.in(q))
	}
	t.ask = s.Say("spectrum.quiet.note")
	field := "spectrum/" + topic.ID + "/" + workshop.PrivateNote
	t.add("note", s.Say("linear.note.write"), func(arg string) error {
		return s.given(asking{prompt: s.Say("spectrum.quiet.note"), kind: safetext.Idea}, arg, func(words safetext.Text) {
			all := words.String()
			if before := s.kept[field]; before != "" {
				all = before + "\n" + all
			}
			s.keep(asking{field: field}, all)
			s.tell(s.Say("linear.note.kept"))
		})
	})
	t.hear("write", func(arg string) error { c, _ := t.find("note"); return c.do(arg) })
}
