package spectrum_test

import (
	"slices"
	"testing"

	"convene/internal/text"
	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
)

func TestATopicBecomesFinal(t *testing.T) {
	h := newHall(t, 6)
	topic := h.topic(spectrum.StepVote1).ID
	h.vote(topic, spectrum.First, h.all("consult"))
	h.vote(topic, spectrum.Second, h.all("collaborate"))
	h.promised(topic)
	h.check(topic, h.all(poll.Behind))
	h.Must("p2", spectrum.SetView{Topic: topic, Words: clean("Weekends matter more"), Lang: "en"})
	lacks(t, h.record(topic), spectrum.Final)

	feeds := map[string]string{}
	for _, o := range h.Outcomes {
		feeds[o.Section] += o.Label + ":" + o.Words + "\n"
	}
	for section, part := range map[string]string{
		"engagement":    "terms.from.promise:Visiting hours\nCOLLABORATE\nWe design it together.\nDana Whitfield\n2027-06-01",
		"authority":     "terms.from.statement_can_keep:Visiting hours\nDana Whitfield",
		"communication": "2027-06-01", "scope": "Court dates\nthe judge's calendar", "annex": "Weekends matter more"} {
		if !contains(feeds[section], part) {
			t.Errorf("section %s got %q, want %q", section, feeds[section], part)
		}
	}
	h.Refused("spectrum_final", "host", spectrum.SetPromise{Topic: topic, Rev: 1})
	h.Refused("reason_needed", "host", spectrum.Reopen{Topic: topic})
	h.Must("host", spectrum.Reopen{Topic: topic, Why: clean("A new budget")})
	h.Must("host", spectrum.SetPromise{Topic: topic, Rev: 1, Proof: "2027-07-01", Keeper: spectrum.Person{Seat: "host"}})
	h.Outcomes = nil
	lacks(t, h.record(topic), spectrum.Proposed, spectrum.LackAgain)
	if o := h.Outcomes[0]; o.Section != "engagement" || !o.Withdrawn || o.Label != "terms.from.promise" {
		t.Fatalf("the final promise is not taken back: %+v", o)
	}
	h.Same()
}

func contains(s, part string) bool {
	for i := 0; i+len(part) <= len(s); i++ {
		if s[i:i+len(part)] == part {
			return true
		}
	}
	return false
}

// Each thing that lacks is told, and the topic is open or only proposed.
func TestWhatKeepsATopicFromBeingFinal(t *testing.T) {
	h := newHall(t, 6)
	topic := h.topic(spectrum.StepFrame).ID
	lacks(t, h.record(topic), spectrum.Open, spectrum.LackVote, spectrum.LackStatement, spectrum.LackPromise,
		spectrum.LackKeeper, spectrum.LackProof, spectrum.LackCheck)
	h.vote(topic, spectrum.Second, h.all("involve"))
	h.Must("host", spectrum.CarryOver{Topic: topic, More: h.State.Topic(topic).MoreID()})
	v := *h.State.Topic(topic).Verdict
	lacks(t, v, spectrum.Proposed, spectrum.LackStatement, spectrum.LackPromise, spectrum.LackKeeper, spectrum.LackProof, spectrum.LackCheck)
	if !v.Carried || !slices.Equal(v.Offer.Levels, []string{"involve"}) {
		t.Fatalf("carried over as %+v", v)
	}
	h.promised(topic)
	h.Must("host", spectrum.Declare{Topic: topic, Kind: spectrum.MustCheck, By: "2027-04-01"})
	h.check(topic, map[string]string{"p1": poll.CannotBear, "p2": poll.Behind})
	lacks(t, h.record(topic), spectrum.Open, spectrum.LackAnswer, spectrum.LackConsent)
	h.Must("host", spectrum.Declare{Topic: topic, Kind: spectrum.CanKeep})
	h.check(topic, h.all(poll.StandAside))
	if v := h.record(topic); v.Status != spectrum.Final || v.Consent.Standing != poll.Concerns {
		t.Fatalf("all stand aside: %+v", v)
	}
	h.Same()
}

func TestADecisionMakerWhoIsNotHereOnlyProposes(t *testing.T) {
	h := newHall(t, 6)
	topic := h.topic(spectrum.StepFrame).ID
	absent := spectrum.Value{Person: spectrum.Person{Name: clean("The director")}}
	h.Must("host", spectrum.Fill{Topic: topic, Field: spectrum.FieldSigns, Value: absent, Rev: 1})
	h.vote(topic, spectrum.Second, h.all("involve"))
	h.Refused("only_host", "p1", spectrum.Declare{Topic: topic, Kind: spectrum.CanKeep})
	h.promised(topic)
	if st := h.State.Topic(topic).Statement(); !st.Reported {
		t.Fatalf("a statement on behalf is not marked: %+v", st)
	}
	h.check(topic, h.all(poll.Behind))
	lacks(t, h.record(topic), spectrum.Proposed, spectrum.LackDecider)
}

func TestOnlyTheDecisionMakerStates(t *testing.T) {
	h := newHall(t, 6)
	topic := h.topic(spectrum.StepFrame).ID
	h.Must("host", spectrum.Fill{Topic: topic, Field: spectrum.FieldSigns, Rev: 1,
		Value: spectrum.Value{Person: spectrum.Person{Seat: "p1"}}})
	h.Refused("spectrum_no_level", "p1", spectrum.Declare{Topic: topic, Kind: spectrum.CanKeep})
	h.vote(topic, spectrum.Second, h.all("colead"))
	h.Refused("spectrum_only_decider", "host", spectrum.Declare{Topic: topic, Kind: spectrum.CanKeep})
	h.Refused("reason_needed", "p1", spectrum.Declare{Topic: topic, Kind: spectrum.UpTo, Level: "involve"})
	h.Refused("date_needed", "p1", spectrum.Declare{Topic: topic, Kind: spectrum.MustCheck})
	h.Refused("spectrum_day_past", "p1", spectrum.Declare{Topic: topic, Kind: spectrum.MustCheck, By: "2026-01-01"})
	h.Must("p1", spectrum.Declare{Topic: topic, Kind: spectrum.UpTo, Level: "involve", Because: said("the Board decides")})
	if got := h.State.Topic(topic).Levels(h.State.Content); !slices.Equal(got, []string{"involve"}) {
		t.Fatalf("promised %v above what can be kept", got)
	}
}

// A tie stands: nobody rounds, and only the group's own way out makes a level.
func TestATieIsBrokenByNobody(t *testing.T) {
	h := newHall(t, 5)
	topic := h.topic(spectrum.StepFrame).ID
	r := h.vote(topic, spectrum.Second, h.spread("consult", "involve"))
	p := h.State.Topic(topic).Proposal()
	if !p.Tie || p.Wide || p.Stands() || len(h.State.Topic(topic).Levels(h.State.Content)) > 0 {
		t.Fatalf("proposal %+v", p)
	}
	h.go_(topic, spectrum.StepPromise)
	h.write(spectrum.PromiseText(topic), "We ask first.")
	h.go_(topic, spectrum.StepConsent)
	h.Refused("spectrum_no_level", "host", spectrum.OpenCheck{Topic: topic})
	set := spectrum.Settlement{Round: r.ID, How: spectrum.Pilot, Levels: [2]string{"involve", "collaborate"}, Day: "2027-09-01"}
	h.Refused("spectrum_levels_stand", "host", spectrum.SettleLevels{Topic: topic, Settlement: set})
	set.Levels = [2]string{"involve", "consult"}
	h.Must("host", spectrum.SettleLevels{Topic: topic, Settlement: set})
	if got := h.State.Topic(topic).Levels(h.State.Content); !slices.Equal(got, []string{"involve"}) {
		t.Fatalf("a pilot of %v", got)
	}
	set.How = spectrum.Carry
	h.Must("host", spectrum.SettleLevels{Topic: topic, Settlement: set})
	h.promised(topic)
	h.check(topic, h.all(poll.Behind))
	lacks(t, h.record(topic), spectrum.Open, spectrum.LackLevel)
	set.How = spectrum.Stage
	h.Must("host", spectrum.SettleLevels{Topic: topic, Settlement: set})
	h.check(topic, h.all(poll.Behind))
	lacks(t, h.record(topic), spectrum.Final)
	h.Must("host", spectrum.Reopen{Topic: topic, Why: clean("one more vote")})
	h.vote(topic, spectrum.Second, h.spread("consult", "involve"))
	if len(h.State.Topic(topic).Levels(h.State.Content)) > 0 {
		t.Fatalf("a settlement outlives the round it was about")
	}
	h.Same()
}

func TestASpanOfFourLevelsProposesNothing(t *testing.T) {
	h := newHall(t, 6)
	topic := h.topic(spectrum.StepFrame).ID
	h.vote(topic, spectrum.Second, h.spread("inform", "involve", "involve", "collaborate", "involve", "involve", "involve"))
	p := h.State.Topic(topic).Proposal()
	if p.Tie || !p.Wide || p.Stands() {
		t.Fatalf("proposal %+v", p)
	}
	h.vote(topic, spectrum.Second, h.spread("consult", "involve", "involve", "collaborate", "involve", "involve", "involve"))
	if p := h.State.Topic(topic).Proposal(); !p.Stands() {
		t.Fatalf("a span of three levels: %+v", p)
	}
}

func TestEveryonePasses(t *testing.T) {
	h := newHall(t, 6)
	topic := h.topic(spectrum.StepFrame).ID
	r := h.vote(topic, spectrum.Second, h.all(poll.Pass))
	if r.ShouldResult.Passed != 7 || r.ShouldResult.Answered != 0 || !h.State.Topic(topic).Proposal().None() {
		t.Fatalf("result %+v", r.ShouldResult)
	}
	h.Refused("spectrum_no_level", "host", spectrum.Declare{Topic: topic, Kind: spectrum.CanKeep})
	h.Refused("spectrum_one_level", "host", spectrum.SettleLevels{Topic: topic})
	if v := h.record(topic); v.Status != spectrum.Open || !slices.Contains(v.Lacks, spectrum.LackLevel) {
		t.Fatalf("verdict %+v", v)
	}
}

// A whole group that passed is said not to have been heard; which, in named mode.
func TestOneGroupAbsent(t *testing.T) {
	h := newHall(t, 6)
	topic := h.topic(spectrum.StepFrame).ID
	h.vote(topic, spectrum.Second, h.all("involve"))
	h.promised(topic)
	c := h.check(topic, map[string]string{"host": poll.Behind, "p1": poll.LiveWith, "p4": poll.Pass})
	if o := c.Outcome.Consent; o.Standing != poll.Agreed || !o.Unheard || len(o.Groups) > 0 {
		t.Fatalf("hidden names: %+v", o)
	}
	h.Public = "yes"
	c = h.check(topic, map[string]string{"host": poll.Behind})
	if o := c.Outcome.Consent; c.Poll.Mode != poll.Named || !slices.Equal(o.Groups, []roster.Group{roster.Lived}) {
		t.Fatalf("a public body's check is %s: %+v", c.Poll.Mode, o)
	}
}

// After talk the check is run again: a remaining "more talk" is a concern to
// follow up; a changed promise starts anew.
func TestTheCheckIsRunAgain(t *testing.T) {
	h := newHall(t, 6)
	topic := h.topic(spectrum.StepFrame).ID
	h.vote(topic, spectrum.Second, h.all("involve"))
	h.promised(topic)
	answers := h.all(poll.Behind)
	answers["p3"] = poll.MoreTalk
	if c := h.check(topic, answers); c.Outcome.Consent.Standing != poll.NeedTalk || c.Outcome.FollowUp {
		t.Fatalf("first: %+v", c.Outcome)
	}
	if c := h.check(topic, answers); c.Outcome.Consent.Standing != poll.Concerns || !c.Outcome.FollowUp {
		t.Fatalf("again: %+v", c.Outcome)
	}
	answers["p3"] = poll.ReadToMe
	if c := h.check(topic, answers); c.Outcome.Consent.Standing != poll.NeedTalk {
		t.Fatalf("needing one's own language is no concern to note: %+v", c.Outcome)
	}
	h.write(spectrum.PromiseText(topic), " And we pay for rides.")
	answers["p3"] = poll.MoreTalk
	if c := h.check(topic, answers); c.Outcome.Consent.Standing != poll.NeedTalk {
		t.Fatalf("another promise: %+v", c.Outcome)
	}
	h.Same()
}

func TestThePromiseIsWrittenInItsStep(t *testing.T) {
	h := newHall(t, 6)
	topic := h.topic(spectrum.StepFrame).ID
	id := spectrum.PromiseText(topic)
	w := act.World{Seat: "p1", Roster: h.People, Activity: spectrum.Activity, Where: h.At}
	if h.State.MayWrite(w, id) == nil {
		t.Fatalf("written while the room is elsewhere")
	}
	w.Where = act.Place{Item: "i1", Step: spectrum.StepPromise, Topic: topic}
	if err := h.State.MayWrite(w, id); err != nil {
		t.Fatalf("%v", err)
	}
	for _, other := range []string{"terms/values/en", "spectrum/nobody/promise", "spectrum/" + topic, "spectrum//promise"} {
		if h.State.MayWrite(w, other) == nil {
			t.Fatalf("%q may be written", other)
		}
	}
	h.Refused("moved_on", "p1", spectrum.SetPromise{Topic: topic, Keeper: spectrum.Person{Seat: "p1"}})
	h.go_(topic, spectrum.StepPromise)
	h.Must("p1", spectrum.SetPromise{Topic: topic, Keeper: spectrum.Person{Seat: "p1"}, Proof: "2027-06-01"})
	if p := h.State.Topic(topic).Promise; !p.Accepted {
		t.Fatalf("a keeper who said so is not marked: %+v", p)
	}
	h.Refused("spectrum_field_changed", "p2", spectrum.SetPromise{Topic: topic, Keeper: spectrum.Person{Seat: "p2"}})
	h.Must("host", spectrum.SetPromise{Topic: topic, Keeper: spectrum.Person{Seat: "p2"}, Proof: "2027-06-01", Rev: 1})
	if p := h.State.Topic(topic).Promise; p.Accepted {
		t.Fatalf("a keeper who did not say so is marked: %+v", p)
	}
}

// A word is given to what was read: to other words, other levels or another keeper
// nobody gives it unseen.
func TestAStatementIsOfWhatWasRead(t *testing.T) {
	h := newHall(t, 6)
	topic := h.topic(spectrum.StepFrame).ID
	h.vote(topic, spectrum.Second, h.all("involve"))
	h.go_(topic, spectrum.StepPromise)
	h.write(spectrum.PromiseText(topic), "We design it together.")
	of := func() string {
		return h.State.Print(func(id string) *text.Doc { return h.Texts[id] }, h.State.Topic(topic))
	}
	for name, change := range map[string]func(){
		"words": func() { h.write(spectrum.PromiseText(topic), "Nobody decides without families.") },
		"beside": func() {
			h.Must("p1", spectrum.SetPromise{Topic: topic, Keeper: spectrum.Person{Seat: "p1"}, Rev: h.State.Topic(topic).Promise.Rev})
		},
		"levels": func() {
			h.vote(topic, spectrum.Second, h.all("colead"))
			h.go_(topic, spectrum.StepPromise)
		},
		"said": func() { h.Must("host", spectrum.Declare{Topic: topic, Kind: spectrum.CanKeep, Of: of()}) },
	} {
		read := of()
		change()
		if read == of() {
			t.Errorf("%s: the print stays", name)
		}
		h.Refused("moved_on", "host", spectrum.Declare{Topic: topic, Kind: spectrum.CanKeep, Of: read})
	}
	h.Must("host", spectrum.Declare{Topic: topic, Kind: spectrum.CanKeep, Of: of()})
	h.Same()
}
