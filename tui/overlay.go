package tui

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/followup"
	"convene/internal/workshop/roster"
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

func newCommand(seat roster.SeatID, body any) workshop.Command { return room.ForSeat(seat, body) }

// asking puts a question before something happens. If the room moves meanwhile,
// a yes does nothing: it was given to another moment.
type asking struct {
	ask   screen.Ask
	from  act.Place
	since time.Time
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
		rows = append(rows, paint.Line(paint.Text(theme.Key, "  "+strconv.Itoa(i+1)), paint.Text(theme.Plain, "  "+c.Words)))
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
	if a.from != m.at() {
		m.tell(m.env.Words.Fault(fault.New("room_moved")))
		return
	}
	m.carry(do)
}

// askLeave asks before the session ends.
func (m *model) askLeave() {
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

// plan is the agenda at the side of a wide terminal.
func (m *model) plan(width int) []paint.Row {
	e := m.env
	rows := []paint.Row{paint.Line(paint.Text(theme.Dim, e.Say("agenda.side.title"))), nil}
	at, before := e.Snap.Agenda.At.Item, e.Snap.Agenda.At.Item != ""
	for _, item := range e.Snap.Agenda.Items {
		if item.Skipped {
			continue
		}
		style, mark := theme.Dim, "  "
		if item.ID == at {
			style, mark, before = theme.Plain, m.theme.Chosen+" ", false
		} else if !before {
			style = theme.Plain
		}
		for i, r := range paint.Paragraph(style, Words(item.Title, e.Lang), width-4) {
			lead := mark
			if i > 0 {
				lead = "    " // so that one sees where the next line of the plan begins
			}
			rows = append(rows, paint.Join(paint.Line(paint.Text(theme.Accent, lead)), r))
		}
	}
	return rows
}

// people lists who is here, in the order they came, each as they wish to be
// called, for as long as there is room: a thousand may be here. It never says who
// is slow or away.
func (m *model) people(width, room int) []paint.Row {
	e := m.env
	rows := []paint.Row{paint.Line(paint.Text(theme.Dim, e.Say("people.side.title"))), nil}
	for _, seat := range e.Snap.Roster.Seats {
		if len(rows) >= room {
			break
		}
		if !seat.Ended {
			rows = append(rows, paint.Paragraph(theme.Plain, seat.Styled(), width)...)
		}
	}
	return rows
}

// keepDrafts writes changed drafts to the sealed box, off the loop.
func (m *model) keepDrafts() {
	drafts, seat := m.drafts, m.person.Seat
	m.drafts = make(map[string]string)
	if len(drafts) == 0 {
		return
	}
	// One after the other, or an older word would come back behind its erasure;
	// and to the end, though the session ends meanwhile.
	before, done := m.storing, make(chan struct{})
	m.storing = done
	m.background("drafts", func(ctx context.Context) tea.Msg {
		defer close(done)
		if before != nil {
			<-before
		}
		return m.store(context.WithoutCancel(ctx), seat, drafts)
	})
}

// parting finishes what the person began before the session ended, in the middle
// of a sentence when a link is cut: keys that had arrived are sent, what became
// of commands is heard, so that words that were sent leave no draft behind, and
// words that were not are kept. The loop has ended.
func (m *model) parting(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), goodbye)
	defer cancel()
	defer contain(m.deps.Log, "parting", func() {})
	m.takeMail()
	m.settle()
	for m.unheard > 0 {
		select {
		case <-m.visit.Wake():
			m.takeMail()
		case <-ctx.Done():
			m.unheard = 0
		}
	}
	if m.storing != nil {
		select {
		case <-m.storing:
		case <-ctx.Done():
		}
	}
	m.store(ctx, m.person.Seat, m.drafts)
}

// store writes drafts to the sealed box; without a seat there is nowhere to. It
// gives what is to be told of a failure, or nil.
func (m *model) store(ctx context.Context, seat roster.SeatID, drafts map[string]string) tea.Msg {
	if seat == "" {
		return nil
	}
	for field, words := range drafts {
		if err := m.room.Draft(ctx, seat, field, words); err != nil {
			return returned{tag: field, err: err}
		}
	}
	return nil
}
