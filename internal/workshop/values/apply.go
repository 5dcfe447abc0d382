package values

import (
	"slices"
	"strings"

	"convene/internal/workshop/act"
)

// Apply folds an event of this exercise; others leave the state as it is.
func (s *State) Apply(at act.Stamp, e act.Event) *State {
	next := *s
	switch e := e.(type) {
	case Prepared:
		next.Content = e.Content
	case ModeSet:
		next.Mode = e.Mode
	case DeckLaid:
		next.DeckShown = e.Shown
	case PageTurned:
		next.Page = Page{On: e.On, N: max(0, e.N)}
	case Recorded:
		e.Verdict.At = at.At
		next.Verdict, next.Gave = &e.Verdict, e.Gave
		if next.Recorded() {
			next.forgetAuthors()
		}
	case Reopened:
		next.Verdict = nil
	case LastCalled:
		return s.called(at, e.ID)
	case Voided:
		return s.voided(e)
	default:
		return s.applyCards(at, e)
	}
	return &next
}

// forgetAuthors lets the keys of who wrote what go: from now on no card can be
// withdrawn, and nobody can tell any more whose it is.
func (s *State) forgetAuthors() {
	s.Writings = slices.Clone(s.Writings)
	for i, w := range s.Writings {
		c := *w
		c.Unclaimed = true
		s.Writings[i] = &c
	}
}

func (s *State) called(at act.Stamp, id string) *State {
	next := s.changeWriting(id, func(w *Writing) { w.CalledAt = at.At })
	next = next.changeMarking(id, func(m *Marking) { m.CalledAt = at.At })
	return next.changeCheck(id, func(c *Check) { c.CalledAt = at.At })
}

func (s *State) voided(e Voided) *State {
	if writing, ok := strings.CutSuffix(e.ID, "/claims"); ok {
		return s.changeWriting(writing, func(w *Writing) { w.Unclaimed = true })
	}
	next := s.changeWriting(e.ID, func(w *Writing) { w.Void = e.Why })
	next = next.changeMarking(e.ID, func(m *Marking) { m.Void = e.Why })
	return next.changeCheck(e.ID, func(c *Check) { c.Voided = true })
}

func (s *State) changeWriting(id string, how func(*Writing)) *State {
	i := slices.IndexFunc(s.Writings, func(w *Writing) bool { return w.ID == id })
	if i < 0 {
		return s
	}
	c := *s.Writings[i]
	how(&c)
	next := *s
	next.Writings = slices.Clone(s.Writings)
	next.Writings[i] = &c
	return &next
}

func (s *State) changeMarking(id string, how func(*Marking)) *State {
	i := slices.IndexFunc(s.Marks, func(m *Marking) bool { return m.Poll.ID == id })
	if i < 0 {
		return s
	}
	c := *s.Marks[i]
	how(&c)
	next := *s
	next.Marks = slices.Clone(s.Marks)
	next.Marks[i] = &c
	return &next
}

func (s *State) changeCheck(id string, how func(*Check)) *State {
	i := slices.IndexFunc(s.Checks, func(c *Check) bool { return c.ID() == id })
	if i < 0 {
		return s
	}
	c := *s.Checks[i]
	how(&c)
	next := *s
	next.Checks = slices.Clone(s.Checks)
	next.Checks[i] = &c
	return &next
}

func (s *State) changeCluster(id string, how func(*Cluster)) *State {
	i := s.cluster(id)
	if i < 0 {
		return s
	}
	next := *s
	next.Clusters = slices.Clone(s.Clusters)
	how(&next.Clusters[i])
	return &next
}

func (s *State) changeDeed(id string, how func(*Deed)) *State {
	i := s.deed(id)
	if i < 0 {
		return s
	}
	next := *s
	next.Deeds = slices.Clone(s.Deeds)
	how(&next.Deeds[i])
	return &next
}

func (s *State) applyCards(at act.Stamp, e act.Event) *State {
	next := *s
	switch e := e.(type) {
	case WritingOpened:
		if e.Writing.ID == "" || e.Writing.Cards == nil || e.Writing.Claims == nil {
			return s
		}
		e.Writing.OpenedAt = at.At
		next.Writings = append(slices.Clip(s.Writings), &e.Writing)
		next.Verdict = nil // newcomers add: what was recorded is open again
	case WallShown:
		for _, c := range e.Cards {
			if c.ID == "" || next.card(c.ID) >= 0 {
				continue
			}
			c.Writing = e.Writing
			next.Cards = append(slices.Clip(next.Cards), c)
		}
		return next.changeWriting(e.Writing, func(w *Writing) {
			w.ShownAt, w.OnList, w.Wrote, w.Passed, w.NotCast = at.At, e.OnList, e.Wrote, e.Passed, e.NotCast
			w.Ways = e.Ways
		})
	case CardWithdrawn:
		i := s.card(e.Card)
		if i < 0 {
			return s
		}
		next.Cards = slices.Clone(s.Cards)
		next.Cards[i] = Card{ID: e.Card, Writing: s.Cards[i].Writing, Withdrawn: true}
	case CardsMoved:
		if e.New != nil && e.New.ID != "" && s.cluster(e.New.ID) < 0 {
			c := *e.New
			c.ApartBy = at.By
			next.Clusters = append(slices.Clip(s.Clusters), c)
		}
		next.move(e.Moves, at)
		next.remember(Act{ID: e.Act, By: at.By, Moves: e.Moves})
	case ClusterNamed:
		named := s.changeCluster(e.Naming.Cluster, func(c *Cluster) {
			c.Name, c.Lang, c.Rev, c.NamedBy = e.Naming.Name, e.Naming.Lang, c.Rev+1, at.By
		})
		if named == s {
			return s
		}
		named.remember(Act{ID: e.Act, By: at.By, Naming: &e.Naming})
		return named
	case ApartEnded:
		return s.changeCluster(e.Cluster, func(c *Cluster) { c.Apart, c.ApartBy = false, "" })
	case ActUndone:
		return s.undone(at, e.Act)
	default:
		return s.applyList(at, e)
	}
	return &next
}

// move lays cards where they go. s is a copy being made.
func (s *State) move(moves []Move, at act.Stamp) {
	s.Cards = slices.Clone(s.Cards)
	for _, m := range moves {
		if i := s.card(m.Card); i >= 0 && !s.Cards[i].Withdrawn {
			s.Cards[i].Cluster, s.Cards[i].MovedBy = m.To, at.By
		}
	}
}

// remember keeps an act for its undo. s is a copy being made.
func (s *State) remember(a Act) {
	if a.ID == "" {
		return
	}
	s.Acts = append(slices.Clip(s.Acts), a)
	if n := len(s.Acts); n > maxActs {
		s.Acts = s.Acts[n-maxActs:]
	}
}

func (s *State) undone(at act.Stamp, id string) *State {
	i := slices.IndexFunc(s.Acts, func(a Act) bool { return a.ID == id })
	if i < 0 {
		return s
	}
	a, next := s.Acts[i], *s
	next.Acts = slices.Delete(slices.Clone(s.Acts), i, i+1)
	var back []Move
	for _, m := range a.Moves {
		back = append(back, Move{Card: m.Card, From: m.To, To: m.From})
	}
	next.move(back, at)
	if n := a.Naming; n != nil {
		return next.changeCluster(n.Cluster, func(c *Cluster) {
			c.Name, c.Lang, c.Rev, c.NamedBy = n.Was, n.WasLang, c.Rev+1, at.By
		})
	}
	return &next
}

func (s *State) applyList(at act.Stamp, e act.Event) *State {
	next := *s
	switch e := e.(type) {
	case MarksOpened:
		if e.Marking.Poll == nil {
			return s
		}
		e.Marking.OpenedAt = at.At
		next.Marks = append(slices.Clip(s.Marks), &e.Marking)
	case MarksClosed:
		return s.changeMarking(e.Marks, func(m *Marking) { m.ClosedAt, m.Result = at.At, e.Result })
	case ClusterKept:
		return s.changeCluster(e.Cluster, func(c *Cluster) { c.Kept = e.Kept })
	case ClusterLinked:
		return s.changeCluster(e.Cluster, func(c *Cluster) { c.Links, c.Linked = e.Links, true })
	case DeedAdded:
		if e.Deed.ID == "" || s.deed(e.Deed.ID) >= 0 {
			return s
		}
		e.Deed.By, e.Deed.ChangedBy = at.By, at.By
		next.Deeds = append(slices.Clip(s.Deeds), e.Deed)
	case DeedChanged:
		return s.changeDeed(e.Deed, func(d *Deed) {
			d.Before = append(slices.Clip(d.Before), Was{Words: d.Words, Lang: d.Lang, By: d.ChangedBy, Until: at.At})
			d.Words, d.Lang, d.ChangedBy, d.Rev = e.Words, e.Lang, at.By, d.Rev+1
		})
	case DeedTaken:
		return s.changeDeed(e.Deed, func(d *Deed) { d.Gone, d.TakenBy, d.Rev = e.Gone, at.By, d.Rev+1 })
	case CheckOpened:
		if e.Check.ID() == "" || e.Check.Reasons == nil {
			return s
		}
		e.Check.OpenedAt = at.At
		next.Checks = append(slices.Clip(s.Checks), &e.Check)
	case CheckClosed:
		return s.changeCheck(e.Check, func(c *Check) { c.ClosedAt, c.Outcome = at.At, e.Outcome })
	default:
		return s
	}
	return &next
}
