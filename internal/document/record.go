package document

import (
	"slices"
	"strconv"
	"time"

	"convene/internal/library"
	"convene/internal/workshop"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
)

// RecordDoc makes the record of a workshop: what was on the agenda, what was
// noted, how the topics and values came out, what waits (domain §4.1, "Common
// record"). The same holds as for TermsDoc: no raw vote, no private note, and no
// name beside an answer but in the roll call of an adoption that was asked with
// names. at is the date of the document.
func RecordDoc(s *workshop.State, lib *library.Library, lang string, at time.Time) Doc {
	m := newMaker(s, lib, lang, at)
	doc := m.doc(m.say("document.record"), false)
	doc.Facts = m.recordFacts()
	m.agenda()
	for _, t := range s.Spectrum.Topics {
		m.topic(t)
	}
	m.valuesRecord()
	m.rollCall()
	m.annexes()
	m.followUps()
	doc.Blocks = m.blocks
	return doc
}

func (m *maker) recordFacts() []Row {
	rows := []Row{
		{Label: m.say("document.fact.partnership"), Value: Spans{{Text: m.s.Meta.Title.String(), Name: true}}},
		{Label: m.say("document.fact.date"), Value: Plain(m.day(m.at))},
		{Label: m.say("document.fact.present"), Value: Plain(m.say("common.people", "n", len(m.s.Roster.Here())))},
	}
	if opened := m.s.Agenda.Meeting.OpenedAt; !opened.IsZero() {
		rows = append(rows, Row{Label: m.say("document.fact.meeting"), Value: Plain(m.w.Moment(opened, m.loc))})
	}
	if keeper := m.s.Meta.Keeper; !keeper.IsBlank() {
		rows = append(rows, Row{Label: m.say("document.fact.holder"), Value: Spans{{Text: keeper.String(), Name: true}}})
	}
	for _, taken := range m.s.Taken { // domain R-14: that words are gone is told, never which
		rows = append(rows, Row{Label: m.say("document.fact.taken"), Value: Plain(m.say("document.taken."+taken.Why, "date", m.day(taken.At), "mark", workshop.Mark))})
	}
	return append(rows, Row{Label: m.say("document.fact.credits"), Value: Plain(m.say("document.made_with"))})
}

// agenda is what the room did, planned and actual, with the notes it took.
func (m *maker) agenda() {
	m.heading(1, "agenda", "", m.say("agenda.head"))
	for _, item := range m.s.Agenda.Items {
		if item.Skipped {
			continue
		}
		m.heading(2, "item-"+strconv.Itoa(len(m.blocks)), "", m.of(item.Title))
		m.our(m.w.Planned(item.Minutes, m.s.Agenda.Spent(item.ID, m.at)))
		for i, p := range paragraphs(m.s.Texts.Get("notes/" + item.ID)) {
			m.add(Paragraph{Number: i + 1, Text: m.theirs(p, "")})
		}
	}
}

// reasons are printed without names, in the order they were shown, behind a
// sentence that says when they were written.
func (m *maker) reasons(lead string, written []poll.Reason) {
	if len(written) == 0 {
		return
	}
	list := List{}
	for _, r := range written {
		list.Items = append(list.Items, m.theirs(r.Words.String(), r.Lang))
	}
	m.our(m.say(lead))
	m.add(list)
}

// valuesRecord is the list of values with what people do and how they slip.
func (m *maker) valuesRecord() {
	list := m.s.Values.List()
	if v := m.s.Values.Verdict; v != nil {
		list = v.List
	}
	if len(list) == 0 || len(m.s.Values.Live()) == 0 {
		return
	}
	m.heading(1, "values", "", m.say("values.title"))
	for _, v := range list {
		m.value(v)
	}
}

func (m *maker) value(v values.Value) {
	m.add(Heading{Level: 2, ID: "value-" + strconv.Itoa(len(m.blocks)), Text: m.theirs(v.Name.String(), v.Lang)})
	var rows []Row
	for _, d := range v.Do {
		rows = append(rows, Row{Label: m.say("document.value.we_do"), Value: m.theirs(d.String(), v.Lang)})
	}
	for _, d := range v.Slipped {
		rows = append(rows, Row{Label: m.say("document.value.we_slip"), Value: m.theirs(d.String(), v.Lang)})
	}
	if len(rows) > 0 {
		m.add(Facts{Rows: rows})
	}
}

// rollCall is who answered what each time the whole was asked about with names, as
// a public body adopts (domain §8.7). No other answer has a name in any document:
// what was asked with names in the room was not asked for the record.
func (m *maker) rollCall() {
	said := false
	for _, c := range m.s.Terms.Whole.Rounds() {
		if c.Poll.Mode != poll.Named || len(c.Outcome.Result.Named) == 0 {
			continue
		}
		if !said {
			m.heading(1, "rollcall", "", m.say("document.roll_call"))
		}
		said = true
		m.called(c)
	}
}

// called is the roll call of one round.
func (m *maker) called(c *terms.Check) {
	m.our(m.say("document.roll_call.lead", "version", c.Version, "date", m.day(c.ClosedAt)))
	m.our(m.say("check.result." + string(c.Standing())))
	labels := m.scale(c.Poll)
	table := Table{RowHeads: true, Columns: []Column{
		{Title: m.say("document.col.who"), Share: 2}, {Title: m.say("document.col.answer"), Share: 3},
	}}
	for _, n := range c.Outcome.Result.Named {
		answer := n.Choice
		if i := slices.Index(c.Poll.Options, n.Choice); i >= 0 {
			answer = labels[i]
		}
		who := m.name(n.Seat)
		if n.By != "" {
			who = append(who, Plain(" ("+m.say("for.entered", "who", m.s.Roster.Seat(n.By).Styled())+")")...)
		}
		table.Rows = append(table.Rows, []Spans{who, Plain(answer)})
	}
	m.add(table)
	if ways := c.Outcome.Result.Ways.Said(m.say); ways != "" {
		m.our(ways)
	}
}
