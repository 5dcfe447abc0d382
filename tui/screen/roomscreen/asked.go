package roomscreen

import (
	"strings"

	"convene/internal/workshop/agenda"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/terms"
)

// mode says in a line who will see the answers.
func (p *sheet) mode(m poll.Mode) {
	if mode, ok := p.e.Lib.Mode(string(m)); ok {
		p.dim(p.e.Words.In(mode.Name) + ": " + p.e.Words.In(mode.Short) + ".")
	}
}

// in says how far the answers are, never who or how many are missing.
func (p *sheet) in(q *poll.Poll) {
	switch in := p.e.Snap.Counts[q.ID]; {
	case 2*in > len(q.Roll):
		p.strong(p.e.Say("vote.most_in"))
	case in > 0:
		p.plain(p.e.Say("vote.some_in"))
	}
}

// scale is the agree scale about what stands above it.
func (p *sheet) scale(ask string, c *poll.Check) {
	p.strong(ask)
	if !c.IsOpen() {
		if c.Standing() != poll.Unasked {
			p.strong(p.e.Say("check.result." + string(c.Standing())))
			p.dim(c.Outcome.Result.Ways.Said(p.e.Say))
		}
		return
	}
	var marks, words []string
	for _, a := range p.e.Lib.Scale() {
		marks, words = append(marks, a.Key), append(words, p.e.Words.In(a.Label))
	}
	p.lines(marks, words)
	p.in(c.Poll)
	p.mode(c.Poll.Mode)
}

// terms is what is asked about the text, or the section that is being written.
func (p *sheet) terms(item agenda.Item) {
	e, t := p.e, p.e.Snap.Terms
	if c := t.Whole.Check; c.IsOpen() || c.Standing() != poll.Unasked && e.Snap.Agenda.At.Step == terms.StepAdopt {
		p.scale(e.Say("check.ask_whole"), &c.Check)
		return
	}
	if open := t.OpenChecks(); len(open) > 0 {
		if sec := t.Section(open[0].Section); sec != nil {
			p.dim(p.sectionTitle(sec))
		}
		p.scale(e.Say("check.ask"), &open[0].Check)
		return
	}
	sec, lang := p.written(item)
	if sec == nil {
		p.strong(e.Say("terms.title"))
		settled, all := t.Progress()
		p.plain(e.Say("roomscreen.settled", "settled", settled, "n", all))
		return
	}
	p.strong(p.sectionTitle(sec))
	doc := e.Snap.Texts.Get(terms.TextID(sec.ID, lang))
	if doc == nil || strings.TrimSpace(doc.Plain()) == "" {
		p.plain(e.Say("terms.empty"))
		return
	}
	from := len(p.rows)
	for _, para := range strings.Split(doc.Plain(), "\n") {
		p.plain(para)
	}
	p.tail(from, e.H-from-4)
}

func (p *sheet) sectionTitle(sec *terms.Section) string {
	return p.e.Say("terms.section.of", "number", sec.Order, "total", len(p.e.Snap.Terms.Sections)-1, "title", agenda.Words(sec.Title).In(p.e.Lang))
}

// written is the section in which most people write now; else the first one of
// the item that is not settled.
func (p *sheet) written(item agenda.Item) (sec *terms.Section, lang string) {
	t, most := p.e.Snap.Terms, 0
	count := make(map[string]int)
	if at := p.e.Snap.Presence; at != nil {
		for _, c := range at.Carets {
			count[c.Text]++
		}
	}
	for _, s := range t.Sections {
		for _, l := range append([]string{s.Original}, p.e.Lang) {
			if n := count[terms.TextID(s.ID, l)]; n > most {
				most, sec, lang = n, s, l
			}
		}
	}
	if sec != nil {
		return sec, lang
	}
	for _, id := range item.Sections {
		if s := t.Section(id); s != nil && !s.Status.Settled() {
			return s, s.Original
		}
	}
	return nil, ""
}
