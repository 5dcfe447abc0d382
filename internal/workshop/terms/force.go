package terms

import (
	"slices"

	"convene/internal/safetext"
	"convene/internal/workshop/roster"
)

// SovereigntyID is the section that always touches every government.
const SovereigntyID = "sovereignty"

// Unsigned lists the required signers that do not carry the document yet. No
// government is among them: a missing ratification never holds up what does not
// touch it (domain §5).
func (w Whole) Unsigned() []Signer {
	return slices.DeleteFunc(slices.Clone(w.Signers), func(x Signer) bool {
		return x.Status.Carries() || !x.Required || !x.Nation.IsEmpty()
	})
}

// Ratified reports whether a government's word stands under this version: one
// who signs for it carries the document, and none stands aside.
func (w Whole) Ratified(nation safetext.Text) bool {
	carried := false
	for _, x := range w.Signers {
		if !roster.SameNation(x.Nation, nation) {
			continue
		}
		if x.Status == StandsAside {
			return false
		}
		carried = carried || x.Status.Carries()
	}
	return carried
}

// Touches reports whether the section touches a government.
func (sec *Section) Touches(nation safetext.Text) bool {
	return slices.ContainsFunc(sec.Nations, func(n safetext.Text) bool { return roster.SameNation(n, nation) })
}

// Nations lists the governments that the document touches, each apart: those
// asked to sign it, and those that a section touches.
func (s *State) Nations() []safetext.Text {
	var out []safetext.Text
	add := func(n safetext.Text) {
		if !n.IsBlank() && !slices.ContainsFunc(out, func(have safetext.Text) bool { return roster.SameNation(have, n) }) {
			out = append(out, n)
		}
	}
	for _, x := range s.Whole.Signers {
		add(x.Nation)
	}
	for _, sec := range s.Sections {
		for _, n := range sec.Nations {
			add(n)
		}
	}
	return out
}

// Unratified lists the governments whose word an adopted document still lacks.
func (s *State) Unratified() []safetext.Text {
	if s.Whole.Version == 0 {
		return nil // nobody was asked yet
	}
	return slices.DeleteFunc(s.Nations(), s.Whole.Ratified)
}

// HeldBack is a section that is not in force because it touches a government
// that has not ratified.
type HeldBack struct {
	Section string
	Nation  safetext.Text
}

// HeldBack lists the sections that wait for a government: those that touch it,
// and for each the section on sovereignty. The others do not wait.
func (s *State) HeldBack() []HeldBack {
	var out []HeldBack
	nations := s.Unratified()
	for _, sec := range s.Sections {
		for _, n := range nations {
			if sec.Status != NotUsed && (sec.ID == SovereigntyID || sec.Touches(n)) {
				out = append(out, HeldBack{sec.ID, n})
			}
		}
	}
	return out
}

// nothingFree reports whether every section that says something waits for a
// government, so that there would be nothing to be in force.
func (s *State) nothingFree(t Texts) bool {
	held := s.HeldBack()
	for _, sec := range s.Sections {
		if sec.Annex || sec.Itself || sec.ID == SignoffID || sec.Status == NotUsed || sec.Blank(t) {
			continue
		}
		if !slices.ContainsFunc(held, func(h HeldBack) bool { return h.Section == sec.ID }) {
			return false
		}
	}
	return len(held) > 0
}
