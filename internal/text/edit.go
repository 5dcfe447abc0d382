package text

import (
	"strings"
	"time"
	"unicode/utf8"

	"convene/internal/fault"
	"convene/internal/safetext"
)

// Edit is what one person wants to do to a text they are looking at.
type Edit struct {
	// Base is the version on their screen, which all places are about.
	Base Version
	// Author is their seat.
	Author string
	// Op is the client's own id of the edit. The same Op again does nothing.
	Op string
	Do Action
}

// Action is one of Insert, Remove, Replace, Erase, Restore, Undo and Settle.
type Action interface{ isAction() }

// Insert puts words at a place. Several keys may be sent on one base: an
// author's own words push their place along, so the second stands behind the
// first.
type Insert struct {
	At   Pos
	Text string // raw; Decide cleans it
}

// Remove takes a range out; Doc.Range of the base makes it. What others put
// into the range meanwhile stays.
type Remove struct{ Range Range }

// Replace takes a range out and puts words where it began.
type Replace struct {
	Range Range
	At    Pos // the beginning of the range
	Text  string
}

// Erase is a backspace or delete key: it takes out the grapheme or word next to
// a caret as the text stands now, so that it may be sent right behind keys that
// are not on the screen yet. What others typed there since the base stays.
type Erase struct {
	At      Pos
	Forward bool
	Word    bool
}

// Restore puts back the words of a margin note.
type Restore struct{ Hole HoleID }

// Undo takes back the author's last run that still shows.
type Undo struct{}

// Settle clears the margin notes, when the section is agreed.
type Settle struct{}

func (Insert) isAction()  {}
func (Remove) isAction()  {}
func (Replace) isAction() {}
func (Erase) isAction()   {}
func (Restore) isAction() {}
func (Undo) isAction()    {}
func (Settle) isAction()  {}

// Decide turns an edit into events, none when nothing is left to do. It is
// pure. Errors are faults: "text.stale" (the base is older than Window changes
// or not known: read again), "text.long" (one edit over 64 KiB), "text.full"
// (the text would pass 64 KiB or 10,000 paragraphs), "text.place" (no such
// paragraph), "text.undo" (nothing to take back), "text.note" (no such note).
func (d *Doc) Decide(e Edit, at time.Time) ([]Event, error) {
	if e.Base > d.version || e.Base < d.recent.floor {
		return nil, fault.New("text.stale")
	}
	if d.seen(e) {
		return nil, nil
	}
	k := ask{d: d, Edit: e, at: at.UnixMilli()}
	switch act := e.Do.(type) {
	case Insert:
		return one(k.insert(act.At, act.Text))
	case Remove:
		return one(k.remove(k.rangeNow(act.Range), true))
	case Replace:
		return k.replace(act)
	case Erase:
		return one(k.remove(k.eraseRange(act), true))
	case Restore:
		return one(k.putBack(act.Hole))
	case Undo:
		return one(k.undo())
	case Settle:
		if len(d.notes) == 0 {
			return nil, nil
		}
		return []Event{Settled{k.change(nil, 0)}}, nil
	}
	return nil, fault.New("text.place")
}

func one(e Event, err error) ([]Event, error) {
	if e == nil || err != nil {
		return nil, err
	}
	return []Event{e}, nil
}

// seen reports whether the edit was taken already.
func (d *Doc) seen(e Edit) bool {
	if e.Op == "" {
		return false
	}
	for c := range d.recent.since(e.Base) {
		if c.by != e.Author {
			continue
		}
		for _, op := range c.ops {
			if op == e.Op {
				return true
			}
		}
	}
	return false
}

// ask is one edit being decided on d.
type ask struct {
	Edit
	d  *Doc
	at int64
}

// next is the version that the decided event will make.
func (k ask) next() Version { return k.d.version + 1 }

func (k ask) change(steps []Step, run Version) Change {
	c := Change{Version: k.next(), By: k.Author, At: k.at, Run: run, Steps: steps}
	if k.Op != "" {
		c.Ops = []string{k.Op}
	}
	return c
}

// insert decides words at a place of the base.
func (k ask) insert(at Pos, raw string) (Event, error) {
	if len(raw) > MaxBytes {
		return nil, fault.New("text.long", "limit", MaxBytes, "have", len(raw), "unit", "bytes")
	}
	pos := k.d.follow(at, k.Base, k.Author, false)
	p, _ := k.d.Para(pos.Para)
	if p == nil {
		return nil, fault.New("text.place")
	}
	off := snap(p.Text, pos.Off)
	clean := safetext.Within(p.Text[:off], raw, p.Text[off:])
	if clean == "" {
		return nil, nil
	}
	if err := k.d.roomFor(clean); err != nil {
		return nil, err
	}
	run := k.typingRun(p, off, clean)
	step := Step{Kind: Ins, Para: p.ID, At: off, Back: max(0, off-pos.Off), Pieces: []Piece{{By: k.Author, Word: run, Text: clean}}}
	if strings.Contains(clean, "\n") {
		step.Other = ParaID(newID(k.next(), 1))
	}
	return Inserted{k.change([]Step{step}, run)}, nil
}

// roomFor refuses words for which there is no room left.
func (d *Doc) roomFor(words string) error {
	if d.size+len(words) > MaxBytes || len(d.paras)+strings.Count(words, "\n") > MaxParas {
		return fault.New("text.full", "limit", MaxBytes, "have", d.size+len(words))
	}
	return nil
}

// typingRun says which undo run typed words belong to: the author's last one
// while they go on typing one word right behind it without a pause of a second,
// else a new one. A paste is a run of its own.
func (k ask) typingRun(p *Para, off int, clean string) Version {
	w := k.d.writer(k.Author)
	if w == nil || len(w.runs) == 0 || graphemeAt(clean, 0) != len(clean) {
		return k.next()
	}
	last := w.runs[len(w.runs)-1]
	if last.holes != nil || !w.fresh(k.at) {
		return k.next()
	}
	left := p.Break
	if off > 0 {
		left = p.runBefore(off)
	}
	if left.By != k.Author || left.Word != last.id {
		return k.next()
	}
	before, _ := utf8.DecodeLastRuneInString(p.Text[:off])
	if (off == 0 || isGap(before)) && !isGapText(clean) {
		return k.next()
	}
	return last.id
}

// replace is a removal and, on the text it leaves, an insertion.
func (k ask) replace(act Replace) ([]Event, error) {
	gone, err := k.remove(k.rangeNow(act.Range), true)
	if err != nil {
		return nil, err
	}
	var events []Event
	if gone != nil {
		events = append(events, gone)
		k.d = k.d.Apply(gone)
	}
	come, err := k.insert(act.At, act.Text)
	if err != nil {
		return nil, err
	}
	if come != nil {
		events = append(events, come)
	}
	return events, nil
}

// rangeNow brings a range from the base to the text as it is.
func (k ask) rangeNow(r Range) Range {
	for c := range k.d.recent.since(k.Base) {
		for _, m := range c.moves {
			r = m.shiftRange(r)
		}
	}
	return r
}
