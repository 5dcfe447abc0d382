package document

import (
	"strconv"
	"strings"

	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/spectrum"
)

// sheetSpectrum is the topic and what is asked of it next: both questions of the
// first vote, the one of the second, the promise, or whether people can live with
// it.
func (m *maker) sheetSpectrum(item agenda.Item, step string) {
	t := m.s.Spectrum.Present(act.Place{Item: item.ID, Topic: m.sheetTopic(item)})
	if t == nil {
		m.our(m.say("spectrum.topics.empty"))
		m.add(Ruled{Lines: 6})
		m.back(m.say("sheet.back.words"), m.say("sheet.back.hand_words"), m.say("sheet.back.seen"))
		return
	}
	m.add(Heading{Level: 1, Text: m.theirs(t.Sentence.Text.String(), t.Sentence.Lang)})
	m.sheetKnown(t)
	switch step {
	case spectrum.StepPromise:
		m.sheetPromise(t)
	case spectrum.StepConsent:
		m.sheetConsent(t)
	case spectrum.StepReveal, spectrum.StepVote2:
		m.sheetVote(t, spectrum.Second)
	default:
		m.sheetVote(t, spectrum.First)
	}
	m.add(Paragraph{Text: Spans{{Text: m.say("spectrum.credit"), Emphasis: true}}})
}

// sheetTopic is the topic that the room is at, in the item.
func (m *maker) sheetTopic(item agenda.Item) string {
	if at := m.s.Agenda.At; at.Item == item.ID {
		return at.Topic
	}
	return ""
}

// sheetKnown is what is needed to answer: who is touched, what is fixed, by whom
// and why, and what is open. Who decides is a name, and is not on paper.
func (m *maker) sheetKnown(t *spectrum.Topic) {
	var lines []Spans
	entry := func(f spectrum.Field, e spectrum.Entry) {
		switch {
		case e.Said != "":
			lines = append(lines, labelled(m.say("spectrum.field."+string(f)), Plain(m.say("common.nothing"))))
		case !e.Text.IsBlank():
			lines = append(lines, labelled(m.say("spectrum.field."+string(f)), m.theirs(e.Text.String(), e.Lang)))
		}
	}
	entry(spectrum.FieldTouched, t.Touched)
	if len(t.Fixed) == 0 && t.FixedSaid != "" {
		lines = append(lines, labelled(m.say("spectrum.field.fixed"), Plain(m.say("spectrum.frame.fixed.nothing"))))
	}
	for _, row := range m.fixed(t) {
		lines = append(lines, labelled(row.Label, row.Value))
	}
	entry(spectrum.FieldOpen, t.Record.Open)
	entry(spectrum.FieldDue, t.Due)
	entry(spectrum.FieldMeans, t.Means)
	if row, ok := m.touches(t); ok {
		lines = append(lines, labelled(row.Label, row.Value))
		if t.Tribe == spectrum.TribeYes || len(t.Flags) > 0 {
			lines = append(lines, Plain(m.say("spectrum.frame.tribe.note")))
		}
	}
	m.below(lines)
}

// sheetVote is a vote: its questions with a box for each level, and room to say
// why. What is open is asked as it was opened; before that, as it would be.
func (m *maker) sheetVote(t *spectrum.Topic, vote spectrum.Vote) {
	mode, few, notAction := t.HowAsked(), false, m.s.Meta.PublicBody == "yes"
	if r := t.OpenRound(); r != nil {
		vote, mode, few, notAction = r.Vote, r.Mode, r.Few, r.NotAction
	}
	m.seen(m.mode(string(mode)), few)
	m.ballotBack("sheet.back.mark")
	topic := strings.Trim(t.Sentence.Text.String(), "¿? ")
	m.heading(2, "", "", m.say(map[spectrum.Vote]string{spectrum.First: "spectrum.vote.head", spectrum.Second: "spectrum.vote2.head"}[vote]))
	if notAction && mode != poll.Named {
		m.our(m.say("vote.public.temperature"))
	}
	var boxes []Spans
	for i, l := range m.s.Spectrum.Content.Levels {
		boxes = append(boxes, answer(strconv.Itoa(i+1), m.of(l.Name), m.of(l.Promise)))
	}
	boxes = append(boxes, answer("", m.say("spectrum.vote.notsure"), ""), answer("", m.say("spectrum.vote.pass"), ""))
	if vote == spectrum.First {
		m.heading(3, "", "", m.say("spectrum.question.today", "topic", topic))
		m.boxes(boxes...)
	}
	m.heading(3, "", "", m.say("spectrum.question.should", "topic", topic))
	m.boxes(boxes...)
	m.our(m.say("spectrum.tour.none_best"))
	m.why(mode == poll.Named)
}

// sheetPromise is the promise as it is being written, with room to add.
func (m *maker) sheetPromise(t *spectrum.Topic) {
	m.heading(2, "", "", m.say("spectrum.promise.head"))
	if levels := t.Levels(m.s.Spectrum.Content); len(levels) > 0 {
		m.below([]Spans{labelled(m.say("document.col.level"), Plain(m.levels(levels)))})
	}
	m.numbered(paragraphs(m.s.Texts.Get(t.PromiseText())), t.Sentence.Lang)
	for _, id := range []string{"spectrum.promise.text", "spectrum.promise.conditions", "spectrum.promise.keeper", "spectrum.promise.proof"} {
		m.add(Paragraph{Text: Spans{{Text: m.say(id), Strong: true}}, Lead: true}, Ruled{Lines: 2})
	}
	m.back(m.say("sheet.back.words"), m.say("sheet.back.hand_words"), m.say("sheet.back.seen"))
}

// sheetConsent is the offer and the agree scale.
func (m *maker) sheetConsent(t *spectrum.Topic) {
	o := spectrum.Offer{Levels: t.Levels(m.s.Spectrum.Content), Conditions: t.Promise.Conditions, Keeper: t.Promise.Keeper, Proof: t.Promise.Proof}
	promise := strings.Join(paragraphs(m.s.Texts.Get(t.PromiseText())), "\n")
	mode, few := poll.CheckMode(m.s.Meta.PublicBody, ""), false
	if c := t.OpenCheck(); c != nil {
		o, promise, mode, few = c.Asked, c.Asked.Promise.String(), c.Poll.Mode, c.Few
	}
	var lines []Spans
	add := func(id string, value Spans) { lines = append(lines, labelled(m.say("document.col."+id), value)) }
	if len(o.Levels) > 0 {
		add("level", Plain(m.levels(o.Levels)))
	}
	if promise = strings.TrimSpace(promise); promise != "" {
		add("promise", m.theirs(promise, t.Sentence.Lang))
	}
	if c := o.Conditions; !c.Text.IsBlank() {
		add("conditions", m.theirs(c.Text.String(), c.Lang))
	}
	if k := o.Keeper; k.Here() || !k.Name.IsBlank() {
		add("keeper", m.person(k.Seat, k.Name.String()))
	}
	if o.Proof != "" {
		add("proof", Plain(m.calendar(string(o.Proof))))
	}
	m.below(lines)
	m.asked(m.say("spectrum.consent.ask"), string(mode), few)
}
