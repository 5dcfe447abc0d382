package terms

import (
	"slices"
	"time"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
)

// View is a minority view: printed in its holders' words near the section,
// changed by nobody else, carried through later versions until withdrawn
// (domain §8.3).
type View struct {
	ID string `json:"id"`
	// Section is what it is about; empty is the whole document.
	Section string        `json:"section,omitempty"`
	Words   safetext.Text `json:"words"`
	Lang    string        `json:"lang,omitempty"`
	Holders []Holder      `json:"holders"`
	// Withdrawn views have no words and no holders left.
	Withdrawn bool      `json:"-"`
	At        time.Time `json:"-"`
}

// Holder is someone who holds a view. They are printed as "a member" unless
// they sign it.
type Holder struct {
	Seat   roster.SeatID `json:"seat"`
	Signed bool          `json:"signed,omitempty"`
}

// Held reports whether the seat is one of the holders.
func (v View) Held(seat roster.SeatID) bool { return v.holder(seat) >= 0 }

func (v View) holder(seat roster.SeatID) int {
	return slices.IndexFunc(v.Holders, func(h Holder) bool { return h.Seat == seat })
}

// ViewsOf lists the views about a section, or with "" about the whole, that
// still stand.
func (s *State) ViewsOf(section string) []View {
	return slices.DeleteFunc(slices.Clone(s.Views), func(v View) bool { return v.Withdrawn || v.Section != section })
}

func (s *State) view(id string) (View, bool) {
	i := slices.IndexFunc(s.Views, func(v View) bool { return v.ID == id && !v.Withdrawn })
	if i < 0 {
		return View{}, false
	}
	return s.Views[i], true
}

// The commands on minority views. No step of a section closes them: a view may
// be added to a locked section, and withdrawn at any time.
type (
	AddView struct {
		Section string
		Words   safetext.Text
		Lang    string
		Sign    bool
	}
	// EditView changes a view's words; its holders may.
	EditView struct {
		ID    string
		Words safetext.Text
		Lang  string
	}
	// JoinView makes the giver one of the holders, or changes whether they
	// sign; LeaveView takes the giver out. A view nobody holds is withdrawn.
	JoinView struct {
		ID   string
		Sign bool
	}
	LeaveView struct{ ID string }
)

func (c AddView) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Draft(); err != nil {
		return act.Result{}, err
	}
	if c.Section != "" && s.Section(c.Section) == nil {
		return act.Result{}, fault.New("section_gone")
	}
	if err := needed(safetext.Idea, c.Words); err != nil {
		return act.Result{}, err
	}
	v := View{ID: w.NewID(0), Section: c.Section, Words: c.Words, Lang: c.Lang,
		Holders: []Holder{{Seat: w.Seat, Signed: c.Sign}}}
	return events(ViewAdded{View: v}), nil
}

func (c EditView) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Draft(); err != nil {
		return act.Result{}, err
	}
	v, ok := s.view(c.ID)
	switch {
	case !ok:
		return act.Result{}, fault.New("view_gone")
	case !v.Held(w.Seat):
		return act.Result{}, fault.New("view_not_yours")
	}
	if err := needed(safetext.Idea, c.Words); err != nil {
		return act.Result{}, err
	}
	return events(ViewChanged(c)), nil
}

func (c JoinView) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Draft(); err != nil {
		return act.Result{}, err
	}
	v, ok := s.view(c.ID)
	if !ok {
		return act.Result{}, fault.New("view_gone")
	}
	if i := v.holder(w.Seat); i >= 0 && v.Holders[i].Signed == c.Sign {
		return act.Result{}, nil
	}
	return events(ViewJoined{ID: c.ID, Holder: Holder{Seat: w.Seat, Signed: c.Sign}}), nil
}

func (c LeaveView) Decide(w act.World, s *State) (act.Result, error) {
	v, ok := s.view(c.ID)
	if !ok || !v.Held(w.Seat) {
		return act.Result{}, nil
	}
	return events(ViewLeft{ID: c.ID, Seat: w.Seat, Last: len(v.Holders) == 1}), nil
}
