package linear

import (
	"time"

	"convene/internal/workshop/agenda"
)

// wrapUp tells the time of an item at half, at two minutes and when it is over,
// each once; it closes nothing (domain R-17).
type wrapUp struct {
	item  string
	stage stage
}

// stage is how far an item's time has run.
type stage int

const (
	early stage = iota
	half
	nearly
	over
)

const (
	lastMinutes = 2 * time.Minute
	// noTimer is how long a wait is when no time runs; what changes it wakes.
	noTimer = time.Hour
)

// stageOf says how far the present item's time has run, and how long until it
// has run further.
func stageOf(a *agenda.State, now time.Time) (stage, time.Duration) {
	item, ok := a.Now()
	left, timed := a.Left(now)
	if !ok || !timed || !a.Timer.Running {
		return early, noTimer
	}
	middle := time.Duration(item.Minutes) * time.Minute / 2
	switch {
	case left <= 0:
		return over, noTimer
	case left <= lastMinutes:
		return nearly, left
	case left <= middle:
		return half, left - lastMinutes
	case middle <= lastMinutes:
		return early, left - lastMinutes
	}
	return early, left - middle
}

// start takes the time as it is: what has passed already is not told.
func (u *wrapUp) start(s *session) {
	u.item = s.snap.Agenda.At.Item
	u.stage, _ = stageOf(s.snap.Agenda, s.deps.Now())
}

// wait is how long until there is something to tell.
func (u *wrapUp) wait(s *session) time.Duration {
	_, wait := stageOf(s.snap.Agenda, s.deps.Now())
	return wait + time.Millisecond
}

// news is what the time has come to since it was told last; empty for nothing.
func (u *wrapUp) news(s *session) string {
	now, _ := stageOf(s.snap.Agenda, s.deps.Now())
	before := u.stage
	if u.item != s.snap.Agenda.At.Item {
		before = early
	}
	u.item, u.stage = s.snap.Agenda.At.Item, now
	if now <= before {
		return ""
	}
	switch now {
	case half:
		return s.Say("linear.time.half")
	case nearly:
		return s.Say("linear.time.nearly")
	}
	return s.Say("linear.time.over")
}
