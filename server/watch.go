package server

import (
	"context"
	"time"

	"convene/internal/fault"
	"convene/internal/room"
	"convene/server/guard"
)

// What can be wrong with the server beside its disk, as the sentences that say
// it to everyone.
const (
	// troubleCrowded: nobody more can be let in.
	troubleCrowded = "trouble.crowded"
	// troubleClock: the clock was set.
	troubleClock = "trouble.clock"
)

// watchEvery is how often the server looks whether all is well.
const watchEvery = time.Second

// walAlarm is how large the database's write-ahead log may grow, in bytes, before
// the operator is told: somebody reads without end (safety §4).
const walAlarm = 256 << 20

// watch looks after the running server until ctx ends: it tells every room what
// is wrong and when it is over, and makes the backups that are due.
func (s *Server) watch(ctx context.Context) {
	defer guard.Contain(s.log, "watch", nil)
	again := time.NewTicker(watchEvery)
	defer again.Stop()
	clock, said := newClockwatch(s.face.Now), ""
	var due <-chan time.Time
	if s.backupEvery > 0 {
		looks := time.NewTicker(min(s.backupEvery, time.Minute))
		defer looks.Stop()
		due = looks.C
	}
	backups := make(chan struct{}, 1) // holds one while a backup is made
	swollen := false
	for {
		if now := s.trouble(clock); now != said {
			s.log.Warn("what is wrong", "before", said, "now", now)
			s.house.Rooms.Warn(now)
			said = now
		}
		if size := s.house.Store.WAL(); (size > walAlarm) != swollen {
			swollen = !swollen
			s.log.Warn("the write-ahead log of the database", "grown", swollen, "bytes", size)
		}
		select {
		case <-ctx.Done():
			backups <- struct{}{} // the store is closed after the last one
			return
		case <-due:
			s.backUp(ctx, backups)
		case <-s.house.Store.TroubleChanged():
		case <-again.C:
			s.showOutExpired(ctx)
		}
	}
}

// showOutExpired ends the rooms of workshops whose time of keeping is over, with
// whoever still reads in them; the door lets nobody back in (design §2).
func (s *Server) showOutExpired(ctx context.Context) {
	var over []string
	s.house.Rooms.Each(func(r *room.Room) {
		if r.Snapshot().Expired(s.face.Now()) {
			over = append(over, r.ID())
		}
	})
	for _, id := range over {
		ctx, cancel := context.WithTimeout(ctx, stopWithin)
		if err := s.house.Rooms.Alone(ctx, id, func() error { return nil }); err != nil {
			s.log.Error("nobody was shown out of a workshop that is kept no longer", "workshop", id, "error", err)
		}
		cancel()
	}
}

// trouble is the worst that is wrong.
func (s *Server) trouble(clock *clockwatch) string {
	disk, jumped := s.house.Store.Trouble(), clock.jumped()
	switch {
	case disk != "":
		return disk
	case s.edge.Stats().Full:
		return troubleCrowded
	case jumped:
		return troubleClock
	}
	return ""
}

// backUp makes a backup if one is due, beside everything else.
func (s *Server) backUp(ctx context.Context, one chan struct{}) {
	select {
	case one <- struct{}{}:
	default:
		return
	}
	go func() {
		defer guard.Contain(s.log, "backup", nil)
		defer func() { <-one }()
		file, err := s.house.Store.BackUpWhenDue(ctx, s.backupEvery)
		switch {
		case ctx.Err() != nil:
		case err != nil:
			s.log.Error("no backup was made", "code", fault.Code(err), "error", err)
		case file != "":
			s.log.Info("backup made and read through", "file", file)
		}
	}()
}

const (
	// clockSlack is how far clock and time may drift apart between two looks.
	clockSlack = 30 * time.Second
	// clockPatience is how long a clock that was set is news.
	clockPatience = 10 * time.Minute
)

// clockwatch notices that the clock was set. The clock goes into events and into
// what the time left is reckoned by; nothing else depends on it.
type clockwatch struct {
	now   func() time.Time
	wall  time.Time // by the clock, at the beginning
	began time.Time // the same moment, by what no one can set
	usual time.Duration
	since time.Time // when it was set; zero where it was not
}

func newClockwatch(now func() time.Time) *clockwatch {
	return &clockwatch{now: now, wall: now().Round(0), began: time.Now()}
}

// jumped reports whether the clock was set, until it is set back or the news is
// old. What it drifts by little and little is its own affair.
func (c *clockwatch) jumped() bool {
	drift := c.now().Round(0).Sub(c.wall) - time.Since(c.began)
	switch {
	case (drift - c.usual).Abs() < clockSlack:
		c.usual, c.since = drift, time.Time{}
		return false
	case c.since.IsZero():
		c.since = time.Now()
	case time.Since(c.since) > clockPatience:
		c.usual, c.since = drift, time.Time{}
		return false
	}
	return true
}
