package spectrum

import (
	"slices"

	"convene/internal/workshop/roster"
	domain "convene/internal/workshop/spectrum"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// readPage is for someone who is not on this vote's list.
func (s *Screen) readPage(e *screen.Env, r *domain.Round) screen.Page {
	t, _ := e.Snap.Spectrum.Round(r.ID)
	return fit(e, func(detail int) screen.Page {
		p := screen.Page{Focus: -1}
		p.Rows = append(paint.Paragraph(theme.Strong, questionWords(e, t, r.Should.ID), e.W), nil)
		p.Rows = append(append(p.Rows, paint.Paragraph(theme.Plain, noVote(e, r), e.W)...), nil)
		p.Rows = append(append(p.Rows, levelList(e, e.Snap.Spectrum.Content.Levels, "", detail < bare)...), nil)
		p.Rows = append(p.Rows, s.voteWords(e, r, 0, detail)...)
		return p
	})
}

// noVote says why this vote asks someone nothing.
func noVote(e *screen.Env, r *domain.Round) string {
	switch seat := e.Seat(); {
	case seat == nil || seat.Has(roster.Observer):
		return e.Say("vote.not_on_list")
	case seat.JoinedAt.After(r.OpenedAt):
		return e.Say("late.vote")
	}
	return e.Say("vote.set_aside")
}

// readKey says to whoever tries to answer why they can't.
func readKey(e *screen.Env, r *domain.Round, a keys.Action) screen.Do {
	switch a {
	case keys.Choose, keys.Main, keys.NotSure, keys.Pass:
		return screen.Do{Notice: noVote(e, r)}
	}
	return screen.Ignore()
}

// beforePage stands before a vote opens: what will be asked, and how.
func (s *Screen) beforePage(e *screen.Env, v view, vote domain.Vote) screen.Page {
	t := v.topic
	p := fit(e, func(detail int) screen.Page {
		p := screen.Page{Focus: -1}
		p.Rows = append(paint.Paragraph(theme.Strong, questionWords(e, t, ""), e.W), nil)
		if why := lastVoid(t, vote); why != "" {
			p.Rows = append(append(p.Rows, paint.Paragraph(theme.Waiting, e.Say("vote.void."+why), e.W)...), nil)
		}
		p.Rows = append(append(p.Rows, levelList(e, e.Snap.Spectrum.Content.Levels, "", detail < bare)...), nil)
		wait := e.Say("vote.wait")
		if vote == domain.Second {
			wait += " " + e.Say("spectrum.vote2.free")
		}
		p.Rows = append(p.Rows, paint.Paragraph(theme.Plain, wait, e.W)...)
		if m, ok := e.Lib.Mode(string(t.HowAsked())); ok && detail < bare {
			p.Rows = append(p.Rows, paint.Paragraph(theme.Dim, e.Words.In(m.Promise), e.W)...)
		}
		return p
	})
	p.Hints = s.hostHint(e, v)
	return p
}

// beforeKey says to whoever answers already that the vote is not open yet.
func beforeKey(e *screen.Env, a keys.Action) screen.Do {
	switch a {
	case keys.Choose, keys.NotSure, keys.Pass:
		return screen.Do{Notice: e.Say("vote.wait")}
	}
	return screen.Ignore()
}

// lastVoid says why the last round of a vote has no result, if that is so.
func lastVoid(t *domain.Topic, vote domain.Vote) string {
	for _, r := range slices.Backward(t.Rounds) {
		if r.Vote == vote {
			return r.Void
		}
	}
	return ""
}
