package linear

import (
	"strings"
	"time"

	"convene/internal/prepare"
	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/terms"
)

// meetingChoices begin, plan and end meetings, and change their agenda.
func (s *session) meetingChoices(t *task) {
	a := s.snap.Agenda
	if s.snap.Status == workshop.Ended || s.snap.Status == workshop.Closed {
		return
	}
	if !s.guide() && s.running() {
		return // the coordinator prepares meetings, and guides none
	}
	if s.guide() && a.Meeting.OpenedAt.IsZero() && len(a.Items) > 0 {
		t.add("begin", s.Say("host.step.begin"), func(string) error { return s.begin() })
	}
	t.add("edit", s.Say("host.menu.agenda"), s.editAgenda)
	if s.running() {
		t.add("goto", s.Say("host.goto"), s.goTo)
	} else {
		t.add("plan", s.Say("linear.plan"), func(string) error { return s.plan() })
	}
	if a.Meeting.EndedAt.IsZero() {
		t.add("endby", s.Say("linear.endby"), s.endBy)
	}
	for _, p := range a.Proposed {
		title := s.Say("host.waiting.agenda", "title", p.Title.String())
		t.add("proposals", title, func(string) error {
			var o options
			s.give(&o, s.Say("linear.proposal.take"), agenda.Settle{ID: p.ID, Take: true, Lang: s.w.Lang()})
			s.give(&o, s.Say("linear.proposal.decline"), agenda.Settle{ID: p.ID})
			return s.pick(title, o)
		})
	}
}

// begin opens the planned meeting.
func (s *session) begin() error {
	title := ""
	for _, item := range s.snap.Agenda.Items {
		if !item.Skipped {
			title = s.in(item.Title)
			break
		}
	}
	return s.askThen(func() { s.do(workshop.OpenMeeting{}) }, s.Say("host.begin.ask", "title", title))
}

// plan starts from a ready agenda, or from an empty one.
func (s *session) plan() error {
	var o options
	add := func(id, label string) {
		plan, ok := prepare.Meeting(s.deps.Lib, prepare.Plan{Agenda: id, Zone: s.zone().String()})
		if ok {
			s.sure(&o, label, plan, s.Say("host.plan.ask", "title", label), s.Say("host.plan.what"))
		}
	}
	for _, a := range s.deps.Lib.Agendas() {
		add(a.ID, s.Say("linear.plan.line", "title", s.w.In(a.Title), "length", s.w.Length(a.Minutes), "from", a.People[0], "to", a.People[1]))
	}
	add("", s.Say("agenda.choose.empty"))
	return s.pick(s.Say("agenda.choose"), o)
}

// goTo takes the room to another line of the agenda.
func (s *session) goTo(arg string) error {
	items := s.snap.Agenda.Items
	take := func(item agenda.Item) error {
		return s.move(agenda.Start(item), s.Say("host.move.ask", "title", s.in(item.Title)))
	}
	if n, ok := number(arg, len(items)); ok {
		return take(items[n-1])
	}
	var o options
	for _, item := range items {
		if item.ID != s.snap.Agenda.At.Item {
			o.add(s.itemLabel(item), func() error { return take(item) })
		}
	}
	return s.pick(s.Say("host.items.head"), o)
}

// endBy says at what time the meeting must end, for the pace to be compared with.
func (s *session) endBy(arg string) error {
	for {
		if at, err := time.Parse("15:04", strings.TrimSpace(arg)); err == nil {
			now := s.deps.Now().In(s.zone())
			if p := s.snap.Agenda.Meeting.PlannedAt; !s.running() && p.After(now) {
				now = p.In(s.zone())
			}
			end := time.Date(now.Year(), now.Month(), now.Day(), at.Hour(), at.Minute(), 0, 0, s.zone())
			if !end.After(now) {
				end = end.AddDate(0, 0, 1)
			}
			s.done(agenda.EndBy{At: end})
			return nil
		}
		r, err := s.ask(asking{prompt: s.Say("linear.endby.ask"), kind: safetext.Line, exact: true})
		if err != nil || !r.ok {
			return err
		}
		arg = r.words.String()
	}
}

// end ends the meeting, or the workshop with it.
func (s *session) end() error {
	var o options
	if s.running() {
		s.sure(&o, s.Say("linear.end.meeting"), workshop.EndMeeting{}, s.Say("host.end.meeting.ask"), s.Say("host.end.meeting.what"))
	}
	o.add(s.Say("linear.end.workshop"), func() error {
		days := int(terms.SigningWindow / minutes(24*60))
		return s.askThen(func() {
			err := s.deps.Desk.SetStatus(s.ctx, s.room, s.person.Seat, workshop.Ended)
			s.see()
			if err != nil {
				s.fail(err)
			}
		}, s.Say("host.end.ask"), s.Say("host.end.what", "n", days), s.Say("host.end.final"))
	})
	return s.pick(s.Say("linear.end.which"), o)
}
