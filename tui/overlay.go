package tui

import (
	"errors"
	"slices"
	"strconv"
	"time"

	"convene/internal/fault"
	"convene/internal/workshop/act"
	"convene/internal/workshop/followup"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// overlay is what stands in front of the screen until it is answered or left.
type overlay interface {
	page(m *model) screen.Page
	key(m *model, k keys.Key, a keys.Action)
	inText() bool
}

var errLeft = errors.New("tui: the person left")

// asking puts a question before something happens. If the room moves meanwhile,
// a yes does nothing: it was given to another moment.
type asking struct {
	ask  screen.Ask
	from act.Place
	// anywhere says that it holds wherever the room goes.
	anywhere bool
	since    time.Time
}

func (a *asking) inText() bool { return false }

func (a *asking) page(m *model) screen.Page {
	e := m.env
	rows := paint.Paragraph(theme.Strong, a.ask.Title, e.W)
	rows = append(rows, nil)
	for _, l := range a.ask.Lines {
		rows = append(rows, paint.Paragraph(theme.Plain, l, e.W)...)
		rows = append(rows, nil)
	}
	p := screen.Page{Focus: -1}
	for i, c := range a.ask.Choices {
		rows = append(rows, numbered(e, i, false, c.Words)...)
	}
	p.Rows = rows
	no := a.ask.No
	if no == "" {
		no = e.Say("ask.back")
	}
	if len(a.ask.Choices) == 0 {
		p.Hints = append(p.Hints, keys.Hint{Action: keys.Yes, Words: a.ask.Yes})
	} else {
		p.Hints = append(p.Hints, keys.Hint{Action: keys.Choose, Keys: upTo(len(a.ask.Choices)), Words: e.Say("ask.choose")})
	}
	p.Hints = append(p.Hints, keys.Hint{Action: keys.Close, Words: no})
	return p
}

// upTo is how the digits of n choices are shown.
func upTo(n int) string {
	if n == 1 {
		return "1"
	}
	return "1–" + strconv.Itoa(n)
}

func (a *asking) key(m *model, k keys.Key, action keys.Action) {
	switch {
	case action == keys.Close || action == keys.Back:
		m.overlay = nil
	case m.when().Sub(a.since) < grace/5:
		// a key that was on its way when the question appeared
	case action == keys.Yes && len(a.ask.Choices) == 0:
		a.settle(m, a.ask.Do)
	case action == keys.Choose:
		if n, ok := k.Digit(); ok && n >= 1 && n <= len(a.ask.Choices) {
			a.settle(m, a.ask.Choices[n-1].Do)
		}
	case action == keys.Main:
		m.tell(m.env.Say("ask.not_enter"))
	}
}

func (a *asking) settle(m *model, do screen.Do) {
	m.overlay = nil
	if a.from != m.at() && !a.anywhere {
		m.tell(m.env.Words.Fault(fault.New("room_moved")))
		return
	}
	m.carry(do)
}

// askLeave asks before the session ends.
func (m *model) askLeave() {
	if len(m.person.Others()) > 0 {
		m.overlay = askGetUp(m)
		return
	}
	m.overlay = &asking{since: m.deps.Now().Add(-grace), from: m.at(), ask: screen.Ask{
		Title: m.env.Say("leave.title"), Lines: []string{m.env.Say("leave.words")},
		Yes: m.env.Say("leave.yes"), No: m.env.Say("leave.stay"), Do: screen.Do{Leave: true},
	}}
}

// speakQueue asks to speak, or lowers the hand again.
func (m *model) speakQueue() {
	if !m.env.Snap.Roster.CanWrite(m.person.Seat) { // an observer looks on
		return
	}
	do := screen.Do{Commands: []any{followup.Ask{}}, Notice: m.env.Say("queue.asked")}
	switch q := m.env.Snap.Followup; {
	case slices.Contains(q.Queue, m.person.Seat):
		do = screen.Do{Commands: []any{followup.Lower{}}, Notice: m.env.Say("queue.lowered")}
	case q.Speaking == m.person.Seat:
		do = screen.Do{Commands: []any{followup.Lower{}}, Notice: m.env.Say("queue.done")}
	}
	m.carry(do)
}
