package linear

// turnWords say whose turn it is at a terminal that several share, so that nobody
// answers as another; nothing where one has it for themselves.
func (s *session) turnWords() string {
	if s.person.ForAnother() {
		return s.forName()
	}
	if len(s.person.Table) == 0 || s.person.Seat == "" {
		return ""
	}
	return s.Say("table.turn", "name", s.name(s.person.Seat)) + "."
}

// offerTurn says, once, whose turn could come next when all that is asked of this
// person has their answer. It tells nothing of what anybody else has done.
func (s *session) offerTurn() {
	if len(s.person.Table) == 0 {
		return
	}
	open := s.snap.OpenPolls()
	next, ok := s.person.Waiting(open)
	at := string(next) + " " + questionIn(s.snap).polls
	in := func(poll string) bool { _, ok := s.own(poll); return ok }
	if !ok || at == s.offeredTo || !s.person.Done(open, in) {
		return
	}
	s.offeredTo = at
	s.tell(s.Say("table.linear.offer", "name", s.name(next), "word", s.word("table")))
}

// atTable asks what is to be done at a terminal that several share, or are to
// share: hand over to one of them, let somebody sit down, or get up.
func (s *session) atTable() error {
	var o options
	end := func(over turnOver) func() error { return func() error { return over } }
	others := s.person.Others()
	for _, n := range others {
		o.add(s.Say("table.handover", "name", s.name(n.Seat)), end(turnOver{then: HandOver, to: n.Seat}))
	}
	o.add(s.Say("table.sitdown"), end(turnOver{then: SitDown}))
	if len(others) > 0 {
		o.add(s.Say("table.getup"), end(turnOver{then: GotUp}))
	}
	return s.pick(s.Say("table.title"), o)
}

// whoLeaves asks who leaves a terminal that several share.
func (s *session) whoLeaves() error {
	var o options
	only := s.Say("table.getup")
	if s.person.Seat == "" {
		only = s.Say("table.leave.nobody")
	}
	o.add(only, func() error { return turnOver{then: GotUp} })
	o.add(s.Say("table.leave.all"), func() error { return ErrLeft })
	return s.pick(s.Say("table.leave.title"), o)
}
