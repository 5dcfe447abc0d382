package server

import (
	"context"
	"log/slog"
	"net"

	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/workshop"
	"convene/server/guard"
	"convene/server/metrics"
)

// outside is what a monitor on this machine sees of the server; the zero value
// is not to be seen.
type outside struct {
	listener net.Listener
	metrics  *metrics.Metrics
}

// lookOut opens the monitor's address, if there is one, and lets the rooms that
// are made from c count there.
func (s *Server) lookOut(c *Config) error {
	if c.Metrics == "" {
		return nil
	}
	l, err := metrics.Listen(c.Metrics)
	if err != nil {
		return err
	}
	s.outside = outside{l, metrics.New(metrics.Sources{Now: s.numbers, Healthy: s.healthy})}
	c.committed = s.outside.metrics.Committed
	c.refused = func(_ workshop.Command, err error) { s.outside.metrics.Refused(fault.Code(err)) }
	return nil
}

// MetricsAddr is where a monitor asks, or nil.
func (s *Server) MetricsAddr() net.Addr {
	if s.outside.listener == nil {
		return nil
	}
	return s.outside.listener.Addr()
}

// serve answers until ctx ends.
func (o outside) serve(ctx context.Context, log *slog.Logger) {
	defer guard.Contain(log, "metrics", nil)
	if o.listener == nil {
		return
	}
	if err := o.metrics.Serve(ctx, o.listener); err != nil {
		log.Error("metrics are no longer served", "error", err)
	}
}

// close stops listening; to do it twice is no error.
func (o outside) close() error {
	if o.listener != nil {
		_ = o.listener.Close()
	}
	return nil
}

// walStep is what the WAL's size is rounded down to: the size itself would move
// with each hidden answer (safety §5.9).
const walStep = 1 << 20

// numbers are the server's numbers of this moment.
func (s *Server) numbers() metrics.Numbers {
	e := s.edge.Stats()
	n := metrics.Numbers{
		Rooms: s.house.Rooms.Running(), Connections: e.Open, Sessions: e.Sessions,
		Starting: e.Starting, Deciding: e.Deciding, Refused: e.Refused, Wrong: s.house.Desk.WrongTries(),
	}
	n.WAL = int(s.house.Store.WAL()) / walStep * walStep
	if s.house.Store.Erasing() {
		n.Erasing = 1
	}
	if s.house.Store.Trouble() != "" {
		n.Trouble = 1
	}
	n.Frames, n.Outdated = s.face.Pace.Frames()
	s.house.Rooms.Each(func(r *room.Room) { n.People += len(r.Snapshot().Presence.Here) })
	return n
}

// healthy looks whether the log can be read; that it can be written shows in the
// failed commits.
func (s *Server) healthy(ctx context.Context) error {
	_, err := s.house.Store.Log().Head(ctx, "")
	return err //nolint:wrapcheck // nobody is told why
}
