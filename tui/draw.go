package tui

import (
	"time"

	"convene/internal/workshop/roster"
)

// untilTick is how long until the words for the time would change: once a
// minute, each second only in the last minute of a running timer.
func (m *model) untilTick() time.Duration {
	left, ok := m.env.Snap.Agenda.Left(m.deps.Now())
	wait := time.Minute
	if ok && m.env.Snap.Agenda.Timer.Running {
		switch {
		case left > time.Minute:
			wait = min(wait, left%time.Minute+time.Millisecond)
		case left > 0:
			wait = time.Second
		}
	}
	if p := m.env.Snap.Presence; p != nil && !p.NoGuideSince.IsZero() {
		if d := p.NoGuideSince.Add(roster.HoldAfter).Sub(m.deps.Now()); d > 0 {
			wait = min(wait, d+time.Millisecond)
		}
	}
	if m.notice != "" {
		wait = min(wait, max(time.Millisecond, m.until.Sub(m.deps.Now())))
	}
	return wait
}

// sameTime is how long ago a time may be taken to be now, for words.
const sameTime = 5 * time.Millisecond

// paint lays the screen out and hands the frame to the brush, unless the terminal
// has no room for one: the brush wakes the loop when it has.
func (m *model) paint() {
	if m.brush.later() {
		m.visit.Rest(true)
		m.drawAt, m.dueAt, m.mine = time.Time{}, time.Time{}, false
		return
	}
	m.visit.Rest(false)
	if m.look(); m.ctx.Err() != nil { // what it shows is no longer theirs to see
		return
	}
	now := m.deps.Now()
	if d := now.Sub(m.env.Now); d < 0 || d > sameTime {
		e := *m.env
		e.Now = now
		m.env = &e
	}
	if m.notice != "" && !now.Before(m.until) {
		m.notice = ""
	}
	m.brush.watch(m.moves)
	m.brush.show(m.compose(), nil)
	m.drawnAt, m.drawAt, m.dueAt, m.mine = time.Now(), time.Time{}, time.Time{}, false
	if m.busy { // nobody need tell this person before the next may be drawn
		m.drawAt, m.busy, m.maybe = m.drawnAt.Add(m.deps.Pace.Interval()), false, true
		m.visit.Rest(true)
	}
	if m.tickAt.IsZero() {
		m.tickAt = m.drawnAt.Add(m.untilTick())
	}
}

// calm reports whether the room has not moved since a frame behind which nobody
// told this person; from here on they are told again.
func (m *model) calm() bool {
	m.visit.Rest(false)
	return m.room.Snapshot() == m.env.Snap
}

// soonest is the least time between two frames, whoever asks for them.
const soonest = 4 * time.Millisecond

// drawSoon draws, or notes when to: at once what the person did; what others did
// after the interval that the load allows, or spread over one if nothing was drawn in
// it, and then in its turn.
func (m *model) drawSoon(own bool) {
	m.maybe = false
	wait := soonest
	if !own {
		wait = m.deps.Pace.Interval()
	}
	now, at := time.Now(), m.drawnAt.Add(wait)
	late := !at.After(now)
	switch {
	case own && late:
		m.paint()
		return
	case !m.dueAt.IsZero(): // it waits for its turn already
	case late && m.drawAt.IsZero():
		if s := m.deps.Pace.spread(); s > 0 {
			m.drawAt = now.Add(s)
		} else {
			m.dueAt = now
		}
	case !late && (m.drawAt.IsZero() || at.Before(m.drawAt)):
		m.drawAt, m.mine, m.busy = at, m.mine || own, true
	}
	m.visit.Rest(true)
}
