package workshop

import (
	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/followup"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
)

// Decide judges a command against the state and says what it leads to. It is
// pure; the refusal it returns is a *fault.Error that a person can act on.
func (s *State) Decide(c Command, f Facts) (Decision, error) {
	if err := s.allowed(c); err != nil {
		return Decision{}, err
	}
	w := s.world(c, f)
	r, err := s.dispatch(w, c)
	if err != nil {
		return Decision{}, err
	}
	return s.expand(w, r)
}

// allowed holds the rules of the workshop's status (design §2).
func (s *State) allowed(c Command) error {
	if _, create := c.Body.(Create); create != (s.Status == "") {
		return fault.New("workshop_unknown")
	}
	if c.Seat != "" {
		if seat := s.Roster.Seat(c.Seat); seat == nil || seat.Ended {
			return fault.New("seat_unknown")
		}
	}
	if err := s.forAnother(c); err != nil {
		return err
	}
	if _, ok := c.Body.(TakeOut); ok && c.Seat == "" { // what must not stay must go at any time
		return nil
	}
	switch s.Status {
	case Closed:
		return fault.New("workshop_closed")
	case Ended:
		switch c.Body.(type) {
		case roster.Join:
			return fault.New("workshop_unknown") // one answer for unknown, ended and closed
		case roster.Describe, roster.SpeakLanguage, roster.ShowName, roster.NameNation, roster.ConfirmDelegate, roster.Grant,
			roster.NoteWordReissued, roster.NoteWordUsed, roster.NoteCodeChanged, roster.EndSeat, // who signs must be able to come back
			followup.Finish, followup.Assign, CloseWorkshop, Checkpoint:
			return nil
		case terms.AfterEnd:
			return nil
		}
		return fault.New("workshop_ended")
	}
	return nil
}

func (s *State) world(c Command, f Facts) act.World {
	item, _ := s.Agenda.Now()
	return act.World{
		Now: f.Now, ID: c.ID, Seat: c.Seat, Roster: s.Roster, Where: s.Agenda.At, Activity: item.Activity,
		PublicBody: s.Meta.PublicBody, Between: !s.Agenda.Running(), NoGuideSince: f.NoGuideSince,
		Away: f.Away, AskedPause: f.AskedPause, Answers: f.Answers, Text: s.Texts.Get,
	}
}

func (s *State) dispatch(w act.World, c Command) (act.Result, error) {
	switch b := c.Body.(type) {
	case roster.Command:
		events, err := b.Decide(roster.By{Seat: w.Seat, Now: w.Now, NoGuideSince: w.NoGuideSince, Meeting: s.meeting()}, s.Roster)
		return fromRoster(events), err
	case agenda.Command:
		return b.Decide(w, s.Agenda)
	case followup.Command:
		return b.Decide(w, s.Followup)
	case spectrum.Command:
		return b.Decide(w, s.Spectrum)
	case values.Command:
		return b.Decide(w, s.Values)
	case terms.Command:
		return s.decideTerms(w, b)
	}
	return s.own(w, c.Body)
}

func fromRoster(events []roster.Event) act.Result {
	var r act.Result
	for _, e := range events {
		r.Events = append(r.Events, e)
	}
	return r
}

// expand turns what a part asked of the others into events: outcomes go on to
// the Terms of Reference, drafts into the texts, a move into the agenda.
func (s *State) expand(w act.World, r act.Result) (Decision, error) {
	d := Decision{Events: r.Events, Seals: r.Seals, Unsigned: r.Unsigned, Unsaid: r.Unsaid}
	if len(r.Outcomes) > 0 {
		arrived, err := terms.Arrive{Outcomes: r.Outcomes}.Decide(server(w), s.Terms)
		if err != nil {
			return Decision{}, err
		}
		d.Events = append(d.Events, arrived.Events...)
		r.Texts = append(r.Texts, arrived.Texts...)
	}
	for _, t := range r.Texts {
		events, err := s.draftText(w, t)
		if err != nil {
			return Decision{}, err
		}
		d.Events = append(d.Events, events...)
	}
	d.Events = append(d.Events, s.talkAgain(w, r.Events)...)
	if r.Move != nil {
		if to := s.Agenda.Place(*r.Move); to != s.Agenda.At {
			d.Events = append(d.Events, agenda.Moved{To: to})
		}
	}
	return d, nil
}

// talkAgain keeps a follow-up for each check after which someone still needed
// more talk (domain §4.1.1).
func (s *State) talkAgain(w act.World, events []act.Event) []act.Event {
	var out []act.Event
	for i, e := range events {
		var outcome poll.Outcome
		var about, section string
		switch e := e.(type) {
		case spectrum.CheckClosed:
			outcome = e.Outcome
			if t, _ := s.Spectrum.Check(e.Check); t != nil {
				about = t.Sentence.Text.String()
			}
		case values.CheckClosed:
			outcome = e.Outcome
		case terms.CheckClosed:
			outcome = e.Outcome
			for _, c := range s.Terms.OpenChecks() {
				if c.ID() == e.Poll {
					section = c.Section
				}
			}
		}
		if outcome.FollowUp {
			q := followup.Question{ID: w.NewID(100 + i), Kind: followup.TalkAgain, Words: safetext.Clean(safetext.Line, about),
				Section: section, Item: w.Where.Item}
			out = append(out, followup.Parked{Question: q})
		}
	}
	return out
}

// server is the same moment seen as the server's own doing.
func server(w act.World) act.World {
	w.Seat = ""
	return w
}
