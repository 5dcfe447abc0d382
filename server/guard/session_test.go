package guard_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"convene/server/guard"
)

// soon stands for the long limits where a test waits for them to strike.
const soon = 50 * time.Millisecond

func TestSession_CommandIsRaw(t *testing.T) {
	const line = `export "tor  --format=docx; $(reboot)`
	got := make(chan string, 1)
	h := open(t, guard.Limits{}, func(_ context.Context, s *guard.Session) {
		command, given := s.Command()
		if !given || s.IsTerminal() {
			command = "not a command"
		}
		got <- command
		s.Exit(3)
	})
	client, _ := h.connect()
	session, err := client.NewSession()
	must(t, err)
	var exit *ssh.ExitError
	if err := session.Run(line); !errors.As(err, &exit) || exit.ExitStatus() != 3 {
		t.Errorf("exit = %v", err)
	}
	if got := take(t, got); got != line {
		t.Errorf("command = %q", got)
	}
}

func TestSession_OutputIsByteForByte(t *testing.T) {
	h := open(t, guard.Limits{Linger: time.Millisecond}, func(_ context.Context, s *guard.Session) {
		_, _ = io.WriteString(s, "one\ntwo\r\n\x00")
		_, _ = io.WriteString(s.Stderr(), "aside\n")
	})
	client, _ := h.connect()
	session, err := client.NewSession()
	must(t, err)
	must(t, session.RequestPty("xterm", 24, 80, nil))
	var out, aside strings.Builder
	session.Stdout, session.Stderr = &out, &aside
	must(t, session.Shell())
	must(t, session.Wait())
	if out.String() != "one\ntwo\r\n\x00" || aside.String() != "aside\n" {
		t.Errorf("out %q, aside %q", out.String(), aside.String())
	}
}

// OpenSSH's ControlMaster closes one session and keeps the connection: the
// session must end all the same, whatever its handler waits for.
func TestSession_EndsWithItsChannel(t *testing.T) {
	causes, ends := make(chan error, 1), make(chan string, 2)
	h := open(t, guard.Limits{}, func(ctx context.Context, s *guard.Session) {
		if !s.IsTerminal() {
			echo(ctx, s)
			return
		}
		for range s.Sizes() {
		}
		ends <- "sizes"
		_, err := s.Read(make([]byte, 1))
		if errors.Is(err, io.EOF) {
			ends <- "input"
		}
		<-ctx.Done()
		causes <- context.Cause(ctx)
	})
	client, _ := h.connect()
	ch, requests := channel(t, client)
	go ssh.DiscardRequests(requests)
	ask(t, ch, "pty-req", ptyRequest{Columns: 80, Rows: 24})
	shell(t, ch)
	must(t, ch.Close())
	take(t, ends)
	take(t, ends)
	if cause := take(t, causes); !errors.Is(cause, guard.ErrGone) {
		t.Errorf("cause = %v", cause)
	}
	next, requests := channel(t, client)
	go ssh.DiscardRequests(requests)
	shell(t, next)
	say(t, next, "the connection lives")
}

func TestSession_HalfClosedInputEndsReadingOnly(t *testing.T) {
	h := open(t, guard.Limits{}, func(_ context.Context, s *guard.Session) {
		text, _ := io.ReadAll(s)
		_, _ = s.Write(append(text, "!"...))
	})
	client, _ := h.connect()
	session, err := client.NewSession()
	must(t, err)
	session.Stdin = strings.NewReader("enough")
	out, err := session.Output("read")
	must(t, err)
	if string(out) != "enough!" {
		t.Errorf("out = %q", out)
	}
}

func TestSession_PanicEndsOneSession(t *testing.T) {
	h := open(t, guard.Limits{}, func(ctx context.Context, s *guard.Session) {
		if _, given := s.Command(); given {
			panic("what Rosa Delgado wrote")
		}
		echo(ctx, s)
	})
	client, _ := h.connect()
	other, requests := channel(t, client)
	go ssh.DiscardRequests(requests)
	shell(t, other)
	session, err := client.NewSession()
	must(t, err)
	var exit *ssh.ExitError
	if err := session.Run("fail"); !errors.As(err, &exit) || exit.ExitStatus() != 1 {
		t.Errorf("exit = %v", err)
	}
	say(t, other, "unharmed")
	if log := h.log.String(); strings.Contains(log, "Rosa") || !strings.Contains(log, "type=string") {
		t.Errorf("log = %s", log)
	}
}

func TestContainer_ContainsForWhoeverDefersIt(t *testing.T) {
	log, ended := &journal{}, 0
	contain := guard.Container(slog.New(slog.NewTextHandler(log, nil)), "drawing", func() { ended++; panic("again") })
	func() {
		defer contain()
		panic("what Rosa Delgado wrote")
	}()
	func() { defer contain() }()
	if text := log.String(); ended != 1 || strings.Contains(text, "Rosa") || strings.Count(text, "panic contained") != 2 {
		t.Errorf("ended %d times, log = %s", ended, text)
	}
}

func TestLink_ChannelsAreCountedAndGivenBack(t *testing.T) {
	h := open(t, guard.Limits{}, echo)
	client, _ := h.connect()
	var open []ssh.Channel
	for range 8 {
		ch, requests := channel(t, client)
		go ssh.DiscardRequests(requests)
		open = append(open, ch)
	}
	_, _, err := client.OpenChannel("session", nil)
	var refused *ssh.OpenChannelError
	if !errors.As(err, &refused) || refused.Reason != ssh.ResourceShortage {
		t.Fatalf("a ninth session: %v", err)
	}
	must(t, open[0].Close())
	for deadline := time.Now().Add(patience); ; {
		ch, requests, err := client.OpenChannel("session", nil)
		if err == nil {
			go ssh.DiscardRequests(requests)
			shell(t, ch)
			say(t, ch, "room again")
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("the place was not given back")
		}
	}
}

func TestLink_UnusedChannelsAndConnectionsEnd(t *testing.T) {
	h := open(t, guard.Limits{Settle: soon, Empty: soon}, echo)
	client, _ := h.connect()
	_, requests := channel(t, client)
	for range requests { // closed by the server, as nothing was asked of it
	}
	_ = client.Wait() // and then the connection, as nothing is on it

	client, _ = h.connect()
	_ = client.Wait() // nothing ever was
}

func TestConn_BlockedWriteIsCut(t *testing.T) {
	near, far := net.Pipe()
	defer far.Close()
	closed := make(chan struct{})
	conn := guard.NewConn(near, guard.Limits{Silence: soon}, slog.New(slog.DiscardHandler), func() { close(closed) })
	if _, err := conn.Write([]byte("nobody reads this")); err == nil {
		t.Error("the write succeeded")
	}
	take(t, closed)
}

// The meter below SSH delays a connection that sends more than any person
// could, and closing it ends the wait.
func TestConn_MeterDelaysTheSenderAndEndsWithIt(t *testing.T) {
	near, far := net.Pipe()
	defer far.Close()
	conn := guard.NewConn(near, guard.Limits{WireRate: 1, WireBurst: 1000}, slog.New(slog.DiscardHandler), nil)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_, _ = io.Copy(io.Discard, conn)
	}()
	// Two writes are the burst, the third makes the debt, and the fourth would
	// be read in eight minutes.
	for range 3 {
		_, err := far.Write(make([]byte, 500))
		must(t, err)
	}
	must(t, far.SetWriteDeadline(time.Now().Add(soon)))
	if _, err := far.Write(make([]byte, 500)); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("a write beyond the meter: %v", err)
	}
	must(t, conn.Close())
	take(t, ended)
}

func TestSession_InputMeterDelaysOnlyItsOwn(t *testing.T) {
	got := make(chan int, 1000)
	h := open(t, guard.Limits{InputRate: 1, InputBurst: 1000}, func(ctx context.Context, s *guard.Session) {
		if !s.IsTerminal() {
			_, _ = s.Write(func() []byte { b := make([]byte, 4); _, _ = s.Read(b); return b }())
			return
		}
		for buffer := make([]byte, 100<<10); ; {
			n, err := s.Read(buffer)
			if err != nil {
				return
			}
			got <- n
		}
	})
	client, _ := h.connect()
	ch, requests := channel(t, client)
	go ssh.DiscardRequests(requests)
	ask(t, ch, "pty-req", ptyRequest{Columns: 80, Rows: 24})
	shell(t, ch)
	_, err := ch.Write(make([]byte, 200<<10))
	must(t, err)
	for range 3 { // neighbours on the same connection, one after another
		next, requests := channel(t, client)
		go ssh.DiscardRequests(requests)
		shell(t, next)
		say(t, next, "free")
	}
	read := take(t, got)
	for len(got) > 0 {
		read += take(t, got)
	}
	if read > 64<<10 {
		t.Errorf("%d bytes came through a meter of 1 byte a second", read)
	}
}

func TestBucket(t *testing.T) {
	now := time.Unix(1000, 0)
	b := guard.NewBucket(64<<10, 1<<20, now)
	if wait := b.Spend(1<<20, now); wait > 0 {
		t.Errorf("the burst waits %v", wait)
	}
	if wait := b.Spend(32<<10, now); wait != time.Second/2 {
		t.Errorf("half a second's worth waits %v", wait)
	}
	now = now.Add(time.Second / 2)
	if wait := b.Spend(64<<10, now); wait != time.Second {
		t.Errorf("after the debt is paid, a second's worth waits %v", wait)
	}
	if b.Take(now) || b.Full(now) {
		t.Error("tokens in an empty bucket")
	}
	if now = now.Add(time.Hour); !b.Full(now) || !b.Take(now) || b.Full(now) {
		t.Error("the bucket did not fill")
	}
	if wait := b.Spend(0, now.Add(-time.Hour)); wait > 0 {
		t.Errorf("a clock that went back costs %v", wait)
	}
}

// A client that goes on asking for what is refused costs an answer each time, and
// so it is let go of.
func TestLink_AskingWithoutEndEndsTheConnection(t *testing.T) {
	h := open(t, guard.Limits{Refusals: 3}, echo)
	client, _ := h.connect()
	for range 8 {
		_, requests := channel(t, client)
		go ssh.DiscardRequests(requests)
	}
	for n := 1; ; n++ {
		_, _, err := client.OpenChannel("session", nil)
		if refused := new(ssh.OpenChannelError); errors.As(err, &refused) {
			if n > 3 {
				t.Fatal("a fourth refusal was answered")
			}
			continue
		}
		if err == nil || n != 4 {
			t.Fatalf("request %d: %v", n, err)
		}
		return
	}
}
