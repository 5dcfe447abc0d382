package values

import (
	"cmp"
	"slices"
	"time"

	"convene/internal/safetext"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
)

// Gift is an outcome that was passed on.
type Gift = act.Gift

// Chosen lists the clusters that the group goes on with: those with the most
// marks, equal counts together, and what a host kept by the group's word. Before
// any marks it is every cluster.
func (s *State) Chosen() []Cluster {
	live := s.Live()
	slices.SortStableFunc(live, func(a, b Cluster) int { return cmp.Compare(s.Count(b.ID), s.Count(a.ID)) })
	marked, least := s.LastMarking() != nil, 1
	if marked && len(live) > MostValues {
		least = max(1, s.Count(live[MostValues-1].ID))
	}
	return slices.DeleteFunc(live, func(c Cluster) bool {
		return c.Kept == KeptNo || c.Kept == ByMarks && marked && s.Count(c.ID) < least
	})
}

// HeldBySome lists the clusters that are not chosen: values that were important
// to few, which are kept as such.
func (s *State) HeldBySome() []Cluster {
	chosen := s.Chosen()
	return slices.DeleteFunc(s.Live(), func(c Cluster) bool {
		return slices.ContainsFunc(chosen, func(x Cluster) bool { return x.ID == c.ID })
	})
}

// Value is one value as a consent check asks about it.
type Value struct {
	Cluster string        `json:"cluster"`
	Name    safetext.Text `json:"name"`
	Lang    string        `json:"lang,omitempty"`
	// Do and Slipped are the lines of the two columns.
	Do      []safetext.Text `json:"do,omitempty"`
	Slipped []safetext.Text `json:"slipped,omitempty"`
}

// List is the list that a consent check would ask about now.
func (s *State) List() []Value {
	var out []Value
	for _, c := range s.Chosen() {
		v := Value{Cluster: c.ID, Name: safetext.Clean(safetext.Title, s.Title(c.ID)), Lang: c.Lang}
		for _, d := range s.DeedsOf(c.ID, WeDo) {
			v.Do = append(v.Do, d.Words)
		}
		for _, d := range s.DeedsOf(c.ID, WeSlipped) {
			v.Slipped = append(v.Slipped, d.Words)
		}
		out = append(out, v)
	}
	return out
}

func sameList(a, b []Value) bool {
	return slices.EqualFunc(a, b, func(x, y Value) bool {
		return x.Cluster == y.Cluster && x.Name == y.Name && slices.Equal(x.Do, y.Do) && slices.Equal(x.Slipped, y.Slipped)
	})
}

// Check is one consent check and the list it asked about.
type Check struct {
	poll.Check
	Asked []Value `json:"asked"`
}

// IsOpen reports whether answers are gathered now. It may be asked of nil.
func (c *Check) IsOpen() bool { return c != nil && c.Check.IsOpen() }

// ID is the check's id, which is its poll's; empty for nil.
func (c *Check) ID() string {
	if c == nil {
		return ""
	}
	return c.Check.ID()
}

// OpenCheck is the check that is open now, or nil.
func (s *State) OpenCheck() *Check {
	for _, c := range s.Checks {
		if c.IsOpen() {
			return c
		}
	}
	return nil
}

// LastCheck is the last check with an outcome, or nil.
func (s *State) LastCheck() *Check {
	for i := len(s.Checks) - 1; i >= 0; i-- {
		if c := s.Checks[i]; c.Standing() != poll.Unasked {
			return c
		}
	}
	return nil
}

// Status says how the exercise was recorded.
type Status string

// The statuses.
const (
	Final    Status = "final"
	Proposed Status = "proposed" // nobody was asked to consent yet
	Open     Status = "open"     // consent was not reached, or there is no list
)

// Lack is something without which the list is not final. Faces have a sentence
// for each: "values.lack.<lack>".
type Lack string

// What can be lacking, in the order it is told.
const (
	LackValues  Lack = "values"
	LackCheck   Lack = "check"
	LackAgain   Lack = "check_again" // the list has changed since
	LackConsent Lack = "consent"
)

// Verdict is how the exercise was recorded.
type Verdict struct {
	Status  Status       `json:"status"`
	Lacks   []Lack       `json:"lacks,omitempty"`
	List    []Value      `json:"list,omitempty"`
	Consent poll.Consent `json:"consent"`
	// Carried says that time ran out and the exercise goes on another day.
	Carried bool      `json:"carried,omitempty"`
	At      time.Time `json:"-"`
}

// Recorded reports whether the exercise is recorded. Then it is locked, and
// cards can't be withdrawn any more, until a host reopens it or a new round of
// writing begins. What was carried over is not locked.
func (s *State) Recorded() bool { return s.Verdict != nil && !s.Verdict.Carried }

// Lacks lists what keeps the list from being final now; nil when nothing does.
func (s *State) Lacks() []Lack {
	list, check := s.List(), s.LastCheck()
	var out []Lack
	add := func(missing bool, l Lack) {
		if missing {
			out = append(out, l)
		}
	}
	add(len(list) == 0, LackValues)
	add(check == nil, LackCheck)
	add(check != nil && !sameList(check.Asked, list), LackAgain)
	add(check != nil && !check.Outcome.Consent.Standing.Reached(), LackConsent)
	return out
}

func (s *State) verdict(carried bool) Verdict {
	v := Verdict{Status: Final, Lacks: s.Lacks(), List: s.List(), Carried: carried}
	if c := s.LastCheck(); c != nil {
		v.Consent = c.Outcome.Consent
	}
	switch {
	case slices.Contains(v.Lacks, LackValues), slices.Contains(v.Lacks, LackConsent):
		v.Status = Open
	case len(v.Lacks) > 0:
		v.Status = Proposed
	}
	return v
}
