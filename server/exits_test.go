package server_test

import (
	"bytes"
	"testing"

	"convene/internal/bench"
	"convene/internal/workshop/roster"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/tuitest"
)

// However a session ends, its terminal is as it was: after the last frame comes
// the whole of the fixed reset, and then nothing but plain lines (safety §3).
func TestEveryWayOutLeavesTheTerminalAsItWas(t *testing.T) {
	ways := map[string]func(s *stand, p *tuitest.Person){
		"they leave": func(_ *stand, p *tuitest.Person) {
			p.Press(keys.Leave)
			p.See("Leave?")
			p.Hit(keys.Char('y'))
		},
		"their seat is ended":   func(s *stand, _ *tuitest.Person) { s.do("", roster.EndSeat{Seat: s.hall.People[0].Seat}) },
		"the server is stopped": func(s *stand, _ *tuitest.Person) { s.end() },
	}
	for name, goes := range ways {
		t.Run(name, func(t *testing.T) {
			s := open(t, bench.Plan{People: 1, Open: true})
			p := s.comes(0, tuitest.Options{})
			goes(s, p)
			p.SeeEnd()
			if g := p.Grid(); g.Alternate || !g.CursorShown {
				t.Errorf("alternate screen %v, cursor %v", g.Alternate, g.CursorShown)
			}
			sent := p.Transcript()
			at := bytes.LastIndex(sent, []byte(paint.Reset))
			if at < 0 {
				t.Fatalf("the reset never came: %q", sent[max(0, len(sent)-200):])
			}
			if rest := sent[at+len(paint.Reset):]; bytes.ContainsRune(rest, '\x1b') || len(bytes.TrimSpace(rest)) == 0 {
				t.Errorf("after the reset came %q", rest)
			}
		})
	}
}
