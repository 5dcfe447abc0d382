package linear

import (
	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/spectrum"
)

// spectrumHost adds what a host can do with the present topic.
func (s *session) spectrumHost(t *task) {
	x, at := s.snap.Spectrum, s.snap.Agenda.At
	topic := x.Present(at)
	if topic != nil {
		if r := topic.OpenRound(); r != nil {
			s.closing(t, r.Behind(s.snap.Counts), !r.CalledAt.IsZero(), spectrum.LastCall{ID: r.ID},
				spectrum.CloseVote{Round: r.ID, Vote: r.Vote}, spectrum.CallOff{ID: r.ID})
			return
		}
		if c := topic.OpenCheck(); c != nil {
			s.closing(t, c.Poll, !c.CalledAt.IsZero(), spectrum.LastCall{ID: c.ID()}, spectrum.CloseCheck{Check: c.ID()},
				spectrum.CallOff{ID: c.ID()})
			return
		}
	}
	s.topicChoices(t, topic)
	if topic == nil {
		return
	}
	switch at.Step {
	case spectrum.StepTour:
		s.pageChoice(t, len(x.Content.Levels))
	case spectrum.StepVote1:
		s.openVote(t, topic, spectrum.First)
	case spectrum.StepVote2:
		s.openVote(t, topic, spectrum.Second)
	case spectrum.StepPromise:
		s.settleChoice(t, topic)
	case spectrum.StepConsent:
		s.recordChoices(t, topic)
	}
	if more := topic.MoreID(); more != "" && s.snap.Counts[more] > 0 {
		t.add("show", s.Say("linear.reasons.show"), func(string) error {
			s.do(spectrum.ShowReasons{Topic: topic.ID, Poll: more})
			return nil
		})
	}
	if topic.Tribe == spectrum.TribeYes {
		t.add("position", s.Say("linear.consulted"), func(string) error { return s.consulted(topic) })
	}
}

// topicChoices add a topic, take the room to another one, or set who sees the
// answers.
func (s *session) topicChoices(t *task, topic *spectrum.Topic) {
	t.add("topic", s.Say("spectrum.topics.add"), func(arg string) error {
		q := asking{prompt: s.Say("spectrum.topics.add"), kind: safetext.Line, field: "topic"}
		return s.given(q, arg, func(words safetext.Text) {
			s.send(q.field, spectrum.AddTopic{Sentence: words, Lang: s.w.Lang()})
		})
	})
	if topic == nil {
		return
	}
	if len(s.snap.Spectrum.Topics) > 1 {
		t.add("topics", s.Say("linear.topic.choose"), func(string) error { return s.chooseTopic() })
	}
	if len(topic.Rounds) == 0 {
		t.add("drop", s.Say("linear.topic.drop"), func(string) error {
			yes, err := s.confirm(s.Say("linear.topic.drop.ask", "topic", topic.Sentence.Text.String()))
			if yes && err == nil {
				s.done(spectrum.DropTopic{Topic: topic.ID})
			}
			return err
		})
	}
	t.add("mode", s.Say("vote.open.mode"), func(string) error {
		m, ok, err := s.chooseMode(topic.HowAsked(), poll.Modes())
		if ok && err == nil {
			s.done(spectrum.SetMode{Topic: topic.ID, Mode: m})
		}
		return err
	})
}

func (s *session) chooseTopic() error {
	from := s.snap.Agenda.At
	var labels []string
	topics := s.snap.Spectrum.Topics
	for _, x := range topics {
		labels = append(labels, s.theirs(x.Sentence.Text.String(), x.Sentence.Lang))
	}
	n, err := s.choose(s.Say("spectrum.topics.head"), labels...)
	if n == 0 || err != nil {
		return err
	}
	to := from
	to.Topic = topics[n-1].ID
	s.do(workshop.MoveTo{From: from, To: to})
	return nil
}

// chooseMode asks who sees the answers.
func (s *session) chooseMode(now poll.Mode, modes []poll.Mode) (poll.Mode, bool, error) {
	var labels []string
	for _, m := range modes {
		if x, ok := s.deps.Lib.Mode(string(m)); ok {
			labels = append(labels, s.w.In(x.Name)+": "+s.w.In(x.Short))
		}
	}
	name := string(now)
	if x, ok := s.deps.Lib.Mode(string(now)); ok {
		name = s.w.In(x.Name)
	}
	n, err := s.choose(s.Say("linear.mode.now", "mode", name)+" "+s.Say("vote.open.mode.tighten"), labels...)
	if n == 0 || err != nil {
		return "", false, err
	}
	return modes[n-1], true, nil
}

// pageChoice turns the page for the room.
func (s *session) pageChoice(t *task, pages int) {
	p := s.snap.Spectrum.Page
	next := 0
	if p.On == spectrum.StepTour && p.N+1 < pages {
		next = p.N + 1
	}
	t.add("turn", s.Say("spectrum.reveal.page.host"), func(string) error {
		s.do(spectrum.TurnPage{On: spectrum.StepTour, N: next})
		return nil
	})
}

func (s *session) openVote(t *task, topic *spectrum.Topic, v spectrum.Vote) {
	again := topic.LastRound(v) != nil
	label := s.Say("linear.vote.open")
	if again {
		label = s.Say("linear.vote.again")
	}
	t.add("open", label, func(string) error {
		if again {
			if yes, err := s.confirm(s.Say("vote.again.ask")); err != nil || !yes {
				return err
			}
		}
		l, ok, err := s.gather(upper(label)+".", "vote.open.ask", topic.HowAsked())
		if ok && err == nil {
			s.do(spectrum.OpenVote{Topic: topic.ID, Vote: v, SetAside: l.aside, Warned: l.warned, Again: again})
		}
		return err
	})
}

// settleChoice writes down what the group made of two levels that stand.
func (s *session) settleChoice(t *task, topic *spectrum.Topic) {
	p := topic.Proposal()
	if p.None() || p.Stands() {
		return
	}
	t.add("settle", s.Say("spectrum.result.choose"), func(string) error {
		hows := []spectrum.How{spectrum.Stage, spectrum.Pilot, spectrum.Carry}
		n, err := s.choose(s.proposalLine(topic), s.Say("spectrum.how.stage"), s.Say("spectrum.how.pilot"), s.Say("spectrum.how.carry"))
		if n == 0 || err != nil {
			return err
		}
		set := spectrum.Settlement{Round: p.Round, How: hows[n-1]}
		low, high := p.Low, p.High
		if p.Tie {
			low, high = p.Middle.Low, p.Middle.High
		}
		var ids []string
		for _, l := range s.snap.Spectrum.Content.Levels[low : high+1] {
			ids = append(ids, l.ID)
		}
		for i, id := range []string{"linear.level.first", "linear.level.second"} {
			if set.Levels[i], err = s.chooseLevel(s.Say(id), ids); err != nil || set.Levels[i] == "" {
				return err
			}
		}
		if set.How != spectrum.Carry {
			day, ok, err := s.askDay(s.Say("linear.settle.day"), "")
			if err != nil || !ok {
				return err
			}
			set.Day = spectrum.Day(day)
		}
		s.done(spectrum.SettleLevels{Topic: topic.ID, Settlement: set})
		return nil
	})
}

// recordChoices ask the group, record the topic, carry it over, or reopen it.
func (s *session) recordChoices(t *task, topic *spectrum.Topic) {
	if topic.Final() {
		t.add("reopen", s.Say("linear.reopen"), func(arg string) error {
			q := asking{prompt: s.Say("fault.reason_needed"), kind: safetext.Line, field: topic.ID + "/reopen"}
			return s.given(q, arg, func(words safetext.Text) { s.send(q.field, spectrum.Reopen{Topic: topic.ID, Why: words}) })
		})
		return
	}
	t.add("open", s.Say("linear.check.open"), func(string) error {
		mode := poll.CheckMode(s.snap.Meta.PublicBody, "")
		l, ok, err := s.gather(s.Say("spectrum.consent.ask"), "vote.open.ask", mode)
		if ok && err == nil {
			s.do(spectrum.OpenCheck{Topic: topic.ID, SetAside: l.aside, Warned: l.warned})
		}
		return err
	})
	more := topic.MoreID()
	t.add("record", s.Say("linear.record"), func(string) error {
		yes, err := s.confirm(s.Say("spectrum.record.ask"))
		if yes && err == nil {
			s.do(spectrum.RecordTopic{Topic: topic.ID, More: more})
		}
		return err
	})
	t.add("carry", s.Say("linear.carry"), func(string) error {
		yes, err := s.confirm(s.Say("linear.carry.ask"))
		if yes && err == nil {
			s.do(spectrum.CarryOver{Topic: topic.ID, More: more})
		}
		return err
	})
}

// consulted notes a consultation that the governments held elsewhere.
func (s *session) consulted(topic *spectrum.Topic) error {
	var labels []string
	nations := topic.Nations()
	for _, n := range nations {
		labels = append(labels, n.String())
	}
	n, err := s.choose(s.Say("linear.consulted"), labels...)
	if n == 0 || err != nil {
		return err
	}
	field := topic.ID + "/consulted"
	r, err := s.ask(asking{prompt: s.Say("linear.consulted.words"), kind: safetext.Idea, field: field})
	if err == nil && r.ok {
		s.send(field, spectrum.NoteConsultation{Topic: topic.ID, Nation: nations[n-1], Words: r.words, Lang: s.w.Lang()})
	}
	return err
}
