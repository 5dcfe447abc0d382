// Package followup keeps what must not be forgotten: questions parked for later,
// with an owner and a date, and the queue of those who wish to speak. It is pure.
package followup

import (
	"slices"
	"time"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
)

// Question is something someone asked to come back to (domain R-09).
type Question struct {
	ID      string        `json:"id"`
	Words   safetext.Text `json:"words"`
	Lang    string        `json:"lang"`
	By      roster.SeatID `json:"by"`
	AskedAt time.Time     `json:"-"`
	Item    string        `json:"item,omitempty"` // where the room was
	// Kind is empty for a question somebody parked, or TalkAgain.
	Kind string `json:"kind,omitempty"`
	// Section is the section that a TalkAgain is about, if it is about one.
	Section string `json:"section,omitempty"`
	// Owner answers for it: a seat, or a name of someone not here.
	Owner     roster.SeatID `json:"owner,omitempty"`
	OwnerName safetext.Text `json:"owner_name,omitzero"`
	Due       time.Time     `json:"due,omitzero"`
	Done      bool          `json:"done,omitempty"`
	Answer    safetext.Text `json:"answer,omitzero"`
}

// TalkAgain is a matter on which someone needed more talk when the group agreed;
// Words name the matter.
const TalkAgain = "talk_again"

// State is the open questions and the queue; immutable.
type State struct {
	Questions []Question
	Queue     []roster.SeatID
	// Speaking has the word now; empty when nobody was called.
	Speaking roster.SeatID
}

// Open lists the questions that are not done.
func (s *State) Open() []Question {
	return slices.DeleteFunc(slices.Clone(s.Questions), func(q Question) bool { return q.Done })
}

// How many questions may wait: a list that a group can still go through, and of
// one person's so many that no program can fill it.
const (
	openOfOne = 25
	openOfAll = 500
)

// room refuses a question when too many wait already.
func (s *State) room(by roster.SeatID) error {
	all, own := 0, 0
	for _, q := range s.Questions {
		if q.Done {
			continue
		}
		all++
		if q.By == by {
			own++
		}
	}
	if own >= openOfOne || all >= openOfAll {
		return fault.New("questions_full")
	}
	return nil
}

// The events of this part.
type (
	Parked struct {
		Question Question `json:"question"`
	}
	QuestionSet struct {
		Question Question `json:"question"`
	}
	QueueSet struct {
		Queue    []roster.SeatID `json:"queue"`
		Speaking roster.SeatID   `json:"speaking,omitempty"`
	}
)

func (Parked) Kind() string      { return "followup.parked" }
func (QuestionSet) Kind() string { return "followup.question_set" }
func (QueueSet) Kind() string    { return "followup.queue_set" }

// Events lists the codecs of this part.
func Events() []act.Codec {
	return []act.Codec{act.JSON[Parked](1), act.JSON[QuestionSet](1), act.JSON[QueueSet](1)}
}

// Apply folds an event of this part; others leave the state as it is.
func (s *State) Apply(at act.Stamp, e act.Event) *State {
	next := *s
	switch e := e.(type) {
	case Parked:
		if e.Question.ID == "" {
			return s
		}
		q := e.Question
		q.AskedAt = at.At
		next.Questions = append(slices.Clone(s.Questions), q)
	case QuestionSet:
		i := s.index(e.Question.ID)
		if i < 0 {
			return s
		}
		next.Questions = slices.Clone(s.Questions)
		q := e.Question
		q.AskedAt = s.Questions[i].AskedAt
		next.Questions[i] = q
	case QueueSet:
		next.Queue, next.Speaking = e.Queue, e.Speaking
	default:
		return s
	}
	return &next
}

func (s *State) index(id string) int {
	return slices.IndexFunc(s.Questions, func(q Question) bool { return q.ID == id })
}

// Command is something a person wants of this part. Decide is pure.
type Command interface {
	Decide(w act.World, s *State) (act.Result, error)
}

// The commands of this part.
type (
	// Park keeps a question for later; anyone may.
	Park struct {
		Words safetext.Text
		Lang  string
	}
	// Assign gives a question an owner and a date; a host does, or the note-keeper.
	Assign struct {
		ID        string
		Owner     roster.SeatID
		OwnerName safetext.Text
		Due       time.Time
	}
	// Finish closes a question with its answer, or opens it again.
	Finish struct {
		ID     string
		Answer safetext.Text
		Done   bool
	}
	// Ask joins the queue; Lower leaves it.
	Ask   struct{}
	Lower struct{}
	// Call gives the word to the next in the queue; Reorder puts a seat first
	// or takes it out (Drop).
	Call    struct{}
	Reorder struct {
		Seat roster.SeatID
		Drop bool
	}
)

func (c Park) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Write(); err != nil {
		return act.Result{}, err
	}
	if err := s.room(w.Seat); err != nil {
		return act.Result{}, err
	}
	if c.Words.IsBlank() {
		return act.Result{}, fault.New("words_needed")
	}
	if err := safetext.Fits(safetext.Line, c.Words); err != nil {
		return act.Result{}, fault.New("too_long").With(err)
	}
	q := Question{ID: w.NewID(0), Words: c.Words, Lang: c.Lang, By: w.Seat, Item: w.Where.Item}
	return act.Result{Events: []act.Event{Parked{Question: q}}}, nil
}

func (c Assign) Decide(w act.World, s *State) (act.Result, error) {
	if err := safetext.Fits(safetext.Name, c.OwnerName); err != nil {
		return act.Result{}, fault.New("too_long").With(err)
	}
	return s.edit(w, c.ID, func(q *Question) { q.Owner, q.OwnerName, q.Due = c.Owner, c.OwnerName, c.Due })
}

func (c Finish) Decide(w act.World, s *State) (act.Result, error) {
	if err := safetext.Fits(safetext.Idea, c.Answer); err != nil {
		return act.Result{}, fault.New("too_long").With(err)
	}
	return s.edit(w, c.ID, func(q *Question) { q.Done, q.Answer = c.Done, c.Answer })
}

func (s *State) edit(w act.World, id string, how func(*Question)) (act.Result, error) {
	i := s.index(id)
	if i < 0 {
		return act.Result{}, fault.New("question_gone")
	}
	q := s.Questions[i]
	if w.Guide() != nil && !w.Me().Has(roster.NoteKeeper) && !w.Me().Has(roster.Coordinator) && w.Seat != q.Owner {
		return act.Result{}, fault.New("only_host")
	}
	how(&q)
	return act.Result{Events: []act.Event{QuestionSet{Question: q}}}, nil
}

func (Ask) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Write(); err != nil {
		return act.Result{}, err
	}
	if slices.Contains(s.Queue, w.Seat) || s.Speaking == w.Seat {
		return act.Result{}, nil
	}
	return queue(append(slices.Clone(s.Queue), w.Seat), s.Speaking), nil
}

func (Lower) Decide(w act.World, s *State) (act.Result, error) {
	speaking := s.Speaking
	if speaking == w.Seat {
		speaking = ""
	}
	return queue(s.without(w.Seat), speaking), nil
}

func (Call) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Hold(); err != nil {
		return act.Result{}, err
	}
	if len(s.Queue) == 0 {
		return queue(nil, ""), nil
	}
	return queue(slices.Clone(s.Queue[1:]), s.Queue[0]), nil
}

func (c Reorder) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Hold(); err != nil {
		return act.Result{}, err
	}
	if !slices.Contains(s.Queue, c.Seat) {
		return act.Result{}, nil
	}
	rest := s.without(c.Seat)
	if !c.Drop {
		rest = append([]roster.SeatID{c.Seat}, rest...)
	}
	return queue(rest, s.Speaking), nil
}

func (s *State) without(seat roster.SeatID) []roster.SeatID {
	return slices.DeleteFunc(slices.Clone(s.Queue), func(x roster.SeatID) bool { return x == seat })
}

func queue(q []roster.SeatID, speaking roster.SeatID) act.Result {
	return act.Result{Events: []act.Event{QueueSet{Queue: q, Speaking: speaking}}}
}
