package values

import (
	"slices"
	"time"

	"convene/internal/safetext"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
)

// Cluster is a value as the group sees it. Which cards it holds stands on them.
type Cluster struct {
	ID string `json:"id"`
	// Apart says that its card must not be merged with others.
	Apart   bool          `json:"apart,omitempty"`
	ApartBy roster.SeatID `json:"-"`

	// Name is the group's own, Rev counts its changes, NamedBy made the last.
	Name    safetext.Text `json:"-"`
	Lang    string        `json:"-"`
	Rev     int           `json:"-"`
	NamedBy roster.SeatID `json:"-"`
	// Kept is the host's word beside the marks: KeptYes or KeptNo.
	Kept Kept `json:"-"`
	// Links are ids of the practice model's values. Linked says that the group
	// chose, also if it chose none.
	Links  []string `json:"-"`
	Linked bool     `json:"-"`
}

// Kept says whether a cluster is among the values the group goes on with,
// whatever its marks say.
type Kept string

// The words of a Kept.
const (
	ByMarks Kept = ""
	KeptYes Kept = "yes"
	KeptNo  Kept = "no"
)

// Act is one act of clustering, kept so that its giver can undo it.
type Act struct {
	ID string
	By roster.SeatID
	// Moves are the cards it moved; Naming is set if it named a cluster.
	Moves  []Move
	Naming *Naming
}

// Move is one card's way.
type Move struct {
	Card string `json:"card"`
	From string `json:"from,omitempty"`
	To   string `json:"to,omitempty"`
}

// Naming is a cluster's new name and the one before.
type Naming struct {
	Cluster string        `json:"cluster"`
	Name    safetext.Text `json:"name"`
	Lang    string        `json:"lang,omitempty"`
	Was     safetext.Text `json:"was,omitzero"`
	WasLang string        `json:"was_lang,omitempty"`
}

// Marking is one asking of "which of these do you want to live by".
type Marking struct {
	// Poll has the clusters as its options; each person marks up to MaxMarks.
	Poll *poll.Poll `json:"poll"`
	Few  bool       `json:"few,omitempty"`

	OpenedAt time.Time  `json:"-"`
	CalledAt time.Time  `json:"-"`
	ClosedAt time.Time  `json:"-"`
	Void     string     `json:"-"`
	Result   MarkResult `json:"-"`
}

// MarkResult is what a close shows: never who, outside named mode.
type MarkResult struct {
	// OnList, Answered, Passed and NotCast add up.
	OnList   int `json:"on_list"`
	Answered int `json:"answered"`
	Passed   int `json:"passed"`
	NotCast  int `json:"not_cast"`
	// Ways is set where some were put for another.
	Ways *poll.Ways `json:"ways,omitempty"`
	// Counts are the marks by cluster, in the poll's order.
	Counts []int         `json:"counts"`
	Named  []NamedChoice `json:"named,omitempty"`
}

// NamedChoice is what a person marked openly.
type NamedChoice struct {
	Seat     roster.SeatID `json:"seat"`
	Clusters []string      `json:"clusters"`
	// By put it for the seat's person, who agreed to that.
	By roster.SeatID `json:"by,omitempty"`
}

// IsOpen reports whether marks are gathered now. It may be asked of nil.
func (m *Marking) IsOpen() bool { return m != nil && m.Void == "" && m.ClosedAt.IsZero() }

// OpenMarking is the marking that is open now, or nil.
func (s *State) OpenMarking() *Marking {
	for _, m := range s.Marks {
		if m.IsOpen() {
			return m
		}
	}
	return nil
}

// LastMarking is the last one with a result, or nil.
func (s *State) LastMarking() *Marking {
	for i := len(s.Marks) - 1; i >= 0; i-- {
		if m := s.Marks[i]; m.Void == "" && !m.ClosedAt.IsZero() {
			return m
		}
	}
	return nil
}

// Count is how many marks a cluster has by the last marking.
func (s *State) Count(cluster string) int {
	m := s.LastMarking()
	if m == nil {
		return 0
	}
	if i := slices.Index(m.Poll.Options, cluster); i >= 0 && i < len(m.Result.Counts) {
		return m.Result.Counts[i]
	}
	return 0
}

// Side is one of the two columns "from word to deed".
type Side string

// The columns.
const (
	WeDo      Side = "we_do"
	WeSlipped Side = "we_slipped"
)

// Deed is one line of a column. Anyone may change it; what stood before is kept.
type Deed struct {
	ID      string        `json:"id"`
	Cluster string        `json:"cluster"`
	Side    Side          `json:"side"`
	Words   safetext.Text `json:"words"`
	Lang    string        `json:"lang,omitempty"`

	// By wrote it first, ChangedBy last. Rev counts the changes.
	By        roster.SeatID `json:"-"`
	ChangedBy roster.SeatID `json:"-"`
	Rev       int           `json:"-"`
	// Gone says that TakenBy took it out; it can be put back.
	Gone    bool          `json:"-"`
	TakenBy roster.SeatID `json:"-"`
	Before  []Was         `json:"-"`
}

// Was is what stood in a line before a change.
type Was struct {
	Words safetext.Text
	Lang  string
	By    roster.SeatID // who wrote those words
	Until time.Time
}

// DeedsOf lists the lines of a cluster's column.
func (s *State) DeedsOf(cluster string, side Side) []Deed {
	return slices.DeleteFunc(slices.Clone(s.Deeds), func(d Deed) bool {
		return d.Gone || d.Cluster != cluster || d.Side != side
	})
}

func (s *State) deed(id string) int {
	return slices.IndexFunc(s.Deeds, func(d Deed) bool { return d.ID == id })
}
