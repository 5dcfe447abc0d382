package terms

import (
	"slices"
	"time"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
)

// SignStatus is what a signer says of the document.
type SignStatus string

// What a signer can say (domain §5). Asked is nothing yet.
const (
	AskedToSign SignStatus = ""
	Signs       SignStatus = "signs"
	Supports    SignStatus = "supports"
	Pending     SignStatus = "pending" // ratification by someone, named in RatifiedBy
	StandsAside SignStatus = "aside"   // with a note
)

// Carries reports whether the status carries a document into force.
func (s SignStatus) Carries() bool { return s == Signs || s == Supports }

// Method says how it was signed.
type Method string

// The methods of domain §5. A resolution number may stand instead of a
// signature.
const (
	OnScreen   Method = "screen"
	OnPaper    Method = "paper"
	Resolution Method = "resolution"
)

// Signer is one place in the sign-off block, as it was signed: later changes of
// a seat's name change nothing here.
type Signer struct {
	ID string `json:"id"`
	// Seat is empty for a person who is not here.
	Seat  roster.SeatID `json:"seat,omitempty"`
	Name  safetext.Text `json:"name"`
	Title safetext.Text `json:"title,omitzero"`
	// Organisation is what they sign for, if no government.
	Organisation safetext.Text `json:"organisation,omitzero"`
	Capacity     safetext.Text `json:"capacity,omitzero"`
	// Nation is the Tribal government they sign for; empty for all others.
	Nation safetext.Text `json:"nation,omitzero"`
	// Required signers must sign or support before the document is in force. It
	// says nothing of a government: what touches it waits for its word in any
	// case, and nothing else does (domain §5).
	Required bool `json:"required,omitempty"`

	Status     SignStatus    `json:"status,omitempty"`
	RatifiedBy safetext.Text `json:"ratified_by,omitzero"`
	Note       safetext.Text `json:"note,omitzero"`
	Date       time.Time     `json:"date,omitzero"`
	Method     Method        `json:"method,omitempty"`
	Number     safetext.Text `json:"number,omitzero"` // of a resolution or letter
	// Version is the document's that was signed.
	Version int `json:"version,omitempty"`
	// EnteredBy typed it for someone who is not here.
	EnteredBy roster.SeatID `json:"entered_by,omitempty"`
}

// Signer gives the signer with this id.
func (w Whole) Signer(id string) (Signer, bool) {
	i := slices.IndexFunc(w.Signers, func(s Signer) bool { return s.ID == id })
	if i < 0 {
		return Signer{}, false
	}
	return w.Signers[i], true
}

// SignerOf gives a seat's place in the block, for itself or for a government.
func (w Whole) SignerOf(seat roster.SeatID, nation safetext.Text) (Signer, bool) {
	i := slices.IndexFunc(w.Signers, func(s Signer) bool { return s.Seat == seat && s.Nation == nation })
	if i < 0 || seat == "" {
		return Signer{}, false
	}
	return w.Signers[i], true
}

// The commands of the sign-off block.
type (
	// AskSigner puts someone on the block: a seat, or a person who is not here.
	// A host, a co-host or the coordinator may, until the document is over. An
	// ID changes the place that is there.
	AskSigner struct{ Signer Signer }
	// DropSigner takes a place off the block that nobody signed.
	DropSigner struct{ ID string }
	// Sign is the giver's own word; for a government only its confirmed
	// delegate signs. It can be changed until the window closes.
	Sign struct {
		ForNation  bool
		Status     SignStatus
		RatifiedBy safetext.Text
		Note       safetext.Text
		Capacity   safetext.Text
	}
	// EnterSign is the coordinator's: what a person signed on paper, or a council
	// resolved. It is not bound to the window. What someone said on their own
	// screen stands, but for "pending": that word waits for this one.
	EnterSign struct {
		ID         string
		Status     SignStatus
		RatifiedBy safetext.Text
		Note       safetext.Text
		Date       time.Time
		Method     Method
		Number     safetext.Text
	}
)

func (c AskSigner) Decide(w act.World, s *State) (act.Result, error) {
	if err := lead(w); err != nil {
		return act.Result{}, err
	}
	if s.Whole.Status == Over {
		return act.Result{}, fault.New("document_over")
	}
	next := c.Signer
	if err := next.checkPerson(w); err != nil {
		return act.Result{}, err
	}
	if old, ok := s.Whole.Signer(next.ID); ok {
		if old.Status != AskedToSign {
			return act.Result{}, fault.New("already_signed")
		}
	} else if next.Seat != "" {
		if _, there := s.Whole.SignerOf(next.Seat, next.Nation); there {
			return act.Result{}, nil
		}
	}
	if next.ID == "" {
		next.ID = w.NewID(0)
	}
	return events(SignerSet{Signer: Signer{ID: next.ID, Seat: next.Seat, Name: next.Name, Title: next.Title,
		Organisation: next.Organisation, Capacity: next.Capacity, Nation: next.Nation, Required: next.Required}}), nil
}

// checkPerson fills in what a seat says of itself, and refuses a place without
// a name.
func (x *Signer) checkPerson(w act.World) error {
	if x.Seat != "" {
		seat := w.Roster.Seat(x.Seat)
		if seat == nil || seat.Ended {
			return fault.New("seat_unknown")
		}
		if !x.Nation.IsEmpty() && !(seat.Delegate() && roster.SameNation(seat.Nation, x.Nation)) {
			return fault.New("only_delegate")
		}
		x.fill(seat)
	}
	if !x.Nation.IsEmpty() {
		x.Required = false
	}
	if x.Name.IsBlank() {
		return fault.New("name_needed")
	}
	for _, t := range []safetext.Text{x.Name, x.Title, x.Organisation, x.Capacity, x.Nation} {
		if err := fits(safetext.Title, t); err != nil {
			return err
		}
	}
	return nil
}

// fill takes what a seat says of itself, exactly as typed.
func (x *Signer) fill(seat *roster.Seat) {
	x.Name, x.Title = seat.Name, seat.Title
	if x.Organisation.IsEmpty() && x.Nation.IsEmpty() {
		x.Organisation = seat.Organisation
	}
	if x.Capacity.IsEmpty() {
		x.Capacity = seat.Capacity
	}
}

func (c DropSigner) Decide(w act.World, s *State) (act.Result, error) {
	if err := lead(w); err != nil {
		return act.Result{}, err
	}
	x, ok := s.Whole.Signer(c.ID)
	switch {
	case !ok:
		return act.Result{}, nil
	case x.Status != AskedToSign:
		return act.Result{}, fault.New("already_signed")
	}
	return events(SignerDropped(c)), nil
}

func (c Sign) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Write(); err != nil {
		return act.Result{}, err
	}
	me := w.Me()
	x := Signer{Seat: w.Seat, ID: w.NewID(0)}
	if c.ForNation {
		if !me.Delegate() {
			return act.Result{}, fault.New("only_delegate")
		}
		x.Nation = me.Nation
	}
	if err := s.Whole.signable(); err != nil {
		return act.Result{}, err
	}
	if w.Now.After(s.Whole.SignUntil) {
		return act.Result{}, fault.New("window_over")
	}
	if old, ok := s.Whole.SignerOf(w.Seat, x.Nation); ok {
		x = old
	}
	if !c.Capacity.IsBlank() {
		x.Capacity = c.Capacity
	}
	x.fill(me)
	x.Status, x.RatifiedBy, x.Note = c.Status, c.RatifiedBy, c.Note
	x.Date, x.Method, x.Number, x.EnteredBy = w.Now.UTC().Truncate(time.Millisecond), OnScreen, safetext.Text{}, ""
	x.Version = s.Whole.Version
	if err := x.checkSigned(); err != nil {
		return act.Result{}, err
	}
	return events(SignerSet{Signer: x}), nil
}

func (c EnterSign) Decide(w act.World, s *State) (act.Result, error) {
	if !w.Me().Has(roster.Coordinator) || w.Me().Ended {
		return act.Result{}, fault.New("only_coordinator")
	}
	x, ok := s.Whole.Signer(c.ID)
	if !ok {
		return act.Result{}, fault.New("signer_gone")
	}
	if x.Seat != "" && x.Method == OnScreen && x.Status != Pending {
		return act.Result{}, fault.New("already_signed") // their own word stands
	}
	if err := s.Whole.signable(); err != nil {
		return act.Result{}, err
	}
	x.Status, x.RatifiedBy, x.Note = c.Status, c.RatifiedBy, c.Note
	x.Date, x.Method, x.Number = c.Date.UTC(), c.Method, c.Number
	x.EnteredBy, x.Version = w.Seat, s.Whole.Version
	switch {
	case c.Method != OnPaper && c.Method != Resolution:
		return act.Result{}, fault.New("method_unknown")
	case c.Method == Resolution && c.Number.IsBlank():
		return act.Result{}, fault.New("number_needed")
	case c.Date.IsZero() || c.Date.After(w.Now.Add(14*time.Hour)): // a day has no zone
		return act.Result{}, fault.New("date_needed")
	}
	if err := x.checkSigned(); err != nil {
		return act.Result{}, err
	}
	return events(SignerSet{Signer: x}), nil
}

// signable refuses what was never adopted, and what is over.
func (w Whole) signable() error {
	switch w.Status {
	case AdoptedDoc, InForce:
		return nil
	case Over:
		return fault.New("document_over")
	}
	return fault.New("document_not_adopted")
}

// checkSigned refuses a word that lacks its other half.
func (x *Signer) checkSigned() error {
	switch {
	case x.Status == Pending && x.RatifiedBy.IsBlank():
		return fault.New("ratifier_needed")
	case x.Status == StandsAside && x.Note.IsBlank():
		return fault.New("note_needed")
	case !slices.Contains([]SignStatus{Signs, Supports, Pending, StandsAside}, x.Status):
		return fault.New("choice_unknown")
	}
	if err := fits(safetext.Line, x.Note); err != nil {
		return err
	}
	for _, t := range []safetext.Text{x.RatifiedBy, x.Capacity, x.Number} {
		if err := fits(safetext.Title, t); err != nil {
			return err
		}
	}
	return nil
}
