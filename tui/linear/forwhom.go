package linear

import (
	"maps"
	"slices"
	"strings"

	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
)

// forName is whom this turn is taken for, in capitals, as every question says.
func (s *session) forName() string {
	return s.Say("for.head", "name", strings.ToUpper(s.name(s.person.Seat))) + "."
}

// asks is how a line is asked for; in a turn for somebody it says for whom.
func (s *session) asks() string {
	if s.person.ForAnother() {
		return s.forName() + " " + s.Say("linear.prompt")
	}
	return s.Say("linear.prompt")
}

// goBack ends a turn that was taken for somebody.
func (s *session) goBack() { s.over = turnOver{then: Left} }

// forAnother does the words that work in a turn for somebody, wherever the room is.
func (s *session) forAnother(id string) error {
	switch {
	case id == "leave" || id == "back":
		s.goBack()
	case id == "language":
		return s.chooseLanguage()
	case id == "full" && !s.console.LinesOnly:
		return turnOver{then: OtherFace}
	default:
		s.fail(fault.New("not_for_another"))
	}
	return nil
}

// nothingAsked reports whether no question is open that a helper could answer.
func (s *session) nothingAsked() bool {
	return !slices.ContainsFunc(s.snap.OpenPolls(), func(p poll.Open) bool { return !p.Keeps })
}

// readBack reads what is about to be sent for somebody, and asks whether to. Only
// answers are sent at all.
func (s *session) readBack(body any) (send bool) {
	if !workshop.Answers(body) {
		s.fail(fault.New("not_for_another"))
		return false
	}
	yes, err := s.confirm(append([]string{s.Say("for.said.title", "name", s.name(s.person.Seat))}, ReadBack(s.deps.Lib, s.w, s.snap, []any{body})...)...)
	if err != nil {
		s.over = err
	}
	return yes && err == nil
}

// sentFor remembers, while the turn lasts, what was sent for somebody: the room
// shows it to nobody again. The turn ends when what was asked is answered. before
// is what the answer was given in.
func (s *session) sentFor(body any, before *workshop.Snapshot) {
	s.put = maps.Clone(s.put)
	if s.put == nil {
		s.put = make(map[string][]byte)
	}
	d, err := before.Decide(room.ForSeat(s.person.Sitter(), body), workshop.Facts{Now: s.deps.Now()})
	for _, x := range d.Seals {
		s.put[x.Poll] = x.Value
	}
	s.sent = true
	asked := before.Together(body)
	if err != nil || asked != nil && !slices.ContainsFunc(asked, func(id string) bool { return s.put[id] == nil }) {
		s.goBack()
	}
}

// answerFor asks a scribe for whom they answer, and how it reaches them: somebody
// who agreed on their own screen, or somebody who has none, who may be new.
func (s *session) answerFor(arg string) error {
	if !s.snap.Roster.CanScribe(s.person.Seat) {
		s.fail(fault.New("only_scribe"))
		return nil
	}
	var o options
	for _, seat := range ForWhom(s.snap, s.person.Seat) {
		o.add(s.name(seat.ID), func() error { return s.askWay(seat.ID) })
	}
	if i := begins(o.labels, arg); i >= 0 {
		return o.acts[i]()
	}
	o.add(s.Say("for.new"), s.writeIn)
	s.tell(s.Say("for.linear.hint", "word", s.word("voice")))
	return s.pick(s.Say("for.title"), o)
}

// writeIn puts somebody without a screen on the list, by the name they say.
func (s *session) writeIn() error {
	r, err := s.ask(asking{prompt: s.Say("prompt.for.title") + " " + s.Say("prompt.for.hint"), kind: safetext.Name})
	if !r.ok || err != nil {
		return err
	}
	var o options
	for _, l := range s.deps.Lib.Languages() {
		o.add(l.Name, func() error {
			seat, err := s.deps.Desk.WriteIn(s.ctx, s.room, s.person.Sitter(), roster.About{Name: r.words}, l.Tag)
			if err != nil {
				s.fail(err)
				return nil
			}
			s.see()
			return s.askWay(seat)
		})
	}
	return s.pick(s.Say("for.language", "name", r.words.String()), o)
}

func (s *session) askWay(seat roster.SeatID) error {
	var o options
	for _, way := range roster.Ways() {
		o.add(s.Say("for.how."+string(way)), func() error { return s.askYes(seat, way) })
	}
	return s.pick(s.Say("for.how", "name", s.name(seat)), o)
}

// askYes begins to answer for somebody who agreed, and else gives the words that
// ask them: in their language, and in the others.
func (s *session) askYes(seat roster.SeatID, way roster.Way) error {
	if !s.snap.MayAnswerFor(seat, s.person.Seat) {
		lines := []string{s.Say("for.aloud.title", "name", s.name(seat)) + ":"}
		lang := s.snap.Roster.Seat(seat).Lang
		lines = append(lines, s.aloudIn(lang)...)
		for _, l := range s.deps.Lib.Languages() {
			if l.Tag != lang {
				lines = append(lines, s.aloudIn(l.Tag)...)
			}
		}
		yes, err := s.confirm(append(lines, s.Say("linear.aloud.note"))...)
		if !yes || err != nil || !s.do(roster.HeardYes{Seat: seat}) {
			return err
		}
	}
	return turnOver{then: AnswerFor, to: seat, way: way}
}

// aloudIn are the words that ask somebody's yes, in a language that is named if it
// is not the helper's own.
func (s *session) aloudIn(lang string) []string {
	out := Aloud(s.deps.Lib.Words(lang), s.snap, s.person.Seat)
	out[0] = s.theirs(out[0], lang)
	return out
}

// whoAnswers lets a person say who may answer for them, and take it back.
func (s *session) whoAnswers() error {
	var o options
	for _, by := range s.snap.Roster.Scribes() {
		name := s.name(by.ID)
		said := func(body any, id string) {
			if s.do(body) {
				s.tell(s.Say(id, "who", name))
			}
		}
		switch {
		case by.ID == s.person.Seat:
		case s.snap.MayAnswerFor(s.person.Seat, by.ID):
			o.add(s.Say("for.mine.end", "who", name), func() error {
				said(roster.EndVoice{Seat: s.person.Seat, By: by.ID}, "for.mine.ended")
				return nil
			})
		default:
			o.add(s.Say("for.mine.let", "who", name), func() error {
				return s.askThen(func() { said(roster.LetAnswer{By: by.ID}, "for.mine.done") },
					s.Say("for.mine.words", "who", name), s.Say("for.mine.ask", "who", name))
			})
		}
	}
	if len(o.labels) == 0 {
		s.tell(s.Say("for.mine.none"))
		return nil
	}
	return s.pick(s.Say("for.mine"), o)
}
