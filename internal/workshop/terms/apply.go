package terms

import (
	"slices"
	"time"

	"convene/internal/safetext"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
)

// Apply folds an event of this part; others, and redacted ones, leave the state
// as it is.
func (s *State) Apply(at act.Stamp, e act.Event) *State {
	switch e := e.(type) {
	case Prepared:
		return s.prepared(e)
	case Arrived, ArrivalSettled, SourceWithdrawn:
		return s.applyArrival(at, e)
	case CheckOpened, LastCalled, CheckClosed, CheckVoided:
		return s.applyCheck(at, e)
	case ViewAdded, ViewChanged, ViewJoined, ViewLeft:
		return s.applyView(at, e)
	case ReviewSet, StatusSet, SigningExtended, SignerSet, SignerDropped:
		return s.applyWhole(at, e)
	case FindingAnswered:
		if e.Key == "" {
			return s
		}
		next := *s
		next.Answered = slices.DeleteFunc(slices.Clone(s.Answered), func(a FindingAnswer) bool { return a.Key == e.Key })
		next.Answered = append(next.Answered, FindingAnswer{Key: e.Key, By: at.By, Words: e.Words})
		return &next
	}
	return s.applySection(at, e)
}

func (s *State) prepared(e Prepared) *State {
	if len(e.Sections) == 0 {
		return s
	}
	next := *s
	next.Sections, next.Watch, next.Known = nil, e.Watch, e.Known
	for _, t := range e.Sections {
		next.Sections = append(next.Sections, &Section{Template: t})
	}
	return &next
}

func (s *State) applyArrival(at act.Stamp, e act.Event) *State {
	next := *s
	next.Arrivals = slices.Clone(s.Arrivals)
	switch e := e.(type) {
	case Arrived:
		if e.Arrival.ID == "" {
			return s
		}
		i := slices.IndexFunc(s.Arrivals, func(a Arrival) bool { return a.ID == e.Arrival.ID })
		if i < 0 {
			next.Arrivals = append(next.Arrivals, e.Arrival)
		} else {
			next.Arrivals[i] = e.Arrival
		}
	case ArrivalSettled:
		i := slices.IndexFunc(s.Arrivals, func(a Arrival) bool { return a.ID == e.ID })
		if i < 0 {
			return s
		}
		a := &next.Arrivals[i]
		a.Fate, a.By, a.Reason = e.Fate, at.By, e.Reason
		if e.Fate == Accepted {
			return next.change(a.Section, func(sec *Section) { sec.note(at, Brought, safetext.Text{}) })
		}
	case SourceWithdrawn:
		for i := range next.Arrivals {
			a := &next.Arrivals[i]
			if e.takes(*a) {
				a.Withdrawn, a.Words = true, ""
			}
		}
	}
	return &next
}

func (s *State) applySection(at act.Stamp, e act.Event) *State {
	switch e := e.(type) {
	case OriginalSet:
		return s.change(e.Section, func(sec *Section) {
			sec.Original = e.Lang
			sec.dropTranslation(e.Lang)
			if sec.Status == Ready || sec.Status == Open {
				sec.Status = Draft
			}
		})
	case TranslationSet:
		return s.change(e.Section, func(sec *Section) {
			sec.dropTranslation(e.Translation.Lang)
			if !e.Drop {
				t := e.Translation
				t.At = at.At
				sec.Translations = append(sec.Translations, t)
				sec.note(at, Translated, safetext.Text{})
				sec.History[len(sec.History)-1].Lang = t.Lang
			}
		})
	case ReadyMade:
		return s.change(e.Section, func(sec *Section) {
			sec.Status, sec.Version, sec.ReadyText = Ready, e.Version, e.Text
			sec.note(at, MadeReady, safetext.Text{})
		})
	case ReadyUnmade:
		return s.change(e.Section, func(sec *Section) {
			sec.Status = Draft
			sec.note(at, MadeDraft, safetext.Text{})
		})
	case SectionReopened:
		return s.change(e.Section, func(sec *Section) { sec.reopen(at, e.Reason) })
	case SectionTaken:
		return s.change(e.Section, func(sec *Section) { sec.Owner, sec.OwnerName, sec.Due = e.Seat, e.Name, e.Due })
	case ReopenWished:
		return s.change(e.Section, func(sec *Section) { sec.Wishes = append(slices.Clip(sec.Wishes), e.Wish) })
	case WishDropped:
		return s.change(e.Section, func(sec *Section) {
			sec.Wishes = slices.DeleteFunc(slices.Clone(sec.Wishes), func(w Wish) bool { return w.ID == e.ID })
		})
	case SectionNotUsed:
		return s.change(e.Section, func(sec *Section) {
			sec.Status, sec.Why = NotUsed, e.Reason
			sec.note(at, LeftOut, e.Reason)
		})
	case NationTouched:
		return s.change(e.Section, func(sec *Section) {
			sec.Nations = slices.DeleteFunc(slices.Clone(sec.Nations), func(n safetext.Text) bool { return roster.SameNation(n, e.Nation) })
			if e.Touched {
				sec.Nations = append(sec.Nations, e.Nation)
			}
		})
	}
	return s
}

func (sec *Section) dropTranslation(lang string) {
	sec.Translations = slices.DeleteFunc(slices.Clone(sec.Translations), func(t Translation) bool { return t.Lang == lang })
}

// reopen unlocks the section; its check is cleared and kept in the past.
func (sec *Section) reopen(at act.Stamp, reason safetext.Text) {
	if sec.Check != nil {
		sec.Past = append(slices.Clip(sec.Past), sec.Check)
	}
	sec.Check, sec.Why, sec.Wishes = nil, safetext.Text{}, nil
	sec.Status = Draft
	if sec.Original == "" {
		sec.Status = Empty
	}
	sec.note(at, Reopened, reason)
}

func (s *State) applyCheck(at act.Stamp, e act.Event) *State {
	switch e := e.(type) {
	case CheckOpened:
		return s.opened(at, e)
	case LastCalled:
		return s.replace(e.Poll, func(c *Check) { c.CalledAt = at.At })
	case CheckClosed:
		c := s.check(e.Poll)
		if c == nil {
			return s
		}
		next := s.replace(e.Poll, func(c *Check) { c.ClosedAt, c.Outcome = at.At, e.Outcome })
		if c.Section == "" {
			return next.adopted(at, e.Outcome)
		}
		return next.change(c.Section, func(sec *Section) { sec.closed(at, e.Outcome) })
	case CheckVoided:
		c := s.check(e.Poll)
		if c == nil {
			return s
		}
		next := s.replace(e.Poll, func(c *Check) { c.Voided = true })
		if c.Section == "" {
			whole := *next
			whole.Whole.note(at, Voided, safetext.Text{})
			return &whole
		}
		return next.change(c.Section, func(sec *Section) {
			sec.Status = Ready
			sec.note(at, Voided, safetext.Text{})
		})
	}
	return s
}

func (s *State) opened(at act.Stamp, e CheckOpened) *State {
	if e.Check == nil || e.Check.Poll == nil || e.Check.Reasons == nil {
		return s
	}
	c := *e.Check
	c.OpenedAt = at.At
	if c.Section != "" {
		return s.change(c.Section, func(sec *Section) {
			if sec.Check != nil {
				sec.Past = append(slices.Clip(sec.Past), sec.Check)
			}
			sec.Check, sec.Status = &c, Checking
			sec.note(at, Asked, safetext.Text{})
		})
	}
	next := *s
	if next.Whole.Check != nil {
		next.Whole.Past = append(slices.Clip(next.Whole.Past), next.Whole.Check)
	}
	next.Whole.Check = &c
	next.Whole.note(at, Asked, safetext.Text{})
	return &next
}

// replace changes the open check with this id by a copy.
func (s *State) replace(id string, how func(*Check)) *State {
	old := s.check(id)
	if old == nil {
		return s
	}
	c := *old
	how(&c)
	if c.Section != "" {
		return s.change(c.Section, func(sec *Section) { sec.Check = &c })
	}
	next := *s
	next.Whole.Check = &c
	return &next
}

// closed settles a section by what its check came to.
func (sec *Section) closed(at act.Stamp, o poll.Outcome) {
	kind := StayedOpen
	sec.Status = Open
	if o.Consent.Standing.Reached() {
		sec.Status, kind = Agreed, Consented
		if o.Consent.Standing == poll.Concerns {
			sec.Status, kind = Concerns, WithConcerns
		}
	}
	sec.note(at, kind, safetext.Text{})
}

// adopted makes the document the group's, when its check says so: a new version
// with its own signing window. What was signed of earlier ones is kept.
func (s *State) adopted(at act.Stamp, o poll.Outcome) *State {
	next := *s
	w := &next.Whole
	if !o.Consent.Standing.Reached() {
		w.note(at, StayedOpen, safetext.Text{})
		return &next
	}
	w.Status, w.Version = AdoptedDoc, w.Version+1
	w.AdoptedAt, w.SignUntil = at.At, at.At.Add(SigningWindow)
	w.Why = safetext.Text{}
	old := w.Signers
	w.Signers, w.Signed = nil, slices.Clip(w.Signed)
	for _, x := range old {
		if x.Status != AskedToSign {
			w.Signed = append(w.Signed, x)
		}
		x.Status, x.RatifiedBy, x.Note, x.Number = AskedToSign, safetext.Text{}, safetext.Text{}, safetext.Text{}
		x.Method, x.EnteredBy, x.Version = "", "", 0
		x.Date = time.Time{}
		w.Signers = append(w.Signers, x)
	}
	w.note(at, Adopted, safetext.Text{})
	return &next
}
