package text

import "convene/internal/safetext"

// Stored is the whole of a Doc as a stored snapshot keeps it: unlike a
// Checkpoint with everybody's undo and the changes that a late edit is brought
// over. A Doc shares its parts with it; neither may be changed.
type Stored struct {
	Version Version
	Size    int
	Paras   []StoredPara
	Floor   Version
	Recent  [][]StoredChange
	Writers []StoredWriter
	Notes   []HoleState
}

// StoredPara is a paragraph with its runs.
type StoredPara struct {
	ID     ParaID
	Text   string
	Runs   []Run
	Break  Run
	Tidied int
}

// StoredChange is one change as places see it.
type StoredChange struct {
	Version Version
	By      string
	Ops     []string
	Moves   []StoredMove
}

// StoredMove is a step of a change, without its words.
type StoredMove struct {
	Kind        string
	Para, Other ParaID
	At, N       int
	Lines, Last int
	Back        int
}

// StoredWriter is one author's undo.
type StoredWriter struct {
	By   string
	At   int64
	Runs []StoredRun
}

// StoredRun is one undo run. Holes are nil where it was typed.
type StoredRun struct {
	ID    Version
	Holes []HoleState
}

// Stored is all of d.
func (d *Doc) Stored() Stored {
	return Stored{
		Version: d.version, Size: d.size, Floor: d.recent.floor, Notes: each(d.notes, (*hole).stored),
		Paras: each(d.paras, func(p *Para) StoredPara { return StoredPara{p.ID, p.Text, p.Runs, p.Break, p.tidied} }),
		Recent: each(d.recent.chunks, func(chunk []*moved) []StoredChange {
			return each(chunk, func(c *moved) StoredChange {
				return StoredChange{c.version, c.by, c.ops, each(c.moves, func(m move) StoredMove {
					return StoredMove{m.kind, m.para, m.other, m.at, m.n, m.lines, m.last, m.back}
				})}
			})
		}),
		Writers: each(d.writers, func(w *writer) StoredWriter {
			return StoredWriter{w.by, w.at, each(w.runs, func(r run) StoredRun { return StoredRun{r.id, each(r.holes, (*hole).stored)} })}
		}),
	}
}

// Doc is the text that was stored. What must never reach a terminal is taken out
// again, as it is from an event that is read.
func (s Stored) Doc() *Doc {
	return &Doc{
		version: s.Version, size: s.Size, notes: each(s.Notes, HoleState.hole),
		paras: each(s.Paras, func(p StoredPara) *Para {
			return &Para{ID: p.ID, Text: safetext.Restore(p.Text), Runs: p.Runs, Break: p.Break, tidied: p.Tidied}
		}),
		recent: trail{floor: s.Floor, chunks: each(s.Recent, func(chunk []StoredChange) []*moved {
			return each(chunk, func(c StoredChange) *moved {
				return &moved{c.Version, c.By, c.Ops, each(c.Moves, func(m StoredMove) move {
					return move{kind: m.Kind, para: m.Para, other: m.Other, at: m.At, n: m.N, lines: m.Lines, last: m.Last, back: m.Back}
				})}
			})
		})},
		writers: each(s.Writers, func(w StoredWriter) *writer {
			return &writer{by: w.By, at: w.At, runs: each(w.Runs, func(r StoredRun) run { return run{r.ID, each(r.Holes, HoleState.hole)} })}
		}),
	}
}

func (h *hole) stored() HoleState { return HoleState{h.id, h.by, h.at, h.pieces} }

func (s HoleState) hole() *hole {
	return &hole{s.ID, s.By, s.At, each(s.Pieces, func(p Piece) Piece {
		p.Text = safetext.Restore(p.Text)
		return p
	})}
}

// each is a list's elements in another form; nil stays nil.
func each[A, B any](list []A, to func(A) B) []B {
	if list == nil {
		return nil
	}
	out := make([]B, len(list))
	for i, x := range list {
		out[i] = to(x)
	}
	return out
}
