package guard_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"io"
	"log/slog"
	"net"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"
	"golang.org/x/crypto/ssh"

	"convene/server/guard"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// patience is how long a test waits for a state that must come.
const patience = 20 * time.Second

// A house is a bare SSH server whose session channels go through the guard.
type house struct {
	t        *testing.T
	listener net.Listener
	guard    *guard.Guard
	config   *ssh.ServerConfig
	handler  func(context.Context, *guard.Session)
	limits   guard.Limits
	log      *journal
	all      sync.WaitGroup
}

func open(t *testing.T, limits guard.Limits, handler func(context.Context, *guard.Session)) *house {
	t.Helper()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	must(t, err)
	signer, err := ssh.NewSignerFromKey(key)
	must(t, err)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	h := &house{t: t, listener: listener, handler: handler, limits: limits, log: &journal{}}
	h.guard = guard.New(limits, slog.New(slog.NewTextHandler(h.log, nil)))
	h.config = &ssh.ServerConfig{NoClientAuth: true}
	h.config.AddHostKey(signer)
	h.all.Go(h.serve)
	t.Cleanup(func() {
		_ = listener.Close()
		h.all.Wait()
	})
	return h
}

func (h *house) serve() {
	for {
		raw, err := h.listener.Accept()
		if err != nil {
			return
		}
		h.all.Go(func() {
			conn := guard.NewConn(raw, h.limits, slog.New(slog.NewTextHandler(h.log, nil)), nil)
			defer func() { _ = conn.Close() }()
			server, offers, requests, err := ssh.NewServerConn(conn, h.config)
			if err != nil {
				return
			}
			link := h.guard.Open(server.Close)
			defer link.End()
			go ssh.DiscardRequests(requests)
			for offer := range offers {
				h.all.Go(func() { link.Serve(context.Background(), offer, h.handler) })
			}
		})
	}
}

// connect signs in over a connection that the test can stop.
func (h *house) connect() (*ssh.Client, *faucet) {
	h.t.Helper()
	raw, err := net.Dial("tcp", h.listener.Addr().String())
	must(h.t, err)
	conn := &faucet{Conn: raw, shut: make(chan struct{})}
	config := &ssh.ClientConfig{User: "someone", HostKeyCallback: ssh.InsecureIgnoreHostKey()}
	c, offers, requests, err := ssh.NewClientConn(conn, "", config)
	must(h.t, err)
	client := ssh.NewClient(c, offers, requests)
	h.t.Cleanup(func() { _ = client.Close() })
	return client, conn
}

// channel opens one raw session channel; nothing is answered on it unless the
// test does so.
func channel(t *testing.T, client *ssh.Client) (ssh.Channel, <-chan *ssh.Request) {
	t.Helper()
	ch, requests, err := client.OpenChannel("session", nil)
	must(t, err)
	return ch, requests
}

// ask sends a request and returns whether it was granted.
func ask(t *testing.T, ch ssh.Channel, name string, payload any) bool {
	t.Helper()
	ok, err := ch.SendRequest(name, true, ssh.Marshal(payload))
	must(t, err)
	return ok
}

func shell(t *testing.T, ch ssh.Channel) {
	t.Helper()
	if ok, err := ch.SendRequest("shell", true, nil); err != nil || !ok {
		t.Fatalf("shell: %v %v", ok, err)
	}
}

// A faucet is a connection whose reading side can be turned off, as a stopped
// process or a dead link does.
type faucet struct {
	net.Conn
	mu   sync.Mutex
	off  bool
	shut chan struct{}
	once sync.Once
}

func (f *faucet) turnOff() {
	f.mu.Lock()
	f.off = true
	f.mu.Unlock()
}

func (f *faucet) Read(p []byte) (int, error) {
	n, err := f.Conn.Read(p)
	f.mu.Lock()
	off := f.off
	f.mu.Unlock()
	if off {
		<-f.shut
		return 0, net.ErrClosed
	}
	return n, err
}

func (f *faucet) Close() error {
	f.once.Do(func() { close(f.shut) })
	return f.Conn.Close()
}

// A journal is a log that a test can read.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

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

type ptyRequest struct {
	Term                         string
	Columns, Rows, Width, Height uint32
	Modes                        string
}

type sizeRequest struct{ Columns, Rows, Width, Height uint32 }

type envRequest struct{ Name, Value string }

type textRequest struct{ Text string }

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// take waits for a value that must come.
func take[T any](t *testing.T, from <-chan T) T {
	t.Helper()
	select {
	case value := <-from:
		return value
	case <-time.After(patience):
		t.Fatal("nothing came")
		panic("unreachable")
	}
}

// echo is a handler that says everything back until the client stops.
func echo(_ context.Context, s *guard.Session) { _, _ = io.Copy(s, s) }

// say sends a word through an echoing session and waits for it to come back.
func say(t *testing.T, ch ssh.Channel, word string) {
	t.Helper()
	_, err := io.WriteString(ch, word)
	must(t, err)
	got := make([]byte, len(word))
	done := make(chan error, 1)
	go func() { _, err := io.ReadFull(ch, got); done <- err }()
	must(t, take(t, done))
	if string(got) != word {
		t.Fatalf("got %q, want %q", got, word)
	}
}
