package remote

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"runtime/debug"
	"sync"

	"convene/internal/fault"
)

// The control socket speaks in lines of JSON. The client sends an Order; the
// server sends messages until one carries the exit status, and after each
// question waits for a message with the answer.
type message struct {
	Out    []byte  `json:"out,omitempty"`
	Err    []byte  `json:"err,omitempty"`
	Ask    *string `json:"ask,omitempty"`
	Answer *string `json:"answer,omitempty"`
	Exit   *int    `json:"exit,omitempty"`
}

const (
	// maxMessage is the longest line taken, in bytes.
	maxMessage = 1 << 20
	// maxPath is the longest socket path that every system takes, in bytes.
	maxPath = 100
)

// Control lets the command line's verbs reach a running server. The socket is
// its owner's alone: whoever opens it may do everything an operator may.
type Control struct {
	path     string
	verbs    *Verbs
	log      *slog.Logger
	listener net.Listener
	wg       sync.WaitGroup

	mu    sync.Mutex
	conns map[net.Conn]struct{} // nil once closed
}

// ListenControl opens the socket at path, 0600. What lies there is taken away
// first, so the caller must hold the lock of the folder.
func ListenControl(path string, verbs *Verbs, log *slog.Logger) (*Control, error) {
	failed := fault.New("serve.control", "path", path)
	if len(path) > maxPath {
		return nil, fault.New("serve.control.long", "path", path, "max", maxPath)
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, failed.With(err)
	}
	listener, err := net.Listen("unix", path)
	if err != nil {
		return nil, failed.With(err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, failed.With(errors.Join(err, listener.Close()))
	}
	return &Control{path: path, verbs: verbs, log: log, listener: listener, conns: make(map[net.Conn]struct{})}, nil
}

// Serve answers until ctx ends or Close is called.
func (c *Control) Serve(ctx context.Context) {
	stop := context.AfterFunc(ctx, func() { _ = c.listener.Close() })
	defer stop()
	for {
		conn, err := c.listener.Accept()
		if err != nil {
			return
		}
		if !c.keep(conn) {
			_ = conn.Close()
			return
		}
		go func() {
			defer c.forget(conn)
			c.answer(ctx, conn)
		}()
	}
}

// Close stops listening, hangs up on everyone, and returns when every verb has
// ended. It may be called more than once.
func (c *Control) Close() error {
	err := c.listener.Close() // takes the socket's file away too
	c.mu.Lock()
	for conn := range c.conns {
		_ = conn.Close()
	}
	c.conns = nil
	c.mu.Unlock()
	c.wg.Wait()
	if err != nil && !errors.Is(err, net.ErrClosed) {
		return fmt.Errorf("close control socket: %w", err)
	}
	return nil
}

func (c *Control) keep(conn net.Conn) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.conns == nil {
		return false
	}
	c.conns[conn] = struct{}{}
	c.wg.Add(1)
	return true
}

func (c *Control) forget(conn net.Conn) {
	_ = conn.Close()
	c.mu.Lock()
	delete(c.conns, conn)
	c.mu.Unlock()
	c.wg.Done()
}

// answer does one order. A panic ends this order alone; its value may hold a
// person's words and is not logged.
func (c *Control) answer(ctx context.Context, conn net.Conn) {
	defer func() {
		if v := recover(); v != nil {
			c.log.Error("control verb ended by a panic", "type", fmt.Sprintf("%T", v), "stack", string(debug.Stack()))
		}
	}()
	p := newPeer(conn)
	var o Order
	if err := p.receive(&o); err != nil {
		return // it hung up, or is no command line of ours
	}
	code := c.verbs.Operate(ctx, o, Console{
		Out: sender{p, func(b []byte) message { return message{Out: b} }},
		Err: sender{p, func(b []byte) message { return message{Err: b} }},
		Ask: p.ask,
	})
	_ = p.send(message{Exit: &code}) // nobody is left to tell
}

// peer is one end of the socket.
type peer struct {
	conn net.Conn
	in   *bufio.Scanner
}

func newPeer(conn net.Conn) *peer {
	in := bufio.NewScanner(conn)
	in.Buffer(nil, maxMessage)
	return &peer{conn, in}
}

func (p *peer) send(v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("write control message: %w", err)
	}
	_, err = p.conn.Write(append(b, '\n'))
	return err
}

func (p *peer) receive(v any) error {
	if !p.in.Scan() {
		if err := p.in.Err(); err != nil {
			return fmt.Errorf("read control message: %w", err)
		}
		return io.EOF
	}
	if err := json.Unmarshal(p.in.Bytes(), v); err != nil {
		return fmt.Errorf("read control message: %w", err)
	}
	return nil
}

func (p *peer) ask(question string) (string, error) {
	if err := p.send(message{Ask: &question}); err != nil {
		return "", err
	}
	var m message
	if err := p.receive(&m); err != nil {
		return "", err
	}
	if m.Answer == nil {
		return "", io.EOF
	}
	return *m.Answer, nil
}

// sender writes in pieces that fit a message.
type sender struct {
	peer *peer
	wrap func([]byte) message
}

func (s sender) Write(b []byte) (int, error) {
	n := 0
	for n < len(b) {
		piece := b[n:min(len(b), n+maxMessage/2)]
		if err := s.peer.send(s.wrap(piece)); err != nil {
			return n, err
		}
		n += len(piece)
	}
	return n, nil
}

// ErrNobody says that no server listens on the control socket.
var ErrNobody = errors.New("remote: no server listens")

// Ask has the server that listens at path do an order, and returns its status.
// ErrNobody if none listens; any other error means that it went away on the way.
func Ask(ctx context.Context, path string, o Order, c Console) (int, error) {
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "unix", path)
	if err != nil {
		return Failed, fmt.Errorf("%w: %w", ErrNobody, err)
	}
	defer func() { _ = conn.Close() }()
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer stop()
	p := newPeer(conn)
	if err := p.send(o); err != nil {
		return Failed, fault.New("server_stopping").With(err)
	}
	for {
		var m message
		if err := p.receive(&m); err != nil {
			return Failed, fault.New("server_stopping").With(err)
		}
		code, over, err := p.obey(m, c)
		if over || err != nil {
			return code, err
		}
	}
}

// obey does what the server's message says; over with its exit status.
func (p *peer) obey(m message, c Console) (code int, over bool, err error) {
	switch {
	case m.Exit != nil:
		return *m.Exit, true, nil
	case m.Ask != nil:
		var reply message
		if answer, err := c.Ask(*m.Ask); err == nil {
			reply.Answer = &answer
		}
		return Failed, false, p.send(reply)
	}
	if _, err := c.Err.Write(m.Err); err != nil {
		return Failed, false, err
	}
	_, err = c.Out.Write(m.Out)
	return Failed, false, err
}
