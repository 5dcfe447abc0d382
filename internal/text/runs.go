package text

// appendRuns appends runs to dst, which the caller owns, putting neighbours of
// one author and word together.
func appendRuns(dst, runs []Run) []Run {
	for _, r := range runs {
		dst = appendRun(dst, r)
	}
	return dst
}

func appendRun(dst []Run, r Run) []Run {
	if r.Len == 0 && r.Hole == 0 {
		return dst
	}
	if n := len(dst); n > 0 && r.Hole == 0 && dst[n-1].Hole == 0 && dst[n-1].By == r.By && dst[n-1].Word == r.Word {
		dst[n-1].Len += r.Len
		return dst
	}
	return append(dst, r)
}

func appendPieces(dst []Run, pieces []Piece) []Run {
	for _, p := range pieces {
		dst = appendRun(dst, Run{By: p.By, Word: p.Word, Len: len(p.Text), Hole: p.Hole})
	}
	return dst
}

// splitRuns cuts runs at a byte offset. Marks exactly there go to the left. The
// parts may share memory with runs.
func splitRuns(runs []Run, at int) (left, right []Run) {
	for i, r := range runs {
		switch {
		case r.Len > at:
			if at == 0 {
				return runs[:i:i], runs[i:]
			}
			head, tail := r, r
			head.Len, tail.Len = at, r.Len-at
			left = append(append(make([]Run, 0, i+1), runs[:i]...), head)
			right = append(append(make([]Run, 0, len(runs)-i), tail), runs[i+1:]...)
			return left, right
		default:
			at -= r.Len
		}
	}
	return runs[:len(runs):len(runs)], nil
}

func lenRuns(runs []Run) int {
	n := 0
	for _, r := range runs {
		n += r.Len
	}
	return n
}

// tidy forgets marks that nobody can fill any more and the borders of words
// that nobody can take back any more.
func tidy(runs []Run, live func(Run) bool) []Run {
	out := make([]Run, 0, len(runs))
	for _, r := range runs {
		if !live(r) {
			if r.Hole != 0 {
				continue
			}
			r.Word = 0
		}
		out = appendRun(out, r)
	}
	return out
}

// runBefore is the run that holds the byte before off, which is over 0.
func (p *Para) runBefore(off int) Run {
	at := 0
	for _, r := range p.Runs {
		if at += r.Len; at >= off && r.Len > 0 {
			return r
		}
	}
	return Run{}
}

// pieces is the words of p between two offsets with their authors.
func (p *Para) pieces(from, to int) []Piece {
	var out []Piece
	at := 0
	for _, r := range p.Runs {
		a, b := max(from, at), min(to, at+r.Len)
		if a < b {
			out = append(out, Piece{By: r.By, Word: r.Word, Text: p.Text[a:b]})
		}
		at += r.Len
	}
	return out
}

// mark finds the offset of a hole in p.
func (p *Para) mark(id HoleID) (off int, ok bool) {
	for h, at := range p.Holes {
		if h == id {
			return at, true
		}
	}
	return 0, false
}

// marked reports whether a hole's mark stands at a place.
func (d *Doc) marked(at Pos, id HoleID) bool {
	p, _ := d.Para(at.Para)
	if p == nil {
		return false
	}
	off, ok := p.mark(id)
	return ok && off == at.Off
}

// Where finds the place of a hole.
func (d *Doc) Where(id HoleID) (Pos, bool) {
	for _, p := range d.paras {
		if off, ok := p.mark(id); ok {
			return Pos{p.ID, off}, true
		}
	}
	return Pos{}, false
}
