package text

import (
	"slices"
	"strings"
)

// move is what a step does to places: lengths without the words.
type move struct {
	kind  string
	para  ParaID
	other ParaID
	at    int
	n     int // bytes in the first line that comes, or bytes that go
	lines int // line breaks that come
	last  int // bytes of the last line that comes
	back  int // Step.Back
}

// moved is one change as the places see it.
type moved struct {
	version Version
	by      string
	ops     []string
	moves   []move
}

func moveOf(s Step) move {
	m := move{kind: s.Kind, para: s.Para, other: s.Other, at: s.At, back: s.Back}
	for _, p := range s.Pieces {
		if s.Kind != Ins {
			m.n += len(p.Text)
			continue
		}
		k := strings.Count(p.Text, "\n")
		if k == 0 && m.lines == 0 {
			m.n += len(p.Text)
			continue
		}
		if k == 0 {
			m.last += len(p.Text)
			continue
		}
		if m.lines == 0 {
			m.n += strings.IndexByte(p.Text, '\n')
		}
		m.lines += k
		m.last = len(p.Text) - strings.LastIndexByte(p.Text, '\n') - 1
	}
	return m
}

func movesOf(steps []Step) []move {
	moves := make([]move, len(steps))
	for i, s := range steps {
		moves[i] = moveOf(s)
	}
	return moves
}

// shift moves a place. Words that come exactly there push it along if after is
// set, and come behind it if not.
func (m move) shift(p Pos, after bool) Pos {
	switch {
	case m.kind == Join:
		if p.Para == m.other {
			return Pos{m.para, m.at + p.Off}
		}
	case p.Para != m.para:
	case m.kind == Cut:
		if p.Off > m.at {
			p.Off = max(m.at, p.Off-m.n)
		}
	case p.Off < m.at || p.Off == m.at && !after:
	case m.lines == 0:
		p.Off += m.n
	default:
		return Pos{m.other + ParaID(m.lines-1), p.Off - m.at + m.last}
	}
	return p
}

// Span is a stretch of one paragraph, From to To in bytes.
type Span struct {
	Para     ParaID
	From, To int
}

// shiftSpan moves a stretch and leaves out what came into it.
func (m move) shiftSpan(s Span) []Span {
	from := m.shift(Pos{s.Para, s.From}, true)
	to := m.shift(Pos{s.Para, s.To}, false)
	if m.kind == Ins && s.Para == m.para && s.From < m.at && m.at < s.To {
		behind := m.shift(Pos{s.Para, m.at}, true)
		end := m.shift(Pos{s.Para, s.To}, true)
		return []Span{{s.Para, s.From, m.at}, {behind.Para, behind.Off, end.Off}}
	}
	if from.Para != to.Para || from.Off >= to.Off {
		return nil
	}
	return []Span{{from.Para, from.Off, to.Off}}
}

// Range is what an edit takes out: stretches of paragraphs, and the line breaks
// before paragraphs. Doc.Range makes one.
type Range struct {
	Spans  []Span
	Breaks []ParaID
}

// IsEmpty reports whether the range holds nothing.
func (r Range) IsEmpty() bool { return len(r.Spans) == 0 && len(r.Breaks) == 0 }

func (m move) shiftRange(r Range) Range {
	var spans []Span
	for _, s := range r.Spans {
		spans = append(spans, m.shiftSpan(s)...)
	}
	breaks := r.Breaks
	if m.kind == Join && slices.Contains(breaks, m.other) {
		breaks = slices.DeleteFunc(slices.Clone(breaks), func(id ParaID) bool { return id == m.other })
	}
	return Range{spans, breaks}
}

// Anchor is a place that stays with the words around it: a caret, a flag.
type Anchor struct {
	Pos
	// After says that words put exactly there come before the anchor.
	After bool
}

// Shift moves the anchor over an event. The new place may lie inside a
// grapheme that the event made; Doc.Snap of the new text brings it to its edge.
func (a Anchor) Shift(e Event) Anchor {
	for _, s := range e.change().Steps {
		a.Pos = moveOf(s).shift(a.Pos, a.After)
	}
	return a
}

// Follow moves an anchor of by's from the text at version since to d: by's own
// words push it along, others' come behind it unless it says After. The place
// it gives is on a grapheme's edge of d. It reports false when since is too
// long ago or the paragraph is not known; the place is then the end of d.
func (d *Doc) Follow(a Anchor, since Version, by string) (Pos, bool) {
	if since < d.recent.floor || since > d.version {
		return d.End(), false
	}
	p := d.follow(a.Pos, since, by, a.After)
	if para, _ := d.Para(p.Para); para == nil {
		return d.End(), false
	}
	return d.Snap(p), true
}

func (d *Doc) follow(p Pos, since Version, by string, after bool) Pos {
	for c := range d.recent.since(since) {
		for _, m := range c.moves {
			if c.by == by && m.back > 0 && p.Para == m.para && p.Off < m.at && p.Off >= m.at-m.back {
				p.Off = m.at
			}
			p = m.shift(p, after || c.by == by)
		}
	}
	return p
}

// trail is the last changes, newest last, in chunks that are copied when they
// grow and shared otherwise.
type trail struct {
	chunks [][]*moved
	floor  Version // the oldest base that can still be followed
}

const chunkLen = 32

func (t trail) add(c *moved) trail {
	n := len(t.chunks)
	if n > 0 && len(t.chunks[n-1]) < chunkLen {
		chunks := slices.Clone(t.chunks)
		chunks[n-1] = append(slices.Clip(chunks[n-1]), c)
		return trail{chunks, t.floor}
	}
	old := t.chunks
	floor := t.floor
	if n > Window/chunkLen {
		gone := old[0]
		floor, old = gone[len(gone)-1].version, old[1:]
	}
	chunks := make([][]*moved, 0, len(old)+1)
	return trail{append(append(chunks, old...), []*moved{c}), floor}
}

// since iterates over the changes newer than base, oldest first.
func (t trail) since(base Version) func(yield func(*moved) bool) {
	return func(yield func(*moved) bool) {
		first := len(t.chunks)
		for first > 0 && t.chunks[first-1][len(t.chunks[first-1])-1].version > base {
			first--
		}
		for _, chunk := range t.chunks[first:] {
			for _, c := range chunk {
				if c.version > base && !yield(c) {
					return
				}
			}
		}
	}
}
