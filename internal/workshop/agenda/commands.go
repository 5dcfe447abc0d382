package agenda

import (
	"slices"
	"strconv"
	"time"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
)

// Command is something a person wants of the agenda. Decide is pure.
type Command interface {
	Decide(w act.World, s *State) (act.Result, error)
}

// The commands of the agenda. Moving the room is the root's MoveTo, because it
// asks the exercises too.
type (
	// Plan starts a meeting from an agenda; the server or a host gives it.
	Plan struct {
		Meeting Meeting
		Items   []Item
	}
	AddItem struct {
		Item   Item
		Behind string
	}
	ChangeItem struct{ Item Item }
	MoveItem   struct{ ID, Behind string }
	RemoveItem struct{ ID string }
	SkipItem   struct {
		ID      string
		Skipped bool
	}
	// StartTimer, PauseTimer and AddMinutes guide the present item's time.
	StartTimer struct{}
	PauseTimer struct{}
	AddMinutes struct{ Minutes int }
	// PauseRoom rests the room or goes on; whoever holds it gives it. Anyone rests
	// it by [AskPause].
	PauseRoom struct{ Paused bool }
	Propose   struct{ Title safetext.Text }
	// Settle takes a proposed item into the agenda or declines it.
	Settle struct {
		ID   string
		Take bool
		Lang string
	}
	// EndBy says when the meeting must end, or with the zero time that nothing
	// was said. Nothing closes then: it is what the pace is compared with.
	EndBy struct{ At time.Time }
)

// prepares refuses unless the giver may change what is planned: a host or
// co-host at any time, the coordinator until the meeting begins and after it
// ended (domain §1.6).
func (s *State) prepares(w act.World) error {
	me := w.Me()
	if me.Has(roster.Coordinator) && !me.Ended && !s.Running() {
		return nil
	}
	return w.Guide()
}

// MaxMinutes is the longest a single item may be planned for.
const MaxMinutes = 600

func (c Plan) Decide(w act.World, s *State) (act.Result, error) {
	if err := s.prepares(w); err != nil {
		return act.Result{}, err
	}
	if s.Running() {
		return act.Result{}, fault.New("meeting_running")
	}
	m := c.Meeting
	m.ID, m.Number = w.NewID(0), s.Meeting.Number+1
	items := slices.Clone(c.Items)
	if m.Number > 1 { // an item is of one meeting, and so are its notes
		for i := range items {
			items[i].ID = strconv.Itoa(m.Number) + "-" + items[i].ID
		}
	}
	return act.Result{Events: []act.Event{Planned{Meeting: m, Items: items}}}, nil
}

func (c AddItem) Decide(w act.World, s *State) (act.Result, error) {
	item := c.Item
	item.ID = w.NewID(0)
	if err := s.check(w, item); err != nil {
		return act.Result{}, err
	}
	return act.Result{Events: []act.Event{ItemAdded{Item: item, Behind: c.Behind}}}, nil
}

func (c ChangeItem) Decide(w act.World, s *State) (act.Result, error) {
	if err := s.check(w, c.Item); err != nil {
		return act.Result{}, err
	}
	if s.index(c.Item.ID) < 0 {
		return act.Result{}, fault.New("item_gone")
	}
	return act.Result{Events: []act.Event{ItemChanged{Item: c.Item}}}, nil
}

// check refuses what is not the giver's to do, or would not be an item.
func (s *State) check(w act.World, item Item) error {
	if err := s.prepares(w); err != nil {
		return err
	}
	switch {
	case len(item.Title) == 0:
		return fault.New("title_needed")
	case item.Minutes < 0 || item.Minutes > MaxMinutes:
		return fault.New("minutes_range", "max", MaxMinutes)
	}
	return nil
}

func (c MoveItem) Decide(w act.World, s *State) (act.Result, error) {
	return s.edit(w, c.ID, ItemMoved(c))
}

func (c RemoveItem) Decide(w act.World, s *State) (act.Result, error) {
	if err := s.prepares(w); err != nil {
		return act.Result{}, err
	}
	if c.ID == s.At.Item {
		return act.Result{}, fault.New("item_present")
	}
	if slices.ContainsFunc(s.Spells, func(sp Spell) bool { return sp.Item == c.ID }) {
		return act.Result{}, fault.New("item_was_held")
	}
	return s.edit(w, c.ID, ItemRemoved(c))
}

func (c SkipItem) Decide(w act.World, s *State) (act.Result, error) {
	if err := s.prepares(w); err != nil {
		return act.Result{}, err
	}
	if c.ID == s.At.Item && c.Skipped {
		return act.Result{}, fault.New("item_present")
	}
	return s.edit(w, c.ID, ItemSkipped(c))
}

func (s *State) edit(w act.World, id string, e act.Event) (act.Result, error) {
	if err := s.prepares(w); err != nil {
		return act.Result{}, err
	}
	if s.index(id) < 0 {
		return act.Result{}, fault.New("item_gone")
	}
	return act.Result{Events: []act.Event{e}}, nil
}

// EndWithin is how far ahead the end of a meeting may be said to lie.
const EndWithin = 24 * time.Hour

func (c EndBy) Decide(w act.World, s *State) (act.Result, error) {
	if err := s.prepares(w); err != nil {
		return act.Result{}, err
	}
	begins := w.Now
	if p := s.Meeting.PlannedAt; !s.Running() && p.After(begins) {
		begins = p
	}
	switch {
	case !s.Meeting.EndedAt.IsZero():
		return act.Result{}, fault.New("meeting_over")
	case c.At.IsZero():
	case !c.At.After(w.Now) || c.At.After(begins.Add(EndWithin)):
		return act.Result{}, fault.New("end_range")
	}
	return act.Result{Events: []act.Event{EndBySet{At: c.At.UTC().Truncate(time.Minute)}}}, nil
}

func (StartTimer) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Hold(); err != nil {
		return act.Result{}, err
	}
	if s.Timer.Running {
		return act.Result{}, nil
	}
	return s.timer(true, s.Timer.Left)
}

func (PauseTimer) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Hold(); err != nil {
		return act.Result{}, err
	}
	if !s.Timer.Running {
		return act.Result{}, nil
	}
	return s.timer(false, s.Timer.EndsAt.Sub(w.Now))
}

func (c AddMinutes) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Hold(); err != nil {
		return act.Result{}, err
	}
	if c.Minutes < -MaxMinutes || c.Minutes > MaxMinutes {
		return act.Result{}, fault.New("minutes_range", "max", MaxMinutes)
	}
	left, _ := s.Left(w.Now)
	// Minutes given when the time is over count from now, not from a debt.
	return s.timer(s.Timer.Running, max(0, left)+time.Duration(c.Minutes)*time.Minute)
}

func (s *State) timer(run bool, left time.Duration) (act.Result, error) {
	if item, ok := s.Now(); !ok || item.Activity == Opening {
		return act.Result{}, fault.New("no_timer_here")
	}
	return act.Result{Events: []act.Event{TimerSet{Running: run, LeftMS: left.Milliseconds()}}}, nil
}

func (c Propose) Decide(w act.World, _ *State) (act.Result, error) {
	if err := w.Write(); err != nil {
		return act.Result{}, err
	}
	if c.Title.IsBlank() {
		return act.Result{}, fault.New("title_needed")
	}
	if err := safetext.Fits(safetext.Title, c.Title); err != nil {
		return act.Result{}, fault.New("too_long").With(err)
	}
	p := Proposal{ID: w.NewID(0), Title: c.Title, By: string(w.Seat)}
	return act.Result{Events: []act.Event{ItemProposed{Proposal: p}}}, nil
}

func (c Settle) Decide(w act.World, s *State) (act.Result, error) {
	if err := s.prepares(w); err != nil {
		return act.Result{}, err
	}
	i := slices.IndexFunc(s.Proposed, func(p Proposal) bool { return p.ID == c.ID })
	if i < 0 {
		return act.Result{}, nil
	}
	r := act.Result{Events: []act.Event{ProposalSettled{ID: c.ID, Taken: c.Take}}}
	if c.Take {
		item := Item{ID: w.NewID(0), Title: Title(c.Lang, s.Proposed[i].Title), Minutes: 10, Activity: Talk}
		behind := s.At.Item
		if behind == "" && len(s.Items) > 0 {
			behind = s.Items[len(s.Items)-1].ID
		}
		r.Events = append(r.Events, ItemAdded{Item: item, Behind: behind})
	}
	return r, nil
}
