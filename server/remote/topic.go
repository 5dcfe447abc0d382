package remote

import (
	"strings"

	"convene/internal/workshop/spectrum"
)

// fieldWords are what a part of a topic's record says.
func (v view) fieldWords(t *spectrum.Topic, f spectrum.Field) string {
	var words string
	switch f {
	case spectrum.FieldFixed:
		var limits []string
		for _, l := range t.Fixed {
			limits = append(limits, v.limit(l))
		}
		words = strings.Join(limits, "; ")
		if t.FixedSaid != "" {
			words = v.words.Say("spectrum.frame.fixed.nothing")
		}
	case spectrum.FieldSigns:
		words = v.decider(t.Signs)
	case spectrum.FieldTribe:
		words = v.tribeWords(t)
	default:
		e := map[spectrum.Field]spectrum.Entry{spectrum.FieldSentence: t.Sentence, spectrum.FieldTouched: t.Touched,
			spectrum.FieldOpen: t.Open, spectrum.FieldDue: t.Due, spectrum.FieldMeans: t.Means}[f]
		if words = e.Text.String(); e.Said != "" {
			words = v.words.Say("common.nothing")
		}
	}
	if words == "" {
		return v.words.Say("spectrum.frame.empty")
	}
	return words
}

// limit is something that is fixed, by whom and why, or who looks until when.
func (v view) limit(l spectrum.Limit) string {
	words := l.What.Text.String()
	if !l.Source.IsBlank() {
		words += ", " + v.words.Say(l.FixedBy(v.words.Lang()), "who", l.Source.String(), "why", l.Reason.String())
	}
	if l.CheckBy != "" {
		words += ", " + v.words.Say("spectrum.frame.fixed.check", "date", v.calendar(string(l.CheckBy)))
	}
	if !l.Changer.IsBlank() {
		words += ", " + v.words.Say("spectrum.frame.fixed.changer", "who", l.Changer.String())
	}
	return words
}

// decider names who makes the final decision.
func (v view) decider(p spectrum.Person) string {
	switch {
	case p.Seat != "":
		return v.words.Say("spectrum.frame.decider.here", "name", v.name(v.state.Roster.Seat(p.Seat)))
	case !p.Name.IsBlank():
		return v.words.Say("spectrum.frame.decider.absent", "name", p.Name.String())
	case p.Said != "":
		return v.words.Say("spectrum.frame.decider.none")
	}
	return ""
}

// keeper names who keeps a promise, and whether they said so themselves.
func (v view) keeper(p spectrum.Promise) string {
	switch {
	case p.Keeper.Seat != "" && p.Accepted:
		return v.name(v.state.Roster.Seat(p.Keeper.Seat))
	case p.Keeper.Seat != "":
		return v.words.Say("spectrum.keeper.named", "name", v.name(v.state.Roster.Seat(p.Keeper.Seat)))
	case !p.Keeper.Name.IsBlank():
		return v.words.Say("spectrum.keeper.absent", "name", p.Keeper.Name.String())
	}
	return ""
}

func (v view) tribeWords(t *spectrum.Topic) string {
	switch t.Tribe {
	case spectrum.TribeNo:
		return v.words.Say("spectrum.frame.tribe.no")
	case spectrum.TribeYes:
		var names []string
		for _, n := range t.Nations() {
			if n.IsBlank() {
				names = append(names, v.words.Say("document.some_tribe"))
			} else {
				names = append(names, n.String())
			}
		}
		return v.words.Say("spectrum.frame.tribe.yes", "nations", v.words.List(names))
	}
	return ""
}

// stated is what the person who decides said.
func (v view) stated(t *spectrum.Topic, st spectrum.Statement) string {
	who := t.Signs.Name.String()
	if t.Signs.Seat != "" {
		who = v.name(v.state.Roster.Seat(t.Signs.Seat))
	}
	switch st.Kind {
	case spectrum.UpTo:
		return v.words.Say("spectrum.statement.said.up_to", "name", who, "level", v.level(st.Level), "why", st.Because.Text.String())
	case spectrum.MustCheck:
		return v.words.Say("spectrum.statement.said.must_check", "name", who, "date", v.calendar(string(st.By)))
	}
	return v.words.Say("spectrum.statement.said.can_keep", "name", who)
}

// position is what a government said of a topic, beside the count and never in it.
func (v view) position(p spectrum.Position) string {
	said := v.words.Say(p.Said(), "nation", p.Nation.String(), "date", v.words.Day(p.At, zone(v.state)), "due", v.calendar(string(p.Due)))
	if !p.Words.IsBlank() {
		said += " " + p.Words.String()
	}
	if !p.Confirmed && !p.Noted {
		said += " (" + v.words.Say("door.delegate.stated", "name", v.name(v.state.Roster.Seat(p.Seat)), "nation", p.Nation.String()) + ")"
	}
	return said
}
