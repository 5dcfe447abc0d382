package linear

import (
	"strings"
	"time"

	"convene/internal/safetext"
	"convene/internal/workshop/followup"
	"convene/internal/workshop/roster"
)

// questions reads what was parked.
func (s *session) questions() {
	lines := []string{s.Say("park.head")}
	for i, q := range s.snap.Followup.Questions {
		lines = append(lines, s.questionLine(i, q))
	}
	if len(lines) == 1 {
		lines = append(lines, s.Say("park.empty"))
	}
	s.read(lines)
}

// questionLine is a question with who answers it, by when, and its answer.
func (s *session) questionLine(i int, q followup.Question) string {
	line := s.Say("linear.question", "number", i+1, "question", s.parked(q), "name", s.name(q.By))
	owner := q.OwnerName.String()
	if q.Owner != "" {
		owner = s.name(q.Owner)
	}
	if owner != "" {
		line += " " + s.Say("linear.question.owner", "name", owner)
	}
	if !q.Due.IsZero() && !q.Done {
		line += " " + s.Say("linear.question.due", "moment", s.w.Moment(q.Due, s.zone()))
	}
	if q.Done {
		line += " " + s.Say("linear.question.answer", "answer", q.Answer.String())
	}
	return line
}

// settleQuestion gives a parked question an owner, a day or its answer, or opens
// it again: "assign 2".
func (s *session) settleQuestion(arg string) error {
	all := s.snap.Followup.Questions
	if len(all) == 0 {
		s.tell(s.Say("park.empty"))
		return nil
	}
	if n, ok := number(arg, len(all)); ok {
		return s.settleOne(all[n-1])
	}
	var o options
	for i, q := range all {
		o.add(s.questionLine(i, q), func() error { return s.settleOne(q) })
	}
	return s.pick(s.Say("park.head"), o)
}

func (s *session) settleOne(q followup.Question) error {
	var o options
	if q.Done {
		o.add(s.Say("park.reopen"), func() error { s.done(followup.Finish{ID: q.ID, Answer: q.Answer}); return nil })
		return s.pick(s.parked(q), o)
	}
	o.add(s.Say("park.owner.ask"), func() error {
		p, ok, err := s.choosePerson(s.Say("park.owner.ask"), false)
		if ok && err == nil {
			due := q.Due
			if due.IsZero() {
				due = followup.FirstReply(q.AskedAt, s.zone())
			}
			s.done(followup.Assign{ID: q.ID, Owner: p.Seat, OwnerName: p.Name.As(safetext.Name), Due: due})
		}
		return err
	})
	o.add(s.Say("park.due.ask"), func() error { return s.questionDue(q) })
	o.add(s.Say("park.finish"), func() error {
		ask := asking{prompt: s.Say("park.finish.ask"), kind: safetext.Idea, field: q.ID + "/answer"}
		return s.given(ask, "", func(words safetext.Text) {
			s.send(ask.field, followup.Finish{ID: q.ID, Answer: words, Done: true})
		})
	})
	return s.pick(s.parked(q), o)
}

// questionDue asks by which day a question gets its first reply. The time of day
// is that of the question.
func (s *session) questionDue(q followup.Question) error {
	day, ok, err := s.askDate(s.Say("park.due.ask"), "")
	if err != nil || !ok {
		return err
	}
	at := q.AskedAt.In(s.zone())
	due := time.Date(day.Year(), day.Month(), day.Day(), at.Hour(), at.Minute(), 0, 0, s.zone())
	if due.Before(at) {
		s.tell(s.Say("park.due.unread"))
		return nil
	}
	s.done(followup.Assign{ID: q.ID, Owner: q.Owner, OwnerName: q.OwnerName, Due: due.UTC()})
	return nil
}

// queue reads who speaks and who would like to.
func (s *session) queue() {
	f := s.snap.Followup
	var lines []string
	if f.Speaking != "" {
		lines = append(lines, s.Say("queue.now", "name", s.name(f.Speaking)))
	}
	if len(f.Queue) > 0 {
		lines = append(lines, s.Say("queue.waiting", "names", s.w.List(s.names(f.Queue)))+".")
	}
	if len(lines) == 0 {
		lines = []string{s.Say("queue.empty")}
	}
	s.tell(lines...)
}

func (s *session) names(seats []roster.SeatID) []string {
	var out []string
	for _, id := range seats {
		out = append(out, s.name(id))
	}
	return out
}

// queueChoices give the word and change the order of those who wait.
func (s *session) queueChoices(t *task) {
	waiting := s.snap.Followup.Queue
	if len(waiting) == 0 && s.snap.Followup.Speaking == "" {
		return
	}
	if len(waiting) > 0 {
		t.add("speaker", s.Say("host.call", "name", s.name(waiting[0])), func(string) error { s.do(followup.Call{}); return nil })
	} else {
		t.add("speaker", s.Say("linear.queue.end"), func(string) error { s.done(followup.Call{}); return nil })
	}
	t.add("order", s.Say("linear.queue.order"), func(string) error {
		var o options
		for _, id := range waiting {
			o.add(s.name(id), func() error {
				var what options
				what.add(s.Say("queue.first"), func() error { s.done(followup.Reorder{Seat: id}); return nil })
				what.add(s.Say("queue.drop"), func() error { s.done(followup.Reorder{Seat: id, Drop: true}); return nil })
				return s.pick(s.name(id), what)
			})
		}
		return s.pick(s.Say("queue.head"), o)
	})
}

// askDate asks for a day of the calendar, as its midnight in UTC, until it is
// one.
func (s *session) askDate(question, arg string) (day time.Time, ok bool, err error) {
	for {
		typed, ok, err := s.askDay(question, arg)
		if err != nil || !ok {
			return time.Time{}, false, err
		}
		if day, err = time.Parse(time.DateOnly, strings.TrimSpace(typed)); err == nil {
			return day, true, nil
		}
		s.tell(s.Say("terms.day.unknown"))
		arg = ""
	}
}
