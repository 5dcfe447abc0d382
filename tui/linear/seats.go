package linear

// atTable asks what is to be done at a terminal that several share, or are to
// share: hand over to one of them, let somebody sit down, or get up.
func (s *session) atTable() error {
	var o options
	end := func(over turnOver) func() error { return func() error { return over } }
	others := s.person.Others()
	for _, n := range others {
		o.add(s.Say("table.handover", "name", s.name(n.Seat)), end(turnOver{HandOver, n.Seat}))
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
