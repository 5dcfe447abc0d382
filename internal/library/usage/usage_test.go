package usage_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"convene/internal/library"
	"convene/internal/library/usage"
)

const sample = `package sample

func f(w words, mode string) {
	w.Say("door.code.ask")
	w.Say("door.nowhere", "n", 1)
	w.Say("vote." + mode)
	w.Say("ghost." + mode + ".name")
	_ = fault.New("name_needed")
	_ = fault.New("never_written")
	_ = table{{id: "menu.head"}}
	w.Say(mode)
	other("door.else")
}
`

func scan(t *testing.T, source string) *usage.Source {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "sample.go"), []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := usage.Scan(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestScanFindsUnknownAndUnusedSentences(t *testing.T) {
	s := scan(t, sample)
	ids := []string{"door.code.ask", "door.code.hint", "vote.hidden", "fault.name_needed", "fault.too_long", "menu.head"}
	var unknown []string
	for _, line := range s.Unknown(ids) {
		unknown = append(unknown, filepath.Base(line))
	}
	want := []string{
		"sample.go:5: door.nowhere", "sample.go:7: ghost.", "sample.go:9: fault.never_written",
	}
	if !slices.Equal(unknown, want) {
		t.Errorf("unknown: %q, want %q", unknown, want)
	}
	places := func(id string) []string {
		return map[string][]string{"door.code.ask": {"code"}, "door.nowhere": {"n", "name"}}[id]
	}
	var unfilled []string
	for _, line := range s.Unfilled(places) {
		unfilled = append(unfilled, filepath.Base(line))
	}
	want = []string{"sample.go:4: door.code.ask needs {code}", "sample.go:5: door.nowhere needs {name}"}
	if !slices.Equal(unfilled, want) {
		t.Errorf("unfilled: %q, want %q", unfilled, want)
	}
	if got, want := s.Unused(ids), []string{"door.code.hint", "fault.too_long"}; !slices.Equal(got, want) {
		t.Errorf("unused: %q, want %q", got, want)
	}
}

func TestEverySentenceThatIsSaidExists(t *testing.T) {
	l, err := library.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	s, err := usage.Scan("../../..")
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Said) == 0 {
		t.Fatal("no sentence is said anywhere; the scan does not see the program")
	}
	for _, line := range s.Unknown(l.Words("en").IDs()) {
		t.Errorf("no such sentence: %s", line)
	}
	for _, line := range s.Unfilled(l.Words("en").Places) {
		t.Errorf("a place without a value: %s", line)
	}
}

// A sentence that nobody says is a promise that nobody keeps.
func TestEverySentenceIsSaid(t *testing.T) {
	l, err := library.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	s, err := usage.Scan("../../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range s.Unused(l.Words("en").IDs()) {
		t.Errorf("nobody says %s", id)
	}
}
