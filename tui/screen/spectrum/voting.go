package spectrum

import (
	"strconv"

	"convene/internal/safetext"
	"convene/internal/workshop/poll"
	domain "convene/internal/workshop/spectrum"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/screen/spectrum/guide"
	"convene/tui/theme"
)

// How much a page leaves out to stand in the room it has, in this order.
const (
	full  = iota
	tight // no blank rows inside the list and before one's own line
	bare  // promises beside the chosen level only
)

// fit lays a page out with as much as stands in the rows there are.
func fit(e *screen.Env, lay func(detail int) screen.Page) screen.Page {
	p := lay(full)
	for detail := tight; len(p.Rows) > e.H && detail <= bare; detail++ {
		p = lay(detail)
	}
	return p
}

// numbered is a line behind a digit.
func numbered(e *screen.Env, i int, words string) paint.Row {
	return paint.Clip(paint.Line(paint.Text(theme.Key, "  "+strconv.Itoa(i+1)), paint.Spaces(2),
		paint.Text(theme.Plain, words)), e.W, e.Theme.Dots)
}

func digitsTo(n int) string {
	if n < 2 {
		return "1"
	}
	return "1–" + strconv.Itoa(n)
}

// voteKey handles a key in a vote's step.
func (s *Screen) voteKey(e *screen.Env, v view, vote domain.Vote, k keys.Key, a keys.Action) screen.Do {
	r := v.topic.OpenRound()
	switch {
	case r == nil && v.topic.LastRound(vote) != nil:
		return s.resultKey(e, v, vote, a)
	case v.looking:
		return screen.Ignore()
	case r == nil || r.Vote != vote:
		return beforeKey(e, a)
	case s.speaksFirst(e, r):
		return s.delegateKey(e, v, r, k, a)
	case !r.Should.May(e.Me):
		return readKey(e, r, a)
	}
	switch a {
	case keys.MyAnswer:
		s.showing = true
		return screen.Do{}
	case keys.Write:
		s.push(s.reasonSheet(e, r.Reasons))
		return screen.Do{}
	}
	if q := s.question(e, r); q < len(questions(r)) {
		return s.askKey(e, r, q, k, a)
	}
	return s.inKey(e, r, k, a)
}

// askKey chooses, and Enter sends what was chosen.
func (s *Screen) askKey(e *screen.Env, r *domain.Round, q int, k keys.Key, a keys.Action) screen.Do {
	p := questions(r)[q]
	list := picks{levels: e.Snap.Spectrum.Content.Levels, chosen: s.chosen[p.ID]}
	if id, ok := list.key(k, a); ok {
		s.chosen[p.ID] = id
		return screen.Do{}
	}
	switch {
	case a == keys.Main && list.chosen != "":
		return screen.Give(domain.Cast{Poll: p.ID, Choice: list.chosen})
	case a == keys.Main && s.isIn(e, p.ID):
		s.at = q + 1
		return screen.Do{}
	case a == keys.Main:
		return screen.Do{Notice: e.Say("vote.nothing_chosen")}
	case a == keys.Close && list.chosen != "":
		delete(s.chosen, p.ID)
		return screen.Do{}
	case a == keys.Back && q > 0:
		s.at = q - 1
		return screen.Do{}
	case a == keys.Back && s.self[r.ID]:
		delete(s.self, r.ID)
		return screen.Do{}
	case a == keys.TakeBack && s.isIn(e, p.ID):
		return screen.Give(domain.Withdraw{Poll: p.ID})
	}
	return screen.Ignore()
}

// inKey goes back to a question by its number.
func (s *Screen) inKey(e *screen.Env, r *domain.Round, k keys.Key, a keys.Action) screen.Do {
	polls := questions(r)
	n, digit := k.Digit()
	switch {
	case a == keys.Choose && digit && n >= 1 && n <= len(polls):
		s.at = n - 1
		return screen.Do{}
	case a == keys.Back:
		s.at = len(polls) - 1
		return screen.Do{}
	case a == keys.TakeBack && s.isIn(e, r.Reasons.ID):
		return screen.Give(domain.Withdraw{Poll: r.Reasons.ID})
	}
	return screen.Ignore()
}

// reasonSheet asks why, apart from the answer. A level stands beside the words
// only where the writer adds one.
func (s *Screen) reasonSheet(e *screen.Env, p *poll.Poll) *sheet {
	have, _ := poll.ReadReason(e.Own[p.ID])
	level := have.Choice
	sh := &sheet{draft: "spectrum/" + p.ID}
	sh.field = newField(e, safetext.Line, sh.draft, have.Words.String())
	sh.card = func(e *screen.Env) card {
		c := card{title: e.Say("vote.reason.title"), save: e.Say("vote.foot.reason_send"), tab: e.Say("vote.reason.tab"), folded: true,
			above: []string{reasonWords(e, p)}, below: []string{e.Say("vote.reason.style")}}
		if level != "" {
			c.below = append([]string{e.Say("vote.reason.with", "level", guide.Level(e, level))}, c.below...)
		}
		for _, id := range p.Options {
			c.lines = append(c.lines, line{words: guide.Level(e, id), chosen: id == level, marks: true, do: func(*screen.Env) screen.Do {
				level, sh.list = id, false
				return screen.Do{}
			}})
		}
		if len(p.Options) > 0 {
			c.lines = append(c.lines, line{zero: true, words: e.Say("vote.reason.without"), chosen: level == "", marks: true, do: func(*screen.Env) screen.Do {
				level, sh.list = "", false
				return screen.Do{}
			}})
		}
		c.send = func(e *screen.Env, words string) screen.Do {
			r := domain.WriteReason{Poll: p.ID, Words: safetext.Clean(safetext.Line, words), Lang: e.Lang, Level: level}
			if more(e, p.ID) {
				return s.give(domain.AddReason(r))
			}
			return s.give(r)
		}
		return c
	}
	return sh
}

// more reports whether a poll gathers reasons after a reveal.
func more(e *screen.Env, id string) bool {
	for _, t := range e.Snap.Spectrum.Topics {
		if t.MoreID() == id && id != "" {
			return true
		}
	}
	return false
}

// reasonWords say who sees a reason.
func reasonWords(e *screen.Env, p *poll.Poll) string {
	switch {
	case p.Mode == poll.Named:
		return e.Say("vote.reason.who_named")
	case more(e, p.ID):
		return e.Say("vote.reason.who") + " " + e.Say("vote.reason.later")
	}
	return e.Say("vote.reason.who")
}
