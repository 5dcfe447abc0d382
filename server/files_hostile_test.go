package server_test

import (
	"io"
	"strings"
	"testing"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"

	"convene/internal/bench"
	"convene/internal/safetext"
	"convene/internal/workshop/roster"
	"convene/tui/tuitest"
)

// A file client that asks for everything and reads nothing holds up nobody, and
// has no more than its two places (design §1, promise 4).
func TestAFileClientHarmsOnlyItself(t *testing.T) {
	s := open(t, bench.Plan{People: 2, Open: true})
	signer, guest := key(t)
	seat, _, err := s.House().Desk.Take(t.Context(), s.room, guest, roster.About{Name: safetext.Clean(safetext.Name, "Dana Whitfield")}, "en", "full")
	must(t, err)
	s.do("", roster.Grant{Seat: seat, Role: roster.Host})
	conn := dial(t, s.Addr(), s.hall.Code, signer)
	var silent []*ssh.Session
	for range 2 {
		session, err := conn.NewSession()
		must(t, err)
		in, err := session.StdinPipe()
		must(t, err)
		_, err = session.StdoutPipe() // never read
		must(t, err)
		must(t, session.RequestSubsystem("sftp"))
		packet := func(body string) string { return string([]byte{0, 0, 0, byte(len(body))}) + body }
		asks := packet("\x01\x00\x00\x00\x03") + packet("\x03\x00\x00\x00\x01\x00\x00\x00\x0b/record.pdf\x00\x00\x00\x01\x00\x00\x00\x00")
		for range 500 {
			asks += packet("\x05\x00\x00\x00\x02\x00\x00\x00\x011\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00")
		}
		go func() { _, _ = io.WriteString(in, asks) }()
		silent = append(silent, session)
	}
	// Others are answered meanwhile, on the same connection too.
	if got := run(t, conn, "status", false); got.code != 0 {
		t.Errorf("%+v", got)
	}
	s.comes(0, tuitest.Options{}) // all the way to the room
	// A third connection for files is refused, in a sentence.
	third, err := dial(t, s.Addr(), s.hall.Code, signer).NewSession()
	must(t, err)
	words, err := third.StderrPipe()
	must(t, err)
	must(t, third.RequestSubsystem("sftp"))
	if said, _ := io.ReadAll(words); !strings.Contains(string(said), "Too many file connections are open.") {
		t.Errorf("%q", said)
	}
	// When one is gone, its place is free.
	_ = silent[0].Close()
	s.eventuallyFiles(signer)
}

// eventuallyFiles waits until a key may open its files, and reads one.
func (s *stand) eventuallyFiles(signer ssh.Signer) {
	s.t.Helper()
	for {
		client, err := sftp.NewClient(dial(s.t, s.Addr(), s.hall.Code, signer))
		if err != nil {
			if s.t.Context().Err() != nil {
				s.t.Fatal(err)
			}
			continue
		}
		f, err := client.Open("en/record.md")
		must(s.t, err)
		body, err := io.ReadAll(f)
		if err != nil || !strings.HasPrefix(string(body), "#") {
			s.t.Errorf("%v %.20q", err, body)
		}
		must(s.t, client.Close())
		return
	}
}
