package text

import "slices"

// Apply folds one event into the text. It is pure and total: an event that
// tells nothing, as a redacted one, gives d itself, and a step that does not
// fit the text is left out.
func (d *Doc) Apply(e Event) *Doc {
	switch e := e.(type) {
	case Inserted:
		return d.typed(e)
	case Removed:
		return d.removed(e)
	case PutBack:
		return d.putBack(e)
	case Undone:
		return d.undone(e)
	case Settled:
		if e.Version <= d.version {
			return d
		}
		n := d.after(e.Change)
		n.notes = nil
		return n
	case Checkpoint:
		if len(e.Paras) == 0 || e.same(d) {
			return d
		}
		return FromCheckpoint(e)
	}
	return d
}

// after is d with the steps of c done.
func (d *Doc) after(c Change) *Doc {
	n := *d
	n.version = c.Version
	dr := d.draft(c.By, c.Version)
	for _, s := range c.Steps {
		dr.do(s)
	}
	n.paras, n.size = dr.done(), dr.size
	n.recent = d.recent.add(&moved{c.Version, c.By, c.Ops, movesOf(c.Steps)})
	return &n
}

func (d *Doc) typed(e Inserted) *Doc {
	if e.Version <= d.version {
		return d
	}
	n := d.after(e.Change)
	n.writers = d.wrote(e.Change, nil)
	return n
}

func (d *Doc) removed(e Removed) *Doc {
	if e.Version <= d.version {
		return d
	}
	n := d.after(e.Change)
	holes := make([]*hole, 0, len(e.Taken))
	for _, t := range e.Taken {
		h := &hole{t.Hole, e.By, e.At, t.Pieces}
		if old := d.ownHole(e.By, t.Hole); old != nil && t.More {
			if t.Front {
				h.pieces = joinPieces(t.Pieces, old.pieces)
			} else {
				h.pieces = joinPieces(old.pieces, t.Pieces)
			}
		}
		holes = append(holes, h)
	}
	n.writers = d.wrote(e.Change, holes)
	for _, h := range holes {
		n.notes = withNote(n.notes, h)
	}
	return n
}

// joinPieces is a and b with neighbours of one author and word together.
func joinPieces(a, b []Piece) []Piece {
	out := append(make([]Piece, 0, len(a)+len(b)), a...)
	for _, p := range b {
		if n := len(out); n > 0 && out[n-1].By == p.By && out[n-1].Word == p.Word {
			out[n-1].Text += p.Text
			continue
		}
		out = append(out, p)
	}
	return out
}

func (d *Doc) putBack(e PutBack) *Doc {
	if e.Version <= d.version {
		return d
	}
	n := d.after(e.Change)
	n.notes = withoutNotes(d.notes, []HoleID{e.Hole})
	return n
}

func (d *Doc) undone(e Undone) *Doc {
	if e.Version <= d.version {
		return d
	}
	n := d.after(e.Change)
	n.notes = withoutNotes(d.notes, e.Filled)
	if w := d.writer(e.By); w != nil {
		kept := slices.IndexFunc(w.runs, func(r run) bool { return r.id >= e.Undoes })
		if kept < 0 {
			kept = len(w.runs)
		}
		n.writers = d.withWriter(&writer{by: e.By, runs: slices.Clip(w.runs[:kept])})
	}
	return n
}
