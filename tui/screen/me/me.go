// Package me is how a person is shown to others: a name, and whatever else they
// wish to have said, each exactly as typed and changed at any time (domain R-01).
package me

import (
	"strconv"

	"convene/internal/safetext"
	"convene/internal/workshop/roster"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
	"convene/tui/widget/field"
)

// Screen is the person's own page.
type Screen struct {
	at    int
	edit  *field.Field
	group bool // the list of groups is open
	from  int  // the group that is chosen there, 0 for none of them; -1 while nothing is
}

// New makes the page.
func New() *Screen { return &Screen{} }

// line is one thing a person may say of themselves.
type line struct {
	id   string
	kind safetext.Kind
	get  func(*roster.About) *safetext.Text
}

func lines() []line {
	return []line{
		{"me.name", safetext.Name, func(a *roster.About) *safetext.Text { return &a.Name }},
		{"me.title", safetext.Title, func(a *roster.About) *safetext.Text { return &a.Title }},
		{"me.pronouns", safetext.Name, func(a *roster.About) *safetext.Text { return &a.Pronouns }},
		{"me.group", safetext.Title, nil},
		{"me.organisation", safetext.Title, func(a *roster.About) *safetext.Text { return &a.Organisation }},
		{"me.capacity", safetext.Title, func(a *roster.About) *safetext.Text { return &a.Capacity }},
		{"me.history", safetext.Name, nil},
	}
}

// The lines that are not plain words.
const (
	groupLine   = 3
	historyLine = 6
)

// InText implements screen.Screen.
func (s *Screen) InText(*screen.Env) bool { return s.edit != nil }

// Page implements screen.Screen.
func (s *Screen) Page(e *screen.Env) screen.Page {
	seat := e.Seat()
	p := screen.Page{Item: e.Say("me.head"), Right: " ", Focus: -1}
	if seat == nil {
		return p
	}
	if s.group {
		return s.groupPage(e, p, seat)
	}
	p.Rows = append(paint.Paragraph(theme.Plain, e.Say("me.optional"), e.W), nil)
	for i, l := range lines() {
		p.Rows = append(p.Rows, s.row(e, i, l, seat, &p)...)
	}
	p.Rows = append(p.Rows, nil)
	if !seat.Nation.IsEmpty() && !seat.Confirmed {
		p.Rows = append(p.Rows, paint.Paragraph(theme.Dim,
			e.Say("door.delegate.stated", "name", seat.Name.String(), "nation", seat.Nation.String()), e.W)...)
	}
	p.Rows = append(p.Rows, paint.Paragraph(theme.Dim, e.Say("me.no_rights"), e.W)...)
	p.Hints = []keys.Hint{{Action: keys.Main, Words: e.Say("me.change"), Field: true}, {Action: keys.Back}}
	if s.edit != nil {
		p.Hints = []keys.Hint{{Action: keys.Main, Words: e.Say("me.save")}, {Action: keys.Close}}
	}
	return p
}

func (s *Screen) row(e *screen.Env, i int, l line, seat *roster.Seat, p *screen.Page) []paint.Row {
	mark, style := "  ", theme.Plain
	if i == s.at {
		mark, style, p.Focus = e.Theme.Chosen+" ", theme.Accent, len(p.Rows)
	}
	label := paint.Paragraph(style, strconv.Itoa(i+1)+"  "+e.Say(l.id), e.W-2)
	rows := []paint.Row{}
	for n, r := range label {
		lead := "  "
		if n == 0 {
			lead = mark
		}
		rows = append(rows, paint.Join(paint.Line(paint.Text(theme.Accent, lead)), r))
	}
	if i == s.at && s.edit != nil {
		body, cursor := s.edit.Layout(e.W-7, e.Theme)
		p.Cursor = &paint.Point{X: cursor.X + 5, Y: len(p.Rows) + len(rows) + cursor.Y}
		return append(rows, paint.Shift(5, body)...)
	}
	if words := said(e, l, seat, i); words != "" {
		rows = append(rows, paint.Shift(5, paint.Paragraph(theme.Strong, words, e.W-7))...)
	}
	return rows
}

// said is what stands there now.
func said(e *screen.Env, l line, seat *roster.Seat, i int) string {
	switch {
	case i == groupLine:
		if seat.Group == roster.NoGroup {
			return ""
		}
		if seat.Group == roster.OtherGroup && !seat.GroupWords.IsEmpty() {
			return seat.GroupWords.String()
		}
		g, _ := e.Lib.Group(string(seat.Group))
		return g.Name.In(e.Lang)
	case i == historyLine:
		if seat.NameInHistory {
			return e.Say("me.history.yes")
		}
		return e.Say("me.history.no")
	}
	about := seat.About
	return l.get(&about).String()
}

func (s *Screen) groupPage(e *screen.Env, p screen.Page, seat *roster.Seat) screen.Page {
	p.Rows = append(paint.Paragraph(theme.Strong, e.Say("me.group"), e.W), nil)
	groups := e.Lib.Groups()
	row := func(n int, now bool, words string) {
		mark, style := "  ", theme.Plain
		if n == s.from || now && s.from < 0 {
			mark, style = e.Theme.Chosen+" ", theme.Accent
		}
		p.Rows = append(p.Rows, paint.Line(paint.Text(theme.Accent, mark), paint.Text(theme.Key, strconv.Itoa(n)+"  "), paint.Text(style, words)))
	}
	for i, g := range groups {
		row(i+1, roster.Group(g.ID) == seat.Group, g.Name.In(e.Lang))
	}
	row(0, false, e.Say("me.group.none"))
	p.Rows = append(p.Rows, nil)
	p.Rows = append(p.Rows, paint.Paragraph(theme.Dim, e.Say("me.no_rights"), e.W)...)
	if s.from >= 0 {
		p.Hints = []keys.Hint{{Action: keys.Main, Words: e.Say("me.save")}}
	}
	p.Hints = append(p.Hints, keys.Hint{Action: keys.Choose, Keys: "0–" + strconv.Itoa(len(groups))}, keys.Hint{Action: keys.Back})
	return p
}

// Key implements screen.Screen.
func (s *Screen) Key(e *screen.Env, k keys.Key) screen.Do {
	a := e.Keys.Find(k, s.InText(e))
	seat := e.Seat()
	switch {
	case seat == nil:
		return screen.Ignore()
	case s.edit != nil:
		return s.editKey(e, k, a, seat)
	case s.group:
		return s.groupKey(e, k, a, seat)
	}
	switch a {
	case keys.RowUp:
		s.at = (s.at + len(lines()) - 1) % len(lines())
	case keys.RowDown:
		s.at = (s.at + 1) % len(lines())
	case keys.Choose:
		if n, ok := k.Digit(); ok && n >= 1 && n <= len(lines()) {
			if s.at = n - 1; s.at != historyLine { // an answer, not something to open
				return s.open(seat)
			}
		}
	case keys.Main:
		return s.open(seat)
	default:
		return screen.Ignore()
	}
	return screen.Do{}
}

// open begins to change the chosen line.
func (s *Screen) open(seat *roster.Seat) screen.Do {
	switch s.at {
	case groupLine:
		s.group, s.from = true, -1
	case historyLine:
		return screen.Give(roster.ShowName{Yes: !seat.NameInHistory})
	default:
		l, about := lines()[s.at], seat.About
		s.edit = field.New(l.kind)
		s.edit.SetText(l.get(&about).String())
	}
	return screen.Do{}
}

func (s *Screen) editKey(e *screen.Env, k keys.Key, a keys.Action, seat *roster.Seat) screen.Do {
	switch a {
	case keys.Close:
		s.edit = nil
	case keys.Main:
		about := seat.About
		if s.at == groupLine { // own words for where one comes from
			about.Group, about.GroupWords = roster.OtherGroup, safetext.Clean(safetext.Title, s.edit.Text())
			return screen.Give(roster.Describe{About: about})
		}
		l := lines()[s.at]
		*l.get(&about) = safetext.Clean(l.kind, s.edit.Text())
		return screen.Give(roster.Describe{About: about})
	default:
		s.edit.Key(k)
	}
	return screen.Do{}
}

// stepped goes up or down the groups, whose list ends with 0.
func stepped(from, groups int, a keys.Action) int {
	at := from - 1 // its row
	switch {
	case from == 0:
		at = groups
	case from < 0 && a == keys.RowUp:
		at = groups + 1
	case from < 0:
		at = -1
	}
	if a == keys.RowDown {
		at = min(at+1, groups)
	} else {
		at = max(at-1, 0)
	}
	return (at + 1) % (groups + 1)
}

// groupKey chooses where somebody comes from; Enter saves it.
func (s *Screen) groupKey(e *screen.Env, k keys.Key, a keys.Action, seat *roster.Seat) screen.Do {
	groups := e.Lib.Groups()
	n, ok := k.Digit()
	switch {
	case a == keys.Close || a == keys.Back:
		s.group = false
	case ok && n <= len(groups):
		s.from = n
	case a == keys.RowDown, a == keys.RowUp:
		s.from = stepped(s.from, len(groups), a)
	case a == keys.Main && s.from < 0:
		return screen.Do{Notice: e.Say("keys.choose_first")}
	case a == keys.Main:
		n := s.from
		s.group = false
		about := seat.About
		about.Group, about.GroupWords = roster.NoGroup, safetext.Text{}
		if n > 0 {
			about.Group = roster.Group(groups[n-1].ID)
		}
		if about.Group == roster.OtherGroup {
			s.edit = field.New(safetext.Title)
			s.edit.SetText(seat.GroupWords.String())
			return screen.Do{}
		}
		return screen.Give(roster.Describe{About: about})
	}
	return screen.Do{}
}

// Done implements screen.Doner.
func (s *Screen) Done(e *screen.Env, what, _ any, err error) screen.Do {
	if _, ok := what.(roster.Describe); !ok || err != nil {
		return screen.Do{}
	}
	s.edit = nil
	return screen.Do{Notice: e.Say("me.saved")}
}
