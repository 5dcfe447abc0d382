package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"syscall"

	"golang.org/x/crypto/ssh"
)

// guest is one client of the load: it takes what comes, counts it, and hands it
// to whoever reads.
type guest struct {
	gate    *gate
	conn    *ssh.Client
	channel ssh.Channel
	bytes   atomic.Int64
	frames  atomic.Int64
	ended   chan struct{}

	mu   sync.Mutex
	read func([]byte) // gets what comes, in the guest's goroutine
}

// size is the i-th guest's terminal: from 60×20 to 200×60, no two neighbours
// alike.
func size(i int) (w, h int) { return 60 + i*37%141, 20 + i*17%41 }

// from is the i-th guest's own address: people come from many, and the server
// slows those down who come from one.
func from(i int) net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 1, byte(i/250), byte(1+i%250))} }

// call is how a guest connects, and with which terminal.
type call struct {
	addr, user string
	key        ssh.Signer
	from       net.Addr
	w, h       int // of the terminal; 0 is none
	// link is what lies between the guest and the server; nil is nothing.
	link func(net.Conn) net.Conn
}

// calling is how the i-th guest connects.
func calling(addr, user string, key ssh.Signer, i int) call {
	w, h := size(i)
	return call{addr: addr, user: user, key: key, from: from(i), w: w, h: h}
}

// dial connects a guest and opens a terminal, if there is one, and a session. read
// gets what the server sends until hand changes it.
func (c call) dial(ctx context.Context, read func([]byte)) (*guest, error) {
	raw, err := (&net.Dialer{LocalAddr: c.from}).DialContext(ctx, "tcp", c.addr)
	if err != nil {
		return nil, err
	}
	if c.link != nil {
		raw = c.link(raw)
	}
	link := &gate{Conn: raw}
	conn, channels, requests, err := ssh.NewClientConn(link, c.addr, &ssh.ClientConfig{
		User: c.user, Auth: []ssh.AuthMethod{ssh.PublicKeys(c.key)}, HostKeyCallback: ssh.InsecureIgnoreHostKey(),
		// In the order of the client that people use: Go's own asks for RSA first.
		HostKeyAlgorithms: []string{ssh.KeyAlgoED25519, ssh.KeyAlgoRSASHA512, ssh.KeyAlgoRSASHA256},
	})
	if err != nil {
		_ = raw.Close()
		if errors.Is(err, io.EOF) || errors.Is(err, syscall.ECONNRESET) {
			return nil, errTurnedAway
		}
		return nil, err
	}
	g := &guest{gate: link, conn: ssh.NewClient(conn, channels, requests), ended: make(chan struct{}), read: read}
	if err := g.open(c.w, c.h); err != nil {
		_ = conn.Close()
		return nil, err
	}
	go g.drain()
	return g, nil
}

func (g *guest) open(w, h int) error {
	channel, requests, err := g.conn.OpenChannel("session", nil)
	if err != nil {
		return err
	}
	go ssh.DiscardRequests(requests) // which answers pings, as every client does
	g.channel = channel
	type request struct {
		name    string
		payload []byte
	}
	all := []request{{"shell", nil}}
	if w > 0 {
		all = append([]request{{"pty-req", ssh.Marshal(struct {
			Term         string
			W, H, PW, PH uint32
			Modes        string
		}{"xterm-256color", uint32(w), uint32(h), 0, 0, ""})}}, all...)
	}
	for _, r := range all {
		ok, err := channel.SendRequest(r.name, true, r.payload)
		if err != nil {
			return err
		}
		if !ok {
			return fmt.Errorf("%s was refused", r.name)
		}
	}
	return nil
}

// drain reads until the session ends.
func (g *guest) drain() {
	defer close(g.ended)
	buf := make([]byte, 32<<10)
	for {
		n, err := g.channel.Read(buf)
		if n > 0 {
			g.bytes.Add(int64(n))
			g.frames.Add(1)
			g.mu.Lock()
			read := g.read
			g.mu.Unlock()
			if read != nil {
				read(buf[:n])
			}
		}
		if err != nil {
			return
		}
	}
}

// hand gives what comes from now on to somebody else; nil only counts it.
func (g *guest) hand(read func([]byte)) {
	g.mu.Lock()
	g.read = read
	g.mu.Unlock()
}

func (g *guest) send(keys string) error {
	_, err := io.WriteString(g.channel, keys)
	return err
}

// resize says that the terminal has another size.
func (g *guest) resize(w, h int) error {
	_, err := g.channel.SendRequest("window-change", false, ssh.Marshal(struct{ W, H, PW, PH uint32 }{uint32(w), uint32(h), 0, 0}))
	return err
}

func (g *guest) close() {
	_ = g.conn.Close()
	<-g.ended
}

// gate is a link whose reader can be made to stop reading: what comes then stays
// in the sockets until they are full.
type gate struct {
	net.Conn
	mu  sync.Mutex
	way chan struct{} // nil while open; closed when it opens again
}

// stall stops the reading, behind what is being read.
func (g *gate) stall() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.way == nil {
		g.way = make(chan struct{})
	}
}

// goOn lets the reader go on.
func (g *gate) goOn() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.way != nil {
		close(g.way)
		g.way = nil
	}
}

func (g *gate) Read(p []byte) (int, error) {
	n, err := g.Conn.Read(p)
	g.mu.Lock()
	way := g.way
	g.mu.Unlock()
	if way != nil {
		<-way
	}
	return n, err
}

func (g *gate) Close() error {
	g.goOn()
	return g.Conn.Close()
}

// errEnded says that the server ended a guest's session while it was needed.
var errEnded = errors.New("the session ended")

// errTurnedAway: too many were at the door at that moment.
var errTurnedAway = errors.New("turned away at the door")

// await waits for a state that a guest's reader signals.
func (g *guest) await(ctx context.Context, done <-chan struct{}, what string) error {
	select {
	case <-done:
		return nil
	case <-g.ended:
		return fmt.Errorf("%s: %w", what, errEnded)
	case <-ctx.Done():
		return fmt.Errorf("%s: %w", what, ctx.Err())
	}
}
