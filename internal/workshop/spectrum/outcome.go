package spectrum

import (
	"slices"
	"strings"

	"convene/internal/workshop/act"
)

// Labels of what this exercise passes on; faces have a sentence for each.
const (
	fromPromise   = "terms.from.promise"    // a level and its promise, final
	fromProposed  = "terms.from.proposed"   // the same, not final
	fromStatement = "terms.from.statement_" // with the kind
	fromProof     = "terms.from.proof"      // who answers, and by when it shows
	fromFixed     = "terms.from.fixed"      // what is fixed, by whom and why
	fromOpen      = "terms.from.open"       // what is open
	fromPosition  = "terms.from.position_"  // with the stand
	fromMinority  = "terms.from.minority"
	fromConcern   = "terms.from.concern"
)

// outcomes are what a recorded topic gives to the Terms of Reference: one draft
// for each section it feeds (domain §4.14), in the people's own words and the
// names of the levels as the group saw them.
func (s *State) outcomes(w act.World, t *Topic, v Verdict) []act.Outcome {
	lang := t.Sentence.Lang
	var out []act.Outcome
	add := func(part, section, label string, lines ...line) {
		o := act.Outcome{Source: t.source() + "/" + part, Section: section, Lang: lang, Label: label}
		if o.Words, o.Parts = told(lines); o.Words != "" {
			out = append(out, o)
		}
	}
	topic := line{words: t.title()}
	label := fromPromise
	if v.Status != Final {
		label = fromProposed
	}
	keeper := person(w, v.Offer.Keeper)
	if names := s.levelNames(v.Offer.Levels, lang); names != "" {
		lines := []line{topic, {"level", names}}
		if proposed := t.Proposed(s.Content); !slices.Equal(proposed, v.Offer.Levels) {
			lines = append(lines, line{"proposed", s.levelNames(proposed, lang)})
		}
		add("level", "engagement", label, append(lines, line{words: v.Offer.Promise.String()},
			line{"conditions", v.Offer.Conditions.Text.String()}, line{"keeper", keeper}, line{"proof", string(v.Offer.Proof)})...)
	}
	if st := v.Offer.Statement; st != nil {
		add("statement", "authority", fromStatement+string(st.Kind), topic, line{"signs", person(w, t.Signs)},
			line{"up_to", s.levelNames(present(st.Level), lang)}, line{"because", st.Because.Text.String()}, line{"answer", string(st.By)})
	}
	if keeper != "" && v.Offer.Proof != "" {
		add("proof", "communication", fromProof, topic, line{"keeper", keeper}, line{"proof", string(v.Offer.Proof)})
	}
	var fixed []line
	for _, l := range t.Fixed {
		fixed = append(fixed, line{"", l.What.Text.String()}, line{"fixed_by", l.Source.String()}, line{"because", l.Reason.String()},
			line{"changer", l.Changer.String()}, line{"check_by", string(l.CheckBy)})
	}
	add("fixed", "scope", fromFixed, fixed...)
	add("open", "scope", fromOpen, line{words: t.Record.Open.Text.String()})
	for _, n := range t.Nations() {
		if p := t.Position(n); p != nil {
			out = append(out, t.positionOutcome(*p))
		}
	}
	var concerns []line
	for _, c := range t.concerns() {
		concerns = append(concerns, line{words: c.Words.String()})
	}
	add("concern", "annex", fromConcern, concerns...)
	for _, view := range t.Views {
		if !view.Withdrawn {
			out = append(out, t.viewOutcome(view))
		}
	}
	return out
}

// line is one line of what is passed on, and what it is where it does not say so
// itself (act.Outcome.Parts).
type line struct{ as, words string }

// told puts lines that say something one below the other.
func told(lines []line) (words string, parts []string) {
	var out []string
	for _, l := range lines {
		if one := strings.Join(strings.Fields(l.words), " "); one != "" {
			out, parts = append(out, one), append(parts, l.as)
		}
	}
	return strings.Join(out, "\n"), parts
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
