package edge_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"convene/server/edge"
	"convene/server/guard"
)

// tool finds a client program. One that is not installed is passed over, except
// where the tests must be complete.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("%s is not installed", name)
		}
		t.Skipf("%s is not installed", name)
	}
	return path
}

// A desk is a folder from which clients are run: the host keys are known there,
// and nothing else of this machine's user.
type desk struct {
	*house
	dir, port string
}

func newDesk(t *testing.T, h *house) desk {
	t.Helper()
	_, port, err := net.SplitHostPort(h.address)
	must(t, err)
	d := desk{house: h, dir: t.TempDir(), port: port}
	must(t, os.Mkdir(filepath.Join(d.dir, ".ssh"), 0o700))
	var known strings.Builder
	for _, key := range h.HostKeys().Shown {
		known.WriteString("[127.0.0.1]:" + port + " " + key.Line + "\n127.0.0.1 " + key.Line + "\n")
	}
	must(t, os.WriteFile(filepath.Join(d.dir, ".ssh", "known_hosts"), []byte(known.String()), 0o600))
	return d
}

// openSSH gives the arguments of a plain OpenSSH client, asked to be strict.
func (d desk) openSSH(args ...string) []string {
	return append([]string{
		"-F", "none", "-p", d.port, "-l", "K7QM-TEST",
		"-o", "UserKnownHostsFile=" + filepath.Join(d.dir, ".ssh", "known_hosts"), "-o", "GlobalKnownHostsFile=none",
		"-o", "StrictHostKeyChecking=yes", "-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none",
	}, args...)
}

func (d desk) command(path string, args ...string) *exec.Cmd {
	cmd := exec.Command(path, args...)
	cmd.Env = []string{"HOME=" + d.dir, "PATH=" + os.Getenv("PATH"), "LANG=es_US.UTF-8"}
	cmd.Dir = d.dir
	return cmd
}

// report is a handler that tells who is there, then sends more than a client
// may leave unanswered, three times over, and ends with status 7.
func report(ctx context.Context, s *edge.Session) {
	who := "no key"
	if s.Key() != nil {
		who = ssh.FingerprintSHA256(s.Key())
	}
	command, _ := s.Command()
	_, _ = io.WriteString(s, strings.Join([]string{s.User().String(), who, command}, "|"))
	for range 3 {
		_, _ = s.Write(bytes.Repeat([]byte("."), 4<<10))
		select {
		case <-s.Ready():
		case <-ctx.Done():
			return
		}
	}
	s.Exit(7)
}

// check runs a client to its end and looks at what it was told.
func check(t *testing.T, cmd *exec.Cmd, who string) {
	t.Helper()
	var out, aside bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &aside
	must(t, cmd.Start())
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	var exit *exec.ExitError
	if err := take(t, done); !errors.As(err, &exit) || exit.ExitCode() != 7 {
		t.Errorf("exit = %v: %s", err, aside.String())
	}
	if got, want := out.String(), "K7QM-TEST|"+who+"|status --now"+strings.Repeat(".", 12<<10); got != want {
		t.Errorf("out = %.80q (%d bytes), want %.80q (%d)", got, len(got), want, len(want))
	}
}

func TestClients_OpenSSH(t *testing.T) {
	path := tool(t, "ssh")
	d := newDesk(t, serve(t, edge.Config{}, report))
	t.Run("with a key", func(t *testing.T) {
		_, private, err := ed25519.GenerateKey(rand.Reader)
		must(t, err)
		block, err := ssh.MarshalPrivateKey(private, "")
		must(t, err)
		file := filepath.Join(d.dir, "id")
		must(t, os.WriteFile(file, pem.EncodeToMemory(block), 0o600))
		signer, err := ssh.NewSignerFromKey(private)
		must(t, err)
		check(t, d.command(path, d.openSSH("-o", "BatchMode=yes", "-i", file, "127.0.0.1", "status --now")...), ssh.FingerprintSHA256(signer.PublicKey()))
	})
	t.Run("without a key", func(t *testing.T) {
		check(t, d.command(path, d.openSSH("127.0.0.1", "status --now")...), "no key")
	})
	t.Run("for a key exchange and a cipher of yesterday", func(t *testing.T) {
		check(t, d.command(path, d.openSSH("-o", "KexAlgorithms=curve25519-sha256", "-c", "aes128-ctr",
			"-o", "HostKeyAlgorithms=rsa-sha2-256", "127.0.0.1", "status --now")...), "no key")
	})
}

func TestClients_Plink(t *testing.T) {
	path := tool(t, "plink")
	d := newDesk(t, serve(t, edge.Config{}, report))
	check(t, d.command(path, "-ssh", "-batch", "-P", d.port, "-l", "K7QM-TEST",
		"-hostkey", d.HostKeys().Shown[0].Fingerprint, "127.0.0.1", "status --now"), "no key")
}

func TestClients_Dropbear(t *testing.T) {
	path := tool(t, "dbclient")
	d := newDesk(t, serve(t, edge.Config{}, report))
	check(t, d.command(path, "-p", d.port, "-l", "K7QM-TEST", "127.0.0.1", "status --now"), "no key")
}

// A second session over a shared connection is killed; the first and the
// connection stay, and nothing of the second does.
func TestClients_ControlMaster(t *testing.T) {
	path := tool(t, "ssh")
	causes := make(chan error, 2)
	d := newDesk(t, serve(t, edge.Config{}, func(ctx context.Context, s *edge.Session) {
		_, _ = io.WriteString(s, "in")
		for range s.Sizes() {
		}
		<-ctx.Done()
		causes <- context.Cause(ctx)
	}))
	socket := filepath.Join(d.dir, "s")
	begin := func(args ...string) *exec.Cmd {
		cmd := d.command(path, d.openSSH(append(args, "-S", socket, "-tt", "127.0.0.1")...)...)
		in, err := cmd.StdinPipe()
		must(t, err)
		out, err := cmd.StdoutPipe()
		must(t, err)
		must(t, cmd.Start())
		t.Cleanup(func() { _ = in.Close(); _ = cmd.Process.Kill(); _ = cmd.Wait() })
		_, err = io.ReadFull(out, make([]byte, 2))
		must(t, err)
		return cmd
	}
	begin("-M")
	second := begin()
	if got := d.Stats(); got.Open != 1 || got.Sessions != 2 {
		t.Fatalf("stats = %+v", got)
	}
	must(t, second.Process.Kill())
	if cause := take(t, causes); !errors.Is(cause, guard.ErrGone) {
		t.Errorf("cause = %v", cause)
	}
	d.until(t, func(s edge.Stats) bool { return s.Open == 1 && s.Sessions == 1 })
}

// A client that is stopped while output flows to it is given up, and the
// others never notice.
func TestClients_StoppedProcessIsGone(t *testing.T) {
	path := tool(t, "ssh")
	causes := make(chan error, 1)
	limits := guard.Limits{Silence: 300 * time.Millisecond, Age: time.Millisecond}
	d := newDesk(t, serve(t, edge.Config{Limits: limits}, func(ctx context.Context, s *edge.Session) {
		if !s.IsTerminal() {
			echo(ctx, s)
			return
		}
		for tick := time.NewTicker(time.Millisecond); ctx.Err() == nil; {
			<-tick.C
			if s.CanSend() {
				_, _ = s.Write(bytes.Repeat([]byte("frame "), 100))
			}
		}
		causes <- context.Cause(ctx)
	}))
	cmd := d.command(path, d.openSSH("-tt", "127.0.0.1")...)
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	_, err = io.ReadFull(out, make([]byte, 6<<10)) // it answers, so it gets more than its credit
	must(t, err)
	other := client(t, d.address)
	session, err := other.NewSession()
	must(t, err)
	in, err := session.StdinPipe()
	must(t, err)
	back, err := session.StdoutPipe()
	must(t, err)
	must(t, session.Start("echo"))
	must(t, cmd.Process.Signal(syscall.SIGSTOP))
	for len(causes) == 0 {
		_, err = io.WriteString(in, "ping")
		must(t, err)
		_, err = io.ReadFull(back, make([]byte, 4))
		must(t, err)
	}
	if cause := take(t, causes); !errors.Is(cause, guard.ErrStalled) {
		t.Errorf("cause = %v", cause)
	}
	d.until(t, func(s edge.Stats) bool { return s.Open == 1 && s.Sessions == 1 })
}
