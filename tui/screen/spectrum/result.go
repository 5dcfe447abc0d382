package spectrum

import (
	"slices"

	"convene/internal/workshop/poll"
	domain "convene/internal/workshop/spectrum"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/screen/spectrum/guide"
	"convene/tui/theme"
	"convene/tui/widget/bars"
)

// resultOf is the round whose result is in front: the last of the vote, or an
// earlier one that the person looks back to.
func (s *Screen) resultOf(t *domain.Topic, vote domain.Vote) *domain.Round {
	var shown []*domain.Round
	for _, r := range slices.Backward(t.Rounds) {
		if r.Shown() && r.Vote == vote {
			shown = append(shown, r)
		}
	}
	if len(shown) == 0 {
		return t.LastRound(0)
	}
	s.older = min(s.older, len(shown)-1)
	return shown[s.older]
}

// resultPage is what a vote said: everything at once, then the reasons a few at
// a time.
func (s *Screen) resultPage(e *screen.Env, v view, vote domain.Vote) screen.Page {
	r := s.resultOf(v.topic, vote)
	if r == nil {
		return screen.Page{Focus: -1, Rows: paint.Paragraph(theme.Strong, e.Say("fault.spectrum_no_result"), e.W),
			Hints: s.hostHint(e, v)}
	}
	pages := s.resultPages(e, v.topic, r)
	n := s.resultAt(e, r, pages)
	p := screen.Page{Focus: -1, Rows: pages[n].rows}
	if len(pages) > 1 {
		p.Step = e.Say("common.page", "page", n+1, "pages", len(pages))
	}
	if s.older > 0 {
		p.Step = e.Say("spectrum.earlier_round")
	}
	p.Hints = s.hostHint(e, v)
	if len(pages) > 1 {
		p.Hints = append(p.Hints, keys.Hint{Action: keys.More, Words: e.Say("spectrum.foot.more_reasons")})
	}
	if _, apart := s.ahead[r.ID]; apart && n != pageWith(pages, roomPage(e, r.ID)) {
		p.Hints = append(p.Hints, keys.Hint{Action: keys.Close, Words: e.Say("spectrum.foot.room")})
	}
	p.Hints = append(p.Hints, keys.Hint{Action: keys.Speak})
	if s.mayAdd(e, v) {
		p.Hints = append(p.Hints, keys.Hint{Action: keys.Write, Words: e.Say("spectrum.reveal.write_mine")})
	}
	if _, ok := speaks(e); ok {
		p.Hints = append(p.Hints, keys.Hint{Action: keys.Sign, Words: e.Say("spectrum.foot.position")})
	}
	return p
}

// mayAdd reports whether the person may add a reason now, to be shown with
// others at the host's step.
func (s *Screen) mayAdd(e *screen.Env, v view) bool {
	return v.topic.More.May(e.Me) && mayWrite(e)
}

func (s *Screen) resultKey(e *screen.Env, v view, vote domain.Vote, a keys.Action) screen.Do {
	t := v.topic
	r := s.resultOf(t, vote)
	if r == nil {
		return screen.Ignore()
	}
	switch a {
	case keys.More, keys.Before:
		pages := s.resultPages(e, t, r)
		return s.turnKey(r.ID, len(pages), s.resultAt(e, r, pages), a)
	case keys.Write:
		if s.mayAdd(e, v) {
			sh := s.reasonSheet(e, t.More)
			if words := e.Drafts["spectrum/"+r.Reasons.ID]; sh.field.Empty() {
				sh.field.SetText(words) // the close came before they were sent
			}
			s.push(sh)
			return screen.Do{}
		}
	case keys.Sign:
		if _, ok := speaks(e); ok {
			s.push(s.standSheet(t.ID))
			return screen.Do{}
		}
	case keys.History:
		s.older++ // resultOf stops at the first
		if len(t.Rounds) < 2 {
			s.older = 0
		}
		return screen.Do{}
	}
	return screen.Ignore()
}

// resultAt is the page in front: the room's, or the person's own.
func (s *Screen) resultAt(e *screen.Env, r *domain.Round, pages []resultRows) int {
	if n, ok := s.ahead[r.ID]; ok {
		return min(n, len(pages)-1)
	}
	return pageWith(pages, roomPage(e, r.ID))
}

// chart is the bars: today beside should be, or the first vote beside the
// second.
func chart(e *screen.Env, t *domain.Topic, r *domain.Round) []paint.Row {
	out := bars.Result{None: e.Say("common.none")}
	columns := []poll.Result{r.ShouldResult}
	if r.Today != nil {
		out.Heads = []string{e.Say("spectrum.today"), e.Say("spectrum.should")}
		columns = []poll.Result{r.TodayResult, r.ShouldResult}
	} else if before := firstOf(t, r); before != nil {
		out.Heads = []string{e.Say("spectrum.compare.first"), e.Say("spectrum.compare.second")}
		columns = []poll.Result{before.ShouldResult, r.ShouldResult}
	}
	for i, l := range e.Snap.Spectrum.Content.Levels {
		row := bars.Line{Label: guide.In(e, l.Name)}
		for _, c := range columns {
			n := 0
			if i < len(c.Counts) {
				n = c.Counts[i]
			}
			row.Counts = append(row.Counts, n)
		}
		out.Lines = append(out.Lines, row)
	}
	last := bars.Line{Label: e.Say("spectrum.reveal.unsure_pass"), Plain: true}
	for _, c := range columns {
		last.Counts = append(last.Counts, c.Unsure+c.Passed)
	}
	out.Lines = append(out.Lines, last)
	return bars.Layout(out, e.W, e.Theme)
}

// firstOf is the first vote that a second one is compared with: the last that
// was shown before it.
func firstOf(t *domain.Topic, r *domain.Round) *domain.Round {
	var before *domain.Round
	for _, x := range t.Rounds {
		if x == r {
			break
		}
		if x.Shown() && x.Vote == domain.First {
			before = x
		}
	}
	return before
}
