package spectrum

import (
	"slices"
	"time"

	"convene/internal/safetext"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
)

// Said stands in a field where nothing was written on purpose.
type Said string

// What a field may say instead of words.
const (
	Nothing Said = "nothing" // there is nothing to write here
	Nobody  Said = "nobody"  // no one here can decide it
)

// Field names a field of the topic's record.
type Field string

// The fields, in the order they are asked (domain §4.2).
const (
	FieldSentence Field = "sentence" // the topic in one plain sentence
	FieldTouched  Field = "touched"  // who is touched by it
	FieldFixed    Field = "fixed"    // what is fixed, by whom and why
	FieldOpen     Field = "open"     // what is open
	FieldSigns    Field = "signs"    // who signs the final decision
	FieldDue      Field = "due"      // by when
	FieldMeans    Field = "means"    // money and time for engagement
	FieldTribe    Field = "tribe"    // whether it affects a Tribe
)

// Fields lists the fields in the order they are asked.
func Fields() []Field {
	return []Field{FieldSentence, FieldTouched, FieldFixed, FieldOpen, FieldSigns, FieldDue, FieldMeans, FieldTribe}
}

// Day is a calendar day as "2006-01-02", without a zone; empty is no day.
type Day string

// Valid reports whether d is a day of the calendar.
func (d Day) Valid() bool {
	_, err := time.Parse(time.DateOnly, string(d))
	return err == nil
}

// Entry is what a field of words says.
type Entry struct {
	Text safetext.Text `json:"text,omitzero"`
	Lang string        `json:"lang,omitempty"`
	Said Said          `json:"said,omitempty"`
}

// Filled reports whether the field was answered.
func (e Entry) Filled() bool { return !e.Text.IsBlank() || e.Said != "" }

// Limit is something that is fixed (domain §8.5). A limit without a source says
// by when someone will have looked.
type Limit struct {
	What Entry `json:"what"`
	// Kind is one of LimitKinds.
	Kind   string        `json:"kind"`
	Source safetext.Text `json:"source,omitzero"`
	Reason safetext.Text `json:"reason,omitzero"`
	// Changer is who could change it.
	Changer safetext.Text `json:"changer,omitzero"`
	// CheckBy stands for "not sure, will check by …".
	CheckBy Day `json:"check_by,omitempty"`
}

// FixedBy is the sentence that tells a reader who fixed it and why. Words of another
// language are not woven into one of ours.
func (l Limit) FixedBy(lang string) string {
	if l.What.Lang != "" && l.What.Lang != lang {
		return "spectrum.frame.fixed_apart"
	}
	return "spectrum.frame.fixed_line"
}

// LimitKinds lists what can fix something.
func LimitKinds() []string {
	return []string{"law", "court", "licence", "budget", "board", "contract", "labour", "other"}
}

// Whole reports whether the limit says enough to be believed.
func (l Limit) Whole() bool {
	said := !l.Source.IsBlank() && !l.Reason.IsBlank()
	return !l.What.Text.IsBlank() && slices.Contains(LimitKinds(), l.Kind) && (said || l.CheckBy.Valid())
}

// Person is somebody in charge: a seat, or the name of someone who is not here.
type Person struct {
	Seat roster.SeatID `json:"seat,omitempty"`
	Name safetext.Text `json:"name,omitzero"`
	Said Said          `json:"said,omitempty"`
}

// Filled reports whether somebody, or nobody, was named.
func (p Person) Filled() bool { return p.Seat != "" || !p.Name.IsBlank() || p.Said != "" }

// Here reports whether the person has a seat.
func (p Person) Here() bool { return p.Seat != "" }

// Record is what a group has to know of a topic before it votes.
type Record struct {
	Sentence  Entry   `json:"sentence"`
	Touched   Entry   `json:"touched"`
	Fixed     []Limit `json:"fixed,omitempty"`
	FixedSaid Said    `json:"fixed_said,omitempty"`
	Open      Entry   `json:"open"`
	Signs     Person  `json:"signs"`
	Due       Entry   `json:"due"`
	Means     Entry   `json:"means"`
	// Tribe is "yes" or "no"; which ones are the topic's Flags.
	Tribe string `json:"tribe,omitempty"`
}

// Answers to FieldTribe.
const (
	TribeYes = "yes"
	TribeNo  = "no"
)

// Missing lists the fields that were not answered, in order.
func (r Record) Missing() []Field {
	whole := func(l Limit) bool { return l.Whole() }
	filled := map[Field]bool{
		FieldSentence: !r.Sentence.Text.IsBlank(),
		FieldTouched:  r.Touched.Filled(),
		FieldFixed:    r.FixedSaid != "" || len(r.Fixed) > 0 && !slices.ContainsFunc(r.Fixed, func(l Limit) bool { return !whole(l) }),
		FieldOpen:     r.Open.Filled(),
		FieldSigns:    r.Signs.Filled(),
		FieldDue:      r.Due.Filled(),
		FieldMeans:    r.Means.Filled(),
		FieldTribe:    r.Tribe != "",
	}
	return slices.DeleteFunc(Fields(), func(f Field) bool { return filled[f] })
}

// Edit is the last change of a field: how many there were, by whom and when.
type Edit struct {
	Rev int
	By  roster.SeatID
	At  time.Time
}

// Flag says that a topic affects a Tribe.
type Flag struct {
	// Nation is empty while nobody knows which.
	Nation safetext.Text `json:"nation,omitzero"`
	// Delegate says that the nation itself set it; then only it clears it.
	Delegate bool `json:"delegate,omitempty"`
}

// Topic is one matter whose level is sought. It is never changed once in a State.
type Topic struct {
	ID string
	Record
	// Edits are the last changes by field.
	Edits map[Field]Edit
	// Flags are the Tribes it affects.
	Flags []Flag
	// Mode is how its votes are asked; empty is Secret.
	Mode poll.Mode
	// Rounds are all its votes, oldest first; none is ever replaced.
	Rounds []*Round
	// More gathers the reasons that people add after a reveal, until the host
	// shows them together; nil before the first reveal. Later are those shown.
	More  *poll.Poll
	Later []Later
	// Settlement is what the group made of two levels that stand.
	Settlement *Settlement
	// Statements are the decision-maker's, oldest first; the last one counts.
	Statements []Statement
	Promise    Promise
	// Checks are the consent checks, oldest first.
	Checks []*Check
	// Views are minority views, withdrawn ones included without their words.
	Views []View
	// Positions are those of governments, oldest first, each kept.
	Positions []Position
	// Verdict is how the topic was recorded last; nil if it was not, or was
	// reopened since. Gave is what went on to the Terms of Reference.
	Verdict *Verdict
	Gave    []act.Gift
}

// HowAsked is the mode of the topic's votes.
func (t *Topic) HowAsked() poll.Mode {
	if t.Mode == "" {
		return poll.Secret
	}
	return t.Mode
}

// PromiseText is the id of the shared text that holds the topic's promise.
func (t *Topic) PromiseText() string { return PromiseText(t.ID) }

// PromiseText is the id of the shared text that holds a topic's promise.
func PromiseText(topic string) string { return "spectrum/" + topic + "/promise" }

// MoreID is the id of the poll that gathers reasons now, or empty. Record and
// CarryOver carry it, so that no reason is left behind unread.
func (t *Topic) MoreID() string {
	if t.More == nil {
		return ""
	}
	return t.More.ID
}
