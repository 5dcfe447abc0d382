package server_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"convene/internal/room"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/server"
)

func newCommand(body any) workshop.Command { return room.NewCommand("", body) }

// The sample is made once, found again with what lets people in, and made anew
// only when it is over.
func TestSample(t *testing.T) {
	dir := t.TempDir()
	s, stop := serve(t, dir)
	code, phrase := sample(t, s)
	info, err := os.Stat(filepath.Join(dir, "sample.txt"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("sample.txt: %v %v", info, err)
	}
	state := stateOf(t, s, code)
	if topics := state.Spectrum.Topics; len(topics) != 1 || len(topics[0].Missing()) != 0 {
		t.Errorf("the topic can't be voted on yet: %+v", topics)
	}
	if len(state.Agenda.Items) != 9 || !strings.Contains(state.Meta.Title.String(), "Rio Claro") {
		t.Errorf("%v, %d items", state.Meta.Title, len(state.Agenda.Items))
	}
	stop()

	s, stop = serve(t, dir) // on another port
	again, same := sample(t, s)
	if again != code || same != phrase {
		t.Errorf("the second start gave %s %q, not %s %q", again, same, code, phrase)
	}
	kept, err := os.ReadFile(filepath.Join(dir, "sample.txt"))
	if _, port, _ := strings.Cut(s.Addr(), ":"); err != nil || !strings.Contains(string(kept), "-p "+port+" ") {
		t.Errorf("the kept line is not to the present port: %s %v", kept, err)
	}
	w, err := s.House().Desk.ByCode(t.Context(), code)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.House().Desk.NewPassphrase(t.Context(), w.ID, roster.Host, "en"); err != nil {
		t.Fatal(err)
	}
	if _, renewed := sample(t, s); renewed == phrase {
		t.Error("a passphrase that opens nothing is printed")
	} else if _, err := s.House().Desk.Vouch(t.Context(), server.Here(), code, renewed); err != nil {
		t.Errorf("the renewed passphrase opens nothing: %v", err)
	}
	r, leave, err := s.House().Rooms.Enter(t.Context(), w.ID)
	if err != nil {
		t.Fatal(err)
	}
	defer leave()
	if err := s.House().Desk.SetStatus(t.Context(), r, "", workshop.Ended); err != nil {
		t.Fatal(err)
	}
	if fresh, _ := sample(t, s); fresh == code {
		t.Error("a sample that has ended is offered again")
	}
	ended, err := os.ReadFile(filepath.Join(dir, "sample-"+code+".txt"))
	if err != nil || !strings.Contains(string(ended), code+"@") {
		t.Errorf("the lines of the one that ended are gone: %s %v", ended, err)
	}
	stop()
}

func stateOf(t *testing.T, s *server.Server, code string) *workshop.State {
	t.Helper()
	w, err := s.House().Desk.ByCode(t.Context(), code)
	if err != nil {
		t.Fatal(err)
	}
	state, err := s.House().Rooms.Peek(t.Context(), w.ID)
	if err != nil {
		t.Fatal(err)
	}
	return state
}
