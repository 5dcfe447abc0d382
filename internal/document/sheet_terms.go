package document

import (
	"strconv"

	"convene/internal/workshop/agenda"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/terms"
)

// sheetTerms are the sections that the item is for, or those that the group has
// not settled, with their paragraphs by number and room to add; under an open
// check, what is asked about them.
func (m *maker) sheetTerms(item agenda.Item, step string) {
	if c := m.s.Terms.Whole.Check; c.IsOpen() || step == terms.StepAdopt {
		mode, few := poll.CheckMode(m.s.Meta.PublicBody, ""), false
		if c.IsOpen() {
			mode, few = c.Poll.Mode, c.Few
		}
		m.our(m.say("sheet.terms.whole"))
		m.asked(m.say("check.ask_whole"), string(mode), few)
		return
	}
	adding := false
	for _, sec := range m.sheetSections(item) {
		m.sheetSection(sec)
		if sec.Check.IsOpen() {
			m.asked(m.say("check.ask"), string(sec.Check.Poll.Mode), sec.Check.Few)
			continue
		}
		m.add(Ruled{Lines: 5})
		adding = true
	}
	if adding {
		m.back(m.say("sheet.back.paragraph"), m.say("sheet.back.hand_words"), m.say("sheet.back.seen"))
	}
}

// sheetSections are the sections under a check; else those the item names; else
// those that are written in; else the ones that no document can do without.
func (m *maker) sheetSections(item agenda.Item) []*terms.Section {
	var checked, named, begun, least []*terms.Section
	for _, c := range m.s.Terms.OpenChecks() {
		if sec := m.s.Terms.Section(c.Section); sec != nil {
			checked = append(checked, sec)
		}
	}
	for _, id := range item.Sections {
		if sec := m.s.Terms.Section(id); sec != nil && !sec.Status.Settled() {
			named = append(named, sec)
		}
	}
	for _, sec := range m.s.Terms.Sections {
		if sec.Status.Settled() || sec.Annex || sec.Itself {
			continue
		}
		if !sec.Blank(m.s.Texts.Get) {
			begun = append(begun, sec)
		}
		if sec.Minimum {
			least = append(least, sec)
		}
	}
	for _, list := range [][]*terms.Section{checked, named, begun} {
		if len(list) > 0 {
			return list
		}
	}
	return least
}

// sheetSection is a section as it stands, and what to think of while writing it.
func (m *maker) sheetSection(sec *terms.Section) {
	m.heading(2, "", strconv.Itoa(sec.Order), m.of(sec.Title))
	m.add(Paragraph{Text: Spans{{Text: m.say("terms.state." + m.s.Terms.Stands(sec).Word()), Emphasis: true}}, Lead: true})
	words, lang := m.reading(sec)
	m.numbered(words, lang)
	if len(words) == 0 {
		m.our(m.say("terms.empty"))
	}
	list := List{}
	for _, g := range sec.Guidance {
		list.Items = append(list.Items, Plain(m.of(g)))
	}
	if len(list.Items) > 0 && !sec.Check.IsOpen() {
		m.add(list)
	}
}
