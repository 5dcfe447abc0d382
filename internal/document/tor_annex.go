package document

import (
	"slices"
	"strconv"
	"strings"

	"convene/internal/workshop/poll"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
)

// annexes follow the sections, lettered in the order in which they have
// something to say.
func (m *maker) annexes() {
	m.heading(1, "annexes", "", m.say("document.annexes"))
	if annex := m.annexSection(); annex != nil {
		words, lang := m.reading(annex)
		for i, p := range words {
			m.add(Paragraph{Number: i + 1, Text: m.theirs(p, lang)})
		}
	}
	letter := 'A'
	for _, part := range []struct {
		id    string
		write func()
	}{
		{"minority", m.minority}, {"concerns", m.concerns}, {"tallies", m.tallies},
		{"parked", m.parked}, {"values_some", m.heldBySome}, {"sources", m.sources},
	} {
		at := len(m.blocks)
		m.heading(2, "annex-"+strings.ReplaceAll(part.id, "_", "-"), string(letter), m.say("document.annex."+part.id))
		part.write()
		if len(m.blocks) == at+1 {
			m.blocks = m.blocks[:at] // nothing to say
			continue
		}
		letter++
	}
}

func (m *maker) annexSection() *terms.Section {
	i := slices.IndexFunc(m.s.Terms.Sections, func(sec *terms.Section) bool { return sec.Annex })
	if i < 0 {
		return nil
	}
	return m.s.Terms.Sections[i]
}

// minority gathers the views about the whole and, with the section they stand
// beside, all others.
func (m *maker) minority() {
	for _, v := range m.s.Terms.ViewsOf("") {
		m.view(v)
	}
	for _, sec := range m.s.Terms.Sections {
		views := m.s.Terms.ViewsOf(sec.ID)
		if len(views) > 0 {
			m.heading(3, "view-"+sec.ID, "", m.where(sec.ID))
		}
		for _, v := range views {
			m.view(v)
		}
	}
}

// checkAbout is a check that closed, and what it was about.
type checkAbout struct {
	check poll.Check
	about Spans
	// replaced says that the same text, or one in its place, was asked about again.
	replaced bool
}

// checks lists the closed checks, each round of each: of a text, with the version
// that it asked about, of a topic and of the values.
func (m *maker) checks() []checkAbout {
	out := m.textRounds(m.say("document.whole"), m.s.Terms.Whole.Rounds())
	for _, sec := range m.s.Terms.Sections {
		out = append(out, m.textRounds(m.where(sec.ID), sec.Rounds())...)
	}
	for _, t := range m.s.Spectrum.Topics {
		var asked []poll.Check
		for _, c := range t.Checks {
			asked = append(asked, c.Check)
		}
		out = append(out, m.everyTime(asked, m.theirs(t.Sentence.Text.String(), t.Sentence.Lang))...)
	}
	var asked []poll.Check
	for _, c := range m.s.Values.Checks {
		asked = append(asked, c.Check)
	}
	return append(out, m.everyTime(asked, Plain(m.say("values.title")))...)
}

// textRounds names the version that each round asked about, and the round where
// there are several.
func (m *maker) textRounds(of string, rounds []*terms.Check) []checkAbout {
	var out []checkAbout
	for i, c := range rounds {
		about := of + " · " + m.say("terms.version", "version", strconv.Itoa(c.Version))
		if len(rounds) > 1 {
			about += " · " + m.say("document.round", "n", i+1, "total", len(rounds))
		}
		out = append(out, checkAbout{c.Check, Plain(about), i < len(rounds)-1})
	}
	return out
}

// everyTime lists all rounds in which one thing was asked about: what someone
// wrote beside an earlier one was promised to be written down too. A round says
// which it was if there are several.
func (m *maker) everyTime(asked []poll.Check, about Spans) []checkAbout {
	asked = slices.DeleteFunc(asked, func(c poll.Check) bool { return c.Standing() == poll.Unasked })
	var out []checkAbout
	for i, c := range asked {
		name := about
		if len(asked) > 1 {
			name = append(slices.Clone(about), Span{Text: " · " + m.say("document.round", "n", i+1, "total", len(asked))})
		}
		out = append(out, checkAbout{check: c, about: name})
	}
	return out
}

// concerns are the reasons given beside checks, in no order and without names.
func (m *maker) concerns() {
	for _, c := range m.checks() {
		if len(c.check.Outcome.Concerns) == 0 {
			continue
		}
		m.add(Heading{Level: 3, ID: "concern-" + strconv.Itoa(len(m.blocks)), Text: c.about})
		list := List{}
		for _, r := range c.check.Outcome.Concerns {
			list.Items = append(list.Items, m.theirs(r.Words.String(), r.Lang))
		}
		m.add(list)
	}
}

// tallies are counts alone: of checks, and of both votes on each topic.
func (m *maker) tallies() {
	for _, c := range m.checks() {
		m.add(Heading{Level: 3, ID: "count-" + strconv.Itoa(len(m.blocks)), Text: c.about})
		m.tally(m.result(c.check), c.check.Outcome.Result, m.scale(c.check.Poll))
	}
	for _, t := range m.s.Spectrum.Topics {
		for _, r := range []*spectrum.Round{t.LastRound(spectrum.First), t.LastRound(spectrum.Second)} {
			if r != nil {
				m.round(t, r)
			}
		}
	}
}

func (m *maker) round(t *spectrum.Topic, r *spectrum.Round) {
	name := "spectrum.vote.head"
	if r.Vote == spectrum.Second {
		name = "spectrum.vote2.head"
	}
	about := append(m.theirs(t.Sentence.Text.String(), t.Sentence.Lang), Span{Text: " · " + m.say(name)})
	m.add(Heading{Level: 3, ID: "count-" + strconv.Itoa(len(m.blocks)), Text: about})
	if r.NotAction {
		m.our(m.say("vote.public.temperature"))
	}
	labels := m.levelLabels(r.Should)
	if r.Today != nil {
		m.tally(m.say("spectrum.today"), r.TodayResult, labels)
	}
	m.tally(m.say("spectrum.should"), r.ShouldResult, labels)
}

// tally is a distribution with its words; a raw vote is in none.
func (m *maker) tally(caption string, r poll.Result, labels []string) {
	bars := Bars{Caption: caption, LabelTitle: m.say("document.col.answer"), WordsTitle: m.say("document.col.count")}
	add := func(label string, n int) {
		bars.Rows = append(bars.Rows, Bar{Label: Plain(label), Count: n,
			Words: m.say("document.count_of", "count", n, "total", r.Answered)})
	}
	for i, n := range r.Counts {
		if i < len(labels) {
			add(labels[i], n)
		}
	}
	if r.Unsure > 0 {
		add(m.say("spectrum.vote.notsure"), r.Unsure)
	}
	m.add(bars, Paragraph{Text: Plain(m.say("vote.tally", "list", r.OnList, "answered", r.Answered,
		"passed", r.Passed, "missing", r.NotCast))})
	if ways := r.Ways.Said(m.say); ways != "" {
		m.add(Paragraph{Text: Plain(ways)})
	}
}

// scale gives the labels of a check's options.
func (m *maker) scale(p *poll.Poll) []string {
	out := make([]string, len(p.Options))
	for i, o := range p.Options {
		key := o
		if o == poll.ReadToMe {
			key = "t"
		}
		for _, a := range m.lib.Scale() {
			if a.Key == key {
				out[i] = m.w.In(a.Label)
			}
		}
	}
	return out
}

func (m *maker) levelLabels(p *poll.Poll) []string {
	var out []string
	for _, id := range p.Options {
		out = append(out, m.levels([]string{id}))
	}
	return out
}

// parked are the questions that wait or were answered.
func (m *maker) parked() {
	table := Table{Columns: []Column{
		{Title: m.say("document.col.question"), Share: 3}, {Title: m.say("document.col.answer"), Share: 2},
	}}
	for _, q := range m.s.Followup.Questions {
		answer := Plain(m.say("park.state.open"))
		if q.Done {
			answer = Plain(m.say("park.state.answered"))
		}
		if !q.Answer.IsBlank() {
			answer = m.theirs(q.Answer.String(), "")
		}
		table.Rows = append(table.Rows, []Spans{m.question(q), answer})
	}
	if len(table.Rows) > 0 {
		m.add(table)
	}
}

// heldBySome are values that matter to a few, in the words on their cards.
func (m *maker) heldBySome() {
	if m.s.Values.Verdict == nil {
		return
	}
	list := List{}
	for _, cluster := range m.s.Values.HeldBySome() {
		item := m.theirs(m.s.Values.Title(cluster.ID), cluster.Lang)
		for _, card := range m.s.Values.In(cluster.ID) {
			if !card.Sentence.IsBlank() {
				item = append(append(item, Span{Text: " · "}), m.theirs(card.Sentence.String(), card.Lang)...)
			}
		}
		list.Items = append(list.Items, item)
	}
	if len(list.Items) > 0 {
		m.our(m.say("values.some.note"))
		m.add(list)
	}
}

// sources are the credits, and the line that belongs beside the levels.
func (m *maker) sources() {
	m.our(m.say("spectrum.credit"))
	list := List{}
	for _, src := range m.lib.Sources() {
		item := Spans{{Text: src.Name, Name: true}}
		for _, words := range []string{m.w.In(src.Use), m.w.In(src.Terms)} {
			if words != "" {
				item = append(item, Span{Text: ". " + words})
			}
		}
		list.Items = append(list.Items, append(item, Span{Text: "."}))
	}
	m.add(list)
}
