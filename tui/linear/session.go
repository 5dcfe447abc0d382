package linear

import (
	"context"
	"errors"
	"time"

	"convene/internal/fault"
	"convene/internal/library"
	"convene/internal/room"
	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
)

// turnOver ends this face, and the session goes on.
type turnOver struct {
	then Then
	to   roster.SeatID
	way  roster.Way // with AnswerFor
}

func (turnOver) Error() string { return "linear: the turn is over" }

// session is one person's line-by-line face. One goroutine owns it: it reads
// lines, gives commands and waits for them, and looks at the latest snapshot.
type session struct {
	private []workshop.PrivateWord // words that wait for the person, theirs alone

	ctx     context.Context
	console *Console
	deps    Deps
	room    *room.Room
	visit   *room.Visit
	person  Person

	w    library.Words
	book wordBook

	snap  *workshop.Snapshot // what this moment is decided by
	told  *workshop.Snapshot // what the person has been told of
	now   task               // what was asked last, with the ids it was asked with
	front func() task        // a list that the person put before the room's; may be nil

	block, last []string // told since the last line, and before it
	rest        []string // what "more" reads on
	held        []string // told later, while quiet
	quiet       bool
	wrapUp      wrapUp
	signed      roster.Role // a role that the person was told of as they signed in
	pace        pace
	began       time.Time // when the line that was sent last was begun
	early       bool      // and whether what is asked was on its way then

	fresh     bool              // the seat was made in this session
	kept      map[string]string // unsent words by field
	redo      string            // a poll whose answer is being changed
	offered   string            // the key of the task that was told last
	asked     bool              // what is asked was told since somebody looked
	safe      bool              // the safety lines were told
	section   string            // the section this person works on
	inLang    string            // the language of its text, if not the original's
	outlined  bool              // the list of sections was read out
	explained act.Place         // the step of which it was said what happens in it
	offeredTo string            // the turn that was offered last, and at which questions
	heard     map[string][]heard
	writers   map[string]bool // by text and seat: of whom it was told that they write there
	aided     Helped          // who answered for the person, as far as they were told

	// In a turn for somebody: what was sent for them, by poll; that something was;
	// and what ends the turn.
	put  map[string][]byte
	sent bool
	over error
}

// heard is a paragraph as it was read to the person.
type heard struct {
	id   text.ParaID
	text string
}

// Run is one person's line-by-line face. It returns when they leave or ask for
// the full-screen face, or when ctx or the room ends.
func Run(ctx context.Context, console *Console, d Deps, p Person, r *room.Room) (Next, error) {
	s := &session{ctx: ctx, console: console, deps: d, room: r, person: p,
		kept: map[string]string{}, heard: map[string][]heard{}, writers: map[string]bool{}}
	s.book = newWordBook(d.Lib)
	s.speak(p.Lang)
	here := p.Seat
	if p.ForAnother() { // it is the helper who is here
		here = ""
	}
	s.visit = r.Visit(here)
	defer s.visit.Leave()
	s.see()
	err := s.run()
	_ = s.console.write("") // the last words; the terminal may be gone
	next := Next{Person: s.person, Sent: s.sent}
	if over := (turnOver{}); errors.As(err, &over) {
		next.Then, next.To, next.Way, err = over.then, over.to, over.way, nil
	}
	if errors.Is(err, ErrLeft) {
		err = nil
	}
	return next, err
}

func (s *session) run() error {
	if !s.person.ForAnother() {
		s.tell(s.Say("linear.hello"))
	}
	if s.person.Seat == "" {
		if err := s.door(); err != nil {
			return err
		}
	}
	s.seated()
	if !s.person.ForAnother() && s.room.Away(s.person.Seat) { // over another connection, or at a table
		if err := s.away(); err != nil {
			return err
		}
	}
	for {
		if err := s.catchUp(); err != nil {
			return err
		}
		line, err := s.line(s.asks(), false, s.idle)
		if err == nil {
			err = s.dispatch(line)
		}
		if err == nil && s.over != nil {
			err = s.over
		}
		if errors.Is(err, errInterrupt) {
			err = s.leave()
		}
		if err != nil {
			return err
		}
	}
}

// see takes the latest snapshot.
func (s *session) see() {
	before := s.snap
	s.snap = s.room.Snapshot()
	if before != nil && s.snap.EndedSince(before.State) {
		clear(s.kept) // unsent words go with the meeting, as in the box
	}
}

// do gives a command in the person's name and waits until it is on disk. What
// was refused is told; the caller keeps the words.
func (s *session) do(body any) bool {
	if s.person.ForAnother() && !s.readBack(body) {
		return false
	}
	before := s.room.Snapshot()
	err := s.room.Do(s.ctx, room.ForSeat(s.person.Sitter(), body))
	s.see()
	if again, ok := workshop.Warned(body); ok && fault.Code(err) == "poll_few" { // somebody on the list is away
		if yes, asked := s.confirm(s.Say("vote.few.warning"), s.Say("vote.few.confirm")); yes && asked == nil {
			return s.do(again)
		}
		return false
	}
	if err != nil {
		s.fail(err)
		return false
	}
	switch {
	case s.person.ForAnother():
		s.sentFor(body, before)
	case workshop.Answers(body):
		s.helped(nil) // theirs is what counts now
	}
	s.pace.own(before, s.snap)
	return true
}

// done gives a command and says that it was taken.
func (s *session) done(body any) bool {
	ok := s.do(body)
	if ok {
		s.tell(s.Say("linear.sent"))
	}
	return ok
}

func (s *session) seat() *roster.Seat { return s.snap.Roster.Seat(s.person.Seat) }

// running reports whether a meeting is on.
func (s *session) running() bool {
	m := s.snap.Agenda.Meeting
	return s.snap.Status == workshop.Open && !m.OpenedAt.IsZero() && m.EndedAt.IsZero()
}

func (s *session) guide() bool {
	return !s.person.ForAnother() && s.snap.Roster.CanGuide(s.person.Seat)
}

// own is the person's own answer to an open poll, for them alone.
func (s *session) own(poll string) ([]byte, bool) {
	if value, ok := s.put[poll]; ok || s.person.ForAnother() {
		return value, ok
	}
	value, ok, err := s.room.Own(s.ctx, s.person.Sitter(), poll)
	return value, ok && err == nil
}

// zone is where the meeting's clock stands.
func (s *session) zone() *time.Location {
	for _, name := range []string{s.snap.Agenda.Meeting.Zone, s.snap.Meta.Zone} {
		if loc, err := time.LoadLocation(name); name != "" && err == nil {
			return loc
		}
	}
	return time.UTC
}

// facts is what the checks of the document look at.
func (s *session) facts() terms.Input {
	return terms.Input{Now: s.deps.Now(), Text: s.snap.Texts.Get, Facts: s.snap.TermsFacts()}
}
