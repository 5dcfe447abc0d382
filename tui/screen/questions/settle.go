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
	"convene/tui/widget/field"
	"convene/tui/widget/numbered"
)

// settleAsk offers what can be done with a question.
func settleAsk(e *screen.Env, q followup.Question) *screen.Ask {
	a := &screen.Ask{Title: e.Say("park.line", "question", q.Words.String())}
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

// The drafts of this screen's fields.
const (
	draftNew    = "questions/new"
	draftAnswer = "questions/answer/"
)

// entry is a field that is being filled, and what becomes of it.
type entry struct {
	title, hint string // sentence ids
	draft       string // where unsent words are kept; empty keeps none
	field       *field.Field
	send        func(e *screen.Env, words string) screen.Do
}

func newEntry(e *screen.Env, title, draft string, kind safetext.Kind, send func(*screen.Env, string) screen.Do) *entry {
	f := field.New(kind)
	if draft != "" {
		f.SetText(e.Drafts[draft])
	}
	return &entry{title: title, draft: draft, field: f, send: send}
}

func answerEntry(e *screen.Env, q followup.Question) *entry {
	return newEntry(e, "park.finish.ask", draftAnswer+q.ID, safetext.Line, func(_ *screen.Env, words string) screen.Do {
		return screen.Give(followup.Finish{ID: q.ID, Answer: safetext.Clean(safetext.Line, words), Done: true})
	})
}

// dayEntry takes a day as digits, as the hint shows; the time of day is that of
// the question.
func dayEntry(e *screen.Env, q followup.Question) *entry {
	en := newEntry(e, "park.due.ask", "", safetext.Name, func(e *screen.Env, words string) screen.Do {
		asked := q.AskedAt.In(e.Zone)
		day, err := time.ParseInLocation(time.DateOnly, strings.TrimSpace(words), e.Zone)
		if err != nil || day.AddDate(0, 0, 1).Before(q.AskedAt) {
			return screen.Do{Notice: e.Say("park.due.unread")}
		}
		due := time.Date(day.Year(), day.Month(), day.Day(), asked.Hour(), asked.Minute(), 0, 0, e.Zone)
		return screen.Give(assign(q, due.UTC()))
	})
	en.hint = "park.due.hint"
	return en
}

func (en *entry) page(e *screen.Env) screen.Page {
	rows := append(paint.Paragraph(theme.Strong, e.Say(en.title), e.W), nil)
	body, cursor := en.field.Layout(e.W-2, e.Theme)
	cursor.X, cursor.Y = cursor.X+2, cursor.Y+len(rows)
	rows = append(append(rows, paint.Shift(2, body)...), nil)
	if en.hint != "" {
		rows = append(rows, paint.Paragraph(theme.Dim, e.Say(en.hint), e.W)...)
	} else {
		rows = append(rows, paint.Paragraph(theme.Dim, e.Say("common.everyone")+" "+e.Say("park.safety"), e.W)...)
	}
	return screen.Page{Item: e.Say("park.head"), Rows: rows, Focus: -1, Cursor: &cursor,
		Hints: []keys.Hint{{Action: keys.Main, Words: e.Say("park.send")}, {Action: keys.Close}}}
}

func (s *Screen) entryKey(e *screen.Env, k keys.Key, a keys.Action) screen.Do {
	switch a {
	case keys.Close:
		s.entry = nil // unsent words stay in the draft
	case keys.Main:
		if s.entry.field.Empty() {
			return screen.Do{Notice: e.Say("fault.words_needed")}
		}
		return s.entry.send(e, s.entry.field.Text())
	default:
		if !s.entry.field.Key(k) {
			return screen.Ignore()
		}
		if s.entry.draft != "" {
			return screen.Do{Draft: &screen.Draft{Field: s.entry.draft, Words: s.entry.field.Text()}}
		}
	}
	return screen.Do{}
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
	return screen.Page{Item: e.Say("park.head"), Rows: append(rows, body...), Focus: focus,
		Hints: []keys.Hint{{Action: keys.Choose, Keys: numbered.Range(len(lines))}, {Action: keys.Close}}}
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
	s.entry = newEntry(e, "park.owner.name", "", safetext.Name, func(e *screen.Env, words string) screen.Do {
		return screen.Give(owned(e, q, "", safetext.Clean(safetext.Name, words)))
	})
	return screen.Do{}
}
