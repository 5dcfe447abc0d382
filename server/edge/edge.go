// Package edge is the SSH side of the house: it listens, lets people in with or
// without a key, and gives each session to one handler.
//
// It owns the listener, the host keys, the algorithms, who may connect how
// often, and the order in which everything stops. It knows no workshop: what a
// user name or a key means is decided behind it. A person's identity is the key
// that signed, or nothing; the name they sent is only a wish.
//
// Concurrency: [Server.Serve] runs the accept loop; each connection has its own
// goroutine, each session a few more (package guard). Handlers run side by side
// and may block; a panic in one ends that session alone. Cancelling Serve's
// context ends everything: no new connections, then every session's context
// with [ErrStopping], then [Config.Goodbye] for them to say so, then the end.
package edge

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"convene/internal/fault"
	"convene/server/guard"
)

// ErrStopping is the cause of a session's ended context when the server is
// being stopped. The face has until [Config.Goodbye] to put the terminal right
// and say so; returning from the handler ends the session.
var ErrStopping = errors.New("edge: the server is stopping")

// Codes of the faults that [Listen] and [RotateHostKeys] return.
const (
	// CodeInUse: somebody else listens on this address already. Arg: address.
	CodeInUse = "serve.address.in_use"
	// CodeAddress: the address cannot be listened on. Arg: address.
	CodeAddress = "serve.address.unusable"
	// CodeKeyOpen: a host key's file can be read by others. Args: file, mode.
	CodeKeyOpen = "serve.hostkey.open"
	// CodeKeyBad: a host key's file cannot be read or holds no such key. Arg: file.
	CodeKeyBad = "serve.hostkey.unreadable"
	// CodeKeyDir: no host key can be made in the folder. Arg: folder.
	CodeKeyDir = "serve.hostkey.unwritable"
)

// Config says where to listen and how much to bear. Only Listen and HostKeyDir
// must be set; the zero value of every other field is the default named there.
type Config struct {
	// Listen is the TCP address, such as "127.0.0.1:2222"; port 0 picks one.
	Listen string
	// HostKeyDir is the folder of the host keys; they are made when missing.
	HostKeyDir string
	// PerAddress is how many connections one address may have open, and how
	// many it may open at once: an IPv4 address, or an IPv6 /64. Default 150,
	// since a whole workshop may sit behind one.
	PerAddress int
	// Exempt are networks without limits of their own, whose people are not turned
	// away for many being at the door.
	Exempt []netip.Prefix
	// Logger takes what an operator may want to know; never a person's words,
	// name or address. Default: slog.Default.
	Logger *slog.Logger
	// Clock is the time the connection limits go by. Default: time.Now.
	Clock func() time.Time
	// Limits bound each connection and session; see package guard.
	Limits guard.Limits
	// Starting is how many connections may be in their key exchange at a time;
	// from half of it on, more and more are turned away. Default 300, so that a
	// whole workshop behind one address may come in at the same moment.
	Starting int
	// Most is how many connections there may be in all. Default: as many as the
	// process may have files open, but for those the house needs to go on.
	Most int
	// Deciding is how many may be waiting for a person: to accept our host key,
	// or to unlock their own. Default 1000.
	Deciding int
	// Handshake is how long a client may take for its key exchange, counted
	// from the first moment, however slowly it drips. Default 15 s.
	Handshake time.Duration
	// Prompt is how long until it must be signed in, its person's own reading
	// and typing included. Default 2 min.
	Prompt time.Duration
	// Goodbye is how long sessions may take to end when the server stops.
	// Default 5 s.
	Goodbye time.Duration
}

func (c Config) filled() Config {
	c.PerAddress = cmp.Or(c.PerAddress, 150)
	c.Logger = cmp.Or(c.Logger, slog.Default())
	if c.Clock == nil {
		c.Clock = time.Now
	}
	c.Limits = c.Limits.Filled()
	c.Starting = cmp.Or(c.Starting, 300)
	c.Deciding = cmp.Or(c.Deciding, 1000)
	c.Most = cmp.Or(c.Most, mostConnections())
	c.Handshake = cmp.Or(c.Handshake, 15*time.Second)
	c.Prompt = cmp.Or(c.Prompt, 2*time.Minute)
	c.Goodbye = cmp.Or(c.Goodbye, 5*time.Second)
	return c
}

// ownFiles is how many open files the house may need beside its connections:
// the database by each of its readers, keys of polls, a backup.
const ownFiles = 64

// mostConnections is how many connections the process has files for.
func mostConnections() int {
	var files syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &files); err != nil || files.Cur > math.MaxInt32 {
		return math.MaxInt32
	}
	return max(int(files.Cur)-ownFiles, int(files.Cur)/2)
}

// Handler runs one session from beginning to end. The context ends with the
// session; its cause is [ErrStopping], or one of package guard's. When Handler
// returns, the session ends with status 0 unless it called Exit itself.
type Handler func(ctx context.Context, s *Session)

// A Server listens from [Listen] on and serves once.
type Server struct {
	config   Config
	listener net.Listener
	ring     atomic.Pointer[ring] // replaced by Rotate
	rotating sync.Mutex
	limiter  *limiter
	guard    *guard.Guard

	mu       sync.Mutex
	visits   map[*visit]struct{}
	stopping bool
	sessions int
	starved  atomic.Bool   // the last connection could not be accepted
	quiet    chan struct{} // closed when stopping and no session is left
}

// Listen reads or makes the host keys and opens the address. Its errors are
// faults with the codes above.
func Listen(config Config) (*Server, error) {
	config = config.filled()
	keys, err := loadRing(config.HostKeyDir)
	if err != nil {
		return nil, err
	}
	// A peer that vanished without a word is noticed within half a minute.
	alive := net.ListenConfig{KeepAliveConfig: net.KeepAliveConfig{
		Enable: true, Idle: 15 * time.Second, Interval: 5 * time.Second, Count: 3,
	}}
	listener, err := alive.Listen(context.Background(), "tcp", config.Listen)
	if err != nil {
		code := CodeAddress
		if errors.Is(err, syscall.EADDRINUSE) {
			code = CodeInUse
		}
		return nil, fault.New(code, "address", config.Listen).With(err)
	}
	s := &Server{
		config:   config,
		listener: listener,
		limiter:  newLimiter(config),
		guard:    guard.New(config.Limits, config.Logger),
		visits:   map[*visit]struct{}{},
		quiet:    make(chan struct{}),
	}
	s.ring.Store(keys)
	return s, nil
}

// Addr is the address that is listened on.
func (s *Server) Addr() net.Addr { return s.listener.Addr() }

// HostKeys describes the server's keys, for printing.
func (s *Server) HostKeys() Prints { return s.ring.Load().prints() }

// Close stops listening when Serve is not going to be called.
func (s *Server) Close() error {
	if err := s.listener.Close(); err != nil {
		return fmt.Errorf("close listener: %w", err)
	}
	return nil
}

// Stats is what the edge knows of itself, for metrics: numbers only.
type Stats struct {
	Open     int    // connections
	Starting int    // of these, in their key exchange
	Deciding int    // of these, waiting for their person to sign in
	Sessions int    // session channels
	Refused  uint64 // connections turned away since the start
	Full     bool   // nobody more can be let in
}

// Stats returns the numbers of this moment.
func (s *Server) Stats() Stats {
	stats := s.limiter.stats()
	s.mu.Lock()
	defer s.mu.Unlock()
	stats.Open, stats.Sessions = len(s.visits), s.sessions
	stats.Full = stats.Full || s.starved.Load()
	return stats
}
