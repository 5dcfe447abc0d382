package guard_test

import (
	"context"
	"errors"
	"io"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"convene/server/guard"
)

const ping = "keepalive@openssh.com"

// stage opens a session whose output the test directs and whose pings it
// answers itself.
func stage(t *testing.T, limits guard.Limits) (s *guard.Session, ch ssh.Channel, requests <-chan *ssh.Request, over <-chan error) {
	t.Helper()
	sessions, ended := make(chan *guard.Session, 1), make(chan error, 1)
	h := open(t, limits, func(ctx context.Context, s *guard.Session) {
		sessions <- s
		<-ctx.Done()
		ended <- context.Cause(ctx)
	})
	client, _ := h.connect()
	ch, requests = channel(t, client)
	shell(t, ch)
	return take(t, sessions), ch, requests, ended
}

// pinged waits for a ping.
func pinged(t *testing.T, requests <-chan *ssh.Request) *ssh.Request {
	t.Helper()
	request := take(t, requests)
	if request == nil || request.Type != ping || !request.WantReply {
		t.Fatalf("got %v, want a ping", request)
	}
	return request
}

func TestPulse_FourKiBUnansweredStopFrames(t *testing.T) {
	s, ch, requests, _ := stage(t, guard.Limits{Age: time.Hour})
	go func() { _, _ = io.Copy(io.Discard, ch) }()
	if !s.CanSend() {
		t.Fatal("no credit at the start")
	}
	_, err := s.Write(make([]byte, 4095))
	must(t, err)
	if !s.CanSend() {
		t.Fatal("credit is gone before 4 KiB")
	}
	_, err = s.Write(make([]byte, 1))
	must(t, err)
	if s.CanSend() {
		t.Fatal("credit with 4 KiB unanswered")
	}
	ready := s.Ready()
	must(t, pinged(t, requests).Reply(false, nil)) // any answer is one
	take(t, ready)
	if !s.CanSend() {
		t.Fatal("no credit after the answer")
	}
}

func TestPulse_OldOutputIsAskedAbout(t *testing.T) {
	s, ch, requests, _ := stage(t, guard.Limits{Age: time.Millisecond})
	go func() { _, _ = io.Copy(io.Discard, ch) }()
	_, err := s.Write([]byte("x"))
	must(t, err)
	must(t, pinged(t, requests).Reply(true, nil))
	// Nothing further was sent, so nothing further is asked: the next request
	// on the wire is what ends the session.
	s.Exit(0)
	if next := take(t, requests); next == nil || next.Type != "exit-status" {
		t.Fatalf("got %v after an answered ping", next)
	}
}

// Output that went out behind a ping is not covered by its answer.
func TestPulse_AnswerCoversWhatWasSentBeforeThePing(t *testing.T) {
	s, ch, requests, _ := stage(t, guard.Limits{Age: time.Hour})
	go func() { _, _ = io.Copy(io.Discard, ch) }()
	_, err := s.Write(make([]byte, 4096))
	must(t, err)
	first := pinged(t, requests)
	_, err = s.Write(make([]byte, 4096))
	must(t, err)
	if len(requests) != 0 {
		t.Fatal("a second ping while one is outstanding")
	}
	must(t, first.Reply(true, nil))
	second := pinged(t, requests)
	if s.CanSend() {
		t.Fatal("credit while 4 KiB are unanswered")
	}
	ready := s.Ready()
	must(t, second.Reply(true, nil))
	take(t, ready)
}

func TestPulse_StreamWaitsForAnswers(t *testing.T) {
	s, ch, requests, _ := stage(t, guard.Limits{})
	go func() { _, _ = io.Copy(io.Discard, ch) }()
	written := make(chan error, 1)
	go func() { _, err := s.Write(make([]byte, 100<<10)); written <- err }()
	must(t, pinged(t, requests).Reply(true, nil))
	go ssh.DiscardRequests(requests)
	must(t, take(t, written))

	s, ch, _, _ = stage(t, guard.Limits{Silence: soon}) // and nobody answers
	go func() { _, _ = io.Copy(io.Discard, ch) }()
	if n, err := s.Write(make([]byte, 100<<10)); err == nil || n != 16<<10 {
		t.Errorf("%d bytes went out unanswered, %v", n, err)
	}
}

func TestPulse_SilentClientIsCut(t *testing.T) {
	s, ch, requests, over := stage(t, guard.Limits{Silence: soon})
	go func() { _, _ = io.Copy(io.Discard, ch) }()
	_, err := s.Write(make([]byte, 4096))
	must(t, err)
	pinged(t, requests) // and never answered
	if cause := take(t, over); !errors.Is(cause, guard.ErrStalled) {
		t.Errorf("cause = %v", cause)
	}
}

// A client that answers pings but takes no output has its window full at last;
// the write that waits for it is cut.
func TestSession_BlockedWriteIsCut(t *testing.T) {
	s, _, requests, over := stage(t, guard.Limits{Silence: 4 * soon})
	go ssh.DiscardRequests(requests)
	for {
		if _, err := s.Write(make([]byte, 64<<10)); err != nil {
			break
		}
	}
	if cause := take(t, over); !errors.Is(cause, guard.ErrStalled) {
		t.Errorf("cause = %v", cause)
	}
}

// Nobody is closed for silence who answers: many limits' worth of time passes
// on a session with something to say now and then.
func TestPulse_AnsweringClientStays(t *testing.T) {
	s, ch, requests, over := stage(t, guard.Limits{Silence: 20 * soon, Age: time.Millisecond}) // a busy machine answers in that
	go func() { _, _ = io.Copy(io.Discard, ch) }()
	for began := time.Now(); time.Since(began) < 40*soon; {
		_, err := s.Write([]byte("x"))
		must(t, err)
		must(t, pinged(t, requests).Reply(true, nil))
	}
	if len(over) != 0 {
		t.Fatalf("closed: %v", <-over)
	}
}

func TestSession_UnconfirmedCloseIsCut(t *testing.T) {
	leave := make(chan struct{})
	over := make(chan struct{})
	h := open(t, guard.Limits{Silence: soon}, func(_ context.Context, s *guard.Session) { <-leave })
	client, faucet := h.connect()
	ch, requests := channel(t, client)
	go ssh.DiscardRequests(requests)
	shell(t, ch)
	faucet.turnOff()
	close(leave)
	go func() { h.all.Wait(); close(over) }()
	must(t, h.listener.Close())
	take(t, over) // every goroutine of the connection has ended
}

// Two clients that stop reading, with output on its way to them, cost the
// others nothing.
func TestSession_StalledClientsHarmThemselvesOnly(t *testing.T) {
	h := open(t, guard.Limits{}, func(ctx context.Context, s *guard.Session) {
		if !s.IsTerminal() {
			echo(ctx, s)
			return
		}
		for _, err := s.Write(make([]byte, 32<<10)); err == nil; {
			_, err = s.Write(make([]byte, 32<<10))
		}
	})
	for range 2 {
		client, faucet := h.connect()
		ch, requests := channel(t, client)
		go ssh.DiscardRequests(requests)
		ask(t, ch, "pty-req", ptyRequest{Columns: 80, Rows: 24})
		shell(t, ch)
		faucet.turnOff()
	}
	client, _ := h.connect()
	ch, requests := channel(t, client)
	go ssh.DiscardRequests(requests)
	shell(t, ch)
	for range 100 {
		say(t, ch, "on we go")
	}
}

// What was written is known to be seen only once the client has answered, and it
// is asked at once.
func TestPulse_SeenIsAskedAtOnce(t *testing.T) {
	s, ch, requests, _ := stage(t, guard.Limits{Age: time.Hour})
	go func() { _, _ = io.Copy(io.Discard, ch) }()
	<-s.Seen() // nothing was written yet
	_, err := s.Write([]byte("the next question"))
	must(t, err)
	seen := s.Seen()
	ask := pinged(t, requests)
	select {
	case <-seen:
		t.Fatal("seen before the client answered")
	default:
	}
	must(t, ask.Reply(false, nil))
	take(t, seen)
}
