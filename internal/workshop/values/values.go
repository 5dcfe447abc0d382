// Package values is the Sharing Values exercise: quiet cards, a wall that shows
// them all at once, clusters named by the group, marks, and lines on what people
// do when they live a value and how they notice that they slipped (domain §4.3).
//
// It is pure: commands are decided against an immutable State and events fold
// into the next one. Cards wait in the sealed box and are in no event before the
// wall opens; who wrote a card that shows no name is never in an event at all.
// Nothing here blocks or keeps anything.
package values

import (
	"slices"

	"convene/internal/workshop/poll"
)

// Activity is the name of this exercise in an agenda.
const Activity = "values"

// The steps, in order.
const (
	StepOpening = "opening"
	StepWrite   = "write"
	StepStories = "stories"
	StepWall    = "wall"
	StepCluster = "cluster"
	StepSupport = "support"
	StepDeeds   = "deeds"
	StepCPM     = "cpm"
	StepConsent = "consent"
)

// Steps lists the steps in order. An agenda item carries some of them.
func Steps() []string {
	return []string{StepOpening, StepWrite, StepStories, StepWall, StepCluster, StepSupport, StepDeeds, StepCPM, StepConsent}
}

// Words are one text in the languages it was given in, by tag.
type Words map[string]string

// Entry is a text of the content with its id.
type Entry struct {
	ID   string `json:"id"`
	Text Words  `json:"text"`
}

// Content is what the exercise shows, copied from content so that changed
// content never changes an old record.
type Content struct {
	// Write, Story and Talk are prompts for the quiet writing, for the stories
	// and for the talk.
	Write []Words `json:"write,omitempty"`
	Story []Words `json:"story,omitempty"`
	Talk  []Words `json:"talk,omitempty"`
	// Deck is the starter deck, shown only after own words and only if wanted.
	Deck []Entry `json:"deck,omitempty"`
	// CPM are the values of the practice model, V1 to V7.
	CPM []Entry `json:"cpm,omitempty"`
	// Cell is the smallest group whose name may show; 0 is the usual one.
	Cell int `json:"cell,omitempty"`
}

// Limits of the exercise (domain §4.3).
const (
	UsualCards = 3 // for each person, unless the host set another number
	MaxCards   = 7
	MaxMarks   = 5
	// MostValues is how many values a group goes on with; equal counts at the
	// end of the list all stay.
	MostValues = 7
	maxDeeds   = 200
	maxActs    = 100
)

// State is the exercise at one moment; immutable, and so is all it points to.
type State struct {
	Content Content
	// Mode is how cards and marks are asked; empty is HiddenNames.
	Mode poll.Mode
	// DeckShown says that the host laid out the starter deck.
	DeckShown bool
	// Writings are the rounds of quiet writing, oldest first. A later one adds
	// to the wall, as when newcomers join a partnership.
	Writings []*Writing
	// Cards are on the wall, in the order they are shown; withdrawn ones keep
	// their place without their words.
	Cards []Card
	// Clusters in the order they were made, empty ones included: see Live.
	Clusters []Cluster
	// Acts are the last acts of clustering that were not undone, oldest first.
	Acts  []Act
	Marks []*Marking
	Deeds []Deed
	// Checks are the consent checks, oldest first.
	Checks []*Check
	// Verdict is how the exercise was recorded last; nil if it was not, or was
	// reopened since. Gave is what went on to the Terms of Reference.
	Verdict *Verdict
	Gave    []Gift
	// Page is what the room reads now, where the host turns pages for all.
	Page Page
}

// Page is a page of a step.
type Page struct {
	On string
	N  int // from 0
}

// HowAsked is the mode of cards and marks.
func (s *State) HowAsked() poll.Mode {
	if s.Mode == "" {
		return poll.HiddenNames
	}
	return s.Mode
}

// Card gives the card with this id.
func (s *State) Card(id string) (Card, bool) {
	i := s.card(id)
	if i < 0 {
		return Card{}, false
	}
	return s.Cards[i], true
}

func (s *State) card(id string) int {
	return slices.IndexFunc(s.Cards, func(c Card) bool { return c.ID == id })
}

// Cluster gives the cluster with this id.
func (s *State) Cluster(id string) (Cluster, bool) {
	i := s.cluster(id)
	if i < 0 {
		return Cluster{}, false
	}
	return s.Clusters[i], true
}

func (s *State) cluster(id string) int {
	return slices.IndexFunc(s.Clusters, func(c Cluster) bool { return c.ID == id })
}

// In lists the cards of a cluster; with "", those in none.
func (s *State) In(cluster string) []Card {
	var out []Card
	for _, c := range s.Cards {
		if !c.Withdrawn && c.Cluster == cluster {
			out = append(out, c)
		}
	}
	return out
}

// Live lists the clusters that hold cards, in the order they were made.
func (s *State) Live() []Cluster {
	holds := make(map[string]bool, len(s.Clusters))
	for i := range s.Cards {
		holds[s.Cards[i].Cluster] = holds[s.Cards[i].Cluster] || !s.Cards[i].Withdrawn
	}
	return slices.DeleteFunc(slices.Clone(s.Clusters), func(c Cluster) bool { return !holds[c.ID] })
}

// Title is a cluster's name or, while it has none, its first card's word.
func (s *State) Title(cluster string) string {
	c, ok := s.Cluster(cluster)
	if !ok {
		return ""
	}
	if !c.Name.IsBlank() {
		return c.Name.String()
	}
	for i := range s.Cards {
		if c := &s.Cards[i]; !c.Withdrawn && c.Cluster == cluster {
			return c.Word.String()
		}
	}
	return ""
}

// OpenPolls lists the polls whose answers are kept now: those being gathered,
// and who wrote which card, until the exercise is recorded.
func (s *State) OpenPolls() []poll.Open {
	var out []poll.Open
	for _, w := range s.Writings {
		if w.IsOpen() {
			out = append(out, w.Cards.Gathers(poll.PageSize))
		}
		if w.claimed() {
			out = append(out, poll.Open{ID: w.Claims.ID, Size: poll.WordsSize, Keeps: true, Claims: true})
		}
	}
	if m := s.OpenMarking(); m != nil {
		out = append(out, m.Poll.Gathers(poll.WordsSize))
	}
	if c := s.OpenCheck(); c != nil {
		out = append(out, c.Open()...)
	}
	return out
}
