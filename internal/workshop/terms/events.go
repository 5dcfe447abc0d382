package terms

import (
	"time"

	"convene/internal/safetext"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
)

// Command is something a person or the server wants of the document. Decide is
// pure.
type Command interface {
	Decide(w act.World, s *State) (act.Result, error)
}

// The events of the document. Each zero value is harmless to Apply.
type (
	// Prepared holds the outline, copied from content.
	Prepared struct {
		Sections []Template `json:"sections"`
		Watch    []string   `json:"watch,omitempty"`
		Known    []string   `json:"known,omitempty"`
	}
	// Arrived brings a draft from an exercise, or replaces the waiting one of
	// the same id; ArrivalSettled says what became of it; SourceWithdrawn takes
	// the words of a source out, for one section and kind or, with "", for all.
	Arrived struct {
		Arrival Arrival `json:"arrival"`
	}
	ArrivalSettled struct {
		ID     string        `json:"id"`
		Fate   Fate          `json:"fate"`
		Reason safetext.Text `json:"reason,omitzero"`
	}
	SourceWithdrawn struct {
		Source  string `json:"source" people:"words"`
		Section string `json:"section,omitempty"`
		Label   string `json:"label,omitempty"`
	}
	// OriginalSet and TranslationSet settle the languages of a section.
	OriginalSet struct {
		Section string `json:"section"`
		Lang    string `json:"lang"`
	}
	TranslationSet struct {
		Section     string      `json:"section"`
		Translation Translation `json:"translation"`
		Drop        bool        `json:"drop,omitempty"`
	}
	// ReadyMade gives a text its version; Text is the print of its words.
	ReadyMade struct {
		Section string `json:"section"`
		Version int    `json:"version"`
		Text    uint64 `json:"text"`
	}
	ReadyUnmade struct {
		Section string `json:"section"`
	}
	// CheckOpened asks; CheckClosed is the one event with all that came of it.
	CheckOpened struct {
		Check *Check `json:"check"`
	}
	LastCalled struct {
		Poll string `json:"poll"`
	}
	CheckClosed struct {
		Poll    string       `json:"poll"`
		Outcome poll.Outcome `json:"outcome"`
	}
	// CheckVoided says to all that a check was lost with its key.
	CheckVoided struct {
		Poll string `json:"poll"`
	}
	SectionReopened struct {
		Section string        `json:"section"`
		Reason  safetext.Text `json:"reason"`
	}
	// SectionTaken says who takes an open section on, and by when.
	SectionTaken struct {
		Section string        `json:"section"`
		Seat    roster.SeatID `json:"seat,omitempty"`
		Name    safetext.Text `json:"name,omitzero"`
		Due     time.Time     `json:"due,omitzero"`
	}
	ReopenWished struct {
		Section string `json:"section"`
		Wish    Wish   `json:"wish"`
	}
	WishDropped struct {
		Section string `json:"section"`
		ID      string `json:"id"`
	}
	SectionNotUsed struct {
		Section string        `json:"section"`
		Reason  safetext.Text `json:"reason"`
	}
	NationTouched struct {
		Section string        `json:"section"`
		Nation  safetext.Text `json:"nation"`
		Touched bool          `json:"touched,omitempty"`
	}
	ViewAdded struct {
		View View `json:"view"`
	}
	ViewChanged struct {
		ID    string        `json:"id"`
		Words safetext.Text `json:"words"`
		Lang  string        `json:"lang,omitempty"`
	}
	ViewJoined struct {
		ID     string `json:"id"`
		Holder Holder `json:"holder"`
	}
	ViewLeft struct {
		ID   string        `json:"id"`
		Seat roster.SeatID `json:"seat"`
		// Last says that nobody holds the view any more, so that its words leave the
		// log; older events don't say it.
		Last bool `json:"last,omitempty"`
	}
	// FindingAnswered says why a finding that only warns may stand.
	FindingAnswered struct {
		Key   string        `json:"key" people:"words"`
		Words safetext.Text `json:"words,omitzero"`
	}
	ReviewSet struct {
		Date time.Time `json:"date"`
	}
	StatusSet struct {
		Status DocStatus     `json:"status"`
		Reason safetext.Text `json:"reason,omitzero"`
	}
	SigningExtended struct {
		Until time.Time `json:"until"`
	}
	SignerSet struct {
		Signer Signer `json:"signer"`
	}
	SignerDropped struct {
		ID string `json:"id"`
	}
)

func (Prepared) Kind() string        { return "terms.prepared" }
func (Arrived) Kind() string         { return "terms.arrived" }
func (ArrivalSettled) Kind() string  { return "terms.arrival_settled" }
func (SourceWithdrawn) Kind() string { return "terms.source_withdrawn" }
func (OriginalSet) Kind() string     { return "terms.original_set" }
func (TranslationSet) Kind() string  { return "terms.translation_set" }
func (ReadyMade) Kind() string       { return "terms.ready_made" }
func (ReadyUnmade) Kind() string     { return "terms.ready_unmade" }
func (CheckOpened) Kind() string     { return "terms.check_opened" }
func (LastCalled) Kind() string      { return "terms.last_called" }
func (CheckClosed) Kind() string     { return "terms.check_closed" }
func (CheckVoided) Kind() string     { return "terms.check_voided" }
func (SectionReopened) Kind() string { return "terms.section_reopened" }
func (SectionTaken) Kind() string    { return "terms.section_taken" }
func (ReopenWished) Kind() string    { return "terms.reopen_wished" }
func (WishDropped) Kind() string     { return "terms.wish_dropped" }
func (SectionNotUsed) Kind() string  { return "terms.section_not_used" }
func (NationTouched) Kind() string   { return "terms.nation_touched" }
func (ViewAdded) Kind() string       { return "terms.view_added" }
func (ViewChanged) Kind() string     { return "terms.view_changed" }
func (ViewJoined) Kind() string      { return "terms.view_joined" }
func (ViewLeft) Kind() string        { return "terms.view_left" }
func (FindingAnswered) Kind() string { return "terms.finding_answered" }
func (ReviewSet) Kind() string       { return "terms.review_set" }
func (StatusSet) Kind() string       { return "terms.status_set" }
func (SigningExtended) Kind() string { return "terms.signing_extended" }
func (SignerSet) Kind() string       { return "terms.signer_set" }
func (SignerDropped) Kind() string   { return "terms.signer_dropped" }

// Events lists the codecs of this part.
func Events() []act.Codec {
	return []act.Codec{
		act.JSON[Prepared](1), act.JSON[Arrived](1), act.JSON[ArrivalSettled](1), act.JSON[SourceWithdrawn](1),
		act.JSON[OriginalSet](1), act.JSON[TranslationSet](1), act.JSON[ReadyMade](1), act.JSON[ReadyUnmade](1),
		act.JSON[CheckOpened](1), act.JSON[LastCalled](1), act.JSON[CheckClosed](1), act.JSON[CheckVoided](1),
		act.JSON[SectionReopened](1), act.JSON[SectionTaken](1), act.JSON[ReopenWished](1), act.JSON[WishDropped](1),
		act.JSON[SectionNotUsed](1), act.JSON[NationTouched](1), act.JSON[ViewAdded](1), act.JSON[ViewChanged](1),
		act.JSON[ViewJoined](1), act.JSON[ViewLeft](1), act.JSON[FindingAnswered](1), act.JSON[ReviewSet](1),
		act.JSON[StatusSet](1), act.JSON[SigningExtended](1), act.JSON[SignerSet](1), act.JSON[SignerDropped](1),
	}
}

// WholeTexts lists the shared texts whose whole is to be written to the log
// with an event: those a check asks about, and those a close locks (design §2,
// "Shared text"). s is the state after the event.
func (s *State) WholeTexts(e act.Event) []string {
	var c *Check
	switch e := e.(type) {
	case CheckOpened:
		c = e.Check
	case CheckClosed:
		c = s.past(e.Poll)
	}
	if c == nil {
		return nil
	}
	var out []string
	for _, t := range c.Texts {
		out = append(out, TextID(t.Section, t.Lang))
	}
	return out
}

// past gives the check with this id, open or not.
func (s *State) past(id string) *Check {
	for _, sec := range s.Sections {
		if sec.Check.ID() == id && id != "" {
			return sec.Check
		}
	}
	if s.Whole.Check.ID() == id && id != "" {
		return s.Whole.Check
	}
	return nil
}
