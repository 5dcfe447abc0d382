// Package people shows who is here, in the order they came, each as they wish to
// be called, titles and names whole. It never says who is slow, away or
// elsewhere. A host gives and takes roles here, hands over, ends a seat, minds
// the door and its code, and issues delegate words.
package people

import (
	"context"

	"convene/internal/safetext"
	"convene/internal/workshop/roster"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
	"convene/tui/widget/numbered"
)

// Deps is what this screen needs done off the loop. Each is given in the name of
// the person at the screen, and refused if they are no host.
type Deps struct {
	// Return makes a one-time return word for a seat; that it was made is on the
	// record.
	Return func(ctx context.Context, seat roster.SeatID, lang string) (string, error)
	// EndSeat ends another's seat, and what opens it.
	EndSeat func(ctx context.Context, seat roster.SeatID) error
	// Code gives the join code; NewCode replaces it.
	Code    func(ctx context.Context) (string, error)
	NewCode func(ctx context.Context) (string, error)
	// Delegate makes the words for a government's delegate, shown once.
	Delegate func(ctx context.Context, nation safetext.Text, lang string) (string, error)
}

// Screen is the list of people of one person's program.
type Screen struct {
	deps   Deps
	at     roster.SeatID // the chosen row, by seat: rows may come and go
	part   part
	door   numbered.List
	doors  []screen.Choice // the door's choices as they were last shown
	nation *screen.Entry
	card   *card
	busy   bool
}

// part is a part of the screen.
type part int

const (
	everyone part = iota
	theDoor       // for hosts: the door, the code, delegate words
)

// card shows once something that was made: the words, and around them sentences
// by their ids.
type card struct {
	title, words string
	args         []any // of the title
	lines        []string
}

// New makes the screen.
func New(d Deps) *Screen { return &Screen{deps: d} }

// InText implements screen.Screen.
func (s *Screen) InText(*screen.Env) bool { return s.nation != nil && s.card == nil }

func guides(e *screen.Env) bool { return e.Snap.Roster.CanGuide(e.Me) }

// Page implements screen.Screen.
func (s *Screen) Page(e *screen.Env) screen.Page {
	p := screen.Page{Item: e.Say("people.head"), Focus: -1}
	switch {
	case s.card != nil:
		return s.cardPage(e, p)
	case s.nation != nil:
		asks := s.nation.Page(e)
		asks.Item = p.Item
		return asks
	case s.part == theDoor && guides(e):
		return s.doorPage(e, p)
	}
	s.part = everyone
	for _, seat := range e.Snap.Roster.Here() {
		if seat.ID == s.at {
			p.Focus = len(p.Rows)
		}
		p.Rows = append(p.Rows, person(e, seat, seat.ID == s.at)...)
	}
	if n := e.Snap.Screens(); n > 0 { // no person, and no secret
		p.Rows = append(append(p.Rows, nil), paint.Paragraph(theme.Dim, e.Say("roomscreen.on", "n", n), e.W)...)
	}
	p.Rows = append(p.Rows, atTheDoor(e)...)
	if e.Snap.Roster.Locked {
		p.Rows = append(append(p.Rows, nil), paint.Paragraph(theme.Dim, e.Say("host.door.locked"), e.W)...)
	}
	if guides(e) {
		p.Hints = []keys.Hint{{Action: keys.Main, Words: e.Say("people.change")},
			{Action: keys.NextPart, Words: e.Say("people.door.foot")}, {Action: keys.Back, Words: e.Say("people.back")},
			{Action: keys.RowUp}, {Action: keys.RowDown}}
	} else {
		p.Hints = []keys.Hint{{Action: keys.Main, Words: e.Say("people.me")}, {Action: keys.Back, Words: e.Say("people.back")}}
	}
	return p
}

// person is one seat: the name as it is read aloud, and below it what else the
// person chose to say of themselves.
func person(e *screen.Env, seat *roster.Seat, chosen bool) []paint.Row {
	mark, style := "  ", theme.Plain
	if chosen {
		mark, style = e.Theme.Chosen+" ", theme.Accent
	}
	name := screen.PersonName(seat)
	if seat.ID == e.Me {
		name = e.Say("people.you", "name", name)
	}
	if seat.Group == roster.Tribal || seat.Delegate() {
		name += "  [" + e.Say("me.tribal_mark") + "]"
	}
	var rows []paint.Row
	for i, r := range paint.Paragraph(style, name, e.W-2) {
		lead := "  "
		if i == 0 {
			lead = mark
		}
		rows = append(rows, paint.Join(paint.Line(paint.Text(theme.Accent, lead)), r))
	}
	if words := about(e, seat); words != "" {
		rows = append(rows, paint.Shift(6, paint.Paragraph(theme.Dim, words, e.W-6))...)
	}
	return rows
}

// atTheDoor lists what was done about who may come in, newest last: a new code,
// a one-time return word, a seat that was ended or written onto the list, a yes to
// somebody answering for another. Everyone sees that it happened.
func atTheDoor(e *screen.Env) []paint.Row {
	var rows []paint.Row
	for _, a := range e.Snap.Roster.Door {
		name := screen.PersonName(e.Snap.Roster.Seat(a.Seat))
		words := e.Say("people.ended", "name", name)
		switch a.Kind {
		case roster.NewCode:
			words = e.Say("people.code.changed", "time", e.Words.Clock(a.At, e.Zone))
		case roster.NewWord:
			words = e.Say("people.word.made", "name", name, "time", e.Words.Clock(a.At, e.Zone))
		case roster.UsedWord:
			words = e.Say("people.word.used", "name", name, "time", e.Words.Clock(a.At, e.Zone))
		case roster.WroteIn, roster.HeardVoice, roster.OwnVoice, roster.NoVoice:
			words = e.Say("people.act."+string(a.Kind), "name", name, "who", screen.PersonName(e.Snap.Roster.Seat(a.By)),
				"time", e.Words.Clock(a.At, e.Zone))
		}
		rows = append(rows, paint.Paragraph(theme.Dim, words, e.W)...)
	}
	if rows != nil {
		rows = append([]paint.Row{nil}, rows...)
	}
	return rows
}

// Key implements screen.Screen.
func (s *Screen) Key(e *screen.Env, k keys.Key) screen.Do {
	a := e.Keys.Find(k, s.InText(e))
	switch {
	case s.card != nil:
		if a == keys.Main || a == keys.Close || a == keys.Back {
			s.card = nil
			return screen.Do{}
		}
		return screen.Ignore()
	case s.nation != nil:
		do, closed := s.nation.Key(e, k)
		if closed {
			s.nation = nil
		}
		return do
	case s.part == theDoor && guides(e):
		return s.doorKey(e, k, a)
	}
	switch a {
	case keys.RowUp:
		s.row(e, -1)
	case keys.RowDown:
		s.row(e, +1)
	case keys.NextPart, keys.PrevPart:
		if !guides(e) {
			return screen.Ignore()
		}
		s.toDoor(e)
	case keys.Main:
		return s.open(e)
	default:
		return screen.Ignore()
	}
	return screen.Do{}
}

func (s *Screen) row(e *screen.Env, by int) {
	here := e.Snap.Roster.Here()
	if len(here) == 0 {
		return
	}
	at := -1
	for i, seat := range here {
		if seat.ID == s.at {
			at = i
		}
	}
	if at < 0 && by < 0 {
		at = len(here)
	}
	s.at = here[min(max(at+by, 0), len(here)-1)].ID
}

// open is Enter on the chosen row: one's own page, or what a host can do.
func (s *Screen) open(e *screen.Env) screen.Do {
	seat := e.Snap.Roster.Seat(s.at)
	switch {
	case !guides(e), seat != nil && seat.ID == e.Me:
		return screen.Do{Open: "me"}
	case seat == nil || seat.Ended:
		return screen.Do{Notice: e.Say("people.choose")}
	}
	return screen.Do{Ask: &screen.Ask{Title: screen.PersonName(seat), Choices: s.actions(e, seat)}}
}

// Done implements screen.Doner.
func (s *Screen) Done(e *screen.Env, what, value any, err error) screen.Do {
	words, _ := value.(string)
	switch w := what.(type) {
	case returnWord:
		s.busy = false
		if err == nil {
			s.card = &card{title: "people.return.title", args: []any{"name", w.name}, words: words,
				lines: []string{"people.return.what", "people.once"}}
		}
	case codeWord:
		s.busy = false
		if err == nil {
			s.card = &card{title: "people.code.title", words: words, lines: []string{"people.code.what"}}
		}
	case delegateWord:
		s.busy = false
		if err == nil {
			s.card = &card{title: "people.delegate.title", args: []any{"nation", w.nation}, words: words,
				lines: []string{"people.delegate.what", "people.once"}}
			do := s.nation.Sent()
			s.nation = nil
			return do
		}
	case roster.HandOver:
		if err == nil {
			return screen.Do{Notice: e.Say("host.handover.done", "name", screen.PersonName(e.Snap.Roster.Seat(w.To)))}
		}
	}
	return screen.Do{}
}

func (s *Screen) cardPage(e *screen.Env, p screen.Page) screen.Page {
	rows := append(paint.Paragraph(theme.Plain, e.Say(s.card.title, s.card.args...), e.W), nil)
	rows = append(rows, paint.Shift(2, paint.Paragraph(theme.Strong, s.card.words, e.W-2))...)
	rows = append(rows, nil)
	for _, l := range s.card.lines {
		rows = append(rows, paint.Paragraph(theme.Plain, e.Say(l), e.W)...)
	}
	p.Rows = rows
	p.Hints = []keys.Hint{{Action: keys.Main, Words: e.Say("people.card.done")}}
	return p
}
