package tui

import (
	"slices"

	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
	"convene/tui/keys"
	"convene/tui/screen"
	"convene/tui/screen/host"
)

// The names of screens, as screen.Do.Open uses them.
const (
	Door      = "door"
	Lobby     = "lobby"
	Talk      = "talk"
	Spectrum  = "spectrum"
	Values    = "values"
	Terms     = "terms"
	Host      = "host"
	Agenda    = "agenda"
	People    = "people"
	Questions = "questions"
	Document  = "document"
	Me        = "me"
	Care      = "care"
	Away      = "away"
	Pause     = "pause"
	// RoomScreen is the projector's.
	RoomScreen = "roomscreen"
)

// wants is the screen the room asks of this person now.
func (m *model) wants() string {
	s := m.env.Snap
	seat := m.env.Seat()
	switch {
	case m.projects():
		return RoomScreen
	case seat == nil:
		return Door
	case m.away:
		return Away
	case s.Status == workshop.Ended || s.Status == workshop.Closed:
		return Document
	case s.Agenda.Resting() && (m.person.ForAnother() || !s.Roster.CanHold(seat.ID)):
		return Pause
	case m.person.ForAnother(): // whoever helps has their own seat for what is theirs
		return m.taskScreen()
	case m.person.Warned(s) && !s.Agenda.Resting():
		return Care
	case s.Roster.CanHold(seat.ID):
		return Host
	}
	return m.taskScreen()
}

// readPast remembers that the person at the keys has read the present note.
func (m *model) readPast() {
	if m.person.Read == nil {
		m.person.Read = make(map[string]bool)
	}
	m.person.Read[m.at().Item] = true
}

// taskScreen is the screen of what the room does now, for anyone who takes part.
func (m *model) taskScreen() string {
	s := m.env.Snap
	item, ok := s.Agenda.Now()
	switch {
	case !ok || s.Agenda.Meeting.OpenedAt.IsZero() || !s.Agenda.Meeting.EndedAt.IsZero():
		return Lobby
	case item.Activity == Spectrum || item.Activity == Values || item.Activity == Terms:
		return item.Activity
	}
	return Talk // talk, opening, break, close
}

// follow brings the person to where the room is.
func (m *model) follow() {
	m.looking, m.held = false, false
	if m.front == Care {
		m.readPast()
	}
	m.home = m.wants()
	m.goTo(m.home)
	m.rested = m.covered()
}

// goTo puts a screen in front.
func (m *model) goTo(name string) {
	if name == m.front {
		return
	}
	m.front, m.scroll = name, 0
	if mv, ok := m.current().(screen.Mover); ok {
		mv.Moved(m.env)
	}
}

// at is where the room is, for noticing that it moved.
func (m *model) at() act.Place { return m.env.Snap.Agenda.At }

// roomMoved follows the room after a new snapshot. Someone who is writing is
// not torn away: their words stay in front of them, and a line says where the
// room went.
func (m *model) roomMoved() {
	home, at := m.wants(), m.at()
	if m.rest(home) {
		return
	}
	walked := at != m.place
	if m.person.ForAnother() {
		if m.place, m.home = at, home; walked { // what was begun stays in front, and nothing of it is sent
			m.movedAt, m.behind, m.held = m.deps.Now(), m.overlay != nil, true
			m.tell(m.env.Say("for.moved", "name", m.nameOf(m.person.Seat)))
		}
		return
	}
	if m.place = at; home == m.home && !walked {
		return
	}
	m.home = home
	switch {
	case m.front == Door: // it shows the return words first, and follows then
	case m.looking && home == Document: // it has ended, and a line says so
	case m.looking:
		if walked { // else only what this person may do has changed
			m.tell(m.env.Say("room.moved.looking", "item", m.itemTitle()))
		}
	case m.holds() && home != Door: // a question over the screen stays over it
		if m.held = true; walked {
			m.tell(m.env.Say("room.moved.writing"))
		}
	default:
		if home != Host || m.front != Host {
			m.movedAt, m.behind = m.deps.Now(), m.overlay != nil
			m.moves++
		}
		if m.front == home {
			m.scroll = 0
			if mv, ok := m.current().(screen.Mover); ok {
				mv.Moved(m.env)
			}
			return
		}
		m.goTo(home)
	}
}

// holds reports whether the person has words in the making in front of them.
func (m *model) holds() bool {
	s := m.current()
	h, ok := s.(screen.Holder)
	return s.InText(m.env) || ok && h.Holds(m.env)
}

func (m *model) itemTitle() string {
	item, ok := m.env.Snap.Agenda.Now()
	if !ok {
		return m.env.Snap.Meta.Title.String()
	}
	return title(m.env, item)
}

func title(e *screen.Env, item agenda.Item) string { return Words(item.Title, e.Lang) }

// Words picks a text of the record in the person's language, or the first there
// is, English before others.
func Words(w agenda.Words, lang string) string { return w.In(lang) }

// sends reports whether an action could send or choose something, so that it
// asks again just after the room changed the screen.
func sends(a keys.Action) bool {
	switch a {
	case keys.Main, keys.Choose, keys.Yes, keys.Pass, keys.NotSure, keys.ReadToMe, keys.Sign,
		keys.TakeBack, keys.Undo, keys.Write, keys.Apart:
		return true
	}
	return false
}

// justMoved reports whether a key that comes now may have been meant for what the
// screen showed before the room moved it: until the terminal has shown the new
// one, however slow its link is, and for the grace after that.
func (m *model) justMoved() bool {
	return m.brush.seen != nil && m.shown < m.moves || m.when().Sub(m.movedAt) < grace
}

// key gives a key to whoever is to have it: the overlay, then the keys that act
// everywhere, then the screen.
//
// It reports whether there is anything to draw at once. A key in a shared text
// changes nothing until it is on disk; the snapshot that holds it does.
func (m *model) key(k keys.Key) (changed bool) {
	action := m.deps.Keys.Find(k, m.typing())
	told := m.notice != ""
	m.notice = ""
	if action == keys.Leave && m.person.ForAnother() {
		m.goBack()
		return true
	}
	if action == keys.Leave {
		m.askLeave()
		return true
	}
	if action == keys.Language { // it sends nothing of the room's, so it need not wait for a screen that just changed
		m.switchLanguage()
		return true
	}
	if m.overlay != nil {
		m.overlay.key(m, k, action)
		if m.behind && m.overlay == nil { // only now do they see the other screen
			m.movedAt, m.behind = m.deps.Now(), false
		}
		return true
	}
	if m.projects() {
		m.projectorKey(action)
		return true
	}
	if m.justMoved() && (m.rested || sends(action) || action == keys.NoAction) {
		m.tell(m.env.Say("room.moved.again"))
		return true
	}
	if action == keys.More && m.moreBelow() { // this page first, then the screen's next
		m.turn(+1)
		return true
	}
	if action == keys.Close && m.leadsBack() {
		m.goBack()
		return true
	}
	do := m.current().Key(m.env, k)
	if (action == keys.More || action == keys.Before) && !do.Ignored {
		m.scroll = 0
	}
	if m.again = do.Later; m.again {
		return told
	}
	if !do.Ignored {
		m.carry(do)
		return told || !onlyEdits(do)
	}
	m.anywhere(k, action)
	return true
}

// typing reports whether the keys go into a text field now.
func (m *model) typing() bool {
	if m.overlay != nil {
		return m.overlay.inText()
	}
	return m.current().InText(m.env)
}

// anywhere handles the keys that mean the same on every screen.
func (m *model) anywhere(k keys.Key, a keys.Action) {
	if m.person.ForAnother() && !slices.Contains([]keys.Action{keys.Menu, keys.Help, keys.More, keys.Before, keys.RowDown, keys.RowUp, keys.Main}, a) {
		if a == keys.Back || a == keys.Close {
			m.goBack()
		}
		return
	}
	if m.scrolls(a) {
		return
	}
	switch a {
	case keys.Menu:
		m.openMenu()
	case keys.Help:
		m.overlay = &help{}
	case keys.Agenda:
		m.lookAt(Agenda)
	case keys.Yes:
		if _, do, ok := host.Offer(m.env); ok {
			m.carry(do)
		}
	case keys.Speak:
		m.speakQueue()
	case keys.Others:
		if m.env.Seat() != nil && m.front != Door { // who has just come writes their return words down first
			m.openTable()
		}
	case keys.MyAnswer:
		m.lookAt(m.taskScreen())
	case keys.Back, keys.Close:
		if m.looking || m.held {
			m.follow()
		}
	case keys.Main:
		if m.away {
			m.stepAway(false)
			return
		}
		if !m.looking && !m.held {
			m.tell(m.env.Say("keys.choose_first"))
		}
	}
}

// lookAt shows another screen than the room's.
func (m *model) lookAt(name string) {
	m.looking = name != m.home
	m.held = false
	m.goTo(name)
}
