// Package agenda shows the plan of the meeting: what is done, now, next and
// later, each as a word, with planned and taken minutes. Anyone proposes a line;
// a host adds, changes, moves, leaves out and removes lines here, before and
// during the meeting, and the coordinator while none runs.
package agenda

import (
	"slices"
	"time"

	domain "convene/internal/workshop/agenda"
	"convene/internal/workshop/roster"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
	"convene/tui/widget/plan"
)

// Screen is the agenda of one person's program.
type Screen struct {
	at    string // the chosen line, by id: lines come and go
	place int    // where it stands, so that its neighbour is chosen when it goes
	entry *screen.Entry
	moves string // the line being moved, empty for none
	from  string // the line it stood behind before, empty for the first place
	// plan makes the command that plans a meeting from a ready agenda, or with ""
	// from none; nil offers none.
	plan func(agenda string) (any, bool)
}

// New makes the agenda screen. plan may be nil.
func New(plan func(agenda string) (any, bool)) *Screen { return &Screen{plan: plan} }

// InText implements screen.Screen.
func (s *Screen) InText(*screen.Env) bool { return s.entry != nil }

// settle chooses the present line, or the first, until the person chooses; and
// the one that took its place when the chosen one is gone.
func (s *Screen) settle(e *screen.Env) {
	a, ids := e.Snap.Agenda, lines(e)
	switch i := slices.Index(ids, s.at); {
	case i >= 0:
		s.place = i
	case s.at != "" && len(ids) > 0:
		s.place = min(s.place, len(ids)-1)
		s.at = ids[s.place]
	case s.at != "" || len(a.Items) == 0:
	case a.At.Item != "":
		s.at = a.At.Item
	default:
		s.at = a.Items[0].ID
	}
}

// Page implements screen.Screen.
func (s *Screen) Page(e *screen.Env) screen.Page {
	p := screen.Page{Item: e.Say("agenda.head"), Step: whole(e), Focus: -1}
	if s.entry != nil {
		asks := s.entry.Page(e)
		asks.Item, asks.Step = p.Item, p.Step
		return asks
	}
	s.settle(e)
	a := e.Snap.Agenda
	if len(a.Items) == 0 {
		empty := "agenda.empty.wait"
		if prepares(e) {
			empty = "agenda.empty"
		}
		p.Rows = paint.Paragraph(theme.Strong, e.Say(empty), e.W)
	}
	standings := a.Standings()
	for i, item := range a.Items {
		if item.ID == s.at {
			p.Focus = len(p.Rows)
		}
		p.Rows = append(p.Rows, plan.Layout(s.line(e, item, standings[i]), e.W, e.Theme)...)
	}
	if endable(e) {
		if s.at == argEnd {
			p.Focus = len(p.Rows) + 1
		}
		p.Rows = append(append(p.Rows, nil), plan.Layout(s.endLine(e), e.W, e.Theme)...)
	}
	if len(a.Proposed) > 0 {
		p.Rows = append(p.Rows, nil, paint.Line(paint.Text(theme.Dim, e.Say("agenda.proposals"))))
	}
	for _, w := range a.Proposed {
		if w.ID == s.at {
			p.Focus = len(p.Rows)
		}
		by := screen.PersonName(e.Snap.Roster.Seat(roster.SeatID(w.By)))
		p.Rows = append(p.Rows, plan.Layout(plan.Line{State: e.Say("agenda.wish"), Title: w.Title.String(),
			Below: e.Say("agenda.proposed", "name", by), Chosen: w.ID == s.at}, e.W, e.Theme)...)
	}
	p.Hints = s.hints(e)
	return p
}

func (s *Screen) hints(e *screen.Env) []keys.Hint {
	back := keys.Hint{Action: keys.Back, Words: e.Say("people.back")}
	switch {
	case s.moves != "":
		return []keys.Hint{{Action: keys.Main, Words: e.Say("agenda.move.put")}, {Action: keys.Close, Words: e.Say("agenda.move.undo")},
			{Action: keys.RowUp}, {Action: keys.RowDown}}
	case prepares(e) && s.at == "":
		return []keys.Hint{{Action: keys.Write, Words: e.Say("agenda.add")}, back}
	case prepares(e):
		return []keys.Hint{{Action: keys.Main, Words: e.Say("agenda.change")}, {Action: keys.Write, Words: e.Say("agenda.add")}, back,
			{Action: keys.RowUp}, {Action: keys.RowDown}}
	}
	if !e.Snap.Roster.CanWrite(e.Me) { // an observer looks on
		return []keys.Hint{back}
	}
	return []keys.Hint{{Action: keys.Write, Words: e.Say("agenda.propose.foot")}, back}
}

// line is one item: its state as a word, its title, its minutes.
func (s *Screen) line(e *screen.Env, item domain.Item, standing domain.Standing) plan.Line {
	l := plan.Line{State: e.Say("common.state." + string(standing)), Title: item.Title.In(e.Lang),
		Time: e.Words.Planned(item.Minutes, e.Snap.Agenda.Spent(item.ID, e.Now)),
		Now:  standing == domain.Present, Chosen: item.ID == s.at}
	switch {
	case item.ID == s.moves && s.moves != "":
		l.Below = e.Say("agenda.move")
	case item.Optional && standing != domain.Done:
		l.Below = e.Say("agenda.optional")
	}
	return l
}

// whole says how long it all takes, and when it will end at this pace.
func whole(e *screen.Env) string {
	a, total := e.Snap.Agenda, 0
	for _, i := range a.Items {
		if !i.Skipped {
			total += i.Minutes
		}
	}
	if total == 0 {
		return ""
	}
	words, by := e.Say("agenda.whole", "length", e.Words.AboutMinutes(time.Duration(total)*time.Minute)), a.Meeting.EndBy
	said := !by.IsZero() && a.Meeting.EndedAt.IsZero()
	switch {
	case a.Running() && said:
		return e.Say("agenda.pace_said", "time", e.Words.Clock(a.EndsAt(e.Now), e.Zone), "said", e.Words.Clock(by, e.Zone))
	case a.Running():
		return e.Say("host.pace", "time", e.Words.Clock(a.EndsAt(e.Now), e.Zone))
	case said:
		words += " " + e.Theme.Dot + " " + e.Say("agenda.end.by", "time", e.Words.Clock(by, e.Zone))
	}
	return words
}

// Key implements screen.Screen.
func (s *Screen) Key(e *screen.Env, k keys.Key) screen.Do {
	a := e.Keys.Find(k, s.InText(e))
	if s.entry != nil {
		do, closed := s.entry.Key(e, k)
		if closed {
			s.entry = nil
		}
		return do
	}
	s.settle(e)
	if !prepares(e) { // the meeting has begun meanwhile
		s.moves = ""
	}
	switch a {
	case keys.RowUp:
		return s.row(e, -1)
	case keys.RowDown:
		return s.row(e, +1)
	case keys.More, keys.Before:
		return s.leap(e, a)
	case keys.Write:
		if prepares(e) {
			return screen.Do{Ask: s.kinds(e)}
		}
		if !e.Snap.Roster.CanWrite(e.Me) {
			return screen.Ignore()
		}
		s.entry = proposal(e)
		return screen.Do{}
	case keys.Main:
		return s.main(e)
	case keys.Close:
		if s.moves == "" {
			return screen.Ignore()
		}
		return s.putBack(e)
	}
	return screen.Ignore()
}

// main is Enter: it puts the line down that is being moved, or opens what a host
// can do with the chosen one.
func (s *Screen) main(e *screen.Env) screen.Do {
	a := e.Snap.Agenda
	switch {
	case s.moves != "":
		s.moves = ""
		return screen.Do{}
	case !prepares(e):
		return screen.Ignore()
	}
	if s.at == argEnd {
		s.entry = askEnd(e)
		return screen.Do{}
	}
	if item, ok := a.Item(s.at); ok {
		return screen.Do{Ask: &screen.Ask{Title: item.Title.In(e.Lang), Choices: s.choices(e, item)}}
	}
	for _, p := range a.Proposed {
		if p.ID == s.at {
			return screen.Do{Ask: &screen.Ask{Title: p.Title.String(), Choices: []screen.Choice{
				{Words: e.Say("agenda.proposal.take"), Do: screen.Give(domain.Settle{ID: p.ID, Take: true, Lang: e.Lang})},
				{Words: e.Say("agenda.proposal.decline"), Do: screen.Give(domain.Settle{ID: p.ID})},
			}}}
		}
	}
	return screen.Ignore()
}

// lines are what can be chosen here, from the top.
func lines(e *screen.Env) []string {
	ids := make([]string, 0, len(e.Snap.Agenda.Items)+1)
	for _, i := range e.Snap.Agenda.Items {
		ids = append(ids, i.ID)
	}
	if endable(e) {
		ids = append(ids, argEnd)
	}
	for _, p := range e.Snap.Agenda.Proposed {
		ids = append(ids, p.ID)
	}
	return ids
}

// row goes up or down; a line that is being moved goes along.
func (s *Screen) row(e *screen.Env, by int) screen.Do {
	items := e.Snap.Agenda.Items
	if s.moves != "" {
		return s.move(items, by)
	}
	ids := lines(e)
	if len(ids) == 0 {
		return screen.Do{}
	}
	at := slices.Index(ids, s.at)
	if at < 0 && by < 0 {
		at = len(ids)
	}
	s.at = ids[min(max(at+by, 0), len(ids)-1)]
	return screen.Do{}
}

// Done implements screen.Doner: a field closes when its words were taken, and a
// new line is the chosen one, so that the next comes after it.
func (s *Screen) Done(e *screen.Env, what, _ any, err error) screen.Do {
	if err != nil {
		return screen.Do{}
	}
	do := s.entry.Sent()
	switch c := what.(type) {
	case domain.Propose:
		do.Notice = e.Say("agenda.propose.done")
	case domain.AddItem:
		items := e.Snap.Agenda.Items
		for i, item := range items {
			if item.ID == c.Behind && i+1 < len(items) {
				s.at = items[i+1].ID
			}
		}
	case domain.ChangeItem, domain.EndBy:
	default:
		return screen.Do{}
	}
	s.entry = nil
	return do
}
