package values

import (
	"slices"
	"strings"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/act"
)

// Labels of what this exercise passes on; faces have a sentence for each.
const (
	fromValue    = "terms.from.value"
	fromProposed = "terms.from.value_proposed"
	fromDo       = "terms.from.we_do"
	fromSlipped  = "terms.from.we_slipped"
	fromSome     = "terms.from.held_by_some"
	fromConcern  = "terms.from.values_concern"
)

func source(cluster string) string { return "values/" + cluster }

// outcomes are what the exercise gives to the Terms of Reference, one draft for
// each value and section (domain §4.14), in the people's own words.
func (s *State) outcomes(v Verdict) []act.Outcome {
	var out []act.Outcome
	add := func(cluster, section, label, lang string, lines ...string) {
		lines = slices.DeleteFunc(lines, func(l string) bool { return strings.TrimSpace(l) == "" })
		if len(lines) > 0 {
			out = append(out, act.Outcome{Source: source(cluster), Section: section, Words: strings.Join(lines, "\n"),
				Lang: lang, Label: label})
		}
	}
	label := fromValue
	if v.Status != Final {
		label = fromProposed
	}
	for _, value := range v.List {
		do, slipped := plain(value.Do), plain(value.Slipped)
		lang := s.LangOf(value.Cluster)
		add(value.Cluster, "values", label, lang, append([]string{value.Name.String()}, do...)...)
		add(value.Cluster, "ways-of-work", fromDo, lang, do...)
		add(value.Cluster, "conflict", fromSlipped, lang, slipped...)
	}
	for _, cluster := range s.HeldBySome() {
		lines := []string{s.Title(cluster.ID)}
		for _, card := range s.In(cluster.ID) {
			lines = append(lines, card.Sentence.String())
		}
		add(cluster.ID, "annex", fromSome, s.LangOf(cluster.ID), lines...)
	}
	if check := s.LastCheck(); check != nil {
		var lines []string
		for _, c := range check.Outcome.Concerns {
			lines = append(lines, c.Words.String())
		}
		add("concerns", "annex", fromConcern, "", lines...)
	}
	return out
}

// LangOf is the language a value is named in, its first card's if it has no name.
func (s *State) LangOf(cluster string) string {
	if c, _ := s.Cluster(cluster); c.Lang != "" {
		return c.Lang
	}
	if cards := s.In(cluster); len(cards) > 0 {
		return cards[0].Lang
	}
	return ""
}

// NameLang is the language of a value's name as it was asked about; one without a
// name of its own has that of what it is called by.
func (s *State) NameLang(v Value) string {
	if v.Lang == "" {
		return s.LangOf(v.Cluster)
	}
	return v.Lang
}

func plain(list []safetext.Text) []string {
	var out []string
	for _, t := range list {
		out = append(out, t.String())
	}
	return out
}

// MayEnter refuses to take the room where it could do nothing.
func (s *State) MayEnter(_ act.World, to act.Place) error {
	switch to.Step {
	case StepWall:
		if len(s.Cards) == 0 && s.OpenWriting() == nil {
			return fault.New("values_no_cards")
		}
	case StepCluster, StepSupport:
		if len(s.Cards) == 0 {
			return fault.New("values_no_cards")
		}
	case StepDeeds, StepCPM, StepConsent:
		if len(s.Live()) == 0 {
			return fault.New("values_no_clusters")
		}
	}
	return nil
}

// MayLeave refuses to leave a question that is being asked. Cards may still be
// written during the stories, until the wall opens.
func (s *State) MayLeave(_ act.World, from, to act.Place) error {
	switch {
	case from == to:
		return nil
	case s.OpenMarking() != nil || s.OpenCheck() != nil:
		return fault.New("poll_open")
	case s.OpenWriting() != nil && !slices.Contains([]string{StepWrite, StepStories, StepWall}, to.Step):
		return fault.New("values_wall_first")
	}
	return nil
}

// MayWrite refuses: this exercise has no shared text.
func (s *State) MayWrite(act.World, string) error { return fault.New("text_unknown") }
