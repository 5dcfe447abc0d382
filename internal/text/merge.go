package text

import (
	"slices"
	"strings"
)

// Merge makes one event of two that follow each other and belong to one undo
// run: keys of one author at touching places, waiting in one batch. a must be
// the event right before b. It reports false when they stay two. Applying the
// merged event gives the text that applying both gives, at b's version.
func Merge(a, b Event) (Event, bool) {
	if a == nil || b == nil {
		return nil, false
	}
	x, y := a.change(), b.change()
	if x.By != y.By || x.Run == 0 || x.Run != y.Run || x.Version+1 != y.Version || len(x.Steps) == 0 || len(y.Steps) == 0 {
		return nil, false
	}
	c := y
	c.Ops = append(slices.Clip(x.Ops), y.Ops...)
	c.Steps = mergeSteps(x.Steps, y.Steps)
	switch a := a.(type) {
	case Inserted:
		if _, ok := b.(Inserted); ok {
			return Inserted{c}, true
		}
	case Removed:
		b, ok := b.(Removed)
		if !ok || len(a.Taken) != 1 || len(b.Taken) != 1 || !b.Taken[0].More || a.Taken[0].Hole != b.Taken[0].Hole {
			return nil, false
		}
		return mergeTaken(a, b, c)
	}
	return nil, false
}

// mergeTaken puts the words of two removals together. One that grew at both
// ends of its hole can't be told as one.
func mergeTaken(a, b Removed, c Change) (Event, bool) {
	x, y := a.Taken[0], b.Taken[0]
	if x.More && x.Front != y.Front {
		return nil, false
	}
	x.Front = x.More && x.Front
	if y.Front {
		x.Pieces = joinPieces(y.Pieces, x.Pieces)
	} else {
		x.Pieces = joinPieces(x.Pieces, y.Pieces)
	}
	return Removed{c, []Taken{x}}, true
}

// mergeSteps puts b behind a, and the steps that touch into one.
func mergeSteps(a, b []Step) []Step {
	out := append(make([]Step, 0, len(a)+len(b)), a...)
	x, y := out[len(out)-1], b[0]
	if x.Para != y.Para || x.Kind != y.Kind || y.Back != 0 || y.Hole != 0 && y.Hole != x.Hole {
		return append(out, b...)
	}
	switch {
	case x.Kind == Ins && x.Hole == 0 && !strings.Contains(words(x.Pieces), "\n") && y.At == x.At+len(words(x.Pieces)):
		x.Pieces, x.Other = joinPieces(x.Pieces, y.Pieces), y.Other
	case x.Kind == Cut && y.At == x.At:
		x.Pieces = joinPieces(x.Pieces, y.Pieces)
	case x.Kind == Cut && y.At+len(words(y.Pieces)) == x.At:
		x.At, x.Pieces = y.At, joinPieces(y.Pieces, x.Pieces)
	default:
		return append(out, b...)
	}
	out[len(out)-1] = x
	return append(out, b[1:]...)
}
