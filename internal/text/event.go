package text

import (
	"encoding/json"
	"strings"

	"convene/internal/safetext"
)

// Event is what Decide yields and Apply folds: Inserted, Removed, PutBack,
// Undone, Settled or Checkpoint. Each is a plain value for JSON; its type name
// and format version belong to the caller's codec. The zero value of each is
// what a redacted event looks like, and changes nothing.
type Event interface{ change() Change }

// Change is what all events of a text share.
type Change struct {
	// Version is the version of the text after the event.
	Version Version `json:"version"`
	// By is the seat that asked for it.
	By string `json:"by"`
	// Ops are the client's ids of the edits in it, for finding repeats.
	Ops []string `json:"ops,omitempty"`
	// At is when, in Unix milliseconds.
	At int64 `json:"at"`
	// Run is the undo run it belongs to: the version that began the run.
	Run Version `json:"run,omitempty"`
	// Steps are done in order; each place is right at its moment.
	Steps []Step `json:"steps,omitempty"`
}

func (c Change) change() Change { return c }

// The kinds of Step.
const (
	// Ins puts Pieces at Para, At. Line breaks in them make the paragraphs
	// Other, Other+1 and so on, the last of which gets what stood behind. With
	// a Hole, the words go to that mark, and the mark goes.
	Ins = "ins"
	// Cut takes Pieces out at Para, At, and leaves the mark Hole if it is set.
	Cut = "cut"
	// Join takes the line break before Other out and puts its text behind
	// Para, whose length is At. Pieces holds the break.
	Join = "join"
)

// Step is one small change at one place.
type Step struct {
	Kind   string  `json:"k"`
	Para   ParaID  `json:"p"`
	At     int     `json:"o"`
	Pieces []Piece `json:"t,omitempty"`
	Other  ParaID  `json:"q,omitempty"`
	Hole   HoleID  `json:"h,omitempty"`
	// Back is how many bytes before At the words of an Ins were meant for: the
	// place lay inside a letter that got its accent meanwhile. The author's own
	// places in between go along with the words.
	Back int `json:"b,omitempty"`
}

// Piece is some words with their author. Text is a stretch of clean shared
// text; when it is read back, what must never reach a terminal is taken out
// again.
type Piece struct {
	By   string  `json:"by,omitempty"`
	Word Version `json:"w,omitempty"`
	Text string  `json:"t,omitempty"`
	// Hole makes the piece a mark instead of words; only a Checkpoint has them.
	Hole HoleID `json:"h,omitempty"`
}

// UnmarshalJSON reads a piece and cleans its text.
func (p *Piece) UnmarshalJSON(raw []byte) error {
	type plain Piece
	if err := json.Unmarshal(raw, (*plain)(p)); err != nil {
		return err
	}
	p.Text = safetext.Restore(p.Text)
	return nil
}

// Taken is words that an event took out and the hole they left.
type Taken struct {
	Hole   HoleID  `json:"h"`
	Pieces []Piece `json:"t"`
	// More adds to a hole that is there; Front puts the words before those it
	// has, as backspace does.
	More  bool `json:"more,omitempty"`
	Front bool `json:"front,omitempty"`
}

// Inserted is words typed or pasted by one author.
type Inserted struct{ Change }

// Removed is words taken out.
type Removed struct {
	Change
	Taken []Taken `json:"taken,omitempty"`
}

// PutBack is words put back that somebody had taken out.
type PutBack struct {
	Change
	Hole HoleID `json:"hole"`
}

// Undone is an author's own run taken back.
type Undone struct {
	Change
	// Undoes is the run; it and the author's later ones are done with.
	Undoes Version `json:"undoes"`
	// Filled are the holes whose words came back.
	Filled []HoleID `json:"filled,omitempty"`
}

// Settled says that the section was agreed: the margin notes go.
type Settled struct{ Change }

// Summary is one line of history.
type Summary struct {
	By             string
	At             int64 // Unix milliseconds
	Added, Removed string
}

// Summarize tells what an event put in and took out, for the history of a
// section. A Checkpoint and Settled tell nothing.
func Summarize(e Event) Summary {
	c := e.change()
	s := Summary{By: c.By, At: c.At}
	var added, removed strings.Builder
	for _, st := range c.Steps {
		if st.Kind == Ins {
			writePieces(&added, st.Pieces)
		} else if _, ok := e.(Removed); !ok {
			writePieces(&removed, st.Pieces)
		}
	}
	if r, ok := e.(Removed); ok {
		for _, t := range r.Taken {
			writePieces(&removed, t.Pieces)
		}
	}
	s.Added, s.Removed = added.String(), removed.String()
	return s
}

func writePieces(b *strings.Builder, pieces []Piece) {
	for _, p := range pieces {
		b.WriteString(p.Text)
	}
}

// words is the text of the pieces.
func words(pieces []Piece) string {
	if len(pieces) == 1 {
		return pieces[0].Text
	}
	var b strings.Builder
	writePieces(&b, pieces)
	return b.String()
}
