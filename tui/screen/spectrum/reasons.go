package spectrum

import (
	"slices"
	"strings"

	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	domain "convene/internal/workshop/spectrum"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/screen/spectrum/guide"
	"convene/tui/theme"
)

// resultRows is one page of a result. First and next are the reasons on it, from
// 0; equal where it holds none.
type resultRows struct {
	rows        []paint.Row
	first, next int
}

// pageWith is the page that holds the n-th reason; the first one for 0.
func pageWith(pages []resultRows, n int) int {
	if n == 0 {
		return 0
	}
	i := slices.IndexFunc(pages, func(p resultRows) bool { return n >= p.first && n < p.next })
	return max(i, 0)
}

// resultPages lays a result out: the headline and bars with what is said under
// them, and the reasons, as many whole ones as fit.
func (s *Screen) resultPages(e *screen.Env, t *domain.Topic, r *domain.Round) []resultRows {
	return remember(&s.memo, e, "result", laidResult{t, r}, func() []resultRows { return layResult(e, t, r) })
}

func layResult(e *screen.Env, t *domain.Topic, r *domain.Round) []resultRows {
	head := append(paint.Paragraph(theme.Strong, guide.Headline(e, t, r), e.W), nil)
	head = append(head, chart(e, t, r)...)
	pages := []resultRows{{rows: append(head, nil)}}
	last := &pages[0]
	for _, words := range said(e, t, r) {
		block := paint.Paragraph(theme.Plain, words, e.W)
		if len(last.rows)+len(block) > e.H {
			pages = append(pages, resultRows{})
			last = &pages[len(pages)-1]
		}
		last.rows = append(last.rows, block...)
	}
	return reasonPages(e, pages, t, r)
}

type laidResult struct {
	t *domain.Topic
	r *domain.Round
}

// reasonPages puts the reasons behind what is said, on the same page where at
// least one of them fits.
func reasonPages(e *screen.Env, pages []resultRows, t *domain.Topic, r *domain.Round) []resultRows {
	reasons := guide.Reasons(t, r)
	last := &pages[len(pages)-1]
	if len(reasons) == 0 {
		none := paint.Paragraph(theme.Dim, e.Say("spectrum.reveal.reasons_none"), e.W)
		if len(last.rows)+1+len(none) <= e.H {
			last.rows = append(append(last.rows, nil), none...)
		}
		return pages
	}
	head := reasonsHead(e, r, reasons)
	for i := 0; i < len(reasons); {
		later := i >= len(r.Written)
		title := head
		if later {
			title = e.Say("spectrum.reveal.reasons_later")
		}
		gap := 0
		if len(last.rows) > 0 {
			gap = 1
		}
		top := len(paint.Paragraph(theme.Dim, title+" "+rangeOf(e, i, len(reasons), len(reasons)), e.W))
		if body := reasonRows(e, reasons[i]); len(last.rows) > 0 && len(last.rows)+gap+top+len(body) > e.H {
			pages = append(pages, resultRows{})
			last, gap = &pages[len(pages)-1], 0
		}
		var body []paint.Row
		first, room := i, e.H-len(last.rows)-gap-top
		for i < len(reasons) && (i >= len(r.Written)) == later {
			rows := reasonRows(e, reasons[i])
			if len(body) > 0 && len(body)+len(rows) > room {
				break
			}
			body = append(body, rows...)
			i++
		}
		if gap > 0 {
			last.rows = append(last.rows, nil)
		}
		last.rows = append(last.rows, paint.Paragraph(theme.Dim, title+" "+rangeOf(e, first, i, len(reasons)), e.W)...)
		last.rows = append(last.rows, body...)
		if last.next == last.first {
			last.first = first
		}
		last.next = i
	}
	return pages
}

func rangeOf(e *screen.Env, first, next, total int) string {
	if next-first == 1 {
		return e.Say("spectrum.reasons.one_of", "number", first+1, "total", total)
	}
	return e.Say("spectrum.reasons.of", "from", first+1, "to", next, "total", total)
}

// reasonsHead says what stands beside the words and what does not.
func reasonsHead(e *screen.Env, r *domain.Round, reasons []poll.Reason) string {
	withLevel := slices.ContainsFunc(reasons, func(x poll.Reason) bool { return x.Choice != "" })
	switch {
	case r.Mode == poll.Named:
		return e.Say("spectrum.reveal.reasons_named")
	case withLevel:
		return e.Say("spectrum.reveal.reasons_levels")
	}
	return e.Say("spectrum.reveal.reasons")
}

// reasonRows is one reason in its writer's words, with what stands beside them:
// a level the writer added, a group or name where the mode says so, the language.
func reasonRows(e *screen.Env, r poll.Reason) []paint.Row {
	rows := paint.Shift(2, paint.Paragraph(theme.Plain, e.Quoted(r.Words.String(), ""), e.W-2))
	var marks []string
	if r.Choice != "" {
		marks = append(marks, choiceWords(e, r.Choice))
	}
	switch {
	case r.Seat != "":
		marks = append(marks, poll.Entered(e.Say, seatName(e, r.Seat), byName(e, r.By)))
	case r.Group != roster.NoGroup:
		if g, ok := e.Lib.Group(string(r.Group)); ok {
			marks = append(marks, e.Words.In(g.Name))
		}
	}
	if mark := e.InLanguage(r.Lang); mark != "" {
		marks = append(marks, mark)
	}
	if len(marks) == 0 {
		return rows
	}
	mark := paint.Line(paint.Text(theme.Dim, strings.Join(marks, " "+e.Theme.Dot+" ")))
	last := len(rows) - 1
	if rows[last].Width()+2+mark.Width() <= e.W {
		rows[last] = paint.Ends(rows[last], mark, e.W)
		return rows
	}
	for _, r := range paint.Paragraph(theme.Dim, mark.String(), e.W-2) {
		rows = append(rows, paint.Right(r, e.W))
	}
	return rows
}
