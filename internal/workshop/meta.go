// Package workshop is the domain's root: one partnership's work over many
// meetings. It composes the roster, the agenda, the follow-ups and the
// exercises in one table, decides commands and folds events. It is pure: no
// clock, no randomness, no I/O; all of these come inside commands and events.
// Who runs a State, and where events are kept, is internal/room's business.
package workshop

import (
	"time"

	"convene/internal/safetext"
)

// Status is how far a workshop has come (design §2).
type Status string

// Prepared until the first meeting opens; Ended takes no new seats, and those
// with a seat read, sign and answer follow-ups; Closed is for reading.
const (
	Prepared Status = "prepared"
	Open     Status = "open"
	Ended    Status = "ended"
	Closed   Status = "closed"
)

// SigningWindow is how long after the end a Terms of Reference may be signed.
const SigningWindow = 30 * 24 * time.Hour

// Meta is what was settled when the workshop was made. All of it is shown to
// people before they write.
type Meta struct {
	ID    string        `json:"id"`
	Title safetext.Text `json:"title"`
	// About says what it is for, in a line per language tag.
	About map[string]string `json:"about,omitempty"`
	Zone  string            `json:"zone"`
	// PublicBody is "yes", "no" or "unknown" (domain §8.7).
	PublicBody string `json:"public_body"`
	// Keeper holds the record; RetentionDays says how long.
	Keeper        safetext.Text `json:"keeper"`
	RetentionDays int           `json:"retention_days"`
	// Support is the line shown in help to someone who needs a person to talk to.
	Support safetext.Text `json:"support,omitzero"`
	// Cell is the smallest group a breakdown shows (design §4, "The few").
	Cell int `json:"cell"`
	// Binding lists the languages that the group said bind equally; empty
	// until it said so.
	Binding []string `json:"binding,omitempty"`
}
