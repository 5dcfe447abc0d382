package linear

import (
	"slices"

	"convene/internal/desk"
	"convene/internal/room"
	"convene/internal/workshop"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
)

// Person is whose turn it is at the terminal, as the door and the table found
// out. A face knows nothing else of the others who sit there.
type Person struct {
	Guest *desk.Guest
	Seat  roster.SeatID // empty: the face asks for a name first
	Entry string        // by which way they came to it (room.Sitter)
	Lang  string
	// Helper is who answers in this person's name, with their agreement; empty
	// is they themselves.
	Helper roster.SeatID
	// Back is what came of the turn that this person has just taken for somebody;
	// nil if they did not.
	Back *Back
	// Table is who sits at this terminal, in the order in which they sat down,
	// this person among them; nobody where they have it for themselves.
	Table []Neighbour
	// Read are the agenda items whose note this person has read past, at this
	// terminal: whoever has the turn again is not shown it once more.
	Read map[string]bool
	// Wall is the join code that stands on a room screen, where nobody sits;
	// empty at everybody's terminal.
	Wall string
}

// FromAnother reports whether somebody else's turn may have come right before:
// another's at this table, or one that this person took for somebody.
func (p Person) FromAnother() bool {
	return p.Seat != "" && (len(p.Table) > 0 || p.Back != nil)
}

// Sitter is the person as the room knows them.
func (p Person) Sitter() room.Sitter { return room.Sitter{Seat: p.Seat, Entry: p.Entry} }

// Warned reports whether the room is at an item with a note that this person has not
// read past yet: it comes before everything else of the item, at every face (domain
//
func (p Person) Warned(s *workshop.Snapshot) bool {
	item, ok := s.Agenda.Now()
	return ok && s.Agenda.Running() && len(item.Care) > 0 && !p.Read[item.ID]
}

// Neighbour is somebody at a terminal that several share.
type Neighbour struct {
	Seat roster.SeatID
	// Asked are the polls that were open in a turn of theirs: these have been
	// asked of them here, whether they answered or not.
	Asked []string
}

// Others are those at the table but this person, the one whose turn comes next
// first.
func (p Person) Others() []Neighbour {
	i := slices.IndexFunc(p.Table, func(n Neighbour) bool { return n.Seat == p.Seat })
	if i < 0 { // somebody new, who sits at its end
		return p.Table
	}
	return slices.Concat(p.Table[i+1:], p.Table[:i])
}

// Waiting is the next at the table of whom something that is open has not been
// asked here. It says nothing of who has answered.
func (p Person) Waiting(open []poll.Open) (next roster.SeatID, ok bool) {
	for _, n := range p.Others() {
		for _, o := range open {
			if o.Asks(n.Seat) && !slices.Contains(n.Asked, o.ID) {
				return n.Seat, true
			}
		}
	}
	return "", false
}

// Done reports whether the person has answered all that is asked of them; in
// says whether their answer to a poll is in.
func (p Person) Done(open []poll.Open, in func(poll string) bool) bool {
	return !slices.ContainsFunc(open, func(o poll.Open) bool { return o.Owes(p.Seat) && !in(o.ID) })
}

// Then is how a turn at the terminal ended.
type Then int

// The ends of a turn.
const (
	Left      Then = iota // the person leaves, and with them everyone at the terminal
	GotUp                 // the person leaves; the others at the terminal stay
	OtherFace             // the person goes on in the other face
	HandOver              // the turn goes to the seat Next.To, which sits here too
	AnswerFor             // the person answers for the seat Next.To, and is back after that
	SitDown               // somebody else sits down at this terminal, and has the turn
)

// Next is how a turn ended, and who the person is by now.
type Next struct {
	Then   Then
	Person Person
	To     roster.SeatID
	Way    roster.Way // with AnswerFor, how the answer comes
	Sent   bool       // at the end of a turn for somebody: something was sent for them
}

// Covered is what a cover between two turns is about.
type Covered struct {
	To   roster.SeatID // whose turn comes; empty is somebody new
	Lang string        // theirs; somebody new chooses one
	From string        // the language of who hands over
	Told error         // what everyone at the terminal is to be told; may be nil
}

// Uncovered is what was done about a cover: HandOver, and whoever comes has the
// turn, in a language; GotUp, and another at the table is to have it; or Left,
// and everyone leaves.
type Uncovered struct {
	Then Then
	Lang string
}
