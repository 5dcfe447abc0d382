package agenda

import (
	"time"

	"convene/internal/fault"
	"convene/internal/workshop/act"
)

// What anyone asks for without being seen (domain, §8.14). Nothing of
// who asked is in an event, a snapshot or a log.
type (
	// AskPause rests the room at once. Who asked for one within [PauseAgain]
	// asks whoever leads the room instead.
	AskPause struct{}
	// AskTime tells whoever leads the room that somebody would like more time.
	AskTime struct{}
	// HearWish takes a wish away that has been heard.
	HearWish struct{ Wish act.Wish }
)

// PauseAgain is how long after a pause of theirs somebody's next ask rests the
// room no more, but waits for whoever leads it.
const PauseAgain = 10 * time.Minute

func (AskPause) Decide(w act.World, s *State) (act.Result, error) {
	switch {
	case w.Me() == nil:
		return act.Result{}, fault.New("not_yours")
	case !s.Running():
		return act.Result{}, fault.New("meeting_not_open")
	case s.Paused:
		return act.Result{}, nil
	case !w.AskedPause.IsZero() && w.Now.Sub(w.AskedPause) < PauseAgain:
		return act.Result{Unsaid: act.Unsaid{Wish: act.AnotherPause}}, nil
	}
	r := s.rest(w, true)
	r.Unsaid.Paused = true
	return r, nil
}

func (AskTime) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Write(); err != nil {
		return act.Result{}, err
	}
	if !s.Running() {
		return act.Result{}, fault.New("meeting_not_open")
	}
	return act.Result{Unsaid: act.Unsaid{Wish: act.MoreTime}}, nil
}

func (c HearWish) Decide(w act.World, _ *State) (act.Result, error) {
	if err := w.Hold(); err != nil {
		return act.Result{}, err
	}
	return act.Result{Unsaid: act.Unsaid{Heard: c.Wish}}, nil
}

func (c PauseRoom) Decide(w act.World, s *State) (act.Result, error) {
	if err := w.Hold(); err != nil {
		return act.Result{}, err
	}
	if s.Paused == c.Paused {
		return act.Result{}, nil
	}
	return s.rest(w, c.Paused), nil
}

// rest rests the room and its timer, or goes on. The log says that it happened
// and never through whom: a host's pause looks as anyone's.
func (s *State) rest(w act.World, paused bool) act.Result {
	r := act.Result{Events: []act.Event{PauseSet{Paused: paused}}, Unsigned: true}
	if paused && s.Timer.Running {
		left := s.Timer.EndsAt.Sub(w.Now)
		r.Events = append(r.Events, TimerSet{LeftMS: left.Milliseconds()})
	}
	return r
}
