package guard_test

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"convene/server/guard"
)

func TestClamp(t *testing.T) {
	for _, c := range []struct {
		width, height uint32
		want          guard.Size
	}{
		{0, 0, guard.Size{Width: 80, Height: 24}},
		{1, 1, guard.Size{Width: 20, Height: 6}},
		{20, 6, guard.Size{Width: 20, Height: 6}},
		{132, 0, guard.Size{Width: 132, Height: 24}},
		{300, 100, guard.Size{Width: 300, Height: 100}},
		{65535, 65535, guard.Size{Width: 300, Height: 100}},
		{1 << 31, 1<<32 - 1, guard.Size{Width: 300, Height: 100}},
	} {
		if got := guard.Clamp(c.width, c.height); got != c.want {
			t.Errorf("Clamp(%d, %d) = %v, want %v", c.width, c.height, got, c.want)
		}
	}
}

func TestSession_FirstSizeIsClamped(t *testing.T) {
	sizes := make(chan guard.Size, 1)
	h := open(t, guard.Limits{}, func(_ context.Context, s *guard.Session) { sizes <- s.Size() })
	client, _ := h.connect()
	ch, requests := channel(t, client)
	go ssh.DiscardRequests(requests)
	ask(t, ch, "pty-req", ptyRequest{Term: "xterm", Columns: 65535, Rows: 1<<32 - 1})
	shell(t, ch)
	if got := take(t, sizes); got != (guard.Size{Width: 300, Height: 100}) {
		t.Fatalf("size = %v", got)
	}
}

// A flood of window changes before the shell and after, to a session that never
// takes one, holds up neither itself nor its neighbour on the connection.
func TestSession_WindowFloodBlocksNobody(t *testing.T) {
	sizes := make(chan guard.Size, 1)
	h := open(t, guard.Limits{WireBurst: 1 << 30, Resize: 1}, func(_ context.Context, s *guard.Session) {
		if s.IsTerminal() {
			sizes <- s.Size()
		}
		_, _ = io.Copy(s, s)
	})
	client, _ := h.connect()
	ch, requests := channel(t, client)
	go ssh.DiscardRequests(requests)
	ask(t, ch, "pty-req", ptyRequest{Columns: 100, Rows: 30})
	flood := func(from uint32) {
		for i := range uint32(2000) {
			_, err := ch.SendRequest("window-change", false, ssh.Marshal(sizeRequest{Columns: from + i%50, Rows: 40}))
			must(t, err)
		}
	}
	flood(100)
	shell(t, ch)
	if got := take(t, sizes); got != (guard.Size{Width: 149, Height: 40}) {
		t.Fatalf("size at the start = %v", got)
	}
	flood(200)
	neighbour, requests := channel(t, client)
	go ssh.DiscardRequests(requests)
	shell(t, neighbour)
	say(t, neighbour, "still here")
	say(t, ch, "me too")
}

func TestSession_SizesAreTheLatestAndFew(t *testing.T) {
	const changes, resize = 500, 200 * time.Millisecond
	got := make(chan []guard.Size, 1)
	h := open(t, guard.Limits{Resize: resize}, func(_ context.Context, s *guard.Session) {
		var seen []guard.Size
		for size := range s.Sizes() {
			seen = append(seen, size)
			if size.Width == 299 {
				break
			}
		}
		got <- seen
	})
	client, _ := h.connect()
	ch, requests := channel(t, client)
	go ssh.DiscardRequests(requests)
	ask(t, ch, "pty-req", ptyRequest{Columns: 100, Rows: 30})
	shell(t, ch)
	started := time.Now()
	for i := range uint32(changes) {
		_, err := ch.SendRequest("window-change", false, ssh.Marshal(sizeRequest{Columns: 100 + i%100, Rows: 40}))
		must(t, err)
	}
	ask(t, ch, "window-change", sizeRequest{Columns: 299, Rows: 40})
	seen := take(t, got)
	if most := 2 + int(time.Since(started)/resize); len(seen) > most {
		t.Errorf("%d changes gave %d sizes, want at most %d", changes+1, len(seen), most)
	}
	if last := seen[len(seen)-1]; last != (guard.Size{Width: 299, Height: 40}) {
		t.Errorf("last size = %v", last)
	}
}

func TestSession_Env(t *testing.T) {
	got := make(chan map[string]string, 1)
	h := open(t, guard.Limits{}, func(_ context.Context, s *guard.Session) { got <- s.Env() })
	client, _ := h.connect()
	ch, requests := channel(t, client)
	go ssh.DiscardRequests(requests)
	for _, c := range []struct {
		name, value string
		want        bool
	}{
		{"LANG", "es_US.UTF-8", true},
		{"LC_MESSAGES", "sr_RS@latin", true},
		{"COLORTERM", "truecolor", true},
		{"TERM_PROGRAM", "Apple_Terminal", true},
		{"NO_COLOR", "1", true},
		{"TERM", "xterm", true},
		{"PATH", "/tmp", false},
		{"LD_PRELOAD", "x", false},
		{"LANGUAGE", "es", false},
		{"LC_", "x", false},
		{"LANG\n", "x", false},
		{"LANG", "\x1b]0;owned\a", false},
		{"LANG", "", false},
		{"LANG", "es\n", false},
		{"LANG", strings.Repeat("a", 65), false},
		{"LANG", strings.Repeat("a", 5000), false},
	} {
		if got := ask(t, ch, "env", envRequest{c.name, c.value}); got != c.want {
			t.Errorf("env %q=%.20q granted: %v, want %v", c.name, c.value, got, c.want)
		}
	}
	granted := 0
	for i := range 60 {
		if ask(t, ch, "env", envRequest{fmt.Sprintf("LC_%c%c", 'A'+i/26, 'A'+i%26), "C"}) {
			granted++
		}
	}
	shell(t, ch)
	env := take(t, got)
	if len(env) != 32 || granted != 26 {
		t.Errorf("%d variables kept (%d of the last 60), want 32 and 26", len(env), granted)
	}
	if env["LANG"] != "es_US.UTF-8" || env["PATH"] != "" {
		t.Errorf("env = %v", env)
	}
}

func TestSession_TermIsAName(t *testing.T) {
	for sent, want := range map[string]string{
		"":                       "",
		"dumb":                   "dumb",
		"xterm-kitty":            "xterm-kitty",
		"\x1b[31m":               "xterm-256color",
		"../../etc/passwd":       "xterm-256color",
		strings.Repeat("x", 200): "xterm-256color",
	} {
		got := make(chan string, 1)
		h := open(t, guard.Limits{}, func(_ context.Context, s *guard.Session) { got <- s.Term() })
		client, _ := h.connect()
		ch, requests := channel(t, client)
		go ssh.DiscardRequests(requests)
		ask(t, ch, "pty-req", ptyRequest{Term: sent, Columns: 80, Rows: 24})
		shell(t, ch)
		if got := take(t, got); got != want {
			t.Errorf("TERM %q became %q, want %q", sent, got, want)
		}
	}
}

func TestSession_RefusesWhatItDoesNotNeed(t *testing.T) {
	h := open(t, guard.Limits{Subsystems: []string{"known"}}, echo)
	client, _ := h.connect()
	ch, requests := channel(t, client)
	go ssh.DiscardRequests(requests)
	refused := []struct {
		name    string
		payload any
	}{
		{"auth-agent-req@openssh.com", textRequest{}},
		{"x11-req", struct {
			Single          bool
			Protocol, Cooky string
			Screen          uint32
		}{false, "MIT", "00", 0}},
		{"break", struct{ Length uint32 }{500}},
		{"signal", textRequest{"KILL"}},
		{"subsystem", textRequest{"sftp"}},
		{"exec", textRequest{strings.Repeat("x", 5000)}},
		{"window-change", sizeRequest{Columns: 80, Rows: 24}}, // before any terminal
		{"anything@example.org", textRequest{}},
	}
	for _, r := range refused {
		if ask(t, ch, r.name, r.payload) {
			t.Errorf("%s was granted", r.name)
		}
	}
	for _, malformed := range []string{"pty-req", "env", "exec", "subsystem"} {
		if ok, err := ch.SendRequest(malformed, true, []byte{0, 0, 1}); err != nil || ok {
			t.Errorf("a malformed %s: %v %v", malformed, ok, err)
		}
	}
	if !ask(t, ch, "pty-req", ptyRequest{Columns: 80, Rows: 24}) || ask(t, ch, "pty-req", ptyRequest{Columns: 80, Rows: 24}) {
		t.Error("a terminal must be granted once")
	}
	if !ask(t, ch, "subsystem", textRequest{"known"}) {
		t.Error("an allowed subsystem was refused")
	}
	for _, again := range []string{"shell", "exec", "subsystem"} {
		if ask(t, ch, again, textRequest{"known"}) {
			t.Errorf("%s was granted on a session under way", again)
		}
	}
	say(t, ch, "alive")
}

// Each kind of request, sent without end, costs its sender's connection only,
// and no memory that stays.
func TestSession_RequestFloods(t *testing.T) {
	const times = 20_000
	h := open(t, guard.Limits{WireBurst: 1 << 30}, echo)
	client, _ := h.connect()
	ch, requests := channel(t, client)
	go ssh.DiscardRequests(requests)
	ask(t, ch, "pty-req", ptyRequest{Columns: 80, Rows: 24})
	before := heap()
	for _, name := range []string{"env", "pty-req", "window-change", "auth-agent-req@openssh.com", "x11-req", "break", "signal", "subsystem", "exec", "junk"} {
		for range times / 10 {
			_, err := ch.SendRequest(name, false, ssh.Marshal(envRequest{"LC_A", "C"}))
			must(t, err)
		}
	}
	for range times / 10 {
		_, _, err := client.SendRequest("tcpip-forward", false, ssh.Marshal(envRequest{"", ""}))
		must(t, err)
	}
	neighbour, requests := channel(t, client)
	go ssh.DiscardRequests(requests)
	shell(t, neighbour)
	say(t, neighbour, "alive")
	if grown := int64(heap()) - int64(before); grown > 4<<20 {
		t.Errorf("%d requests left %d bytes behind", times, grown)
	}
}

func heap() uint64 {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}
