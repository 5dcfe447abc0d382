package server_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
	_ "modernc.org/sqlite" // to make a database of a version to come

	"convene/internal/desk"
	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/roster"
	"convene/server"
	"convene/server/remote"
)

func config(dir string) server.Config {
	return server.Config{Listen: "127.0.0.1:0", Data: dir, Logger: slog.New(slog.DiscardHandler)}
}

// serve runs a server on dir until stop, which waits for its end.
func serve(t *testing.T, dir string) (s *server.Server, stop func()) {
	t.Helper()
	s, err := server.Listen(t.Context(), config(dir))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx) }()
	stopped := false
	stop = func() {
		if stopped {
			return
		}
		stopped = true
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	t.Cleanup(stop)
	return s, stop
}

// sample makes the sample workshop and gives its code and host passphrase.
func sample(t *testing.T, s *server.Server) (code, phrase string) {
	t.Helper()
	var out bytes.Buffer
	if err := s.Sample(t.Context(), "en", &out); err != nil {
		t.Fatal(err)
	}
	var facts []string
	for line := range strings.Lines(out.String()) {
		if fact, ok := strings.CutPrefix(line, "  "); ok {
			facts = append(facts, strings.TrimSpace(fact))
		}
	}
	code, _, _ = strings.Cut(facts[0][strings.LastIndex(facts[0], " ")+1:], "@")
	return code, facts[2]
}

// dial comes in over real SSH, with a key or, as most people do, without.
func dial(t *testing.T, addr, user string, key ssh.Signer) *ssh.Client {
	t.Helper()
	auth := []ssh.AuthMethod{ssh.KeyboardInteractive(func(string, string, []string, []bool) ([]string, error) { return nil, nil })}
	if key != nil {
		auth = []ssh.AuthMethod{ssh.PublicKeys(key)}
	}
	client, err := ssh.Dial("tcp", addr, &ssh.ClientConfig{User: user, Auth: auth, HostKeyCallback: ssh.InsecureIgnoreHostKey()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close() })
	return client
}

type answer struct {
	code     int
	out, err string
}

// run asks one line, with a terminal or without.
func run(t *testing.T, c *ssh.Client, line string, terminal bool) answer {
	t.Helper()
	return asks(t, c, line, "", terminal)
}

// runTyping asks one line and types what it asks for, without a terminal.
func runTyping(t *testing.T, c *ssh.Client, line, typed string) answer {
	t.Helper()
	return asks(t, c, line, typed, false)
}

func asks(t *testing.T, c *ssh.Client, line, typed string, terminal bool) answer {
	t.Helper()
	session, err := c.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = session.Close() }()
	if terminal {
		if err := session.RequestPty("xterm-256color", 24, 80, ssh.TerminalModes{}); err != nil {
			t.Fatal(err)
		}
	}
	var out, errs bytes.Buffer
	session.Stdin, session.Stdout, session.Stderr = strings.NewReader(typed), &out, &errs
	err = session.Run(line)
	var exit *ssh.ExitError
	switch {
	case errors.As(err, &exit):
		return answer{exit.ExitStatus(), out.String(), errs.String()}
	case err != nil:
		t.Fatal(err)
	}
	return answer{0, out.String(), errs.String()}
}

func key(t *testing.T) (ssh.Signer, *desk.Guest) {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := ssh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return signer, &desk.Guest{Addr: netip.MustParseAddr("192.0.2.1"), Key: signer.PublicKey().Marshal()}
}

// A command is always the one-line face, with a terminal or without (design §5).
func TestOneLine(t *testing.T) {
	s, _ := serve(t, t.TempDir())
	code, _ := sample(t, s)
	stranger := dial(t, s.Addr(), code, nil)
	if got := run(t, stranger, "status", false); got.code != 0 || got.out != "Rio Claro Family Partnership: not begun.\n" || got.err != "" {
		t.Errorf("%+v", got)
	}
	if got := run(t, stranger, "status", true); got.out != "Rio Claro Family Partnership: not begun.\r\n" {
		t.Errorf("on a terminal: %+v", got)
	}
	if got := run(t, stranger, "frobnicate", false); got.code != remote.Unclear || got.out != "" || strings.Count(got.err, "\n") != 1 {
		t.Errorf("%+v", got)
	}
	if got := run(t, stranger, "export tor --format docx", false); got.code != remote.Failed || got.out != "" {
		t.Errorf("the join code exported: %d %.20q", got.code, got.out)
	}
	if got := run(t, dial(t, s.Addr(), "rosa", nil), "help", false); got.code != 0 || !strings.Contains(got.out, "export") {
		t.Errorf("without a code: %+v", got)
	}

	signer, guest := key(t)
	h := s.House()
	w, err := h.Desk.ByCode(t.Context(), code)
	if err != nil {
		t.Fatal(err)
	}
	r, leave, err := h.Rooms.Enter(t.Context(), w.ID)
	if err != nil {
		t.Fatal(err)
	}
	defer leave()
	seat, _, err := h.Desk.Take(t.Context(), r, guest, roster.About{Name: safetext.Clean(safetext.Name, "Dana Reyes")}, "en", "full")
	if err != nil {
		t.Fatal(err)
	}
	host := dial(t, s.Addr(), code, signer)
	if got := run(t, host, "export tor --format docx", false); got.code != remote.Failed {
		t.Errorf("a participant took a draft: %d", got.code)
	}
	if err := r.Do(t.Context(), newCommand(roster.Grant{Seat: seat, Role: roster.Coordinator})); err != nil {
		t.Fatal(err)
	}
	if got := run(t, host, "export tor --format docx", false); got.code != 0 || !strings.HasPrefix(got.out, "PK") || got.err != "" {
		t.Errorf("%d %.20q %q", got.code, got.out, got.err)
	}
	if got := run(t, host, "export tor --format docx", true); got.code != remote.Failed || strings.Contains(got.out, "PK") {
		t.Errorf("a file went to a terminal: %+v", got)
	}
}

// The door asks again after a code that opens nothing, and lets go.
func TestDoorAsksForTheCode(t *testing.T) {
	s, _ := serve(t, t.TempDir())
	session, err := dial(t, s.Addr(), "rosa", nil).NewSession()
	if err != nil {
		t.Fatal(err)
	}
	in, _ := session.StdinPipe()
	out, _ := session.StdoutPipe()
	if err := session.Shell(); err != nil {
		t.Fatal(err)
	}
	said := waitFor(t, out, "What is the code of your workshop?")
	if !strings.Contains(said, "It is on your invitation.") {
		t.Errorf("the door said %q", said)
	}
	fmt.Fprintln(in, "AAAA-AAAA")
	waitFor(t, out, "No workshop can be entered with that code.")
	waitFor(t, out, "What is the code of your workshop?")
	_ = in.Close()
	waitFor(t, out, "Goodbye.")
	if err := session.Wait(); err != nil {
		t.Error(err)
	}
}

// waitFor reads until want was said, and gives all that was read.
func waitFor(t *testing.T, from io.Reader, want string) string {
	t.Helper()
	var said strings.Builder
	b := make([]byte, 1)
	for !strings.Contains(said.String(), want) {
		if _, err := from.Read(b); err != nil {
			t.Fatalf("%q was not said, but %q: %v", want, said.String(), err)
		}
		said.Write(b)
	}
	return said.String()
}

// An operator's verb reaches the running server, and the folder when none runs;
// both find the same.
func TestOperateWithAndWithoutAServer(t *testing.T) {
	dir := t.TempDir()
	s, stop := serve(t, dir)
	code, _ := sample(t, s)
	operate := func(o server.Order, out string) (int, string, error) {
		var said bytes.Buffer
		status, err := server.Operate(t.Context(), config(dir), o, server.Console{Out: &said, Err: &said}, out)
		return status, said.String(), err
	}
	_, while, err := operate(server.Order{Verb: "list"}, "")
	if err != nil || !strings.Contains(while, code) {
		t.Fatalf("%q %v", while, err)
	}
	backup := filepath.Join(t.TempDir(), "copy.db")
	if status, said, err := operate(server.Order{Verb: "backup", File: backup, WithKeys: true}, ""); status != 0 || err != nil {
		t.Fatalf("%d %q %v", status, said, err)
	}
	if _, _, err := operate(server.Order{Verb: "restore", File: backup}, ""); fault.Code(err) != "server_running" {
		t.Errorf("restored under a running server: %v", err)
	}
	file := filepath.Join(t.TempDir(), "tor.pdf")
	if status, said, err := operate(server.Order{Verb: "export", Code: code, Format: "pdf"}, file); status != 0 || err != nil {
		t.Errorf("%d %q %v", status, said, err)
	}
	if body, err := os.ReadFile(file); err != nil || !bytes.HasPrefix(body, []byte("%PDF-")) {
		t.Errorf("%.10q %v", body, err)
	}
	if _, _, err := operate(server.Order{Verb: "export", Code: code, Format: "pdf"}, file); fault.Code(err) != "file_exists" {
		t.Errorf("overwrote a file: %v", err)
	}
	print := s.HostKeys().Shown[0].Fingerprint
	stop()

	if _, after, err := operate(server.Order{Verb: "list"}, ""); err != nil || after != while {
		t.Errorf("%q, but while it ran %q, %v", after, while, err)
	}
	// A new machine: the backup brings the workshops, the secret and the keys.
	dir = filepath.Join(t.TempDir(), "fresh")
	if _, _, err := operate(server.Order{Verb: "restore", File: backup}, ""); err != nil {
		t.Fatal(err)
	}
	if _, said, err := operate(server.Order{Verb: "invite", Code: code}, ""); err != nil || !strings.Contains(said, print) {
		t.Errorf("after moving house: %q %v", said, err)
	}
}

// A start that can't be is one clear sentence, and damages nothing.
func TestRefusesToStart(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	held := t.TempDir()
	serve(t, held)
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	newer := t.TempDir()
	func() { _, stop := serve(t, newer); stop() }()
	later(t, filepath.Join(newer, "convene.db"))
	for _, c := range []struct {
		name string
		conf server.Config
		code string
	}{
		{"a second server on a folder", config(held), "data.locked"},
		{"a folder that can't be", config(filepath.Join(file, "var")), "data.unwritable"},
		{"a newer version's data", config(newer), "data.newer"},
		{"a port in use", with(config(t.TempDir()), func(c *server.Config) { c.Listen = taken.Addr().String() }), "serve.address.in_use"},
		{"no address", with(config(t.TempDir()), func(c *server.Config) { c.Listen = "nowhere" }), "serve.address.unusable"},
		{"no such content", with(config(t.TempDir()), func(c *server.Config) { c.Content = file }), "content_wrong"},
	} {
		_, err := server.Listen(t.Context(), c.conf)
		if fault.Code(err) != c.code {
			t.Errorf("%s: %v, want %s", c.name, err, c.code)
		}
		for _, lang := range []string{"en", "es"} {
			said := server.Explain(lang, err)
			if said == "" || strings.ContainsAny(said, "[{") || c.code != "content_wrong" && strings.Contains(said, "\n") {
				t.Errorf("%s, %s: %q", c.name, lang, said)
			}
		}
	}
	// What refused has given its folder back.
	func() { _, stop := serve(t, held+"-other"); stop() }()
}

func with(c server.Config, change func(*server.Config)) server.Config {
	change(&c)
	return c
}

// later makes a database look as if a later version had written it.
func later(t *testing.T, path string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`PRAGMA user_version = 999`); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}
