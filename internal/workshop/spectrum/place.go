package spectrum

import (
	"strings"

	"convene/internal/fault"
	"convene/internal/workshop/act"
)

// MayEnter refuses to take the room where it could do nothing: to a vote on a
// topic whose record misses something, to a result that is not there.
func (s *State) MayEnter(w act.World, to act.Place) error {
	t := s.Present(to)
	switch {
	case to.Topic != "" && t == nil:
		return fault.New("spectrum_topic_gone")
	case to.Step == StepFrame || to.Step == StepTour || to.Step == "":
		return nil
	case t == nil:
		return fault.New("spectrum_topic_needed")
	}
	switch to.Step {
	case StepVote1, StepVote2:
		if t.LastRound(0) == nil {
			return t.complete()
		}
	case StepReveal:
		if t.LastRound(0) == nil {
			return fault.New("spectrum_no_result")
		}
	case StepPromise:
		if t.LastRound(Second) == nil {
			return fault.New("spectrum_no_vote")
		}
	case StepConsent:
		if text, _ := words(w, t.PromiseText()); text.IsBlank() && len(t.Checks) == 0 {
			return fault.New("spectrum_promise_missing")
		}
	}
	return nil
}

// MayLeave refuses to leave a question that is being asked: it is closed, or
// called off, first.
func (s *State) MayLeave(w act.World, from, to act.Place) error {
	if from == to {
		return nil
	}
	for _, t := range s.Topics {
		if t.OpenRound() != nil || t.OpenCheck() != nil {
			return fault.New("spectrum_vote_open", "topic", t.title())
		}
	}
	return nil
}

// MayWrite says whether the seat may write in a shared text of this exercise: a
// promise, while the room is writing it.
func (s *State) MayWrite(w act.World, textID string) error {
	topic, ok := strings.CutPrefix(textID, "spectrum/")
	topic, isPromise := strings.CutSuffix(topic, "/promise")
	if !ok || !isPromise {
		return fault.New("text_unknown")
	}
	if err := w.Draft(); err != nil {
		return err
	}
	t, err := s.here(w, topic, StepPromise)
	if err != nil {
		return err
	}
	_, err = s.free(t.ID)
	return err
}
