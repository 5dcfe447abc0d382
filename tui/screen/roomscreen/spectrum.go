package roomscreen

import (
	"strconv"
	"strings"

	"convene/internal/safetext"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/spectrum"
	"convene/tui/screen/spectrum/guide"
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
		p.dim(guide.Title(p.e, t))
		if n := p.page(step); n < len(x.Content.Questions) {
			p.strong(p.words(x.Content.Questions[n]))
		}
	case spectrum.StepVote1:
		p.vote(t, spectrum.First)
	case spectrum.StepReveal:
		p.result(t, t.LastRound(spectrum.First))
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
	p.strong(guide.Title(p.e, t))
	for _, l := range t.Fixed {
		words := l.What.Text.String()
		if !l.Source.IsBlank() {
			words += ", " + p.e.Say(l.FixedBy(p.e.Lang), "who", l.Source.String(), "why", l.Reason.String())
		}
		p.plain(p.e.Under(t.Sentence.Lang, p.e.Say("spectrum.field.fixed")+": "+words, l.What.Lang))
	}
	if o := t.Record.Open; !o.Text.IsBlank() {
		p.plain(p.e.Say("spectrum.field.open") + ": " + p.e.Under(t.Sentence.Lang, o.Text.String(), o.Lang))
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
			p.result(t, last)
			return
		}
		p.strong(guide.Title(p.e, t))
		p.plain(e.Say("vote.wait"))
		return
	}
	p.plain(guide.Title(p.e, t))
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

// result is a round that was shown to all: the middle answers, the bars, what
// governments said beside the count, and by which ways the answers came.
func (p *sheet) result(t *spectrum.Topic, r *spectrum.Round) {
	e := p.e
	if !r.Shown() {
		p.plain(e.Say("vote.wait"))
		return
	}
	p.strong(guide.Headline(e, t, r))
	out, columns := bars.Result{None: e.Say("common.none")}, []poll.Result{r.ShouldResult}
	if r.Today != nil {
		out.Heads = []string{e.Say("spectrum.today"), e.Say("spectrum.should")}
		columns = []poll.Result{r.TodayResult, r.ShouldResult}
	}
	for i, l := range e.Snap.Spectrum.Content.Levels {
		line := bars.Line{Label: p.words(l.Name)}
		for _, c := range columns {
			n := 0
			if i < len(c.Counts) {
				n = c.Counts[i]
			}
			line.Counts = append(line.Counts, n)
		}
		out.Lines = append(out.Lines, line)
	}
	p.rows = append(append(p.rows, nil), bars.Layout(out, p.w, e.Theme)...)
	p.beside(t)
	today, should := r.TodayResult.Ways.Said(e.Say), r.ShouldResult.Ways.Said(e.Say)
	if r.Today == nil || today == should {
		p.dim(should)
		return
	}
	for _, x := range []struct{ about, ways string }{{"spectrum.today", today}, {"spectrum.should", should}} {
		if x.ways != "" {
			p.dim(guide.Capital(e.Say(x.about)) + ": " + x.ways)
		}
	}
}

// beside is what each government said, which no count holds.
func (p *sheet) beside(t *spectrum.Topic) {
	e := p.e
	for _, n := range t.Nations() {
		said := e.Say("spectrum.position.waiting", "nation", guide.Nations(e, []safetext.Text{n}))
		if at := t.Position(n); at != nil {
			said = guide.Stated(e, *at)
		}
		p.plain(e.Say("spectrum.beside", "position", said))
	}
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
	p.dim(guide.Title(p.e, t))
	p.strong(strings.Join(names, ", "))
	p.plain(e.Theirs(words, e.LangOf(e.Snap.Texts.Get(t.PromiseText()))))
	if check != nil {
		p.scale(e.Say("spectrum.consent.ask"), &check.Check)
	}
}
