package linear

import (
	"strings"

	"convene/internal/safetext"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/spectrum"
)

// revealTask is the talk about a vote's result, or the wait for a vote.
func (s *session) revealTask(t *task, topic *spectrum.Topic) {
	vote := spectrum.First
	if s.snap.Agenda.At.Step == spectrum.StepVote2 {
		vote = spectrum.Second
	}
	round := topic.LastRound(vote)
	if round == nil {
		t.ask = s.Say("linear.wait.vote")
		return
	}
	t.key += "/" + round.ID + "/shown"
	t.ask = s.Say("linear.reveal.ask")
	t.add("results", s.Say("linear.results.again"), func(string) error { s.read(s.roundLines(topic, round)); return nil })
	if topic.More == nil {
		return
	}
	q := asking{prompt: s.Say("vote.reason.ask"), kind: safetext.Line, field: topic.More.ID}
	t.add("reason", s.Say("linear.reason.later"), func(arg string) error {
		return s.given(q, arg, func(words safetext.Text) {
			s.send(q.field, spectrum.AddReason{Poll: topic.More.ID, Words: words, Lang: s.w.Lang()})
		})
	})
}

// roundLines tell a vote's result.
func (s *session) roundLines(topic *spectrum.Topic, r *spectrum.Round) []string {
	out := []string{s.Say("spectrum.reveal.head") + ": " + s.theirs(topic.Sentence.Text.String(), topic.Sentence.Lang)}
	if r.Today != nil {
		out = append(out, s.Say("linear.results.today"))
		out = append(out, s.resultLines(r.Today, r.TodayResult, s.levelName)...)
		out = append(out, s.Say("linear.results.should"))
	}
	out = append(out, s.resultLines(r.Should, r.ShouldResult, s.levelName)...)
	out = append(out, s.middleLines(r)...)
	out = append(out, s.splitLines(r)...)
	if before := topic.LastRound(spectrum.First); r.Vote == spectrum.Second && before != nil {
		out = append(out, s.movedLine(before, r))
	}
	for _, n := range topic.Nations() {
		if p := topic.Position(n); p != nil {
			out = append(out, s.Say("spectrum.reveal.beside", "nation", n.String(), "position", s.positionWords(*p)))
		}
	}
	if len(r.Written) == 0 {
		out = append(out, s.Say("spectrum.reveal.reasons_none"))
	} else {
		out = append(out, s.Say("spectrum.reveal.reasons")+":")
		out = append(out, s.reasonLines(r.Written, s.levelName)...)
	}
	for _, l := range topic.Later {
		if l.Round == r.ID && len(l.Reasons) > 0 {
			out = append(out, s.Say("spectrum.reveal.reasons_later")+":")
			out = append(out, s.reasonLines(l.Reasons, s.levelName)...)
		}
	}
	if r.Vote == spectrum.Second {
		out = append(out, s.proposalLine(topic))
	}
	return out
}

func (s *session) middle(m poll.Middle) string {
	levels := s.snap.Spectrum.Content.Levels
	switch {
	case m.None() || m.High >= len(levels):
		return s.Say("common.none")
	case m.Tie():
		return s.Say("spectrum.reveal.between", "low", s.in(levels[m.Low].Name), "high", s.in(levels[m.High].Name))
	}
	return s.in(levels[m.Low].Name)
}

func (s *session) middleLines(r *spectrum.Round) []string {
	should := poll.MiddleOf(r.ShouldResult.Counts)
	if should.None() {
		return []string{s.Say("spectrum.reveal.no_answer")}
	}
	out := []string{s.Say("spectrum.reveal.middle_one", "level", s.middle(should))}
	if r.Today != nil {
		out[0] = s.Say("spectrum.reveal.middle", "today", s.middle(poll.MiddleOf(r.TodayResult.Counts)), "should", s.middle(should))
	}
	low, high := poll.RangeOf(r.ShouldResult.Counts)
	levels := s.snap.Spectrum.Content.Levels
	if low == high {
		return append(out, s.Say("spectrum.reveal.range_one", "level", s.in(levels[low].Name)))
	}
	return append(out, s.Say("spectrum.reveal.range", "low", s.in(levels[low].Name), "high", s.in(levels[high].Name)))
}

// splitLines tell the one breakdown, or why it is not shown.
func (s *session) splitLines(r *spectrum.Round) []string {
	if x := r.ShouldResult; x.Split != nil {
		out := []string{s.Say("spectrum.reveal.list", "agency", x.Split.AgencyList, "others", x.Split.OtherList),
			s.Say("spectrum.reveal.split", "agency", s.middle(x.Split.Agency), "others", s.middle(x.Split.Others))}
		if y := r.TodayResult.Split; r.Today != nil && y != nil {
			out = append(out, s.Say("spectrum.reveal.split_today", "agency", s.middle(y.Agency), "others", s.middle(y.Others)))
		}
		return out
	}
	if why := r.Should.Unsplit(r.ShouldResult, s.Say); why != "" {
		return []string{why}
	}
	return nil
}

func (s *session) movedLine(before, after *spectrum.Round) string {
	a, b := poll.MiddleOf(before.ShouldResult.Counts), poll.MiddleOf(after.ShouldResult.Counts)
	halves, ok := spectrum.Gap(a, b)
	if !ok {
		return ""
	}
	if halves == 0 {
		return s.Say("spectrum.compare.stayed", "level", s.middle(b))
	}
	if halves%2 != 0 {
		return s.Say("linear.moved.half", "from", s.middle(a), "to", s.middle(b))
	}
	return s.Say("spectrum.compare.moved", "n", max(halves, -halves)/2, "from", s.middle(a), "to", s.middle(b))
}

func (s *session) proposalLine(topic *spectrum.Topic) string {
	p, levels := topic.Proposal(), s.snap.Spectrum.Content.Levels
	switch {
	case p.None():
		return ""
	case p.Tie:
		return s.Say("spectrum.result.two_stand", "low", s.in(levels[p.Middle.Low].Name), "high", s.in(levels[p.Middle.High].Name))
	case p.Wide:
		return s.Say("spectrum.result.wide", "low", s.in(levels[p.Low].Name), "high", s.in(levels[p.High].Name))
	}
	return s.Say("spectrum.result.proposal", "level", s.middle(p.Middle))
}

// positionWords are a government's stand and words.
func (s *session) positionWords(p spectrum.Position) string {
	words := s.Say(p.Said(), "nation", p.Nation.String(), "date", s.day(p.At), "due", s.calendar(string(p.Due)))
	if !p.Words.IsBlank() {
		words += " " + s.theirs(p.Words.String(), p.Lang)
	}
	if !p.Confirmed && !p.Noted {
		words += " (" + s.Say("door.delegate.stated", "name", s.name(p.Seat), "nation", p.Nation.String()) + ")"
	}
	return words
}

// offerLines are what a consent check asks about: level, promise, keeper, proof
// and the statement of the person who decides.
func (s *session) offerLines(topic *spectrum.Topic) []string {
	out := []string{s.proposalLine(topic)}
	if levels := s.levelsOf(topic); levels != "" {
		out = append(out, s.Say("linear.offer.levels", "levels", levels))
	}
	if d := s.snap.Texts.Get(topic.PromiseText()); d != nil && !d.IsEmpty() {
		var words []string
		for _, p := range d.Paras() {
			words = append(words, s.theirs(p.Text, s.langOf(p, "")))
		}
		out = append(out, s.Say("spectrum.promise.head")+": "+strings.Join(words, "\n"))
	}
	p := topic.Promise
	if p.Conditions.Filled() {
		out = append(out, s.Say("spectrum.promise.conditions")+": "+s.theirs(p.Conditions.Text.String(), p.Conditions.Lang))
	}
	if keeper := s.decider(p.Keeper); keeper != "" {
		out = append(out, s.Say("spectrum.promise.keeper")+": "+keeper)
	}
	if p.Proof != "" {
		out = append(out, s.Say("spectrum.promise.proof")+": "+s.calendar(string(p.Proof)))
	}
	if st := topic.Statement(); st != nil {
		out = append(out, s.statementLine(topic, *st))
	} else {
		out = append(out, s.Say("spectrum.statement.none"))
	}
	return out
}

func (s *session) statementLine(topic *spectrum.Topic, st spectrum.Statement) string {
	who := topic.Signs.Name.String()
	if topic.Signs.Seat != "" {
		who = s.name(topic.Signs.Seat)
	}
	because := s.theirs(st.Because.Text.String(), st.Because.Lang)
	switch st.Kind {
	case spectrum.UpTo:
		return sentence(s.Say("spectrum.statement.said.up_to", "name", who, "level", s.levelName(st.Level), "why", because))
	case spectrum.MustCheck:
		return s.Say("spectrum.statement.said.must_check", "name", who, "date", s.calendar(string(st.By)))
	}
	return s.Say("spectrum.statement.said.can_keep", "name", who)
}

// verdictLines tell how a topic was recorded and what it lacks.
func (s *session) verdictLines(topic *spectrum.Topic) []string {
	v := topic.Verdict
	if v == nil {
		return nil
	}
	return append([]string{s.Say("spectrum.verdict." + string(v.Status))}, s.lackLines(v.Lacks, v.Nations)...)
}

// lackingLines tell, between a check and the record, what keeps a topic from being
// final.
func (s *session) lackingLines(topic *spectrum.Topic) []string {
	if topic.LastCheck() == nil || topic.Verdict != nil {
		return nil
	}
	return s.lackLines(s.snap.Spectrum.Lacks(act.World{Roster: s.snap.Roster, Text: s.snap.Texts.Get}, topic), topic.Unsettled())
}

func (s *session) lackLines(lacks []spectrum.Lack, nations []safetext.Text) (out []string) {
	for _, l := range lacks {
		why := s.Say("spectrum.lack."+string(l), "nation", s.nations(nations))
		out = append(out, s.Say("spectrum.record.not_yet", "why", why)+".")
	}
	return out
}
