package text

import (
	"slices"
	"sort"

	"convene/internal/fault"
	"convene/internal/safetext"
)

// pause is the quiet, in milliseconds, that ends an undo run.
const pause = 1000

// writer is one author's undo runs, oldest first.
type writer struct {
	by   string
	runs []run
	at   int64 // of the last change, Unix milliseconds
}

// run is what one Undo takes back: words typed, known in the paragraphs by id,
// or words taken out, which holes keep.
type run struct {
	id    Version
	holes []*hole // nil for a typing run
}

// hole keeps words that were taken out.
type hole struct {
	id     HoleID
	by     string
	at     int64
	pieces []Piece
}

func (w *writer) last() run { return w.runs[len(w.runs)-1] }

// fresh reports whether at is under a pause after the writer's last change.
func (w *writer) fresh(at int64) bool { return at-w.at < pause && at >= w.at }

func (d *Doc) writerAt(by string) (int, bool) {
	i := sort.Search(len(d.writers), func(i int) bool { return d.writers[i].by >= by })
	return i, i < len(d.writers) && d.writers[i].by == by
}

func (d *Doc) writer(by string) *writer {
	if i, ok := d.writerAt(by); ok {
		return d.writers[i]
	}
	return nil
}

// withWriter replaces one author's writer in a copy of the list.
func (d *Doc) withWriter(w *writer) []*writer {
	i, ok := d.writerAt(w.by)
	if ok {
		list := slices.Clone(d.writers)
		list[i] = w
		return list
	}
	list := make([]*writer, 0, len(d.writers)+1)
	return append(append(append(list, d.writers[:i]...), w), d.writers[i:]...)
}

// wrote notes that c belongs to run c.Run of its author, with a hole that is new
// in it.
func (d *Doc) wrote(c Change, holes []*hole) []*writer {
	old := d.writer(c.By)
	w := &writer{by: c.By, at: c.At}
	if old != nil {
		w.runs = old.runs
	}
	if n := len(w.runs); n > 0 && w.runs[n-1].id == c.Run {
		if holes == nil {
			w.runs = old.runs
			return d.withWriter(w)
		}
		w.runs = append(slices.Clone(w.runs[:n-1]), run{c.Run, mergeHoles(w.runs[n-1].holes, holes)})
	} else {
		if n >= UndoRuns {
			w.runs = w.runs[n-UndoRuns+1:]
		}
		w.runs = append(slices.Clone(w.runs), run{c.Run, holes})
	}
	for w.keeps() > undoBytes && len(w.runs) > 1 {
		w.runs = w.runs[1:]
	}
	return d.withWriter(w)
}

// mergeHoles puts changed holes in the place of those with their id.
func mergeHoles(old, changed []*hole) []*hole {
	out := slices.Clone(old)
	for _, h := range changed {
		if i := slices.IndexFunc(out, func(o *hole) bool { return o.id == h.id }); i >= 0 {
			out[i] = h
		} else {
			out = append(out, h)
		}
	}
	return out
}

// keeps is the bytes of words kept for the author's undo.
func (w *writer) keeps() int {
	n := 0
	for _, r := range w.runs {
		for _, h := range r.holes {
			for _, p := range h.pieces {
				n += len(p.Text)
			}
		}
	}
	return n
}

// live reports whether a run's word or mark can still be taken back. What the
// event being applied brings is not in d yet, and lives.
func (d *Doc) live(r Run) bool {
	if r.Word > d.version || Version(r.Hole>>idBits) > d.version {
		return true
	}
	if r.Hole != 0 {
		return d.noted(r) || d.ownHole(r.By, r.Hole) != nil
	}
	w := d.writer(r.By)
	return w != nil && len(w.runs) > 0 && r.Word >= w.runs[0].id
}

// ownHole finds a hole among the runs of the author who made it.
func (d *Doc) ownHole(by string, id HoleID) *hole {
	w := d.writer(by)
	if w == nil {
		return nil
	}
	for _, r := range w.runs {
		for _, h := range r.holes {
			if h.id == id {
				return h
			}
		}
	}
	return nil
}

// undo decides taking back the author's last run that still shows. What others
// wrote stays, also between the words that go.
func (k ask) undo() (Event, error) {
	w := k.d.writer(k.Author)
	for w != nil && len(w.runs) > 0 {
		r := w.last()
		var e Event
		var err error
		if r.holes != nil {
			e, err = k.refill(r)
		} else {
			e, err = k.untype(r)
		}
		if e != nil || err != nil {
			return e, err
		}
		w = &writer{runs: w.runs[:len(w.runs)-1]}
	}
	return nil, fault.New("text.undo")
}

// untype takes out the words of a typing run that are still there.
func (k ask) untype(r run) (Event, error) {
	var all Range
	mine := func(x Run) bool { return x.Hole == 0 && x.By == k.Author && x.Word == r.id }
	for i, p := range k.d.paras {
		if i > 0 && mine(p.Break) {
			all.Breaks = append(all.Breaks, p.ID)
		}
		at := 0
		for _, x := range p.Runs {
			if x.Len > 0 && mine(x) {
				all.Spans = append(all.Spans, Span{p.ID, at, at + x.Len})
			}
			at += x.Len
		}
	}
	rm := k.removal(all)
	if len(rm.steps) == 0 {
		return nil, nil
	}
	return Undone{Change: k.change(rm.bare(), 0), Undoes: r.id}, nil
}

// refill puts the words of a removal back where they were.
func (k ask) refill(r run) (Event, error) {
	e := Undone{Undoes: r.id}
	dr := k.d.draft(k.Author, k.next())
	var steps []Step
	made := 0
	for _, h := range r.holes {
		s, lines, ok := fill(dr, h, newID(k.next(), 1+made))
		if !ok {
			continue
		}
		made += lines
		steps = append(steps, s)
		e.Filled = append(e.Filled, h.id)
		dr.do(s)
	}
	if len(steps) == 0 {
		return nil, nil
	}
	if err := k.d.roomForSteps(steps); err != nil {
		return nil, err
	}
	e.Change = k.change(steps, 0)
	return e, nil
}

// putBack decides putting a note's words back, with their authors. Where the
// mark is lost they come at the end: words are never lost.
func (k ask) putBack(id HoleID) (Event, error) {
	i := slices.IndexFunc(k.d.notes, func(h *hole) bool { return h.id == id })
	if i < 0 {
		return nil, fault.New("text.note")
	}
	h := k.d.notes[i]
	s, _, ok := fill(k.d.draft(k.Author, k.next()), h, newID(k.next(), 1))
	if !ok {
		end := k.d.End()
		last := k.d.paras[len(k.d.paras)-1]
		s = fillStep(last.Text, "", Pos{end.Para, end.Off}, h, newID(k.next(), 1))
		s.Hole = 0
	}
	if err := k.d.roomForSteps([]Step{s}); err != nil {
		return nil, err
	}
	return PutBack{k.change([]Step{s}, 0), id}, nil
}

// fill makes the step that puts a hole's words back at its mark, and says how
// many line breaks they have.
func fill(dr *draft, h *hole, firstID int64) (s Step, lines int, ok bool) {
	for _, p := range dr.paras {
		if p == nil {
			continue
		}
		if off, found := p.mark(h.id); found {
			s := fillStep(p.Text[:off], p.Text[off:], Pos{p.ID, off}, h, firstID)
			return s, moveOf(s).lines, true
		}
	}
	return Step{}, 0, false
}

func fillStep(left, right string, at Pos, h *hole, firstID int64) Step {
	s := Step{Kind: Ins, Para: at.Para, At: at.Off, Hole: h.id}
	for i, p := range h.pieces {
		rest := right
		if i+1 < len(h.pieces) {
			rest = words(h.pieces[i+1:]) + right
		}
		p.Text = safetext.Within(left, p.Text, rest)
		left += p.Text
		if p.Text != "" {
			s.Pieces = append(s.Pieces, p)
		}
	}
	if moveOf(s).lines > 0 {
		s.Other = ParaID(firstID)
	}
	return s
}

func (d *Doc) roomForSteps(steps []Step) error {
	all := ""
	for _, s := range steps {
		all += words(s.Pieces)
	}
	return d.roomFor(all)
}
