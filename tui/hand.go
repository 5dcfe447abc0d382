package tui

import (
	"maps"
	"slices"
	"strings"
	"time"

	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/tui/keys"
	"convene/tui/linear"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// forName is whom this turn is taken for, as the head says it: in capitals, so
// that nobody takes the screen for their own.
func (m *model) forName() string {
	return m.env.Say("for.head", "name", strings.ToUpper(m.nameOf(m.person.Seat)))
}

// goBack ends a turn that was taken for somebody.
func (m *model) goBack() { m.endTurn(Next{Then: linear.Left, Sent: m.forSent}) }

// toldBack tells who is back from such a turn what came of it.
func (m *model) toldBack() {
	if b := m.person.Back; b != nil {
		m.tell(m.env.Say(b.Said(), "name", m.nameOf(b.For)))
		m.person.Back = nil
	}
}

// performFor does what a screen asked for in a turn for somebody: answers are read
// back first, and nothing else leaves the screen.
func (m *model) performFor(do screen.Do, from string) {
	if do.Draft != nil {
		m.env.Drafts[do.Draft.Field] = do.Draft.Words // while the turn lasts
	}
	if do.Notice != "" {
		m.tell(do.Notice)
	}
	switch {
	case len(do.Commands) == 0 && len(do.Calls) == 0:
	case len(do.Calls) > 0 || slices.ContainsFunc(do.Commands, func(c any) bool { return !workshop.Answers(c) }):
		m.refuseFor(do.Commands, from, fault.New("not_for_another"))
	default:
		m.scroll = 0
		m.overlay = &readingBack{bodies: do.Commands, screen: from, at: m.at(), since: m.deps.Now()}
	}
	if do.Follow {
		m.follow()
	}
}

// refuseFor tells a screen that nothing of what it asked for was sent.
func (m *model) refuseFor(bodies []any, from string, err error) {
	for _, body := range bodies {
		m.unheard++
		m.mail.put(outcome{from, body, err})
	}
	if len(bodies) == 0 {
		m.fail(err)
	}
}

// readingBack is what is about to be sent for somebody, to be read aloud to them.
// Only y sends it; if the room moves meanwhile nothing is sent.
type readingBack struct {
	bodies []any
	screen string // that asked
	at     act.Place
	since  time.Time
}

func (*readingBack) inText() bool { return false }

func (r *readingBack) page(m *model) screen.Page {
	e := m.env
	rows := append(paint.Paragraph(theme.Dim, e.Say("for.said.title", "name", m.nameOf(m.person.Seat)), e.W), nil)
	for _, l := range linear.ReadBack(m.deps.Lib, e.Words, e.Snap, r.bodies) {
		rows = append(append(rows, paint.Paragraph(theme.Strong, l, e.W)...), nil)
	}
	hints := []keys.Hint{{Action: keys.Yes, Words: e.Say("for.said.yes")}}
	if len(rows) > e.H {
		hints = append(hints, keys.Hint{Action: keys.More})
	}
	return screen.Page{Rows: rows, Focus: -1, Hints: append(hints, keys.Hint{Action: keys.Close, Words: e.Say("for.said.no")})}
}

func (r *readingBack) key(m *model, _ keys.Key, a keys.Action) {
	refuse := func(code string) { m.overlay = nil; m.refuseFor(r.bodies, r.screen, fault.New(code)) }
	switch {
	case a == keys.Close || a == keys.Back:
		refuse("for_not_sent")
	case m.scrolls(a):
	case m.when().Sub(r.since) < grace/5:
		// a key that was on its way when the words appeared
	case a == keys.Yes && r.at != m.at():
		refuse("room_moved")
	case a == keys.Yes:
		m.overlay = nil
		for _, body := range r.bodies {
			m.give(body, r.screen)
		}
	case a == keys.Main:
		m.tell(m.env.Say("ask.not_enter"))
	}
}

// sentFor remembers, while the turn lasts, what was sent for somebody: the room
// shows it to nobody again. The turn ends when what was asked is answered.
func (m *model) sentFor(body any) (over bool) {
	d, err := m.env.Snap.State.Decide(room.ForSeat(m.person.Sitter(), body), workshop.Facts{Now: m.deps.Now()})
	asked := m.env.Snap.Together(body)
	if err != nil { // it closed in the meantime, and what was sent before counts
		m.forSent = true
		m.goBack()
		return true
	}
	e := *m.env
	e.Own = maps.Clone(e.Own)
	for _, s := range d.Seals {
		e.Own[s.Poll] = s.Value
	}
	m.env, m.forSent = &e, true
	if asked == nil || slices.ContainsFunc(asked, func(id string) bool { return e.Own[id] == nil }) {
		return false
	}
	m.goBack()
	return true
}

// withOwnSeat names what a helper can do on a page, and the key that leads back to
// their own seat.
func (m *model) withOwnSeat(hints []keys.Hint, back func(keys.Hint) bool) []keys.Hint {
	if m.typing() {
		return hints
	}
	if m.front == Talk || m.front == Lobby { // nothing there is an answer
		hints = nil
	}
	hints = slices.DeleteFunc(slices.Clone(hints), func(h keys.Hint) bool {
		return h.Action == keys.Speak || back(h) && h.Words == ""
	})
	if slices.ContainsFunc(hints, func(h keys.Hint) bool { return h.Action == keys.Close }) {
		return hints
	}
	return slices.Insert(hints, min(1, len(hints)), keys.Hint{Action: keys.Close, Words: m.env.Say("for.foot.back")})
}

// leadsBack reports whether Esc leads a helper back to their own seat, as the foot
// says wherever the page has no other use for it.
func (m *model) leadsBack() bool {
	return m.person.ForAnother() && !m.typing() &&
		!slices.ContainsFunc(m.hints(), func(h keys.Hint) bool { return h.Action == keys.Close && h.Words != "" })
}

// waitingFor says that nothing is asked of whom a helper answers for.
func (m *model) waitingFor() string {
	if slices.ContainsFunc(m.env.Snap.OpenPolls(), func(p poll.Open) bool { return !p.Keeps }) {
		return ""
	}
	return m.env.Say("for.nothing", "name", m.nameOf(m.person.Seat))
}
