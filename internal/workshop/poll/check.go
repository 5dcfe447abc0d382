package poll

import (
	"slices"
	"time"

	"convene/internal/workshop/roster"
)

// Check is one asking of the agree scale about something an exercise proposes:
// the answers, and beside them reasons that nothing joins to an answer. Its id
// is its poll's. A Check is never changed once in a state; nil is no check.
type Check struct {
	Poll    *Poll `json:"poll"`
	Reasons *Poll `json:"reasons"`
	// Few says that everyone is warned that so few answers may be guessed.
	Few bool `json:"few,omitempty"`
	// Round is 2 or more when the same was asked before.
	Round int `json:"round"`

	OpenedAt time.Time `json:"-"`
	// CalledAt is the last call; a check closes only after one.
	CalledAt time.Time `json:"-"`
	ClosedAt time.Time `json:"-"`
	// Voided says that the answers are lost and the check must be asked again.
	Voided  bool    `json:"-"`
	Outcome Outcome `json:"-"`
}

// Outcome is what a check came to.
type Outcome struct {
	Result  Result  `json:"result"`
	Consent Consent `json:"consent"`
	// FollowUp says that someone still needed more talk in a further round,
	// which is a concern that must be followed up (domain §4.1.1).
	FollowUp bool     `json:"follow_up,omitempty"`
	Concerns []Reason `json:"concerns,omitempty"`
}

// NewCheck asks the agree scale of a list.
func NewCheck(id string, mode Mode, cell, round int, l List) Check {
	return Check{Poll: l.Ask(id, mode, cell, AgreeOptions()), Reasons: l.Ask(id+"/reasons", mode, cell, nil),
		Few: l.Few, Round: round}
}

// CheckMode is how a check is asked: hidden names, or openly by a public body,
// whose secret vote would be no act (domain §8.7).
func CheckMode(publicBody string, wish Mode) Mode {
	switch {
	case publicBody == "yes":
		return Named
	case wish == Named:
		return Named
	case wish == Secret:
		return Secret
	}
	return HiddenNames
}

// ID is the check's id; empty for nil.
func (c *Check) ID() string {
	if c == nil || c.Poll == nil {
		return ""
	}
	return c.Poll.ID
}

// IsOpen reports whether answers are gathered now.
func (c *Check) IsOpen() bool {
	return c != nil && c.Poll != nil && !c.Voided && c.ClosedAt.IsZero()
}

// Standing is what a closed check said; Unasked while it is open.
func (c *Check) Standing() Standing {
	if c == nil || c.Voided || c.ClosedAt.IsZero() {
		return Unasked
	}
	return c.Outcome.Consent.Standing
}

// Open lists the check's polls while it gathers answers.
func (c *Check) Open() []Open {
	if !c.IsOpen() {
		return nil
	}
	return []Open{c.Poll.Gathers(ChoiceSize), c.Reasons.Reasons()}
}

// Judge makes the outcome from the opened answers and reasons. In a further
// round, "I need more talk first" is a concern with a follow-up; needing one's
// own language, or being unsure, is not settled by asking twice.
func (c *Check) Judge(r *roster.State, answers, reasons []Cast) Outcome {
	o := Outcome{Result: Tally(c.Poll, r, answers, false), Consent: Agree(c.Poll, r, answers)}
	if o.Consent.Standing == NeedTalk && c.Round > 1 && o.Result.Unsure == 0 && o.Result.Of(c.Poll, ReadToMe) == 0 {
		o.Consent.Standing, o.FollowUp = Concerns, true
	}
	o.Concerns = Reasons(c.Reasons, r, reasons)
	return o
}

// Of is how many chose an option.
func (r Result) Of(p *Poll, option string) int {
	if i := slices.Index(p.Options, option); i >= 0 && i < len(r.Counts) {
		return r.Counts[i]
	}
	return 0
}
