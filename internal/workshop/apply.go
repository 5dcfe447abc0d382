package workshop

import (
	"slices"
	"strings"

	"convene/internal/workshop/act"
)

// Apply folds one event. It is pure and total: an event of any type, a redacted
// one too, leads to a state.
func (s *State) Apply(at act.Stamp, e act.Event) *State {
	next := *s
	next.Seq = at.Seq
	part, _, _ := strings.Cut(e.Kind(), ".")
	switch part {
	case "roster":
		next.Roster = s.Roster.Apply(at.At, e)
	case "agenda":
		next.Agenda = s.Agenda.Apply(at, e)
	case "followup":
		next.Followup = s.Followup.Apply(at, e)
	case "spectrum":
		next.Spectrum = s.Spectrum.Apply(at, e)
	case "values":
		next.Values = s.Values.Apply(at, e)
	case "terms":
		next.Terms = s.Terms.Apply(at, e)
	case "text":
		next.applyText(at, e)
	default:
		next.applyOwn(at, e)
	}
	return &next
}

func (s *State) applyOwn(at act.Stamp, e act.Event) {
	switch e := e.(type) {
	case Created:
		s.Meta, s.Status = e.Meta, Prepared
	case MetaSet:
		if e.Meta.ID != "" {
			s.Meta = e.Meta
		}
	case StatusSet:
		if e.Status == "" {
			return
		}
		s.Status = e.Status
		if e.Status == Ended {
			s.EndedAt = at.At
		}
	case WordsTaken:
		if e.Why != "" {
			s.Taken = append(slices.Clip(s.Taken), Taken{At: at.At, Why: e.Why})
		}
	}
}
