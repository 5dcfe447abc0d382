package text

import (
	"slices"
	"strings"

	"convene/internal/safetext"
)

// Without gives the checkpoint with the mark wherever the words stand, over two
// paragraphs too, at the next version, so that nobody's place in the text before is
// taken for one in this. Whose the words around are stays; what was taken out
// earlier and might have been put back is gone. ok is false where the words stand
// nowhere.
func (c Checkpoint) Without(sought safetext.Sought, mark string) (_ Checkpoint, ok bool) {
	next := Checkpoint{Version: c.Version + 1, Paras: make([]ParaState, len(c.Paras))}
	all := make([]string, len(c.Paras))
	for i, p := range c.Paras {
		all[i] = words(p.Pieces)
	}
	found := sought.Places(strings.Join(all, "\n"))
	at := 0
	for i, p := range c.Paras {
		next.Paras[i] = ParaState{ID: p.ID, Break: p.Break, Pieces: withoutWords(p.Pieces, at, found, mark)}
		at += len(all[i]) + len("\n")
	}
	return next, len(found) > 0 || slices.ContainsFunc(c.Notes, func(n HoleState) bool { return sought.In(words(n.Pieces)) })
}

// withoutWords puts the mark where words were found, in the piece that they begin
// in. The first piece begins at the byte at.
func withoutWords(pieces []Piece, at int, found [][]int, mark string) (out []Piece) {
	for _, p := range pieces {
		if p.Hole != 0 {
			continue
		}
		from, to := at, at+len(p.Text)
		at = to
		var b strings.Builder
		done := from
		for _, f := range found {
			if f[1] <= from || f[0] >= to {
				continue
			}
			b.WriteString(p.Text[done-from : max(f[0], from)-from])
			if f[0] >= from {
				b.WriteString(mark)
			}
			done = min(f[1], to)
		}
		b.WriteString(p.Text[done-from:])
		if p.Text = b.String(); p.Text != "" {
			out = append(out, p)
		}
	}
	return out
}

// Holds reports whether the words stand anywhere in d. before is an earlier d that
// was searched already, or nil: paragraphs that stand in both behind the same
// paragraph are not searched again.
func (d *Doc) Holds(sought safetext.Sought, before *Doc) bool {
	known := make(map[*Para]*Para) // and the one before it
	if before != nil {
		var last *Para
		for _, p := range before.paras {
			known[p], last = last, p
		}
	}
	var last *Para
	for i, p := range d.paras {
		behind, is := known[p]
		if (!is || behind != last) && sought.In(d.around(i, sought.Words())) {
			return true
		}
		last = p
	}
	return false
}

// around is the i-th paragraph with so many on both sides as words may lie in,
// one in each.
func (d *Doc) around(i, count int) string {
	from, to := i, i+1
	for n := 1; n < count && from > 0; from-- {
		if strings.TrimSpace(d.paras[from-1].Text) != "" {
			n++
		}
	}
	for n := 1; n < count && to < len(d.paras); to++ {
		if strings.TrimSpace(d.paras[to].Text) != "" {
			n++
		}
	}
	var b strings.Builder
	for _, p := range d.paras[from:to] {
		b.WriteString(p.Text)
		b.WriteByte('\n')
	}
	return b.String()
}
