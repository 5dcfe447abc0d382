// Package agenda shows the plan of the meeting: what is done, now, next and
// later, each as a word, with planned and taken minutes. Anyone proposes a line;
// a host adds, changes, moves, leaves out and removes lines here.
package agenda

import (
	"strconv"
	"time"

	"convene/internal/fault"
	"convene/internal/safetext"
	domain "convene/internal/workshop/agenda"
	"convene/internal/workshop/roster"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
	"convene/tui/widget/field"
)

// stateWide is the width of the column of states: done, now, next, later.
const stateWide = 9

// Screen is the agenda of one person's program.
type Screen struct {
	at    int
	entry *entry
	moves string // the line being moved, empty for none
}

// entry is a field that is being filled, and what becomes of it.
type entry struct {
	title string // sentence id of what is asked
	field *field.Field
	send  func(e *screen.Env, words string) screen.Do
}

// New makes the agenda screen.
func New() *Screen { return &Screen{} }

// InText implements screen.Screen.
func (s *Screen) InText(*screen.Env) bool { return s.entry != nil }

func guide(e *screen.Env) bool { return e.Snap.Roster.CanGuide(e.Me) }

// Page implements screen.Screen.
func (s *Screen) Page(e *screen.Env) screen.Page {
	p := screen.Page{Item: e.Say("agenda.head"), Focus: -1}
	if s.entry != nil {
		return s.entryPage(e, p)
	}
	items := e.Snap.Agenda.Items
	s.at = min(max(s.at, 0), max(0, len(items)-1))
	if len(items) == 0 {
		p.Rows = paint.Paragraph(theme.Strong, e.Say("agenda.empty"), e.W)
	}
	for i, item := range items {
		if i == s.at {
			p.Focus = len(p.Rows)
		}
		p.Rows = append(p.Rows, s.line(e, i, item)...)
	}
	p.Rows = append(p.Rows, nil)
	p.Rows = append(p.Rows, footing(e)...)
	for _, w := range e.Snap.Agenda.Proposed {
		by := e.Snap.Roster.Seat(roster.SeatID(w.By)).Styled()
		p.Rows = append(p.Rows, paint.Paragraph(theme.Plain, "+ "+w.Title.String()+"  "+e.Say("agenda.proposed", "name", by), e.W)...)
	}
	switch {
	case s.moves != "":
		p.Hints = []keys.Hint{{Action: keys.Main, Words: e.Say("agenda.move.put")}, {Action: keys.Close}}
	case guide(e):
		p.Hints = []keys.Hint{{Action: keys.Main, Words: e.Say("agenda.change")}, {Action: keys.Write, Words: e.Say("agenda.add")}, {Action: keys.Back}}
	default:
		p.Hints = []keys.Hint{{Action: keys.Write, Words: e.Say("agenda.propose.foot")}, {Action: keys.Back}}
	}
	return p
}

// line is one item: its state as a word, its title, its minutes.
func (s *Screen) line(e *screen.Env, i int, item domain.Item) []paint.Row {
	mark, style := "  ", theme.Plain
	if i == s.at {
		mark = e.Theme.Chosen + " "
	}
	state := state(e, i, item)
	if state == "now" {
		style = theme.Strong
	}
	minutes := e.Say("agenda.planned", "minutes", item.Minutes)
	if took := e.Snap.Agenda.Spent(item.ID, e.Now); took > 0 {
		minutes = e.Say("agenda.took", "took", int(took.Round(time.Minute)/time.Minute), "planned", item.Minutes)
	}
	words := e.Words.Say("state." + state)
	wide := e.W - 2 - stateWide - 22
	var rows []paint.Row
	for n, r := range paint.Paragraph(style, item.Title.In(e.Lang), wide) {
		lead, note := paint.Spaces(2+stateWide), paint.Row(nil)
		row := paint.Join(paint.Line(lead), r)
		if n == 0 {
			row = paint.Join(paint.Line(paint.Text(theme.Accent, mark)),
				paint.Pad(paint.Line(paint.Text(theme.Dim, words)), stateWide), r)
			note = paint.Line(paint.Text(theme.Dim, minutes))
		}
		rows = append(rows, paint.Ends(row, note, e.W))
	}
	return rows
}

// state is where an item stands, as a word.
func state(e *screen.Env, i int, item domain.Item) string {
	a := e.Snap.Agenda
	now := -1
	for n, x := range a.Items {
		if x.ID == a.At.Item {
			now = n
		}
	}
	switch {
	case item.Skipped:
		return "skipped"
	case i == now:
		return "now"
	case i < now || !a.Meeting.EndedAt.IsZero():
		return "done"
	case i == now+1:
		return "next"
	}
	return "later"
}

// footing says how long it all takes and when it will end at this pace.
func footing(e *screen.Env) []paint.Row {
	a, total := e.Snap.Agenda, 0
	for _, i := range a.Items {
		if !i.Skipped {
			total += i.Minutes
		}
	}
	if total == 0 {
		return nil
	}
	words := e.Say("agenda.whole", "minutes", total)
	if !a.Meeting.OpenedAt.IsZero() && a.Meeting.EndedAt.IsZero() {
		words = e.Say("agenda.pace", "end", e.Words.Clock(a.EndsAt(e.Now), e.Zone))
	}
	return paint.Paragraph(theme.Dim, words, e.W)
}

func (s *Screen) entryPage(e *screen.Env, p screen.Page) screen.Page {
	rows := append(paint.Paragraph(theme.Strong, e.Say(s.entry.title), e.W), nil)
	body, cursor := s.entry.field.Layout(e.W-2, e.Theme)
	cursor.X, cursor.Y = cursor.X+2, cursor.Y+len(rows)
	p.Rows, p.Cursor = append(rows, paint.Shift(2, body)...), &cursor
	p.Hints = []keys.Hint{{Action: keys.Main, Words: e.Say("agenda.send")}, {Action: keys.Close}}
	return p
}

// Key implements screen.Screen.
func (s *Screen) Key(e *screen.Env, k keys.Key) screen.Do {
	a := e.Keys.Find(k, s.InText(e))
	if s.entry != nil {
		return s.entryKey(e, k, a)
	}
	switch a {
	case keys.RowUp:
		return s.row(e, -1)
	case keys.RowDown:
		return s.row(e, +1)
	case keys.Write:
		s.ask("agenda.propose", safetext.Title, propose)
		if guide(e) {
			s.ask("agenda.add.title", safetext.Title, s.add)
		}
	case keys.Main:
		if s.moves != "" {
			s.moves = ""
			return screen.Do{}
		}
		return s.change(e)
	case keys.Close:
		if s.moves == "" {
			return screen.Ignore()
		}
		s.moves = ""
	default:
		return screen.Ignore()
	}
	return screen.Do{}
}

// row goes up or down; a line that is being moved goes along.
func (s *Screen) row(e *screen.Env, by int) screen.Do {
	items := e.Snap.Agenda.Items
	to := s.at + by
	if to < 0 || to >= len(items) {
		return screen.Do{}
	}
	moved := s.moves
	s.at = to
	if moved == "" {
		return screen.Do{}
	}
	behind := ""
	switch {
	case by > 0:
		behind = items[to].ID
	case to > 0:
		behind = items[to-1].ID
	}
	return screen.Give(domain.MoveItem{ID: moved, Behind: behind})
}

func (s *Screen) ask(title string, kind safetext.Kind, send func(*screen.Env, string) screen.Do) {
	s.entry = &entry{title: title, field: field.New(kind), send: send}
}

func (s *Screen) entryKey(e *screen.Env, k keys.Key, a keys.Action) screen.Do {
	switch a {
	case keys.Close:
		s.entry = nil
	case keys.Main:
		return s.entry.send(e, s.entry.field.Text())
	default:
		s.entry.field.Key(k)
	}
	return screen.Do{}
}

func propose(_ *screen.Env, words string) screen.Do {
	return screen.Give(domain.Propose{Title: safetext.Clean(safetext.Title, words)})
}

func (s *Screen) add(e *screen.Env, words string) screen.Do {
	behind := ""
	if items := e.Snap.Agenda.Items; len(items) > 0 {
		behind = items[s.at].ID
	}
	title := domain.Title(e.Lang, safetext.Clean(safetext.Title, words))
	return screen.Give(domain.AddItem{Item: domain.Item{Title: title, Minutes: 10, Activity: domain.Talk}, Behind: behind})
}

// change offers what a host can do with the chosen line.
func (s *Screen) change(e *screen.Env) screen.Do {
	items := e.Snap.Agenda.Items
	if !guide(e) || len(items) == 0 {
		return screen.Ignore()
	}
	item := items[s.at]
	skip := e.Say("agenda.skip.do")
	if item.Skipped {
		skip = e.Say("agenda.unskip")
	}
	choices := []screen.Choice{
		{Words: e.Say("agenda.rename"), Do: screen.Do{Open: "agenda", Arg: "rename"}},
		{Words: e.Say("agenda.minutes"), Do: screen.Do{Open: "agenda", Arg: "minutes"}},
		{Words: e.Say("agenda.move.do"), Do: screen.Do{Open: "agenda", Arg: "move"}},
		{Words: skip, Do: screen.Give(domain.SkipItem{ID: item.ID, Skipped: !item.Skipped})},
		{Words: e.Say("agenda.remove.do"), Do: screen.Give(domain.RemoveItem{ID: item.ID})},
	}
	for _, p := range e.Snap.Agenda.Proposed {
		choices = append(choices, screen.Choice{
			Words: e.Say("agenda.take", "title", p.Title.String()), Do: screen.Give(domain.Settle{ID: p.ID, Take: true, Lang: e.Lang})})
	}
	return screen.Do{Ask: &screen.Ask{Title: item.Title.In(e.Lang), Choices: choices[:min(len(choices), 9)]}}
}

// Arg is where a choice of this screen's own question comes back to.
func (s *Screen) Arg(e *screen.Env, what string) {
	items := e.Snap.Agenda.Items
	if s.at >= len(items) {
		return
	}
	item := items[s.at]
	switch what {
	case "rename":
		s.ask("agenda.rename", safetext.Title, func(e *screen.Env, words string) screen.Do {
			item.Title = domain.Title(e.Lang, safetext.Clean(safetext.Title, words))
			return screen.Give(domain.ChangeItem{Item: item})
		})
		s.entry.field.SetText(item.Title.In(e.Lang))
	case "minutes":
		s.ask("agenda.add.minutes", safetext.Name, func(e *screen.Env, words string) screen.Do {
			n, err := strconv.Atoi(words)
			if err != nil {
				return screen.Do{Notice: e.Words.Fault(fault.New("minutes_range", "max", domain.MaxMinutes))}
			}
			item.Minutes = n
			return screen.Give(domain.ChangeItem{Item: item})
		})
		s.entry.field.SetText(strconv.Itoa(item.Minutes))
	case "move":
		s.moves = item.ID
	}
}

// Done implements screen.Doner: a field closes when its words were taken.
func (s *Screen) Done(_ *screen.Env, what, _ any, err error) screen.Do {
	switch what.(type) {
	case domain.Propose, domain.AddItem, domain.ChangeItem:
		if err == nil {
			s.entry = nil
		}
	}
	return screen.Do{}
}
