// Package act holds what every part of the domain has in common: how a command
// is decided, how an event folds, what is sealed instead of logged, and where
// the room is. It is pure and owns no state.
package act

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"convene/internal/fault"
	"convene/internal/text"
	"convene/internal/workshop/roster"
)

// Event is a fact that has happened. Its kind names its type for ever:
// "spectrum.vote_opened". Events are plain JSON structs; the zero value must be
// harmless to Apply, since a redacted event folds as one.
type Event interface{ Kind() string }

// Stamp is what the log adds to an event: its place, its time and who gave the
// command it came from.
type Stamp struct {
	Seq uint64
	At  time.Time
	By  roster.SeatID
}

// Place is where the room is: an agenda item, and the step and topic within its
// exercise. The zero Place is the lobby, before the meeting opens.
type Place struct {
	Item  string `json:"item,omitempty"`
	Step  string `json:"step,omitempty"`
	Topic string `json:"topic,omitempty"`
}

// World is what a command may know besides the state of its own part. It is
// made anew for each decision and must not be kept.
type World struct {
	// Now is the time the room decided at; it goes into events, so that a fold
	// never asks a clock.
	Now time.Time
	// ID is the command's own random id; NewID derives others from it.
	ID string
	// Seat gives the command. Empty is the server itself.
	Seat   roster.SeatID
	Roster *roster.State
	// Where is where the room is now, Activity the exercise of that item.
	Where    Place
	Activity string
	// PublicBody is "yes", "no" or "unknown" (domain §8.7).
	PublicBody string
	// Between says that no meeting is running.
	Between bool
	// NoGuideSince is when the last host or co-host lost the connection; zero
	// while one is connected.
	NoGuideSince time.Time
	// Away are the seats whose people have stepped away for a while: what is asked
	// now does not count on them.
	Away []roster.SeatID
	// AskedPause is when the giver last rested the room by asking for it; zero for
	// never. The room's process remembers it, and nothing else does.
	AskedPause time.Time
	// Answers are the opened answers of the polls the command asked for through
	// Opener, each list shuffled on its own. Nothing else ever sees them.
	Answers map[string][]Answer
	// Text reads a shared text by its id; nil if nobody wrote there yet.
	Text func(id string) *text.Doc
}

// Answer is one opened value of the sealed box, on its way into a tally.
type Answer struct {
	Seat  roster.SeatID
	Value []byte
	// Hand put it for the seat's person; zero is their own.
	Hand roster.Hand
}

// NewID gives the n-th id derived from the command, stable for that command.
func (w World) NewID(n int) string { return w.ID + "." + strconv.Itoa(n) }

// Guide refuses unless a host, a co-host or the server itself gives the command.
func (w World) Guide() error {
	if w.Seat == "" || w.Roster.CanGuide(w.Seat) {
		return nil
	}
	return fault.New("only_host")
}

// Hold refuses unless the seat may carry the present step on.
func (w World) Hold() error {
	if w.Seat == "" || w.Roster.CanHold(w.Seat) {
		return nil
	}
	return fault.New("only_host")
}

// Write refuses unless the seat may answer and write.
func (w World) Write() error {
	if w.Roster.CanWrite(w.Seat) {
		return nil
	}
	return fault.New("only_participant")
}

// Draft refuses unless the seat may write shared words now. A public body writes
// in its meetings only: members who draft together between them may hold a
// meeting that nobody was told of (domain §8.7).
func (w World) Draft() error {
	if err := w.Write(); err != nil {
		return err
	}
	if w.PublicBody == "yes" && w.Between {
		return fault.New("between_meetings")
	}
	return nil
}

// Without are the seats that a question opening now does not ask: those that the
// host set aside, and those whose people are away.
func (w World) Without(aside []roster.SeatID) []roster.SeatID { return slices.Concat(aside, w.Away) }

// Me is the seat that gives the command, or nil for the server.
func (w World) Me() *roster.Seat { return w.Roster.Seat(w.Seat) }

// Seal is one change to the sealed box: a value put (replacing the seat's
// earlier one) or, when Value is nil, withdrawn.
type Seal struct {
	Poll  string
	Seat  roster.SeatID
	Value []byte
}

// Result is what a decided command asks for. Either everything in it happens
// or nothing does; seals and events never come from one command together
// except where an event says nothing of the seal.
type Result struct {
	Events []Event
	Seals  []Seal
	// Move takes the room to another place in the same batch.
	Move *Place
	// Outcomes go on to the Terms of Reference in the same batch.
	Outcomes []Outcome
	// Texts starts or changes shared texts in the same batch: drafts that an
	// exercise's outcome puts into a section.
	Texts []TextDraft
	// Unsigned says that the events are stamped without their giver, because the
	// giver's name beside them would tell whose answer they are about.
	Unsigned bool
	// Unsaid is what no event says.
	Unsaid Unsaid
}

// Outcome is something an exercise produced for a section of the Terms of
// Reference (domain §4.14). It arrives there as a draft marked with its source.
type Outcome struct {
	// Source names what it came from: "spectrum/<topic>", "values/<cluster>".
	Source string `json:"source" people:"words"`
	// Section is the template's section id.
	Section string `json:"section"`
	// Words are the people's own; Lang is theirs. Label says what kind of thing
	// it is, as a sentence id of the reader's language ("terms.from.promise").
	Words string `json:"words" people:"words"`
	Lang  string `json:"lang,omitempty"`
	Label string `json:"label"`
	// Parts say what each line of Words is where it does not say so itself, as
	// the end of a sentence id ("keeper" is "terms.part.keeper"); empty for one
	// that does.
	Parts []string `json:"parts,omitempty"`
	// Withdrawn says that the source was taken back since.
	Withdrawn bool `json:"withdrawn,omitempty"`
}

// TextDraft is text that an exercise puts into a shared text as its first words.
type TextDraft struct {
	ID     string
	Author string
	Words  string
}

// Opener is a command that needs the answers of polls opened to be decided: a
// close. Only hosts' closes do, and Decide checks that before it uses them.
type Opener interface{ Opens() []string }

// Claimant is an Opener that asks what is its giver's own: it finds nothing that
// another entry to the giver's seat put (workshop.Command), but for what somebody
// put for them with their yes.
type Claimant interface {
	Opener
	Mine()
}

// Codec writes and reads one kind of event.
type Codec struct {
	Kind    string
	Version int
	Decode  func(version int, payload []byte) (Event, error)
}

// JSON is the codec of an event type whose old versions read as they are.
func JSON[E Event](version int) Codec {
	var zero E
	return Codec{Kind: zero.Kind(), Version: version, Decode: func(_ int, payload []byte) (Event, error) {
		var e E
		if len(payload) == 0 { // redacted
			return e, nil
		}
		if err := json.Unmarshal(payload, &e); err != nil {
			return nil, fmt.Errorf("read event %s: %w", zero.Kind(), err)
		}
		return e, nil
	}}
}
