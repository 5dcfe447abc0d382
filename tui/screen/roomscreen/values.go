package roomscreen

import (
	"strconv"
	"strings"

	"convene/internal/workshop/values"
)

// values is what the step of the exercise asks or shows.
func (p *sheet) values() {
	e, x := p.e, p.e.Snap.Values
	switch e.Snap.Agenda.At.Step {
	case values.StepWrite:
		p.strong(e.Say("values.write.question"))
		for _, w := range x.Content.Write {
			p.plain(p.words(w))
		}
		if w := x.OpenWriting(); w != nil {
			p.in(w.Cards)
			p.mode(w.Cards.Mode)
		}
	case values.StepStories:
		p.strong(e.Say("values.stories.away"))
		for _, w := range x.Content.Story {
			p.plain(p.words(w))
		}
	case values.StepWall, values.StepCluster:
		p.wall()
	case values.StepSupport:
		p.marks()
	case values.StepDeeds, values.StepCPM:
		p.deeds()
	case values.StepConsent:
		p.list()
	default:
		p.strong(e.Say("values.opening.purpose"))
	}
}

// wall is what the cards say, those that belong together beside each other.
func (p *sheet) wall() {
	x := p.e.Snap.Values
	p.strong(p.e.Say("values.wall.count", "n", len(x.Cards)-p.withdrawn()))
	p.dim(x.Came().Said(p.e.Say))
	for _, c := range x.Live() {
		var words []string
		for _, card := range x.In(c.ID) {
			words = append(words, p.e.Theirs(card.Word.String(), card.Lang))
		}
		p.plain(p.e.Theirs(x.Title(c.ID), x.LangOf(c.ID)) + ": " + strings.Join(words, " "+p.e.Theme.Dot+" "))
	}
	var loose []string
	for _, card := range x.In("") {
		loose = append(loose, p.e.Theirs(card.Word.String(), card.Lang))
	}
	p.plain(strings.Join(loose, " "+p.e.Theme.Dot+" "))
}

func (p *sheet) withdrawn() int {
	n := 0
	for _, c := range p.e.Snap.Values.Cards {
		if c.Withdrawn {
			n++
		}
	}
	return n
}

// marks are the values to choose from, or those that were chosen.
func (p *sheet) marks() {
	e, x := p.e, p.e.Snap.Values
	open := x.OpenMarking()
	if open == nil && x.LastMarking() != nil {
		p.strong(e.Say("values.support.result", "n", len(x.Chosen())))
		var marks, words []string
		for _, c := range x.Chosen() {
			marks, words = append(marks, strconv.Itoa(x.Count(c.ID))), append(words, p.e.Theirs(x.Title(c.ID), x.LangOf(c.ID)))
		}
		p.lines(marks, words)
		p.dim(x.LastMarking().Result.Ways.Said(e.Say))
		return
	}
	p.strong(e.Say("values.support.ask"))
	var marks, words []string
	for i, c := range x.Live() {
		marks, words = append(marks, strconv.Itoa(i+1)), append(words, p.e.Theirs(x.Title(c.ID), x.LangOf(c.ID)))
	}
	p.lines(marks, words)
	if open != nil {
		p.in(open.Poll)
		p.mode(open.Poll.Mode)
	}
}

// deeds are the lines of the value that the room is at.
func (p *sheet) deeds() {
	x := p.e.Snap.Values
	list, n := x.List(), 0
	if at := x.Page; at.On == p.e.Snap.Agenda.At.Step {
		n = at.N
	}
	if n >= len(list) {
		return
	}
	v := list[n]
	p.strong(p.e.Theirs(v.Name.String(), x.NameLang(v)))
	for _, part := range []struct {
		head  string
		lines []string
	}{{"values.deeds.we_do", texts(v.Do)}, {"values.deeds.we_slip", texts(v.Slipped)}} {
		p.dim(p.e.Say(part.head))
		for _, l := range part.lines {
			p.plain(l)
		}
	}
}

func texts[T interface{ String() string }](in []T) []string {
	var out []string
	for _, t := range in {
		out = append(out, t.String())
	}
	return out
}

// list is what the group is asked to live with.
func (p *sheet) list() {
	x := p.e.Snap.Values
	check := x.OpenCheck()
	if check == nil {
		check = x.LastCheck()
	}
	list := x.List()
	if check != nil {
		list = check.Asked
	}
	var names []string
	for _, v := range list {
		names = append(names, p.e.Theirs(v.Name.String(), x.NameLang(v)))
	}
	p.plain(strings.Join(names, " "+p.e.Theme.Dot+" "))
	if check != nil {
		p.scale(p.e.Say("values.consent.ask"), &check.Check)
	}
}
