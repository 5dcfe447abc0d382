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
// early, while the new question was still on its way. Where the client shows what
// is typed a line comes whole, and counts as begun when it was sent; where nobody
// can tell either when the question arrived, the first is always asked for again.
func (p *pace) hasty(began time.Time, early, seen bool) string {
	switch {
	case p.changed.IsZero():
		return ""
	case early || began.Sub(p.changed) < settle:
		return "linear.moved.hasty"
	case !seen && p.arrived == nil:
		return "linear.moved.unseen"
	}
	return ""
}
