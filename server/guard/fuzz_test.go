package guard_test

import (
	"context"
	"encoding/binary"
	"io"
	"log/slog"
	"regexp"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"convene/server/guard"
)

// An offered channel without a network behind it: it takes every byte, and its
// requests are those of the test.
type offered struct {
	ssh.NewChannel
	ssh.Channel
	requests chan *ssh.Request
}

func (o *offered) Accept() (ssh.Channel, <-chan *ssh.Request, error) { return o, o.requests, nil }
func (o *offered) Read([]byte) (int, error)                          { return 0, io.EOF }
func (o *offered) Write(p []byte) (int, error)                       { return len(p), nil }
func (o *offered) Stderr() io.ReadWriter                             { return nil }
func (o *offered) Close() error                                      { return nil }
func (o *offered) SendRequest(string, bool, []byte) (bool, error)    { return true, nil }

var (
	fuzzName  = regexp.MustCompile(`^(TERM|COLORTERM|LANG|LC_[A-Z]+|NO_COLOR|TERM_PROGRAM)$`)
	fuzzValue = regexp.MustCompile(`^[A-Za-z0-9._@:+/-]{1,64}$`)
)

// FuzzRequests holds for any requests in any order: a session begins at most once,
// with a size there is room for, a terminal's name, and of the environment only
// what may be kept; and all ends when the channel does. An input is a list of
// requests: a byte for its kind, two for its length, and its payload.
func FuzzRequests(f *testing.F) {
	kinds := []string{"pty-req", "env", "window-change", "shell", "exec", "subsystem", "signal", "break", "junk"}
	put := func(kind byte, payload any) []byte {
		raw := ssh.Marshal(payload)
		return append(append([]byte{kind}, binary.BigEndian.AppendUint16(nil, uint16(len(raw)))...), raw...)
	}
	pty := put(0, ptyRequest{Term: "xterm", Columns: 80, Rows: 24})
	f.Add(append(append(pty, put(1, envRequest{"LANG", "es_US.UTF-8"})...), put(3, textRequest{})...))
	f.Add(append(put(0, ptyRequest{Term: "\x1b[2J", Columns: 1<<32 - 1, Rows: 1<<32 - 1}), put(2, sizeRequest{Columns: 0, Rows: 9})...))
	f.Add(append(put(4, textRequest{"export tor --format docx"}), put(4, textRequest{"again"})...))
	f.Add(put(5, textRequest{"sftp"}))
	f.Add([]byte{0, 0, 4, 0xff, 0xff, 0xff, 0xff, 3, 0, 0})
	g := guard.New(guard.Limits{Linger: time.Nanosecond, Resize: time.Nanosecond, Subsystems: []string{"known"}}, slog.New(slog.DiscardHandler))
	f.Fuzz(func(t *testing.T, data []byte) {
		o := &offered{requests: make(chan *ssh.Request)}
		link := g.Open(func() error { return nil })
		defer link.End()
		begun := 0
		over := make(chan struct{})
		go func() {
			defer close(over)
			link.Serve(context.Background(), o, func(ctx context.Context, s *guard.Session) {
				begun++
				fits := func(z guard.Size) bool { return z.Width >= 20 && z.Width <= 300 && z.Height >= 6 && z.Height <= 100 }
				if !fits(s.Size()) || len(s.Term()) > 64 || len(s.Env()) > 32 {
					t.Errorf("size %v, term %q, %d variables", s.Size(), s.Term(), len(s.Env()))
				}
				for name, value := range s.Env() {
					if !fuzzName.MatchString(name) || !fuzzValue.MatchString(value) {
						t.Errorf("kept %q=%q", name, value)
					}
				}
				command, given := s.Command()
				if len(command) > 4<<10 || command != "" && !given || s.Subsystem() != "" && s.Subsystem() != "known" {
					t.Errorf("command %.40q (%v), subsystem %q", command, given, s.Subsystem())
				}
				for size := range s.Sizes() {
					if !fits(size) {
						t.Errorf("resized to %v", size)
					}
				}
			})
		}()
		for len(data) >= 3 {
			n := min(int(binary.BigEndian.Uint16(data[1:])), len(data)-3)
			o.requests <- &ssh.Request{Type: kinds[int(data[0])%len(kinds)], Payload: data[3 : 3+n]}
			data = data[3+n:]
		}
		close(o.requests)
		<-over
		if begun > 1 {
			t.Fatalf("the session began %d times", begun)
		}
	})
}
