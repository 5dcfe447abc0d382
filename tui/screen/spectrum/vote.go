package spectrum

import (
	"strings"

	"convene/internal/workshop/poll"
	domain "convene/internal/workshop/spectrum"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/screen/spectrum/guide"
	"convene/tui/theme"
)

// questions are a round's polls in the order they are asked.
func questions(r *domain.Round) []*poll.Poll {
	if r.Today != nil {
		return []*poll.Poll{r.Today, r.Should}
	}
	return []*poll.Poll{r.Should}
}

// votePage is a vote's step: the question while it is open, its result after
// the close, and before both what will be asked.
func (s *Screen) votePage(e *screen.Env, v view, vote domain.Vote) screen.Page {
	t := v.topic
	r := t.OpenRound()
	switch {
	case r == nil && t.LastRound(vote) != nil:
		return s.resultPage(e, v, vote)
	case r == nil || r.Vote != vote:
		return s.beforePage(e, v, vote)
	}
	q := s.question(e, r)
	switch {
	case s.speaksFirst(e, r):
		return s.delegatePage(e, v, r)
	case !r.Should.May(e.Me):
		return s.readPage(e, r)
	case q == len(questions(r)):
		return s.inPage(e, r)
	}
	return s.askPage(e, r, q)
}

// question is the question in front: the one the person went to, or the first
// they have not answered; after the last, len(questions).
func (s *Screen) question(e *screen.Env, r *domain.Round) int {
	if s.asked != r.ID {
		s.asked, s.at = r.ID, auto
	}
	if s.at != auto {
		return s.at
	}
	for i, p := range questions(r) {
		if !s.isIn(e, p.ID) {
			return i
		}
	}
	return len(questions(r))
}

// isIn reports whether the person's answer to a poll is in.
func (s *Screen) isIn(e *screen.Env, poll string) bool {
	_, ok := e.Own[poll]
	return ok || s.sent[poll]
}

// askPage is one question: the levels, pass and not sure, and who sees it.
func (s *Screen) askPage(e *screen.Env, r *domain.Round, q int) screen.Page {
	p := questions(r)[q]
	t, _ := e.Snap.Spectrum.Round(r.ID)
	chosen := s.chosen[p.ID]
	if s.showing && chosen == "" {
		chosen = string(e.Own[p.ID])
	}
	list := picks{levels: e.Snap.Spectrum.Content.Levels, chosen: chosen}
	key := askLaid{t, r, q, chosen, mostIn(e, r.Should), s.lastCall(e, r), s.ownWords(e, r, q)}
	page := remember(&s.memo, e, "ask", key, func() screen.Page {
		return fit(e, func(detail int) screen.Page {
			pg := screen.Page{Focus: -1}
			pg.Rows = append(paint.Paragraph(theme.Strong, questionWords(e, t, p.ID), e.W), nil)
			rows, focus := list.layout(e, detail < bare)
			if focus >= 0 {
				pg.Focus = len(pg.Rows) + focus
			}
			pg.Rows = append(pg.Rows, rows...)
			if detail < tight {
				pg.Rows = append(pg.Rows, nil)
			}
			if chosen == poll.Unsure || chosen == poll.Pass {
				pg.Focus = len(pg.Rows)
			}
			pg.Rows = append(append(pg.Rows, list.tail(e)), nil)
			pg.Rows = append(pg.Rows, s.voteWords(e, r, q, detail)...)
			return pg
		})
	})
	if len(questions(r)) > 1 {
		page.Step = e.Say("spectrum.question_of", "number", q+1, "total", len(questions(r)))
	}
	page.Hints = s.askHints(e, p.ID)
	return page
}

// askLaid is what a question's layout is made of.
type askLaid struct {
	t                       *domain.Topic
	r                       *domain.Round
	q                       int
	chosen, most, call, own string
}

func (s *Screen) askHints(e *screen.Env, id string) []keys.Hint {
	main := e.Say("vote.foot.nothing")
	switch chosen := s.chosen[id]; {
	case chosen == poll.Unsure:
		main = e.Say("spectrum.vote.foot.send_notsure")
	case chosen == poll.Pass:
		main = e.Say("spectrum.vote.foot.send_pass")
	case chosen != "":
		main = e.Say("spectrum.vote.foot.send", "level", guide.Level(e, chosen))
	case s.isIn(e, id):
		main = e.Say("spectrum.foot.on")
	}
	return []keys.Hint{{Action: keys.Main, Words: main},
		{Action: keys.Choose, Keys: digitsTo(len(e.Snap.Spectrum.Content.Levels)), Words: e.Say("keys.choose.foot")},
		{Action: keys.Write, Words: e.Say("vote.foot.reason")},
		{Action: keys.NotSure}, {Action: keys.Pass}, {Action: keys.MyAnswer}, {Action: keys.TakeBack}}
}

func questionWords(e *screen.Env, t *domain.Topic, id string) string {
	if strings.HasSuffix(id, "/today") {
		return e.Say("spectrum.question.today", "topic", guide.Subject(e, t))
	}
	return e.Say("spectrum.question.should", "topic", guide.Subject(e, t))
}

// voteWords say who sees the answer, to the letter, what is special about this
// vote, how far the room is, and what is in of one's own.
func (s *Screen) voteWords(e *screen.Env, r *domain.Round, q, detail int) []paint.Row {
	var rows []paint.Row
	say := func(style theme.Style, words string) {
		rows = append(rows, paint.Paragraph(style, words, e.W)...)
	}
	if words := s.lastCall(e, r); words != "" && q < len(questions(r)) { // beside the answers it stands above
		say(theme.Waiting, words)
	}
	if r.Few {
		say(theme.Waiting, e.Say("vote.few.warning"))
	}
	if r.NotAction {
		say(theme.Plain, e.Say("vote.public.temperature"))
	}
	words := ""
	if m, ok := e.Lib.Mode(string(r.Mode)); ok {
		words = e.Words.In(m.Promise)
	}
	if state := mostIn(e, r.Should); state != "" {
		words += " " + state
	}
	say(theme.Dim, words)
	if own := s.ownWords(e, r, q); own != "" {
		if detail < tight {
			rows = append(rows, nil)
		}
		say(theme.Plain, own)
	}
	return rows
}

// ownWords is the line about an answer that is in: of this question, or of the
// one before. The answer itself shows only until the next key.
func (s *Screen) ownWords(e *screen.Env, r *domain.Round, q int) string {
	polls := questions(r)
	if q == len(polls) && s.showing {
		return "" // each stands beside its question
	}
	id := polls[min(q, len(polls)-1)].ID
	if s.isIn(e, id) {
		if s.showing {
			return e.Say("vote.own", "answer", choiceWords(e, string(e.Own[id])))
		}
		return e.Say("vote.in")
	}
	if q > 0 && s.isIn(e, polls[q-1].ID) {
		if s.showing {
			return e.Say("spectrum.vote.own_today", "answer", choiceWords(e, string(e.Own[polls[q-1].ID])))
		}
		return e.Say("spectrum.vote.today_in")
	}
	return ""
}

// lastCall is the line of the last call; who chose and did not send is told so,
// alone.
func (s *Screen) lastCall(e *screen.Env, r *domain.Round) string {
	if r.CalledAt.IsZero() {
		return ""
	}
	missing := false
	for _, p := range questions(r) {
		if s.chosen[p.ID] != "" {
			return e.Say("vote.last_call.unsent")
		}
		missing = missing || !s.isIn(e, p.ID)
	}
	if missing && r.Should.May(e.Me) {
		return e.Say("vote.last_call.room")
	}
	return e.Say("vote.last_call.soon")
}

// mostIn tells the room in steps how far it is, never a count.
func mostIn(e *screen.Env, p *poll.Poll) string {
	switch in := e.Snap.Counts[p.ID]; {
	case 2*in > len(p.Roll):
		return e.Say("vote.most_in")
	case in > 0:
		return e.Say("vote.some_in")
	}
	return ""
}

// inPage stands after all questions were answered: what can still be changed,
// and room for a reason, apart from the answers.
func (s *Screen) inPage(e *screen.Env, r *domain.Round) screen.Page {
	polls := questions(r)
	p := screen.Page{Focus: -1}
	p.Rows = append(paint.Paragraph(theme.Strong, e.Say("vote.all_in", "n", len(polls)), e.W), nil)
	for i, q := range polls {
		words := e.Say("vote.change_should")
		if q == r.Today {
			words = e.Say("vote.change_today")
		}
		if s.showing {
			words = answerWords(e, r, q)
		}
		p.Rows = append(p.Rows, numbered(e, i, words))
	}
	p.Rows = append(p.Rows, nil)
	if words := s.lastCall(e, r); words != "" {
		p.Rows = append(append(p.Rows, paint.Paragraph(theme.Waiting, words, e.W)...), nil)
	}
	reason := "vote.reason.ask"
	switch {
	case s.isIn(e, r.Reasons.ID):
		reason = "vote.reason.kept"
	case r.Mode == poll.Named:
		reason = "vote.reason.ask_named"
	}
	p.Rows = append(append(p.Rows, paint.Paragraph(theme.Plain, e.Say(reason), e.W)...), nil)
	p.Rows = append(p.Rows, s.voteWords(e, r, len(polls), full)...)
	p.Hints = []keys.Hint{{Action: keys.Write, Words: e.Say("vote.foot.reason")},
		{Action: keys.MyAnswer, Words: e.Say("vote.foot.show")},
		{Action: keys.Choose, Keys: digitsTo(len(polls)), Words: e.Say("keys.edit.foot")}, {Action: keys.TakeBack}}
	return p
}

// answerWords is one of the person's answers, beside its question.
func answerWords(e *screen.Env, r *domain.Round, p *poll.Poll) string {
	word := e.Say("spectrum.should")
	if p == r.Today {
		word = e.Say("spectrum.today")
	}
	own, ok := e.Own[p.ID]
	if !ok {
		return word + ": " + e.Say("common.none")
	}
	return word + ": " + choiceWords(e, string(own))
}
