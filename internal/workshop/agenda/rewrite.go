package agenda

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"reflect"
	"slices"

	"convene/internal/fault"
	"convene/internal/workshop/act"
)

// Rewrite gives the agenda a new order and new words in one piece, as somebody
// who changed it in a file of their own. All of it happens, or nothing does.
type Rewrite struct {
	// Seen is the Print of the agenda that the giver began with: what others
	// changed meanwhile is not overwritten unseen.
	Seen string
	// Items are the agenda from now on. One without an id is new; a present item
	// that is missing is removed.
	Items []Item
}

// MaxItems keeps a slip from filling the log.
const MaxItems = 200

// Print tells one agenda from another: it changes with anything in an item.
func (s *State) Print() string {
	raw, err := json.Marshal(s.Items) // maps are written in the order of their keys
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:8])
}

// Simple reports whether an activity needs no exercise behind it.
func Simple(activity string) bool {
	return slices.Contains([]string{Talk, Opening, Break, Close}, activity)
}

func (c Rewrite) Decide(w act.World, s *State) (act.Result, error) {
	if err := s.prepares(w); err != nil {
		return act.Result{}, err
	}
	switch {
	case c.Seen != s.Print():
		return act.Result{}, fault.New("agenda_changed")
	case len(c.Items) > MaxItems:
		return act.Result{}, fault.New("agenda_long", "max", MaxItems)
	}
	stays := make(map[string]bool)
	for _, item := range c.Items {
		if stays[item.ID] {
			return act.Result{}, fault.New("item_twice", "id", item.ID)
		}
		stays[item.ID] = item.ID != ""
		if err := s.rewritable(w, item); err != nil {
			return act.Result{}, err
		}
	}
	var r act.Result
	for _, item := range s.Items {
		if stays[item.ID] {
			continue
		}
		gone, err := RemoveItem{ID: item.ID}.Decide(w, s)
		if err != nil {
			return act.Result{}, err
		}
		r.Events = append(r.Events, gone.Events...)
	}
	r.Events = append(r.Events, s.arrange(w, c.Items, r.Events)...)
	return r, nil
}

// rewritable refuses what would not be an item, or another one than it was.
func (s *State) rewritable(w act.World, item Item) error {
	if err := s.check(w, item); err != nil {
		return err
	}
	if item.ID == "" {
		if !Simple(item.Activity) || len(item.Steps) > 0 {
			return fault.New("item_activity")
		}
		return nil
	}
	was, ok := s.Item(item.ID)
	switch {
	case !ok:
		return fault.New("item_gone")
	case was.Activity != item.Activity || !slices.Equal(was.Steps, item.Steps):
		return fault.New("item_activity")
	case item.Skipped && !was.Skipped && item.ID == s.At.Item:
		return fault.New("item_present")
	}
	return nil
}

// arrange makes the events that lead from the agenda, after those given, to the
// items in their order.
func (s *State) arrange(w act.World, items []Item, after []act.Event) []act.Event {
	next, behind := s, ""
	for _, e := range after {
		next = next.Apply(act.Stamp{}, e)
	}
	var out []act.Event
	give := func(e act.Event) {
		out = append(out, e)
		next = next.Apply(act.Stamp{}, e)
	}
	for n, item := range items {
		if item.ID == "" {
			item.ID = w.NewID(n)
			give(ItemAdded{Item: item, Behind: behind})
		} else {
			if was, _ := next.Item(item.ID); !reflect.DeepEqual(was, item) {
				give(ItemChanged{Item: item})
			}
			if next.index(item.ID) != n {
				give(ItemMoved{ID: item.ID, Behind: behind})
			}
		}
		behind = item.ID
	}
	return out
}
