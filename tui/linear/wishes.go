package linear

import (
	"slices"

	"convene/internal/safetext"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/followup"
	"convene/internal/workshop/roster"
)

// writes reports whether the person may add to anything: an observer looks on.
func (s *session) writes() bool { return s.snap.Roster.CanWrite(s.person.Seat) }

// speakQueue asks to speak, or takes that back.
func (s *session) speakQueue() {
	switch me := s.person.Seat; {
	case s.snap.Followup.Speaking == me:
		if s.do(followup.Lower{}) {
			s.tell(s.Say("queue.done"))
		}
	case slices.Contains(s.snap.Followup.Queue, me):
		if s.do(followup.Lower{}) {
			s.tell(s.Say("queue.lowered"))
		}
	default:
		if s.do(followup.Ask{}) {
			s.tell(s.Say("queue.asked"))
		}
	}
}

// wish does what is asked of the room from anywhere, for those who may.
func (s *session) wish(id, arg string) error {
	switch {
	case !s.writes():
		s.tell(s.Say("linear.not_now", "word", s.word(id)))
	case id == "park":
		return s.park(arg)
	case id == "propose":
		return s.propose(arg)
	default:
		s.speakQueue()
	}
	return nil
}

// park keeps a question for later.
func (s *session) park(arg string) error {
	q := asking{prompt: s.Say("park.ask") + " " + s.Say("park.safety"), kind: safetext.Line, field: "prompt.park"}
	return s.given(q, arg, func(words safetext.Text) {
		s.send(q.field, followup.Park{Words: words, Lang: s.w.Lang()}, s.Say("park.done"))
	})
}

// propose asks for a line of the agenda.
func (s *session) propose(arg string) error {
	q := asking{prompt: s.Say("agenda.propose"), kind: safetext.Title, field: "propose"}
	return s.given(q, arg, func(words safetext.Text) { s.send(q.field, agenda.Propose{Title: words}, s.Say("agenda.propose.done")) })
}

// words takes words that were typed behind a command, or asks for them.
func (s *session) words(q asking, arg string) (reply, error) {
	words := safetext.Clean(q.kind, arg)
	if !words.IsBlank() && safetext.Fits(q.kind, words) == nil {
		s.keep(q, words.String())
		return reply{words: words, ok: true}, nil
	}
	return s.ask(q)
}

// given does something with words that were typed behind a command, or asks for
// them.
func (s *session) given(q asking, arg string, use func(safetext.Text)) error {
	r, err := s.words(q, arg)
	if err == nil && r.ok {
		use(r.words)
	}
	return err
}

// leave asks before the session ends.
func (s *session) leave() error {
	if s.person.ForAnother() {
		s.goBack()
		return s.over
	}
	if len(s.person.Others()) > 0 {
		return s.whoLeaves()
	}
	lines := []string{s.Say("leave.title")}
	if s.seat().Has(roster.Host) {
		lines = append(lines, s.Say("leave.host"))
	}
	yes, err := s.confirm(lines...)
	if err != nil {
		return ErrLeft // asked to leave twice
	}
	if yes {
		return ErrLeft
	}
	return nil
}
