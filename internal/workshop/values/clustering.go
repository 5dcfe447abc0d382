package values

import (
	"slices"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
)

// The commands of clustering. Anyone who may write gives them; each says what
// its giver saw, so that a race is noticed and nobody's move is lost unseen.
type (
	// MoveCard lays a card in a cluster, in none (To empty), or in a new one.
	// From is where the giver saw it.
	MoveCard struct {
		Card, From, To string
		New            bool
	}
	// KeepApart lays a card by itself, so that it is not folded into another
	// value; Off lets it be moved again, which is for whoever kept it apart, or
	// a host.
	KeepApart struct {
		Card, From string
		Off        bool
	}
	// NameCluster gives a cluster a name in the group's own words; one that is
	// kept apart is named by whoever kept it apart. Rev is the Cluster.Rev that
	// the giver saw.
	NameCluster struct {
		Cluster string
		Name    safetext.Text
		Lang    string
		Rev     int
	}
	// MergeClusters lays all cards of one cluster in another.
	MergeClusters struct{ From, Into string }
	// UndoCluster takes the giver's own last act back, if nobody has built on it.
	UndoCluster struct{}
)

// gathering refuses unless the group is laying cards together now.
func (s *State) gathering(w act.World) error {
	if err := w.Draft(); err != nil {
		return err
	}
	if err := here(w, StepWall, StepCluster); err != nil {
		return err
	}
	return s.free()
}

// at gives a card that lies where the giver saw it.
func (s *State) at(w act.World, id, from string) (Card, error) {
	card, ok := s.Card(id)
	switch {
	case !ok || card.Withdrawn:
		return Card{}, fault.New("values_card_gone")
	case card.Cluster != from:
		return Card{}, s.moved(w, card)
	}
	return card, nil
}

// moved says who was first, and where the card lies now.
func (s *State) moved(w act.World, card Card) error {
	return fault.New("values_card_moved", "who", styled(w, card.MovedBy), "card", card.Word.String(),
		"cluster", s.Title(card.Cluster))
}

func (c MoveCard) Decide(w act.World, s *State) (act.Result, error) {
	if err := s.gathering(w); err != nil {
		return act.Result{}, err
	}
	card, err := s.at(w, c.Card, c.From)
	if err != nil {
		return act.Result{}, err
	}
	to, known := s.Cluster(c.To)
	from, _ := s.Cluster(card.Cluster)
	switch {
	case from.Apart:
		return act.Result{}, fault.New("values_apart", "who", styled(w, from.ApartBy))
	case c.New:
		fresh := &Cluster{ID: w.NewID(0)}
		return events(CardsMoved{Act: w.ID, Moves: []Move{{card.ID, card.Cluster, fresh.ID}}, New: fresh}), nil
	case c.To != "" && !known:
		return act.Result{}, fault.New("values_cluster_gone")
	case to.Apart:
		return act.Result{}, fault.New("values_apart", "who", styled(w, to.ApartBy))
	case c.To == card.Cluster:
		return act.Result{}, nil
	}
	return events(CardsMoved{Act: w.ID, Moves: []Move{{card.ID, card.Cluster, c.To}}}), nil
}

func (c KeepApart) Decide(w act.World, s *State) (act.Result, error) {
	if err := s.gathering(w); err != nil {
		return act.Result{}, err
	}
	card, err := s.at(w, c.Card, c.From)
	if err != nil {
		return act.Result{}, err
	}
	from, _ := s.Cluster(card.Cluster)
	switch {
	case c.Off && !from.Apart, !c.Off && from.Apart:
		return act.Result{}, nil
	case c.Off && from.ApartBy != w.Seat && w.Guide() != nil:
		return act.Result{}, fault.New("values_apart", "who", styled(w, from.ApartBy))
	case c.Off:
		return events(ApartEnded{Cluster: from.ID}), nil
	}
	fresh := &Cluster{ID: w.NewID(0), Apart: true}
	return events(CardsMoved{Act: w.ID, Moves: []Move{{card.ID, card.Cluster, fresh.ID}}, New: fresh}), nil
}

func (c NameCluster) Decide(w act.World, s *State) (act.Result, error) {
	if err := s.gathering(w); err != nil {
		return act.Result{}, err
	}
	cluster, ok := s.Cluster(c.Cluster)
	switch {
	case !ok || len(s.In(cluster.ID)) == 0:
		return act.Result{}, fault.New("values_cluster_gone")
	case cluster.Apart && cluster.ApartBy != w.Seat:
		return act.Result{}, fault.New("values_apart", "who", styled(w, cluster.ApartBy))
	case c.Name.IsBlank():
		return act.Result{}, fault.New("words_needed")
	case cluster.Rev != c.Rev:
		return act.Result{}, fault.New("values_cluster_renamed", "who", styled(w, cluster.NamedBy), "cluster", s.Title(cluster.ID))
	}
	if err := safetext.Fits(safetext.Title, c.Name); err != nil {
		return act.Result{}, err
	}
	return events(ClusterNamed{Act: w.ID, Naming: Naming{Cluster: cluster.ID, Name: c.Name, Lang: c.Lang,
		Was: cluster.Name, WasLang: cluster.Lang}}), nil
}

func (c MergeClusters) Decide(w act.World, s *State) (act.Result, error) {
	if err := s.gathering(w); err != nil {
		return act.Result{}, err
	}
	from, ok := s.Cluster(c.From)
	into, known := s.Cluster(c.Into)
	cards := s.In(c.From)
	switch {
	case !ok || !known || c.From == c.Into || len(cards) == 0 || len(s.In(c.Into)) == 0:
		return act.Result{}, fault.New("values_cluster_gone")
	case from.Apart:
		return act.Result{}, fault.New("values_apart", "who", styled(w, from.ApartBy))
	case into.Apart:
		return act.Result{}, fault.New("values_apart", "who", styled(w, into.ApartBy))
	}
	e := CardsMoved{Act: w.ID}
	for _, card := range cards {
		e.Moves = append(e.Moves, Move{card.ID, from.ID, into.ID})
	}
	return events(e), nil
}

func (UndoCluster) Decide(w act.World, s *State) (act.Result, error) {
	if err := s.gathering(w); err != nil {
		return act.Result{}, err
	}
	i := -1
	for k, a := range s.Acts {
		if a.By == w.Seat {
			i = k
		}
	}
	if i < 0 {
		return act.Result{}, fault.New("values_nothing_to_undo")
	}
	a := s.Acts[i]
	for _, m := range a.Moves {
		card, ok := s.Card(m.Card)
		to, _ := s.Cluster(m.From)
		switch {
		case !ok || card.Withdrawn:
			continue // it was taken back meanwhile, and stays so
		case card.Cluster != m.To:
			return act.Result{}, s.moved(w, card)
		case to.Apart && len(s.In(to.ID)) > 0:
			return act.Result{}, fault.New("values_apart", "who", styled(w, to.ApartBy))
		}
	}
	if n := a.Naming; n != nil {
		if c, _ := s.Cluster(n.Cluster); c.Name != n.Name || c.NamedBy != a.By {
			return act.Result{}, fault.New("values_cluster_renamed", "who", styled(w, c.NamedBy), "cluster", s.Title(c.ID))
		}
	}
	return events(ActUndone{Act: a.ID}), nil
}

// CanUndo reports whether the seat has an act of clustering to take back.
func (s *State) CanUndo(seat roster.SeatID) bool {
	return slices.ContainsFunc(s.Acts, func(a Act) bool { return a.By == seat })
}

// styled is a seat's name as it is written, for a sentence.
func styled(w act.World, id roster.SeatID) string { return w.Roster.Seat(id).Styled() }
