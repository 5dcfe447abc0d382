// Package spectrum is the Community Engagement Spectrum as a group works through
// it: for each topic what is to be decided and what is fixed, two votes on how
// much say there should be, the promise that follows, and what stands in the way
// of calling it final (domain §4.2, §8.1–8.7).
//
// It is pure: commands are decided against an immutable State and events fold
// into the next one. Answers and reasons wait in the sealed box and are in no
// event before their close. Nothing here blocks or keeps anything.
package spectrum

import (
	"slices"

	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
)

// Activity is the name of this exercise in an agenda.
const Activity = "spectrum"

// The steps, in order. A vote shows its result in its own step too, once it was
// closed; the reveal is where the first one is talked over.
const (
	StepFrame   = "frame"
	StepTour    = "tour"
	StepQuiet   = "quiet"
	StepVote1   = "vote1"
	StepReveal  = "reveal"
	StepVote2   = "vote2"
	StepPromise = "promise"
	StepConsent = "consent"
)

// Steps lists the steps in order. An agenda item carries some of them.
func Steps() []string {
	return []string{StepFrame, StepTour, StepQuiet, StepVote1, StepReveal, StepVote2, StepPromise, StepConsent}
}

// Words are one text in the languages it was given in, by tag.
type Words map[string]string

// Level is one level of the spectrum, copied from content, so that changed
// content never changes an old record.
type Level struct {
	ID      string `json:"id"`
	Name    Words  `json:"name"`
	Also    Words  `json:"also,omitempty"`
	Goal    Words  `json:"goal,omitempty"`
	Promise Words  `json:"promise,omitempty"`
	Short   Words  `json:"short,omitempty"`
	Ways    Words  `json:"ways,omitempty"`
	Flow    Words  `json:"flow,omitempty"`
	Decider Words  `json:"decider,omitempty"`
	Example Words  `json:"example,omitempty"`
}

// Content is what the exercise shows: the levels from the least say to the most,
// and the questions to think about.
type Content struct {
	Levels    []Level `json:"levels"`
	Questions []Words `json:"questions,omitempty"`
	// Cell is the smallest side that a breakdown may show; 0 is the usual one.
	Cell int `json:"cell,omitempty"`
}

// Index is the place of a level from 0, or -1.
func (c Content) Index(level string) int {
	return slices.IndexFunc(c.Levels, func(l Level) bool { return l.ID == level })
}

// Level gives a level by id.
func (c Content) Level(id string) (Level, bool) {
	i := c.Index(id)
	if i < 0 {
		return Level{}, false
	}
	return c.Levels[i], true
}

func (c Content) ids() []string {
	out := make([]string, len(c.Levels))
	for i, l := range c.Levels {
		out[i] = l.ID
	}
	return out
}

// State is the exercise at one moment; immutable, and so is all it points to.
type State struct {
	Content Content
	// Topics in the order they were added.
	Topics []*Topic
	// Page is what the room reads now, where the host turns pages for all.
	Page Page
}

// Page is a page of a place that has several: a step (the levels of the tour,
// the questions of the quiet time) or a closed round's reasons, by its id.
type Page struct {
	On string
	N  int // from 0
}

// Topic gives the topic with this id, or nil.
func (s *State) Topic(id string) *Topic {
	if i := s.index(id); i >= 0 {
		return s.Topics[i]
	}
	return nil
}

func (s *State) index(id string) int {
	return slices.IndexFunc(s.Topics, func(t *Topic) bool { return t.ID == id })
}

// Present is the topic of a place: the one it names, or the first that is not
// recorded as final, or the last; nil without topics.
func (s *State) Present(at act.Place) *Topic {
	if at.Topic != "" {
		return s.Topic(at.Topic)
	}
	for _, t := range s.Topics {
		if !t.Final() {
			return t
		}
	}
	if n := len(s.Topics); n > 0 {
		return s.Topics[n-1]
	}
	return nil
}

// Round gives a round of any topic by its id, or nil.
func (s *State) Round(id string) (*Topic, *Round) {
	for _, t := range s.Topics {
		for _, r := range t.Rounds {
			if r.ID == id {
				return t, r
			}
		}
	}
	return nil, nil
}

// Check gives a check of any topic by its id, or nil.
func (s *State) Check(id string) (*Topic, *Check) {
	for _, t := range s.Topics {
		for _, c := range t.Checks {
			if c.ID() == id {
				return t, c
			}
		}
	}
	return nil, nil
}

// OpenPolls lists the polls whose answers are being gathered now.
func (s *State) OpenPolls() []poll.Open {
	var out []poll.Open
	for _, t := range s.Topics {
		if r := t.OpenRound(); r != nil {
			out = append(out, r.open()...)
		}
		if c := t.OpenCheck(); c != nil {
			out = append(out, c.Open()...)
		}
		if t.More != nil {
			out = append(out, poll.Open{ID: t.More.ID, Size: poll.WordsSize, Keeps: true})
		}
	}
	return out
}

// change replaces one topic by a changed copy.
func (s *State) change(id string, how func(*Topic)) *State {
	i := s.index(id)
	if i < 0 {
		return s
	}
	t := *s.Topics[i]
	how(&t)
	next := *s
	next.Topics = slices.Clone(s.Topics)
	next.Topics[i] = &t
	return &next
}
