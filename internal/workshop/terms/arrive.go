package terms

import (
	"slices"
	"strings"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
)

// Fate is what became of something that arrived from an exercise.
type Fate string

// Waiting until someone accepts it or leaves it out.
const (
	Waiting  Fate = ""
	Accepted Fate = "accepted"
	Left     Fate = "left"
)

// Arrival is a draft that an exercise produced for a section, marked with its
// source (domain §4.14). When its source is withdrawn its words go with it.
type Arrival struct {
	ID string `json:"id"`
	act.Outcome
	Fate Fate `json:"-"`
	// By settled it; Reason says why it was left out, if they said.
	By     roster.SeatID `json:"-"`
	Reason safetext.Text `json:"-"`
}

// Waiting lists the arrivals of a section, or of all with "", that nobody has
// settled.
func (s *State) Waiting(section string) []Arrival {
	var out []Arrival
	for _, a := range s.Arrivals {
		if a.Fate == Waiting && !a.Withdrawn && (section == "" || a.Section == section) {
			out = append(out, a)
		}
	}
	return out
}

func (s *State) arrival(id string) (Arrival, bool) {
	i := slices.IndexFunc(s.Arrivals, func(a Arrival) bool { return a.ID == id })
	if i < 0 {
		return Arrival{}, false
	}
	return s.Arrivals[i], true
}

// Prepare copies the outline from content. The server gives it, once.
type Prepare struct {
	Sections []Template
	// Watch are words that may identify a family; Known are short forms that
	// need no explanation. Both in every language of the content.
	Watch []string
	Known []string
}

func (c Prepare) Decide(w act.World, s *State) (act.Result, error) {
	if w.Seat != "" {
		return act.Result{}, fault.New("not_yours")
	}
	if len(s.Sections) > 0 {
		return act.Result{}, nil
	}
	return events(Prepared(c)), nil
}

// Arrive takes what exercises produced. The root gives it in the server's name,
// in the batch that made it. The same source for the same section is the same
// draft: what is still waiting is replaced, what was settled stays and the new
// words arrive beside it.
type Arrive struct{ Outcomes []act.Outcome }

func (c Arrive) Decide(w act.World, s *State) (act.Result, error) {
	if w.Seat != "" {
		return act.Result{}, fault.New("not_yours")
	}
	var r act.Result
	for i, o := range c.Outcomes {
		if o.Withdrawn {
			r.Events = append(r.Events, SourceWithdrawn{Source: o.Source, Section: o.Section, Label: o.Label})
			continue
		}
		if s.index(o.Section) < 0 {
			o.Section = s.annex()
		}
		id, known := w.NewID(i), false
		for _, a := range s.Arrivals {
			if a.Source != o.Source || a.Section != o.Section || a.Label != o.Label || a.Withdrawn {
				continue
			}
			known = known || a.Words == o.Words && a.Lang == o.Lang
			if a.Fate == Waiting {
				id = a.ID
			}
		}
		if o.Section != "" && strings.TrimSpace(o.Words) != "" && !known {
			r.Events = append(r.Events, Arrived{Arrival: Arrival{ID: id, Outcome: o}})
		}
	}
	return r, nil
}

func (s *State) annex() string {
	for _, sec := range s.Sections {
		if sec.Annex {
			return sec.ID
		}
	}
	return ""
}

// Accept puts arrivals into their sections' texts, at the end, for everyone to
// edit there. What was left out can still be accepted. Anyone who may write
// there may accept.
type Accept struct {
	Arrivals []string
	// Lang is the original's language for a section that nobody wrote in yet;
	// empty takes the arrival's own.
	Lang string
	// Told are the words that go into the text, by arrival, where it should say
	// what they are: the face makes them, in a language of people. Others go in
	// as they are.
	Told map[string]string
}

func (c Accept) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Draft(); err != nil {
		return act.Result{}, err
	}
	var r act.Result
	drafts := make(map[string]int)
	for _, id := range c.Arrivals {
		a, ok := s.arrival(id)
		switch {
		case !ok || a.Withdrawn:
			return act.Result{}, fault.New("arrival_gone")
		case a.Fate == Accepted:
			continue // someone else was first
		}
		lang := s.lands(w, a, c.Lang)
		text := TextID(a.Section, lang)
		if err := s.MayWrite(w, text); err != nil {
			return act.Result{}, err
		}
		words := a.Words
		if told := c.Told[id]; told != "" {
			words = told
		}
		r.Events = append(r.Events, ArrivalSettled{ID: id, Fate: Accepted})
		if i, ok := drafts[text]; ok {
			r.Texts[i].Words += "\n" + words
			continue
		}
		drafts[text] = len(r.Texts)
		r.Texts = append(r.Texts, act.TextDraft{ID: text, Author: string(w.Seat), Words: words})
	}
	return r, nil
}

// lands is the language of the text that an arrival goes into: the original's,
// whatever the words are written in, since a section has one original.
func (s *State) lands(w act.World, a Arrival, wish string) string {
	if sec := s.Section(a.Section); sec != nil && sec.Original != "" {
		return sec.Original
	}
	for _, lang := range []string{wish, a.Lang} {
		if langTag(lang) {
			return lang
		}
	}
	if me := w.Me(); me != nil && langTag(me.Lang) {
		return me.Lang
	}
	return "en"
}

// LeaveOut settles an arrival without using it; a reason may be given.
type LeaveOut struct {
	Arrival string
	Reason  safetext.Text
}

func (c LeaveOut) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Draft(); err != nil {
		return act.Result{}, err
	}
	a, ok := s.arrival(c.Arrival)
	if !ok {
		return act.Result{}, fault.New("arrival_gone")
	}
	if err := fits(safetext.Line, c.Reason); err != nil {
		return act.Result{}, err
	}
	if a.Fate != Waiting {
		return act.Result{}, nil
	}
	return events(ArrivalSettled{ID: a.ID, Fate: Left, Reason: c.Reason}), nil
}

// events makes a result of events alone.
func events(list ...act.Event) act.Result { return act.Result{Events: list} }

// fits refuses words beyond the room of their kind.
func fits(kind safetext.Kind, t safetext.Text) error {
	if err := safetext.Fits(kind, t); err != nil {
		return fault.New("too_long").With(err)
	}
	return nil
}

// needed refuses words that say nothing, or too much.
func needed(kind safetext.Kind, t safetext.Text) error {
	if t.IsBlank() {
		return fault.New("words_needed")
	}
	return fits(kind, t)
}

// reasoned is needed for a step that has to say why.
func reasoned(t safetext.Text) error {
	if t.IsBlank() {
		return fault.New("reason_needed")
	}
	return fits(safetext.Line, t)
}
