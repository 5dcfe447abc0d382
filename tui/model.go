package tui

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/tui/input"
	"convene/tui/keys"
	"convene/tui/linear"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// Messages of the loop. Everything else comes through the mail.
type (
	// wake: something lies in the mail.
	wake struct{}
	// news: the room has published a newer snapshot.
	news struct{}
	// answered: an answer of this person's was put by or taken out, perhaps over
	// another connection.
	answered struct{}
	// typed are keys, as many as there were.
	typed []input.Event
	// alarm: a time has come that the model waited for.
	alarm struct{}
	// turn: a frame that waited may be drawn now.
	turn struct{}
)

const (
	// grace is how long a sending key asks again after the room changed
	// someone's screen (design promise 8).
	grace = 500 * time.Millisecond
	// draftQuiet is how long a field must be quiet before its words are kept.
	draftQuiet = time.Second
	// noticeFor is how long a line for this person alone stays.
	noticeFor = 12 * time.Second
	// keysAhead is how many commands may wait for the room before further keys
	// wait too; outboxSize leaves room for all that the keys of one message, at
	// most keysAtOnce, can lead to.
	keysAhead  = 64
	keysAtOnce = 32
	outboxSize = 4 * keysAhead
)

// model is the root: it routes, keeps what belongs to the person, and draws.
type model struct {
	ctx    context.Context
	cancel context.CancelCauseFunc
	deps   Deps
	room   *room.Room
	visit  *room.Visit
	person Person
	ending Next // how the turn ends, if not by leaving
	ended  bool // it has ended
	// forSent says that something was sent in a turn for somebody.
	forSent bool

	mail   mail
	brush  *brush
	outbox outbox
	// unheard is how many commands were given whose outcome has not come.
	unheard int
	later   []tea.Cmd // to be run beside the loop
	theme   theme.Theme
	chosen  *Look // what they choose of it outlives the turn; may be nil
	w, h    int

	env     *screen.Env
	zone    string // of the meeting, by name
	screens map[string]screen.Screen
	front   string // the screen in front
	home    string // the screen the room asks for
	looking bool   // the person looks elsewhere
	held    bool   // the room moved while they were writing
	movedAt time.Time
	moves   int // how often the room moved the screen, and how often that was seen
	shown   int
	behind  bool // it moved behind an overlay
	overlay overlay
	away    bool   // the person has stepped away
	rested  bool   // a card is in front, of that or of a pause
	under   *under // what was in front before; nil for nothing
	notice  string
	until   time.Time // when the notice goes
	place   act.Place // where the room was when we last looked
	scroll  int
	over    int // rows of the last page beyond the screen

	preferred preferred

	stray   stray         // letters typed while no field is open
	pressed time.Time     // when the key that acts now was pressed; zero is now
	again   bool          // the key that came last could not be taken yet
	queued  []input.Event // it and those behind it

	typedAt time.Time      // the last key that went into a shared text
	pointed workshop.Caret // what the others were told of it

	// Parts of the frame that stay while what they show does.
	headed kept[headKey]
	longer int // rows that the head takes beyond its room
	turned kept[turnKey]
	footed kept[footKey]
	hinted []keys.Hint // what the foot was made from
	sided  kept[sideKey]
	joined joined
	rows   []paint.Row // of the last frame, to be used again
	timed  struct {
		key   timeKey
		words string
	}

	aided   linear.Helped     // who answered for the person, as far as they were told
	drafts  map[string]string // changed and not kept yet
	loading bool              // those that were kept are not here yet
	waitTo  time.Time         // until when keys wait for them
	storing chan struct{}     // closed when the last drafts taken are stored
	owning  map[string]bool   // own answers being read, by poll; true is to be read once more

	// What the model waits for, each zero if it does not: the next frame, the
	// next change of the words for the time, the moment to keep drafts,
	// and that of the pause after a run of letters.
	drawAt, tickAt, keepAt, pauseAt time.Time
	drawnAt                         time.Time
	// mine says that the next frame shows what the person did. One that shows
	// only what others did has waited for its turn since dueAt.
	mine  bool
	dueAt time.Time
	// busy says that the next frame came to be wanted right behind the one before.
	// Another is then looked for behind it, unasked: drawAt is set, and maybe.
	busy, maybe bool
}

// start makes the model ready for its first frame.
func (m *model) start() {
	here := m.person.Seat
	if m.person.ForAnother() { // it is the helper who is here
		here = ""
	}
	m.visit = m.room.Visit(here)
	m.mail.poke = m.visit.Poke
	m.away = here != "" && m.room.Away(here) // over another connection, or at a table
	m.enter(m.room.Snapshot())
}

// enter brings the person to where the room is.
func (m *model) enter(s *workshop.Snapshot) {
	m.screens = make(map[string]screen.Screen)
	m.aided = linear.Helped{}
	m.drafts, m.owning = make(map[string]string), make(map[string]bool)
	m.env = &screen.Env{Keys: m.deps.Keys, Lib: m.deps.Lib, Shelf: m.deps.Shelf, Drafts: map[string]string{}, Own: map[string][]byte{}}
	m.speak(m.person.Lang)
	m.see(s)
	m.place = m.at() // coming in is no move of the room
	m.under = nil
	m.follow()
	m.seated()
	if m.person.FromAnother() { // what was typed last, for the one before, must not act for this one
		m.movedAt = m.deps.Now()
		m.moves++
	}
	m.toldBack()
}

// Init implements tea.Model.
func (m *model) Init() tea.Cmd {
	m.paint()
	return m.commands()
}

// View implements tea.Model: our painter draws, so it is empty and does no work.
func (m *model) View() tea.View { return tea.View{} }

// Update implements tea.Model. It only routes.
func (m *model) Update(msg tea.Msg) (_ tea.Model, cmd tea.Cmd) {
	defer func() {
		if v := recover(); v != nil {
			func() {
				defer contain(m.deps.Log, "update", func() { m.cancel(fault.New("internal")) })
				panic(v)
			}()
			cmd = tea.Quit
		}
	}()
	now := false
	switch msg := msg.(type) {
	case news:
		if !m.drawAt.IsZero() || !m.dueAt.IsZero() {
			return m, nil // the frame that is due anyway takes it in
		}
	case turn:
		m.deps.Pace.came(time.Since(m.dueAt), time.Now())
		m.paint()
		return m, m.commands()
	case alarm:
		draw := false
		if draw, now = m.alarm(time.Now()); !draw {
			return m, m.commands()
		}
	case typed:
		now = m.keys(msg)
	case resized:
		m.w, m.h, now = msg.W, msg.H, true
		m.size()
	case answered:
		m.reload()
		m.reloadAlone()
	case wake:
		now = m.takeMail()
	}
	if m.ctx.Err() != nil {
		return m, tea.Quit
	}
	m.drawSoon(now)
	return m, m.commands()
}

// commands are what the messages since the last call want done beside the loop.
func (m *model) commands() tea.Cmd {
	cmd := tea.Batch(m.later...)
	m.later = nil
	return cmd
}

// alarm does what is due, and reports whether that is a frame, and one that
// waits for nobody.
func (m *model) alarm(now time.Time) (draw, own bool) {
	if due(&m.keepAt, now) {
		m.keepDrafts()
	}
	at := m.drawAt
	if draw = due(&m.drawAt, now) && !(m.maybe && m.calm()); draw {
		if own = m.mine; !own {
			m.dueAt = at
		}
	}
	due(&m.waitTo, now)
	if due(&m.pauseAt, now) {
		m.paused()
		own = true
	}
	own = due(&m.tickAt, now) || own
	return draw || own, own
}

// due reports whether a time has come, and forgets it then.
func due(at *time.Time, now time.Time) bool {
	if at.IsZero() || now.Before(*at) {
		return false
	}
	*at = time.Time{}
	return true
}

// keys handles what was typed, and reports whether it is to be drawn at once.
func (m *model) keys(events typed) (now bool) {
	m.look()
	if len(m.queued) > 0 {
		events = append(m.queued, events...)
	}
	now = m.each(events)
	m.pauseSoon()
	m.point()
	return now
}

// each handles events in order, up to one that can't be taken yet: it and those
// behind it wait until something that was asked for before is done.
func (m *model) each(events []input.Event) (now bool) {
	m.queued = nil
	for i, e := range events {
		if m.ended { // what was typed behind the end of a turn was for nobody
			break
		}
		m.again = false
		now = m.input(e) || now
		if m.again {
			m.queued = slices.Clone(events[i:])
			break
		}
	}
	return now
}

// current is the screen in front, made when it is first shown.
func (m *model) current() screen.Screen {
	s, ok := m.screens[m.front]
	if !ok {
		s = m.newScreen(m.front)
		m.screens[m.front] = s
	}
	return s
}

// input handles one event of the terminal.
func (m *model) input(e input.Event) bool {
	switch e.Kind {
	case input.Press:
		return m.early(e.Key) || m.press(e)
	case input.PasteTooLong:
		m.tell(m.env.Say("fault.paste_too_long"))
		return true
	case input.Background:
		if o, other := seenOn(e, m.theme.Options, m.chosen); other {
			m.dress(o)
			return true
		}
	}
	return false
}

// hints of the page that is in front; for help.
func (m *model) hints() []keys.Hint { return m.current().Page(m.env).Hints }
