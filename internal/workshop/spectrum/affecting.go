package spectrum

import (
	"slices"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
)

func (c Affect) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Write(); err != nil && w.Guide() != nil {
		return act.Result{}, err
	}
	if me := w.Me(); me.Delegate() && (c.Nation.IsBlank() || roster.SameNation(c.Nation, me.Nation)) {
		t := s.Topic(c.Topic)
		if t == nil {
			return act.Result{}, fault.New("spectrum_topic_gone")
		}
		if slices.Contains(t.Flags, Flag{Nation: me.Nation, Delegate: true}) {
			return act.Result{}, nil
		}
		return events(FlagSet{Topic: t.ID, Flag: Flag{Nation: me.Nation, Delegate: true}}), nil
	}
	t, err := s.fillable(w, c.Topic)
	if err != nil {
		return act.Result{}, err
	}
	if c.Nation.IsBlank() {
		return act.Result{}, fault.New("spectrum_nation_needed")
	}
	if err := safetext.Fits(safetext.Name, c.Nation); err != nil {
		return act.Result{}, err
	}
	if t.Flagged(c.Nation) {
		return act.Result{}, nil
	}
	return events(FlagSet{Topic: t.ID, Flag: Flag{Nation: c.Nation}}), nil
}

func (c Unaffect) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Write(); err != nil && w.Guide() != nil {
		return act.Result{}, err
	}
	t := s.Topic(c.Topic)
	if t == nil {
		return act.Result{}, fault.New("spectrum_topic_gone")
	}
	i := slices.IndexFunc(t.Flags, func(f Flag) bool { return roster.SameNation(f.Nation, c.Nation) })
	if i < 0 {
		return act.Result{}, nil
	}
	f := t.Flags[i]
	cleared := events(FlagCleared{Topic: t.ID, Nation: f.Nation})
	if me := w.Me(); me.Delegate() && roster.SameNation(me.Nation, f.Nation) {
		return cleared, nil
	}
	if f.Delegate || len(t.Rounds) > 0 {
		return act.Result{}, fault.New("spectrum_only_nation", "nation", f.Nation.String())
	}
	if _, err := s.fillable(w, t.ID); err != nil {
		return act.Result{}, err
	}
	return cleared, nil
}
