package values

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"convene/internal/fault"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
)

// The commands of the marks.
type (
	// OpenMarks asks each person for up to MaxMarks clusters to live by. Again
	// wants a further marking beside one that was shown.
	OpenMarks struct {
		SetAside []roster.SeatID
		Warned   bool
		Again    bool
	}
	// Mark replaces the giver's marks, or passes; with neither they are taken
	// out again. No event comes of it.
	Mark struct {
		Marks    string
		Clusters []string
		Pass     bool
	}
	// CloseMarks counts by cluster and shows it. It can't be taken back.
	CloseMarks struct{ Marks string }
	// Keep puts a cluster among the values the group goes on with, takes it out,
	// or leaves it to the marks; a host writes down what the group said.
	Keep struct {
		Cluster string
		Kept    Kept
	}
)

// marked is what the box holds of one person's marks.
type marked struct {
	Clusters []string `json:"clusters,omitempty"`
	Pass     bool     `json:"pass,omitempty"`
}

// ReadMarks reads a person's own sealed marks back, for their eyes only.
func ReadMarks(value []byte) (clusters []string, pass bool) {
	var m marked
	if json.Unmarshal(value, &m) != nil {
		return nil, false
	}
	return m.Clusters, m.Pass
}

func (c OpenMarks) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	if err := here(w, StepSupport); err != nil {
		return act.Result{}, err
	}
	if err := s.free(); err != nil {
		return act.Result{}, err
	}
	var options []string
	for _, cluster := range s.Live() {
		options = append(options, cluster.ID)
	}
	var alone []act.Event
	for i, card := range s.loose() {
		fresh := &Cluster{ID: w.NewID(2 * i)}
		alone = append(alone, CardsMoved{Act: w.NewID(2*i + 1), Moves: []Move{{Card: card.ID, To: fresh.ID}}, New: fresh})
		options = append(options, fresh.ID)
	}
	switch {
	case len(options) == 0:
		return act.Result{}, fault.New("values_no_clusters")
	case s.LastMarking() != nil && !c.Again:
		return act.Result{}, fault.New("values_marked")
	}
	list, err := poll.Gather(w.Roster, s.HowAsked(), w.Without(c.SetAside), c.Warned)
	if err != nil {
		return act.Result{}, err
	}
	p := list.Ask("values/m"+strconv.Itoa(len(s.Marks)+1), s.HowAsked(), s.Content.Cell, options)
	return events(append(alone, MarksOpened{Marking: Marking{Poll: p, Few: list.Few}})...), nil
}

// loose are the cards that nobody has laid anywhere. Each stands for itself when
// the marks open: what matters to one is not dropped for lack of a second.
func (s *State) loose() []Card {
	var out []Card
	for _, c := range s.Cards {
		if _, gathered := s.Cluster(c.Cluster); !gathered && !c.Withdrawn {
			out = append(out, c)
		}
	}
	return out
}

func (c Mark) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Write(); err != nil {
		return act.Result{}, err
	}
	m := s.OpenMarking()
	if m == nil || m.Poll.ID != c.Marks {
		return act.Result{}, fault.New("moved_on")
	}
	if err := answering(w, m.Poll); err != nil {
		return act.Result{}, err
	}
	seal := act.Seal{Poll: m.Poll.ID, Seat: w.Seat}
	if len(c.Clusters) > 0 || c.Pass {
		own := marked{Clusters: c.Clusters, Pass: c.Pass && len(c.Clusters) == 0}
		if err := own.check(m.Poll); err != nil {
			return act.Result{}, err
		}
		value, err := json.Marshal(own)
		if err != nil {
			return act.Result{}, fmt.Errorf("seal marks: %w", err)
		}
		seal.Value = value
	}
	return act.Result{Seals: []act.Seal{seal}}, nil
}

func (m marked) check(p *poll.Poll) error {
	if len(m.Clusters) > MaxMarks {
		return fault.New("values_marks_range", "max", MaxMarks)
	}
	for i, id := range m.Clusters {
		if !slices.Contains(p.Options, id) || slices.Contains(m.Clusters[:i], id) {
			return fault.New("poll_choice_unknown")
		}
	}
	return nil
}

// Opens is the marking's poll.
func (c CloseMarks) Opens() []string { return []string{c.Marks} }

func (c CloseMarks) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	m := s.OpenMarking()
	switch {
	case m == nil || m.Poll.ID != c.Marks:
		return act.Result{}, fault.New("moved_on")
	case m.CalledAt.IsZero():
		return act.Result{}, fault.New("last_call_first")
	}
	answers, ok := w.Answers[m.Poll.ID]
	if !ok {
		return act.Result{}, fault.New("poll_unread")
	}
	return events(MarksClosed{Marks: m.Poll.ID, Result: m.count(answers)}), nil
}

// count adds the marks up; broken or repeated answers never add one.
func (m *Marking) count(answers []act.Answer) MarkResult {
	p := m.Poll
	r := MarkResult{OnList: len(p.Roll), Counts: make([]int, len(p.Options))}
	seen, ways := make(map[roster.SeatID]bool), poll.Ways{}
	for _, a := range answers {
		var own marked
		if !p.May(a.Seat) || seen[a.Seat] || json.Unmarshal(a.Value, &own) != nil || own.check(p) != nil {
			continue
		}
		seen[a.Seat] = true
		ways.Add(a.Hand.Way)
		if !slices.Contains(p.Roll, a.Seat) {
			r.OnList++ // a delegate who also answered as themselves
		}
		if len(own.Clusters) == 0 {
			r.Passed++
			continue
		}
		r.Answered++
		for _, id := range own.Clusters {
			r.Counts[slices.Index(p.Options, id)]++
		}
		if p.Mode == poll.Named {
			r.Named = append(r.Named, NamedChoice{Seat: a.Seat, Clusters: own.Clusters, By: a.Hand.By})
		}
	}
	r.NotCast = r.OnList - r.Answered - r.Passed
	r.Ways = ways.Told(p.Mode == poll.Named)
	order := append(slices.Clone(p.Roll), p.Delegates...)
	slices.SortFunc(r.Named, func(a, b NamedChoice) int { return slices.Index(order, a.Seat) - slices.Index(order, b.Seat) })
	return r
}

func (c Keep) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	if err := s.free(); err != nil {
		return act.Result{}, err
	}
	cluster, err := s.live(c.Cluster)
	switch {
	case err != nil:
		return act.Result{}, err
	case c.Kept != ByMarks && c.Kept != KeptYes && c.Kept != KeptNo:
		return act.Result{}, fault.New("poll_choice_unknown")
	case c.Kept == cluster.Kept:
		return act.Result{}, nil
	}
	return events(ClusterKept(c)), nil
}

// live gives a cluster that holds cards.
func (s *State) live(id string) (Cluster, error) {
	cluster, ok := s.Cluster(id)
	if !ok || len(s.In(id)) == 0 {
		return Cluster{}, fault.New("values_cluster_gone")
	}
	return cluster, nil
}
