package text

import (
	"slices"
	"strings"
	"time"

	"github.com/clipperhouse/uax29/v2/sentences"
)

// TakenOut is a margin note: words of others that somebody took out. It stays
// until they are put back or the section is agreed.
type TakenOut struct {
	ID    HoleID
	By    string   // who took them out
	From  []string // whose they were, in the order of the words; may hold By too
	Words string
	At    time.Time
}

// Notes lists the margin notes, oldest first. Doc.Where and Para.Holes tell
// where they stand.
func (d *Doc) Notes() []TakenOut {
	out := make([]TakenOut, len(d.notes))
	for i, h := range d.notes {
		out[i] = h.note()
	}
	return out
}

// HasNotes reports whether there is a margin note.
func (d *Doc) HasNotes() bool { return len(d.notes) > 0 }

// Note finds a margin note by its hole.
func (d *Doc) Note(id HoleID) (TakenOut, bool) {
	for _, h := range d.notes {
		if h.id == id {
			return h.note(), true
		}
	}
	return TakenOut{}, false
}

func (h *hole) note() TakenOut {
	n := TakenOut{ID: h.id, By: h.by, Words: words(h.pieces), At: time.UnixMilli(h.at).UTC()}
	for _, p := range h.pieces {
		if !slices.Contains(n.From, p.By) {
			n.From = append(n.From, p.By)
		}
	}
	return n
}

// isNote reports whether a hole holds another's words, more than space.
func (h *hole) isNote() bool {
	return strings.TrimSpace(others(h.pieces, h.by)) != ""
}

func others(pieces []Piece, by string) string {
	var b strings.Builder
	for _, p := range pieces {
		if p.By != by {
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

// withNote adds a hole to the notes, or replaces it there, if it is one.
func withNote(notes []*hole, h *hole) []*hole {
	if i := slices.IndexFunc(notes, func(o *hole) bool { return o.id == h.id }); i >= 0 {
		notes = slices.Clone(notes)
		notes[i] = h
		return newest(notes)
	}
	if !h.isNote() {
		return notes
	}
	return newest(append(slices.Clip(notes), h))
}

// newest leaves the oldest notes out that are too many or too long for one text: a
// checkpoint writes them all. Their words stay in the history.
func newest(notes []*hole) []*hole {
	notes = notes[max(0, len(notes)-maxNotes):]
	sum := 0
	for i, h := range slices.Backward(notes) {
		if sum += h.weight(); sum > noteBytes {
			return slices.Clone(notes[i+1:])
		}
	}
	return notes
}

// weight is about how many bytes a note is long where it is written.
func (h *hole) weight() int {
	const names = 48 // of the fields, once for the note and for each piece
	n := names
	for _, p := range h.pieces {
		n += len(p.By) + len(p.Text) + names
	}
	return n
}

func withoutNotes(notes []*hole, ids []HoleID) []*hole {
	if !slices.ContainsFunc(notes, func(h *hole) bool { return slices.Contains(ids, h.id) }) {
		return notes
	}
	return slices.DeleteFunc(slices.Clone(notes), func(h *hole) bool { return slices.Contains(ids, h.id) })
}

// TakesOutOthers tells what of others' words an edit would take out now, and in
// how many sentences they stand. A screen asks first when it is more than one.
func (d *Doc) TakesOutOthers(e Edit) (count int, taken string) {
	if e.Base > d.version || e.Base < d.recent.floor {
		return 0, ""
	}
	k := ask{d: d, Edit: e}
	var r Range
	switch act := e.Do.(type) {
	case Remove:
		r = k.rangeNow(act.Range)
	case Replace:
		r = k.rangeNow(act.Range)
	case Erase:
		r = k.eraseRange(act)
	}
	var all strings.Builder
	for _, t := range k.removal(r).taken {
		s := others(t.Pieces, e.Author)
		count += sentenceCount(s)
		all.WriteString(s)
	}
	return count, all.String()
}

func sentenceCount(s string) int {
	n := 0
	for g := sentences.FromString(s); g.Next(); {
		if strings.TrimSpace(g.Value()) != "" {
			n++
		}
	}
	return n
}
