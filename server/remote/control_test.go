package remote_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"convene/internal/fault"
	"convene/server/remote"
)

// listen opens the house's control socket; stop ends it and waits.
func (h *house) listen(t *testing.T) (path string, stop func()) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "control.sock")
	c, err := remote.ListenControl(path, h.verbs, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	served := make(chan struct{})
	go func() {
		defer close(served)
		c.Serve(ctx)
	}()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := c.Close(); err != nil {
			t.Error(err)
		}
		<-served
	})
	t.Cleanup(stop)
	return path, stop
}

// What goes through the socket is what the verb itself would have said.
func TestControlCarriesAVerb(t *testing.T) {
	h := open(t)
	path, _ := h.listen(t)
	for _, o := range []remote.Order{
		{Verb: "list"}, {Verb: "show", Code: h.made.Code.String()}, {Verb: "show", Code: "AAAA-AAAA"},
		{Verb: "export", Code: h.made.Code.String(), Format: "md"}, {Verb: "export", Code: h.made.Code.String(), Format: "pdf"},
		{Verb: "nonsense"},
	} {
		var out, errs bytes.Buffer
		code, err := remote.Ask(t.Context(), path, o, remote.Console{Out: &out, Err: &errs})
		if err != nil {
			t.Fatalf("%s: %v", o.Verb, err)
		}
		want := h.order(o, "")
		if got := (answer{code, out.String(), errs.String()}); got != want {
			t.Errorf("%s %s: %d, %.60q, %q; without the socket %d, %.60q, %q", o.Verb, o.Format, got.code, got.out, got.err, want.code, want.out, want.err)
		}
	}
}

func TestControlAsks(t *testing.T) {
	h := open(t)
	path, _ := h.listen(t)
	try := func(typed string, fail error) (int, string) {
		var out, errs bytes.Buffer
		code, err := remote.Ask(t.Context(), path, remote.Order{Verb: "end", Code: h.made.Code.String()},
			remote.Console{Out: &out, Err: &errs, Ask: func(string) (string, error) { return typed, fail }})
		if err != nil {
			t.Fatal(err)
		}
		return code, errs.String()
	}
	for _, typed := range []string{"", "no", "y e s", "perhaps"} {
		if code, said := try(typed, nil); code != remote.Failed || said != h.fault("nothing_done") {
			t.Errorf("%q: %d %q", typed, code, said)
		}
	}
	if code, _ := try("", io.EOF); code != remote.Failed {
		t.Error("nobody answered, and it was done")
	}
	if code, said := try("Yes", nil); code != remote.OK {
		t.Errorf("agreed, and it was not done: %q", said)
	}
}

// The socket is its owner's alone; what lies in its place is no hindrance, and
// nothing stays behind.
func TestControlSocketFile(t *testing.T) {
	h := open(t)
	path, stop := h.listen(t)
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the socket is %v, %v", info.Mode(), err)
	}
	stop()
	if _, err := os.Lstat(path); !errors.Is(err, os.ErrNotExist) {
		t.Error("the socket's file is still there")
	}
	if _, err := remote.Ask(t.Context(), path, remote.Order{Verb: "list"}, remote.Console{}); !errors.Is(err, remote.ErrNobody) {
		t.Errorf("nobody listens, but: %v", err)
	}
	// A server that was killed left its socket.
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := remote.ListenControl(path, h.verbs, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
	_, err = remote.ListenControl(filepath.Join(t.TempDir(), strings.Repeat("long", 30)), h.verbs, nil)
	if fault.Code(err) != "serve.control.long" {
		t.Errorf("a path too long: %v", err)
	}
}

// Whoever sends anything else is hung up on, and everyone else is served.
func TestControlBearsNonsense(t *testing.T) {
	h := open(t)
	path, stop := h.listen(t)
	for _, sent := range []string{"", "\n", "{\n", "GET / HTTP/1.1\r\n\r\n", `{"verb":7}` + "\n", strings.Repeat("x", 2<<20)} {
		conn, err := net.Dial("unix", path)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(conn, sent) // it may hang up in the middle
		if c, ok := conn.(*net.UnixConn); ok {
			_ = c.CloseWrite()
		}
		if rest, err := bufio.NewReader(conn).ReadString('\n'); rest != "" {
			t.Errorf("%.20q was answered with %q, %v", sent, rest, err)
		}
		_ = conn.Close()
	}
	// One that waits at a question for ever holds up nobody, nor the stop.
	idle, err := net.Dial("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = idle.Close() }()
	_, _ = io.WriteString(idle, `{"verb":"end","code":"`+h.made.Code.String()+`"}`+"\n")
	if _, err := bufio.NewReader(idle).ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	if code, err := remote.Ask(t.Context(), path, remote.Order{Verb: "list"}, remote.Console{Out: io.Discard, Err: io.Discard}); code != 0 || err != nil {
		t.Errorf("after nonsense: %d, %v", code, err)
	}
	stop()
	if _, err := bufio.NewReader(idle).ReadString('\n'); err == nil {
		t.Error("a stopped server went on")
	}
}
