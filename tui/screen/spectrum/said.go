package spectrum

import (
	"strings"

	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	domain "convene/internal/workshop/spectrum"
	"convene/tui/screen"
	"convene/tui/screen/spectrum/guide"
)

// said are the sentences under the bars of a result, each a thought of its own.
func said(e *screen.Env, t *domain.Topic, r *domain.Round) []string {
	var out []string
	add := func(words ...string) {
		var full []string
		for _, w := range words {
			if w != "" {
				full = append(full, w)
			}
		}
		if len(full) > 0 {
			out = append(out, strings.Join(full, " "))
		}
	}
	if r.Today != nil {
		add(rangeWords(e, r), gapWords(e, r))
	} else {
		add(movedWords(e, t, r), shiftWords(e, t, r))
		add(rangeWords(e, r), listsWords(e, t, r))
		add(settledWords(e, t, r))
	}
	for _, words := range listsOf(e, r) {
		add(words)
	}
	for _, beside := range besideWords(e, t) { // before the split: on the first page, beside the count
		add(beside)
	}
	add(splitWords(e, r, r.ShouldResult, "spectrum.reveal.split"))
	if r.Today != nil && r.TodayResult.Split != nil {
		add(splitWords(e, r, r.TodayResult, "spectrum.reveal.split_today"))
	}
	if r.Mode == poll.Named {
		if r.Today != nil {
			add(namedWords(e, "spectrum.today", r.TodayResult))
		}
		add(namedWords(e, "spectrum.should", r.ShouldResult))
	}
	for _, g := range r.ShouldResult.Groups {
		add(groupWords(e, g))
	}
	if r.NotAction {
		add(e.Say("vote.public.temperature"))
	}
	if r.Today != nil {
		add(e.Say("spectrum.reveal.ends"), e.Say("spectrum.reveal.agency_last"))
	}
	return out
}

// rangeWords say from where to where the answers go.
func rangeWords(e *screen.Env, r *domain.Round) string {
	low, high := poll.RangeOf(r.ShouldResult.Counts)
	switch {
	case low < 0:
		return ""
	case low == high:
		return e.Say("spectrum.reveal.range_one", "level", guide.LevelAt(e, low))
	}
	return e.Say("spectrum.reveal.range", "low", guide.LevelAt(e, low), "high", guide.LevelAt(e, high))
}

// gapWords name the distance from today to what should be.
func gapWords(e *screen.Env, r *domain.Round) string {
	halves, ok := domain.Gap(poll.MiddleOf(r.TodayResult.Counts), poll.MiddleOf(r.ShouldResult.Counts))
	if !ok {
		return ""
	}
	return distance(e, "spectrum.gap.", halves)
}

// distance says a distance in half levels: the sentence ids are the prefix and
// same, more, less, more_half, less_half.
func distance(e *screen.Env, prefix string, halves int) string {
	id := "more"
	switch {
	case halves == 0:
		return e.Say(prefix + "same")
	case halves < 0:
		id, halves = "less", -halves
	}
	if halves%2 == 1 {
		id += "_half"
	}
	return e.Say(prefix+id, "n", halves/2, "count", e.Words.Number(halves/2))
}

// listWords are the numbers that add up: who was asked, and what came.
func listWords(e *screen.Env, r poll.Result) string {
	if r.Split != nil {
		words := e.Say("spectrum.reveal.list", "agency", r.Split.AgencyList, "others", r.Split.OtherList)
		if ways := r.Ways.Said(e.Say); ways != "" {
			words += " " + ways
		}
		return words
	}
	return strings.TrimSuffix(tally(e, r), ".")
}

// tally is how many were asked and what came, and by which ways.
func tally(e *screen.Env, r poll.Result) string {
	words := e.Say("vote.tally", "list", r.OnList, "answered", r.Answered, "passed", r.Passed, "missing", r.NotCast)
	if ways := r.Ways.Said(e.Say); ways != "" {
		words += ". " + ways
	}
	return words
}

// listsOf are the numbers of a result: once where they are the same for both
// questions, else each under its own.
func listsOf(e *screen.Env, r *domain.Round) []string {
	should := listWords(e, r.ShouldResult)
	if r.Today == nil || r.ShouldResult.Split != nil {
		return []string{should}
	}
	today := listWords(e, r.TodayResult)
	if today == should {
		return []string{should}
	}
	return []string{guide.Capital(e.Say("spectrum.today")) + ": " + today, guide.Capital(e.Say("spectrum.should")) + ": " + should}
}

// splitWords are the two middles of the one split, with their gap, or why they
// are not shown.
func splitWords(e *screen.Env, r *domain.Round, res poll.Result, id string) string {
	if res.Split != nil {
		words := e.Say(id, "agency", guide.Middle(e, res.Split.Agency), "others", guide.Middle(e, res.Split.Others))
		if halves, ok := domain.Gap(res.Split.Others, res.Split.Agency); ok {
			words += " " + distance(e, "spectrum.side.", halves)
		}
		return words
	}
	return r.Should.Unsplit(res, e.Say)
}

// movedWords say how the middle moved from the first vote to the second.
func movedWords(e *screen.Env, t *domain.Topic, r *domain.Round) string {
	before := firstOf(t, r)
	if before == nil {
		return ""
	}
	from, to := poll.MiddleOf(before.ShouldResult.Counts), poll.MiddleOf(r.ShouldResult.Counts)
	halves, ok := domain.Gap(from, to)
	switch {
	case !ok:
		return ""
	case halves == 0:
		return e.Say("spectrum.compare.stayed", "level", guide.Middle(e, to))
	}
	return e.Say("spectrum.compare.moved_to", "from", guide.Middle(e, from), "to", guide.Middle(e, to))
}

// shiftWords are the difference of the two distributions.
func shiftWords(e *screen.Env, t *domain.Topic, r *domain.Round) string {
	before := firstOf(t, r)
	if before == nil {
		return ""
	}
	var parts []string
	for i, n := range domain.Shift(before.ShouldResult, r.ShouldResult) {
		switch level := guide.LevelAt(e, i); {
		case n > 0:
			parts = append(parts, e.Say("spectrum.compare.more", "n", n, "count", e.Words.Number(n), "level", level))
		case n < 0:
			parts = append(parts, e.Say("spectrum.compare.fewer", "n", -n, "count", e.Words.Number(-n), "level", level))
		}
	}
	if len(parts) == 0 {
		return e.Say("spectrum.compare.same")
	}
	return e.Say("spectrum.compare.shift", "shifts", e.Words.List(parts))
}

// listsWords say that two votes asked different numbers of people.
func listsWords(e *screen.Env, t *domain.Topic, r *domain.Round) string {
	before := firstOf(t, r)
	if before == nil || before.ShouldResult.OnList == r.ShouldResult.OnList {
		return ""
	}
	return e.Say("spectrum.compare.list", "first", before.ShouldResult.OnList, "second", r.ShouldResult.OnList)
}

// settledWords say what becomes of two levels that stand, or what may.
func settledWords(e *screen.Env, t *domain.Topic, r *domain.Round) string {
	p := t.Proposal()
	if p.Round != r.ID || p.None() || p.Stands() {
		return ""
	}
	if st := t.Settlement; st != nil && st.Round == p.Round {
		return settlementWords(e, *st)
	}
	var ways []string
	for _, how := range []domain.How{domain.Stage, domain.Pilot, domain.Carry} {
		ways = append(ways, e.Say("spectrum.how."+string(how)))
	}
	return e.Say("spectrum.result.ways", "ways", strings.Join(ways, "; "))
}

// settlementWords is what the group made of two levels that stand.
func settlementWords(e *screen.Env, st domain.Settlement) string {
	first, second := guide.Level(e, st.Levels[0]), guide.Level(e, st.Levels[1])
	id := "spectrum.settled." + string(st.How)
	if st.How == domain.Stage && st.Day == "" {
		id = "spectrum.settled.stage_open"
	}
	words := e.Say(id, "first", first, "second", second, "date", guide.Day(e, st.Day))
	if !st.Words.Text.IsBlank() {
		words += " " + e.Quoted(st.Words.Text.String(), st.Words.Lang)
	}
	return words
}

// namedWords are the answers of a vote that was asked openly.
func namedWords(e *screen.Env, question string, r poll.Result) string {
	var parts []string
	for _, c := range r.Named {
		parts = append(parts, poll.Entered(e.Say, seatName(e, c.Seat), byName(e, c.By))+": "+choiceWords(e, c.Choice))
	}
	if len(parts) == 0 {
		return ""
	}
	return guide.Capital(e.Say(question)) + ". " + strings.Join(parts, "; ") + "."
}

// byName is who put an answer for somebody; empty where nobody did.
func byName(e *screen.Env, by roster.SeatID) string {
	if by == "" {
		return ""
	}
	return seatName(e, by)
}

// groupWords is how a group that is large enough answered.
func groupWords(e *screen.Env, g poll.GroupCount) string {
	var parts []string
	for i, n := range g.Counts {
		if n > 0 {
			parts = append(parts, guide.LevelAt(e, i)+" "+e.Words.Number(n))
		}
	}
	name := string(g.Group)
	if have, ok := e.Lib.Group(name); ok {
		name = e.Words.In(have.Name)
	}
	return name + ": " + strings.Join(parts, ", ") + "."
}
