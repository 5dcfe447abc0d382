package spectrum

import (
	"maps"
	"slices"

	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
)

// Apply folds an event of this exercise; others leave the state as it is.
func (s *State) Apply(at act.Stamp, e act.Event) *State {
	switch e := e.(type) {
	case Prepared:
		next := *s
		next.Content = e.Content
		return &next
	case TopicAdded:
		if e.Topic == "" || s.Topic(e.Topic) != nil {
			return s
		}
		t := &Topic{ID: e.Topic, Record: Record{Sentence: e.Sentence}}
		t.edited(at, FieldSentence)
		next := *s
		next.Topics = append(slices.Clone(s.Topics), t)
		return &next
	case TopicDropped:
		if s.Topic(e.Topic) == nil {
			return s
		}
		next := *s
		next.Topics = slices.DeleteFunc(slices.Clone(s.Topics), func(t *Topic) bool { return t.ID == e.Topic })
		return &next
	case PageTurned:
		next := *s
		next.Page = Page{On: e.On, N: max(0, e.N)}
		return &next
	case FieldFilled:
		return s.change(e.Topic, func(t *Topic) { t.fill(at, e.Field, e.Value) })
	case FlagSet:
		return s.change(e.Topic, func(t *Topic) {
			t.flag(e.Flag)
			t.yield()
		})
	case FlagCleared:
		return s.change(e.Topic, func(t *Topic) {
			t.Flags = slices.DeleteFunc(slices.Clone(t.Flags), func(f Flag) bool { return roster.SameNation(f.Nation, e.Nation) })
			if len(t.Flags) == 0 {
				t.Flags, t.Tribe = nil, TribeNo
			}
		})
	case ModeSet:
		return s.change(e.Topic, func(t *Topic) { t.Mode = e.Mode })
	}
	if next := s.applyVote(at, e); next != nil {
		return next
	}
	return s.applyPromise(at, e)
}

func (t *Topic) edited(at act.Stamp, f Field) {
	edits := maps.Clone(t.Edits)
	if edits == nil {
		edits = make(map[Field]Edit, 1)
	}
	edits[f] = Edit{Rev: edits[f].Rev + 1, By: at.By, At: at.At}
	t.Edits = edits
}

func (t *Topic) fill(at act.Stamp, f Field, v Value) {
	switch f {
	case FieldSentence:
		t.Sentence = v.Entry
	case FieldTouched:
		t.Touched = v.Entry
	case FieldFixed:
		t.Fixed, t.FixedSaid = v.Limits, v.Entry.Said
	case FieldOpen:
		t.Record.Open = v.Entry
	case FieldSigns:
		t.Signs = v.Person
	case FieldDue:
		t.Due = v.Entry
	case FieldMeans:
		t.Means = v.Entry
	case FieldTribe:
		t.Tribe = v.Tribe
	default:
		return
	}
	t.edited(at, f)
}

// flag adds a nation, or puts it in the place of the one nobody had named.
func (t *Topic) flag(f Flag) {
	t.Tribe = TribeYes
	flags := slices.DeleteFunc(slices.Clone(t.Flags), func(have Flag) bool {
		return roster.SameNation(have.Nation, f.Nation) || have.Nation.IsBlank()
	})
	t.Flags = append(flags, f)
}

// changeRound replaces one round by a changed copy.
func (s *State) changeRound(id string, how func(*Topic, *Round)) *State {
	t, r := s.Round(id)
	if r == nil {
		return s
	}
	return s.change(t.ID, func(t *Topic) {
		c := *r
		how(t, &c)
		t.Rounds = slices.Clone(t.Rounds)
		t.Rounds[slices.Index(t.Rounds, r)] = &c
	})
}

// changeCheck replaces one check by a changed copy.
func (s *State) changeCheck(id string, how func(*Check)) *State {
	t, check := s.Check(id)
	if check == nil {
		return s
	}
	return s.change(t.ID, func(t *Topic) {
		c := *check
		how(&c)
		t.Checks = slices.Clone(t.Checks)
		t.Checks[slices.Index(t.Checks, check)] = &c
	})
}

func (s *State) applyVote(at act.Stamp, e act.Event) *State {
	switch e := e.(type) {
	case VoteOpened:
		if e.Round.ID == "" || e.Round.Should == nil || e.Round.Reasons == nil {
			return s
		}
		return s.change(e.Topic, func(t *Topic) {
			r := e.Round
			r.OpenedAt, r.Asked = at.At, t.Record
			t.Rounds = append(slices.Clip(t.Rounds), &r)
		})
	case LastCalled:
		s = s.changeRound(e.ID, func(_ *Topic, r *Round) { r.CalledAt = at.At })
		return s.changeCheck(e.ID, func(c *Check) { c.CalledAt = at.At })
	case VoteClosed:
		return s.changeRound(e.Round, func(t *Topic, r *Round) {
			r.ClosedAt, r.ShouldResult, r.Written = at.At, e.Should, e.Reasons
			if e.Today != nil {
				r.TodayResult = *e.Today
			}
			if e.More != nil {
				t.More = e.More
			}
		})
	case Voided:
		s = s.changeRound(e.ID, func(_ *Topic, r *Round) { r.Void = e.Why })
		s = s.changeCheck(e.ID, func(c *Check) { c.Voided = true })
		for _, t := range s.Topics {
			if t.MoreID() != "" && t.MoreID() == e.ID {
				return s.change(t.ID, func(t *Topic) { t.More = nil })
			}
		}
		return s
	case ReasonsShown:
		return s.change(e.Topic, func(t *Topic) {
			t.showLater(e.Reasons)
			t.More = e.More
		})
	}
	return nil
}

// showLater keeps reasons that were added after the last reveal.
func (t *Topic) showLater(reasons []poll.Reason) {
	if r := t.LastRound(0); r != nil && len(reasons) > 0 {
		t.Later = append(slices.Clip(t.Later), Later{Round: r.ID, Reasons: reasons})
	}
}

func (s *State) applyPromise(at act.Stamp, e act.Event) *State {
	switch e := e.(type) {
	case LevelsSettled:
		return s.change(e.Topic, func(t *Topic) { t.Settlement = &e.Settlement })
	case Stated:
		return s.change(e.Topic, func(t *Topic) {
			e.Statement.At = at.At
			t.Statements = append(slices.Clip(t.Statements), e.Statement)
		})
	case PromiseSet:
		return s.change(e.Topic, func(t *Topic) {
			e.Promise.Rev, e.Promise.By = t.Promise.Rev+1, at.By
			t.Promise = e.Promise
		})
	case CheckOpened:
		if e.Check.ID() == "" || e.Check.Reasons == nil {
			return s
		}
		return s.change(e.Topic, func(t *Topic) {
			c := e.Check
			c.OpenedAt = at.At
			t.Checks = append(slices.Clip(t.Checks), &c)
		})
	case CheckClosed:
		return s.changeCheck(e.Check, func(c *Check) { c.ClosedAt, c.Outcome = at.At, e.Outcome })
	}
	return s.applyRecord(at, e)
}

func (s *State) applyRecord(at act.Stamp, e act.Event) *State {
	switch e := e.(type) {
	case ViewSet:
		if e.View.ID == "" {
			return s
		}
		return s.change(e.Topic, func(t *Topic) {
			e.View.At = at.At
			i := slices.IndexFunc(t.Views, func(v View) bool { return v.ID == e.View.ID })
			t.Views = slices.Clone(t.Views)
			if i < 0 {
				t.Views = append(t.Views, e.View)
			} else {
				t.Views[i] = e.View
			}
			t.given(t.viewOutcome(e.View))
		})
	case ViewWithdrawn:
		return s.change(e.Topic, func(t *Topic) {
			i := slices.IndexFunc(t.Views, func(v View) bool { return v.ID == e.View })
			if i < 0 {
				return
			}
			t.Views = slices.Clone(t.Views)
			t.Views[i] = View{ID: e.View, Holder: t.Views[i].Holder, Withdrawn: true, At: at.At}
			gone := t.viewOutcome(t.Views[i])
			gone.Withdrawn = true
			t.given(gone)
		})
	case PositionReleased:
		return s.change(e.Topic, func(t *Topic) {
			e.Position.At = at.At
			t.Positions = append(slices.Clip(t.Positions), e.Position)
			t.given(t.positionOutcome(e.Position))
			t.yield()
		})
	case Recorded:
		return s.change(e.Topic, func(t *Topic) {
			e.Verdict.At = at.At
			t.showLater(e.Reasons)
			t.More = nil
			t.Verdict, t.Gave = &e.Verdict, e.Gave
		})
	case Reopened:
		return s.change(e.Topic, func(t *Topic) { t.Verdict = nil })
	}
	return s
}

// yield opens a final topic again when a Tribe it affects no longer settles it:
// what a government says counts from the moment it says it.
func (t *Topic) yield() {
	waiting := t.Unsettled()
	if !t.Final() || len(waiting) == 0 {
		return
	}
	v := *t.Verdict
	v.Status, v.Lacks, v.Nations = Open, []Lack{LackTribe}, waiting
	t.Verdict = &v
}
