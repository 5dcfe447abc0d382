package values_test

import (
	"bytes"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/values"
)

// Whatever people do in whatever order, the rules stand, and the log tells all.
func TestRulesStandWhateverPeopleDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := newHall(t, rapid.IntRange(4, 7).Draw(t, "people"))
		if rapid.Bool().Draw(t, "written") {
			h.wall(map[string][]string{"p1": {"respect", "honesty"}, "p2": {"hope"}})
		}
		for range rapid.IntRange(40, 160).Draw(t, "acts") {
			wander(t, h)
			rules(t, h)
		}
		h.Same()
	})
}

// wander gives a random command, or moves the room.
func wander(t *rapid.T, h *hall) {
	commands := anytime(t, h)
	if asked := asking(t, h); len(asked) > 0 {
		commands = append(asked, commands[:8]...)
	}
	c := rapid.SampledFrom(commands).Draw(t, "command")
	if c == nil {
		to := act.Place{Item: "i1", Step: rapid.SampledFrom(values.Steps()).Draw(t, "step")}
		w := act.World{Seat: "host", Roster: h.People, Where: h.At, Activity: h.Activity}
		if h.State.MayLeave(w, h.At, to) == nil && h.State.MayEnter(w, to) == nil {
			h.At = to
		}
		return
	}
	before := len(h.Log)
	seat := rapid.SampledFrom([]roster.SeatID{"p1", "p2", "host", "host", "host"}).Draw(t, "seat")
	if err := h.Do(seat, c); err != nil && len(h.Log) != before {
		t.Fatalf("%T was refused and told something", c)
	}
}

// asking are the commands of the question that is open.
func asking(t *rapid.T, h *hall) []values.Command {
	if w := h.State.OpenWriting(); w != nil {
		write := values.WriteCards{Writing: w.ID, Cards: []values.Draft{draft(fmt.Sprintf("hush %d", h.N)), draft("respect")}}
		show := values.ShowWall{Writing: w.ID}
		return []values.Command{write, write, write, values.WriteCards{Writing: w.ID, Pass: true}, values.CallOff{ID: w.ID},
			values.LastCall{ID: w.ID}, values.LastCall{ID: w.ID}, show, show, show}
	}
	if m := h.State.OpenMarking(); m != nil {
		mark := values.Mark{Marks: m.Poll.ID, Clusters: m.Poll.Options[:1]}
		return []values.Command{mark, mark, values.Mark{Marks: m.Poll.ID, Pass: true}, values.LastCall{ID: m.Poll.ID},
			values.LastCall{ID: m.Poll.ID}, values.CloseMarks{Marks: m.Poll.ID}, values.CloseMarks{Marks: m.Poll.ID}}
	}
	if c := h.State.OpenCheck(); c != nil {
		cast := values.Cast{Poll: c.Poll.ID, Choice: rapid.SampledFrom(poll.AgreeOptions()).Draw(t, "answer")}
		return []values.Command{cast, cast, values.WriteReason{Poll: c.Reasons.ID, Words: clean(fmt.Sprintf("hush %d", h.N))},
			values.LastCall{ID: c.ID()}, values.LastCall{ID: c.ID()}, values.CloseCheck{Check: c.ID()}, values.CloseCheck{Check: c.ID()}}
	}
	return nil
}

// anytime are the other commands; the first eight are of the wall.
func anytime(t *rapid.T, h *hall) []values.Command {
	card, other := values.Card{}, values.Card{}
	if len(h.State.Cards) > 0 {
		card = rapid.SampledFrom(h.State.Cards).Draw(t, "card")
		other = rapid.SampledFrom(h.State.Cards).Draw(t, "other")
	}
	cluster, _ := h.State.Cluster(other.Cluster)
	withdraw := values.WithdrawCard{Card: card.ID, Writing: card.Writing}
	name := values.NameCluster{Cluster: cluster.ID, Name: clean(fmt.Sprintf("name %d", h.N)), Rev: cluster.Rev}
	return []values.Command{
		nil, nil, nil, values.MoveCard{Card: card.ID, From: card.Cluster, New: true},
		values.MoveCard{Card: card.ID, From: card.Cluster, To: other.Cluster}, withdraw,
		values.KeepApart{Card: card.ID, From: card.Cluster, Off: rapid.Bool().Draw(t, "off")}, values.UndoCluster{},
		values.UndoCluster{}, name, name, values.MergeClusters{From: card.Cluster, Into: other.Cluster},
		values.OpenWriting{Again: true, Warned: true}, values.OpenMarks{Again: true, Warned: true}, values.OpenCheck{Warned: true},
		values.OpenMarks{Again: true, Warned: true}, values.OpenCheck{Warned: true},
		values.AddDeed{Cluster: other.Cluster, Side: values.WeDo, Words: clean(fmt.Sprintf("deed %d", h.N))},
		values.Keep{Cluster: other.Cluster, Kept: rapid.SampledFrom([]values.Kept{"", "yes", "no"}).Draw(t, "kept")},
		values.Link{Cluster: other.Cluster, Links: []string{"V1"}},
		values.CarryOver{}, values.RecordValues{}, values.Reopen{Why: clean("again")},
	}
}

func rules(t *rapid.T, h *hall) {
	for id, answers := range h.Box {
		for _, v := range answers {
			cards, _ := values.ReadCards(v)
			for _, c := range cards {
				for _, l := range h.Log {
					if c.Word.String() != "respect" && bytes.Contains(l.Payload, []byte(`"`+c.Word.String()+`"`)) {
						t.Fatalf("%s tells %q, which waits in %s", l.Kind, c.Word, id)
					}
				}
			}
		}
	}
	open := 0
	for _, asked := range []bool{h.State.OpenWriting() != nil, h.State.OpenMarking() != nil, h.State.OpenCheck() != nil} {
		if asked {
			open++
		}
	}
	if open > 1 {
		t.Fatal("two questions are open")
	}
	for _, c := range h.State.Cards {
		if c.Seat != "" || c.Withdrawn && (!c.Word.IsEmpty() || c.Cluster != "") {
			t.Fatalf("card %+v", c)
		}
		if cluster, ok := h.State.Cluster(c.Cluster); c.Cluster != "" && !ok || cluster.Apart && len(h.State.In(c.Cluster)) > 1 {
			t.Fatalf("card %+v lies in %+v", c, cluster)
		}
	}
	for _, l := range h.Log {
		if l.Kind == "values.card_withdrawn" && l.At.By != "" {
			t.Fatal("the log says who took a card back")
		}
	}
	if len(h.State.Chosen())+len(h.State.HeldBySome()) != len(h.State.Live()) {
		t.Fatal("a value is neither chosen nor held by some")
	}
	if v := h.State.Verdict; h.State.Recorded() && v.Status == values.Final && !v.Consent.Standing.Reached() {
		t.Fatalf("final without consent: %+v", v)
	}
}

// Events that were redacted, or are nobody's, fold to something.
func TestAnyEventFolds(t *testing.T) {
	h := newHall(t, 6)
	h.wall(map[string][]string{"p1": {"respect"}})
	h.gather("Respect", "respect")
	at := act.Stamp{Seq: 1, At: h.Now}
	for _, c := range values.Events() {
		e, err := c.Decode(1, nil)
		if err != nil {
			t.Fatal(err)
		}
		if e.Kind() != c.Kind {
			t.Fatalf("%s decodes as %s", c.Kind, e.Kind())
		}
		for _, s := range []*values.State{{}, h.State} {
			next := s.Apply(at, e)
			next.OpenPolls()
			next.List()
			next.Lacks()
			next.HeldBySome()
		}
	}
	if len(h.Replayed().Cards) != len(h.State.Cards) {
		t.Fatal("the state was changed in place")
	}
}
