package terms

import (
	"slices"
	"time"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
)

// DocStatus is the status line of the whole document (domain §5).
type DocStatus string

// The statuses of the whole, in their order.
const (
	DraftDoc    DocStatus = ""
	AdoptedDoc  DocStatus = "adopted" // by the group, ratification pending
	InForce     DocStatus = "in_force"
	UnderReview DocStatus = "under_review"
	Over        DocStatus = "ended"
)

// SigningWindow is how long after adoption people may sign on their screens.
const SigningWindow = 30 * 24 * time.Hour

// ReviewWithin is the furthest that a review may lie ahead, in months.
const ReviewWithin = 18

// Whole is what is true of the document as a whole. It is a value: the checks it
// points to are never changed.
type Whole struct {
	Status DocStatus
	// Version counts adoptions; 0 until the first.
	Version int
	// Check is the open adoption check, or the last one; Past the earlier ones.
	Check     *Check
	Past      []*Check
	AdoptedAt time.Time
	InForceAt time.Time
	EndedAt   time.Time
	// Why is the reason of the last change of status.
	Why safetext.Text
	// SignUntil is the end of the signing window.
	SignUntil time.Time
	// Review is the date of the next review; zero until set.
	Review time.Time
	// Signers is the sign-off block of this version; Signed keeps what was
	// signed of earlier ones.
	Signers []Signer
	Signed  []Signer
	History []Entry
}

// Locked reports whether the texts stand as adopted: no word of them changes, in
// any language, until a section is reopened.
func (w Whole) Locked() bool {
	return w.Status == AdoptedDoc || w.Status == InForce || w.Status == Over
}

// note adds a line to the history of the whole.
func (w *Whole) note(at act.Stamp, kind EntryKind, reason safetext.Text) {
	w.History = append(slices.Clip(w.History), Entry{Kind: kind, By: at.By, From: at.At, To: at.At,
		Version: w.Version, Note: reason, Status: w.Status})
}

// NeedsFacts is a command that is decided on what other parts know: the root
// gives it the facts before it is decided, whatever the face had put there.
type NeedsFacts interface {
	Command
	WithFacts(Facts) Command
}

// OpenAdoption asks the room about the whole. It is refused while a finding
// stands that an adopted document must not have.
type OpenAdoption struct {
	Question
	facts Facts
}

// WithFacts gives the command what other parts know.
func (c OpenAdoption) WithFacts(f Facts) Command { c.facts = f; return c }

func (c OpenAdoption) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	switch {
	case len(s.Sections) == 0:
		return act.Result{}, fault.New("terms_unprepared")
	case s.Whole.Status != DraftDoc && s.Whole.Status != UnderReview:
		return act.Result{}, fault.New("document_locked")
	case len(s.OpenChecks()) > 0:
		return act.Result{}, fault.New("poll_open")
	}
	if err := s.clear(w, c.facts, AdoptedDoc); err != nil {
		return act.Result{}, err
	}
	check, err := c.ask(w, s, "")
	if err != nil {
		return act.Result{}, err
	}
	check.Version = s.Whole.Version + 1
	if last := s.Whole.Check; last != nil && !last.Voided && slices.Equal(last.Texts, check.Texts) {
		check.Round = last.Round + 1
	}
	return events(CheckOpened{Check: check}), nil
}

// clear refuses a status while findings stand that block it, and says how many.
func (s *State) clear(w act.World, f Facts, to DocStatus) error {
	n := 0
	for _, x := range s.Findings(Input{Now: w.Now, Text: w.Text, Facts: f}) {
		if x.Stops(to) {
			n++
		}
	}
	if n > 0 {
		return fault.New("findings_block", "n", n)
	}
	return nil
}

// SetStatus moves an adopted document on: into force, under review, to its end.
// A host, a co-host or the coordinator may. Adoption itself is a check.
type SetStatus struct {
	To     DocStatus
	Reason safetext.Text
	facts  Facts
}

// WithFacts gives the command what other parts know.
func (c SetStatus) WithFacts(f Facts) Command { c.facts = f; return c }

func (c SetStatus) Decide(w act.World, s *State) (act.Result, error) {
	if err := lead(w); err != nil {
		return act.Result{}, err
	}
	if err := fits(safetext.Line, c.Reason); err != nil {
		return act.Result{}, err
	}
	from := s.Whole.Status
	switch {
	case s.Whole.Check.IsOpen():
		return act.Result{}, fault.New("poll_open")
	case from == c.To:
		return act.Result{}, nil
	case from == DraftDoc || from == Over:
		return act.Result{}, fault.New("document_not_adopted")
	case c.To == InForce && from == AdoptedDoc:
		if err := s.clear(w, c.facts, InForce); err != nil {
			return act.Result{}, err
		}
	case c.To == UnderReview || c.To == Over:
		if err := reasoned(c.Reason); err != nil {
			return act.Result{}, err
		}
	default:
		return act.Result{}, fault.New("document_not_adopted")
	}
	return events(StatusSet{Status: c.To, Reason: c.Reason}), nil
}

// lead refuses unless a host, a co-host, the coordinator or the server acts.
func lead(w act.World) error {
	if w.Me().Has(roster.Coordinator) && !w.Me().Ended {
		return nil
	}
	return w.Guide()
}

// The smaller commands on the whole.
type (
	// SetReview sets the day of the next review: a day of the calendar, as its
	// midnight in UTC.
	SetReview struct{ Date time.Time }
	// ExtendSigning lets people sign longer: a council meets when it meets.
	ExtendSigning struct{ Until time.Time }
)

func (c SetReview) Decide(w act.World, s *State) (act.Result, error) {
	if err := lead(w); err != nil {
		return act.Result{}, err
	}
	switch {
	case s.Whole.Status == Over:
		return act.Result{}, fault.New("document_over")
	case !c.Date.After(w.Now) || c.Date.After(w.Now.AddDate(0, ReviewWithin, 0)):
		return act.Result{}, fault.New("review_range", "months", ReviewWithin)
	}
	return events(ReviewSet{Date: c.Date.UTC().Truncate(24 * time.Hour)}), nil
}

func (c ExtendSigning) Decide(w act.World, s *State) (act.Result, error) {
	if err := lead(w); err != nil {
		return act.Result{}, err
	}
	switch {
	case s.Whole.Version == 0:
		return act.Result{}, fault.New("document_not_adopted")
	case !c.Until.After(s.Whole.SignUntil) || !c.Until.After(w.Now):
		return act.Result{}, fault.New("window_not_longer")
	}
	return events(SigningExtended{Until: c.Until.UTC()}), nil
}

// AfterEnd are the commands that a workshop still takes when its last meeting
// is over: signing, and what the coordinator settles (design §2).
type AfterEnd interface {
	Command
	afterEnd()
}

func (Sign) afterEnd()          {}
func (EnterSign) afterEnd()     {}
func (AskSigner) afterEnd()     {} // whose letter came has a place to stand
func (DropSigner) afterEnd()    {}
func (SetStatus) afterEnd()     {}
func (ExtendSigning) afterEnd() {}
func (AnswerFinding) afterEnd() {}
func (LeaveView) afterEnd()     {}
