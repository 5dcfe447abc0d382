package roomscreen

import (
	"strconv"
	"strings"

	"convene/internal/workshop/agenda"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/values"
	"convene/tui/widget/bars"
)

func (p *sheet) words(w map[string]string) string { return agenda.Words(w).In(p.e.Lang) }

// spectrum is the topic, and what its step asks or showed.
func (p *sheet) spectrum() {
	e, x := p.e, p.e.Snap.Spectrum
	t := x.Present(e.Snap.Agenda.At)
	if t == nil {
		p.strong(e.Say("spectrum.topics.empty"))
		return
	}
	switch step := e.Snap.Agenda.At.Step; step {
	case spectrum.StepTour:
		p.tour()
	case spectrum.StepQuiet:
		p.dim(t.Sentence.Text.String())
		if n := p.page(step); n < len(x.Content.Questions) {
			p.strong(p.words(x.Content.Questions[n]))
		}
	case spectrum.StepVote1:
		p.vote(t, spectrum.First)
	case spectrum.StepReveal:
		p.result(t.LastRound(spectrum.First))
	case spectrum.StepVote2:
		p.vote(t, spectrum.Second)
	case spectrum.StepPromise, spectrum.StepConsent:
		p.promise(t)
	default:
		p.frame(t)
	}
}

func (p *sheet) page(on string) int {
	if at := p.e.Snap.Spectrum.Page; at.On == on {
		return at.N
	}
	return 0
}

// frame is the topic, what is fixed and what is open.
func (p *sheet) frame(t *spectrum.Topic) {
	p.strong(t.Sentence.Text.String())
	for _, l := range t.Fixed {
		words := l.What.Text.String()
		if !l.Source.IsBlank() {
			words += ", " + p.e.Say("spectrum.frame.fixed_line", "who", l.Source.String(), "why", l.Reason.String())
		}
		p.plain(p.e.Say("spectrum.field.fixed") + ": " + words)
	}
	if o := t.Record.Open; !o.Text.IsBlank() {
		p.plain(p.e.Say("spectrum.field.open") + ": " + o.Text.String())
	}
}

// tour is one level a page, and at the end all of them.
func (p *sheet) tour() {
	levels := p.e.Snap.Spectrum.Content.Levels
	if n := p.page(spectrum.StepTour); n < len(levels) {
		p.strong(strconv.Itoa(n+1) + "  " + p.words(levels[n].Name))
		p.plain(p.words(levels[n].Goal))
		p.plain(p.e.Say("spectrum.tour.promise") + ": " + p.words(levels[n].Promise))
		return
	}
	p.strong(p.e.Say("spectrum.tour.all"))
	p.levels()
}

func (p *sheet) levels() {
	var marks, words []string
	for i, l := range p.e.Snap.Spectrum.Content.Levels {
		marks, words = append(marks, strconv.Itoa(i+1)), append(words, p.words(l.Name))
	}
	p.lines(marks, words)
}

// vote is the question with its levels; once closed, what we said.
func (p *sheet) vote(t *spectrum.Topic, vote spectrum.Vote) {
	e, r := p.e, t.OpenRound()
	if r == nil {
		if last := t.LastRound(vote); last.Shown() {
			p.result(last)
			return
		}
		p.strong(t.Sentence.Text.String())
		p.plain(e.Say("vote.wait"))
		return
	}
	p.plain(t.Sentence.Text.String())
	ask := "roomscreen.vote.should"
	if r.Today != nil {
		ask = "roomscreen.vote.both"
	}
	p.strong(e.Say(ask))
	p.levels()
	if r.CalledAt.IsZero() {
		p.in(r.Should)
	} else {
		p.strong(e.Say("vote.last_call.soon"))
	}
	p.mode(r.Mode)
}

// result are the bars of a round that was shown to all.
func (p *sheet) result(r *spectrum.Round) {
	e := p.e
	if !r.Shown() {
		p.plain(e.Say("vote.wait"))
		return
	}
	p.strong(e.Say("spectrum.reveal.head"))
	out := bars.Result{None: e.Say("common.none")}
	if r.Today != nil {
		out.Heads = []string{e.Say("spectrum.today"), e.Say("spectrum.should")}
	}
	at := func(x poll.Result, i int) int {
		if i < len(x.Counts) {
			return x.Counts[i]
		}
		return 0
	}
	for i, l := range e.Snap.Spectrum.Content.Levels {
		line := bars.Line{Label: p.words(l.Name), Counts: []int{at(r.ShouldResult, i)}}
		if r.Today != nil {
			line.Counts = []int{at(r.TodayResult, i), at(r.ShouldResult, i)}
		}
		out.Lines = append(out.Lines, line)
	}
	p.rows = append(append(p.rows, nil), bars.Layout(out, p.w, e.Theme)...)
}

// promise is the level and its words, and whether we can live with them.
func (p *sheet) promise(t *spectrum.Topic) {
	e, x := p.e, p.e.Snap.Spectrum
	levels, words := t.Levels(x.Content), ""
	if doc := e.Snap.Texts.Get(t.PromiseText()); doc != nil {
		words = strings.TrimSpace(doc.Plain())
	}
	check := t.OpenCheck()
	if check == nil && e.Snap.Agenda.At.Step == spectrum.StepConsent {
		check = t.LastCheck()
	}
	if check != nil {
		levels, words = check.Asked.Levels, strings.TrimSpace(check.Asked.Promise.String())
	}
	var names []string
	for _, id := range levels {
		if l, ok := x.Content.Level(id); ok {
			names = append(names, p.words(l.Name))
		}
	}
	p.dim(t.Sentence.Text.String())
	p.strong(strings.Join(names, ", "))
	p.plain(words)
	if check != nil {
		p.scale(e.Say("spectrum.consent.ask"), &check.Check)
	}
}

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
	for _, c := range x.Live() {
		var words []string
		for _, card := range x.In(c.ID) {
			words = append(words, card.Word.String())
		}
		p.plain(x.Title(c.ID) + ": " + strings.Join(words, " "+p.e.Theme.Dot+" "))
	}
	var loose []string
	for _, card := range x.In("") {
		loose = append(loose, card.Word.String())
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
			marks, words = append(marks, strconv.Itoa(x.Count(c.ID))), append(words, x.Title(c.ID))
		}
		p.lines(marks, words)
		return
	}
	p.strong(e.Say("values.support.ask"))
	var marks, words []string
	for i, c := range x.Live() {
		marks, words = append(marks, strconv.Itoa(i+1)), append(words, x.Title(c.ID))
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
	p.strong(v.Name.String())
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
		names = append(names, v.Name.String())
	}
	p.plain(strings.Join(names, " "+p.e.Theme.Dot+" "))
	if check != nil {
		p.scale(p.e.Say("values.consent.ask"), &check.Check)
	}
}
