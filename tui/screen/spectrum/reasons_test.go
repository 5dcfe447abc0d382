package spectrum_test

import (
	"slices"
	"strings"
	"testing"

	domain "convene/internal/workshop/spectrum"
	"convene/tui/screen/spectrum"
	"convene/tui/screen/spectrum/guide"
)

// Showing what was added takes the room to it: everyone reads it without
// turning a page.
func TestAddedReasonsReachTheRoom(t *testing.T) {
	s := reveal(t)
	u := s.user(s.seats[1])
	s.Give(s.seats[4], domain.AddReason{Poll: s.topic().MoreID(), Words: clean("I had not thought of rides."), Lang: "en"})
	acts := guide.Others(s.Env(s.host, "en"))
	i := slices.IndexFunc(acts, func(a guide.Act) bool { return a.Do.Ask != nil && strings.Contains(a.Words, "reason") })
	if i < 0 {
		t.Fatalf("the host can't show it: %+v", acts)
	}
	for _, body := range acts[i].Do.Ask.Do.Commands {
		s.Give(s.host, body)
	}
	u.sees("I had not thought of rides.")
}

// An empty line at a promise's end is no part of it where it is quoted.
func TestAPromiseIsQuotedWithoutItsEmptyLines(t *testing.T) {
	s := ready(t, 2, 5, domain.StepVote2)
	s.cast(s.open(domain.Second).Should.ID, "444444")
	s.shut()
	s.to(domain.StepPromise)
	s.write(s.host, "We plan it together.\n")
	s.to(domain.StepConsent)
	if shown := s.view(spectrum.New(), s.seats[1], "en", 76, 17); !strings.Contains(shown, `"We plan it together."`) {
		t.Errorf("quoted as\n%s", shown)
	}
}
