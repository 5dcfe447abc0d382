package server

import (
	"fmt"
	"io"
	"strings"
)

// Announce says on out where the server listens, where its data is and by which
// key it is known.
func (s *Server) Announce(locale string, out io.Writer) error {
	w := s.house.Lib.Words(s.house.Lib.Guess(locale))
	lines := []string{
		w.Say("serve.listening", "address", s.Addr()),
		w.Say("serve.data", "path", s.house.Store.Dir()),
		w.Say("serve.fingerprint", "fingerprint", s.HostKeys().Shown[0].Fingerprint),
	}
	if next := s.HostKeys().Next; len(next) > 0 {
		lines = append(lines, w.Say("serve.fingerprint.next", "fingerprint", next[0].Fingerprint))
	}
	if at := s.MetricsAddr(); at != nil {
		lines = append(lines, w.Say("serve.metrics", "address", at))
	}
	lines = append(lines, w.Say("serve.stop"))
	for _, gap := range s.house.Lib.Gaps() {
		lines = append(lines, w.Say("serve.gap", "where", gap))
	}
	_, err := fmt.Fprintln(out, strings.Join(lines, "\n"))
	return err
}

// Stopping says that the server begins to stop, and how to stop it at once.
func (s *Server) Stopping(locale string, out io.Writer) error {
	w := s.house.Lib.Words(s.house.Lib.Guess(locale))
	_, err := fmt.Fprintf(out, "%s\n%s\n", w.Say("serve.stopping"), w.Say("serve.again"))
	return err
}

// Stopped says that it has.
func (s *Server) Stopped(locale string, out io.Writer) error {
	w := s.house.Lib.Words(s.house.Lib.Guess(locale))
	_, err := fmt.Fprintln(out, w.Say("serve.stopped"))
	return err
}
