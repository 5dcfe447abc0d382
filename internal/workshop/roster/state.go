package roster

import (
	"slices"
	"time"
)

// HoldAfter is how long the room must be without a host or co-host before any
// participant may hold it.
const HoldAfter = 2 * time.Minute

// State is the roster at one moment. It is immutable: Apply returns another.
type State struct {
	// Seats in the order people came, ended ones included.
	Seats []*Seat
	// Locked refuses new seats; people with a seat still return.
	Locked bool
	// Holder carries the present step on while no host is there; a host who
	// returns is host again.
	Holder SeatID
	// Nations are the governments for which a delegate word was issued.
	Nations []Nation
	// Door is what was done about who may come in: everyone can see that it
	// happened (design §5).
	Door []DoorAct

	byID map[SeatID]*Seat
}

// DoorAct is a new code, a one-time return word, its use, a seat that was ended or
// that a scribe wrote onto the list, or a yes to somebody answering for another.
type DoorAct struct {
	Kind DoorKind
	Seat SeatID // whose word, seat or voice; empty for the code
	By   SeatID // who made the word or the seat, or may answer; empty otherwise
	At   time.Time
}

// DoorKind says what was done at the door.
type DoorKind string

// What is kept of the door. No code and no word is.
const (
	NewCode   DoorKind = "code"
	NewWord   DoorKind = "word"
	UsedWord  DoorKind = "used"
	EndedSeat DoorKind = "seat"

	WroteIn    DoorKind = "wrote"    // onto the list
	HeardVoice DoorKind = "heard"    // said aloud, for one meeting
	OwnVoice   DoorKind = "voice"    // given on the person's own screen
	NoVoice    DoorKind = "no_voice" // taken back
)

// Opened is what was done with words of a host's for a seat since before was, the
// oldest first; a nil before is the beginning. Its person is told each at once,
// on every face.
func (s *State) Opened(seat SeatID, before *State) (out []DoorAct) {
	from := 0
	if before != nil {
		from = min(len(before.Door), len(s.Door))
	}
	for _, a := range s.Door[from:] {
		if seat != "" && a.Seat == seat && (a.Kind == NewWord || a.Kind == UsedWord) {
			out = append(out, a)
		}
	}
	return out
}

// Said is the sentence that tells a seat's person of such an act.
func (a DoorAct) Said() string {
	if a.Kind == UsedWord {
		return "people.own.used"
	}
	return "people.own.made"
}

// Seat gives the seat with this id, or nil.
func (s *State) Seat(id SeatID) *Seat {
	if s == nil {
		return nil
	}
	return s.byID[id]
}

// Here lists the people whose seats have not been ended, in the order they came.
func (s *State) Here() []*Seat {
	var out []*Seat
	for _, seat := range s.Seats {
		if !seat.Ended {
			out = append(out, seat)
		}
	}
	return out
}

// Voters lists the seats that a vote opening now would ask: everyone here who is
// not an observer, except delegates, who are asked for their government first
// and join the list only by answering as themselves.
func (s *State) Voters() []*Seat {
	var out []*Seat
	for _, seat := range s.Here() {
		if !seat.Has(Observer) && !seat.Delegate() {
			out = append(out, seat)
		}
	}
	return out
}

// Delegates lists the seats that speak for a government.
func (s *State) Delegates() []*Seat {
	var out []*Seat
	for _, seat := range s.Here() {
		if seat.Delegate() && !seat.Has(Observer) {
			out = append(out, seat)
		}
	}
	return out
}

// CanGuide reports whether the seat is host or co-host.
func (s *State) CanGuide(id SeatID) bool {
	seat := s.Seat(id)
	return seat != nil && !seat.Ended && (seat.Has(Host) || seat.Has(CoHost))
}

// CanHold reports whether the seat may carry on the present step: a host, a
// co-host or the holder of a room without either.
func (s *State) CanHold(id SeatID) bool {
	return s.CanGuide(id) || (id != "" && s.Holder == id)
}

// CanWrite reports whether the seat may answer and write: anyone with a living
// seat who is not an observer.
func (s *State) CanWrite(id SeatID) bool {
	seat := s.Seat(id)
	return seat != nil && !seat.Ended && !seat.Has(Observer)
}

// with returns a copy of s in which the seat stands in place of the one with
// its id, or at the end.
func (s *State) with(seat *Seat) *State {
	next := *s
	next.Seats = slices.Clone(s.Seats)
	if i := slices.IndexFunc(next.Seats, func(x *Seat) bool { return x.ID == seat.ID }); i >= 0 {
		next.Seats[i] = seat
	} else {
		seat.Order = len(next.Seats)
		next.Seats = append(next.Seats, seat)
	}
	next.index()
	return &next
}

// index makes what finds seats by their id. Only who has just made s calls it.
func (s *State) index() {
	s.byID = make(map[SeatID]*Seat, len(s.Seats))
	for _, x := range s.Seats {
		s.byID[x.ID] = x
	}
}

// Stored is all of a State that can't be made from the rest: what a stored
// snapshot keeps.
type Stored struct {
	Seats   []*Seat
	Locked  bool
	Holder  SeatID
	Nations []Nation
	Door    []DoorAct
}

// Stored is s to be stored. They share their parts, which nobody may change.
func (s State) Stored() Stored { return Stored{s.Seats, s.Locked, s.Holder, s.Nations, s.Door} }

// State is the roster that was stored.
func (s Stored) State() State {
	out := State{Seats: s.Seats, Locked: s.Locked, Holder: s.Holder, Nations: s.Nations, Door: s.Door}
	if out.Seats != nil {
		out.index()
	}
	return out
}
