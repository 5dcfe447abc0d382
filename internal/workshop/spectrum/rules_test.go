package spectrum_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
)

// Whatever people do in whatever order, the rules stand, and the log tells all.
func TestRulesStandWhateverPeopleDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := newHall(t, rapid.IntRange(2, 7).Draw(t, "people"))
		h.delegate("dele", "Example Tribe")
		begin(t, h)
		for range rapid.IntRange(40, 160).Draw(t, "acts") {
			wander(t, h)
			rules(t, h)
		}
		h.Same()
	})
}

// begin takes a first topic to somewhere on its way, and adds a second.
func begin(t *rapid.T, h *hall) {
	far := rapid.SampledFrom([]string{"new", "voted", "promised", "agreed"}).Draw(t, "far")
	topic := h.topic(spectrum.StepVote1).ID
	if len(h.People.Voters()) < poll.TooFew {
		h.Must("host", spectrum.SetMode{Topic: topic, Mode: poll.Named})
		if far == "agreed" {
			far = "promised" // a check with hidden names would be refused
		}
	}
	if far != "new" {
		h.vote(topic, spectrum.Second, h.all("involve"))
	}
	if far == "promised" || far == "agreed" {
		h.promised(topic)
	}
	if far == "agreed" {
		h.check(topic, h.all(poll.LiveWith))
	}
	h.Must("host", spectrum.AddTopic{Sentence: clean("Rides"), Lang: "en"})
}

// wander gives a random command, or moves the room.
func wander(t *rapid.T, h *hall) {
	topic := rapid.SampledFrom(h.State.Topics).Draw(t, "topic")
	if at := h.State.Present(h.At); rapid.IntRange(0, 4).Draw(t, "elsewhere") > 0 && h.At.Topic != "" {
		topic = at
	}
	commands := settling(t, h, topic)
	if topic.OpenRound() != nil || topic.OpenCheck() != nil {
		commands = append(answering(t, h, topic), commands[:6]...)
	}
	c := rapid.SampledFrom(commands).Draw(t, "command")
	if c == nil {
		to := act.Place{Item: "i1", Topic: topic.ID, Step: rapid.SampledFrom(spectrum.Steps()).Draw(t, "step")}
		w := act.World{Seat: "host", Roster: h.People, Where: h.At, Activity: h.Activity}
		if h.State.MayLeave(w, h.At, to) == nil {
			h.At = to
			h.write(spectrum.PromiseText(topic.ID), "x")
		}
		return
	}
	seat := rapid.SampledFrom([]roster.SeatID{"p1", "p2", "dele", "host", "host", "host", "host"}).Draw(t, "seat")
	before := len(h.Log)
	if err := h.Do(seat, c); err != nil && len(h.Log) != before {
		t.Fatalf("%T was refused and told something", c)
	}
}

// answering are the commands of an open question.
func answering(t *rapid.T, h *hall, topic *spectrum.Topic) []spectrum.Command {
	hush := clean(fmt.Sprintf("hush %d", h.N))
	var ballot, reasons, id string
	var close spectrum.Command
	choices := []string{poll.Pass, poll.Unsure, poll.CannotBear, poll.Behind, poll.LiveWith, poll.LiveWith}
	if r := topic.OpenRound(); r != nil {
		id, ballot, reasons = r.ID, r.Should.ID, r.Reasons.ID
		close, choices = spectrum.CloseVote{Round: r.ID, Vote: r.Vote}, append(choices, "involve", "involve", "involve", "consult", "colead")
	}
	if c := topic.OpenCheck(); c != nil {
		id, ballot, reasons, close = c.ID(), c.Poll.ID, c.Reasons.ID, spectrum.CloseCheck{Check: c.ID()}
	}
	cast := spectrum.Cast{Poll: ballot, Choice: rapid.SampledFrom(choices).Draw(t, "choice")}
	return []spectrum.Command{cast, cast, cast, spectrum.WriteReason{Poll: reasons, Words: hush, Lang: "en"},
		spectrum.Withdraw{Poll: ballot}, spectrum.CallOff{ID: id}, spectrum.LastCall{ID: id}, spectrum.LastCall{ID: id},
		spectrum.LastCall{ID: id}, close, close, close}
}

// settling are the commands between questions; the first six make sense at any
// time.
func settling(t *rapid.T, h *hall, topic *spectrum.Topic) []spectrum.Command {
	vote := rapid.SampledFrom([]spectrum.Vote{spectrum.First, spectrum.Second}).Draw(t, "vote")
	open := spectrum.OpenVote{Topic: topic.ID, Vote: vote, Warned: rapid.Bool().Draw(t, "warned"), Again: true}
	check := spectrum.OpenCheck{Topic: topic.ID, Warned: true}
	record := spectrum.RecordTopic{Topic: topic.ID, More: topic.MoreID()}
	return []spectrum.Command{
		spectrum.Affect{Topic: topic.ID}, spectrum.Unaffect{Topic: topic.ID, Nation: clean("Example Tribe")},
		spectrum.Release{Topic: topic.ID, Stand: rapid.SampledFrom(spectrum.Stands()).Draw(t, "stand")},
		spectrum.AddReason{Poll: topic.MoreID(), Words: clean(fmt.Sprintf("hush %d", h.N)), Lang: "en"},
		spectrum.SetView{Topic: topic.ID, Words: clean("another view")},
		spectrum.SetMode{Topic: topic.ID, Mode: rapid.SampledFrom(poll.Modes()).Draw(t, "mode")},
		nil, nil, nil, nil, nil, // the host moves the room
		open, open, open, check, check, record, record, record,
		spectrum.ShowReasons{Topic: topic.ID, Poll: topic.MoreID()},
		spectrum.SetPromise{Topic: topic.ID, Rev: topic.Promise.Rev, Keeper: spectrum.Person{Seat: "p1"}, Proof: "2027-06-01"},
		spectrum.SetPromise{Topic: topic.ID, Rev: topic.Promise.Rev, Keeper: spectrum.Person{Seat: "p1"}, Proof: "2027-06-01"},
		spectrum.Declare{Topic: topic.ID, Kind: spectrum.CanKeep}, spectrum.Declare{Topic: topic.ID, Kind: spectrum.CanKeep},
		spectrum.CarryOver{Topic: topic.ID, More: topic.MoreID()},
		spectrum.Reopen{Topic: topic.ID, Why: clean("again")},
	}
}

func rules(t *rapid.T, h *hall) {
	waiting := map[string]bool{}
	for _, answers := range h.Box {
		for _, v := range answers {
			waiting[string(v)] = true
		}
	}
	for _, l := range h.Log {
		for v := range waiting {
			// Choices are public words; only the reasons are unmistakable.
			var r poll.Reason
			if json.Unmarshal([]byte(v), &r) == nil && bytes.Contains(l.Payload, []byte(`"`+r.Words.String()+`"`)) {
				t.Fatalf("%s tells %q, which waits in the box", l.Kind, r.Words)
			}
		}
	}
	for _, topic := range h.State.Topics {
		open := 0
		for _, r := range topic.Rounds {
			if r.IsOpen() {
				open++
			}
			if got := r.ShouldResult; r.Shown() {
				if got.Answered+got.Passed+got.NotCast != got.OnList || r.CalledAt.IsZero() || len(r.Asked.Missing()) > 0 {
					t.Fatalf("round %+v", r)
				}
				if r.Mode != poll.Named && len(got.Named) > 0 || r.Mode != poll.Named && len(r.Should.Roll) < poll.TooFew {
					t.Fatalf("names in %s: %+v", r.Mode, r)
				}
			}
		}
		if topic.OpenCheck() != nil {
			open++
		}
		if open > 1 {
			t.Fatalf("two questions are open on one topic")
		}
		if topic.Final() && (len(topic.Unsettled()) > 0 || topic.Statement() == nil || !topic.LastCheck().Outcome.Consent.Standing.Reached()) {
			t.Fatalf("final without consent, statement or a Tribe: %+v", topic)
		}
	}
}

// Events that were redacted, or are nobody's, fold to something.
func TestAnyEventFolds(t *testing.T) {
	h := newHall(t, 6)
	topic := agreed(h)
	h.record(topic)
	at := act.Stamp{Seq: 1, At: h.Now}
	for _, c := range spectrum.Events() {
		e, err := c.Decode(1, nil)
		if err != nil {
			t.Fatal(err)
		}
		if e.Kind() != c.Kind {
			t.Fatalf("%s decodes as %s", c.Kind, e.Kind())
		}
		for _, s := range []*spectrum.State{{}, h.State} {
			next := s.Apply(at, e)
			next.OpenPolls()
			for _, topic := range next.Topics {
				topic.Proposal()
				next.Lacks(act.World{}, topic)
			}
		}
	}
	if h.State.Apply(at, unknown{}) != h.State {
		t.Fatal("an event of another part changed the state")
	}
}

type unknown struct{}

func (unknown) Kind() string { return "other.thing" }

func TestWhereTheRoomMayGo(t *testing.T) {
	h := newHall(t, 6)
	enter := func(step, topic string) error {
		return h.State.MayEnter(act.World{Roster: h.People, Seat: "host"}, act.Place{Item: "i1", Step: step, Topic: topic})
	}
	if enter(spectrum.StepVote1, "") == nil {
		t.Fatal("a vote without a topic")
	}
	topic := h.topic(spectrum.StepFrame).ID
	if err := enter(spectrum.StepVote1, ""); err != nil {
		t.Fatalf("the only topic is the one: %v", err)
	}
	for _, step := range []string{spectrum.StepReveal, spectrum.StepPromise, spectrum.StepConsent} {
		if enter(step, topic) == nil {
			t.Fatalf("%s with nothing to see", step)
		}
	}
	h.vote(topic, spectrum.First, h.all("consult"))
	if err := enter(spectrum.StepReveal, topic); err != nil {
		t.Fatal(err)
	}
	h.Must("host", spectrum.TurnPage{On: h.State.Topic(topic).Rounds[0].ID, N: 2})
	h.Refused("only_host", "p1", spectrum.TurnPage{On: spectrum.StepTour, N: 1})
	if h.State.Page != (spectrum.Page{On: h.State.Topic(topic).Rounds[0].ID, N: 2}) {
		t.Fatalf("page %+v", h.State.Page)
	}
}
