package spectrum

import (
	"slices"
	"strings"

	"convene/internal/workshop/act"
)

// Labels of what this exercise passes on; faces have a sentence for each.
const (
	fromPromise   = "terms.from.promise"   // a level and its promise, final
	fromProposed  = "terms.from.proposed"  // the same, not final
	fromStatement = "terms.from.statement" // the decision-maker's words
	fromProof     = "terms.from.proof"     // who answers, and by when it shows
	fromFixed     = "terms.from.fixed"     // what is fixed, by whom and why
	fromOpen      = "terms.from.open"      // what is open
	fromPosition  = "terms.from.position_" // with the stand
	fromMinority  = "terms.from.minority"
	fromConcern   = "terms.from.concern"
)

// outcomes are what a recorded topic gives to the Terms of Reference: one draft
// for each section it feeds (domain §4.14), in the people's own words and the
// names of the levels as the group saw them.
func (s *State) outcomes(w act.World, t *Topic, v Verdict) []act.Outcome {
	lang := t.Sentence.Lang
	var out []act.Outcome
	add := func(part, section, label string, lines ...string) {
		if text := joined(lines...); text != "" {
			out = append(out, act.Outcome{Source: t.source() + "/" + part, Section: section, Words: text, Lang: lang, Label: label})
		}
	}
	label := fromPromise
	if v.Status != Final {
		label = fromProposed
	}
	keeper := person(w, v.Offer.Keeper)
	if names := s.levelNames(v.Offer.Levels, lang); names != "" {
		add("level", "engagement", label, t.title(), names, v.Offer.Promise.String(), v.Offer.Conditions.Text.String(),
			joinWith(", ", keeper, string(v.Offer.Proof)))
	}
	if st := v.Offer.Statement; st != nil {
		add("statement", "authority", fromStatement+"_"+string(st.Kind), t.title(), person(w, t.Signs),
			s.levelNames(present(st.Level), lang), st.Because.Text.String(), string(st.By))
	}
	if keeper != "" && v.Offer.Proof != "" {
		add("proof", "communication", fromProof, t.title(), keeper, string(v.Offer.Proof))
	}
	var fixed []string
	for _, l := range t.Fixed {
		fixed = append(fixed, joinWith("; ", l.What.Text.String(), l.Source.String(), l.Reason.String(),
			l.Changer.String(), string(l.CheckBy)))
	}
	add("fixed", "scope", fromFixed, fixed...)
	add("open", "scope", fromOpen, t.Record.Open.Text.String())
	for _, n := range t.Nations() {
		if p := t.Position(n); p != nil {
			out = append(out, t.positionOutcome(*p))
		}
	}
	var concerns []string
	for _, c := range t.concerns() {
		concerns = append(concerns, c.Words.String())
	}
	add("concern", "annex", fromConcern, concerns...)
	for _, view := range t.Views {
		if !view.Withdrawn {
			out = append(out, t.viewOutcome(view))
		}
	}
	return out
}

// gives are the outcomes of something that was released or changed after the
// topic was recorded: first what it gave under another label is taken back.
func (t *Topic) gives(o act.Outcome) []act.Outcome {
	if t.Verdict == nil {
		return nil // it goes with the record
	}
	var before []act.Gift
	for _, g := range t.Gave {
		if g.Source == o.Source && g.Section == o.Section {
			before = append(before, g)
		}
	}
	return act.Renew(before, []act.Outcome{o})
}

// given notes what gives passed on. t is a copy being made.
func (t *Topic) given(o act.Outcome) {
	if t.Verdict == nil {
		return
	}
	t.Gave = slices.DeleteFunc(slices.Clone(t.Gave), func(g act.Gift) bool {
		return g.Source == o.Source && g.Section == o.Section
	})
	t.Gave = append(t.Gave, act.Gifts([]act.Outcome{o})...)
}

func (t *Topic) source() string { return "spectrum/" + t.ID }

// positionOutcome stands apart for each nation, so that one never replaces
// another's.
func (t *Topic) positionOutcome(p Position) act.Outcome {
	return act.Outcome{Source: t.source() + "/nation/" + strings.ToLower(strings.TrimSpace(p.Nation.String())),
		Section: "sovereignty", Label: fromPosition + string(p.Stand), Lang: p.Lang,
		Words: joined(p.Nation.String(), t.title(), p.Words.String())}
}

func (t *Topic) viewOutcome(v View) act.Outcome {
	return act.Outcome{Source: t.source() + "/view/" + v.ID, Section: "annex", Label: fromMinority, Lang: v.Lang,
		Words: joined(t.title(), v.Words.String())}
}

// levelNames are the names of levels as the content had them.
func (s *State) levelNames(ids []string, lang string) string {
	var names []string
	for _, id := range ids {
		if level, ok := s.Content.Level(id); ok {
			name := level.Name[lang]
			if name == "" {
				name = level.Name["en"]
			}
			names = append(names, name)
		}
	}
	return joinWith(", ", names...)
}

func person(w act.World, p Person) string {
	if p.Here() {
		return styled(w, p.Seat)
	}
	return p.Name.String()
}

func joined(lines ...string) string { return joinWith("\n", lines...) }

// joinWith joins what is not blank.
func joinWith(sep string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if strings.TrimSpace(p) != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, sep)
}
