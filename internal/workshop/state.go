package workshop

import (
	"maps"
	"slices"
	"time"

	"convene/internal/text"
	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/followup"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
)

// State is the whole workshop at one moment. It is immutable, and so is all it
// points to: an unchanged pointer is an unchanged part of every screen.
type State struct {
	Seq     uint64 // of the last event folded
	Meta    Meta
	Status  Status
	EndedAt time.Time
	// Taken says when words were taken out of the whole record, and why.
	Taken    []Taken
	Roster   *roster.State
	Agenda   *agenda.State
	Followup *followup.State
	Spectrum *spectrum.State
	Values   *values.State
	Terms    *terms.State
	Texts    *Texts
}

// Empty is the state before the first event.
func Empty() *State {
	return &State{
		Roster: &roster.State{}, Agenda: &agenda.State{}, Followup: &followup.State{},
		Spectrum: &spectrum.State{}, Values: &values.State{}, Terms: &terms.State{}, Texts: &Texts{},
	}
}

// Texts are the shared texts by id: "terms/<section>/<lang>",
// "spectrum/<topic>/promise", "notes/<item>". Immutable.
type Texts struct{ docs map[string]shared }

// shared is one text and the version its last checkpoint wrote.
type shared struct {
	doc  *text.Doc
	kept text.Version
}

// Get gives a text, or nil if nobody has written there.
func (t *Texts) Get(id string) *text.Doc {
	if t == nil {
		return nil
	}
	return t.docs[id].doc
}

// IDs lists the texts that were written in, sorted.
func (t *Texts) IDs() []string { return slices.Sorted(maps.Keys(t.docs)) }

// with puts one text in the place of its earlier self.
func (t *Texts) with(id string, doc *text.Doc, checkpoint bool) *Texts {
	docs := make(map[string]shared, len(t.docs)+1)
	maps.Copy(docs, t.docs)
	x := shared{doc: doc, kept: docs[id].kept}
	if checkpoint {
		x.kept = doc.Version()
	}
	docs[id] = x
	return &Texts{docs: docs}
}

// OpenPolls lists the polls that gather answers now: the room keeps a key for
// exactly these. Once the workshop has ended nobody can answer, take back or
// show anything more, so no key stays.
func (s *State) OpenPolls() []poll.Open {
	if s.Status == Ended || s.Status == Closed {
		return nil
	}
	var out []poll.Open
	for _, x := range exercises() {
		out = append(out, x.openPolls(s)...)
	}
	return out
}

// Claims reports whether a poll keeps only what is whose (poll.Open).
func (s *State) Claims(id string) bool {
	return slices.ContainsFunc(s.OpenPolls(), func(p poll.Open) bool { return p.ID == id && p.Claims })
}

// Snapshot is what the faces see: the folded state and, beside it, what is not
// truth. Immutable.
type Snapshot struct {
	*State
	// Counts says how many answers are in, by open poll; read from the box.
	Counts map[string]int
	// Presence is who is connected and where they write. It may be lost.
	Presence *Presence
	// Wishes are what people asked whoever leads the room for, without being seen,
	// in no order; each once. Nobody else is shown them.
	Wishes []act.Wish
	// Trouble is what is wrong with the server, as the id of the sentence that
	// says it and what still works; empty is nothing.
	Trouble string
}

// Presence travels beside the state and is never logged. It names nobody as
// slow or away: only that a link is there, and where named work is done.
type Presence struct {
	// Here are the seats with at least one connection.
	Here map[roster.SeatID]bool
	// Carets are where people write in named texts.
	Carets map[roster.SeatID]Caret
	// NoGuideSince is when the last host or co-host lost the link; zero while
	// one is connected.
	NoGuideSince time.Time
	// Screens is how many room screens are on, such as projectors. They are
	// nobody: no seat, on no list, nothing of them is logged.
	Screens int
}

// Screens is how many room screens are on.
func (s *Snapshot) Screens() int {
	if s.Presence == nil {
		return 0
	}
	return s.Presence.Screens
}

// Caret is where somebody writes, and since when they have been typing.
type Caret struct {
	Text string
	At   text.Pos
	// Typed is the last key's time; a face shows "is writing" for a while.
	Typed time.Time
}

// Expired reports whether the record's time of keeping is over: then nobody but
// the operator reads it (design §2).
func (s *State) Expired(now time.Time) bool {
	if s.EndedAt.IsZero() || s.Meta.RetentionDays <= 0 {
		return false
	}
	return now.After(s.EndedAt.AddDate(0, 0, s.Meta.RetentionDays))
}

// Place is where the room is.
func (s *State) Place() act.Place { return s.Agenda.At }
