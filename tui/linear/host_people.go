package linear

import (
	"convene/internal/safetext"
	"convene/internal/workshop/roster"
)

// roles gives and takes roles, hands the meeting over, ends a seat, or makes a
// one-time return word for someone who lost theirs.
func (s *session) roles() error {
	var labels []string
	var seats []*roster.Seat
	for _, seat := range s.snap.Roster.Here() {
		label := s.name(seat.ID)
		for _, r := range seat.Roles {
			label += ", " + s.Say("host.role."+string(r))
		}
		seats, labels = append(seats, seat), append(labels, label)
	}
	n, err := s.choose(s.Say("host.menu.people"), labels...)
	if n == 0 || err != nil {
		return err
	}
	return s.roleOf(seats[n-1])
}

func (s *session) roleOf(seat *roster.Seat) error {
	name := s.name(seat.ID)
	var labels []string
	var acts []func() error
	add := func(label string, act func() error) { labels, acts = append(labels, label), append(acts, act) }
	for _, r := range []roster.Role{roster.CoHost, roster.NoteKeeper, roster.Scribe, roster.Observer, roster.Coordinator} {
		role := s.Say("host.role." + string(r))
		if seat.Has(r) {
			add(s.Say("linear.role.take", "role", role), func() error { s.do(roster.Take{Seat: seat.ID, Role: r}); return nil })
		} else {
			add(s.Say("linear.role.give", "role", role), func() error { s.do(roster.Grant{Seat: seat.ID, Role: r}); return nil })
		}
	}
	if seat.ID != s.person.Seat {
		add(s.Say("linear.handover"), func() error {
			yes, err := s.confirm(s.Say("host.handover.ask", "name", name))
			if yes && err == nil {
				s.do(roster.HandOver{To: seat.ID})
			}
			return err
		})
		add(s.Say("linear.return.make"), func() error { return s.onceWords(seat) })
		add(s.Say("linear.seat.end"), func() error {
			yes, err := s.confirm(s.Say("host.seat.end.ask", "name", name))
			if yes && err == nil {
				return s.endSeat(seat.ID)
			}
			return err
		})
	}
	n, err := s.choose(name, labels...)
	if n == 0 || err != nil {
		return err
	}
	return acts[n-1]()
}

// endSeat ends a seat, through the desk, which has what opens it.
func (s *session) endSeat(id roster.SeatID) error {
	if err := s.deps.Desk.EndSeat(s.ctx, s.room, s.person.Seat, id); err != nil {
		s.fail(err)
		return nil
	}
	s.see()
	s.tell(s.Say("linear.sent"))
	return nil
}

func (s *session) onceWords(seat *roster.Seat) error {
	yes, err := s.confirm(s.Say("host.return.make", "name", s.name(seat.ID)))
	if !yes || err != nil {
		return err
	}
	words, err := s.deps.Desk.OnceWords(s.ctx, s.room, s.person.Seat, seat.ID, seat.Lang)
	if err != nil {
		s.fail(err)
		return nil
	}
	return s.tellSecret(s.Say("linear.return.word", "name", s.name(seat.ID)), words)
}

// doorAndCode closes or opens the door, changes the code, or makes the words of a
// government's delegate.
func (s *session) doorAndCode() error {
	locked := s.snap.Roster.Locked
	door := s.Say("host.door.lock")
	if locked {
		door = s.Say("host.door.unlock")
	}
	head := s.Say("host.menu.door")
	if code, err := s.deps.Desk.Code(s.ctx, s.room.ID()); err == nil {
		head = s.Say("linear.code.now", "code", code.String())
	}
	n, err := s.choose(head, door, s.Say("linear.code.new"), s.Say("linear.delegate.make"))
	if err != nil {
		return err
	}
	switch n {
	case 1:
		s.do(roster.LockDoor{Locked: !locked})
	case 2:
		yes, err := s.confirm(s.Say("host.code.new.ask"))
		if err != nil || !yes {
			return err
		}
		code, err := s.deps.Desk.NewCode(s.ctx, s.room, s.person.Seat)
		if err != nil {
			s.fail(err)
			return nil
		}
		s.tell(s.Say("linear.code.now", "code", code.String()))
	case 3:
		return s.delegateWords()
	}
	return nil
}

func (s *session) delegateWords() error {
	r, err := s.ask(asking{prompt: s.Say("linear.delegate.nation"), kind: safetext.Name})
	if err != nil || !r.ok {
		return err
	}
	words, err := s.deps.Desk.IssueDelegate(s.ctx, s.room, s.person.Seat, r.words, s.w.Lang())
	if err != nil {
		s.fail(err)
		return nil
	}
	return s.tellSecret(s.Say("linear.delegate.words", "nation", r.words.String()), words)
}
