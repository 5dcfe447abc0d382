package workshop

import (
	"time"

	"convene/internal/text"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
)

// Command is what someone wants, as it reaches the room: the body is one of the
// parts' commands or one of the root's own below.
type Command struct {
	// ID is random and made once by the face; every id that the command makes
	// derives from it.
	ID string
	// Seat gives the command; empty is the server itself.
	Seat roster.SeatID
	// Entry is the way by which its giver came to the seat; empty is their own.
	// What one entry puts into the box, another does not see.
	Entry string
	Body  any
}

// Facts is what the room knows and the domain may not ask for itself.
type Facts struct {
	Now          time.Time
	NoGuideSince time.Time
	// Away and AskedPause are of the running room (act.World).
	Away       []roster.SeatID
	AskedPause time.Time
	// Answers are the opened answers that an act.Opener asked for.
	Answers map[string][]act.Answer
}

// Decision is what a command leads to. All of it happens, or nothing does.
type Decision struct {
	Events []act.Event
	Seals  []act.Seal
	// Unsigned events are stamped without their giver (act.Result).
	Unsigned bool
	// Unsaid is what no event says.
	Unsaid act.Unsaid
}

// The root's own commands.
type (
	// Create is the first command of a workshop; the server gives it. Prepare
	// holds the exercises' own commands that copy the content they use.
	Create struct {
		Meta    Meta
		Prepare []any
	}
	// ChangeMeta replaces what was settled about the workshop; a host may until
	// the first meeting opens, the server at any time.
	ChangeMeta struct{ Meta Meta }
	// OpenMeeting starts the planned meeting and takes the room to its first item.
	OpenMeeting struct{}
	// MoveTo takes the room to another place. From is where the giver saw it:
	// if the room has moved since, nothing happens.
	MoveTo struct{ From, To act.Place }
	// EndMeeting ends the present meeting; the workshop stays open for another.
	EndMeeting struct{}
	// EndWorkshop and CloseWorkshop take the workshop to its last two statuses.
	EndWorkshop   struct{}
	CloseWorkshop struct{}
	// EditText changes a shared text; each key is one of these.
	EditText struct {
		Text string
		Edit text.Edit
		// First says that the giver saw a section in which nobody had written in
		// any language. If someone else's first words, in another language, came
		// before theirs, theirs go on behind them: they meant to begin the
		// section, not to translate it.
		First bool
	}
	// Checkpoint writes the whole of every text that changed since its last
	// checkpoint; the room gives it when it ends.
	Checkpoint struct{}
)
