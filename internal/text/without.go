package text

import (
	"regexp"
	"strings"
)

// Without gives the checkpoint with the mark wherever the words stand, at the
// next version, so that nobody's place in the text before is taken for one in
// this. Whose the words around are stays; what was taken out earlier and might
// have been put back is gone. ok is false where the words stand nowhere.
func (c Checkpoint) Without(words *regexp.Regexp, mark string) (_ Checkpoint, ok bool) {
	next := Checkpoint{Version: c.Version + 1, Paras: make([]ParaState, len(c.Paras))}
	for i, p := range c.Paras {
		var had bool
		next.Paras[i] = ParaState{ID: p.ID, Break: p.Break}
		next.Paras[i].Pieces, had = withoutWords(p.Pieces, words, mark)
		ok = ok || had
	}
	for _, n := range c.Notes {
		_, had := withoutWords(n.Pieces, words, mark)
		ok = ok || had
	}
	return next, ok
}

// withoutWords puts the mark where words stood, in the piece that they begin in.
func withoutWords(pieces []Piece, re *regexp.Regexp, mark string) (out []Piece, ok bool) {
	found := re.FindAllStringIndex(words(pieces), -1)
	at := 0
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
	return out, len(found) > 0
}

// Holds reports whether the words stand anywhere in d. before is an earlier d that
// is known not to hold them, or nil: paragraphs that are in both are not searched
// again.
func (d *Doc) Holds(re *regexp.Regexp, before *Doc) bool {
	known := make(map[*Para]bool)
	if before != nil {
		for _, p := range before.paras {
			known[p] = true
		}
	}
	for _, p := range d.paras {
		if !known[p] && re.MatchString(p.Text) {
			return true
		}
	}
	return false
}
