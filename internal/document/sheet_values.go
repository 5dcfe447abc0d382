package document

import (
	"strconv"

	"convene/internal/safetext"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/values"
)

// sheetValues is the step of the exercise: cards to fill in, the wall to read,
// values to mark, lines to write, or whether people can live with the list.
func (m *maker) sheetValues(step string) {
	switch step {
	case values.StepWall, values.StepCluster:
		m.sheetWall()
	case values.StepSupport:
		m.sheetMarks()
	case values.StepDeeds, values.StepCPM:
		m.sheetDeeds()
	case values.StepConsent:
		m.sheetList()
	default:
		m.sheetCards()
	}
}

// sheetCards are the questions and so many cards to fill in as one may write.
func (m *maker) sheetCards() {
	x := m.s.Values
	per, mode, few := values.UsualCards, x.HowAsked(), false
	if w := x.OpenWriting(); w != nil {
		per, mode, few = w.PerSeat, w.Cards.Mode, w.Few
	}
	m.our(m.say("values.opening.purpose"))
	m.seen(m.say("values.write.promise."+string(mode)), few)
	m.ballotBack("sheet.back.cards")
	m.heading(2, "", "", m.say("values.write.question"))
	prompts := List{}
	for _, p := range append(append([]values.Words{}, x.Content.Story...), x.Content.Write...) {
		prompts.Items = append(prompts.Items, Plain(m.of(p)))
	}
	if len(prompts.Items) > 0 {
		m.add(prompts)
	}
	for i := range per {
		m.heading(3, "", "", m.say("values.write.card", "number", i+1, "total", per))
		m.add(Paragraph{Text: Plain(m.say("values.write.word")), Lead: true}, Ruled{Lines: 1})
		m.add(Paragraph{Text: Plain(m.say("values.write.sentence")), Lead: true}, Ruled{Lines: 2})
		m.boxes(Plain(m.say("values.write.my_name")))
	}
	m.boxes(Plain(m.say("spectrum.vote.pass")))
}

// sheetWall is the wall as everybody reads it, without any name, and room to say
// what belongs together.
func (m *maker) sheetWall() {
	x := m.s.Values
	list := List{}
	for _, c := range x.Cards {
		if c.Withdrawn {
			continue
		}
		item := m.theirs(c.Word.String(), c.Lang)
		item[0].Strong = true
		if !c.Gloss.IsBlank() {
			item = append(append(item, Span{Text: " ("}), append(m.theirs(c.Gloss.String(), c.GlossLang), Span{Text: ")"})...)
		}
		if !c.Sentence.IsBlank() {
			item = append(append(item, Span{Text: "  "}), m.theirs(c.Sentence.String(), c.Lang)...)
		}
		list.Items = append(list.Items, item)
	}
	m.heading(2, "", "", m.say("values.cluster.head"))
	if len(list.Items) > 0 {
		m.our(m.say("sheet.wall.withdrawn"))
		m.add(list)
	} else {
		m.our(m.say("values.wall.soon"))
	}
	m.add(Ruled{Lines: 8})
	m.back(m.say("sheet.back.words"), m.say("sheet.back.hand_words"), m.say("sheet.back.seen"))
}

// sheetMarks are the values to mark.
func (m *maker) sheetMarks() {
	x := m.s.Values
	var names []Spans
	mode, few := x.HowAsked(), false
	if open := x.OpenMarking(); open != nil {
		mode, few = open.Poll.Mode, open.Few
		for i, id := range open.Poll.Options {
			c, _ := x.Cluster(id)
			names = append(names, m.valueBox(i, x.Title(id), c.Lang))
		}
	} else {
		for i, c := range x.Live() {
			names = append(names, m.valueBox(i, x.Title(c.ID), c.Lang))
		}
	}
	m.seen(m.mode(string(mode)), few)
	m.ballotBack("sheet.back.marks")
	m.heading(2, "", "", m.say("values.support.ask"))
	m.boxes(append(names, Plain(m.say("spectrum.vote.pass")))...)
}

func (m *maker) valueBox(i int, title, lang string) Spans {
	name := m.theirs(title, lang)
	name[0].Strong = true
	return append(Spans{{Text: strconv.Itoa(i+1) + "  "}}, name...)
}

// sheetDeeds is room for both columns of each value.
func (m *maker) sheetDeeds() {
	for _, v := range m.s.Values.List() {
		m.add(Heading{Level: 2, Text: m.theirs(v.Name.String(), v.Lang)})
		m.deedLines("values.deeds.we_do", v.Do, v.Lang)
		m.add(Ruled{Lines: 2})
		m.deedLines("values.deeds.we_slip", v.Slipped, v.Lang)
		m.add(Ruled{Lines: 2})
	}
	if len(m.s.Values.List()) == 0 {
		m.add(Ruled{Lines: 6})
	}
	m.back(m.say("sheet.back.words"), m.say("sheet.back.hand_words"), m.say("sheet.back.seen"))
}

// deedLines are what one column of a value holds.
func (m *maker) deedLines(head string, lines []safetext.Text, lang string) {
	m.add(Paragraph{Text: Spans{{Text: m.say(head), Strong: true}}, Lead: true})
	list := List{}
	for _, words := range lines {
		list.Items = append(list.Items, m.theirs(words.String(), lang))
	}
	if len(list.Items) > 0 {
		m.add(list)
	}
}

// sheetList is the list and whether people can live with it.
func (m *maker) sheetList() {
	list, few := m.s.Values.List(), false
	mode := poll.CheckMode(m.s.Meta.PublicBody, "")
	if c := m.s.Values.OpenCheck(); c != nil {
		list, mode, few = c.Asked, c.Poll.Mode, c.Few
	}
	for _, v := range list {
		m.add(Heading{Level: 2, Text: m.theirs(v.Name.String(), v.Lang)})
		if len(v.Do) > 0 {
			m.deedLines("values.deeds.we_do", v.Do, v.Lang)
		}
		if len(v.Slipped) > 0 {
			m.deedLines("values.deeds.we_slip", v.Slipped, v.Lang)
		}
	}
	m.asked(m.say("values.consent.ask"), string(mode), few)
}
