// Package poll is the one way a group is asked: a question with its own sealed
// answers, its frozen list and its result. Level votes, agree scales, marks,
// reasons and quiet cards are all polls (design §4, "The box"). It is pure.
package poll

import (
	"slices"

	"convene/internal/workshop/roster"
)

// Mode says who can see whose answer. A mode may be tightened before a round
// opens and never loosened.
type Mode string

// The modes, from loose to tight. Their plain words are in content (safety §5).
const (
	Named       Mode = "named"
	GroupLabel  Mode = "group"
	HiddenNames Mode = "hidden"
	Secret      Mode = "secret"
)

// Modes lists the modes from loose to tight.
func Modes() []Mode { return []Mode{Named, GroupLabel, HiddenNames, Secret} }

// Tighter reports whether m is at least as tight as other.
func (m Mode) Tighter(other Mode) bool {
	return slices.Index(Modes(), m) >= slices.Index(Modes(), other)
}

const (
	// Few is the smallest list without a warning that everyone sees.
	Few = 5
	// TooFew is the list under which only named mode, or paper, is honest.
	TooFew = 4
	// Cell is the smallest side or group a breakdown may show, unless the county
	// set another, never under MinCell.
	Cell    = 5
	MinCell = 3
)

// CellOf is the smallest side or group that is shown apart where n was asked for:
// the usual one where n is none, or too small to protect anybody (design §4).
func CellOf(n int) int {
	if n < MinCell {
		return Cell
	}
	return n
}

// Choices that every poll offers beside its own.
const (
	Pass   = "pass"
	Unsure = "unsure"
)

// Poll is one question asked once. A Poll is never changed once it is in a
// state.
type Poll struct {
	ID   string `json:"id"`
	Mode Mode   `json:"mode"`
	// Roll is the frozen list. Delegates may add themselves by answering as
	// themselves, and are on the list only then.
	Roll []roster.SeatID `json:"roll"`
	// Groups are where the people of the roll came from when it was frozen, in
	// its order: nobody changes a breakdown by changing their group meanwhile.
	Groups    []roster.Group  `json:"groups,omitempty"`
	Delegates []roster.SeatID `json:"delegates,omitempty"`
	// Options are the choices in their order; empty for polls of words.
	Options []string `json:"options,omitempty"`
	// Cell is the smallest group shown apart (design §4, "The few").
	Cell int `json:"cell"`
}

// May reports whether the seat may answer.
func (p *Poll) May(seat roster.SeatID) bool {
	return p != nil && (slices.Contains(p.Roll, seat) || slices.Contains(p.Delegates, seat))
}

// group is where somebody on the list came from when the poll opened.
func (p *Poll) group(r *roster.State, id roster.SeatID) roster.Group {
	if i := slices.Index(p.Roll, id); i >= 0 && i < len(p.Groups) {
		return p.Groups[i]
	}
	if seat := r.Seat(id); seat != nil {
		return seat.Group
	}
	return roster.NoGroup
}

// Offers reports whether the choice is one of the poll's.
func (p *Poll) Offers(choice string) bool {
	return choice == Pass || choice == Unsure || slices.Contains(p.Options, choice)
}

// Open is a poll that gathers answers now, and the size in bytes that each of
// its answers is padded to in the box.
type Open struct {
	ID   string
	Size int
	// Apart are those who may answer and are on the list only if they do: how many
	// answers are in is told of the list, so theirs are not counted with it.
	Apart []roster.SeatID
	// Named says that all will see who answered what.
	Named bool
	// Roll are those who are asked.
	Roll []roster.SeatID
	// Beside says that it takes words beside an answer, which nobody owes.
	Beside bool
	// Keeps says that it asks nobody anything now: it only keeps what a later
	// withdrawal needs, and does not hold up the end of a meeting.
	Keeps bool
	// Claims says that it keeps no words, only which of those that all can see are
	// whose.
	Claims bool
}

// Gathers is p as a poll that gathers answers of a size.
func (p *Poll) Gathers(size int) Open {
	return Open{ID: p.ID, Size: size, Apart: p.Delegates, Roll: p.Roll, Named: p.Mode == Named}
}

// Reasons is p as a poll that gathers words beside the answers of another.
func (p *Poll) Reasons() Open {
	o := p.Gathers(WordsSize)
	o.Beside = true
	return o
}

// Asks reports whether the poll asks a seat anything now.
func (o Open) Asks(seat roster.SeatID) bool {
	return !o.Keeps && !o.Beside && (slices.Contains(o.Roll, seat) || slices.Contains(o.Apart, seat))
}

// Owes reports whether a seat is on the list of those whom the poll asks now.
func (o Open) Owes(seat roster.SeatID) bool { return o.Asks(seat) && slices.Contains(o.Roll, seat) }

// Sizes of answers: a choice, a few words, a page of cards.
const (
	ChoiceSize = 64
	WordsSize  = 2 << 10
	PageSize   = 12 << 10
)
