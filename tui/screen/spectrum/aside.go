package spectrum

import (
	"slices"

	"convene/internal/workshop/roster"
	domain "convene/internal/workshop/spectrum"
	"convene/tui/screen"
	"convene/tui/screen/spectrum/guide"
)

// asideSheet sets seats aside before a question opens: a number takes a seat
// off the list or puts it back, and Enter asks whether that is everyone.
func (s *Screen) asideSheet(topic string) *sheet {
	var aside []roster.SeatID
	sh := &sheet{}
	sh.card = func(e *screen.Env) card {
		c := card{title: e.Say("vote.open.aside"), save: e.Say("spectrum.foot.on")}
		for _, seat := range e.Snap.Roster.Voters() { // a delegate is on no list to be taken off
			off := slices.Contains(aside, seat.ID)
			words := screen.PersonName(seat)
			if off {
				words = e.Say("vote.open.aside_one", "name", words)
			}
			c.lines = append(c.lines, line{words: words, chosen: off, marks: true, do: func(*screen.Env) screen.Do {
				if off {
					aside = slices.DeleteFunc(aside, func(id roster.SeatID) bool { return id == seat.ID })
				} else {
					aside = append(aside, seat.ID)
				}
				return screen.Do{}
			}})
		}
		c.send = func(e *screen.Env, _ string) screen.Do {
			t := e.Snap.Spectrum.Topic(topic)
			if t == nil {
				return screen.Do{}
			}
			sh.sent = domain.OpenVote{}
			if e.Snap.Agenda.At.Step == domain.StepConsent {
				sh.sent = domain.OpenCheck{}
			}
			do := guide.AskOpen(e, t, slices.Clone(aside))
			// The last answer leads to this list; Esc does that here.
			do.Ask.Choices = do.Ask.Choices[:len(do.Ask.Choices)-1]
			return do
		}
		return c
	}
	return sh
}
