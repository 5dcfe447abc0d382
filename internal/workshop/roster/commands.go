package roster

import (
	"slices"
	"time"

	"convene/internal/fault"
	"convene/internal/safetext"
)

// Event is a fact about the roster.
type Event = interface{ Kind() string }

// By says who gives a command and what the room knows of the moment.
type By struct {
	// Seat is empty for the server itself.
	Seat SeatID
	Now  time.Time
	// NoGuideSince is when the last host or co-host lost the connection.
	NoGuideSince time.Time
	// Meeting is the number of the present meeting.
	Meeting int
}

// Command is something a person or the server wants of the roster. Decide is
// pure.
type Command interface {
	Decide(by By, s *State) ([]Event, error)
}

// The commands of the roster.
type (
	// Join makes a seat; only the server gives it, after the door let someone in.
	Join struct {
		Seat  SeatID
		About About
		Lang  string
	}
	// Describe replaces what the giver says of themselves.
	Describe struct{ About About }
	// SpeakLanguage records the language the giver reads.
	SpeakLanguage struct{ Lang string }
	// Grant and Take change a seat's role. A host gives them; the server does
	// after the host passphrase was given.
	Grant struct {
		Seat SeatID
		Role Role
	}
	Take struct {
		Seat SeatID
		Role Role
	}
	// HandOver makes another seat host in the giver's place.
	HandOver struct{ To SeatID }
	// NameNation says that a delegate word was issued; the server gives it.
	NameNation struct {
		ID   string
		Name safetext.Text
	}
	// StateDelegate is a person's own word that they speak for a government;
	// ConfirmDelegate is the server's, after the delegate word was given.
	StateDelegate   struct{ Nation safetext.Text }
	ConfirmDelegate struct {
		Seat   SeatID
		Nation safetext.Text
	}
	// LockDoor refuses new seats or lets them in again.
	LockDoor struct{ Locked bool }
	// NoteCodeChanged and NoteWordReissued put on the record that it happened.
	NoteCodeChanged  struct{}
	NoteWordReissued struct{ Seat SeatID }
	// NoteWordUsed is the server's, when such a word opened its seat.
	NoteWordUsed struct{ Seat SeatID }
	// EndSeat closes another's seat.
	EndSeat struct{ Seat SeatID }
	// HoldRoom carries the present step on while there is no host; LetGo ends it.
	HoldRoom struct{}
	LetGo    struct{}
	// ShowName is the giver's yes or no to their name in a document's history.
	ShowName struct{ Yes bool }
)

// mostSeats is how many seats a workshop ever makes: more than any hall holds,
// and an end for a program that makes them.
const mostSeats = 5000

func (c Join) Decide(by By, s *State) ([]Event, error) {
	switch {
	case by.Seat != "":
		return nil, fault.New("not_yours")
	case s.Locked:
		return nil, fault.New("door_locked")
	case s.Seat(c.Seat) != nil:
		return nil, nil // the same join, tried again
	case len(s.Seats) >= mostSeats:
		return nil, fault.New("room_full")
	}
	if err := c.About.check(); err != nil {
		return nil, err
	}
	return []Event{Joined{Seat: c.Seat, About: c.About, Lang: c.Lang,
		Number: s.number(c.Seat, c.About.Name), Mark: s.mark(c.Seat, c.About.Name)}}, nil
}

func (c Describe) Decide(by By, s *State) ([]Event, error) {
	seat, err := s.living(by.Seat)
	if err != nil {
		return nil, err
	}
	if err := c.About.check(); err != nil {
		return nil, err
	}
	d := Described{Seat: seat.ID, About: c.About, Number: seat.Number, Mark: seat.Mark}
	if c.About.Name != seat.Name {
		d.Number, d.Mark = s.number(seat.ID, c.About.Name), s.mark(seat.ID, c.About.Name)
	}
	return []Event{d}, nil
}

// check refuses a nameless seat, reserved names and words beyond their room.
func (a About) check() error {
	switch {
	case a.Name.IsBlank():
		return fault.New("name_needed")
	case safetext.Reserved(a.Name):
		return fault.New("name_reserved")
	}
	for _, f := range []struct {
		kind safetext.Kind
		text safetext.Text
	}{{safetext.Name, a.Name}, {safetext.Title, a.Title}, {safetext.Name, a.Pronouns},
		{safetext.Title, a.GroupWords}, {safetext.Title, a.Organisation}, {safetext.Title, a.Capacity}} {
		if err := safetext.Fits(f.kind, f.text); err != nil {
			return fault.New("too_long").With(err)
		}
	}
	return nil
}

func (c SpeakLanguage) Decide(by By, s *State) ([]Event, error) {
	seat, err := s.living(by.Seat)
	if err != nil || seat.Lang == c.Lang {
		return nil, err
	}
	return []Event{SpokeLanguage{Seat: by.Seat, Lang: c.Lang}}, nil
}

func (c Grant) Decide(by By, s *State) ([]Event, error) {
	if by.Seat != "" {
		if !s.CanGuide(by.Seat) {
			return nil, fault.New("only_host")
		}
		if (c.Role == Host || c.Role == Coordinator) && !s.Seat(by.Seat).Has(Host) {
			return nil, fault.New("only_host")
		}
	}
	seat, err := s.living(c.Seat)
	if err != nil || seat.Has(c.Role) {
		return nil, err
	}
	events := []Event{RoleGiven{Seat: c.Seat, Role: c.Role}}
	if s.Holder != "" && (c.Role == Host || c.Role == CoHost) {
		events = append(events, Held{})
	}
	return events, nil
}

func (c Take) Decide(by By, s *State) ([]Event, error) {
	seat := s.Seat(c.Seat)
	if by.Seat != "" && !s.CanGuide(by.Seat) {
		return nil, fault.New("only_host")
	}
	if !seat.Has(c.Role) {
		return nil, nil
	}
	if c.Role == Host && by.Seat != "" && by.Seat != c.Seat && !s.Seat(by.Seat).Has(Host) {
		return nil, fault.New("only_host")
	}
	return []Event{RoleTaken{Seat: c.Seat, Role: c.Role}}, nil
}

func (c HandOver) Decide(by By, s *State) ([]Event, error) {
	if !s.Seat(by.Seat).Has(Host) {
		return nil, fault.New("only_host")
	}
	if _, err := s.living(c.To); err != nil || c.To == by.Seat {
		return nil, err
	}
	events := []Event{RoleTaken{Seat: by.Seat, Role: Host}, RoleGiven{Seat: by.Seat, Role: CoHost}}
	if !s.Seat(c.To).Has(Host) {
		events = append(events, RoleGiven{Seat: c.To, Role: Host})
	}
	return events, nil
}

func (c NameNation) Decide(by By, s *State) ([]Event, error) {
	if by.Seat != "" {
		return nil, fault.New("not_yours")
	}
	if slices.ContainsFunc(s.Nations, func(n Nation) bool { return n.ID == c.ID }) {
		return nil, nil
	}
	return []Event{NationNamed{Nation: Nation{ID: c.ID, Name: c.Name}}}, nil
}

func (c StateDelegate) Decide(by By, s *State) ([]Event, error) {
	seat, err := s.living(by.Seat)
	if err != nil {
		return nil, err
	}
	if seat.Confirmed && seat.Nation == c.Nation {
		return nil, nil
	}
	return []Event{DelegateStated{Seat: by.Seat, Nation: c.Nation}}, nil
}

func (c ConfirmDelegate) Decide(by By, s *State) ([]Event, error) {
	if by.Seat != "" {
		return nil, fault.New("not_yours")
	}
	if _, err := s.living(c.Seat); err != nil {
		return nil, err
	}
	return []Event{DelegateConfirmed{Seat: c.Seat, Nation: c.Nation}}, nil
}

func (c LockDoor) Decide(by By, s *State) ([]Event, error) {
	if by.Seat != "" && !s.CanGuide(by.Seat) {
		return nil, fault.New("only_host")
	}
	if s.Locked == c.Locked {
		return nil, nil
	}
	return []Event{DoorLocked{Locked: c.Locked}}, nil
}

func (NoteCodeChanged) Decide(by By, s *State) ([]Event, error) {
	if by.Seat != "" && !s.CanGuide(by.Seat) {
		return nil, fault.New("only_host")
	}
	return []Event{CodeChanged{}}, nil
}

func (c NoteWordReissued) Decide(by By, s *State) ([]Event, error) {
	if by.Seat != "" && !s.CanGuide(by.Seat) {
		return nil, fault.New("only_host")
	}
	seat, err := s.living(c.Seat)
	if err != nil {
		return nil, err
	}
	// Whoever holds such a word can be that person: a co-host could be the host.
	if giver := s.Seat(by.Seat); giver != nil && !giver.Has(Host) && (seat.Has(Host) || seat.Has(Coordinator)) {
		return nil, fault.New("only_the_host")
	}
	return []Event{WordReissued{Seat: c.Seat, By: by.Seat}}, nil
}

func (c NoteWordUsed) Decide(by By, s *State) ([]Event, error) {
	if by.Seat != "" {
		return nil, fault.New("not_yours")
	}
	if _, err := s.living(c.Seat); err != nil {
		return nil, err
	}
	return []Event{WordUsed{Seat: c.Seat}}, nil
}

func (c EndSeat) Decide(by By, s *State) ([]Event, error) {
	seat := s.Seat(c.Seat)
	switch {
	case by.Seat != "" && !s.CanGuide(by.Seat):
		return nil, fault.New("only_host")
	case seat == nil || seat.Ended:
		return nil, nil
	case by.Seat == c.Seat, by.Seat != "" && seat.Has(Host):
		return nil, fault.New("seat_not_endable")
	}
	events := []Event{SeatEnded{Seat: c.Seat}}
	if s.Holder == c.Seat {
		events = append(events, Held{})
	}
	return events, nil
}

func (HoldRoom) Decide(by By, s *State) ([]Event, error) {
	if !s.CanWrite(by.Seat) {
		return nil, fault.New("only_participant")
	}
	if by.NoGuideSince.IsZero() || by.Now.Sub(by.NoGuideSince) < HoldAfter {
		return nil, fault.New("host_is_here")
	}
	return []Event{Held{Seat: by.Seat}}, nil
}

func (LetGo) Decide(by By, s *State) ([]Event, error) {
	if s.Holder == "" || (by.Seat != "" && by.Seat != s.Holder && !s.CanGuide(by.Seat)) {
		return nil, nil
	}
	return []Event{Held{}}, nil
}

func (c ShowName) Decide(by By, s *State) ([]Event, error) {
	if _, err := s.living(by.Seat); err != nil {
		return nil, err
	}
	return []Event{NameShown{Seat: by.Seat, Yes: c.Yes}}, nil
}

// living gives the seat, or refuses when there is none or it was ended.
func (s *State) living(id SeatID) (*Seat, error) {
	seat := s.Seat(id)
	if seat == nil || seat.Ended {
		return nil, fault.New("seat_unknown")
	}
	return seat, nil
}
