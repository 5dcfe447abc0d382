package document

import (
	"strconv"

	"convene/internal/workshop/poll"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
)

// topic is a topic's record (domain §4.2, "Captured"): what was known of it, how
// it was recorded, what governments and other people say beside it, and each
// vote and check with the reasons that were shown.
func (m *maker) topic(t *spectrum.Topic) {
	m.add(Heading{Level: 1, ID: "topic-" + strconv.Itoa(len(m.blocks)), Text: m.theirs(t.Sentence.Text.String(), t.Sentence.Lang)})
	rows := m.known(t)
	if t.Verdict != nil {
		rows = append(rows, m.verdict(t)...)
	}
	if len(rows) > 0 {
		m.add(Facts{Rows: rows})
	}
	for _, nation := range t.Nations() {
		if row, ok := m.position(t, nation); ok {
			m.add(Facts{Rows: []Row{m.government(nation), row}})
		}
	}
	m.otherViews(t)
	for _, r := range t.Rounds {
		if !r.Shown() {
			continue
		}
		m.round(t, r)
		m.reasons("document.reasons", r.Written)
		for _, later := range t.Later {
			if later.Round == r.ID {
				m.reasons("document.reasons.later", later.Reasons)
			}
		}
	}
	for _, c := range t.Checks {
		m.checked(t, c.Check)
	}
}

// known is what the group knew before it voted.
func (m *maker) known(t *spectrum.Topic) []Row {
	var rows []Row
	add := func(f spectrum.Field, e spectrum.Entry) {
		value := m.theirs(e.Text.String(), e.Lang)
		switch {
		case e.Said != "":
			value = Plain(m.say("common.nothing"))
		case e.Text.IsBlank():
			return
		}
		rows = append(rows, Row{Label: m.say("spectrum.field." + string(f)), Value: value})
	}
	add(spectrum.FieldTouched, t.Touched)
	rows = append(rows, m.fixed(t)...)
	add(spectrum.FieldOpen, t.Record.Open)
	if t.Signs.Here() || !t.Signs.Name.IsBlank() {
		rows = append(rows, Row{Label: m.say("spectrum.field.signs"), Value: m.person(t.Signs.Seat, t.Signs.Name.String())})
	}
	add(spectrum.FieldDue, t.Due)
	add(spectrum.FieldMeans, t.Means)
	if row, ok := m.touches(t); ok {
		rows = append(rows, row)
	}
	return rows
}

// fixed says what is fixed, by whom and why, or by when someone will have looked.
func (m *maker) fixed(t *spectrum.Topic) []Row {
	var rows []Row
	for _, l := range t.Fixed {
		value := append(m.theirs(l.What.Text.String(), l.What.Lang), Span{Text: " · "},
			Span{Text: m.say(l.FixedBy(m.w.Lang()), "who", l.Source.String(), "why", l.Reason.String())})
		if l.Source.IsBlank() {
			value = append(m.theirs(l.What.Text.String(), l.What.Lang), Span{Text: " · " + m.calendar(string(l.CheckBy))})
		}
		rows = append(rows, Row{Label: m.say("spectrum.field.fixed"), Value: value})
	}
	return rows
}

// touches says whether the topic affects a Tribe, and which, where the group
// answered that.
func (m *maker) touches(t *spectrum.Topic) (row Row, ok bool) {
	row.Label = m.say("spectrum.field.tribe")
	var nations []string
	for _, f := range t.Flags {
		nations = append(nations, m.nation(f.Nation.String()))
	}
	switch {
	case len(nations) > 0:
		row.Value = Plain(m.say("spectrum.frame.tribe.yes", "nations", m.w.List(nations)))
	case t.Tribe == spectrum.TribeYes:
		row.Value = Plain(m.say("spectrum.frame.tribe.unnamed"))
	case t.Tribe == spectrum.TribeNo:
		row.Value = Plain(m.say("spectrum.frame.tribe.no"))
	default:
		return row, false
	}
	return row, true
}

// checked is a check of the level and the promise: counts, and what people said
// beside them. One that was asked again stands beside the first.
func (m *maker) checked(t *spectrum.Topic, c poll.Check) {
	if c.Standing() == poll.Unasked {
		return
	}
	about := append(m.theirs(t.Sentence.Text.String(), t.Sentence.Lang), Span{Text: " · " + m.say("document.check")})
	m.add(Heading{Level: 3, ID: "check-" + strconv.Itoa(len(m.blocks)), Text: about})
	m.tally(m.result(c), c.Outcome.Result, m.scale(c.Poll))
	m.reasons("document.reasons", c.Outcome.Concerns)
}

// otherViews are the minority views of a topic, in their holders' words.
func (m *maker) otherViews(t *spectrum.Topic) {
	said := false
	for _, view := range t.Views {
		if !view.Withdrawn {
			if !said {
				m.our(m.say("document.annex.minority"))
			}
			said = true
			m.view(terms.View{Words: view.Words, Lang: view.Lang, Holders: []terms.Holder{{Seat: view.Holder, Signed: view.Signed}}})
		}
	}
}
