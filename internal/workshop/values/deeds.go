package values

import (
	"slices"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/act"
)

// The commands from word to deed.
type (
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

// deeding refuses unless the group may write lines now.
func (s *State) deeding(w act.World) error {
	if err := w.Draft(); err != nil {
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
	if err := w.Draft(); err != nil {
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
	case cluster.Name.IsBlank() && !cluster.Apart:
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
