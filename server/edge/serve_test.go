package edge_test

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"convene/internal/fault"
	"convene/server/edge"
	"convene/server/guard"
)

func TestServe_StopsInOrder(t *testing.T) {
	ready := make(chan struct{}, 2)
	h := serve(t, edge.Config{}, func(ctx context.Context, s *edge.Session) {
		ready <- struct{}{}
		<-ctx.Done()
		if errors.Is(context.Cause(ctx), edge.ErrStopping) {
			_, _ = io.WriteString(s, "goodbye\r\n")
			s.Exit(5)
		}
	})
	c := client(t, h.address)
	session, err := c.NewSession()
	must(t, err)
	must(t, session.RequestPty("xterm", 24, 80, nil))
	var out strings.Builder
	session.Stdout = &out
	must(t, session.Shell())
	take(t, ready)
	must(t, h.stop())
	var exit *ssh.ExitError
	if err := session.Wait(); !errors.As(err, &exit) || exit.ExitStatus() != 5 {
		t.Errorf("exit = %v", err)
	}
	if out.String() != "goodbye\r\n" {
		t.Errorf("out = %q", out.String())
	}
	if _, err := net.Dial("tcp", h.address); err == nil {
		t.Error("still accepting")
	}
}

// A handler that heeds nothing, a client that reads nothing, a stranger in the
// middle of a handshake: none keeps the server from stopping.
func TestServe_StopsWhateverIsConnected(t *testing.T) {
	ready, release := make(chan struct{}, 2), make(chan struct{})
	defer close(release)
	h := serve(t, edge.Config{Goodbye: 50 * time.Millisecond}, func(context.Context, *edge.Session) {
		ready <- struct{}{}
		<-release
	})
	c := client(t, h.address)
	session, err := c.NewSession()
	must(t, err)
	must(t, session.Start("wait"))
	take(t, ready)
	hello(t, h.address)
	must(t, h.stop())
	if err := c.Wait(); err == nil {
		t.Error("the connection is still open")
	}
}

func TestServe_PanicEndsOneSession(t *testing.T) {
	h := serve(t, edge.Config{}, func(_ context.Context, s *edge.Session) {
		if command, _ := s.Command(); command == "fail" {
			panic("what Rosa Delgado wrote")
		}
		_, _ = io.WriteString(s, "fine")
	})
	c := client(t, h.address)
	session, err := c.NewSession()
	must(t, err)
	if err := session.Run("fail"); err == nil {
		t.Error("a panic ended well")
	}
	if got := run(t, c, "go on"); got != "fine" {
		t.Errorf("the same connection: %q", got)
	}
	if log := h.log.String(); strings.Contains(log, "Rosa") || !strings.Contains(log, "panic contained") {
		t.Errorf("log = %s", log)
	}
}

// Sessions side by side on one connection share nothing but who is there.
func TestSession_ManyOnOneConnection(t *testing.T) {
	key := newKey(t)
	h := serve(t, edge.Config{}, func(ctx context.Context, s *edge.Session) {
		if s.Key() == nil || s.Addr().String() != "127.0.0.1" {
			s.Exit(9)
			return
		}
		if s.IsTerminal() {
			_, _ = io.WriteString(s, s.Term()+" "+strings.Repeat("x", s.Size().Width))
			_, _ = io.Copy(s, s)
			return
		}
		command, _ := s.Command()
		_, _ = io.WriteString(s, command)
	})
	c := client(t, h.address, ssh.PublicKeys(key))
	for i, term := range []string{"xterm", "screen", "vt100"} {
		session, err := c.NewSession()
		must(t, err)
		must(t, session.RequestPty(term, 24, 40+i, nil))
		in, err := session.StdinPipe()
		must(t, err)
		out, err := session.StdoutPipe()
		must(t, err)
		must(t, session.Shell())
		want := term + " " + strings.Repeat("x", 40+i)
		got := make([]byte, len(want))
		_, err = io.ReadFull(out, got)
		must(t, err)
		if string(got) != want {
			t.Errorf("got %q, want %q", got, want)
		}
		defer func() { _ = in.Close() }()
	}
	for _, command := range []string{"a", "b", "c", "d", "e"} {
		if got := run(t, c, command); got != command {
			t.Errorf("got %q, want %q", got, command)
		}
	}
}

func TestServer_SlowHandshakeIsCut(t *testing.T) {
	h := serve(t, edge.Config{Handshake: 100 * time.Millisecond}, echo)
	conn, err := net.Dial("tcp", h.address)
	must(t, err)
	defer conn.Close()
	cut := make(chan error, 1)
	go func() { _, err := io.Copy(io.Discard, conn); cut <- err }()
	// A version, and then a packet that comes byte by byte: never idle, and
	// done in minutes.
	_, err = io.WriteString(conn, "SSH-2.0-Drip\r\n\x00\x00\x70\x00")
	must(t, err)
	drip := time.NewTicker(5 * time.Millisecond)
	defer drip.Stop()
	for end := time.After(patience); len(cut) == 0; {
		select {
		case <-drip.C:
			_, _ = conn.Write([]byte{0})
		case <-end:
			t.Fatal("still connected")
		}
	}
	h.until(t, func(s edge.Stats) bool { return s.Open == 0 && s.Starting == 0 })
}

// Who has exchanged keys has a person behind it, who may be reading our host
// key's fingerprint: that takes longer, and no longer than it may.
func TestServer_PeopleMayReadTheFingerprint(t *testing.T) {
	const handshake, prompt = time.Second, 2 * time.Second // a busy machine exchanges keys in the first
	h := serve(t, edge.Config{Handshake: handshake, Prompt: prompt}, echo)
	began := time.Now()
	r := dialRaw(t, h.address)
	h.until(t, func(s edge.Stats) bool { return s.Deciding == 1 && s.Starting == 0 })
	if _, err := r.get(); err == nil {
		t.Error("the server spoke first")
	}
	if took := time.Since(began); took < prompt-10*time.Millisecond {
		t.Errorf("cut after %v", took)
	}
	h.until(t, func(s edge.Stats) bool { return s.Open == 0 && s.Deciding == 0 })
}

func TestServer_OneAddressHasSoManyConnections(t *testing.T) {
	h := serve(t, edge.Config{PerAddress: 3}, echo)
	var open []*ssh.Client
	for range 3 {
		open = append(open, client(t, h.address))
	}
	if _, err := dial(h.address); err == nil {
		t.Error("a fourth connection was let in")
	}
	if got := h.Stats(); got.Open != 3 || got.Refused != 1 || got.Starting != 0 || got.Deciding != 0 {
		t.Errorf("stats = %+v", got)
	}
	_ = open[0].Close()
	h.until(t, func(s edge.Stats) bool { return s.Open == 2 })
}

func TestServer_ClosedSessionOnAnOpenConnectionEnds(t *testing.T) {
	causes := make(chan error, 1)
	h := serve(t, edge.Config{}, func(ctx context.Context, _ *edge.Session) {
		<-ctx.Done()
		causes <- context.Cause(ctx)
	})
	c := client(t, h.address)
	ch, requests, err := c.OpenChannel("session", nil)
	must(t, err)
	go ssh.DiscardRequests(requests)
	_, err = ch.SendRequest("shell", true, nil)
	must(t, err)
	must(t, ch.Close())
	if cause := take(t, causes); !errors.Is(cause, guard.ErrGone) {
		t.Errorf("cause = %v", cause)
	}
	h.until(t, func(s edge.Stats) bool { return s.Sessions == 0 && s.Open == 1 })
}

func TestListen_KeepsItsHostKeys(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	start := func() []edge.HostKey {
		server, err := edge.Listen(edge.Config{Listen: "127.0.0.1:0", HostKeyDir: dir})
		must(t, err)
		must(t, server.Close())
		return server.HostKeys().Shown
	}
	first := start()
	if len(first) != 2 || first[0].Algorithm != "ssh-ed25519" || first[1].Algorithm != "ssh-rsa" ||
		!strings.HasPrefix(first[0].SSHFP, "4 2 ") || !strings.HasPrefix(first[1].SSHFP, "1 2 ") ||
		!strings.HasPrefix(first[0].Fingerprint, "SHA256:") || !strings.HasPrefix(first[0].Line, "ssh-ed25519 AAAA") {
		t.Fatalf("keys = %+v", first)
	}
	for i, key := range start() {
		if key != first[i] {
			t.Errorf("a restart changed %s", key.Algorithm)
		}
	}
	files, err := os.ReadDir(dir)
	must(t, err)
	if len(files) != 2 {
		t.Errorf("files = %v", files)
	}
	for _, file := range files {
		info, err := file.Info()
		must(t, err)
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", file.Name(), info.Mode())
		}
	}
}

func TestListen_RefusesKeysItCannotTrust(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(path string) error
		code  string
	}{
		"readable by all": {func(path string) error { return os.Chmod(path, 0o644) }, edge.CodeKeyOpen},
		"corrupt":         {func(path string) error { return os.WriteFile(path, []byte("no key"), 0o600) }, edge.CodeKeyBad},
		"empty":           {func(path string) error { return os.Truncate(path, 0) }, edge.CodeKeyBad},
		"another kind":    {func(path string) error { return os.Rename(filepath.Join(filepath.Dir(path), "ssh_host_rsa_key"), path) }, edge.CodeKeyBad},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			must(t, os.CopyFS(dir, os.DirFS(keys)))
			path := filepath.Join(dir, "ssh_host_ed25519_key")
			must(t, os.Chmod(path, 0o600))
			must(t, os.Chmod(filepath.Join(dir, "ssh_host_rsa_key"), 0o600))
			must(t, c.spoil(path))
			_, err := edge.Listen(edge.Config{Listen: "127.0.0.1:0", HostKeyDir: dir})
			if fault.Code(err) != c.code {
				t.Errorf("err = %v, want %s", err, c.code)
			}
		})
	}
}

func TestListen_SaysWhatIsWrong(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer taken.Close()
	_, err = edge.Listen(edge.Config{Listen: taken.Addr().String(), HostKeyDir: keys})
	if fault.Code(err) != edge.CodeInUse {
		t.Errorf("err = %v", err)
	}
	_, err = edge.Listen(edge.Config{Listen: "nowhere", HostKeyDir: keys})
	if fault.Code(err) != edge.CodeAddress {
		t.Errorf("err = %v", err)
	}
	file := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(file, nil, 0o600))
	_, err = edge.Listen(edge.Config{Listen: "127.0.0.1:0", HostKeyDir: filepath.Join(file, "below")})
	if code := fault.Code(err); code != edge.CodeKeyDir && code != edge.CodeKeyBad {
		t.Errorf("err = %v", err)
	}
}
