package tuitest_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"convene/tui/keys"
	"convene/tui/tuitest"
	"convene/tui/tuitest/golden"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestPersonOverSSH(t *testing.T) {
	addr, _ := echoServer(t)
	rosa := tuitest.Dial(t, addr, "rosa", tuitest.Options{W: 40, H: 10, Env: map[string]string{"LANG": "es_MX.UTF-8"}})
	rosa.See("hello rosa without a key")
	rosa.Press(keys.Main, keys.Back)
	rosa.See(`<'\r'><'b'>`)
	rosa.Hit(keys.Press(keys.Up))
	rosa.See(`<'\x1b'><'['><'A'>`)
	rosa.Type("ok")
	rosa.See("<'o'><'k'>")
	if err := rosa.Resize(60, 12); err != nil {
		t.Fatal(err)
	}
	rosa.See("size 60×12")
	rosa.Type("?") // the terminal answers, and the answer arrives as input
	rosa.See("<'1'><'1'><';'><'r'>")
	rosa.Type("!")
	rosa.SeeGone("hello")
	if g := rosa.Grid(); !g.Alternate || !g.At(0, 0).Style.Bold || g.At(5, 0).Style.Bold || g.W != 60 {
		t.Errorf("%+v\n%s", g.At(0, 0), g)
	}
	rosa.Press(keys.Leave)
	if status := rosa.SeeEnd(); status != 3 {
		t.Errorf("ended with %d", status)
	}
	if !strings.Contains(string(rosa.Transcript()), "\x1b[1mbold\x1b[m") {
		t.Error("the transcript is not what was sent")
	}
}

func TestKeyAndCommand(t *testing.T) {
	addr, _ := echoServer(t)
	max := tuitest.Dial(t, addr, "max", tuitest.Options{Signer: signer(t)})
	max.See("hello max with a key")
	one := tuitest.Dial(t, addr, "max", tuitest.Options{NoPTY: true, Command: "export tor"})
	one.See(`ran "export tor"`)
	if status := one.SeeEnd(); status != 0 {
		t.Errorf("ended with %d", status)
	}
}

func TestStallShowsNothingUntilResumed(t *testing.T) {
	addr, _ := echoServer(t)
	p := tuitest.Dial(t, addr, "slow", tuitest.Options{})
	q := tuitest.Dial(t, addr, "fast", tuitest.Options{})
	p.See("hello")
	p.Stall()
	p.Type("abc")
	q.Type("xyz")
	q.See("<'z'>")
	if p.Grid().Has("<'c'>") {
		t.Error("a stalled client went on reading")
	}
	p.Resume()
	p.See("<'c'>")
	p.Stall() // and hanging up while stalled ends cleanly
}

// A terminal answers what it is asked while its person types.
func TestTypingFromSeveralGoroutines(t *testing.T) {
	addr, _ := echoServer(t)
	p := tuitest.Dial(t, addr, "both", tuitest.Options{})
	p.See("hello")
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 50 {
				if err := p.Send("a"); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	p.Type("z")
	p.See("<'z'>")
}

func TestCutEndsTheServersSession(t *testing.T) {
	addr, ended := echoServer(t)
	p := tuitest.Dial(t, addr, "gone", tuitest.Options{})
	p.See("hello")
	p.Cut()
	<-ended
	if p.ExitStatus() != -1 {
		t.Error("a cut link has a status")
	}
}

func TestConnectGivesUpWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := tuitest.Connect(ctx, "127.0.0.1:1", "x", tuitest.Options{}); err == nil {
		t.Error("connected to nothing")
	}
}

func TestWaitReturnsWithTheStateOrSaysWhatItSaw(t *testing.T) {
	s := tuitest.NewScreen(20, 6, nil)
	defer s.Close()
	seen := make(chan error, 1)
	go func() {
		seen <- s.Wait(t.Context(), func(g tuitest.Grid) bool { return g.Has("second") })
	}()
	_, _ = s.Write([]byte("first\r\n"))
	_, _ = s.Write([]byte("sec"))
	_, _ = s.Write([]byte("ond"))
	if err := <-seen; err != nil {
		t.Error(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	err := s.Wait(ctx, func(tuitest.Grid) bool { return false })
	if !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "first\nsecond") {
		t.Errorf("got %v", err)
	}
}

func TestGrid(t *testing.T) {
	s := tuitest.NewScreen(20, 6, nil)
	defer s.Close()
	_, _ = s.Write([]byte("\x1b[?25l\x1b[38;5;117m漢字\x1b[0;4m x \x1b[m\r\n  wrapped\r\n  words"))
	g := s.Grid()
	if g.Row(0) != "漢字 x" || g.CursorShown || g.At(0, 0).Style.FG != "117" || g.At(1, 0).Text != "" {
		t.Errorf("%q %+v", g.Row(0), g.At(0, 0))
	}
	if x, y, ok := g.Find("x"); !ok || x != 5 || y != 0 {
		t.Errorf("x is at %d,%d", x, y)
	}
	if !g.Says("wrapped words") || g.Has("wrapped words") || g.Says("unwrapped") {
		t.Error("words are not found across lines")
	}
	_, _ = s.Write([]byte("\x1b[1;1Hz"))
	if diff, same := g.Equal(s.Grid()); same || !strings.Contains(diff, "cell 0,0") {
		t.Errorf("difference: %q", diff)
	}
}

func TestGolden(t *testing.T) {
	s := tuitest.NewScreen(24, 6, nil)
	defer s.Close()
	_, _ = s.Write([]byte("  \x1b[1mHow much say?\x1b[m\r\n\r\n\x1b[38;5;117m› 3  漢字 Involve\x1b[m\r\n  4  Ñandú\x1b[3;5H"))
	g := s.Grid()
	golden.Check(t, "example", g)

	dir := t.TempDir()
	t.Chdir(dir)
	if err := os.MkdirAll("testdata", 0o755); err != nil {
		t.Fatal(err)
	}
	_, _ = s.Write([]byte("\x1b[1m!"))
	if err := os.WriteFile("testdata/other.golden", []byte(golden.Format(g)), 0o644); err != nil {
		t.Fatal(err)
	}
	probe := &recorder{TB: t}
	golden.Check(probe, "other", s.Grid())
	if !probe.failed {
		t.Error("a changed cell went unnoticed")
	}
}

// recorder notes a failure instead of failing.
type recorder struct {
	testing.TB
	failed bool
}

func (r *recorder) Errorf(string, ...any) { r.failed = true }
func (r *recorder) Helper()               {}
