package roster

import (
	"slices"
	"strings"

	"convene/internal/fault"
)

// Way is how an answer came that its person did not put themselves.
type Way string

// The ways. NoWay is the person's own hand. Beside is told to a scribe or an
// interpreter who sits with them.
const (
	NoWay  Way = ""
	Beside Way = "scribe"
	Paper  Way = "paper"
	Phone  Way = "phone"
)

// Ways lists the ways in the order the menu offers them.
func Ways() []Way { return []Way{Beside, Paper, Phone} }

// Hand is somebody who puts an answer for another, and how it reached them. The
// zero Hand is the person's own.
type Hand struct {
	By  SeatID
	Way Way
}

// handMark parts the two halves of a hand's entry. Entries by words have letters
// and digits only, so that none is ever taken for a hand.
const handMark = ":"

// Entry is how a hand signs what it puts into the box; empty for one's own.
func (h Hand) Entry() string {
	if h == (Hand{}) {
		return ""
	}
	return string(h.Way) + handMark + string(h.By)
}

// IsHand reports whether an entry claims to be a hand's. Whether it is one that
// may answer, [State.AnswersFor] says.
func IsHand(entry string) bool { return strings.Contains(entry, handMark) }

// HandOf reads a hand from its entry; it is zero for any other entry.
func HandOf(entry string) Hand {
	way, by, ok := strings.Cut(entry, handMark)
	if !ok || by == "" || !slices.Contains(Ways(), Way(way)) {
		return Hand{}
	}
	return Hand{By: SeatID(by), Way: Way(way)}
}

// Voice is a person's leave for somebody to answer for them.
type Voice struct {
	By SeatID
	// Meeting is the number of the one meeting it holds in: it was said aloud, and
	// By pressed the key for it. Zero was given on the person's own screen, and
	// holds until it is taken back.
	Meeting int
}

// Wayless reports whether the seat's person has no way in of their own: a scribe
// wrote them onto the list, and no words have opened the seat since.
func (s *Seat) Wayless() bool { return s != nil && s.ListedBy != "" && !s.Opened }

// CanScribe reports whether the seat may write people onto the list and answer
// for those who agree: a scribe, a host or a co-host. An observer may be one.
func (s *State) CanScribe(id SeatID) bool {
	seat := s.Seat(id)
	return seat != nil && !seat.Ended && (seat.Has(Scribe) || seat.Has(Host) || seat.Has(CoHost))
}

// Scribes lists the seats that may answer for those who agree.
func (s *State) Scribes() []*Seat {
	return slices.DeleteFunc(s.Here(), func(x *Seat) bool { return !s.CanScribe(x.ID) })
}

// Agreed reports whether the seat's person has agreed that by answers for them.
// What was said aloud holds in its meeting, and only for who has no own way in.
func (s *State) Agreed(seat, by SeatID, meeting int) bool {
	x := s.Seat(seat)
	return x != nil && slices.ContainsFunc(x.Voices, func(v Voice) bool {
		return v.By == by && (v.Meeting == 0 || x.Wayless() && v.Meeting == meeting)
	})
}

// AnswersFor refuses unless by may put an answer for the seat in a meeting.
func (s *State) AnswersFor(seat, by SeatID, meeting int) error {
	switch {
	case !s.CanScribe(by):
		return fault.New("only_scribe")
	case by == seat || !s.Agreed(seat, by, meeting):
		return fault.New("voice_needed", "who", s.Seat(seat).Styled())
	}
	return nil
}

// Screenless counts the people of a list who have no way in of their own. Everyone
// can read it off the roster; who of them answered is told nowhere.
func (s *State) Screenless(list []SeatID) int {
	n := 0
	for _, id := range list {
		if s.Seat(id).Wayless() {
			n++
		}
	}
	return n
}

// The commands of answering for another (domain R-04).
type (
	// WriteIn makes a seat for somebody without a terminal, by the name they say.
	// A scribe, a host or a co-host gives it.
	WriteIn struct {
		Seat  SeatID
		About About
		Lang  string
	}
	// HeardYes puts on the record that somebody whom a scribe wrote onto the list
	// said yes aloud to the giver answering for them, in this meeting.
	HeardYes struct{ Seat SeatID }
	// LetAnswer is the giver's own yes to By answering for them.
	LetAnswer struct{ By SeatID }
	// EndVoice takes either yes back: the person, By, or a host.
	EndVoice struct{ Seat, By SeatID }
)

func (c WriteIn) Decide(by By, s *State) ([]Event, error) {
	if !s.CanScribe(by.Seat) {
		return nil, fault.New("only_scribe")
	}
	events, err := Join{Seat: c.Seat, About: c.About, Lang: c.Lang}.Decide(By{Now: by.Now}, s)
	if err != nil || len(events) == 0 {
		return nil, err
	}
	joined := events[0].(Joined)
	joined.By = by.Seat
	return []Event{joined}, nil
}

func (c HeardYes) Decide(by By, s *State) ([]Event, error) {
	if !s.CanScribe(by.Seat) {
		return nil, fault.New("only_scribe")
	}
	seat, err := s.living(c.Seat)
	switch {
	case err != nil:
		return nil, err
	case !seat.Wayless():
		return nil, fault.New("voice_own_screen", "who", seat.Styled())
	case s.Agreed(c.Seat, by.Seat, by.Meeting):
		return nil, nil
	}
	return []Event{VoiceGiven{Seat: c.Seat, By: by.Seat, Aloud: true, Meeting: by.Meeting}}, nil
}

func (c LetAnswer) Decide(by By, s *State) ([]Event, error) {
	if !s.CanWrite(by.Seat) {
		return nil, fault.New("only_participant")
	}
	switch {
	case c.By == by.Seat, !s.CanScribe(c.By):
		return nil, fault.New("voice_no_scribe")
	case slices.Contains(s.Seat(by.Seat).Voices, Voice{By: c.By}):
		return nil, nil
	}
	return []Event{VoiceGiven{Seat: by.Seat, By: c.By}}, nil
}

func (c EndVoice) Decide(by By, s *State) ([]Event, error) {
	if by.Seat != c.Seat && by.Seat != c.By && !s.CanGuide(by.Seat) {
		return nil, fault.New("not_yours")
	}
	seat := s.Seat(c.Seat)
	if seat == nil || !slices.ContainsFunc(seat.Voices, func(v Voice) bool { return v.By == c.By }) {
		return nil, nil
	}
	return []Event{VoiceEnded(c)}, nil
}

// The events of answering for another: who may is on the record, and what they
// answered never is.
type (
	// VoiceGiven is a person's yes. Meeting counts only where it was said aloud.
	VoiceGiven struct {
		Seat    SeatID `json:"seat"`
		By      SeatID `json:"by"`
		Aloud   bool   `json:"aloud,omitempty"`
		Meeting int    `json:"meeting,omitempty"`
	}
	// VoiceEnded takes it back.
	VoiceEnded struct {
		Seat SeatID `json:"seat"`
		By   SeatID `json:"by"`
	}
)

func (VoiceGiven) Kind() string { return "roster.voice_given" }
func (VoiceEnded) Kind() string { return "roster.voice_ended" }

// voiced folds a yes.
func (s *State) voiced(e VoiceGiven) *State {
	v := Voice{By: e.By}
	if e.Aloud {
		v.Meeting = max(e.Meeting, 1)
	}
	return s.change(e.Seat, func(x *Seat) {
		x.Voices = append(slices.DeleteFunc(slices.Clone(x.Voices), func(o Voice) bool { return o == v }), v)
	})
}

// unvoiced folds the end of what somebody had agreed to.
func (s *State) unvoiced(seat SeatID, ends func(Voice) bool) *State {
	return s.change(seat, func(x *Seat) { x.Voices = slices.DeleteFunc(slices.Clone(x.Voices), ends) })
}
