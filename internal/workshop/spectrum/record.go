package spectrum

import (
	"slices"
	"time"

	"convene/internal/safetext"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
)

// Status says how a topic was recorded.
type Status string

// The statuses. Open means that the group, a vote or a Tribe has not settled it;
// proposed, that only the word or the means to keep it is missing.
const (
	Final    Status = "final"
	Proposed Status = "proposed"
	Open     Status = "open"
)

// Lack is something without which a topic is not final. Faces have a sentence
// for each: "spectrum.lack.<lack>".
type Lack string

// What can be lacking, in the order it is told.
const (
	LackVote      Lack = "vote"        // no second vote has a result
	LackLevel     Lack = "level"       // nobody chose, or two levels stand
	LackDecider   Lack = "decider"     // nobody with authority is here
	LackStatement Lack = "statement"   // the decision-maker has not spoken
	LackAnswer    Lack = "answer"      // the decision-maker must check
	LackPromise   Lack = "promise"     // the promise is not written
	LackKeeper    Lack = "keeper"      // nobody keeps it
	LackProof     Lack = "proof"       // no day on which it shows
	LackCheck     Lack = "check"       // the group was not asked to consent
	LackAgain     Lack = "check_again" // what was agreed has changed since
	LackConsent   Lack = "consent"     // consent was not reached
	LackTribe     Lack = "tribe"       // a Tribe it affects has not settled it
)

// opens reports whether a topic stays open for it, rather than proposed.
func (l Lack) opens() bool {
	return slices.Contains([]Lack{LackVote, LackLevel, LackConsent, LackTribe}, l)
}

// Verdict is how a topic was recorded.
type Verdict struct {
	Status Status `json:"status"`
	// Lacks is what was missing; empty when final.
	Lacks []Lack `json:"lacks,omitempty"`
	// Nations are the governments it waits for; an empty name is a Tribe that
	// nobody named yet.
	Nations []safetext.Text `json:"nations,omitempty"`
	// Offer is what was recorded: levels, promise, keeper, statement.
	Offer Offer `json:"offer"`
	// Consent is the last check's.
	Consent poll.Consent `json:"consent"`
	// Carried says that time ran out: level proposed, promise to be written.
	Carried bool      `json:"carried,omitempty"`
	At      time.Time `json:"-"`
}

// Final reports whether the topic is recorded as final. Then it is locked until
// a host reopens it.
func (t *Topic) Final() bool { return t.Verdict != nil && t.Verdict.Status == Final }

// Lacks lists what keeps the topic from being final now; nil when nothing does.
func (s *State) Lacks(w act.World, t *Topic) []Lack {
	offer := s.Offer(w, t)
	var out []Lack
	add := func(missing bool, l Lack) {
		if missing {
			out = append(out, l)
		}
	}
	settled, st, check := t.settled(), t.Statement(), t.LastCheck()
	voted := t.LastRound(Second) != nil
	add(!voted, LackVote)
	add(voted && (len(offer.Levels) == 0 || settled != nil && settled.How == Carry), LackLevel)
	add(!t.Signs.Here(), LackDecider)
	add(st == nil, LackStatement)
	add(st != nil && st.Kind == MustCheck, LackAnswer)
	add(offer.Promise.IsBlank(), LackPromise)
	add(!offer.Keeper.Filled(), LackKeeper)
	add(offer.Proof == "", LackProof)
	add(check == nil, LackCheck)
	add(check != nil && !check.Asked.same(offer), LackAgain)
	add(check != nil && !check.Outcome.Consent.Standing.Reached(), LackConsent)
	add(len(t.Unsettled()) > 0 || t.Tribe == TribeYes && len(t.Flags) == 0, LackTribe)
	return out
}

// verdict judges the topic as it stands.
func (s *State) verdict(w act.World, t *Topic, carried bool) Verdict {
	v := Verdict{Status: Final, Lacks: s.Lacks(w, t), Nations: t.Unsettled(), Offer: s.Offer(w, t), Carried: carried}
	if c := t.LastCheck(); c != nil {
		v.Consent = c.Outcome.Consent
	}
	if len(v.Lacks) > 0 {
		v.Status = Proposed
	}
	if slices.ContainsFunc(v.Lacks, Lack.opens) {
		v.Status = Open
	}
	return v
}

// words reads a shared text; blank if nobody wrote there.
func words(w act.World, id string) (safetext.Text, int64) {
	if w.Text == nil {
		return safetext.Text{}, 0
	}
	doc := w.Text(id)
	if doc == nil {
		return safetext.Text{}, 0
	}
	return safetext.Clean(safetext.Body, doc.Plain()), int64(doc.Version())
}
