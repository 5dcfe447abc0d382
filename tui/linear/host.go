package linear

import (
	"slices"
	"strings"

	"convene/internal/fault"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
)

// leads reports whether the person has a host's list: a host or co-host, who
// holds the room without one, or the coordinator.
func (s *session) leads() bool {
	return !s.person.ForAnother() && (s.guide() || s.snap.Roster.Holder == s.person.Seat || s.seat().Has(roster.Coordinator))
}

// openHost puts the host's list in front.
func (s *session) openHost() {
	if !s.leads() {
		if s.holdable() && s.do(roster.HoldRoom{}) {
			return // the news says who holds the room now
		}
		s.fail(fault.New("only_host"))
		s.tell(s.Say("linear.host.signin", "word", s.word("signin")))
		return
	}
	s.aside(s.hostTask)
}

// holdable reports whether no host has been here for so long that the room may
// be held without one.
func (s *session) holdable() bool {
	p := s.snap.Presence
	return p != nil && !p.NoGuideSince.IsZero() && s.deps.Now().Sub(p.NoGuideSince) >= roster.HoldAfter
}

// hostTask is what a host can do now, whatever the room asks them as a
// participant.
func (s *session) hostTask() task {
	a := s.snap.Agenda
	t := task{make: s.hostTask}
	keys := []string{"host", a.At.Item, a.At.Step, a.At.Topic, string(s.snap.Status)}
	for _, p := range s.snap.OpenPolls() {
		keys = append(keys, p.ID)
	}
	t.key = strings.Join(keys, "|")
	t.ask = s.Say("linear.host.ask")
	if s.snap.Roster.CanHold(s.person.Seat) {
		s.unseenChoices(&t)
	}
	switch {
	case s.guide():
		if s.running() {
			s.inForce(&t)
		}
	case s.snap.Roster.Holder == s.person.Seat:
		t.say(s.Say("host.hold.limits"))
		if s.running() {
			s.timeChoices(&t)
			s.queueChoices(&t)
		}
		t.add("letgo", s.Say("host.letgo"), func(string) error { s.do(roster.LetGo{}); return nil })
		return t
	}
	s.meetingChoices(&t)
	s.wholeChoices(&t)
	t.add("assign", s.Say("linear.host.parked"), func(arg string) error { return s.settleQuestion(arg) })
	if s.guide() {
		t.add("people", s.Say("linear.host.people"), func(string) error { return s.roles() })
		t.add("door", s.Say("host.menu.door"), func(string) error { return s.doorAndCode() })
		if s.snap.Status == workshop.Open || s.snap.Status == workshop.Prepared {
			t.add("end", s.Say("linear.end"), func(string) error { return s.end() })
		}
	}
	return t
}

// inForce is what a host does while a meeting runs.
func (s *session) inForce(t *task) {
	a := s.snap.Agenda
	item, _ := a.Now()
	t.say(s.place(item))
	if note := s.in(item.HostNote); note != "" {
		t.say(s.Say("host.notes") + ": " + note)
	}
	for _, line := range item.SayNext {
		t.say(s.Say("host.say") + ": " + s.in(line))
	}
	switch item.Activity {
	case "spectrum":
		s.spectrumHost(t)
	case "values":
		s.valuesHost(t)
	case "terms":
		s.termsHost(t)
	}
	if to, ok := a.Next(); ok {
		title := s.placeTitle(to)
		t.add("next", s.Say("host.step.next", "title", title), func(string) error {
			return s.move(to, s.Say("host.move.ask", "title", title))
		})
	}
	if to, ok := a.Back(); ok {
		title := s.placeTitle(to)
		t.add("previous", s.Say("host.step.back"), func(string) error {
			return s.move(to, s.Say("host.move.back.ask", "title", title))
		})
	}
	s.timeChoices(t)
	s.queueChoices(t)
}

// placeTitle is a place by its item and, within one item, its step.
func (s *session) placeTitle(p act.Place) string {
	item, _ := s.snap.Agenda.Item(p.Item)
	title := s.in(item.Title)
	x, _ := s.deps.Lib.Exercise(item.Activity)
	for _, st := range x.Steps {
		if st.ID == p.Step && p.Item == s.snap.Agenda.At.Item {
			title = s.w.In(st.Title)
		}
	}
	return title
}

// move takes the room on, once the host has said yes. If the room moved
// meanwhile, nothing happens.
func (s *session) move(to act.Place, question string) error {
	from := s.snap.Agenda.At
	yes, err := s.confirm(question)
	if yes && err == nil {
		s.do(workshop.MoveTo{From: from, To: to})
	}
	return err
}

// timeChoices guide the time of the present item; nothing closes by itself.
func (s *session) timeChoices(t *task) {
	a := s.snap.Agenda
	if item, _ := a.Now(); item.Activity != agenda.Opening {
		if left, ok := a.Left(s.deps.Now()); ok && left > 0 {
			t.say(s.Say("timer.about", "about", s.w.AboutMinutes(left)))
		}
		if a.Timer.Running {
			t.add("timer", s.Say("timer.pause"), func(string) error { s.done(agenda.PauseTimer{}); return nil })
		} else {
			t.add("timer", s.Say("timer.start"), func(string) error { s.done(agenda.StartTimer{}); return nil })
		}
		t.add("minutes", s.Say("timer.add"), s.addMinutes)
	}
	label := "linear.pause"
	if a.Paused {
		label = "linear.pause.over"
	}
	paused := !a.Paused
	t.add("pause", s.Say(label), func(string) error { s.do(agenda.PauseRoom{Paused: paused}); return nil })
}

func (s *session) addMinutes(arg string) error {
	n, ok, err := s.askMinutes(s.Say("timer.add.ask"), arg)
	if ok && err == nil {
		s.done(agenda.AddMinutes{Minutes: n})
	}
	return err
}

// list is who a question that opens now asks, as the host settled it.
type list struct {
	aside  []roster.SeatID
	warned bool
}

// gather asks the host whether everyone is here who is to be asked, lets seats
// be set aside, and has a short list confirmed (design §4, "The few"). everyone is
// the id of the sentence that says how many they are.
func (s *session) gather(question, everyone string, mode poll.Mode) (l list, ok bool, err error) {
	for {
		var asked []*roster.Seat
		for _, seat := range s.snap.Roster.Voters() {
			if !slices.Contains(l.aside, seat.ID) {
				asked = append(asked, seat)
			}
		}
		n, err := s.choose(question+" "+s.Say(everyone, "n", len(asked)), s.Say("linear.open.yes"), s.Say("vote.open.aside"))
		if n == 0 || err != nil {
			return l, false, err
		}
		if n == 1 {
			if mode == poll.Named || len(asked) >= poll.Few || len(asked) < poll.TooFew {
				return l, true, nil
			}
			l.warned, err = s.confirm(s.Say("vote.few.warning"), s.Say("vote.few.confirm"))
			return l, l.warned, err
		}
		var names []string
		for _, seat := range asked {
			names = append(names, s.name(seat.ID))
		}
		if n, err = s.choose(s.Say("vote.open.aside"), names...); err != nil {
			return l, false, err
		}
		if n > 0 {
			l.aside = append(l.aside, asked[n-1].ID)
		}
	}
}

// closing adds the last call and, after it, the close of what is asked now: p is
// its poll, called whether the last call was made.
func (s *session) closing(t *task, p *poll.Poll, called bool, call, shut, off any) {
	t.say(s.Say("host.answers", "n", s.snap.Counts[p.ID]) + ". " + s.Say("host.list", "n", len(p.Roll)) + ".")
	if n := s.snap.Roster.Screenless(p.Roll); n > 0 {
		t.say(s.Say("host.screenless", "n", n) + ".")
	}
	if !called {
		t.add("call", s.Say("vote.last_call"), func(string) error { s.do(call); return nil })
	} else {
		t.add("close", s.Say("vote.close"), func(string) error {
			missing := max(0, len(p.Roll)-s.snap.Counts[p.ID])
			yes, err := s.confirm(s.Say("vote.close.ask", "n", missing), s.Say("vote.close.final"))
			if yes && err == nil {
				s.do(shut)
			}
			return err
		})
	}
	if off != nil {
		t.add("calloff", s.Say("linear.calloff"), func(string) error {
			yes, err := s.confirm(s.Say("linear.calloff.ask"))
			if yes && err == nil {
				s.do(off)
			}
			return err
		})
	}
}
