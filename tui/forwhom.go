package tui

import (
	"context"

	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/workshop/roster"
	"convene/tui/keys"
	"convene/tui/linear"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// openFor asks a scribe for whom they answer: somebody who agreed on their own
// screen, or somebody who has none, who may be new.
func (m *model) openFor() {
	list := &menu{title: "for.title", hint: "for.hint"}
	for _, seat := range linear.ForWhom(m.env.Snap, m.person.Seat) {
		list.lines = append(list.lines, menuLine{screen.PersonName(seat), func(m *model) { m.askWay(seat.ID) }})
	}
	list.lines = append(list.lines, menuLine{m.env.Say("for.new"), func(m *model) {
		m.overlay = newPrompt(m, "for", safetext.Name, writeIn)
	}})
	m.overlay, m.scroll = list, 0
}

// writeIn asks in which language somebody new is read to, and writes them onto
// the list.
func writeIn(m *model, name string) {
	who, about := m.person.Sitter(), roster.About{Name: safetext.Clean(safetext.Name, name)}
	if about.Name.IsBlank() {
		m.tell(m.env.Say("fault.name_needed"))
		return
	}
	list := &menu{words: m.env.Say("for.language", "name", name)}
	for _, l := range m.deps.Lib.Languages() {
		list.lines = append(list.lines, menuLine{l.Name, func(m *model) {
			m.overlay = &awaiting{then: func(m *model, seat roster.SeatID) {
				m.draft(screen.Draft{Field: "prompt.for"})
				m.askWay(seat)
			}}
			m.call(screen.Call{Tag: "for", Run: func(ctx context.Context) (any, error) {
				return m.deps.Desk.WriteIn(ctx, m.room, who, about, l.Tag)
			}})
		}})
	}
	m.overlay, m.scroll = list, 0
}

// awaiting stands while something is done for whom a scribe answers for.
type awaiting struct{ then func(*model, roster.SeatID) }

func (*awaiting) inText() bool { return false }

func (*awaiting) page(m *model) screen.Page {
	return screen.Page{Rows: paint.Paragraph(theme.Dim, m.env.Say("for.making"), m.env.W), Focus: -1}
}

func (*awaiting) key(*model, keys.Key, keys.Action) {}

func (a *awaiting) done(m *model, _, value any, err error) {
	m.overlay = nil
	if seat, ok := value.(roster.SeatID); ok && err == nil {
		m.look() // the seat, or the yes, is in the newest snapshot
		a.then(m, seat)
	}
}

// askWay asks how the answer comes to the scribe.
func (m *model) askWay(seat roster.SeatID) {
	list := &menu{words: m.env.Say("for.how", "name", m.nameOf(seat))}
	for _, way := range roster.Ways() {
		list.lines = append(list.lines, menuLine{m.env.Say("for.how." + string(way)), func(m *model) { m.askYes(seat, way) }})
	}
	m.overlay, m.scroll = list, 0
}

// askYes begins to answer for somebody who agreed, and else gives the words that
// ask them.
func (m *model) askYes(seat roster.SeatID, way roster.Way) {
	if m.env.Snap.MayAnswerFor(seat, m.person.Seat) {
		m.endTurn(Next{Then: linear.AnswerFor, To: seat, Way: way})
		return
	}
	m.overlay, m.scroll = &aloud{seat: seat, way: way}, 0
}

// aloud are the words that a scribe reads to somebody before answering for them:
// in their language, and in the others below. y puts their yes on the record.
type aloud struct {
	seat roster.SeatID
	way  roster.Way
}

func (*aloud) inText() bool { return false }

func (a *aloud) page(m *model) screen.Page {
	e := m.env
	lang := e.Lang
	if seat := e.Snap.Roster.Seat(a.seat); seat != nil && seat.Lang != "" {
		lang = seat.Lang
	}
	rows := append(paint.Paragraph(theme.Dim, e.Say("for.aloud.title", "name", m.nameOf(a.seat)), e.W), nil)
	read := func(tag string, first theme.Style, rest theme.Style) {
		for i, l := range linear.Aloud(m.deps.Lib.Words(tag), e.Snap, m.person.Seat) {
			style := rest
			if i == 0 {
				style = first
			}
			rows = append(append(rows, paint.Paragraph(style, l, e.W)...), nil)
		}
	}
	read(lang, theme.Strong, theme.Plain)
	rows = append(append(rows, paint.Paragraph(theme.Dim, e.Say("for.aloud.note"), e.W)...), nil)
	for _, l := range m.deps.Lib.Languages() {
		if l.Tag != lang {
			read(l.Tag, theme.Dim, theme.Dim)
		}
	}
	return screen.Page{Rows: rows[:len(rows)-1], Focus: -1, Hints: []keys.Hint{
		{Action: keys.Yes, Words: e.Say("for.aloud.yes")}, {Action: keys.More}, {Action: keys.Close, Words: e.Say("ask.back")}}}
}

func (a *aloud) key(m *model, _ keys.Key, action keys.Action) {
	if m.scrolls(action) {
		return
	}
	switch action {
	case keys.Yes:
		who, seat, way := m.person.Sitter(), a.seat, a.way
		m.overlay = &awaiting{then: func(m *model, seat roster.SeatID) { m.askYes(seat, way) }}
		m.call(screen.Call{Tag: "for", Run: func(ctx context.Context) (any, error) {
			return seat, m.room.Do(ctx, room.ForSeat(who, roster.HeardYes{Seat: seat}))
		}})
	case keys.Close, keys.Back:
		m.overlay, m.scroll = nil, 0
	case keys.Main:
		m.tell(m.env.Say("ask.not_enter"))
	}
}

// whoAnswers lets a person say who may answer for them, and take it back.
func whoAnswers(m *model) overlay {
	e, list := m.env, &menu{title: "for.mine"}
	for _, by := range e.Snap.Roster.Scribes() {
		name := screen.PersonName(by)
		switch {
		case by.ID == m.person.Seat:
		case e.Snap.MayAnswerFor(m.person.Seat, by.ID):
			list.lines = append(list.lines, menuLine{e.Say("for.mine.end", "who", name), func(m *model) {
				m.carry(screen.Do{Commands: []any{roster.EndVoice{Seat: m.person.Seat, By: by.ID}}, Notice: m.env.Say("for.mine.ended", "who", name)})
			}})
		default:
			list.lines = append(list.lines, menuLine{e.Say("for.mine.let", "who", name), func(m *model) {
				m.carry(screen.Do{Ask: &screen.Ask{Title: m.env.Say("for.mine.ask", "who", name), Lines: []string{m.env.Say("for.mine.words", "who", name)},
					Yes: m.env.Say("for.mine.yes"),
					Do:  screen.Do{Commands: []any{roster.LetAnswer{By: by.ID}}, Notice: m.env.Say("for.mine.done", "who", name)}}})
			}})
		}
	}
	if len(list.lines) == 0 {
		return &showing{title: "for.mine", lines: func(m *model) []string { return []string{m.env.Say("for.mine.none")} }}
	}
	return list
}
