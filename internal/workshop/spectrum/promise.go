package spectrum

import (
	"fmt"
	"slices"
	"time"

	"convene/internal/safetext"
	"convene/internal/text"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
)

// How says what becomes of two levels that stand.
type How string

// The ways that the group has (domain §8.2). Nobody breaks a tie.
const (
	Stage How = "stage" // first one, then the other
	Pilot How = "pilot" // try one until a day
	Carry How = "carry" // both go to the decision-maker with equal space
)

// Settlement is what the group made of two levels that stand. It holds for the
// round it was made about; a further vote asks again.
type Settlement struct {
	Round string `json:"round"`
	How   How    `json:"how"`
	// Levels are the two, in the order of a stage; the first is the one that a
	// pilot tries.
	Levels [2]string `json:"levels"`
	// Day is when the second stage begins, or the pilot ends.
	Day   Day   `json:"day,omitempty"`
	Words Entry `json:"words"`
}

// StatementKind is one of three things that a decision-maker can say.
type StatementKind string

// The statements (domain §4.2).
const (
	CanKeep   StatementKind = "can_keep"
	UpTo      StatementKind = "up_to"
	MustCheck StatementKind = "must_check"
)

// Statement is the decision-maker's, on the record.
type Statement struct {
	Kind StatementKind `json:"kind"`
	// Level is the most that can be kept, with UpTo.
	Level string `json:"level,omitempty"`
	// Because is the reason with UpTo, and may say more with the others.
	Because Entry `json:"because"`
	// By is the day of the answer, with MustCheck.
	By Day `json:"by,omitempty"`
	// Seat said it; Reported that a host passed it on for someone not here.
	Seat     roster.SeatID `json:"seat"`
	Reported bool          `json:"reported,omitempty"`
	At       time.Time     `json:"-"`
}

// Promise is what stands beside the promise's own text.
type Promise struct {
	Conditions Entry `json:"conditions"`
	// Keeper answers for it; Accepted that the keeper said so personally.
	Keeper   Person `json:"keeper"`
	Accepted bool   `json:"accepted,omitempty"`
	// Proof is the first day on which people can see that it is kept.
	Proof Day `json:"proof,omitempty"`
	// Rev counts the changes.
	Rev int           `json:"-"`
	By  roster.SeatID `json:"-"`
}

// Offer is what a consent check asks about: all of it, as it stood.
type Offer struct {
	Levels []string `json:"levels"`
	How    How      `json:"how,omitempty"`
	Day    Day      `json:"day,omitempty"`
	// Promise is the shared text, Version its version.
	Promise    safetext.Text `json:"promise"`
	Version    int64         `json:"version"`
	Conditions Entry         `json:"conditions"`
	Keeper     Person        `json:"keeper"`
	Proof      Day           `json:"proof,omitempty"`
	Statement  *Statement    `json:"statement,omitempty"`
}

// same reports whether two offers ask people to agree to the same thing.
func (o Offer) same(p Offer) bool {
	said := o.Statement == p.Statement || o.Statement != nil && p.Statement != nil && *o.Statement == *p.Statement
	return slices.Equal(o.Levels, p.Levels) && o.How == p.How && o.Day == p.Day && o.Promise == p.Promise &&
		o.Conditions == p.Conditions && o.Keeper == p.Keeper && o.Proof == p.Proof && said
}

// Check is one consent check and what it asked about.
type Check struct {
	poll.Check
	Asked Offer `json:"asked"`
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

// OpenCheck is the check that gathers answers now, or nil.
func (t *Topic) OpenCheck() *Check {
	for _, c := range t.Checks {
		if c.IsOpen() {
			return c
		}
	}
	return nil
}

// LastCheck is the last check with an outcome, or nil.
func (t *Topic) LastCheck() *Check {
	for i := len(t.Checks) - 1; i >= 0; i-- {
		if c := t.Checks[i]; c.Standing() != poll.Unasked {
			return c
		}
	}
	return nil
}

// Statement is the decision-maker's last one, or nil.
func (t *Topic) Statement() *Statement {
	if n := len(t.Statements); n > 0 {
		return &t.Statements[n-1]
	}
	return nil
}

// settled is the settlement of the present proposal, or nil.
func (t *Topic) settled() *Settlement {
	if t.Settlement == nil || t.Settlement.Round != t.Proposal().Round {
		return nil
	}
	return t.Settlement
}

// Levels are the levels that would be promised now: the middle of the second
// vote, or what the group made of two that stand, and never above what the
// decision-maker can keep. Empty while there is none.
func (t *Topic) Levels(c Content) []string {
	out := t.Proposed(c)
	if st := t.Statement(); st != nil && st.Kind == UpTo {
		capped := make([]string, 0, len(out))
		for _, level := range out {
			if c.Index(level) > c.Index(st.Level) {
				level = st.Level
			}
			capped = append(capped, level)
		}
		out = slices.Compact(capped)
	}
	return out
}

// Proposed are the levels the group came to, whatever the decision-maker can
// keep of them.
func (t *Topic) Proposed(c Content) []string {
	var out []string
	p := t.Proposal()
	switch s := t.settled(); {
	case s != nil && s.How == Pilot:
		out = []string{s.Levels[0]}
	case s != nil:
		out = s.Levels[:]
	case p.Stands() && p.Middle.Low < len(c.Levels):
		out = []string{c.Levels[p.Middle.Low].ID}
	}
	return out
}

// Print differs when anything does that a statement on the topic is about: the
// promise's words and what stands beside them, the levels, or what was said before.
func (s *State) Print(texts func(id string) *text.Doc, t *Topic) string {
	_, version := words(act.World{Text: texts}, t.PromiseText())
	return fmt.Sprint(version, "/", t.Promise.Rev, "/", t.Proposal().Round, "/", t.Levels(s.Content), "/", len(t.Statements))
}

// Offer is what a consent check would ask about now.
func (s *State) Offer(w act.World, t *Topic) Offer {
	o := Offer{Levels: t.Levels(s.Content), Conditions: t.Promise.Conditions, Keeper: t.Promise.Keeper,
		Proof: t.Promise.Proof}
	if st := t.Statement(); st != nil {
		said := *st
		said.At = time.Time{} // when it was said does not change what is offered
		o.Statement = &said
	}
	if st := t.settled(); st != nil {
		o.How, o.Day = st.How, st.Day
	}
	o.Promise, o.Version = words(w, t.PromiseText())
	return o
}
