package values

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
)

// The commands from the marks to the deeds.
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
	// AddDeed writes a line; ChangeDeed changes one, TakeDeed takes it out or
	// puts it back. Anyone may, and what stood before is kept. Rev is the
	// Deed.Rev that the giver saw.
	AddDeed struct {
		Cluster string
		Side    Side
		Words   safetext.Text
		Lang    string
	}
	ChangeDeed struct {
		Deed  string
		Words safetext.Text
		Lang  string
		Rev   int
	}
	TakeDeed struct {
		Deed string
		Back bool
		Rev  int
	}
	// Link says which values of the practice model a cluster meets; none is as
	// good. The cluster has a name of the group's own first.
	Link struct {
		Cluster string
		Links   []string
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
	switch {
	case len(options) == 0:
		return act.Result{}, fault.New("values_no_clusters")
	case s.LastMarking() != nil && !c.Again:
		return act.Result{}, fault.New("values_marked")
	}
	list, err := poll.Gather(w.Roster, s.HowAsked(), c.SetAside, c.Warned)
	if err != nil {
		return act.Result{}, err
	}
	p := list.Ask("values/m"+strconv.Itoa(len(s.Marks)+1), s.HowAsked(), s.Content.cell(), options)
	return events(MarksOpened{Marking: Marking{Poll: p, Few: list.Few}}), nil
}

func (c Mark) Decide(w act.World, s *State) (act.Result, error) {
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
	seen := make(map[roster.SeatID]bool)
	for _, a := range answers {
		var own marked
		if !p.May(a.Seat) || seen[a.Seat] || json.Unmarshal(a.Value, &own) != nil || own.check(p) != nil {
			continue
		}
		seen[a.Seat] = true
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
			r.Named = append(r.Named, NamedChoice{Seat: a.Seat, Clusters: own.Clusters})
		}
	}
	r.NotCast = r.OnList - r.Answered - r.Passed
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

// deeding refuses unless the group may write lines now.
func (s *State) deeding(w act.World) error {
	if err := w.Write(); err != nil {
		return err
	}
	if err := here(w, StepDeeds, StepCPM, StepConsent); err != nil {
		return err
	}
	return s.free()
}

func (c AddDeed) Decide(w act.World, s *State) (act.Result, error) {
	if err := s.deeding(w); err != nil {
		return act.Result{}, err
	}
	if _, err := s.live(c.Cluster); err != nil {
		return act.Result{}, err
	}
	switch {
	case c.Side != WeDo && c.Side != WeSlipped:
		return act.Result{}, fault.New("poll_choice_unknown")
	case len(s.Deeds) >= maxDeeds:
		return act.Result{}, fault.New("values_deeds_full", "n", maxDeeds)
	}
	if err := checkLine(c.Words); err != nil {
		return act.Result{}, err
	}
	return events(DeedAdded{Deed: Deed{ID: w.NewID(0), Cluster: c.Cluster, Side: c.Side, Words: c.Words, Lang: c.Lang}}), nil
}

func checkLine(t safetext.Text) error {
	if t.IsBlank() {
		return fault.New("words_needed")
	}
	return safetext.Fits(safetext.Line, t)
}

// seen gives a line that is as the giver saw it.
func (s *State) seen(w act.World, id string, rev int) (Deed, error) {
	if err := s.deeding(w); err != nil {
		return Deed{}, err
	}
	i := s.deed(id)
	if i < 0 {
		return Deed{}, fault.New("values_deed_gone")
	}
	d := s.Deeds[i]
	if d.Rev != rev {
		who := d.ChangedBy
		if d.Gone {
			who = d.TakenBy
		}
		return Deed{}, fault.New("values_deed_changed", "who", styled(w, who))
	}
	return d, nil
}

func (c ChangeDeed) Decide(w act.World, s *State) (act.Result, error) {
	d, err := s.seen(w, c.Deed, c.Rev)
	if err != nil {
		return act.Result{}, err
	}
	if d.Gone {
		return act.Result{}, fault.New("values_deed_gone")
	}
	if err := checkLine(c.Words); err != nil {
		return act.Result{}, err
	}
	if d.Words == c.Words && d.Lang == c.Lang {
		return act.Result{}, nil
	}
	return events(DeedChanged{Deed: d.ID, Words: c.Words, Lang: c.Lang}), nil
}

func (c TakeDeed) Decide(w act.World, s *State) (act.Result, error) {
	d, err := s.seen(w, c.Deed, c.Rev)
	if err != nil || d.Gone != c.Back {
		return act.Result{}, err
	}
	return events(DeedTaken{Deed: d.ID, Gone: !c.Back}), nil
}

func (c Link) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Write(); err != nil {
		return act.Result{}, err
	}
	if err := here(w, StepCPM); err != nil {
		return act.Result{}, err
	}
	if err := s.free(); err != nil {
		return act.Result{}, err
	}
	cluster, err := s.live(c.Cluster)
	switch {
	case err != nil:
		return act.Result{}, err
	case cluster.Name.IsBlank():
		return act.Result{}, fault.New("values_name_first")
	}
	for i, id := range c.Links {
		known := slices.ContainsFunc(s.Content.CPM, func(e Entry) bool { return e.ID == id })
		if !known || slices.Contains(c.Links[:i], id) {
			return act.Result{}, fault.New("poll_choice_unknown")
		}
	}
	return events(ClusterLinked(c)), nil
}
