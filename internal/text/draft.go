package text

import (
	"slices"
	"strings"
)

// draft is a Doc's paragraphs while steps are done to them. Paragraphs that
// were joined away leave a nil until done, so that long removals stay linear.
type draft struct {
	paras []*Para
	size  int
	gone  int
	hint  int
	looks int
	index map[ParaID]int
	by    string  // whose steps they are
	makes Version // what they make
	live  func(Run) bool

	goneAt, goneTo int // the last place joined away, and where to; 0 for none
}

func (d *Doc) draft(by string, makes Version) *draft {
	return &draft{by: by, makes: makes, paras: slices.Clone(d.paras), size: d.size, live: d.live}
}

// find gives a paragraph's place, or -1. Steps mostly stay near each other; a
// long row of them gets an index.
func (dr *draft) find(id ParaID) int {
	for i := max(0, dr.hint-1); i < len(dr.paras) && i <= dr.hint+1; i++ {
		if dr.paras[i] != nil && dr.paras[i].ID == id {
			dr.hint = i
			return i
		}
	}
	if dr.looks++; dr.looks > 8 && dr.index == nil {
		dr.index = make(map[ParaID]int, len(dr.paras))
		for i, p := range dr.paras {
			if p != nil {
				dr.index[p.ID] = i
			}
		}
	}
	if dr.index != nil {
		if i, ok := dr.index[id]; ok && dr.paras[i] != nil {
			dr.hint = i
			return i
		}
		return -1
	}
	for i, p := range dr.paras {
		if p != nil && p.ID == id {
			dr.hint = i
			return i
		}
	}
	return -1
}

// before gives the place of the paragraph before place i, or -1.
func (dr *draft) before(i int) int {
	if i--; i > 0 && i == dr.goneAt {
		return dr.goneTo
	}
	for ; i >= 0 && dr.paras[i] == nil; i-- {
	}
	return i
}

// do carries out one step. Whatever does not fit the text, after a redaction, is
// brought near or left out: words are never taken that a step does not name.
func (dr *draft) do(s Step) {
	i := dr.find(s.Para)
	if i < 0 {
		return
	}
	if s.Hole != 0 && s.Kind != Ins && Version(s.Hole>>idBits) != dr.makes {
		dr.unmark(i, s)
	}
	switch s.Kind {
	case Ins:
		dr.ins(i, s)
	case Cut:
		dr.cut(i, s)
	case Join:
		if j := dr.find(s.Other); j > i && dr.before(j) == i {
			dr.join(i, j, s.Hole)
		}
	}
}

// unmark takes away the mark of a hole that grows at its front, which the step
// will set again. It mostly stands in a paragraph of the step.
func (dr *draft) unmark(i int, s Step) {
	if dr.unmarkIn(i, s.Hole) {
		return
	}
	if s.Kind == Join {
		if j := dr.find(s.Other); j >= 0 && dr.unmarkIn(j, s.Hole) {
			return
		}
	}
	for at, p := range dr.paras {
		if p != nil && dr.unmarkIn(at, s.Hole) {
			return
		}
	}
}

func (dr *draft) unmarkIn(i int, id HoleID) bool {
	at := slices.IndexFunc(dr.paras[i].Runs, func(r Run) bool { return r.Hole == id })
	if at < 0 {
		return false
	}
	p := *dr.paras[i]
	p.Runs = appendRuns(make([]Run, 0, len(p.Runs)), p.Runs[:at])
	p.Runs = appendRuns(p.Runs, dr.paras[i].Runs[at+1:])
	dr.paras[i] = &p
	return true
}

func (dr *draft) set(i int, p *Para) {
	if len(p.Runs) > 64 && len(p.Runs) > 2*p.tidied {
		p.Runs = tidy(p.Runs, dr.live)
		p.tidied = len(p.Runs)
	}
	dr.paras[i] = p
}

func (dr *draft) ins(i int, s Step) {
	p := dr.paras[i]
	at, cut := clampOff(p.Text, s.At), -1
	if s.Hole != 0 {
		cut = slices.IndexFunc(p.Runs, func(r Run) bool { return r.Hole == s.Hole })
	}
	left, right := splitRuns(p.Runs, at)
	if cut >= 0 {
		left, right = slices.Clip(p.Runs[:cut]), p.Runs[cut+1:]
		at = lenRuns(left)
	}
	text := words(s.Pieces)
	dr.size += len(text)
	if !strings.Contains(text, "\n") {
		runs := make([]Run, 0, len(left)+len(right)+len(s.Pieces)+1)
		runs = appendRuns(appendPieces(appendRuns(runs, left), s.Pieces), right)
		dr.set(i, &Para{ID: p.ID, Text: p.Text[:at] + text + p.Text[at:], Runs: runs, Break: p.Break, tidied: p.tidied})
		return
	}
	made := linesOf(&Para{ID: p.ID, Text: p.Text[:at], Runs: slices.Clone(left), Break: p.Break, tidied: p.tidied}, s)
	last := made[len(made)-1]
	last.Text += p.Text[at:]
	last.Runs = appendRuns(last.Runs, right)
	if at == len(p.Text) && made[0].Text == p.Text && len(right) == 0 && s.Hole == 0 {
		made[0] = p // a break at the end leaves the paragraph as it is
	}
	dr.paras = slices.Replace(dr.paras, i, i+1, made...)
	dr.index, dr.looks, dr.goneAt = nil, 0, 0
}

// linesOf puts the pieces of an insertion behind first and makes a paragraph at
// each line break.
func linesOf(first *Para, s Step) []*Para {
	made := []*Para{first}
	cur := first
	var b strings.Builder
	b.WriteString(first.Text)
	for _, piece := range s.Pieces {
		for n, line := range strings.Split(piece.Text, "\n") {
			if n > 0 {
				cur.Text = b.String()
				b.Reset()
				cur = &Para{ID: s.Other + ParaID(len(made)-1), Break: Run{By: piece.By, Word: piece.Word}}
				made = append(made, cur)
			}
			if line != "" {
				b.WriteString(line)
				cur.Runs = appendPieces(cur.Runs, []Piece{{By: piece.By, Word: piece.Word, Text: line}})
			}
		}
	}
	cur.Text = b.String()
	return made
}

func (dr *draft) cut(i int, s Step) {
	p := dr.paras[i]
	text := words(s.Pieces)
	at := clampOff(p.Text, s.At)
	if !strings.HasPrefix(p.Text[at:], text) {
		return
	}
	left, rest := splitRuns(p.Runs, at)
	gone, right := splitRuns(rest, len(text))
	runs := make([]Run, 0, len(p.Runs)+2)
	runs = appendRuns(runs, left)
	if s.Hole != 0 {
		runs = append(runs, Run{By: dr.by, Hole: s.Hole})
	}
	for _, r := range gone {
		if r.Hole != 0 {
			runs = append(runs, r)
		}
	}
	dr.size -= len(text)
	dr.set(i, &Para{ID: p.ID, Text: p.Text[:at] + p.Text[at+len(text):], Runs: appendRuns(runs, right), Break: p.Break, tidied: p.tidied})
}

func (dr *draft) join(i, j int, hole HoleID) {
	p, q := dr.paras[i], dr.paras[j]
	runs := appendRuns(make([]Run, 0, len(p.Runs)+len(q.Runs)+1), p.Runs)
	if hole != 0 {
		runs = append(runs, Run{By: dr.by, Hole: hole})
	}
	dr.set(i, &Para{ID: p.ID, Text: p.Text + q.Text, Runs: appendRuns(runs, q.Runs), Break: p.Break, tidied: p.tidied})
	dr.paras[j] = nil
	dr.size--
	dr.gone++
	dr.goneAt, dr.goneTo = j, i
}

// done gives the paragraphs.
func (dr *draft) done() []*Para {
	if dr.gone == 0 {
		return dr.paras
	}
	return slices.DeleteFunc(dr.paras, func(p *Para) bool { return p == nil })
}
