package linear

import (
	"convene/internal/safetext"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/values"
)

// valuesHost adds what a host can do with Sharing Values.
func (s *session) valuesHost(t *task) {
	x := s.snap.Values
	switch w, m, c := x.OpenWriting(), x.OpenMarking(), x.OpenCheck(); {
	case w != nil:
		s.closing(t, w.Cards, !w.CalledAt.IsZero(), values.LastCall{ID: w.ID}, values.ShowWall{Writing: w.ID}, values.CallOff{ID: w.ID})
		shown := !x.DeckShown
		t.add("deck", s.Say("linear.deck.lay"), func(string) error { s.done(values.LayDeck{Shown: shown}); return nil })
		return
	case m != nil:
		s.closing(t, m.Poll, !m.CalledAt.IsZero(), values.LastCall{ID: m.Poll.ID}, values.CloseMarks{Marks: m.Poll.ID}, values.CallOff{ID: m.Poll.ID})
		return
	case c != nil:
		s.closing(t, c.Poll, !c.CalledAt.IsZero(), values.LastCall{ID: c.ID()}, values.CloseCheck{Check: c.ID()}, values.CallOff{ID: c.ID()})
		return
	}
	switch s.snap.Agenda.At.Step {
	case values.StepWrite:
		s.openWriting(t)
	case values.StepSupport:
		s.openMarks(t)
	case values.StepDeeds, values.StepCPM:
		s.turnValue(t)
	case values.StepConsent:
		s.valuesRecord(t)
	}
}

// turnValue takes the room to the next of the values that it goes on with; behind
// the last is the first.
func (s *session) turnValue(t *task) {
	x, step := s.snap.Values, s.snap.Agenda.At.Step
	count, next := len(x.Chosen()), 1
	if x.Page.On == step {
		next = x.Page.N + 1
	}
	if count > 1 {
		t.add("turn", s.Say("values.host.page"), func(string) error {
			s.do(values.TurnPage{On: step, N: next % count})
			return nil
		})
	}
}

func (s *session) openWriting(t *task) {
	again := len(s.snap.Values.Cards) > 0
	t.add("open", s.Say("linear.writing.open"), func(arg string) error {
		per, _ := number(arg, values.MaxCards)
		l, ok, err := s.gather(upper(s.Say("linear.writing.open"))+".", "values.host.everyone", s.snap.Values.HowAsked())
		if ok && err == nil {
			s.do(values.OpenWriting{PerSeat: per, SetAside: l.aside, Warned: l.warned, Again: again})
		}
		return err
	})
	t.add("mode", s.Say("vote.open.mode"), func(string) error {
		m, ok, err := s.chooseMode(s.snap.Values.HowAsked(), []poll.Mode{poll.Named, poll.GroupLabel, poll.HiddenNames})
		if ok && err == nil {
			s.done(values.SetMode{Mode: m})
		}
		return err
	})
}

func (s *session) openMarks(t *task) {
	again := s.snap.Values.LastMarking() != nil
	t.add("open", s.Say("linear.marks.open"), func(string) error {
		l, ok, err := s.gather(upper(s.Say("linear.marks.open"))+".", "values.host.everyone", s.snap.Values.HowAsked())
		if ok && err == nil {
			s.do(values.OpenMarks{SetAside: l.aside, Warned: l.warned, Again: again})
		}
		return err
	})
	if !again {
		return
	}
	t.add("keep", s.Say("linear.keep"), func(string) error {
		id, _, err := s.chooseCluster(s.Say("linear.keep"))
		if id == "" || err != nil {
			return err
		}
		kept := []values.Kept{values.KeptYes, values.KeptNo, values.ByMarks}
		n, err := s.choose(s.clusterLine(id), s.Say("linear.keep.yes"), s.Say("linear.keep.no"), s.Say("linear.keep.marks"))
		if n > 0 && err == nil {
			s.done(values.Keep{Cluster: id, Kept: kept[n-1]})
		}
		return err
	})
}

func (s *session) valuesRecord(t *task) {
	if s.snap.Values.Recorded() {
		t.add("reopen", s.Say("linear.reopen"), func(arg string) error {
			q := asking{prompt: s.Say("fault.reason_needed"), kind: safetext.Line, field: "values/reopen"}
			return s.given(q, arg, func(words safetext.Text) { s.send(q.field, values.Reopen{Why: words}) })
		})
		return
	}
	t.add("open", s.Say("linear.check.open"), func(string) error {
		l, ok, err := s.gather(s.Say("values.consent.ask"), "values.host.everyone", poll.CheckMode(s.snap.Meta.PublicBody, ""))
		if ok && err == nil {
			s.do(values.OpenCheck{SetAside: l.aside, Warned: l.warned})
		}
		return err
	})
	t.add("record", s.Say("linear.record"), func(string) error {
		yes, err := s.confirm(s.Say("values.record.ask"))
		if yes && err == nil {
			s.do(values.RecordValues{})
		}
		return err
	})
	t.add("carry", s.Say("linear.carry"), func(string) error {
		yes, err := s.confirm(s.Say("linear.carry.ask"))
		if yes && err == nil {
			s.do(values.CarryOver{})
		}
		return err
	})
}
