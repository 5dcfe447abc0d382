package linear

import (
	"convene/internal/safetext"
	"convene/internal/workshop/spectrum"
)

// promiseTask writes the promise of a topic: its text by paragraphs, and beside
// it the conditions, the keeper, the day it shows, and the word of the person who
// decides.
func (s *session) promiseTask(t *task, topic *spectrum.Topic) {
	t.say(s.offerLines(topic)...)
	t.say(s.Say("spectrum.promise.named"))
	t.ask = s.Say("spectrum.promise.text")
	s.paragraphs(t, shared{text: topic.PromiseText(), title: s.Say("spectrum.promise.head"), kind: safetext.Body})
	set := spectrum.SetPromise{Topic: topic.ID, Conditions: topic.Promise.Conditions, Keeper: topic.Promise.Keeper,
		Proof: topic.Promise.Proof, Rev: topic.Promise.Rev}
	t.add("promise", s.Say("spectrum.promise.conditions"), func(arg string) error {
		q := asking{prompt: s.Say("spectrum.promise.conditions"), kind: safetext.Idea, field: topic.ID + "/conditions"}
		return s.given(q, arg, func(words safetext.Text) {
			set.Conditions = spectrum.Entry{Text: words, Lang: s.w.Lang()}
			s.send(q.field, set)
		})
	})
	t.add("keeper", s.Say("spectrum.promise.keeper"), func(string) error {
		p, ok, err := s.choosePerson(s.Say("spectrum.promise.keeper"), false)
		if ok && err == nil {
			set.Keeper = p
			s.done(set)
		}
		return err
	})
	t.add("proof", s.Say("spectrum.promise.proof"), func(arg string) error {
		day, ok, err := s.askDay(s.Say("spectrum.promise.proof"), arg)
		if ok && err == nil {
			set.Proof = spectrum.Day(day)
			s.done(set)
		}
		return err
	})
	me, of := s.person.Seat, s.snap.Spectrum.Print(s.snap.Texts.Get, topic)
	if topic.Signs.Seat == me || topic.Signs.Seat == "" && !topic.Signs.Name.IsBlank() && s.guide() {
		t.add("statement", s.Say("spectrum.statement.head"), func(string) error { return s.declare(topic, of) })
	}
}

// askDay asks for a day as 2027-06-01.
func (s *session) askDay(question, arg string) (day string, ok bool, err error) {
	if arg != "" {
		return arg, true, nil
	}
	r, err := s.ask(asking{prompt: sentence(question) + " " + s.Say("linear.day"), kind: safetext.Line, exact: true})
	return r.words.String(), r.ok, err
}

// declare is the word of the person who decides, given by them or, for one who
// is not here, passed on by a host; of is the print of what was told to them.
func (s *session) declare(topic *spectrum.Topic, of string) error {
	kinds := []spectrum.StatementKind{spectrum.CanKeep, spectrum.UpTo, spectrum.MustCheck}
	n, err := s.choose(s.Say("linear.statement.ask"), s.Say("spectrum.statement.choice.can_keep"),
		s.Say("spectrum.statement.choice.up_to"), s.Say("spectrum.statement.choice.must_check"))
	if n == 0 || err != nil {
		return err
	}
	c := spectrum.Declare{Topic: topic.ID, Of: of, Kind: kinds[n-1]}
	switch c.Kind {
	case spectrum.UpTo:
		level, err := s.chooseLevel(s.Say("spectrum.statement.choice.up_to"), nil)
		if err != nil || level == "" {
			return err
		}
		why, err := s.ask(asking{prompt: s.Say("fault.reason_needed"), kind: safetext.Idea, field: topic.ID + "/because"})
		if err != nil || !why.ok {
			return err
		}
		c.Level, c.Because = level, spectrum.Entry{Text: why.words, Lang: s.w.Lang()}
	case spectrum.MustCheck:
		day, ok, err := s.askDay(s.Say("spectrum.statement.choice.must_check"), "")
		if err != nil || !ok {
			return err
		}
		c.By = spectrum.Day(day)
	}
	s.send(topic.ID+"/because", c)
	return nil
}

// chooseLevel asks for a level, one of some or of all.
func (s *session) chooseLevel(question string, some []string) (string, error) {
	if some == nil {
		for _, l := range s.snap.Spectrum.Content.Levels {
			some = append(some, l.ID)
		}
	}
	var labels []string
	for _, id := range some {
		labels = append(labels, s.levelName(id))
	}
	n, err := s.choose(question, labels...)
	if n == 0 || err != nil {
		return "", err
	}
	return some[n-1], nil
}

// delegateChoices are for someone who speaks for a government.
func (s *session) delegateChoices(t *task, topic *spectrum.Topic) {
	me := s.seat()
	if me == nil || me.Nation.IsBlank() {
		return
	}
	nation := me.Nation.String()
	t.say(s.Say("spectrum.delegate.head", "nation", nation))
	t.add("position", s.Say("spectrum.delegate.record"), func(string) error { return s.release(topic, me.Nation) })
	if me.Delegate() && !topic.Flagged(me.Nation) {
		t.add("affects", s.Say("spectrum.delegate.affects", "nation", nation), func(string) error {
			s.done(spectrum.Affect{Topic: topic.ID, Nation: me.Nation})
			return nil
		})
	}
	if topic.Flagged(me.Nation) {
		t.add("affects", s.Say("spectrum.delegate.clear", "nation", nation), func(string) error {
			s.done(spectrum.Unaffect{Topic: topic.ID, Nation: me.Nation})
			return nil
		})
	}
}

// release shows the position of a government to the room, once it is confirmed.
func (s *session) release(topic *spectrum.Topic, nation safetext.Text) error {
	var labels []string
	stands := spectrum.Stands()
	for _, st := range stands {
		labels = append(labels, s.Say("spectrum.position.choice."+string(st)))
	}
	n, err := s.choose(s.Say("spectrum.delegate.release"), labels...)
	if n == 0 || err != nil {
		return err
	}
	field := topic.ID + "/position"
	r, err := s.ask(asking{prompt: s.Say("linear.position.words"), kind: safetext.Idea, field: field, nothing: true})
	if err != nil || !r.ok {
		return err
	}
	body := spectrum.Release{Topic: topic.ID, Stand: stands[n-1], Words: r.words, Lang: s.w.Lang()}
	if body.Stand == spectrum.ToCouncil {
		due, err := s.ask(asking{prompt: s.Say("spectrum.council.due") + " " + s.Say("linear.day"), kind: safetext.Line, nothing: true})
		if err != nil || !due.ok {
			return err
		}
		body.Due = spectrum.Day(due.words.String())
	}
	yes, err := s.confirm(s.Say("spectrum.delegate.release.ask", "nation", nation.String()))
	if yes && err == nil {
		s.send(field, body)
	}
	return err
}

// viewChoices are minority views on a topic: printed in their holder's words,
// changed and taken back by nobody else.
func (s *session) viewChoices(t *task, topic *spectrum.Topic) {
	if len(topic.Rounds) == 0 {
		return
	}
	for _, v := range topic.Views {
		if v.Withdrawn {
			continue
		}
		t.say(s.Say("linear.view", "words", s.theirs(v.Words.String(), v.Lang)))
		if v.Holder == s.person.Seat {
			t.add("takeback", s.Say("linear.view.takeback"), func(string) error {
				s.done(spectrum.WithdrawView{Topic: topic.ID, View: v.ID})
				return nil
			})
		}
	}
	field := topic.ID + "/view"
	t.add("view", s.Say("spectrum.minority.add"), func(arg string) error {
		r, err := s.ask(asking{prompt: s.Say("spectrum.minority.add"), kind: safetext.Idea, field: field})
		if err != nil || !r.ok {
			return err
		}
		n, err := s.choose(s.Say("linear.view.sign"), s.Say("terms.minority.unsigned"), s.Say("linear.view.signed"))
		if err == nil && n > 0 {
			s.send(field, spectrum.SetView{Topic: topic.ID, Words: r.words, Lang: s.w.Lang(), Signed: n == 2})
		}
		return err
	})
}
