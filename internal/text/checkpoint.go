package text

import (
	"encoding/json"
	"slices"
)

// MaxWhole is the most bytes of a Checkpoint that is worth one event.
const MaxWhole = 900 << 10

// Checkpoint is a whole text with its authors and notes, as it is written at each
// check, lock and room end: no longer than what it says, whatever was undone on
// the way. Applied to the text it was made from it changes nothing; applied to any
// other it takes its place, and nobody's earlier words there can be undone.
type Checkpoint struct {
	Version Version     `json:"version"`
	Paras   []ParaState `json:"paras"`
	Notes   []HoleState `json:"notes,omitempty"`
}

// ParaState is one paragraph of a Checkpoint.
type ParaState struct {
	ID     ParaID  `json:"id"`
	Break  *Piece  `json:"break,omitempty"`
	Pieces []Piece `json:"t,omitempty"`
}

// HoleState is words taken out, kept for a note or, in a Stored, for undo.
type HoleState struct {
	ID     HoleID  `json:"id"`
	By     string  `json:"by,omitempty"`
	At     int64   `json:"at,omitempty"`
	Pieces []Piece `json:"t,omitempty"`
}

func (Checkpoint) change() Change { return Change{} }

// Checkpoint is d as it stands.
func (d *Doc) Checkpoint() Checkpoint {
	c := Checkpoint{Version: d.version, Paras: make([]ParaState, len(d.paras))}
	for i, p := range d.paras {
		s := ParaState{ID: p.ID}
		if p.Break != (Run{}) {
			s.Break = &Piece{By: p.Break.By}
		}
		at := 0
		for _, r := range tidy(p.Runs, d.noted) {
			s.Pieces = append(s.Pieces, Piece{By: r.By, Text: p.Text[at : at+r.Len], Hole: r.Hole})
			at += r.Len
		}
		c.Paras[i] = s
	}
	c.Notes = each(d.notes, (*hole).stored)
	return c
}

// Size is how many bytes the checkpoint is long where it is written: at most
// MaxWhole, but for a text in which people wrote letter by letter in turn.
func (c Checkpoint) Size() int {
	b, err := json.Marshal(c)
	if err != nil { // strings and numbers always marshal
		return MaxWhole + 1
	}
	return len(b)
}

// noted reports whether a mark is that of a note.
func (d *Doc) noted(r Run) bool {
	return r.Hole != 0 && slices.ContainsFunc(d.notes, func(h *hole) bool { return h.id == r.Hole })
}

// same reports whether d has the checkpoint's text with its authors.
func (c Checkpoint) same(d *Doc) bool {
	if c.Version != d.version || len(c.Paras) != len(d.paras) {
		return false
	}
	for i, s := range c.Paras {
		p := d.paras[i]
		if s.ID != p.ID || !slices.Equal(authors(s.para()), authors(p)) {
			return false
		}
	}
	return true
}

func authors(p *Para) []Piece {
	var out []Piece
	for by, words := range p.Authors {
		out = append(out, Piece{By: by, Text: words})
	}
	return out
}

func (s ParaState) para() *Para {
	p := &Para{ID: s.ID, Text: words(s.Pieces)}
	for _, piece := range s.Pieces {
		p.Runs = appendPieces(p.Runs, []Piece{piece})
	}
	if s.Break != nil {
		p.Break = Run{By: s.Break.By, Word: s.Break.Word}
	}
	return p
}

// FromCheckpoint makes the text of a checkpoint. Edits must have its version as
// their base or a later one. A redacted checkpoint gives an empty text.
func FromCheckpoint(c Checkpoint) *Doc {
	d := New()
	d.version, d.recent.floor = c.Version, c.Version
	if len(c.Paras) > 0 {
		d.paras = make([]*Para, len(c.Paras))
		d.size = len(c.Paras) - 1
		for i, s := range c.Paras {
			d.paras[i] = s.para()
			d.size += len(d.paras[i].Text)
		}
	}
	d.notes = each(c.Notes, HoleState.hole)
	return d
}
