package values

import (
	"cmp"
	"slices"

	domain "convene/internal/workshop/values"
	"convene/tui/screen"
	"convene/tui/theme"
	"convene/tui/widget/bars"
)

// resultPage is the count by gathering, or what stands before there is one.
func (t *support) resultPage(e *screen.Env) screen.Page {
	s := e.Snap.Values
	b := body{e: e}
	m := s.LastMarking()
	if m == nil {
		b.say(theme.Strong, e.Say("values.support.soon"))
		b.gap()
		if last := len(s.Marks) - 1; last >= 0 && s.Marks[last].Void != "" {
			b.say(theme.Plain, e.Say("vote.void."+s.Marks[last].Void))
		}
		for _, c := range s.Live() {
			b.in(2, theme.Plain, title(e, c.ID))
		}
		b.gap()
		b.say(theme.Dim, promise(e, s.HowAsked()))
		return screen.Page{Rows: b.rows, Focus: -1}
	}
	b.say(theme.Strong, e.Say("values.support.result", "n", len(s.Chosen())))
	b.gap()
	live := s.Live()
	slices.SortStableFunc(live, func(a, c domain.Cluster) int { return cmp.Compare(s.Count(c.ID), s.Count(a.ID)) })
	r := bars.Result{None: e.Say("common.none")}
	for _, c := range live {
		r.Lines = append(r.Lines, bars.Line{Label: title(e, c.ID), Counts: []int{s.Count(c.ID)}})
	}
	b.add(bars.Layout(r, e.W, e.Theme)...)
	b.gap()
	if some := s.HeldBySome(); len(some) > 0 {
		var names []string
		for _, c := range some {
			names = append(names, title(e, c.ID))
		}
		b.say(theme.Plain, e.Say("values.some_list", "names", e.Words.List(names)))
		b.say(theme.Dim, e.Say("values.some.note"))
	}
	b.say(theme.Dim, e.Say("values.support.ties")+" "+e.Say("vote.tally", "list", m.Result.OnList, "answered", m.Result.Answered,
		"passed", m.Result.Passed, "missing", m.Result.NotCast))
	b.say(theme.Dim, m.Result.Ways.Said(e.Say))
	return screen.Page{Rows: b.rows, Focus: -1}
}
