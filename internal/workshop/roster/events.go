package roster

import (
	"slices"
	"time"

	"convene/internal/safetext"
)

// Nation is a government for which a delegate word was issued.
type Nation struct {
	ID   string        `json:"id"`
	Name safetext.Text `json:"name"`
}

// The events of the roster. Each carries all that its fold needs.
type (
	// Joined makes a seat.
	Joined struct {
		Seat   SeatID `json:"seat"`
		About  About  `json:"about"`
		Lang   string `json:"lang"`
		Number int    `json:"number,omitempty"`
		Mark   string `json:"mark"`
		// By is the scribe who wrote them onto the list; empty for who came in by
		// the door.
		By SeatID `json:"by,omitempty"`
		// Screen is in old logs alone, where a room screen had a seat: that is
		// nobody's, and none is made of it.
		Screen bool `json:"screen,omitempty"`
	}
	// Described replaces what a person says of themselves.
	Described struct {
		Seat   SeatID `json:"seat"`
		About  About  `json:"about"`
		Number int    `json:"number,omitempty"`
		Mark   string `json:"mark"`
	}
	// SpokeLanguage records which language a seat reads.
	SpokeLanguage struct {
		Seat SeatID `json:"seat"`
		Lang string `json:"lang"`
	}
	// RoleGiven and RoleTaken change what a seat may do.
	RoleGiven struct {
		Seat SeatID `json:"seat"`
		Role Role   `json:"role"`
	}
	RoleTaken struct {
		Seat SeatID `json:"seat"`
		Role Role   `json:"role"`
	}
	// NationNamed says that a delegate word was issued for a government.
	NationNamed struct {
		Nation Nation `json:"nation"`
	}
	// DelegateStated is a seat's own word that it speaks for a government;
	// DelegateConfirmed follows when the delegate word was given.
	DelegateStated struct {
		Seat   SeatID        `json:"seat"`
		Nation safetext.Text `json:"nation"`
	}
	DelegateConfirmed struct {
		Seat   SeatID        `json:"seat"`
		Nation safetext.Text `json:"nation"`
	}
	// DoorLocked refuses new seats, or lets them in again.
	DoorLocked struct {
		Locked bool `json:"locked"`
	}
	// CodeChanged and SeatReturned are on the record so that everyone can see
	// that they happened; the code and the word are in neither.
	CodeChanged  struct{}
	WordReissued struct {
		Seat SeatID `json:"seat"`
		By   SeatID `json:"by,omitempty"` // who made it
	}
	// WordUsed says that a word which a host made opened its seat.
	WordUsed struct {
		Seat SeatID `json:"seat"`
	}
	// SeatEnded closes a seat; its words stay.
	SeatEnded struct {
		Seat SeatID `json:"seat"`
	}
	// Held gives the room to a participant while no host is there; an empty
	// seat ends that.
	Held struct {
		Seat SeatID `json:"seat"`
	}
	// NameShown is a person's yes or no to their name in a document's history.
	NameShown struct {
		Seat SeatID `json:"seat"`
		Yes  bool   `json:"yes"`
	}
)

func (Joined) Kind() string            { return "roster.joined" }
func (Described) Kind() string         { return "roster.described" }
func (SpokeLanguage) Kind() string     { return "roster.language" }
func (RoleGiven) Kind() string         { return "roster.role_given" }
func (RoleTaken) Kind() string         { return "roster.role_taken" }
func (NationNamed) Kind() string       { return "roster.nation_named" }
func (DelegateStated) Kind() string    { return "roster.delegate_stated" }
func (DelegateConfirmed) Kind() string { return "roster.delegate_confirmed" }
func (DoorLocked) Kind() string        { return "roster.door_locked" }
func (CodeChanged) Kind() string       { return "roster.code_changed" }
func (WordReissued) Kind() string      { return "roster.word_reissued" }
func (WordUsed) Kind() string          { return "roster.word_used" }
func (SeatEnded) Kind() string         { return "roster.seat_ended" }
func (Held) Kind() string              { return "roster.held" }
func (NameShown) Kind() string         { return "roster.name_shown" }

// Apply folds an event; unknown ones leave the state as it is.
func (s *State) Apply(at time.Time, e any) *State {
	switch e := e.(type) {
	case Joined:
		if e.Seat == "" || e.Screen {
			return s
		}
		next := s.with(&Seat{ID: e.Seat, About: e.About, Lang: e.Lang, Number: e.Number, Mark: e.Mark, JoinedAt: at, ListedBy: e.By})
		if e.By != "" {
			next = next.noted(DoorAct{Kind: WroteIn, Seat: e.Seat, By: e.By, At: at})
		}
		return next
	case Described:
		return s.change(e.Seat, func(seat *Seat) { seat.About, seat.Number, seat.Mark = e.About, e.Number, e.Mark })
	case SpokeLanguage:
		return s.change(e.Seat, func(seat *Seat) { seat.Lang = e.Lang })
	case RoleGiven:
		next := s.change(e.Seat, func(seat *Seat) {
			if !seat.Has(e.Role) {
				seat.Roles = append(slices.Clone(seat.Roles), e.Role)
			}
		})
		return next
	case RoleTaken:
		return s.change(e.Seat, func(seat *Seat) {
			seat.Roles = slices.DeleteFunc(slices.Clone(seat.Roles), func(r Role) bool { return r == e.Role })
		})
	case DelegateStated:
		return s.change(e.Seat, func(seat *Seat) { seat.Nation, seat.Confirmed = e.Nation, false })
	case DelegateConfirmed:
		return s.change(e.Seat, func(seat *Seat) { seat.Nation, seat.Confirmed = e.Nation, true })
	case SeatEnded:
		if s.Seat(e.Seat) == nil { // an old log's room screen
			return s
		}
		next := s.change(e.Seat, func(seat *Seat) { seat.Ended = true })
		return next.noted(DoorAct{Kind: EndedSeat, Seat: e.Seat, At: at})
	case CodeChanged:
		return s.noted(DoorAct{Kind: NewCode, At: at})
	case WordReissued:
		return s.noted(DoorAct{Kind: NewWord, Seat: e.Seat, By: e.By, At: at})
	case WordUsed:
		// Whoever has a way in says yes on their own screen.
		next := s.unvoiced(e.Seat, func(v Voice) bool { return v.Meeting != 0 })
		next = next.change(e.Seat, func(seat *Seat) { seat.Opened = true })
		return next.noted(DoorAct{Kind: UsedWord, Seat: e.Seat, At: at})
	case VoiceGiven:
		kind := OwnVoice
		if e.Aloud {
			kind = HeardVoice
		}
		return s.voiced(e).noted(DoorAct{Kind: kind, Seat: e.Seat, By: e.By, At: at})
	case VoiceEnded:
		next := s.unvoiced(e.Seat, func(v Voice) bool { return v.By == e.By })
		return next.noted(DoorAct{Kind: NoVoice, Seat: e.Seat, By: e.By, At: at})
	case NameShown:
		return s.change(e.Seat, func(seat *Seat) { seat.NameInHistory = e.Yes })
	}
	return s.applyRoom(e)
}

func (s *State) applyRoom(e any) *State {
	next := *s
	switch e := e.(type) {
	case NationNamed:
		if e.Nation.ID == "" {
			return s
		}
		next.Nations = append(slices.Clone(s.Nations), e.Nation)
	case DoorLocked:
		next.Locked = e.Locked
	case Held:
		next.Holder = e.Seat
	default:
		return s
	}
	return &next
}

func (s *State) noted(a DoorAct) *State {
	if a.Kind != NewCode && s.Seat(a.Seat) == nil {
		return s
	}
	next := *s
	next.Door = append(slices.Clip(s.Door), a)
	return &next
}

// change replaces one seat by a changed copy.
func (s *State) change(id SeatID, how func(*Seat)) *State {
	seat := s.Seat(id)
	if seat == nil {
		return s
	}
	c := *seat
	how(&c)
	return s.with(&c)
}
