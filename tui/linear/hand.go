package linear

import (
	"strings"

	"convene/internal/library"
	"convene/internal/workshop"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
)

// Back is what came of a turn that was taken for somebody, to be told to the
// helper on their own seat: sent, or nothing.
type Back struct {
	For  roster.SeatID
	Sent bool
}

// Said is the id of the sentence that tells it, about a name.
func (b Back) Said() string {
	if b.Sent {
		return "for.back.sent"
	}
	return "for.back.nothing"
}

// ForAnother reports whether the turn is taken for somebody by a helper.
func (p Person) ForAnother() bool { return p.Helper != "" }

// Ended reports whether there is no turn any more: the seat has ended, or that of
// who answers for its person. Who has no seat yet has none to lose.
func (p Person) Ended(r *roster.State) bool {
	for _, id := range []roster.SeatID{p.Seat, p.Helper} {
		if seat := r.Seat(id); seat != nil && seat.Ended {
			return true
		}
	}
	return false
}

// ForWhom lists the seats that a scribe may answer for, or may ask to: those who
// said yes on a screen of their own, and those who have none.
func ForWhom(s *workshop.Snapshot, me roster.SeatID) []*roster.Seat {
	var out []*roster.Seat
	for _, seat := range s.Roster.Here() {
		if seat.ID != me && s.Roster.CanWrite(seat.ID) && (seat.Wayless() || s.MayAnswerFor(seat.ID, me)) {
			out = append(out, seat)
		}
	}
	return out
}

// Aloud are the words that ask somebody's yes, in a language: the question first,
// then all that it means.
func Aloud(w library.Words, s *workshop.Snapshot, me roster.SeatID) []string {
	more := w.Say("for.aloud.more")
	if s.Roster.CanGuide(me) {
		more += " " + w.Say("for.aloud.host")
	}
	return []string{w.Say("for.aloud.words"), more}
}

// ReadBack is what somebody is about to send for another, to be read aloud, in a
// language: each thing a line, then the question whether to send it.
func ReadBack(lib *library.Library, w library.Words, s *workshop.Snapshot, bodies []any) []string {
	b := readBack{lib, w, s}
	var out []string
	for _, body := range bodies {
		out = append(out, b.lines(body)...)
	}
	return append(out, w.Say("for.said.ask"))
}

type readBack struct {
	lib *library.Library
	w   library.Words
	s   *workshop.Snapshot
}

func (b readBack) lines(body any) []string {
	said := func(words string) string { return b.w.Say("for.said", "answer", strings.TrimRight(words, ".")) }
	switch c := body.(type) {
	case spectrum.Cast:
		return append(b.question(c.Poll), said(b.choice(c.Choice)))
	case values.Cast:
		return []string{b.w.Say("values.consent.ask"), said(b.choice(c.Choice))}
	case terms.Answer:
		return append(b.check(c.Poll), said(b.choice(c.Choice)))
	case spectrum.WriteReason:
		return b.reason(c.Words.String(), c.Level)
	case spectrum.AddReason:
		return b.reason(c.Words.String(), c.Level)
	case values.WriteReason:
		return b.reason(c.Words.String(), "")
	case terms.Reason:
		return b.reason(c.Words.String(), "")
	case values.Mark:
		names := []string{}
		for _, id := range c.Clusters {
			names = append(names, b.s.Values.Title(id))
		}
		if len(names) == 0 { // they passed
			names = append(names, b.choice(poll.Pass))
		}
		return []string{said(b.w.List(names))}
	case values.WriteCards:
		return b.cards(c)
	}
	return nil
}

// check names what a check asks about, and its question.
func (b readBack) check(id string) []string {
	for _, c := range b.s.Terms.OpenChecks() {
		sec := b.s.Terms.Section(c.Section)
		switch {
		case c.ID() != id:
		case sec == nil:
			return []string{b.w.Say("check.ask_whole")}
		default:
			return []string{b.w.Say("linear.section.head", "number", numbered(sec), "title", agenda.Words(sec.Title).In(b.w.Lang())), b.w.Say("check.ask")}
		}
	}
	return nil
}

// question names what is asked about a topic: which of two questions, or whether
// they can live with what the group came to.
func (b readBack) question(id string) []string {
	for _, t := range b.s.Spectrum.Topics {
		if c := t.OpenCheck(); c != nil && c.ID() == id {
			return []string{t.Sentence.Text.String(), b.w.Say("spectrum.consent.ask")}
		}
		if r := t.OpenRound(); r != nil {
			switch topic := t.Sentence.Text.String(); {
			case r.Today != nil && id == r.Today.ID:
				return []string{b.w.Say("spectrum.question.today", "topic", topic)}
			case id == r.Should.ID:
				return []string{b.w.Say("spectrum.question.should", "topic", topic)}
			}
		}
	}
	return nil
}

func (b readBack) choice(id string) string {
	switch id {
	case poll.Unsure:
		return b.w.Say("spectrum.vote.notsure")
	case poll.Pass:
		return b.w.Say("spectrum.vote.pass")
	}
	if level, ok := b.s.Spectrum.Content.Level(id); ok {
		return agenda.Words(level.Name).In(b.w.Lang())
	}
	for _, x := range b.lib.Scale() {
		if x.ID == id {
			return b.w.In(x.Label)
		}
	}
	return id
}

func (b readBack) reason(words, level string) []string {
	if level != "" {
		words += " (" + b.choice(level) + ")"
	}
	return []string{b.w.Say("for.said", "answer", words)}
}

// cards are all that are sent at once, in the place of those before.
func (b readBack) cards(c values.WriteCards) []string {
	if len(c.Cards) == 0 {
		return []string{b.w.Say("for.said", "answer", b.choice(poll.Pass))}
	}
	var out []string
	for _, d := range c.Cards {
		words := d.Word.String()
		for _, more := range []string{d.Gloss.String(), d.Sentence.String()} {
			if more != "" {
				words += ", " + more
			}
		}
		out = append(out, b.w.Say("for.said", "answer", words))
	}
	return append(out, b.w.Say("for.said.cards", "n", len(c.Cards)))
}
