// Package server puts the house together: it opens the data folder, loads the
// content, starts the SSH edge and hands each session to a face. It is the only
// room that knows all the others, and holds no rules of the domain.
//
// Concurrency: Serve runs until its context ends; each session runs in the
// edge's goroutine for it. The order of a stop is: no new connections, every
// face told, sessions ended, rooms ended after what they had begun, database
// closed last.
package server

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"time"

	"convene/internal/desk"
	"convene/internal/fault"
	"convene/internal/library"
	"convene/internal/room"
	"convene/internal/sqlite"
	"convene/internal/workshop"
	"convene/server/edge"
	"convene/server/guard"
	"convene/server/remote"
	"convene/tui"
	"convene/tui/keys"
	"convene/tui/linear"
	"convene/tui/widget/editor"
)

// Config is what an operator sets.
type Config struct {
	Listen string
	// Address is where people reach the server, "host" or "host:port", as it
	// stands on invitations and in the lines that take a document home; empty is
	// the address listened on.
	Address    string
	Data       string
	Content    string // a county's own content; empty for none
	PerAddress int
	Exempt     []netip.Prefix
	Metrics    string // where monitors on this machine ask; empty for nowhere
	// BackupEvery is how often a backup is made of what was written since; 0 is
	// never.
	BackupEvery time.Duration
	Logger      *slog.Logger
	// Limits bound what one client may do; the zero value is the default of
	// package guard. Tests shorten its durations.
	Limits guard.Limits
	// Now is the time that everyone sees and the record keeps; time.Now where nil.
	Now func() time.Time

	served    bool                                // set by Listen
	committed func(took time.Duration, err error) // set by Listen
	refused   func(c workshop.Command, err error) // set by Listen
}

// Linger is how long an empty room stays warm, so that a dropped link comes back
// to it.
const linger = 30 * time.Second

// House is everything below the edge: the open data folder, the content, the
// rooms and the desk. The CLI uses it too, when no server runs.
type House struct {
	Store *sqlite.Store
	Lib   *library.Library
	Rooms *room.House
	Desk  *desk.Desk
	Log   *slog.Logger
}

// Open opens the data folder and loads the content. The caller closes it.
func Open(ctx context.Context, c Config) (*House, error) {
	lib, err := library.Builtin()
	if err == nil && c.Content != "" {
		lib, err = library.Load(library.Base(), overlay(c.Content))
	}
	if err != nil {
		return nil, fault.New("content_wrong", "what", err.Error()).With(err)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	store, err := sqlite.Open(ctx, c.Data, sqlite.Options{Watch: c.served, Log: c.Logger})
	if err != nil {
		return nil, err
	}
	h := &House{Store: store, Lib: lib, Log: c.Logger}
	h.Rooms = room.NewHouse(room.Parts{
		Log: store.Log(), Box: store.Box(), Codec: workshop.NewCodec(), Error: c.Logger, Linger: linger, Committed: c.committed, Refused: c.refused,
		Clock: c.Now, Snapshots: store.Snapshots(), Folds: workshop.NewFolds(),
	})
	h.Desk = desk.New(store, h.Rooms, c.Logger, c.Now, c.Exempt...)
	return h, nil
}

func overlay(dir string) fs.FS { return os.DirFS(dir) }

// Close ends the rooms and closes the folder.
func (h *House) Close(ctx context.Context) error {
	return errors.Join(h.Rooms.Close(ctx), h.Store.Close())
}

// verbs are the one-line face of the house, reached at address. live is the
// running server's edge, which alone may change its host keys; nil when none runs.
func (h *House) verbs(address string, live *edge.Server) *remote.Verbs {
	return remote.New(remote.Parts{
		Lib: h.Lib, Rooms: h.Rooms, Desk: h.Desk, Folder: folder{h.Store, live}, Address: address, Log: h.Log,
	})
}

// Server is a house with a door.
type Server struct {
	house   *House
	edge    *edge.Server
	verbs   *remote.Verbs
	face    tui.Deps
	lines   linear.Deps
	log     *slog.Logger
	outside outside

	backupEvery time.Duration
}

// Listen opens the house and its door. Its errors are faults that an operator
// can act on; nothing is left open then.
func Listen(ctx context.Context, c Config) (*Server, error) {
	if c.Logger == nil {
		c.Logger = NewLog(os.Stderr)
	}
	c.served = true
	if c.Now == nil {
		c.Now = time.Now
	}
	s := &Server{log: c.Logger, backupEvery: c.BackupEvery}
	if err := s.lookOut(&c); err != nil {
		return nil, err
	}
	h, err := Open(ctx, c)
	if err != nil {
		return nil, errors.Join(err, s.outside.close())
	}
	c.Limits.Subsystems = []string{"sftp"}
	e, err := edge.Listen(edge.Config{
		Listen: c.Listen, HostKeyDir: h.Store.Dir(), PerAddress: c.PerAddress,
		Exempt: c.Exempt, Logger: c.Logger, Limits: c.Limits,
	})
	if err != nil {
		return nil, errors.Join(err, h.Close(ctx), s.outside.close())
	}
	address := c.Address
	if address == "" {
		address = e.Addr().String()
	}
	s.house, s.edge, s.verbs = h, e, h.verbs(address, e)
	s.face = tui.Deps{Lib: h.Lib, Keys: keys.NewMap(), Pace: tui.NewPace(), Shelf: editor.NewShelf(), Desk: h.Desk, Address: address, Rooms: h.Rooms, Log: c.Logger, Now: c.Now}
	s.lines = s.face.Linear()
	return s, nil
}

// House is what the server serves.
func (s *Server) House() *House { return s.house }

// Addr is the address listened on.
func (s *Server) Addr() string { return s.edge.Addr().String() }

// HostKeys describes the server's keys, for printing.
func (s *Server) HostKeys() edge.Prints { return s.edge.HostKeys() }

// stopWithin is how long the rooms may take to end after the sessions have.
const stopWithin = 4 * time.Second

// Serve lets people in until ctx ends, then stops in order. The control socket
// lets the CLI's verbs reach the running server. It closes the house.
func (s *Server) Serve(ctx context.Context) error {
	collect()
	control, err := remote.ListenControl(socket(s.house.Store.Dir()), s.verbs, s.log)
	if err != nil {
		return errors.Join(err, s.Close(ctx))
	}
	s.settle(ctx)
	go control.Serve(ctx)
	go s.outside.serve(ctx, s.log)
	watching, stopWatching := context.WithCancel(ctx)
	watched := make(chan struct{})
	go func() { defer close(watched); s.watch(watching) }()
	err = s.edge.Serve(ctx, s.session)
	stopWatching()
	<-watched
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
	defer cancel()
	return errors.Join(err, control.Close(), s.outside.close(), s.house.Close(stop))
}

// settle makes every workshop's box agree with its log, and takes out what was
// being taken out, before anyone comes. A workshop that can't be settled is said to
// the operator and holds up no other.
func (s *Server) settle(ctx context.Context) {
	polled, notBoxes := s.house.Store.Polled(ctx)
	leaving, notLogs := s.house.Store.Leaving(ctx)
	all := slices.Concat(polled, leaving)
	slices.Sort(all)
	for _, id := range slices.Compact(all) {
		if err := s.house.Rooms.Settle(ctx, id); err != nil {
			s.log.Error("workshop not settled", "workshop", id, "error", err)
		}
	}
	if err := errors.Join(notBoxes, notLogs); err != nil {
		s.log.Error("workshops not settled", "error", err)
	}
}

// Close gives everything back when Serve is not going to be called.
func (s *Server) Close(ctx context.Context) error {
	return errors.Join(s.edge.Close(), s.outside.close(), s.house.Close(ctx))
}

// socket is the path of the control socket in a data folder.
func socket(dir string) string { return filepath.Join(dir, "control.sock") }
