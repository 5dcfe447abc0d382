// Package questions is what must not be forgotten: questions kept for later,
// with who answers and by when, and the list of those who wish to speak. Anyone
// adds a question; a host, the note-keeper, the coordinator or its owner settles
// one. Whoever holds the room gives the word.
package questions

import (
	"convene/internal/workshop/followup"
	"convene/internal/workshop/roster"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
	"convene/tui/widget/numbered"
)

// Screen is one person's view of the questions and the queue.
type Screen struct {
	part   part
	at     string        // the chosen question
	turn   roster.SeatID // the chosen person of the queue
	entry  *screen.Entry
	owners *owners
}

type part int

const (
	parked part = iota
	queue
)

// New makes the screen.
func New() *Screen { return &Screen{} }

// InText implements screen.Screen.
func (s *Screen) InText(*screen.Env) bool { return s.entry != nil }

// Page implements screen.Screen.
func (s *Screen) Page(e *screen.Env) screen.Page {
	switch {
	case s.entry != nil:
		p := s.entry.Page(e)
		p.Item = e.Say("park.head")
		return p
	case s.owners != nil:
		return s.owners.page(e)
	case s.part == queue:
		return s.queuePage(e)
	}
	p := screen.Page{Item: e.Say("park.head"), Focus: -1}
	list := ordered(e)
	if len(list) == 0 {
		p.Rows = append(paint.Paragraph(theme.Strong, e.Say("park.empty"), e.W), nil)
		p.Rows = append(p.Rows, paint.Paragraph(theme.Plain, e.Say("park.what"), e.W)...)
	}
	for i, q := range list {
		if i > 0 {
			p.Rows = append(p.Rows, nil)
		}
		if q.ID == s.at {
			p.Focus = len(p.Rows)
		}
		p.Rows = append(p.Rows, question(e, q, q.ID == s.at)...)
	}
	if q, ok := s.chosen(e); ok && settles(e, q) {
		p.Hints = append(p.Hints, keys.Hint{Action: keys.Main, Words: e.Say("park.open")})
	}
	if e.Snap.Roster.CanWrite(e.Me) {
		p.Hints = append(p.Hints, keys.Hint{Action: keys.Write, Words: e.Say("park.add")})
	}
	p.Hints = append(p.Hints, keys.Hint{Action: keys.NextPart, Words: e.Say("queue.foot")}, keys.Hint{Action: keys.Back, Words: e.Say("people.back")})
	return p
}

// ordered are the open questions, oldest first, then those that are done.
func ordered(e *screen.Env) []followup.Question {
	out := e.Snap.Followup.Open()
	for _, q := range e.Snap.Followup.Questions {
		if q.Done {
			out = append(out, q)
		}
	}
	return out
}

// question is one question: its words, then who asked, who answers, by when.
func question(e *screen.Env, q followup.Question, chosen bool) []paint.Row {
	mark, style := "  ", theme.Plain
	if chosen {
		mark, style = e.Theme.Chosen+" ", theme.Accent
	}
	var rows []paint.Row
	for i, r := range paint.Paragraph(style, said(e, q), e.W-2) {
		lead := "  "
		if i == 0 {
			lead = mark
		}
		rows = append(rows, paint.Join(paint.Line(paint.Text(theme.Accent, lead)), r))
	}
	if q.Done {
		words := e.Say("park.state.answered")
		if !q.Answer.IsEmpty() {
			words = e.Say("park.answered", "answer", q.Answer.String())
		}
		return append(rows, paint.Shift(4, paint.Paragraph(theme.Plain, words, e.W-4))...)
	}
	dot := " " + e.Theme.Dot + " "
	who := e.Say("park.by", "name", screen.PersonName(e.Snap.Roster.Seat(q.By))) + dot + ownerWords(e, q)
	rows = append(rows, paint.Shift(4, paint.Paragraph(theme.Dim, who, e.W-4))...)
	if !q.Due.IsZero() {
		rows = append(rows, paint.Shift(4, paint.Paragraph(theme.Dim, e.Say("park.due", "moment", e.Words.Moment(q.Due, e.Zone)), e.W-4))...)
	}
	return rows
}

func ownerWords(e *screen.Env, q followup.Question) string {
	switch seat := e.Snap.Roster.Seat(q.Owner); {
	case seat != nil:
		return e.Say("park.owner", "name", screen.PersonName(seat))
	case !q.OwnerName.IsEmpty():
		return e.Say("park.owner", "name", q.OwnerName.String())
	}
	return e.Say("park.owner.none")
}

// chosen is the question the mark is at.
func (s *Screen) chosen(e *screen.Env) (followup.Question, bool) {
	for _, q := range e.Snap.Followup.Questions {
		if q.ID == s.at {
			return q, true
		}
	}
	return followup.Question{}, false
}

// settles reports whether the person may give a question an owner, a date and
// an answer.
func settles(e *screen.Env, q followup.Question) bool {
	me := e.Seat()
	return e.Snap.Roster.CanGuide(e.Me) || me.Has(roster.NoteKeeper) || me.Has(roster.Coordinator) || q.Owner == e.Me && e.Me != ""
}

// Key implements screen.Screen.
func (s *Screen) Key(e *screen.Env, k keys.Key) screen.Do {
	a := e.Keys.Find(k, s.InText(e))
	switch {
	case s.entry != nil:
		do, closed := s.entry.Key(e, k)
		if closed {
			s.entry = nil
		}
		return do
	case s.owners != nil:
		return s.ownersKey(e, k, a)
	case a == keys.NextPart, a == keys.PrevPart:
		s.part = queue - s.part
		return screen.Do{}
	case s.part == queue:
		return s.queueKey(e, a)
	}
	switch a {
	case keys.RowUp, keys.RowDown:
		s.row(e, a)
	case keys.Write:
		if !e.Snap.Roster.CanWrite(e.Me) {
			return screen.Ignore()
		}
		s.entry = newQuestion(e)
	case keys.Main:
		q, ok := s.chosen(e)
		if !ok || !settles(e, q) {
			return screen.Ignore()
		}
		return screen.Do{Ask: settleAsk(e, q)}
	default:
		return screen.Ignore()
	}
	return screen.Do{}
}

func (s *Screen) row(e *screen.Env, a keys.Action) {
	list := ordered(e)
	ids := make([]string, len(list))
	for i, q := range list {
		ids[i] = q.ID
	}
	s.at = step(ids, s.at, a)
}

// step is the next of ids after the one at, or the first or last when none is.
func step[ID comparable](ids []ID, at ID, a keys.Action) ID {
	if len(ids) == 0 {
		return at
	}
	i := -1
	for n, id := range ids {
		if id == at {
			i = n
		}
	}
	switch {
	case a == keys.RowDown:
		i = min(i+1, len(ids)-1)
	case i < 0:
		i = len(ids) - 1
	default:
		i = max(i-1, 0)
	}
	return ids[i]
}

// What Arg takes beside the id of a question.
const (
	argQueue  = "queue"
	argOwner  = "owner"
	argDay    = "day"
	argAnswer = "answer"
)

// Arg opens a part by name, or chooses a question by its id.
func (s *Screen) Arg(e *screen.Env, what string) {
	q, ok := s.chosen(e)
	switch what {
	case argQueue:
		s.part = queue
	case argOwner:
		if ok {
			s.owners = &owners{question: q.ID, list: numbered.List{Answers: true}}
		}
	case argDay:
		if ok {
			s.entry = otherDay(e, q)
		}
	case argAnswer:
		if ok {
			s.entry = answer(e, q)
		}
	default:
		s.part, s.at = parked, what
	}
}

// Done implements screen.Doner: a field closes when its words were taken.
func (s *Screen) Done(e *screen.Env, what, _ any, err error) screen.Do {
	if err != nil {
		return screen.Do{}
	}
	do := screen.Do{}
	switch what.(type) {
	case followup.Park:
		do = s.entry.Sent()
		do.Notice = e.Say("park.done")
	case followup.Finish, followup.Assign:
		do = s.entry.Sent()
	default:
		return do
	}
	s.entry, s.owners = nil, nil
	return do
}

// said is a question as it reads: in quotation marks if it is somebody's words.
func said(e *screen.Env, q followup.Question) string {
	words, own := e.Snap.Question(q, e.Say, e.Lang)
	if own {
		return e.Theirs(e.Say("park.line", "question", words), q.Lang)
	}
	return words
}
