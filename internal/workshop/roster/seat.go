// Package roster knows who is in the workshop: seats, the names people chose,
// what they may do, and for which government they speak. It is pure: commands
// are decided against an immutable State and events fold into the next one.
// Everything else in the domain may import it; it imports nothing of the domain.
package roster

import (
	"slices"
	"strings"
	"time"

	"convene/internal/safetext"
)

// SeatID names one person's place in one workshop. It is random, made when the
// seat is made, and is never an account, a key or a login name. The empty id is
// the server itself, acting after it has checked a passphrase or a verb of the
// operator's.
type SeatID string

// Role is what a seat may do beyond taking part (domain §1.6).
type Role string

// The roles. Everyone who takes a seat is a participant; Observer takes that
// away again.
const (
	Host        Role = "host"
	CoHost      Role = "cohost"
	NoteKeeper  Role = "notes"
	Scribe      Role = "scribe"
	Coordinator Role = "coordinator"
	Observer    Role = "observer"
)

// Group is where a person says they come from. It is a word about oneself and
// gives no rights (design §5).
type Group string

// The groups of domain §1.7. Own words are kept beside Other.
const (
	NoGroup    Group = ""
	Agency     Group = "agency"
	Tribal     Group = "tribal"
	Community  Group = "community"
	Lived      Group = "lived"
	Caregiver  Group = "caregiver"
	System     Group = "system"
	OtherGroup Group = "other"
)

// Groups lists the groups in the order the menu offers them.
func Groups() []Group {
	return []Group{Agency, Tribal, Community, Lived, Caregiver, System, OtherGroup}
}

// About is what a person says of themselves, each word exactly as typed
// (domain R-01). Only the name is ever required.
type About struct {
	Name         safetext.Text `json:"name"`
	Title        safetext.Text `json:"title,omitzero"`
	Pronouns     safetext.Text `json:"pronouns,omitzero"`
	Group        Group         `json:"group,omitempty"`
	GroupWords   safetext.Text `json:"group_words,omitzero"`
	Organisation safetext.Text `json:"organisation,omitzero"`
	Capacity     safetext.Text `json:"capacity,omitzero"`
}

// Seat is one person's place. A Seat is never changed once it is in a State.
type Seat struct {
	About
	ID    SeatID
	Lang  string
	Roles []Role
	// Nation is the government this seat speaks for; Confirmed says that its
	// delegate word was given (design §5). Without it the seat only states it.
	Nation    safetext.Text
	Confirmed bool
	// NameInHistory is the person's yes to their name in a document's change
	// history (off until given).
	NameInHistory bool
	// Number tells two seats with look-alike names apart; 0 means no need.
	Number int
	// Order is the seat's place in the order people came, from 0.
	Order    int
	Mark     string // letters for the margin, unique in the workshop
	JoinedAt time.Time
	Ended    bool
	// ListedBy is the scribe who made the seat for somebody without a terminal;
	// Opened says that words have opened it since.
	ListedBy SeatID
	Opened   bool
	// Voices are those who may answer for the person.
	Voices []Voice
}

// Has reports whether the seat holds the role.
func (s *Seat) Has(r Role) bool { return s != nil && slices.Contains(s.Roles, r) }

// Delegate reports whether the seat speaks for a government whose delegate word
// was given.
func (s *Seat) Delegate() bool { return s != nil && s.Confirmed && !s.Nation.IsEmpty() && !s.Ended }

// Styled is the name as it is written and read aloud: the title, if any, before
// the name, and nothing added (domain R-02).
func (s *Seat) Styled() string {
	if s == nil {
		return ""
	}
	if s.Title.IsEmpty() {
		return s.Name.String()
	}
	return s.Title.String() + " " + s.Name.String()
}

// SameNation compares the names of two governments as people do.
func SameNation(a, b safetext.Text) bool {
	return strings.EqualFold(strings.TrimSpace(a.String()), strings.TrimSpace(b.String()))
}
