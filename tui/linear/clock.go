package linear

import (
	"time"

	"convene/internal/workshop/agenda"
)

// wrapUp tells the time of an item at half, at two minutes and when it is over,
// each once; it closes nothing (domain R-17). A pause takes nothing of the time, so
// that nothing is told again behind it. Where more time was given, its last two
// minutes and its end are told as well; half of what was planned has passed once.
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
// has run further; false while none runs. In an item of two minutes the last two
// are no news; in one of up to four they stand for its half.
func stageOf(a *agenda.State, now time.Time) (at stage, wait time.Duration, runs bool) {
	item, ok := a.Now()
	left, timed := a.Left(now)
	if !ok || !timed || !a.Timer.Running {
		return early, noTimer, false
	}
	planned := time.Duration(item.Minutes) * time.Minute
	for _, mark := range []struct {
		stage stage
		left  time.Duration
		none  bool
	}{
		{half, planned / 2, planned > lastMinutes && planned/2 <= lastMinutes},
		{nearly, lastMinutes, planned > 0 && planned <= lastMinutes},
		{stage: over},
	} {
		switch {
		case mark.none:
		case left > mark.left:
			return at, left - mark.left, true
		default:
			at = mark.stage
		}
	}
	return at, noTimer, true
}

// start takes the time as it is: what has passed already is not told.
func (u *wrapUp) start(s *session) {
	u.item = s.snap.Agenda.At.Item
	u.stage, _, _ = stageOf(s.snap.Agenda, s.deps.Now())
}

// wait is how long until there is something to tell.
func (u *wrapUp) wait(s *session) time.Duration {
	_, wait, _ := stageOf(s.snap.Agenda, s.deps.Now())
	return wait + time.Millisecond
}

// news is what the time has come to since it was told last; empty for nothing.
func (u *wrapUp) news(s *session) string {
	if item := s.snap.Agenda.At.Item; u.item != item {
		u.item, u.stage = item, early
	}
	now, _, runs := stageOf(s.snap.Agenda, s.deps.Now())
	before := u.stage
	switch {
	case !runs:
		return ""
	case now < before: // more time was given
		u.stage = max(now, half)
		return ""
	}
	u.stage = now
	switch {
	case now == before:
		return ""
	case now == half:
		return s.Say("linear.time.half")
	case now == nearly:
		return s.Say("linear.time.nearly")
	}
	return s.Say("linear.time.over")
}
