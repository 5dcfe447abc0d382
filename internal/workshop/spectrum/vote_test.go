package spectrum_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
)

func TestTheRecordIsCompleteBeforeAVote(t *testing.T) {
	h := newHall(t, 6)
	h.Must("host", spectrum.AddTopic{Sentence: clean("Visiting hours"), Lang: "en"})
	topic := h.State.Topics[0].ID
	h.go_(topic, spectrum.StepVote1)
	fields := complete()
	for _, f := range spectrum.Fields()[1:] {
		h.Refused("spectrum_missing_"+string(f), "host", spectrum.OpenVote{Topic: topic, Vote: spectrum.First})
		if err := h.State.MayEnter(act.World{}, h.At); err == nil {
			t.Fatalf("the room enters the vote without %q", f)
		}
		h.Must("p1", spectrum.Fill{Topic: topic, Field: f, Value: fields[f]}) // the group may fill it too
	}
	h.Refused("only_host", "p1", spectrum.OpenVote{Topic: topic, Vote: spectrum.First})
	h.Must("host", spectrum.OpenVote{Topic: topic, Vote: spectrum.First})
	h.Refused("spectrum_vote_open", "host", spectrum.Fill{Topic: topic, Field: spectrum.FieldDue, Value: fields[spectrum.FieldDue], Rev: 1})
	h.Same()
}

func TestAFieldMaySayThatThereIsNothing(t *testing.T) {
	h := newHall(t, 6)
	topic := h.topic(spectrum.StepFrame)
	nobody := spectrum.Value{Person: spectrum.Person{Said: spectrum.Nobody}}
	h.Must("host", spectrum.Fill{Topic: topic.ID, Field: spectrum.FieldSigns, Value: nobody, Rev: 1})
	nothing := spectrum.Value{Entry: spectrum.Entry{Said: spectrum.Nothing}}
	h.Must("host", spectrum.Fill{Topic: topic.ID, Field: spectrum.FieldFixed, Value: nothing, Rev: 1})
	if missing := h.State.Topic(topic.ID).Missing(); len(missing) > 0 {
		t.Fatalf("missing %v", missing)
	}
	law := []spectrum.Limit{{What: said("It can't be later"), Kind: "law", Reason: clean("the law says")}}
	h.Refused("spectrum_limit_source", "host", spectrum.Fill{Topic: topic.ID, Field: spectrum.FieldFixed,
		Value: spectrum.Value{Limits: law}, Rev: 2})
	law[0].CheckBy = "2027-04-01" // "not sure, will check by" stands for a source
	h.Must("host", spectrum.Fill{Topic: topic.ID, Field: spectrum.FieldFixed, Value: spectrum.Value{Limits: law}, Rev: 2})
	h.Same()
}

func TestTwoPeopleFillingOneFieldSeeEachOther(t *testing.T) {
	h := newHall(t, 6)
	topic := h.topic(spectrum.StepFrame)
	h.Must("p1", spectrum.Fill{Topic: topic.ID, Field: spectrum.FieldDue, Value: spectrum.Value{Entry: said("May")}, Rev: 1})
	h.Refused("spectrum_field_changed", "p2", spectrum.Fill{Topic: topic.ID, Field: spectrum.FieldDue,
		Value: spectrum.Value{Entry: said("July")}, Rev: 1})
	if got := h.State.Topic(topic.ID).Due.Text.String(); got != "May" {
		t.Fatalf("due %q", got)
	}
}

// Closing takes two presses, and every answer lands in its own question.
func TestTwoPressesCloseAVote(t *testing.T) {
	h := newHall(t, 6)
	topic := h.topic(spectrum.StepVote1)
	h.Must("host", spectrum.OpenVote{Topic: topic.ID, Vote: spectrum.First})
	r := h.State.Topic(topic.ID).OpenRound()
	if err := h.State.MayLeave(act.World{}, h.At, act.Place{Item: "i2"}); err == nil {
		t.Fatalf("the room left an open vote")
	}
	h.Refused("last_call_first", "host", spectrum.CloseVote{Round: r.ID, Vote: spectrum.First})
	h.Refused("only_host", "p1", spectrum.LastCall{ID: r.ID})
	h.Must("host", spectrum.LastCall{ID: r.ID})
	h.Refused("only_host", "p1", spectrum.CloseVote{Round: r.ID, Vote: spectrum.First})
	h.Refused("poll_choice_unknown", "p1", spectrum.Cast{Poll: r.Should.ID, Choice: "decide"})
	h.Must("p1", spectrum.Cast{Poll: r.Should.ID, Choice: "inform"})
	h.Must("p1", spectrum.Cast{Poll: r.Should.ID, Choice: "colead"})
	h.Must("p2", spectrum.Cast{Poll: r.Should.ID, Choice: "inform"})
	h.Must("p2", spectrum.Withdraw{Poll: r.Should.ID})
	h.Must("p3", spectrum.Cast{Poll: r.Today.ID, Choice: poll.Unsure})
	// Nobody answered all of it who left one of its questions out.
	if r.Behind(map[string]int{r.Should.ID: 7, r.Today.ID: 3}) != r.Today || r.Behind(map[string]int{r.Should.ID: 3, r.Today.ID: 7}) != r.Should {
		t.Fatal("the question with more answers tells how many have answered")
	}
	h.Must("host", spectrum.CloseVote{Round: r.ID, Vote: spectrum.First})
	if h.At.Step != spectrum.StepReveal {
		t.Fatalf("the room is at %q after the reveal", h.At.Step)
	}
	_, r = h.State.Round(r.ID)
	if got := r.ShouldResult; !slices.Equal(got.Counts, []int{0, 0, 0, 0, 1}) || got.NotCast != 6 {
		t.Fatalf("should: %+v", got)
	}
	if got := r.TodayResult; got.Unsure != 1 || got.Answered != 1 {
		t.Fatalf("today: %+v", got)
	}
	h.Refused("moved_on", "p1", spectrum.Cast{Poll: r.Should.ID, Choice: "inform"})
	h.Refused("moved_on", "host", spectrum.CloseVote{Round: r.ID, Vote: spectrum.First})
	h.Same()
}

func TestAnswersThatWereNotReadAreNoEmptyList(t *testing.T) {
	h := newHall(t, 6)
	topic := h.topic(spectrum.StepVote2)
	h.Must("host", spectrum.OpenVote{Topic: topic.ID, Vote: spectrum.Second})
	r := h.State.Topic(topic.ID).OpenRound()
	h.Must("host", spectrum.LastCall{ID: r.ID})
	delete(h.Box, r.Should.ID)
	h.Refused("poll_unread", "host", spectrum.CloseVote{Round: r.ID, Vote: spectrum.Second})
}

func TestSetAsideAndLateJoiners(t *testing.T) {
	h := newHall(t, 7)
	h.delegate("dele", "Example Tribe")
	topic := h.topic(spectrum.StepVote1)
	h.Must("host", spectrum.OpenVote{Topic: topic.ID, Vote: spectrum.First, SetAside: []roster.SeatID{"p7"}})
	r := h.State.Topic(topic.ID).OpenRound()
	h.Join("late", "Late Comer", roster.Community)
	for _, seat := range []roster.SeatID{"p7", "late"} {
		h.Refused("not_on_list", seat, spectrum.Cast{Poll: r.Should.ID, Choice: "inform"})
	}
	h.Must("p1", spectrum.Cast{Poll: r.Should.ID, Choice: "inform"})
	h.Must("dele", spectrum.Cast{Poll: r.Should.ID, Choice: "colead"}) // also as themselves
	h.Must("host", spectrum.LastCall{ID: r.ID})
	h.Must("host", spectrum.CloseVote{Round: r.ID, Vote: spectrum.First})
	_, r = h.State.Round(r.ID)
	if got := r.ShouldResult; got.OnList != 8 || got.Answered != 2 || got.NotCast != 6 {
		t.Fatalf("with the delegate's own answer: %+v", got)
	}
	if got := r.TodayResult; got.OnList != 7 {
		t.Fatalf("without it: %+v", got)
	}
	second := h.vote(topic.ID, spectrum.Second, map[string]string{"late": "involve"})
	if !slices.Contains(second.Should.Roll, "late") || second.ShouldResult.Answered != 1 {
		t.Fatalf("the late one is not in the second vote: %+v", second.ShouldResult)
	}
	h.Same()
}

// Three people in secret: no; four: with a warning that everyone sees; named: yes.
func TestTheFew(t *testing.T) {
	three, four := newHall(t, 2), newHall(t, 3)
	topic := three.topic(spectrum.StepVote1)
	three.Refused("poll_too_few", "host", spectrum.OpenVote{Topic: topic.ID, Vote: spectrum.First, Warned: true})
	three.Must("host", spectrum.SetMode{Topic: topic.ID, Mode: poll.Named})
	r := three.vote(topic.ID, spectrum.First, three.all("consult"))
	if len(r.ShouldResult.Named) != 3 || r.Few {
		t.Fatalf("named: %+v", r.ShouldResult)
	}
	topic = four.topic(spectrum.StepVote1)
	four.Refused("poll_few", "host", spectrum.OpenVote{Topic: topic.ID, Vote: spectrum.First})
	four.Must("host", spectrum.OpenVote{Topic: topic.ID, Vote: spectrum.First, Warned: true})
	if r := four.State.Topic(topic.ID).OpenRound(); !r.Few || r.Mode != poll.Secret {
		t.Fatalf("the warning is not told: %+v", r)
	}
}

func TestAModeIsOnlyTightened(t *testing.T) {
	h := newHall(t, 6)
	topic := h.topic(spectrum.StepVote1)
	h.Must("host", spectrum.SetMode{Topic: topic.ID, Mode: poll.GroupLabel})
	h.Must("host", spectrum.SetMode{Topic: topic.ID, Mode: poll.Named})
	h.Must("host", spectrum.SetMode{Topic: topic.ID, Mode: poll.GroupLabel})
	h.vote(topic.ID, spectrum.First, h.all("consult"))
	h.Refused("poll_mode_looser", "host", spectrum.SetMode{Topic: topic.ID, Mode: poll.Named})
	h.Must("host", spectrum.SetMode{Topic: topic.ID, Mode: poll.HiddenNames})
	h.Refused("poll_mode_looser", "host", spectrum.SetMode{Topic: topic.ID, Mode: poll.GroupLabel})
}

// Asking again is a new round beside the old one, and a second press is none.
func TestAskingAgainKeepsTheOldRound(t *testing.T) {
	h := newHall(t, 6)
	topic := h.topic(spectrum.StepVote1)
	first := h.vote(topic.ID, spectrum.First, h.all("consult"))
	h.go_(topic.ID, spectrum.StepVote1)
	h.Refused("spectrum_vote_held", "host", spectrum.OpenVote{Topic: topic.ID, Vote: spectrum.First})
	again := h.vote(topic.ID, spectrum.First, h.all("involve"))
	rounds := h.State.Topic(topic.ID).Rounds
	if len(rounds) != 2 || rounds[0] != first || again.ID == first.ID || again.Should.ID == first.Should.ID {
		t.Fatalf("rounds %+v", rounds)
	}
	h.Same()
}

func TestLostAndCalledOffVotesHaveNoResult(t *testing.T) {
	h := newHall(t, 6)
	topic := h.topic(spectrum.StepVote1)
	h.Must("host", spectrum.OpenVote{Topic: topic.ID, Vote: spectrum.First})
	r := h.State.Topic(topic.ID).OpenRound()
	h.Refused("not_yours", "host", spectrum.VoidPoll{ID: r.Today.ID})
	h.Must("", spectrum.VoidPoll{ID: r.Today.ID})
	if _, r = h.State.Round(r.ID); r.Shown() || r.IsOpen() || r.Void != spectrum.VoidLost || len(h.State.OpenPolls()) > 0 {
		t.Fatalf("lost: %+v", r)
	}
	h.Must("host", spectrum.OpenVote{Topic: topic.ID, Vote: spectrum.First})
	r = h.State.Topic(topic.ID).OpenRound()
	h.Must("host", spectrum.CallOff{ID: r.ID})
	h.Refused("moved_on", "host", spectrum.CloseVote{Round: r.ID, Vote: spectrum.First})
	if h.State.Topic(topic.ID).LastRound(0) != nil {
		t.Fatalf("a round that was called off has a result")
	}
	h.Same()
}

// Reasons stand apart from ballots and carry a level only where the writer added
// one; those written after the reveal wait for the host's step.
func TestReasonsStandApart(t *testing.T) {
	h := newHall(t, 6)
	topic := h.topic(spectrum.StepVote1)
	h.Must("host", spectrum.OpenVote{Topic: topic.ID, Vote: spectrum.First})
	r := h.State.Topic(topic.ID).OpenRound()
	h.Must("p1", spectrum.Cast{Poll: r.Should.ID, Choice: "colead"})
	h.Must("p1", spectrum.WriteReason{Poll: r.Reasons.ID, Words: clean("Only what the judge lets us"), Lang: "en"})
	h.Must("p2", spectrum.WriteReason{Poll: r.Reasons.ID, Words: clean("Nos preguntan"), Lang: "es", Level: "consult"})
	h.Refused("moved_on", "p1", spectrum.AddReason{Poll: r.Reasons.ID, Words: clean("x")})
	h.Must("host", spectrum.LastCall{ID: r.ID})
	h.Must("host", spectrum.CloseVote{Round: r.ID, Vote: spectrum.First})
	_, r = h.State.Round(r.ID)
	levels := map[string]string{}
	for _, reason := range r.Written {
		levels[reason.Words.String()] = reason.Choice
		if reason.Seat != "" || reason.Group != "" {
			t.Fatalf("a reason says whose it is: %+v", reason)
		}
	}
	if len(levels) != 2 || levels["Only what the judge lets us"] != "" || levels["Nos preguntan"] != "consult" {
		t.Fatalf("reasons %v", levels)
	}

	more := h.State.Topic(topic.ID).MoreID()
	h.Must("p3", spectrum.AddReason{Poll: more, Words: clean("Rides cost money"), Lang: "en"})
	if len(h.State.Topic(topic.ID).Later) > 0 {
		t.Fatalf("an added reason shows before the host's step")
	}
	h.Refused("only_host", "p3", spectrum.ShowReasons{Topic: topic.ID, Poll: more})
	h.Must("host", spectrum.ShowReasons{Topic: topic.ID, Poll: more})
	later := h.State.Topic(topic.ID).Later
	if len(later) != 1 || later[0].Round != r.ID || len(later[0].Reasons) != 1 {
		t.Fatalf("later %+v", later)
	}
	next := h.State.Topic(topic.ID).MoreID()
	h.Refused("moved_on", "p3", spectrum.AddReason{Poll: more, Words: clean("too late")})
	h.Must("p4", spectrum.AddReason{Poll: next, Words: clean("One more"), Lang: "en"})
	h.Refused("moved_on", "host", spectrum.CarryOver{Topic: topic.ID, More: more})
	h.Must("host", spectrum.CarryOver{Topic: topic.ID, More: next})
	if later := h.State.Topic(topic.ID).Later; len(later) != 2 {
		t.Fatalf("a reason was left behind: %+v", later)
	}
	h.Same()
}

// The reveal is one event without a seat; before it nothing hidden is anywhere.
func TestNothingHiddenIsInAnEvent(t *testing.T) {
	for _, mode := range []poll.Mode{poll.Secret, poll.HiddenNames, poll.GroupLabel} {
		h := newHall(t, 11)
		topic := h.topic(spectrum.StepVote1)
		h.Must("host", spectrum.SetMode{Topic: topic.ID, Mode: mode})
		h.Must("host", spectrum.OpenVote{Topic: topic.ID, Vote: spectrum.First})
		r := h.State.Topic(topic.ID).OpenRound()
		before := len(h.Log)
		for i := 1; i <= 11; i++ {
			seat := roster.SeatID(fmt.Sprintf("p%d", i))
			h.Must(seat, spectrum.Cast{Poll: r.Should.ID, Choice: levels[i%5]})
			h.Must(seat, spectrum.WriteReason{Poll: r.Reasons.ID, Words: clean(fmt.Sprintf("hush %d", i)), Lang: "en"})
		}
		if len(h.Log) != before {
			t.Fatalf("answering made an event")
		}
		h.Must("host", spectrum.LastCall{ID: r.ID})
		for _, l := range h.Log {
			if bytes.Contains(l.Payload, []byte("hush")) {
				t.Fatalf("%s tells a reason before the close: %s", l.Kind, l.Payload)
			}
		}
		h.Must("host", spectrum.CloseVote{Round: r.ID, Vote: spectrum.First})
		var closed spectrum.VoteClosed
		if err := json.Unmarshal(h.Log[len(h.Log)-1].Payload, &closed); err != nil || len(closed.Reasons) != 11 {
			t.Fatalf("%v: %s", err, h.Log[len(h.Log)-1].Payload)
		}
		closed.More = nil // names who may add reasons, and nothing of anybody's
		told, _ := json.Marshal(closed)
		for _, seat := range h.People.Seats {
			if seat.ID != "host" && bytes.Contains(told, []byte(`"`+string(seat.ID)+`"`)) {
				t.Fatalf("mode %s: the reveal names %s: %s", mode, seat.ID, told)
			}
		}
	}
}

func TestTheDifferenceOfTwoVotes(t *testing.T) {
	h := newHall(t, 9)
	topic := h.topic(spectrum.StepVote1)
	first := h.vote(topic.ID, spectrum.First, h.spread("consult"))
	second := h.vote(topic.ID, spectrum.Second, h.spread("consult", "involve", "involve"))
	if got := spectrum.Shift(first.ShouldResult, second.ShouldResult); !slices.Equal(got, []int{0, -6, 6, 0, 0}) {
		t.Fatalf("shift %v", got)
	}
	a, b := poll.MiddleOf(first.ShouldResult.Counts), poll.MiddleOf(second.ShouldResult.Counts)
	if halves, ok := spectrum.Gap(a, b); !ok || halves != 2 {
		t.Fatalf("gap %d %v", halves, ok)
	}
	if _, ok := spectrum.Gap(poll.MiddleOf(nil), b); ok {
		t.Fatalf("a gap to nothing")
	}
}
