package act

import "slices"

// Gift remembers an outcome that an exercise has passed on, so that a later
// record can take back what no longer holds.
type Gift struct {
	Source  string `json:"source" people:"words"`
	Section string `json:"section"`
	Label   string `json:"label"`
}

// Gifts are the gifts of outcomes that hold.
func Gifts(outcomes []Outcome) []Gift {
	var out []Gift
	for _, o := range outcomes {
		if g := (Gift{o.Source, o.Section, o.Label}); !o.Withdrawn && !slices.Contains(out, g) {
			out = append(out, g)
		}
	}
	return out
}

// Renew gives the outcomes of a new record after an earlier one: what was given
// under another label, or no longer at all, is taken back first. A source gives
// at most one outcome to a section.
func Renew(before []Gift, now []Outcome) []Outcome {
	var out []Outcome
	for _, g := range before {
		said := slices.ContainsFunc(now, func(o Outcome) bool { return g == Gift{o.Source, o.Section, o.Label} })
		if !said {
			out = append(out, Outcome{Source: g.Source, Section: g.Section, Label: g.Label, Withdrawn: true})
		}
	}
	return append(out, now...)
}
