package workshop

import (
	"convene/internal/fault"
	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
)

// own decides the root's own commands.
func (s *State) own(w act.World, body any) (act.Result, error) {
	switch b := body.(type) {
	case Create:
		return s.create(w, b)
	case EditText:
		return s.editText(w, b)
	case SayAlone:
		return s.sayAlone(w, b)
	case Checkpoint, VoidPoll, TakeOut:
		return s.servers(w, b)
	}
	if err := w.Guide(); err != nil {
		return act.Result{}, err
	}
	switch b := body.(type) {
	case MoveTo:
		return s.moveTo(w, b)
	case ChangeMeta:
		if w.Seat != "" && s.Status != Prepared {
			return act.Result{}, fault.New("meeting_running")
		}
		b.Meta.ID = s.Meta.ID
		return act.Result{Events: []act.Event{MetaSet{Meta: b.Meta}}}, nil
	case OpenMeeting:
		return s.openMeeting()
	case EndMeeting:
		return s.endMeeting(w)
	case EndWorkshop:
		r, err := s.endMeeting(w)
		if err != nil {
			return act.Result{}, err
		}
		r.Events = append(r.Events, StatusSet{Status: Ended})
		return r, nil
	case CloseWorkshop:
		if s.Status != Ended {
			return act.Result{}, fault.New("workshop_not_ended")
		}
		return act.Result{Events: []act.Event{StatusSet{Status: Closed}}}, nil
	}
	return act.Result{}, fault.New("command_unknown")
}

// servers decides what only the server gives.
func (s *State) servers(w act.World, body any) (act.Result, error) {
	if w.Seat != "" {
		return act.Result{}, fault.New("not_yours")
	}
	switch b := body.(type) {
	case VoidPoll:
		return s.voidPoll(w, b.ID)
	case TakeOut:
		return s.takeOut(b)
	}
	return s.checkpoint(w)
}

func (s *State) create(w act.World, c Create) (act.Result, error) {
	if w.Seat != "" {
		return act.Result{}, fault.New("not_yours")
	}
	r := act.Result{Events: []act.Event{Created{Meta: c.Meta}}}
	for _, body := range c.Prepare {
		more, err := s.dispatch(w, Command{ID: w.ID, Body: body})
		if err != nil {
			return act.Result{}, err
		}
		r.Events = append(r.Events, more.Events...)
	}
	return r, nil
}

func (s *State) moveTo(w act.World, c MoveTo) (act.Result, error) {
	switch {
	case s.Status != Open || s.Agenda.Meeting.OpenedAt.IsZero():
		return act.Result{}, fault.New("meeting_not_open")
	case c.From != s.Agenda.At:
		return act.Result{}, fault.New("room_moved")
	case c.To == s.Agenda.At:
		return act.Result{}, nil
	}
	if err := s.mayMove(w, c.To); err != nil {
		return act.Result{}, err
	}
	return act.Result{Move: &c.To}, nil
}

func (s *State) openMeeting() (act.Result, error) {
	switch {
	case len(s.Agenda.Items) == 0:
		return act.Result{}, fault.New("agenda_empty")
	case !s.Agenda.Meeting.OpenedAt.IsZero() && s.Agenda.Meeting.EndedAt.IsZero():
		return act.Result{}, fault.New("meeting_running")
	case !s.Agenda.Meeting.EndedAt.IsZero():
		return act.Result{}, fault.New("meeting_over")
	}
	first, ok := (&agenda.State{Items: s.Agenda.Items}).Next()
	if !ok {
		return act.Result{}, fault.New("agenda_empty")
	}
	r := act.Result{Events: []act.Event{agenda.Opened{}}, Move: &first}
	if s.Status == Prepared {
		r.Events = append(r.Events, StatusSet{Status: Open})
	}
	return r, nil
}

// endMeeting refuses while a poll gathers answers: they would be lost to all.
func (s *State) endMeeting(w act.World) (act.Result, error) {
	if len(s.pollsBlockingEnd()) > 0 {
		return act.Result{}, fault.New("poll_open")
	}
	r, err := s.checkpoint(w)
	if err != nil {
		return act.Result{}, err
	}
	if s.Agenda.Meeting.EndedAt.IsZero() && !s.Agenda.Meeting.OpenedAt.IsZero() {
		r.Events = append(r.Events, agenda.Ended{})
	}
	return r, nil
}
