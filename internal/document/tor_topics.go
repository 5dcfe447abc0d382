package document

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"convene/internal/safetext"
	"convene/internal/workshop/spectrum"
)

// promises are the levels and promises of the topics that were recorded.
func (m *maker) promises() {
	for _, t := range m.s.Spectrum.Topics {
		if t.Verdict == nil {
			continue
		}
		m.add(Heading{Level: 2, ID: "topic-" + strconv.Itoa(len(m.blocks)), Text: m.theirs(t.Sentence.Text.String(), t.Sentence.Lang)})
		m.add(Facts{Rows: m.verdict(t)})
		m.otherViews(t)
	}
}

// verdict is how a topic was recorded: level, promise, keeper, statement.
func (m *maker) verdict(t *spectrum.Topic) []Row {
	v := t.Verdict
	row := func(id string, s Spans) Row { return Row{Label: m.say("document.col." + id), Value: s} }
	rows := []Row{row("level", Plain(m.levels(v.Offer.Levels))), row("status", Plain(m.topicStatus(v)))}
	if proposed := t.Proposed(m.s.Spectrum.Content); !slices.Equal(proposed, v.Offer.Levels) && len(proposed) > 0 {
		rows = append(rows, row("proposed", Plain(m.levels(proposed))))
	}
	if !v.Offer.Promise.IsBlank() {
		rows = append(rows, row("promise", m.theirs(strings.TrimSpace(v.Offer.Promise.String()), t.Sentence.Lang)))
	}
	if c := v.Offer.Conditions; !c.Text.IsBlank() {
		rows = append(rows, row("conditions", m.theirs(c.Text.String(), c.Lang)))
	}
	if k := v.Offer.Keeper; k.Here() || !k.Name.IsBlank() {
		rows = append(rows, row("keeper", m.person(k.Seat, k.Name.String())))
	}
	if v.Offer.Proof != "" {
		rows = append(rows, row("proof", Plain(m.calendar(string(v.Offer.Proof)))))
	}
	if st := v.Offer.Statement; st != nil {
		rows = append(rows, row("statement", m.statement(t, st)))
	}
	return rows
}

// topicStatus says whether a topic is final, and if not, why not.
func (m *maker) topicStatus(v *spectrum.Verdict) string {
	status := m.say("spectrum.status." + string(v.Status))
	var lacks []string
	for _, l := range v.Lacks {
		if l == spectrum.LackTribe {
			for _, n := range v.Nations {
				lacks = append(lacks, m.say("spectrum.lack.tribe", "nation", m.nation(n.String())))
			}
			continue
		}
		lacks = append(lacks, m.say("spectrum.lack."+string(l)))
	}
	if len(lacks) == 0 {
		return status
	}
	return fmt.Sprintf("%s: %s", status, strings.Join(lacks, "; "))
}

func (m *maker) government(nation safetext.Text) Row {
	return Row{Label: m.say("document.col.government"), Value: Spans{{Text: m.nation(nation.String()), Name: true}}}
}

// nation names a government; one that nobody named yet is "a Tribe".
func (m *maker) nation(name string) string {
	if strings.TrimSpace(name) == "" {
		return m.say("document.some_tribe")
	}
	return name
}

// statement is what the decision-maker put on the record.
func (m *maker) statement(t *spectrum.Topic, st *spectrum.Statement) Spans {
	name := m.person(t.Signs.Seat, t.Signs.Name.String())[0].Text
	out := Plain(m.say("spectrum.statement.said."+string(st.Kind), "name", name, "level", m.levels([]string{st.Level}),
		"why", st.Because.Text.String(), "date", m.calendar(string(st.By))))
	if st.Kind != spectrum.UpTo && !st.Because.Text.IsBlank() {
		out = append(append(out, Span{Text: " "}), m.theirs(st.Because.Text.String(), st.Because.Lang)...)
	}
	return out
}

// positions are what governments say, beside any count and never in it. Each
// government stands apart.
func (m *maker) positions() {
	head := false
	for _, t := range m.s.Spectrum.Topics {
		for _, nation := range t.Nations() {
			row, ok := m.position(t, nation)
			if !ok {
				continue
			}
			if !head {
				m.heading(2, "positions", "", m.say("document.annex.positions"))
				head = true
			}
			m.add(Facts{Rows: []Row{
				m.government(nation),
				{Label: m.say("document.col.topic"), Value: m.theirs(t.Sentence.Text.String(), t.Sentence.Lang)},
				row,
			}})
		}
	}
}

// position is what a government says of a topic; ok is false while it has said
// nothing.
func (m *maker) position(t *spectrum.Topic, nation safetext.Text) (row Row, ok bool) {
	p := t.Position(nation)
	if p == nil {
		return Row{}, false
	}
	value := Plain(m.say(p.Said(), "nation", p.Nation.String(), "date", m.day(p.At), "due", m.calendar(string(p.Due))))
	if !p.Words.IsBlank() {
		value = append(append(value, Span{Text: " "}), m.theirs(p.Words.String(), p.Lang)...)
	}
	if !p.Confirmed && !p.Noted {
		stated := m.say("door.delegate.stated", "name", m.name(p.Seat)[0].Text, "nation", p.Nation.String())
		value = append(value, Span{Text: " (" + stated + ")"})
	}
	if last := t.LastCheck(); p.Stand == spectrum.DoesNotAgree && last != nil && last.Standing().Reached() {
		value = append(value, Span{Text: " " + m.say("document.disagrees", "nation", p.Nation.String())})
	}
	return Row{Label: m.say("document.col.position"), Value: value}, true
}
