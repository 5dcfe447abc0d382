package linear

import (
	"errors"
	"slices"
	"strings"

	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
)

// unseen does what anyone asks for without being seen.
func (s *session) unseen(id, arg string) error {
	switch id {
	case "away":
		s.room.StepAway(s.person.Seat, true)
		return s.away()
	case "pause":
		return s.askPause()
	case "private":
		return s.sayAlone(arg)
	}
	if s.do(agenda.AskTime{}) {
		s.tell(s.Say("rest.time.asked"))
	}
	return nil
}

// away is the time in which the person has stepped away: nothing of the room is
// told, whatever happens there. What came meanwhile is told in short when they are
// back.
func (s *session) away() error {
	s.tell(s.Say("rest.away"), s.Say("rest.away.shown"), s.Say("rest.away.counted"), s.Say("rest.linear.back", "word", s.word("back")))
	for s.room.Away(s.person.Seat) {
		line, err := s.line(s.Say("linear.prompt"), false, s.still)
		if errors.Is(err, errInterrupt) {
			err = s.leave()
		}
		if err != nil {
			return err
		}
		switch id, _, _ := s.book.find(strings.TrimPrefix(strings.TrimSpace(line), "/")); id {
		case "back":
			s.room.StepAway(s.person.Seat, false)
		case "leave":
			if err := s.leave(); err != nil {
				return err
			}
		default:
			s.tell(s.Say("rest.linear.back", "word", s.word("back")))
		}
	}
	s.see()
	s.told, s.offered = s.snap, ""
	s.tell(s.catchingUp(false)...)
	without := func(p poll.Open) bool { return !p.Keeps && !p.Beside && !p.Asks(s.person.Seat) }
	if s.writes() && slices.ContainsFunc(s.snap.OpenPolls(), without) {
		s.tell(s.Say("fault.not_on_list"))
	}
	return nil
}

// still looks whether the person's seat is there, and tells nothing.
func (s *session) still() error {
	s.see()
	return s.ended()
}

// askPause asks before everyone hears that we paused.
func (s *session) askPause() error {
	if s.snap.Agenda.Resting() {
		s.tell(s.Say("rest.pause.already"))
		return nil
	}
	yes, err := s.confirm(s.Say("rest.ask"), s.Say("rest.ask.what", "n", int(agenda.PauseAgain.Minutes())), s.Say("rest.ask.keeps"))
	if yes && err == nil && s.do(agenda.AskPause{}) && !s.snap.Agenda.Resting() {
		s.tell(s.Say("rest.ask.host"))
	}
	return err
}

// sayAlone says a word to the host or co-host whom the person chooses.
func (s *session) sayAlone(arg string) error {
	all := s.snap.Listeners(s.person.Seat)
	if len(all) == 0 {
		s.tell(s.Say("private.nobody"))
		return nil
	}
	var labels []string
	for _, seat := range all {
		labels = append(labels, s.listener(seat))
	}
	n, err := s.choose(s.Say("private.who"), labels...)
	if n == 0 || err != nil {
		return err
	}
	to := all[n-1].ID
	q := asking{prompt: s.Say("prompt.private.title", "name", s.name(to)) + " " + s.Say("rest.linear.nothing", "word", s.word("nothing")),
		kind: safetext.Line, field: "prompt.private", nothing: true}
	r, err := s.words(q, arg)
	if !r.ok || err != nil {
		return err
	}
	said := s.Say("private.sent", "name", s.name(to))
	if p := s.room.Snapshot().Presence; p == nil || !p.Here[to] {
		said = s.Say("private.sent.later", "name", s.name(to))
	}
	s.send(q.field, workshop.SayAlone{To: to, Words: r.words, Lang: s.w.Lang()}, said)
	return nil
}

// listener is somebody who guides the room, with what they say of themselves.
func (s *session) listener(seat *roster.Seat) string {
	parts := []string{s.name(seat.ID)}
	for _, r := range []roster.Role{roster.Host, roster.CoHost} {
		if seat.Has(r) {
			parts = append(parts, s.Say("host.role."+string(r)))
		}
	}
	if g := s.groupName(seat.Group, seat.GroupWords.String()); g != "" {
		parts = append(parts, g)
	}
	if seat.Group != roster.NoGroup && seat.Group != roster.Agency {
		parts = append(parts, s.Say("private.outside"))
	}
	return strings.Join(parts, ", ")
}

// pauseTask is what there is to do while the room rests: nothing. An answer that
// was typed before lands nowhere (design promise 8).
func (s *session) pauseTask(t *task) {
	t.key = "pause"
	s.news(t, s.Say("rest.pause")+" "+s.Say("rest.pause.what"))
	t.ask = s.Say("rest.pause.on")
}

// unseenNews tells whoever leads the room what was asked for without a name, and
// that a private word waits for them.
func (n *news) unseen() {
	s := n.s
	select {
	case <-s.visit.Own():
		s.readPrivate(n)
		s.helped(n)
	default:
	}
	if !s.snap.Roster.CanHold(s.person.Seat) {
		return
	}
	for _, w := range n.now.Wishes {
		if !slices.Contains(n.old.Wishes, w) {
			n.need(s.wishWords(w))
		}
	}
}

// readPrivate looks which private words wait for the person; n may be nil.
func (s *session) readPrivate(n *news) {
	if s.person.ForAnother() { // whoever helps reads nothing that was left for them
		return
	}
	words, err := s.room.PrivateWords(s.ctx, s.person.Sitter())
	if err != nil {
		return // they are looked for again at the next
	}
	if n != nil && len(words) > len(s.private) {
		n.need(s.Say("host.waiting.private", "n", len(words)))
	}
	s.private = words
}

func (s *session) wishWords(w act.Wish) string {
	if w == act.AnotherPause {
		return s.Say("host.waiting.pause")
	}
	return s.Say("host.waiting.time")
}

// unseenChoices are a host's: what to do in a pause, what was asked for without a
// name, and the words for them alone.
func (s *session) unseenChoices(t *task) {
	if s.snap.Agenda.Resting() {
		t.say(s.Say("host.rest"), s.Say("host.rest.stop"), s.Say("host.rest.check"), s.Say("host.rest.offer"))
	}
	if n := len(s.private); n > 0 {
		w := s.private[0]
		t.add("", s.Say("host.waiting.private", "n", n), func(string) error { return s.openPrivate(w) })
	}
	for _, w := range s.snap.Wishes {
		t.add("", s.wishWords(w), func(string) error { s.done(agenda.HearWish{Wish: w}); return nil })
	}
}

// openPrivate reads a private word and puts it away if the person wishes.
func (s *session) openPrivate(w workshop.PrivateWord) error {
	words := s.Say("host.private.none")
	if !w.Words.IsBlank() {
		words = s.Say("host.say.line", "line", s.theirs(w.Words.String(), w.Lang))
	}
	if err := s.warn(); err != nil {
		return err
	}
	s.tell(s.Say("host.private.from", "name", s.name(w.From)), words)
	yes, err := s.confirm(s.Say("host.private.what"), s.Say("linear.private.done"))
	if yes && err == nil {
		if failed := s.room.PutAway(s.ctx, s.person.Sitter(), w.ID); failed != nil {
			s.fail(failed)
		}
		s.readPrivate(nil)
	}
	return err
}
