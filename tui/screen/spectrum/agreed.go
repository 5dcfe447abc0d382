package spectrum

import (
	"strconv"

	"convene/internal/workshop/poll"
	domain "convene/internal/workshop/spectrum"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/screen/spectrum/guide"
	"convene/tui/theme"
)

// agreedPage stands after one's own answer to a check is in.
func (s *Screen) agreedPage(e *screen.Env, c *domain.Check) screen.Page {
	p := screen.Page{Focus: -1}
	words := e.Say("check.change")
	if s.showing {
		words = e.Say("vote.own", "answer", scaleWords(e, string(e.Own[c.Poll.ID])))
	}
	p.Rows = append(paint.Paragraph(theme.Strong, e.Say("vote.all_in", "n", 1), e.W), nil)
	p.Rows = append(p.Rows, numbered(e, 0, words), nil)
	reason := "check.reason.invite"
	if s.isIn(e, c.Reasons.ID) {
		reason = "vote.reason.kept"
	}
	p.Rows = append(append(p.Rows, paint.Paragraph(theme.Plain, e.Say(reason), e.W)...), nil)
	if words := s.checkCall(e, c); words != "" {
		p.Rows = append(append(p.Rows, paint.Paragraph(theme.Waiting, words, e.W)...), nil)
	}
	state := modePromise(e, c.Poll.Mode)
	if most := mostIn(e, c.Poll); most != "" {
		state += " " + most
	}
	p.Rows = append(p.Rows, paint.Paragraph(theme.Dim, state, e.W)...)
	p.Hints = []keys.Hint{{Action: keys.Write, Words: e.Say("check.reason")},
		{Action: keys.MyAnswer, Words: e.Say("vote.foot.show")}, {Action: keys.Choose, Keys: "1", Words: e.Say("keys.edit.foot")}}
	return p
}

// consentKey handles a key in the consent step.
func (s *Screen) consentKey(e *screen.Env, v view, k keys.Key, a keys.Action) screen.Do {
	t := v.topic
	c := t.OpenCheck()
	if c == nil || v.looking {
		if do := s.viewKey(e, t, a); !do.Ignored {
			return do
		}
		return screen.Ignore()
	}
	if s.asked != c.ID() {
		s.asked, s.at = c.ID(), auto
	}
	n, digit := k.Digit()
	switch {
	case !c.Poll.May(e.Me):
		return s.viewKey(e, t, a)
	case s.speaksAtCheck(e, c):
		if a == keys.Choose && n == 1 {
			s.self[c.ID()] = true
			return screen.Do{}
		}
		return s.viewKey(e, t, a)
	case a == keys.MyAnswer:
		s.showing = true
		return screen.Do{}
	case a == keys.Write:
		s.push(s.reasonSheet(e, c.Reasons))
		return screen.Do{}
	case s.isIn(e, c.Poll.ID) && s.at == auto:
		if a == keys.Choose && digit && n == 1 {
			s.at = 0
			return screen.Do{}
		}
		return s.viewKey(e, t, a)
	}
	return s.agreeKey(e, t, c, k, a)
}

// agreeKey chooses on the scale, and Enter sends what was chosen.
func (s *Screen) agreeKey(e *screen.Env, t *domain.Topic, c *domain.Check, k keys.Key, a keys.Action) screen.Do {
	id, scale := c.Poll.ID, e.Lib.Scale()
	now := scaleAt(e, s.chosen[id])
	switch a {
	case keys.Choose, keys.Pass, keys.ReadToMe:
		for _, x := range scale {
			if k == keys.Char([]rune(x.Key)[0]) {
				s.chosen[id] = x.ID
			}
		}
		return screen.Do{}
	case keys.RowDown:
		s.chosen[id] = scale[min(now+1, len(scale)-1)].ID
		return screen.Do{}
	case keys.RowUp:
		if now < 0 {
			now = len(scale)
		}
		s.chosen[id] = scale[max(now-1, 0)].ID
		return screen.Do{}
	case keys.More:
		s.read += 2
		return screen.Do{}
	case keys.Close:
		if s.chosen[id] != "" || s.at != auto {
			delete(s.chosen, id)
			s.at = auto
			return screen.Do{}
		}
	case keys.Main:
		if s.chosen[id] == "" {
			return screen.Do{Notice: e.Say("check.nothing_enter")}
		}
		return screen.Give(domain.Cast{Poll: id, Choice: s.chosen[id]})
	}
	return s.viewKey(e, t, a)
}

// outcomePage is what a check came to: the standing, the answers, the concerns,
// and what is lacking before the topic can be recorded as final.
func (s *Screen) outcomePage(e *screen.Env, v view) screen.Page {
	t := v.topic
	c := t.LastCheck()
	p := screen.Page{Focus: -1}
	p.Rows = append(paint.Paragraph(theme.Strong, standingWords(e, c.Outcome.Consent), e.W), nil)
	p.Rows = append(append(p.Rows, scaleRows(e, c)...), nil)
	if c.Outcome.FollowUp {
		p.Rows = append(p.Rows, paint.Paragraph(theme.Plain, e.Say("spectrum.consent.followup"), e.W)...)
	}
	p.Rows = append(p.Rows, concernRows(e, c)...)
	p.Rows = append(p.Rows, s.besideRows(e, t)...)
	if lacks := guide.Lacks(e, t); len(lacks) > 0 {
		p.Rows = append(append(p.Rows, nil), paint.Paragraph(theme.Plain, e.Say("spectrum.record.lacking"), e.W)...)
		for _, words := range lacks {
			p.Rows = append(p.Rows, paint.Shift(2, paint.Paragraph(theme.Plain, words, e.W-2))...)
		}
	}
	p.Hints = append(s.hostHint(e, v), s.viewHints(e)...)
	return p
}

// standingWords is the outcome of a check in words; it is never an average.
func standingWords(e *screen.Env, c poll.Consent) string {
	words := e.Say("check.result." + string(c.Standing))
	switch {
	case !c.Unheard || !c.Standing.Reached():
	case len(c.Groups) > 0:
		var names []string
		for _, g := range c.Groups {
			if have, ok := e.Lib.Group(string(g)); ok {
				names = append(names, e.Words.In(have.Name))
			}
		}
		words = guide.Capital(e.Say("check.result.unheard_groups", "groups", e.Words.List(names))) + "."
	default:
		words = guide.Capital(e.Say("check.result.unheard")) + "."
	}
	return words
}

// scaleRows are the answers with their numbers, in the order they were offered.
func scaleRows(e *screen.Env, c *domain.Check) []paint.Row {
	var rows []paint.Row
	res := c.Outcome.Result
	for _, a := range e.Lib.Scale() {
		n := res.Of(c.Poll, a.ID)
		if a.ID == poll.Pass {
			n = res.Passed
		}
		if n == 0 {
			continue
		}
		lead := paint.Pad(paint.Right(paint.Line(paint.Text(theme.Plain, strconv.Itoa(n))), 4), 6)
		label := e.Words.In(a.Label)
		if names := openly(e, res, a.ID); len(names) > 0 {
			label += ": " + e.Words.List(names)
		}
		for i, r := range paint.Paragraph(theme.Plain, label, e.W-6) {
			if i > 0 {
				lead = paint.Line(paint.Spaces(6))
			}
			rows = append(rows, paint.Join(lead, r))
		}
	}
	if res.NotCast > 0 {
		rows = append(rows, paint.Join(paint.Pad(paint.Right(paint.Line(paint.Text(theme.Plain, strconv.Itoa(res.NotCast))), 4), 6),
			paint.Line(paint.Text(theme.Plain, e.Say("vote.not_cast")))))
	}
	if ways := res.Ways.Said(e.Say); ways != "" {
		rows = append(rows, paint.Paragraph(theme.Dim, ways, e.W)...)
	}
	return rows
}

// openly are the names of those who gave an answer, where it was asked with names.
func openly(e *screen.Env, res poll.Result, answer string) []string {
	var names []string
	for _, n := range res.Named {
		if n.Choice == answer {
			names = append(names, poll.Entered(e.Say, seatName(e, n.Seat), byName(e, n.By)))
		}
	}
	return names
}

func concernRows(e *screen.Env, c *domain.Check) []paint.Row {
	if len(c.Outcome.Concerns) == 0 {
		return nil
	}
	rows := paint.Paragraph(theme.Dim, e.Say("check.concern.head"), e.W)
	for _, x := range c.Outcome.Concerns {
		rows = append(rows, reasonRows(e, x)...)
	}
	return rows
}

// verdictPage is how the topic was recorded: final, or proposed or open with
// what is lacking.
func (s *Screen) verdictPage(e *screen.Env, v view) screen.Page {
	t := v.topic
	d := t.Verdict
	p := screen.Page{Focus: -1}
	p.Rows = append(paint.Paragraph(theme.Strong, e.Say("spectrum.verdict."+string(d.Status)), e.W), nil)
	for _, words := range offerWords(e, t, d.Offer) {
		p.Rows = append(p.Rows, paint.Paragraph(theme.Plain, words, e.W)...)
	}
	if d.Carried {
		p.Rows = append(p.Rows, paint.Paragraph(theme.Plain, guide.Capital(e.Say("spectrum.result.to_write"))+".", e.W)...)
	}
	if len(d.Lacks) > 0 {
		p.Rows = append(append(p.Rows, nil), paint.Paragraph(theme.Plain, e.Say("spectrum.record.lacking"), e.W)...)
		for _, words := range guide.LackWords(e, d.Lacks, d.Nations) {
			p.Rows = append(p.Rows, paint.Shift(2, paint.Paragraph(theme.Plain, words, e.W-2))...)
		}
	}
	p.Rows = append(p.Rows, s.besideRows(e, t)...)
	p.Rows = append(append(p.Rows, nil), paint.Paragraph(theme.Dim, e.Say("spectrum.record.done"), e.W)...)
	p.Hints = append(s.hostHint(e, v), s.viewHints(e)...)
	return p
}
