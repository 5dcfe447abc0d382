package workshop_test

import (
	"testing"

	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
)

// A government that takes a topic to its Council has not been silent, and the
// document says by when it answers; who does not agree has spoken; who only says
// so of themselves has not.
func TestWhatADocumentSaysOfAGovernmentThatTheTopicAffects(t *testing.T) {
	x := set(t, "c")
	host, delegate, stated := x.join("Dana Whitfield"), x.join("Eleanor Hart"), x.join("Sam Rivers")
	x.must("", roster.Grant{Seat: host, Role: roster.Host})
	x.must("", roster.ConfirmDelegate{Seat: delegate, Nation: clean("Example Tribe")})
	x.must(stated, roster.StateDelegate{Nation: clean("Second Example Tribe")})
	x.must(host, spectrum.AddTopic{Sentence: clean("Visiting hours"), Lang: "en"})
	topic := x.live.Spectrum.Topics[0]
	x.must(delegate, spectrum.Affect{Topic: topic.ID})
	x.must(host, spectrum.Affect{Topic: topic.ID, Nation: clean("Second Example Tribe")})
	x.must(host, spectrum.CarryOver{Topic: topic.ID})
	waits := func(want ...terms.Wait) {
		t.Helper()
		got := x.live.TermsFacts().Promises[0].Waits
		if len(got) != len(want) {
			t.Fatalf("waits for %+v, want %+v", got, want)
		}
		for i := range want {
			if got[i] != want[i] {
				t.Fatalf("waits for %+v, want %+v", got, want)
			}
		}
	}
	second := terms.Wait{Nation: clean("Second Example Tribe")}
	waits(terms.Wait{Nation: clean("Example Tribe")}, second)
	x.must(delegate, spectrum.Release{Topic: topic.ID, Stand: spectrum.ToCouncil, Due: "2030-06-01"})
	x.must(stated, spectrum.Release{Topic: topic.ID, Stand: spectrum.ToCouncil, Due: "2030-06-01"})
	waits(terms.Wait{Nation: clean("Example Tribe"), Council: true, Due: "2030-06-01"}, second)
	x.must(delegate, spectrum.Release{Topic: topic.ID, Stand: spectrum.DoesNotAgree, Due: "2030-06-01"})
	waits(second)
	if p := x.live.Spectrum.Topics[0].Position(clean("Example Tribe")); p.Due != "" {
		t.Errorf("a position that is final waits until %s", p.Due)
	}
}
