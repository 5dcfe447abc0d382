package linear

import (
	"time"

	"convene/internal/workshop"
	"convene/internal/workshop/act"
)

// settle is how long after the room changed what is asked a line is not taken
// for the new question: half a second (design promise 8), and the 600 ms that a
// slow link needs to bring the question and take the line back.
const settle = 1100 * time.Millisecond

// pace knows whether a line may have been meant for the question before. What
// the person changed themselves surprises nobody.
type pace struct {
	at      inQuestion
	changed time.Time // when the room last changed what is asked; zero: heard since
	// arrived is closed once the prompt behind it has reached the terminal, which
	// may take a slow link longer than any settling. Nil: nobody can tell.
	arrived <-chan struct{}
}

// late reports whether what is asked was still on its way to the terminal just
// now: whatever came from there was typed before.
func (p *pace) late() bool {
	if p.arrived == nil {
		return false
	}
	select {
	case <-p.arrived:
		return false
	default:
		return true
	}
}

// inQuestion is what makes the room's question this one.
type inQuestion struct {
	status workshop.Status
	place  act.Place
	polls  string
}

func questionIn(s *workshop.Snapshot) inQuestion {
	a := inQuestion{status: s.Status, place: s.Agenda.At}
	for _, p := range s.OpenPolls() {
		a.polls += p.ID + " "
	}
	return a
}

// start begins with what is asked now.
func (p *pace) start(s *workshop.Snapshot) { *p = pace{at: questionIn(s)} }

// own takes what the person's own command changed as known.
func (p *pace) own(before, after *workshop.Snapshot) {
	if questionIn(before) == p.at {
		p.at = questionIn(after)
	}
}

// told notes that a question was told, and whether the room brought it.
func (p *pace) told(s *workshop.Snapshot, now time.Time) {
	if at := questionIn(s); at != p.at {
		p.at, p.changed, p.arrived = at, now, nil
	}
}

// hasty says why a line may have been meant for the question before, as the id of
// a sentence; empty if it can't: it was begun very soon after the room changed, or
// early, while the new question was still on its way.
func (p *pace) hasty(began time.Time, early bool) string {
	if !p.changed.IsZero() && (early || began.Sub(p.changed) < settle) {
		return "linear.moved.hasty"
	}
	return ""
}

// unsure reports whether nobody can tell which question a line was begun at: where
// the client shows what is typed and sends whole lines, the first one after the
// room changed may have stood half typed for any time.
func (p *pace) unsure(seen bool) bool { return !p.changed.IsZero() && !seen }
