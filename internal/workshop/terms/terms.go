// Package terms is the Terms of Reference as a group writes and agrees them:
// the outline copied from the template, drafts that arrive from the exercises,
// the state of each section, consent checks, minority views, the status of the
// whole and the sign-off block (domain §4.4, §5). The words of the sections are
// shared texts, "terms/<section>/<lang>", folded by the root and read here by
// their id.
//
// It is pure: commands are decided against an immutable State and events fold
// into the next one. Nothing here blocks or keeps anything.
package terms

import (
	"slices"
	"time"

	"convene/internal/safetext"
	"convene/internal/workshop/roster"
)

// Words are one text in the languages it was given in, by tag.
type Words map[string]string

// Template is what a section is before anyone writes: copied from content by
// Prepare, so that changed content never changes an old record (domain §5).
type Template struct {
	ID       string   `json:"id"`
	Order    int      `json:"order"`
	Title    Words    `json:"title"`
	Guidance []Words  `json:"guidance,omitempty"`
	Example  Words    `json:"example,omitempty"`
	Feeders  []string `json:"feeders,omitempty"`
	// Minimum marks the eleven sections that a document can't do without.
	Minimum bool `json:"minimum,omitempty"`
	// Itself marks the section that is filled from the meeting; Annex the part
	// after the last section.
	Itself bool `json:"itself,omitempty"`
	Annex  bool `json:"annex,omitempty"`
}

// Status is how far a section has come.
type Status string

// The statuses of a section. A section under an open check is Checking; after
// it, Agreed, Concerns or Open. Agreed and Concerns are locked. WithWhole is no
// step of a section's own: see Stands.
const (
	Empty    Status = ""
	Draft    Status = "draft"
	Ready    Status = "ready"
	Checking Status = "checking"
	Agreed   Status = "agreed"
	Concerns Status = "concerns"
	Open     Status = "open"
	NotUsed  Status = "not_used"

	WithWhole Status = "with_whole"
)

// Word is the status as a part of a sentence id: "empty" where it is Empty.
func (s Status) Word() string {
	if s == Empty {
		return "empty"
	}
	return string(s)
}

// Settled reports whether the group has spoken: agreed, with or without
// concerns, or not used.
func (s Status) Settled() bool { return s == Agreed || s == Concerns || s == NotUsed }

// Section is one part of the document. It is never changed once in a State.
type Section struct {
	Template
	Status Status
	// Original is the language of the one original text; empty until someone
	// writes.
	Original string
	// Version counts the texts that were made ready: "version 7".
	Version int
	// ReadyText is the print of the words that Version stands for.
	ReadyText    uint64
	Translations []Translation
	// Check is the open check, or the last one since the section was reopened.
	Check *Check
	// Past are earlier checks, oldest first; the history keeps them.
	Past []*Check
	// Why is the reason of a section that is not used.
	Why safetext.Text
	// Nations are the governments that this section touches (domain §8.1).
	Nations []safetext.Text
	// Wishes are proposals to reopen it, until a host answers.
	Wishes []Wish
	// Owner takes an open section on, or OwnerName who is not here, until Due.
	Owner     roster.SeatID
	OwnerName safetext.Text
	Due       time.Time
	History   []Entry
}

// Wish is someone's proposal to reopen a section, with its reason.
type Wish struct {
	ID     string        `json:"id"`
	By     roster.SeatID `json:"by"`
	Reason safetext.Text `json:"reason"`
}

// Translation is a version of a section in another language, tied to the
// version of the original it was checked against (design §7).
type Translation struct {
	Lang string `json:"lang"`
	// Of is the print of the original's words, Own that of the translation's,
	// when they were compared.
	Of  uint64 `json:"of"`
	Own uint64 `json:"own"`
	// By checked it; Checker is the name of someone who has no seat here.
	By      roster.SeatID `json:"by,omitempty"`
	Checker safetext.Text `json:"checker,omitzero"`
	At      time.Time     `json:"-"`
}

// State is the document at one moment. The zero State has no outline yet.
type State struct {
	// Sections in their order, the annex last.
	Sections []*Section
	// Arrivals are what the exercises produced, in the order it came.
	Arrivals []Arrival
	// Views are minority views, withdrawn ones included without their words.
	Views []View
	// Answered are the findings that someone has answered.
	Answered []FindingAnswer
	Whole    Whole
	// Watch are words that may identify a family, Known short forms that need
	// no explanation, both copied from content.
	Watch []string
	Known []string
}

// Section gives the section with this id, or nil.
func (s *State) Section(id string) *Section {
	if i := s.index(id); i >= 0 {
		return s.Sections[i]
	}
	return nil
}

func (s *State) index(id string) int {
	return slices.IndexFunc(s.Sections, func(x *Section) bool { return x.ID == id })
}

// Progress counts the sections that are settled, of all that have a number: the
// one that fills itself needs nobody's agreement, and the annex is none.
func (s *State) Progress() (settled, all int) {
	for _, sec := range s.Sections {
		if sec.Annex {
			continue
		}
		all++
		if sec.Itself || sec.Status.Settled() {
			settled++
		}
	}
	return settled, all
}

// Stands is how a section stands to a reader: its own status, or WithWhole where
// no check settled it but the adopted document holds the text that the group was
// asked about as a whole.
func (s *State) Stands(sec *Section) Status {
	since := func(e Entry) bool { return e.Kind == Reopened && !e.From.Before(s.Whole.AdoptedAt) }
	if sec.Status.Settled() || !s.Whole.Locked() || !s.Whole.Check.about(sec.ID, sec.Original) ||
		slices.ContainsFunc(sec.History, since) { // reopened, and the whole ended before it was asked again
		return sec.Status
	}
	return WithWhole
}

// Unchecked lists the sections that say something which no check has agreed:
// whoever adopts the whole adopts them with it.
func (s *State) Unchecked(t Texts) []*Section {
	var out []*Section
	for _, sec := range s.Sections {
		if !sec.Annex && !sec.Status.Settled() && !sec.Blank(t) {
			out = append(out, sec)
		}
	}
	return out
}

// change replaces one section by a changed copy.
func (s *State) change(id string, how func(*Section)) *State {
	i := s.index(id)
	if i < 0 {
		return s
	}
	sec := *s.Sections[i]
	how(&sec)
	next := *s
	next.Sections = slices.Clone(s.Sections)
	next.Sections[i] = &sec
	return &next
}
