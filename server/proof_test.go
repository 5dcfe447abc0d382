package server_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"convene/internal/bench"
	"convene/internal/room"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
	"convene/server"
	"convene/server/edge"
	"convene/tui/tuitest"
)

// The proofs show what design §1 promises at the whole server, over real SSH.

// patience is how long a proof waits for a state that must come.
const patience = 30 * time.Second

func TestMain(m *testing.M) {
	if bench.Child(busyHost) {
		return
	}
	status := m.Run()
	_ = os.RemoveAll(binaryDir())
	os.Exit(status)
}

// hostKeys are made once: an RSA key takes long.
var hostKeys = sync.OnceValues(func() (map[string][]byte, error) { //nolint:gochecknoglobals // made once
	dir, err := os.MkdirTemp("", "convene-keys-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	_, err = edge.HostKeys(dir)
	files := make(map[string][]byte)
	for _, name := range edge.HostKeyFiles(dir) {
		raw, failed := os.ReadFile(filepath.Join(dir, name))
		files[name], err = raw, errors.Join(err, failed)
	}
	return files, err
})

// folder is an empty data folder that has its host keys.
func folder(t *testing.T) string {
	t.Helper()
	files, err := hostKeys()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "data")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, raw := range files {
		if err := os.WriteFile(filepath.Join(dir, name), raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// stand is a server in this process with one full workshop.
type stand struct {
	*server.Server
	t    *testing.T
	hall bench.Hall
	room *room.Room
	log  *journal
	end  func() // stops the server
}

// open serves a hall until the test ends, with such changes to how the server is
// set up.
func open(t *testing.T, p bench.Plan, changes ...func(*server.Config)) *stand {
	t.Helper()
	s := &stand{t: t, log: &journal{}}
	dir := folder(t)
	var err error
	c := server.Config{
		Listen: "127.0.0.1:0", Data: dir, Exempt: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")},
		Metrics: "127.0.0.1:0",
		Logger:  slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	for _, change := range changes {
		change(&c)
	}
	s.Server, err = server.Listen(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	s.end = cancel
	served := make(chan error, 1)
	go func() { served <- s.Serve(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-served; err != nil {
			t.Error(err)
		}
	})
	if s.hall, err = bench.Furnish(t.Context(), s.House(), dir, p); err != nil {
		t.Fatal(err)
	}
	r, leave, err := s.House().Rooms.Enter(t.Context(), s.hall.ID)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(leave) // before the server stops
	s.room = r
	return s
}

// do gives a command in a seat's name; the empty seat is the server's own.
func (s *stand) do(seat roster.SeatID, body any) {
	s.t.Helper()
	if err := s.room.Do(s.t.Context(), room.NewCommand(seat, body)); err != nil {
		s.t.Fatalf("%T: %v", body, err)
	}
}

func (s *stand) move(to act.Place) {
	s.t.Helper()
	if err := bench.MoveTo(s.t.Context(), s.room, to); err != nil {
		s.t.Fatal(err)
	}
}

func (s *stand) snap() *workshop.Snapshot { return s.room.Snapshot() }

// comes connects the i-th person, who says that the seat is theirs.
func (s *stand) comes(i int, o tuitest.Options) *tuitest.Person {
	s.t.Helper()
	return arrive(s.t, s.Addr(), s.hall, i, o)
}

// arrive connects a hall's i-th person to a server at addr and brings them to
// the full screen.
func arrive(t *testing.T, addr string, hall bench.Hall, i int, o tuitest.Options) *tuitest.Person {
	t.Helper()
	who := hall.People[i]
	o.Signer = who.Key
	p := tuitest.Dial(t, addr, hall.Code, o)
	p.See(who.Name)
	p.Type("1\r")
	p.SeeThat("the full screen", func(g tuitest.Grid) bool { return g.Alternate && g.Has("?") })
	return p
}

// writes lets somebody write at the end of the text in front of them.
func writes(t *testing.T, p *tuitest.Person) {
	t.Helper()
	presses(t, p, "w", func(g tuitest.Grid) bool { return g.CursorShown })
}

// presses presses a key until it has done what it does: one that comes just after
// the room moved is asked about first, and then needs another press.
func presses(t *testing.T, p *tuitest.Person, key string, done func(tuitest.Grid) bool) {
	t.Helper()
	for end := time.Now().Add(patience); !done(p.Grid()); {
		if time.Now().After(end) {
			t.Fatalf("%q does nothing here:\n%s", key, p.Grid())
		}
		p.Type(key)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		_ = p.Screen().Wait(ctx, done)
		cancel()
	}
}

// eventually waits for a state of the room.
func (s *stand) eventually(what string, want func(*workshop.Snapshot) bool) {
	s.t.Helper()
	visit := s.room.Visit("")
	defer visit.Leave()
	for end := time.After(patience); !want(s.snap()); {
		select {
		case <-visit.Wake():
		case <-end:
			s.t.Fatalf("never came: %s", what)
		}
	}
}

// one runs a command of the one-line face and gives what it printed. For exports
// the person must be coordinator.
func (s *stand) one(i int, command string) string {
	s.t.Helper()
	a := run(s.t, dial(s.t, s.Addr(), s.hall.Code, s.hall.People[i].Key), command, false)
	if a.code != 0 {
		s.t.Fatalf("%s: %s", command, a.err)
	}
	return a.out
}

// journal is a log that a test can read.
type journal struct {
	mu   sync.Mutex
	text strings.Builder
}

var _ io.Writer = (*journal)(nil)

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}
