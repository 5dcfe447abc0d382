package tuitest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"

	"golang.org/x/crypto/ssh"
)

// Options is how a person connects. The zero value is an 80×24 terminal of
// 256 colours, without a key.
type Options struct {
	W, H    int               // cells; 0 is 80 and 24
	Term    string            // TERM; "" is xterm-256color
	Env     map[string]string // such as LANG
	Signer  ssh.Signer        // the person's key, if any
	HostKey ssh.PublicKey     // the only host key to accept; nil accepts any
	NoPTY   bool              // without a terminal
	Command string            // run this instead of a shell
}

// transcriptSize is how much of what came last is kept as it came.
const transcriptSize = 256 << 10

// Client is a person at a terminal, connected over SSH.
type Client struct {
	screen  *Screen
	conn    *gate
	ssh     *ssh.Client
	session *ssh.Session
	stdin   io.Writer // one writer at a time
	done    chan struct{}

	mu         sync.Mutex
	transcript []byte
	err        error // of the session, once done
}

// Connect dials addr and starts a session. The caller closes the client.
func Connect(ctx context.Context, addr, user string, o Options) (*Client, error) {
	if o.W == 0 || o.H == 0 {
		o.W, o.H = 80, 24
	}
	if o.Term == "" {
		o.Term = "xterm-256color"
	}
	raw, err := new(net.Dialer).DialContext(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("dial: %w", err)
	}
	c := &Client{conn: newGate(raw), done: make(chan struct{})}
	stop := context.AfterFunc(ctx, func() { _ = raw.Close() }) // a handshake knows no context
	err = c.start(addr, user, o)
	switch {
	case err != nil:
		_ = raw.Close()
	case !stop():
		c.end()
		err = context.Cause(ctx)
	}
	if err != nil {
		return nil, err
	}
	return c, nil
}

// start shakes hands and opens the session.
func (c *Client) start(addr, user string, o Options) error {
	config := &ssh.ClientConfig{User: user, HostKeyCallback: ssh.InsecureIgnoreHostKey()}
	if o.HostKey != nil {
		config.HostKeyCallback = ssh.FixedHostKey(o.HostKey)
	}
	if o.Signer != nil {
		config.Auth = append(config.Auth, ssh.PublicKeys(o.Signer))
	}
	config.Auth = append(config.Auth, ssh.KeyboardInteractive(
		func(_, _ string, questions []string, _ []bool) ([]string, error) {
			return make([]string, len(questions)), nil
		}))
	conn, chans, reqs, err := ssh.NewClientConn(c.conn, addr, config)
	if err != nil {
		return fmt.Errorf("handshake: %w", err)
	}
	c.ssh = ssh.NewClient(conn, chans, reqs)
	if c.session, err = c.ssh.NewSession(); err != nil {
		return fmt.Errorf("session: %w", err)
	}
	for k, v := range o.Env {
		_ = c.session.Setenv(k, v) // a server may refuse any, as sshd does
	}
	if !o.NoPTY {
		if err := c.session.RequestPty(o.Term, o.H, o.W, ssh.TerminalModes{}); err != nil {
			return fmt.Errorf("terminal: %w", err)
		}
	}
	stdin, err := c.session.StdinPipe()
	if err != nil {
		return fmt.Errorf("input: %w", err)
	}
	c.stdin = &taking{w: stdin}
	c.screen = NewScreen(o.W, o.H, c.stdin)
	c.session.Stdout, c.session.Stderr = received{c}, received{c}
	if o.Command != "" {
		err = c.session.Start(o.Command)
	} else {
		err = c.session.Shell()
	}
	if err != nil {
		_ = c.screen.Close()
		return fmt.Errorf("start: %w", err)
	}
	go func() {
		err := c.session.Wait()
		c.mu.Lock()
		c.err = err
		c.mu.Unlock()
		close(c.done)
	}()
	return nil
}

// taking lets one write through after the other: the person types while their
// terminal answers what it was asked, and an SSH channel may not be written from
// two goroutines at once.
type taking struct {
	mu sync.Mutex
	w  io.Writer
}

func (t *taking) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.w.Write(p)
}

// received takes what the server sends.
type received struct{ *Client }

// Write shows p and keeps it.
func (c received) Write(p []byte) (int, error) {
	c.mu.Lock()
	c.transcript = append(c.transcript, p...)
	if extra := len(c.transcript) - transcriptSize; extra > 0 {
		c.transcript = c.transcript[:copy(c.transcript, c.transcript[extra:])]
	}
	c.mu.Unlock()
	return c.screen.Write(p)
}

// Transcript is a copy of the last bytes the server sent, escape codes and all.
func (c *Client) Transcript() []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]byte(nil), c.transcript...)
}

// Screen is the person's terminal.
func (c *Client) Screen() *Screen { return c.screen }

// Send sends bytes as they are.
func (c *Client) Send(p string) error {
	if _, err := io.WriteString(c.stdin, p); err != nil {
		return fmt.Errorf("send: %w", err)
	}
	return nil
}

// Resize changes the terminal's size and tells the server.
func (c *Client) Resize(w, h int) error {
	c.screen.Resize(w, h)
	if err := c.session.WindowChange(h, w); err != nil {
		return fmt.Errorf("resize: %w", err)
	}
	return nil
}

// Stall stops reading from the network, like a client that was suspended.
func (c *Client) Stall() { c.conn.shut() }

// Resume reads on.
func (c *Client) Resume() { c.conn.open() }

// Done is closed when the session has ended.
func (c *Client) Done() <-chan struct{} { return c.done }

// ExitStatus is the status the session ended with, or -1 if it has not ended or
// ended without one.
func (c *Client) ExitStatus() int {
	select {
	case <-c.done:
	default:
		return -1
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	var exit *ssh.ExitError
	switch {
	case c.err == nil:
		return 0
	case errors.As(c.err, &exit):
		return exit.ExitStatus()
	}
	return -1
}

// Cut drops the link without a word, as when a laptop is closed.
func (c *Client) Cut() {
	if tcp, ok := c.conn.Conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	c.end()
}

// Close says goodbye and ends the connection.
func (c *Client) Close() error {
	c.conn.open()
	_ = c.session.Close()
	c.end()
	return nil
}

func (c *Client) end() {
	_ = c.conn.Close()
	<-c.done
	_ = c.screen.Close()
}

// gate is a connection whose reading can be stopped.
type gate struct {
	net.Conn
	mu     sync.Mutex
	way    chan struct{} // closed while reading is allowed
	closed chan struct{}
	once   sync.Once
}

func newGate(conn net.Conn) *gate {
	g := &gate{Conn: conn, way: make(chan struct{}), closed: make(chan struct{})}
	close(g.way)
	return g
}

func (g *gate) shut() {
	g.mu.Lock()
	defer g.mu.Unlock()
	select {
	case <-g.way:
		g.way = make(chan struct{})
	default:
	}
}

func (g *gate) open() {
	g.mu.Lock()
	defer g.mu.Unlock()
	select {
	case <-g.way:
	default:
		close(g.way)
	}
}

// Read reads, but gives nothing back while the gate is shut.
func (g *gate) Read(p []byte) (int, error) {
	n, err := g.Conn.Read(p)
	g.mu.Lock()
	way := g.way
	g.mu.Unlock()
	select {
	case <-way:
	case <-g.closed:
	}
	return n, err
}

func (g *gate) Close() error {
	g.once.Do(func() { close(g.closed) })
	return g.Conn.Close()
}
