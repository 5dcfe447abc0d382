package edge_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	"os"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"
	"golang.org/x/crypto/ssh"

	"convene/server/edge"
)

// patience is how long a test waits for a state that must come.
const patience = 30 * time.Second

// keys is a folder with host keys that most tests share: an RSA key takes long
// to make.
var keys string //nolint:gochecknoglobals // set once, before any test

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "convene-edge-")
	if err != nil {
		panic(err)
	}
	keys = dir
	if _, err := edge.HostKeys(dir); err != nil {
		panic(err)
	}
	code := m.Run()
	_ = os.RemoveAll(dir)
	if code == 0 {
		if err := goleak.Find(); err != nil {
			_, _ = os.Stderr.WriteString(err.Error() + "\n")
			code = 1
		}
	}
	os.Exit(code)
}

// A house is a server under test.
type house struct {
	*edge.Server
	address string
	log     *journal
	stop    func() error // stops in order and returns Serve's error
}

func serve(t testing.TB, config edge.Config, handler edge.Handler) *house {
	t.Helper()
	h := &house{log: &journal{}}
	config.Listen = "127.0.0.1:0"
	if config.HostKeyDir == "" {
		config.HostKeyDir = keys
	}
	config.Logger = slog.New(slog.NewTextHandler(h.log, nil))
	if config.Goodbye == 0 {
		config.Goodbye = 2 * time.Second
	}
	server, err := edge.Listen(config)
	must(t, err)
	h.Server, h.address = server, server.Addr().String()
	ctx, cancel := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- server.Serve(ctx, handler) }()
	h.stop = sync.OnceValue(func() error {
		cancel()
		return take(t, served)
	})
	t.Cleanup(func() { must(t, h.stop()) })
	return h
}

// until waits for the server's numbers to be as wished.
func (h *house) until(t *testing.T, wished func(edge.Stats) bool) {
	t.Helper()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for end := time.After(patience); !wished(h.Stats()); {
		select {
		case <-tick.C:
		case <-end:
			t.Fatalf("stats = %+v", h.Stats())
		}
	}
}

func echo(_ context.Context, s *edge.Session) { _, _ = io.Copy(s, s) }

// client signs in with an ordinary client.
func client(t *testing.T, address string, auth ...ssh.AuthMethod) *ssh.Client {
	t.Helper()
	c, err := dial(address, auth...)
	must(t, err)
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func dial(address string, auth ...ssh.AuthMethod) (*ssh.Client, error) {
	if auth == nil {
		auth = []ssh.AuthMethod{ssh.KeyboardInteractive(noAnswers)}
	}
	return ssh.Dial("tcp", address, &ssh.ClientConfig{
		User: "someone", Auth: auth, HostKeyCallback: ssh.InsecureIgnoreHostKey(),
	})
}

func noAnswers(_, _ string, questions []string, _ []bool) ([]string, error) {
	if len(questions) > 0 {
		return nil, errors.New("a question was asked")
	}
	return nil, nil
}

func newKey(t testing.TB) ssh.AlgorithmSigner {
	t.Helper()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	must(t, err)
	signer, err := ssh.NewSignerFromKey(key)
	must(t, err)
	return signer.(ssh.AlgorithmSigner)
}

// run runs a command over a client and returns what it printed.
func run(t *testing.T, c *ssh.Client, command string) string {
	t.Helper()
	session, err := c.NewSession()
	must(t, err)
	out, err := session.Output(command)
	must(t, err)
	return string(out)
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

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// take waits for a value that must come.
func take[T any](t testing.TB, from <-chan T) T {
	t.Helper()
	select {
	case value := <-from:
		return value
	case <-time.After(patience):
		t.Fatal("nothing came")
		panic("unreachable")
	}
}
