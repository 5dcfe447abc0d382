package linear

import (
	"time"

	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/workshop/roster"
)

// door is for someone without a seat: what will happen, who keeps the record,
// and what to call them; or the return words of someone who was here before.
func (s *session) door() error {
	s.told = s.snap
	s.tell(s.Say("welcome.head"))
	s.tell(s.welcome()...)
	for s.person.Seat == "" {
		n, err := s.choose(s.Say("door.return.head"), s.Say("door.new.foot"), s.Say("door.return.foot"))
		if err != nil {
			return err
		}
		switch n {
		case 1:
			err = s.takeSeat()
		case 2:
			err = s.comeBack()
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// welcome says what will happen and who sees and keeps it, before anyone writes.
func (s *session) welcome() []string {
	m := s.snap.Meta
	var out []string
	if purpose := s.in(m.About); purpose != "" {
		out = append(out, s.Say("welcome.purpose", "purpose", purpose))
	}
	total := 0
	for _, i := range s.snap.Agenda.Items {
		if !i.Skipped {
			total += i.Minutes
		}
	}
	if total > 0 {
		out = append(out, s.Say("welcome.length", "length", s.w.AboutMinutes(minutes(total))))
	}
	out = append(out, s.Say("welcome.see"))
	if !m.Keeper.IsEmpty() && m.RetentionDays > 0 {
		until := s.deps.Now().Add(time.Duration(m.RetentionDays) * 24 * time.Hour)
		out = append(out, s.Say("welcome.record", "holder", m.Keeper.String(), "date", s.day(until)))
	} else {
		out = append(out, s.Say("welcome.record_unknown"))
	}
	public := "unknown"
	if m.PublicBody == "yes" || m.PublicBody == "no" {
		public = m.PublicBody
	}
	return append(out, s.Say("welcome.public."+public))
}

// takeSeat asks the one thing that is needed, a name, and makes the seat.
func (s *session) takeSeat() error {
	r, err := s.ask(asking{prompt: s.Say("welcome.name.ask") + " " + s.Say("welcome.name.exactly") + " " +
		s.Say("welcome.name.family"), kind: safetext.Name})
	if err != nil {
		return err
	}
	if !r.ok {
		s.tell(s.Say("welcome.name.needed"))
		return nil
	}
	seat, words, err := s.deps.Desk.Take(s.ctx, s.room, s.person.Guest, roster.About{Name: r.words}, s.w.Lang(), "linear")
	if code := fault.Code(err); code == "code_unknown" || code == "slow_down" {
		return err // the workshop has ended meanwhile: the door says so, and asks
	}
	if err != nil {
		s.fail(err)
		return nil
	}
	s.fresh = true
	s.sit(room.Own(seat))
	if words == "" {
		return nil
	}
	s.tell(s.Say("welcome.words.head"))
	return s.tellSecret(s.Say("welcome.words.explain"), words, s.Say("welcome.words.private"))
}

// comeBack finds the seat that return words open.
func (s *session) comeBack() error {
	r, err := s.ask(asking{prompt: s.Say("door.return.explain"), kind: safetext.Line, secret: true})
	if err != nil || !r.ok {
		return err
	}
	who, err := s.deps.Desk.Return(s.ctx, s.room.ID(), s.person.Guest, r.words.String())
	if err != nil {
		s.fail(err)
		return nil
	}
	s.sit(who)
	return nil
}

// sit makes this session that seat's.
func (s *session) sit(who room.Sitter) {
	s.person.Seat, s.person.Entry = who.Seat, who.Entry
	s.visit.Sit(who.Seat)
	s.see()
	s.told = s.snap
}
