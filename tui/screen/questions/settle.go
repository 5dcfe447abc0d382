package questions

import (
	"strings"
	"time"

	"convene/internal/safetext"
	"convene/internal/workshop/followup"
	"convene/internal/workshop/roster"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
	"convene/tui/widget/numbered"
)

// settleAsk offers what can be done with a question.
func settleAsk(e *screen.Env, q followup.Question) *screen.Ask {
	a := &screen.Ask{Title: said(e, q)}
	if q.Done {
		a.Choices = []screen.Choice{{Words: e.Say("park.reopen"), Do: screen.Give(followup.Finish{ID: q.ID, Answer: q.Answer})}}
		return a
	}
	a.Choices = []screen.Choice{
		{Words: e.Say("park.owner.ask"), Do: here(argOwner)},
		{Words: e.Say("park.due.ask"), Do: screen.Do{Ask: dueAsk(e, q)}},
		{Words: e.Say("park.finish"), Do: here(argAnswer)},
	}
	return a
}

// here opens this screen at one of its own fields.
func here(arg string) screen.Do { return screen.Do{Open: "questions", Arg: arg} }

// dueAsk offers days in words. The first is the usual one: 24 business hours
// after the question was asked.
func dueAsk(e *screen.Env, q followup.Question) *screen.Ask {
	a := &screen.Ask{Title: e.Say("park.due.ask"), Lines: []string{e.Say("park.due.rule")}}
	for _, due := range []time.Time{
		followup.FirstReply(q.AskedAt, e.Zone), followup.WorkingDays(q.AskedAt, 3, e.Zone), followup.WorkingDays(q.AskedAt, 5, e.Zone),
	} {
		a.Choices = append(a.Choices, screen.Choice{Words: e.Words.Moment(due, e.Zone), Do: screen.Give(assign(q, due))})
	}
	a.Choices = append(a.Choices, screen.Choice{Words: e.Say("park.due.other"), Do: here(argDay)})
	return a
}

func assign(q followup.Question, due time.Time) followup.Assign {
	return followup.Assign{ID: q.ID, Owner: q.Owner, OwnerName: q.OwnerName, Due: due}
}

// owned gives a question an owner; without a date yet it gets the usual one.
func owned(e *screen.Env, q followup.Question, seat roster.SeatID, name safetext.Text) followup.Assign {
	due := q.Due
	if due.IsZero() {
		due = followup.FirstReply(q.AskedAt, e.Zone)
	}
	return followup.Assign{ID: q.ID, Owner: seat, OwnerName: name, Due: due}
}

// hint says who will see the words, and what should not be among them.
const hint = "park.safety"

// newQuestion asks for a question to keep.
func newQuestion(e *screen.Env) *screen.Entry {
	return screen.NewEntry(e, safetext.Line, "", screen.Entry{Title: "park.ask", Hint: hint, Main: "park.send", Draft: "questions/new",
		Send: func(e *screen.Env, words string) screen.Do {
			return screen.Give(followup.Park{Words: safetext.Clean(safetext.Line, words), Lang: e.Lang})
		}})
}

// answer asks for the answer with which a question is finished.
func answer(e *screen.Env, q followup.Question) *screen.Entry {
	return screen.NewEntry(e, safetext.Line, "", screen.Entry{Title: "park.finish.ask", Hint: hint, Main: "park.send",
		Draft: "questions/answer/" + q.ID, Send: func(e *screen.Env, words string) screen.Do {
			said := safetext.Clean(safetext.Line, words)
			if said.IsBlank() {
				return screen.Do{Notice: e.Say("fault.words_needed")}
			}
			return screen.Give(followup.Finish{ID: q.ID, Answer: said, Done: true})
		}})
}

// absent asks for the name of someone who answers and is not here.
func absent(e *screen.Env, q followup.Question) *screen.Entry {
	return screen.NewEntry(e, safetext.Name, "", screen.Entry{Title: "park.owner.name", Hint: "common.everyone", Main: "park.send",
		Send: func(e *screen.Env, words string) screen.Do {
			name := safetext.Clean(safetext.Name, words)
			if name.IsBlank() {
				return screen.Do{Notice: e.Say("fault.name_needed")}
			}
			return screen.Give(owned(e, q, "", name))
		}})
}

// otherDay asks for a day as digits, as its hint shows; the time of day is that
// of the question.
func otherDay(e *screen.Env, q followup.Question) *screen.Entry {
	return screen.NewEntry(e, safetext.Name, "", screen.Entry{Title: "park.due.ask", Hint: "park.due.hint", Main: "park.send",
		Send: func(e *screen.Env, words string) screen.Do {
			asked := q.AskedAt.In(e.Zone)
			day, err := time.ParseInLocation(time.DateOnly, strings.TrimSpace(words), e.Zone)
			due := time.Date(day.Year(), day.Month(), day.Day(), asked.Hour(), asked.Minute(), 0, 0, e.Zone)
			if err != nil || due.Before(asked) {
				return screen.Do{Notice: e.Say("park.due.unread")}
			}
			return screen.Give(assign(q, due.UTC()))
		}})
}

// owners is the list of people who could answer a question, in the order they
// came; the last line is for someone who is not here.
type owners struct {
	question string
	list     numbered.List
	seats    []*roster.Seat // as they were last shown
}

func (o *owners) page(e *screen.Env) screen.Page {
	o.seats = e.Snap.Roster.Here()
	var lines []string
	for _, seat := range o.seats {
		lines = append(lines, screen.PersonName(seat))
	}
	lines = append(lines, e.Say("park.owner.absent"))
	rows := append(paint.Paragraph(theme.Strong, e.Say("park.owner.ask"), e.W), nil)
	body, focus := o.list.Layout(lines, e.W, e.Theme)
	if focus >= 0 {
		focus += len(rows)
	}
	hints := []keys.Hint{{Action: keys.Choose, Keys: numbered.Range(len(lines))}, {Action: keys.Close}}
	if i, ok := o.list.Chosen(); ok && i < len(lines) {
		hints = append([]keys.Hint{{Action: keys.Main, Words: e.Say("park.owner.take")}}, hints...)
	}
	return screen.Page{Item: e.Say("park.head"), Rows: append(rows, body...), Focus: focus, Hints: hints}
}

func (s *Screen) ownersKey(e *screen.Env, k keys.Key, a keys.Action) screen.Do {
	if a == keys.Close || a == keys.Back {
		s.owners = nil
		return screen.Do{}
	}
	o := s.owners
	if o.seats == nil {
		o.page(e)
	}
	picked, took := o.list.Key(k, len(o.seats)+1)
	q, ok := s.chosen(e)
	switch {
	case !took:
		return screen.Ignore()
	case picked < 0 || !ok:
		return screen.Do{}
	case picked < len(o.seats):
		return screen.Give(owned(e, q, o.seats[picked].ID, safetext.Text{}))
	}
	s.owners = nil
	s.entry = absent(e, q)
	return screen.Do{}
}
