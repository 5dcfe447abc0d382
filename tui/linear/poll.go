package linear

import (
	"strings"

	"convene/internal/library"
	"convene/internal/safetext"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
)

// promise says, before anyone answers, who can see it, and warns where few are
// asked.
func (s *session) promise(t *task, mode poll.Mode, few bool) {
	if m, ok := s.deps.Lib.Mode(string(mode)); ok {
		t.say(s.w.In(m.Promise))
	}
	if few {
		t.say(s.Say("vote.few.warning"))
	}
}

// overheard says, before an answer that nobody else is to know, that a screen
// reader may speak it. "ready" then takes it without showing it.
func (s *session) overheard(t *task, mode poll.Mode) {
	if mode != poll.Named {
		t.secret = true
		t.say(s.Say("linear.secret"))
	}
}

// mayAnswer says why the person is not asked; false then.
func (s *session) mayAnswer(t *task, p *poll.Poll) bool {
	if p.May(s.person.Seat) && s.snap.Roster.CanWrite(s.person.Seat) {
		return true
	}
	t.ask = s.Say("vote.not_on_list")
	return false
}

// cast sends an answer to the poll it was given to. What was answered is not
// read back, since others may hear.
func (s *session) cast(body any) {
	if s.do(body) {
		s.redo = ""
		s.tell(s.Say("linear.answer.in", "word", s.word("answer")))
	}
}

// answering is how an exercise takes the answers and reasons of a check.
type answering struct {
	cast   func(choice string) any
	reason func(words safetext.Text) any
	// withdraw takes the reason back; nil where that can't be.
	withdraw any
}

// scaleTask asks the agree scale: 0 to 5, p to pass, t for one's own language.
func (s *session) scaleTask(t *task, c *poll.Check, question string, a answering) {
	t.key += "/check/" + c.ID()
	s.promise(t, c.Poll.Mode, c.Few)
	if !s.mayAnswer(t, c.Poll) {
		return
	}
	s.overheard(t, c.Poll.Mode)
	t.ask = question
	if _, in := s.own(c.Poll.ID); in {
		t.say(s.Say("linear.answer.is_in"))
	}
	for _, x := range s.deps.Lib.Scale() {
		t.answer(x.Key, s.scaleLabel(x), func(string) error {
			s.cast(a.cast(x.ID))
			return nil
		})
	}
	for _, x := range []struct{ word, choice string }{{"pass", poll.Pass}, {"readtome", poll.ReadToMe}} {
		t.hear(x.word, func(string) error { s.cast(a.cast(x.choice)); return nil })
	}
	t.hear("answer", func(string) error {
		return s.tellOwn(c.Poll, s.optionLabel)
	})
	s.reasonChoice(t, c.Reasons, a.reason, a.withdraw)
}

func (s *session) scaleLabel(x library.Answer) string {
	label := s.w.In(x.Label)
	if len(x.Hint) > 0 {
		label += " (" + s.w.In(x.Hint) + ")"
	}
	return label
}

// optionLabel names an answer of the agree scale, or one that every poll has.
func (s *session) optionLabel(id string) string {
	switch id {
	case poll.Unsure:
		return s.Say("spectrum.vote.notsure")
	case poll.Pass:
		return s.Say("spectrum.vote.pass")
	}
	for _, x := range s.deps.Lib.Scale() {
		if x.ID == id {
			return x.Key + ", " + s.w.In(x.Label)
		}
	}
	return id
}

// tellOwn tells the person's own answer, on their asking; one that nobody else is
// to know, once they are ready to hear it.
func (s *session) tellOwn(p *poll.Poll, label func(string) string) error {
	value, ok := s.own(p.ID)
	if !ok {
		s.tell(s.Say("linear.answer.none"))
		return nil
	}
	if p.Mode != poll.Named {
		if err := s.warn(); err != nil {
			return err
		}
	}
	s.tell(s.Say("linear.answer.own", "answer", label(string(value))))
	return nil
}

// reasonChoice offers to write why, apart from the answer.
func (s *session) reasonChoice(t *task, p *poll.Poll, send func(words safetext.Text) any, withdraw any) {
	label := s.Say("vote.reason.ask")
	if p.Mode == poll.Named {
		label = s.Say("vote.reason.ask_named")
	}
	q := asking{prompt: label, kind: safetext.Line, field: p.ID}
	t.add("reason", label, func(arg string) error {
		return s.given(q, arg, func(words safetext.Text) { s.send(q.field, send(words)) })
	})
	if withdraw == nil {
		return
	}
	t.more("takeback", s.Say("linear.reason.takeback"), func(string) error {
		value, ok := s.own(p.ID)
		r, read := poll.ReadReason(value)
		if !ok || !read {
			s.tell(s.Say("linear.reason.none"))
			return nil
		}
		return s.askThen(func() { s.done(withdraw) }, s.Say("linear.reason.takeback.ask", "words", r.Words.String()))
	})
}

// resultLines are what a close showed: bars as sentences, the sums, the few
// breakdowns that may be shown (design §4).
func (s *session) resultLines(p *poll.Poll, r poll.Result, label func(string) string) []string {
	var out []string
	var none []string
	for i, option := range p.Options {
		switch {
		case i >= len(r.Counts):
		case r.Counts[i] == 0:
			none = append(none, label(option))
		default:
			out = append(out, s.Say("linear.bar", "label", label(option), "n", r.Counts[i]))
		}
	}
	if len(none) > 0 {
		out = append(out, s.Say("linear.bar.none", "labels", strings.Join(none, "; ")))
	}
	if r.Unsure > 0 {
		out = append(out, s.Say("linear.bar", "label", s.Say("spectrum.vote.notsure"), "n", r.Unsure))
	}
	out = append(out, s.Say("vote.tally", "list", r.OnList, "answered", r.Answered, "passed", r.Passed, "missing", r.NotCast)+".")
	if ways := r.Ways.Said(s.Say); ways != "" {
		out = append(out, ways)
	}
	for _, x := range r.Named {
		out = append(out, s.Say("linear.named", "name", s.openly(x.Seat, x.By), "answer", label(x.Choice)))
	}
	for _, g := range r.Groups {
		for i, n := range g.Counts {
			if n > 0 {
				out = append(out, s.Say("linear.group.bar", "group", s.groupName(g.Group, ""), "label", label(p.Options[i]), "n", n))
			}
		}
	}
	return out
}

// openly is a name beside an open answer, with who put it for them if somebody did.
func (s *session) openly(seat, by roster.SeatID) string {
	helper := ""
	if by != "" {
		helper = s.name(by)
	}
	return poll.Entered(s.Say, s.name(seat), helper)
}

// reasonLines read reasons, in the order they were shuffled into.
func (s *session) reasonLines(reasons []poll.Reason, label func(string) string) []string {
	var out []string
	for i, r := range reasons {
		words := s.theirs(r.Words.String(), r.Lang)
		who := ""
		switch {
		case r.Seat != "":
			who = s.openly(r.Seat, r.By)
		case r.Group != roster.NoGroup:
			who = s.groupName(r.Group, "")
		}
		line := s.Say("linear.reason", "number", i+1, "words", words)
		if who != "" {
			line = s.Say("linear.reason.by", "number", i+1, "who", who, "words", words)
		}
		if r.Choice != "" {
			line += " (" + label(r.Choice) + ")"
		}
		out = append(out, line)
	}
	return out
}

// outcomeLines are what a check came to. It is never averaged.
func (s *session) outcomeLines(c *poll.Check) []string {
	o := c.Outcome
	out := s.resultLines(c.Poll, o.Result, s.optionLabel)
	if standing := o.Consent.Standing; standing != poll.Unasked {
		out = append(out, s.Say("check.result."+string(standing)))
	}
	if o.Consent.Unheard && o.Consent.Standing.Reached() {
		var groups []string
		for _, g := range o.Consent.Groups {
			groups = append(groups, s.groupName(g, ""))
		}
		if len(groups) > 0 {
			out = append(out, s.Say("check.result.unheard_groups", "groups", s.w.List(groups))+".")
		} else {
			out = append(out, s.Say("check.result.unheard")+".")
		}
	}
	if len(o.Concerns) > 0 {
		out = append(out, s.Say("check.concern.head")+":")
		out = append(out, s.reasonLines(o.Concerns, s.optionLabel)...)
	}
	return out
}

// checkNews tells that a check opened, is called for the last time, or closed.
func (n *news) check(before, now *poll.Check, title string) {
	switch {
	case now.IsOpen() && before.ID() != now.ID():
		n.need(n.s.Say("linear.check.opened", "title", title))
	case now.IsOpen() && before.CalledAt.IsZero() && !now.CalledAt.IsZero():
		n.need(n.s.Say("vote.last_call.room"))
	case before.IsOpen() && before.ID() == now.ID() && now.Voided:
		n.need(n.s.Say("vote.void.called_off"))
	case now.Standing() != poll.Unasked && (before.IsOpen() || before.ID() != now.ID()):
		n.shown = true
		n.need(n.s.Say("linear.check.closed", "title", title))
		for _, l := range n.s.outcomeLines(now) {
			n.need(l)
		}
	}
}
