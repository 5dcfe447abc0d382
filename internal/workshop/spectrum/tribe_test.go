package spectrum_test

import (
	"slices"
	"testing"
	"time"

	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
)

// agreed takes a topic to where only the Tribe's word could be lacking.
func agreed(h *hall) string {
	topic := h.topic(spectrum.StepFrame).ID
	h.vote(topic, spectrum.Second, h.all("involve"))
	h.promised(topic)
	h.check(topic, h.all(poll.Behind))
	return topic
}

// A Tribe that does not agree keeps the topic open, whatever the tally says.
func TestAUnanimousTallyDoesNotSpeakForATribe(t *testing.T) {
	h := newHall(t, 6)
	h.delegate("dele", "Example Tribe")
	topic := agreed(h)
	h.Must("dele", spectrum.Release{Topic: topic, Stand: spectrum.DoesNotAgree, Words: clean("Not like this"), Lang: "en"})
	v := h.record(topic)
	lacks(t, v, spectrum.Open, spectrum.LackTribe)
	if v.Consent.Standing != poll.Agreed || len(v.Nations) != 1 || v.Nations[0].String() != "Example Tribe" {
		t.Fatalf("both are told: %+v", v)
	}
	if !slices.ContainsFunc(h.Outcomes, func(o act.Outcome) bool {
		return o.Section == "sovereignty" && o.Label == "terms.from.position_does_not_agree" && contains(o.Words, "Not like this")
	}) {
		t.Fatalf("its position is not passed on: %+v", h.Outcomes)
	}
	h.Outcomes = nil
	h.Must("dele", spectrum.Release{Topic: topic, Stand: spectrum.NoObjection})
	if len(h.Outcomes) != 2 || !h.Outcomes[0].Withdrawn || h.Outcomes[1].Label != "terms.from.position_no_objection" {
		t.Fatalf("the correction is not passed on: %+v", h.Outcomes)
	}
	lacks(t, h.record(topic), spectrum.Final)
	if got := h.State.Topic(topic); len(got.Positions) != 2 || got.Position(clean("example tribe")).Stand != spectrum.NoObjection {
		t.Fatalf("positions %+v", got.Positions)
	}
	h.Must("dele", spectrum.Release{Topic: topic, Stand: spectrum.ToCouncil})
	lacks(t, *h.State.Topic(topic).Verdict, spectrum.Open, spectrum.LackTribe) // it counts from the moment it is said
	h.Same()
}

// Any delegate may say that a topic affects its nation; only it takes that back.
func TestOnlyThatGovernmentClearsItsFlag(t *testing.T) {
	h := newHall(t, 6)
	h.delegate("dele", "Example Tribe")
	h.delegate("other", "Second Example Tribe")
	topic := agreed(h)
	h.Must("dele", spectrum.Affect{Topic: topic})
	lacks(t, h.record(topic), spectrum.Open, spectrum.LackTribe)
	nation := clean("Example Tribe")
	h.Refused("spectrum_only_nation", "host", spectrum.Unaffect{Topic: topic, Nation: nation})
	h.Refused("spectrum_only_nation", "other", spectrum.Unaffect{Topic: topic, Nation: nation})
	no := spectrum.Value{Tribe: spectrum.TribeNo}
	h.Refused("spectrum_only_nation", "host", spectrum.Fill{Topic: topic, Field: spectrum.FieldTribe, Value: no, Rev: 1})
	h.Must("other", spectrum.Release{Topic: topic, Stand: spectrum.Agrees}) // another's word settles nothing
	lacks(t, h.record(topic), spectrum.Open, spectrum.LackTribe)
	h.Must("dele", spectrum.Unaffect{Topic: topic, Nation: nation})
	lacks(t, h.record(topic), spectrum.Final)
	h.Must("dele", spectrum.Affect{Topic: topic}) // said later, it counts from then on
	lacks(t, *h.State.Topic(topic).Verdict, spectrum.Open, spectrum.LackTribe)
	h.Same()
}

// With no delegate here the topic stays open, unless the governments spoke
// elsewhere; a delegate's own word can't be noted over.
func TestNoDelegateHere(t *testing.T) {
	h := newHall(t, 6)
	topic := h.topic(spectrum.StepFrame).ID
	h.Must("host", spectrum.Fill{Topic: topic, Field: spectrum.FieldTribe, Value: spectrum.Value{Tribe: spectrum.TribeYes}, Rev: 1})
	if got := h.State.Topic(topic).Unsettled(); len(got) != 1 || !got[0].IsBlank() {
		t.Fatalf("a Tribe that nobody named: %v", got)
	}
	nation := clean("Example Tribe")
	h.Must("p1", spectrum.Affect{Topic: topic, Nation: nation})
	h.vote(topic, spectrum.Second, h.all("involve"))
	h.promised(topic)
	h.check(topic, h.all(poll.Behind))
	lacks(t, h.record(topic), spectrum.Open, spectrum.LackTribe)
	h.Refused("words_needed", "host", spectrum.NoteConsultation{Topic: topic, Nation: nation})
	h.Must("host", spectrum.NoteConsultation{Topic: topic, Nation: nation, Words: clean("Letter of 2 May")})
	lacks(t, h.record(topic), spectrum.Final)
	h.Must("host", spectrum.Reopen{Topic: topic, Why: clean("The Tribe wrote")})
	h.delegate("dele", "Example Tribe")
	h.Must("dele", spectrum.Release{Topic: topic, Stand: spectrum.DoesNotAgree})
	h.Refused("spectrum_only_nation", "host", spectrum.NoteConsultation{Topic: topic, Nation: nation, Words: clean("again")})
	lacks(t, h.record(topic), spectrum.Open, spectrum.LackTribe)
}

// Without the delegate word a position is only stated, and settles nothing.
func TestAStatedDelegateSettlesNothing(t *testing.T) {
	h := newHall(t, 6)
	h.delegate("dele", "Example Tribe")
	h.Join("someone", "Someone", roster.Tribal)
	h.People = h.People.Apply(h.Now, roster.DelegateStated{Seat: "someone", Nation: clean("Example Tribe")})
	h.Refused("only_delegate", "p1", spectrum.Release{Stand: spectrum.Agrees, Topic: h.topic(spectrum.StepFrame).ID})
	topic := agreed(h)
	h.Must("dele", spectrum.Affect{Topic: topic})
	h.Must("someone", spectrum.Release{Topic: topic, Stand: spectrum.Agrees})
	if p := h.State.Topic(topic).Position(clean("Example Tribe")); p.Confirmed {
		t.Fatalf("position %+v", p)
	}
	lacks(t, h.record(topic), spectrum.Open, spectrum.LackTribe)
	h.Must("dele", spectrum.Release{Topic: topic, Stand: spectrum.DoesNotAgree})
	h.Must("someone", spectrum.Release{Topic: topic, Stand: spectrum.Agrees})
	if p := h.State.Topic(topic).Position(clean("Example Tribe")); p.Stand != spectrum.DoesNotAgree {
		t.Fatalf("a stated position stands over a confirmed one: %+v", p)
	}
	if err := h.Do("someone", spectrum.Affect{Topic: topic}); err == nil {
		t.Fatalf("a stated delegate sets a nation's own flag")
	}
}

func TestAMinorityViewIsItsHolders(t *testing.T) {
	h := newHall(t, 6)
	topic := h.topic(spectrum.StepFrame).ID
	h.Must("p1", spectrum.SetView{Topic: topic, Words: clean("Weekends too"), Lang: "en"})
	id := h.State.Topic(topic).Views[0].ID
	h.Refused("view_not_yours", "host", spectrum.SetView{Topic: topic, View: id, Words: clean("softer")})
	h.Refused("view_not_yours", "p2", spectrum.WithdrawView{Topic: topic, View: id})
	h.Must("p1", spectrum.SetView{Topic: topic, View: id, Words: clean("Weekends first"), Signed: true})
	h.Must("host", spectrum.CarryOver{Topic: topic})
	h.Outcomes = nil
	h.Must("p1", spectrum.WithdrawView{Topic: topic, View: id})
	v, _ := h.State.Topic(topic).View(id)
	if !v.Withdrawn || !v.Words.IsEmpty() || len(h.Outcomes) != 1 || !h.Outcomes[0].Withdrawn {
		t.Fatalf("view %+v, passed on %+v", v, h.Outcomes)
	}
	h.Refused("view_gone", "p1", spectrum.SetView{Topic: topic, View: id, Words: clean("back")})
	h.Same()
}

// What a government said once a later vote had opened stands beside that one, and
// not beside the vote before.
func TestAPositionStandsBesideItsOwnVote(t *testing.T) {
	at := func(minute int) time.Time { return time.Date(2026, 11, 23, 18, minute, 0, 0, time.UTC) }
	nation := clean("Example Tribe")
	topic := &spectrum.Topic{
		Rounds: []*spectrum.Round{{OpenedAt: at(0)}, {OpenedAt: at(10)}},
		Positions: []spectrum.Position{
			{Nation: nation, Stand: spectrum.ToCouncil, Confirmed: true, At: at(5)},
			{Nation: nation, Stand: spectrum.DoesNotAgree, Confirmed: true, At: at(15)},
		},
	}
	for round, want := range []spectrum.Stand{spectrum.ToCouncil, spectrum.DoesNotAgree} {
		if got := topic.PositionAt(nation, round); got == nil || got.Stand != want {
			t.Errorf("beside vote %d stands %+v", round+1, got)
		}
	}
	if got := topic.Position(nation); got.Stand != spectrum.DoesNotAgree {
		t.Errorf("now it says %+v", got)
	}
}
