package tui

import (
	"context"
	"reflect"
	"slices"

	tea "charm.land/bubbletea/v2"

	"convene/internal/workshop"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/poll"
	"convene/tui/screen"
)

// under is what somebody had in front of them as a card came over it: that they
// stepped away, or that the room rests. It is put back when the card goes.
type under struct {
	home, front   string
	looking, held bool
	scroll        int
	overlay       overlay // only a field, with its words; a question is gone
}

// covered reports whether such a card is to be in front.
func (m *model) covered() bool {
	return m.env.Seat() != nil && m.front != Door && (m.away || m.env.Snap.Agenda.Resting())
}

// rest puts the card in front, or what was beneath it. It reports whether the
// room's moves are none of the person's business just now: what moved meanwhile
// they hear when the card goes.
//
// A card comes at once, over a field too: whoever asks for a pause may need it
// now. No key that was meant for what is beneath does anything to it, nor one
// that was meant for the card to what comes back (design promise 8).
func (m *model) rest(home string) bool {
	covered := m.covered()
	switch {
	case covered && !m.rested:
		m.rested = true
		m.under = &under{m.home, m.front, m.looking, m.held, m.scroll, fieldOf(m.overlay)}
		m.cover(home)
	case covered && home != m.home:
		m.cover(home)
	case !covered && m.rested:
		m.rested = false
		m.uncover()
	}
	return covered
}

// cover puts the card of the moment in front: for whoever leads the room in a
// pause, their own screen, which says how to go on.
func (m *model) cover(home string) {
	m.home, m.overlay, m.looking, m.held = home, nil, false, false
	m.movedAt, m.behind = m.deps.Now(), false
	m.goTo(home)
}

// uncover puts back what was beneath the card. Who writes something meanwhile
// goes on with that.
func (m *model) uncover() {
	u := m.under
	m.under = nil
	m.movedAt, m.behind = m.deps.Now(), false
	writing := fieldOf(m.overlay)
	switch {
	case u == nil, m.looking && m.holds():
		return
	case writing == nil:
		writing = u.overlay
	}
	m.home, m.front, m.looking, m.held, m.scroll, m.overlay = u.home, u.front, u.looking, u.held, u.scroll, writing
}

// fieldOf is an overlay in which something is being written, or nil.
func fieldOf(o overlay) overlay {
	if o != nil && o.inText() {
		return o
	}
	return nil
}

// stepAway takes the room off this person's screen, or brings it back; nobody
// else learns of it. It needs no answer of the room's: the card is there at once.
func (m *model) stepAway(away bool) {
	m.room.StepAway(m.person.Seat, away)
	m.setAway(away)
	without := func(p poll.Open) bool { return !p.Keeps && !p.Beside && !p.Asks(m.person.Seat) }
	if !away && m.env.Snap.Roster.CanWrite(m.person.Seat) && slices.ContainsFunc(m.env.Snap.OpenPolls(), without) {
		m.tell(m.env.Say("fault.not_on_list"))
	}
}

func (m *model) setAway(away bool) {
	if m.away == away {
		return
	}
	m.away = away
	if !away {
		m.reload() // who answered for them meanwhile
	}
	m.roomMoved()
}

// reloadAlone reads what is this seat's alone: whether its person is away, and
// the private words that wait for them.
func (m *model) reloadAlone() {
	if m.person.ForAnother() { // whoever helps reads nothing that was left for them
		return
	}
	m.setAway(m.room.Away(m.person.Seat))
	who := m.person.Sitter()
	m.background("private", func(ctx context.Context) tea.Msg {
		words, err := m.room.PrivateWords(ctx, who)
		if err != nil {
			return returned{err: err}
		}
		return privately{words}
	})
}

// privately are the private words that wait for this seat.
type privately struct{ words []workshop.PrivateWord }

func (m *model) privateWords(words []workshop.PrivateWord) {
	if reflect.DeepEqual(words, m.env.Private) {
		return
	}
	e := *m.env
	e.Private = words
	m.env = &e
}

// askPause asks before everyone's screen says that we paused. It holds wherever
// the room goes meanwhile.
func (m *model) askPause() {
	if m.env.Snap.Agenda.Resting() {
		m.tell(m.env.Say("rest.pause.already"))
		return
	}
	what := m.env.Say("rest.ask.what", "n", int(agenda.PauseAgain.Minutes()))
	m.overlay = &asking{since: m.deps.Now(), from: m.at(), anywhere: true, ask: screen.Ask{
		Title: m.env.Say("rest.ask"), Lines: []string{what, m.env.Say("rest.ask.keeps")},
		Yes: m.env.Say("rest.ask.yes"), Do: screen.Give(agenda.AskPause{}),
	}}
}

// asked tells somebody what became of what they asked for unseen.
func (m *model) asked(body any) {
	switch body.(type) {
	case agenda.AskPause:
		if !m.env.Snap.Agenda.Resting() {
			m.tell(m.env.Say("rest.ask.host"))
		}
	case agenda.AskTime:
		m.tell(m.env.Say("rest.time.asked"))
	}
}

// warnFew asks a host whether to open a question all the same whose list is shorter
// than their screen counted: somebody on it has stepped away, and nobody is told.
func (m *model) warnFew(again any) {
	m.overlay = &asking{since: m.deps.Now(), from: m.at(), ask: screen.Ask{
		Title: m.env.Say("vote.few.warning"), Lines: []string{m.env.Say("vote.few.confirm")},
		Yes: m.env.Say("rest.few.yes"), Do: screen.Give(again),
	}}
}
