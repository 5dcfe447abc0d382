package remote

import (
	"strconv"
	"time"

	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
)

// result is one question that was asked and shown to all. What is not in it was
// never shown: nothing here joins an answer to a person outside named mode.
type result struct {
	About   string        `json:"about,omitempty"`
	Asked   string        `json:"asked"`
	Answers []resultCount `json:"answers,omitempty"`
	Unsure  int           `json:"unsure,omitempty"`
	// OnList is the sum of the three after it.
	OnList   int `json:"on_list"`
	Answered int `json:"answered"`
	Passed   int `json:"passed"`
	NotCast  int `json:"not_cast"`
	// Ways is there where some answers were put for somebody who agreed.
	Ways    *poll.Ways `json:"ways,omitempty"`
	Middle  string     `json:"middle,omitempty"`
	Came    string     `json:"outcome,omitempty"`
	Named   []string   `json:"named,omitempty"`
	More    []string   `json:"more,omitempty"`
	Reasons []string   `json:"reasons,omitempty"`
}

type resultCount struct {
	Answer string `json:"answer"`
	N      int    `json:"n"`
}

// results are what every question that was closed came to, in the order in which
// the workshop goes.
func (v view) results() page {
	all := []result{}
	for _, t := range v.state.Spectrum.Topics {
		all = append(all, v.topicResults(t)...)
	}
	x := v.state.Values
	if m := x.LastMarking(); m != nil {
		r := result{Asked: v.words.Say("values.support.ask"), OnList: m.Result.OnList, Answered: m.Result.Answered,
			Passed: m.Result.Passed, NotCast: m.Result.NotCast, Ways: m.Result.Ways}
		for i, id := range m.Poll.Options {
			if i < len(m.Result.Counts) {
				r.Answers = append(r.Answers, resultCount{x.Title(id), m.Result.Counts[i]})
			}
		}
		all = append(all, r)
	}
	for _, c := range x.Checks {
		all = append(all, v.check("", v.words.Say("values.consent.ask"), &c.Check)...)
	}
	for _, sec := range v.state.Terms.Sections {
		for _, c := range sec.Rounds() {
			about := v.words.Say("remote.section.about", "number", sec.Order, "title", v.in(sec.Title), "version", c.Version)
			all = append(all, v.check(about, v.words.Say("check.ask"), &c.Check)...)
		}
	}
	for _, c := range v.state.Terms.Whole.Rounds() {
		all = append(all, v.check("", v.words.Say("check.ask_whole"), &c.Check)...)
	}
	p := page{data: all}
	for _, r := range all {
		p.lines = append(p.lines, v.lines(r)...)
		p.lines = append(p.lines, "")
	}
	if len(all) == 0 {
		p.lines = []string{v.words.Say("remote.results.none")}
	}
	return p
}

// topicResults are the votes of a topic and what the group agreed to.
func (v view) topicResults(t *spectrum.Topic) []result {
	about := t.Sentence.Text.String()
	var out []result
	for i, r := range t.Rounds {
		if !r.Shown() {
			continue
		}
		vote := v.words.Say("remote.results.vote", "n", int(r.Vote))
		if r.Today != nil {
			out = append(out, v.votes(about, vote+": "+v.words.Say("spectrum.today"), r.Today, r.TodayResult))
		}
		should := v.votes(about, vote+": "+v.words.Say("spectrum.should"), r.Should, r.ShouldResult)
		should.More = v.split(r)
		for _, n := range t.Nations() {
			if p := t.PositionAt(n, i); p != nil {
				should.More = append(should.More, v.position(*p))
			}
		}
		should.Reasons = v.reasons(r.Written, v.level)
		for _, l := range t.Later {
			if l.Round == r.ID {
				should.Reasons = append(should.Reasons, v.reasons(l.Reasons, v.level)...)
			}
		}
		out = append(out, should)
	}
	for _, c := range t.Checks {
		out = append(out, v.check(about, v.words.Say("spectrum.consent.ask"), &c.Check)...)
	}
	return out
}

func (v view) votes(about, asked string, p *poll.Poll, r poll.Result) result {
	out := v.counted(about, asked, p, r, v.level)
	out.Middle = v.middle(poll.MiddleOf(r.Counts))
	return out
}

// check is what a closed check came to; none while it is open, or was lost.
func (v view) check(about, asked string, c *poll.Check) []result {
	if c.Standing() == poll.Unasked {
		return nil
	}
	out := v.counted(about, asked, c.Poll, c.Outcome.Result, v.agreement)
	out.Came = v.words.Say("check.result." + string(c.Standing()))
	out.Reasons = v.reasons(c.Outcome.Concerns, v.agreement)
	return []result{out}
}

func (v view) counted(about, asked string, p *poll.Poll, r poll.Result, label func(string) string) result {
	out := result{About: about, Asked: asked, Unsure: r.Unsure, OnList: r.OnList, Answered: r.Answered, Passed: r.Passed, NotCast: r.NotCast, Ways: r.Ways}
	for i, id := range p.Options {
		if i < len(r.Counts) {
			out.Answers = append(out.Answers, resultCount{label(id), r.Counts[i]})
		}
	}
	for _, n := range r.Named {
		out.Named = append(out.Named, v.openly(n.Seat, n.By)+": "+label(n.Choice))
	}
	for _, g := range r.Groups {
		for i, n := range g.Counts {
			if n > 0 && i < len(p.Options) {
				out.Named = append(out.Named, v.group(g.Group, "")+", "+label(p.Options[i])+": "+v.words.Number(n))
			}
		}
	}
	return out
}

// split is the one breakdown, or why it is not shown (design §4).
func (v view) split(r *spectrum.Round) []string {
	if x := r.ShouldResult; x.Split != nil {
		return []string{v.words.Say("spectrum.reveal.split", "agency", v.middle(x.Split.Agency), "others", v.middle(x.Split.Others))}
	}
	if why := r.Should.Unsplit(r.ShouldResult, v.words.Say); why != "" {
		return []string{why}
	}
	return nil
}

func (v view) middle(m poll.Middle) string {
	levels := v.state.Spectrum.Content.Levels
	name := func(i int) string { return v.in(levels[i].Name) }
	switch {
	case m.None() || m.High >= len(levels):
		return v.words.Say("common.none")
	case m.Tie():
		return v.words.Say("spectrum.reveal.between", "low", name(m.Low), "high", name(m.High))
	}
	return name(m.Low)
}

// openly is a name beside an open answer, with who put it for them if somebody did.
func (v view) openly(seat, by roster.SeatID) string {
	helper := ""
	if by != "" {
		helper = v.name(v.state.Roster.Seat(by))
	}
	return poll.Entered(v.words.Say, v.name(v.state.Roster.Seat(seat)), helper)
}

// reasons are people's words, in the order they were shuffled into.
func (v view) reasons(all []poll.Reason, label func(string) string) []string {
	var out []string
	for _, r := range all {
		line, who := r.Words.String(), ""
		switch {
		case r.Seat != "":
			who = v.openly(r.Seat, r.By)
		case r.Group != roster.NoGroup:
			who = v.group(r.Group, "")
		}
		if who != "" {
			line = who + ": " + line
		}
		if r.Choice != "" {
			line += " (" + label(r.Choice) + ")"
		}
		out = append(out, line)
	}
	return out
}

// lines are a result as people read it.
func (v view) lines(r result) []string {
	var out []string
	if r.About != "" {
		out = append(out, under(r.About))
	}
	out = append(out, "  "+r.Asked)
	for _, a := range r.Answers {
		out = append(out, "    "+a.Answer+": "+strconv.Itoa(a.N))
	}
	if r.Unsure > 0 {
		out = append(out, "    "+v.words.Say("spectrum.vote.notsure")+": "+strconv.Itoa(r.Unsure))
	}
	out = append(out, "  "+v.words.Say("vote.tally", "list", r.OnList, "answered", r.Answered, "passed", r.Passed, "missing", r.NotCast))
	if ways := r.Ways.Said(v.words.Say); ways != "" {
		out = append(out, "  "+ways)
	}
	if r.Middle != "" {
		out = append(out, "  "+v.words.Say("remote.results.middle", "level", r.Middle))
	}
	if r.Came != "" {
		out = append(out, "  "+r.Came)
	}
	for _, part := range [][]string{r.Named, r.More} {
		for _, line := range part {
			out = append(out, "  "+under(line))
		}
	}
	for _, reason := range r.Reasons {
		out = append(out, "  - "+under(reason))
	}
	return out
}

// calendar is a day, as 2027-06-01, in words; what is none stays as it is.
func (v view) calendar(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return v.words.Day(t, time.UTC)
}
