package terms

import (
	"slices"
	"time"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
)

// MayWrite refuses where a section's text is not to be changed: by observers,
// where the section is locked or not used, and while a check asks about that
// very text. A translation that no check asked about may be written until the
// whole is adopted; from then on nothing is, in any language.
func (s *State) MayWrite(w act.World, textID string) error {
	if err := w.Draft(); err != nil {
		return err
	}
	id, lang, ok := ParseTextID(textID)
	sec := s.Section(id)
	switch {
	case !ok:
		return fault.New("text_unknown")
	case sec == nil:
		return fault.New("section_gone")
	case sec.Status == NotUsed:
		return fault.New("section_not_used", "section", sec.Order)
	case s.Whole.Check.IsOpen() && (lang == sec.Original || s.Whole.Check.about(id, lang)):
		return fault.New("check_running", "section", sec.Order)
	case s.Whole.Locked():
		return fault.New("document_locked")
	}
	own := lang == sec.Original || sec.Check.about(id, lang)
	switch {
	case sec.Status == Checking && own:
		return fault.New("check_running", "section", sec.Order)
	case sec.Status.Settled() && own:
		return fault.New("section_locked", "section", sec.Order)
	}
	return nil
}

// writable gives a section that is open for writing, or says why it is not.
func (s *State) writable(id string) (*Section, error) {
	sec := s.Section(id)
	switch {
	case sec == nil:
		return nil, fault.New("section_gone")
	case s.Whole.Check.IsOpen() || sec.Status == Checking:
		return nil, fault.New("check_running", "section", sec.Order)
	case sec.Status == NotUsed:
		return nil, fault.New("section_not_used", "section", sec.Order)
	case s.Whole.Locked():
		return nil, fault.New("document_locked")
	case sec.Status.Settled():
		return nil, fault.New("section_locked", "section", sec.Order)
	}
	return sec, nil
}

// The commands on a section's state.
type (
	// MakeReady says that a text can be asked about, and gives it a version;
	// MakeDraft takes that back. Anyone who may write may give them.
	MakeReady struct{ Section string }
	MakeDraft struct{ Section string }
	// Reopen unlocks a section with a reason that everyone is told, and clears
	// its check; a host or co-host may. Reopening after adoption puts the whole
	// under review.
	Reopen struct {
		Section string
		Reason  safetext.Text
	}
	// TakeOn says who takes on a section that the group has not agreed, and by
	// when. Anyone may take one on; a host may name another, or someone who is
	// not here.
	TakeOn struct {
		Section string
		Seat    roster.SeatID
		Name    safetext.Text
		Due     time.Time
	}
	// WishReopen proposes that; anyone may. DropWish declines a proposal, or
	// takes one's own back.
	WishReopen struct {
		Section string
		Reason  safetext.Text
	}
	DropWish struct{ Section, ID string }
	// MarkNotUsed leaves a section out of the document, with a reason. The
	// minimum sections can't be left out.
	MarkNotUsed struct {
		Section string
		Reason  safetext.Text
	}
	// Touch says that a section touches a government: any delegate may for
	// their own, a host for any. Untouch takes that back; only a delegate of
	// that government may (domain §8.1).
	Touch struct {
		Section string
		Nation  safetext.Text
	}
	Untouch struct {
		Section string
		Nation  safetext.Text
	}
)

func (c MakeReady) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Draft(); err != nil {
		return act.Result{}, err
	}
	sec, err := s.writable(c.Section)
	if err != nil || sec.Status == Ready {
		return act.Result{}, err
	}
	texts := Texts(w.Text)
	if sec.Blank(texts) {
		return act.Result{}, fault.New("section_empty", "section", sec.Order)
	}
	version, text := sec.Version, texts.print(sec.ID, sec.Original)
	if version == 0 || text != sec.ReadyText {
		version++
	}
	return events(ReadyMade{Section: sec.ID, Version: version, Text: text}), nil
}

func (c MakeDraft) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Draft(); err != nil {
		return act.Result{}, err
	}
	sec, err := s.writable(c.Section)
	if err != nil || sec.Status != Ready {
		return act.Result{}, err
	}
	return events(ReadyUnmade(c)), nil
}

func (c Reopen) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	sec := s.Section(c.Section)
	switch {
	case sec == nil:
		return act.Result{}, fault.New("section_gone")
	case s.Whole.Check.IsOpen() || sec.Status == Checking:
		return act.Result{}, fault.New("check_running", "section", sec.Order)
	case s.Whole.Status == Over:
		return act.Result{}, fault.New("document_over")
	case !sec.Status.Settled() && !s.Whole.Locked():
		return act.Result{}, nil // it is open already
	}
	if err := reasoned(c.Reason); err != nil {
		return act.Result{}, err
	}
	r := events(SectionReopened(c))
	if s.Whole.Locked() {
		r.Events = append(r.Events, StatusSet{Status: UnderReview, Reason: c.Reason})
	}
	return r, nil
}

func (c TakeOn) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Write(); err != nil {
		return act.Result{}, err
	}
	switch seat := w.Roster.Seat(c.Seat); {
	case c.Seat != w.Seat && w.Guide() != nil:
		return act.Result{}, fault.New("only_host")
	case s.Section(c.Section) == nil:
		return act.Result{}, fault.New("section_gone")
	case c.Seat != "" && (seat == nil || seat.Ended):
		return act.Result{}, fault.New("seat_unknown")
	}
	if err := fits(safetext.Name, c.Name); err != nil {
		return act.Result{}, err
	}
	return events(SectionTaken{Section: c.Section, Seat: c.Seat, Name: c.Name, Due: c.Due.UTC().Truncate(time.Millisecond)}), nil
}

func (c WishReopen) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Draft(); err != nil {
		return act.Result{}, err
	}
	sec := s.Section(c.Section)
	if sec == nil {
		return act.Result{}, fault.New("section_gone")
	}
	if err := reasoned(c.Reason); err != nil {
		return act.Result{}, err
	}
	if !sec.Status.Settled() && !s.Whole.Locked() {
		return act.Result{}, fault.New("section_is_open", "section", sec.Order)
	}
	wish := Wish{ID: w.NewID(0), By: w.Seat, Reason: c.Reason}
	return events(ReopenWished{Section: c.Section, Wish: wish}), nil
}

func (c DropWish) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Write(); err != nil && w.Guide() != nil {
		return act.Result{}, err
	}
	sec := s.Section(c.Section)
	if sec == nil {
		return act.Result{}, fault.New("section_gone")
	}
	i := slices.IndexFunc(sec.Wishes, func(x Wish) bool { return x.ID == c.ID })
	switch {
	case i < 0:
		return act.Result{}, nil
	case sec.Wishes[i].By != w.Seat && w.Guide() != nil:
		return act.Result{}, fault.New("only_host")
	}
	return events(WishDropped(c)), nil
}

func (c MarkNotUsed) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	sec, err := s.writable(c.Section)
	switch {
	case err != nil:
		return act.Result{}, err
	case sec.Minimum:
		return act.Result{}, fault.New("section_minimum", "section", sec.Order)
	}
	if err := reasoned(c.Reason); err != nil {
		return act.Result{}, err
	}
	return events(SectionNotUsed(c)), nil
}

func (c Touch) Decide(w act.World, s *State) (act.Result, error) {
	sec := s.Section(c.Section)
	switch {
	case !speaksFor(w, c.Nation) && w.Guide() != nil:
		return act.Result{}, fault.New("only_delegate")
	case sec == nil:
		return act.Result{}, fault.New("section_gone")
	case c.Nation.IsBlank():
		return act.Result{}, fault.New("words_needed")
	case sec.Touches(c.Nation):
		return act.Result{}, nil
	}
	return events(NationTouched{Section: c.Section, Nation: c.Nation, Touched: true}), fits(safetext.Name, c.Nation)
}

func (c Untouch) Decide(w act.World, s *State) (act.Result, error) {
	sec := s.Section(c.Section)
	switch {
	case !speaksFor(w, c.Nation):
		return act.Result{}, fault.New("only_delegate")
	case sec == nil:
		return act.Result{}, fault.New("section_gone")
	case !sec.Touches(c.Nation):
		return act.Result{}, nil
	}
	return events(NationTouched{Section: c.Section, Nation: c.Nation}), nil
}

// speaksFor reports whether the giver is a confirmed delegate of a government.
func speaksFor(w act.World, nation safetext.Text) bool {
	me := w.Me()
	return me.Delegate() && roster.SameNation(me.Nation, nation) && !me.Has(roster.Observer)
}
