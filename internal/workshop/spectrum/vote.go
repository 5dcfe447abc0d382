package spectrum

import (
	"time"

	"convene/internal/workshop/poll"
)

// Vote says which of the two votes a round belongs to.
type Vote int

// The votes: the first asks "today" and "should be", the second "should be".
const (
	First  Vote = 1
	Second Vote = 2
)

// Round is one asking of the levels. A further round stands beside the earlier.
type Round struct {
	// ID is "<topic>/r<n>"; its polls are ID/today, ID/should and ID/reasons.
	ID   string    `json:"id"`
	Vote Vote      `json:"vote"`
	Mode poll.Mode `json:"mode"`
	// Today is nil in the second vote.
	Today   *poll.Poll `json:"today,omitempty"`
	Should  *poll.Poll `json:"should"`
	Reasons *poll.Poll `json:"reasons"`
	// Few says that everyone is warned that so few answers may be guessed.
	Few bool `json:"few,omitempty"`
	// NotAction says that this is a temperature check of a public body, not an
	// action (domain §8.7).
	NotAction bool `json:"not_action,omitempty"`

	OpenedAt time.Time `json:"-"`
	// CalledAt is the last call; a vote closes only after one.
	CalledAt time.Time `json:"-"`
	ClosedAt time.Time `json:"-"`
	// Void says why the round has no result: VoidLost or VoidCalledOff.
	Void string `json:"-"`
	// Asked is the record the people voted on.
	Asked Record `json:"-"`

	TodayResult  poll.Result   `json:"-"`
	ShouldResult poll.Result   `json:"-"`
	Written      []poll.Reason `json:"-"`
}

// Reasons why a round or a check has no result.
const (
	VoidLost      = "lost"       // its key is gone
	VoidCalledOff = "called_off" // the host took it back before the close
)

// IsOpen reports whether answers are gathered now.
func (r *Round) IsOpen() bool { return r != nil && r.Void == "" && r.ClosedAt.IsZero() }

// Shown reports whether there is a result.
func (r *Round) Shown() bool { return r != nil && r.Void == "" && !r.ClosedAt.IsZero() }

func (r *Round) open() []poll.Open {
	var out []poll.Open
	for _, p := range r.ballots() {
		out = append(out, p.Gathers(poll.ChoiceSize))
	}
	return append(out, r.Reasons.Reasons())
}

// Behind is the question of the round with the fewest answers: who answered that
// one of the list has answered all of them, at most. counts are of those on the
// list, by poll.
func (r *Round) Behind(counts map[string]int) *poll.Poll {
	least := r.Should
	if r.Today != nil && counts[r.Today.ID] < counts[least.ID] {
		least = r.Today
	}
	return least
}

// ballots are the polls of choices.
func (r *Round) ballots() []*poll.Poll {
	if r.Today != nil {
		return []*poll.Poll{r.Today, r.Should}
	}
	return []*poll.Poll{r.Should}
}

// Later are reasons that were added after a reveal and shown together.
type Later struct {
	// Round is the round they came after.
	Round   string
	Reasons []poll.Reason
}

// OpenRound is the round that gathers answers now, or nil.
func (t *Topic) OpenRound() *Round {
	for _, r := range t.Rounds {
		if r.IsOpen() {
			return r
		}
	}
	return nil
}

// LastRound is the last round of a vote that has a result, or nil; with 0, the
// last of either.
func (t *Topic) LastRound(v Vote) *Round {
	for i := len(t.Rounds) - 1; i >= 0; i-- {
		if r := t.Rounds[i]; r.Shown() && (v == 0 || r.Vote == v) {
			return r
		}
	}
	return nil
}

// Shift is by how many answers each level grew or shrank from one result to
// another, in the order of the levels: the difference of the two votes.
func Shift(before, after poll.Result) []int {
	out := make([]int, max(len(before.Counts), len(after.Counts)))
	for i := range out {
		if i < len(after.Counts) {
			out[i] += after.Counts[i]
		}
		if i < len(before.Counts) {
			out[i] -= before.Counts[i]
		}
	}
	return out
}

// Gap is how far the middle of b lies above that of a, in half levels; ok is
// false when nobody chose in one of them.
func Gap(a, b poll.Middle) (halves int, ok bool) {
	if a.None() || b.None() {
		return 0, false
	}
	return b.Low + b.High - a.Low - a.High, true
}

// WideSpan is how many levels apart the answers must lie for the middle to
// propose nothing by itself (domain §4.2): Inform to Collaborate.
const WideSpan = 3

// Proposal is what the second vote proposes. Levels are indexes from 0.
type Proposal struct {
	// Round is the round it comes from; empty when there is none yet.
	Round  string
	Middle poll.Middle
	// Low and High are the ends of what was chosen, -1 without answers.
	Low, High int
	// Tie says that the middle lies between two levels, Wide that the answers
	// lie WideSpan or more apart. Then nobody rounds: two levels stand until
	// the group says what becomes of them (domain §8.2).
	Tie, Wide bool
}

// Proposal is what the last second vote proposes.
func (t *Topic) Proposal() Proposal {
	r := t.LastRound(Second)
	if r == nil {
		return Proposal{Middle: poll.Middle{Low: -1, High: -1}, Low: -1, High: -1}
	}
	p := Proposal{Round: r.ID, Middle: poll.MiddleOf(r.ShouldResult.Counts)}
	p.Low, p.High = poll.RangeOf(r.ShouldResult.Counts)
	p.Tie, p.Wide = p.Middle.Tie(), p.High-p.Low >= WideSpan
	return p
}

// None reports whether nothing is proposed: no vote, or nobody chose.
func (p Proposal) None() bool { return p.Middle.None() }

// Stands reports whether one level is proposed.
func (p Proposal) Stands() bool { return !p.None() && !p.Tie && !p.Wide }
