package text

import (
	"cmp"
	"slices"

	"convene/internal/safetext"
)

// Range is what lies between two places of d, in either order, widened to whole
// graphemes.
func (d *Doc) Range(from, to Pos) Range {
	_, i := d.Para(from.Para)
	_, j := d.Para(to.Para)
	if i < 0 || j < 0 {
		return Range{}
	}
	if i > j || i == j && from.Off > to.Off {
		from, to, i, j = to, from, j, i
	}
	var r Range
	for n := i; n <= j; n++ {
		p := d.paras[n]
		s := Span{p.ID, 0, len(p.Text)}
		if n == i {
			s.From = snapBack(p.Text, from.Off)
		} else {
			r.Breaks = append(r.Breaks, p.ID)
		}
		if n == j {
			s.To = snap(p.Text, to.Off)
		}
		if s.From < s.To {
			r.Spans = append(r.Spans, s)
		}
	}
	return r
}

// Whole is all that a paragraph says.
func (d *Doc) Whole(id ParaID) Range {
	p, _ := d.Para(id)
	if p == nil {
		return Range{}
	}
	return d.Range(Pos{Para: id}, Pos{Para: id, Off: len(p.Text)})
}

// Cut is a paragraph with the line end that parts it from its neighbour, the one
// before where there is one, and the paragraph in which the range begins.
func (d *Doc) Cut(id ParaID) (r Range, at ParaID) {
	p, i := d.Para(id)
	if p == nil {
		return Range{}, id
	}
	from, to := Pos{Para: id}, Pos{Para: id, Off: len(p.Text)}
	switch {
	case i > 0:
		from = Pos{Para: d.paras[i-1].ID, Off: len(d.paras[i-1].Text)}
	case i+1 < len(d.paras):
		to = Pos{Para: d.paras[i+1].ID}
	}
	return d.Range(from, to), from.Para
}

// eraseRange is what a backspace or delete key takes out now: the author's own
// words, and others' that the author could see.
func (k ask) eraseRange(act Erase) Range {
	at := k.d.follow(act.At, k.Base, k.Author, false)
	if p, _ := k.d.Para(at.Para); p == nil {
		return Range{}
	}
	at = k.d.Snap(at)
	r := k.d.Range(at, k.d.step(at, act.Forward, act.Word))
	unseen := k.unseen()
	if unseen.IsEmpty() {
		return r
	}
	var out Range
	for _, s := range r.Spans {
		p, _ := k.d.Para(s.Para)
		off := s.From
		for _, piece := range p.pieces(s.From, s.To) {
			part := Span{s.Para, off, off + len(piece.Text)}
			off = part.To
			if piece.By == k.Author {
				out.Spans = append(out.Spans, part)
				continue
			}
			out.Spans = append(out.Spans, unseen.without(part)...)
		}
	}
	for _, id := range r.Breaks {
		if p, _ := k.d.Para(id); p.Break.By == k.Author || !slices.Contains(unseen.Breaks, id) {
			out.Breaks = append(out.Breaks, id)
		}
	}
	return out
}

// unseen is where others put words since the base, which the author of an edit
// can't have meant.
func (k ask) unseen() Range {
	var r Range
	for c := range k.d.recent.since(k.Base) {
		for _, m := range c.moves {
			r = m.shiftRange(r)
			if c.by == k.Author || m.kind != Ins {
				continue
			}
			r.Spans = append(r.Spans, Span{m.para, m.at, m.at + m.n})
			for n := range m.lines {
				id := m.other + ParaID(n)
				to := MaxBytes // the whole of a line between
				if n == m.lines-1 {
					to = m.last
				}
				r.Breaks = append(r.Breaks, id)
				r.Spans = append(r.Spans, Span{id, 0, to})
			}
		}
	}
	return r
}

// without is s less the spans of r.
func (r Range) without(s Span) []Span {
	rest := []Span{s}
	for _, u := range r.Spans {
		var next []Span
		for _, p := range rest {
			if u.Para != p.Para || u.To <= p.From || p.To <= u.From {
				next = append(next, p)
				continue
			}
			if p.From < u.From {
				next = append(next, Span{p.Para, p.From, u.From})
			}
			if u.To < p.To {
				next = append(next, Span{p.Para, u.To, p.To})
			}
		}
		rest = next
	}
	return rest
}

// remove decides taking a range of the present text out. With note, the words
// leave holes: for undo, and for a margin note where they are another's.
func (k ask) remove(r Range, note bool) (Event, error) {
	rm := k.removal(r)
	if len(rm.steps) == 0 {
		return nil, nil
	}
	if !note {
		return Undone{Change: k.change(rm.bare(), 0)}, nil
	}
	run := k.next()
	if hole, front, ok := k.goesOn(rm); ok {
		run = k.d.writer(k.Author).last().id
		rm.taken[0].Hole, rm.taken[0].More, rm.taken[0].Front = hole, true, front
		rm.steps = rm.bare()
		if front {
			rm.steps[0].Hole = hole // the mark moves to the new beginning
		}
	}
	return Removed{k.change(rm.steps, run), rm.taken}, nil
}

// goesOn reports whether a removal goes on with the author's last one: at the
// same mark, without a pause of a second.
func (k ask) goesOn(rm *removal) (hole HoleID, front, ok bool) {
	w := k.d.writer(k.Author)
	if w == nil || len(w.runs) == 0 || len(rm.taken) != 1 || !w.fresh(k.at) {
		return 0, false, false
	}
	holes := w.last().holes
	if len(holes) != 1 {
		return 0, false, false
	}
	id := holes[0].id
	return id, k.d.marked(rm.end, id), k.d.marked(rm.end, id) || k.d.marked(rm.start, id)
}

// removal gathers the steps that take a range out. It works on a draft, so that
// each step's place is right at its moment.
type removal struct {
	dr    *draft
	steps []Step
	taken []Taken
	ends  []Pos // where each of taken was, in the draft
	first int64 // the id of the first hole

	open       bool // the next words touch the last ones taken
	start, end Pos  // of all that was taken, in the text before
}

func (k ask) removal(r Range) *removal {
	rm := &removal{dr: k.d.draft(k.Author, k.next()), first: newID(k.next(), 1)}
	type part struct {
		i     int
		spans []Span
		brk   bool
	}
	parts := map[ParaID]*part{}
	at := func(id ParaID) *part {
		if parts[id] == nil {
			parts[id] = &part{i: rm.dr.find(id)}
		}
		return parts[id]
	}
	for _, s := range r.Spans {
		at(s.Para).spans = append(at(s.Para).spans, s)
	}
	for _, id := range r.Breaks {
		at(id).brk = true
	}
	var order []*part
	for _, p := range parts {
		if p.i >= 0 {
			order = append(order, p)
		}
	}
	slices.SortFunc(order, func(a, b *part) int { return cmp.Compare(a.i, b.i) })
	for n, p := range order {
		if n == 0 || order[n-1].i != p.i-1 {
			rm.open = false
		}
		slices.SortFunc(p.spans, func(a, b Span) int { return cmp.Compare(a.From, b.From) })
		rm.para(p.i, p.spans, p.brk && p.i > 0)
	}
	rm.mend()
	return rm
}

// para takes spans out of one paragraph, and the break before it.
func (rm *removal) para(i int, spans []Span, brk bool) {
	p := rm.dr.paras[i]
	target, base, from := i, 0, 0
	if !brk {
		rm.open = false
	} else {
		target = rm.dr.before(i)
		into := rm.dr.paras[target]
		base = len(into.Text)
		s := Step{Kind: Join, Para: into.ID, At: base, Other: p.ID, Pieces: []Piece{{By: p.Break.By, Word: p.Break.Word, Text: "\n"}}}
		rm.take(s, Pos{into.ID, base}, Pos{p.ID, 0})
	}
	for _, s := range spans {
		s.From, s.To = max(from, clampOff(p.Text, s.From)), clampOff(p.Text, s.To)
		if s.From >= s.To {
			continue
		}
		if s.From > from || from == 0 && !brk {
			rm.open = false
		}
		step := Step{Kind: Cut, Para: rm.dr.paras[target].ID, At: base + s.From - from, Pieces: p.pieces(s.From, s.To)}
		rm.take(step, Pos{p.ID, s.From}, Pos{p.ID, s.To})
		base, from = step.At, s.To
	}
	rm.open = rm.open && from == len(p.Text)
}

// take records one step and does it to the draft.
func (rm *removal) take(s Step, start, end Pos) {
	if !rm.open {
		s.Hole = HoleID(rm.first + int64(len(rm.taken)))
		rm.taken = append(rm.taken, Taken{Hole: s.Hole})
		rm.ends = append(rm.ends, Pos{})
		if len(rm.taken) == 1 {
			rm.start = start
		}
	}
	n := len(rm.taken) - 1
	rm.taken[n].Pieces = append(rm.taken[n].Pieces, s.Pieces...)
	rm.ends[n] = Pos{s.Para, s.At}
	rm.end = end
	rm.open = true
	rm.steps = append(rm.steps, s)
	rm.dr.do(s)
}

// mend takes what can't stand where the remaining words meet: accents without
// their letter or too many of them, a joiner without its partner.
func (rm *removal) mend() {
	for n := len(rm.taken) - 1; n >= 0; n-- {
		at := rm.ends[n]
		i := rm.dr.find(at.Para)
		p := rm.dr.paras[i]
		l, r := safetext.Seam(p.Text[:at.Off], p.Text[at.Off:])
		if r > 0 {
			s := Step{Kind: Cut, Para: at.Para, At: at.Off, Pieces: p.pieces(at.Off, at.Off+r)}
			rm.taken[n].Pieces = append(rm.taken[n].Pieces, s.Pieces...)
			rm.steps = append(rm.steps, s)
			rm.dr.do(s)
		}
		if l > 0 {
			s := Step{Kind: Cut, Para: at.Para, At: at.Off - l, Pieces: p.pieces(at.Off-l, at.Off)}
			rm.taken[n].Pieces = append(slices.Clone(s.Pieces), rm.taken[n].Pieces...)
			rm.steps = append(rm.steps, s)
			rm.dr.do(s)
		}
	}
}

// bare is the steps without marks.
func (rm *removal) bare() []Step {
	steps := slices.Clone(rm.steps)
	for i := range steps {
		steps[i].Hole = 0
	}
	return steps
}
