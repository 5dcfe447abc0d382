package text

import (
	"encoding/json"
	"slices"
)

// Checkpoint is a whole text with its authors, marks and notes, as it is written
// at each check, lock and room end. Applied to the text it was made from it
// changes nothing; applied to any other it takes its place.
type Checkpoint struct {
	Version Version     `json:"version"`
	Paras   []ParaState `json:"paras"`
	Notes   []HoleState `json:"notes,omitempty"`
	// Writers is undo, which only a stored Doc has.
	Writers []WriterState `json:"writers,omitempty"`
}

// ParaState is one paragraph of a Checkpoint.
type ParaState struct {
	ID     ParaID  `json:"id"`
	Break  *Piece  `json:"break,omitempty"`
	Pieces []Piece `json:"t,omitempty"`
}

// HoleState is words taken out, kept for a note or for undo.
type HoleState struct {
	ID     HoleID  `json:"id"`
	By     string  `json:"by,omitempty"`
	At     int64   `json:"at,omitempty"`
	Pieces []Piece `json:"t,omitempty"`
}

// WriterState is one author's undo.
type WriterState struct {
	By   string     `json:"by"`
	At   int64      `json:"at,omitempty"`
	Runs []RunState `json:"runs,omitempty"`
}

// RunState is one undo run; Taken says that it took words out.
type RunState struct {
	ID    Version     `json:"id"`
	Taken bool        `json:"taken,omitempty"`
	Holes []HoleState `json:"holes,omitempty"`
}

func (Checkpoint) change() Change { return Change{} }

// Checkpoint is d as it stands.
func (d *Doc) Checkpoint() Checkpoint {
	c := Checkpoint{Version: d.version, Paras: make([]ParaState, len(d.paras))}
	for i, p := range d.paras {
		s := ParaState{ID: p.ID}
		if p.Break != (Run{}) {
			s.Break = &Piece{By: p.Break.By, Word: p.Break.Word}
		}
		at := 0
		for _, r := range p.Runs {
			s.Pieces = append(s.Pieces, Piece{By: r.By, Word: r.Word, Text: p.Text[at : at+r.Len], Hole: r.Hole})
			at += r.Len
		}
		c.Paras[i] = s
	}
	c.Notes = stateOf(d.notes)
	return c
}

func stateOf(holes []*hole) []HoleState {
	var out []HoleState
	for _, h := range holes {
		out = append(out, HoleState{h.id, h.by, h.at, h.pieces})
	}
	return out
}

func holesOf(states []HoleState) []*hole {
	var out []*hole
	for _, s := range states {
		out = append(out, &hole{s.ID, s.By, s.At, s.Pieces})
	}
	return out
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
	d.notes = holesOf(c.Notes)
	for _, ws := range c.Writers {
		w := &writer{by: ws.By, at: ws.At}
		for _, r := range ws.Runs {
			n := run{id: r.ID, holes: holesOf(r.Holes)}
			if r.Taken && n.holes == nil {
				n.holes = []*hole{}
			}
			w.runs = append(w.runs, n)
		}
		d.writers = append(d.writers, w)
	}
	return d
}

// MarshalJSON is a checkpoint with the undo of every author: all that a stored
// snapshot needs to go on from. Bases older than it are stale afterwards.
func (d *Doc) MarshalJSON() ([]byte, error) {
	c := d.Checkpoint()
	for _, w := range d.writers {
		ws := WriterState{By: w.by, At: w.at}
		for _, r := range w.runs {
			ws.Runs = append(ws.Runs, RunState{r.id, r.holes != nil, stateOf(r.holes)})
		}
		c.Writers = append(c.Writers, ws)
	}
	return json.Marshal(c)
}

// UnmarshalJSON reads what MarshalJSON wrote into a new Doc.
func (d *Doc) UnmarshalJSON(raw []byte) error {
	var c Checkpoint
	if err := json.Unmarshal(raw, &c); err != nil {
		return err
	}
	*d = *FromCheckpoint(c)
	return nil
}
