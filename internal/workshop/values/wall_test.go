package values_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"convene/internal/workshop/act"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/values"
)

// Cards show all at once; before that they are in no event, and after it nothing
// tells whose they are or which belong together.
func TestCardsAreHiddenUntilTheWallAndUnsignedAfter(t *testing.T) {
	h := newHall(t, 8)
	h.goTo(values.StepWrite)
	h.must("host", values.OpenWriting{})
	id := h.state.OpenWriting().ID
	before := len(h.log)
	for i := 1; i <= 8; i++ {
		h.must(roster.SeatID(fmt.Sprintf("p%d", i)), values.WriteCards{Writing: id,
			Cards: []values.Draft{draft(fmt.Sprintf("hush %d a", i)), draft(fmt.Sprintf("hush %d b", i))}})
	}
	signed := draft("kinship")
	signed.Signed = true
	h.must("p1", values.WriteCards{Writing: id, Cards: []values.Draft{signed, draft("hush 1 a")}})
	if len(h.log) != before {
		t.Fatalf("writing made an event")
	}
	h.refused("last_call_first", "host", values.ShowWall{Writing: id})
	h.must("host", values.LastCall{ID: id})
	for _, l := range h.log {
		if bytes.Contains(l.payload, []byte("hush")) {
			t.Fatalf("%s tells a card: %s", l.kind, l.payload)
		}
	}
	h.refused("only_host", "p1", values.ShowWall{Writing: id})
	h.must("host", values.ShowWall{Writing: id})
	shown := h.log[len(h.log)-1].payload
	for i := 2; i <= 8; i++ {
		if bytes.Contains(shown, []byte(fmt.Sprintf(`"p%d"`, i))) {
			t.Fatalf("the wall names p%d: %s", i, shown)
		}
	}
	if c := h.card("kinship"); c.Seat != "p1" || h.card("hush 1 a").Seat != "" {
		t.Fatalf("a name shows only where its writer wished: %+v", c)
	}
	if !slices.IsSortedFunc(h.state.Cards, func(a, b values.Card) int { return strings.Compare(a.ID, b.ID) }) {
		t.Fatalf("the order tells something")
	}
	for _, a := range h.state.Cards {
		for _, b := range h.state.Cards {
			if a.ID != b.ID && a.ID[:6] == b.ID[:6] {
				t.Fatalf("%s and %s look like one person's", a.ID, b.ID)
			}
		}
	}
	if w := h.state.Writings[0]; w.Wrote != 8 || w.OnList != 9 || w.NotCast != 1 || h.at.Step != values.StepWall {
		t.Fatalf("the close: %+v, room at %s", w, h.at.Step)
	}
	h.refused("moved_on", "p1", values.WriteCards{Writing: id, Cards: []values.Draft{draft("late")}})
	h.same()
}

func TestAPersonsOwnCardsReadBackAndAreReplaced(t *testing.T) {
	h := newHall(t, 6)
	h.goTo(values.StepWrite)
	h.must("host", values.OpenWriting{})
	w := h.state.OpenWriting()
	h.must("p1", values.WriteCards{Writing: w.ID, Cards: []values.Draft{draft("one"), draft("two")}})
	cards, _ := values.ReadCards(h.box[w.Cards.ID]["p1"])
	if len(cards) != 2 || cards[1].Word.String() != "two" || len(values.ReadClaims(h.box[w.Claims.ID]["p1"])) != 2 {
		t.Fatalf("own cards %+v", cards)
	}
	h.refused("values_cards_range", "p1", values.WriteCards{Writing: w.ID,
		Cards: []values.Draft{draft("1"), draft("2"), draft("3"), draft("4")}})
	h.refused("words_needed", "p1", values.WriteCards{Writing: w.ID, Cards: []values.Draft{draft(" ")}})
	long := draft("long")
	long.Sentence = clean(strings.Repeat("👩‍👩‍👧‍👦", 280))
	h.refused("too_long", "p1", values.WriteCards{Writing: w.ID, Cards: []values.Draft{long, long}})
	h.must("p1", values.WriteCards{Writing: w.ID, Pass: true})
	if _, pass := values.ReadCards(h.box[w.Cards.ID]["p1"]); !pass {
		t.Fatal("a pass is not kept")
	}
	h.must("p1", values.WriteCards{Writing: w.ID})
	if len(h.box[w.Cards.ID]) > 0 || len(h.box[w.Claims.ID]) > 0 {
		t.Fatal("cards that were taken out are still in the box")
	}
}

// Only the author takes a card back, until the exercise is recorded; nothing in
// the log says who did.
func TestOnlyTheAuthorWithdrawsACard(t *testing.T) {
	h := newHall(t, 6)
	w := h.wall(map[string][]string{"p1": {"respect", "patience"}, "p2": {"honesty"}, "p3": {"hope"}})
	cluster := h.gather("Respect", "respect", "honesty")
	patience, respect := h.card("patience"), h.card("respect")
	h.refused("values_not_your_card", "p2", values.WithdrawCard{Card: patience.ID, Writing: w.ID})
	h.refused("values_not_your_card", "host", values.WithdrawCard{Card: patience.ID, Writing: w.ID})
	h.refused("values_card_gone", "p1", values.WithdrawCard{Card: patience.ID, Writing: "values/w9"})
	h.must("p1", values.WithdrawCard{Card: patience.ID, Writing: w.ID})
	last := h.log[len(h.log)-1]
	if last.at.By != "" || bytes.Contains(last.payload, []byte("p1")) {
		t.Fatalf("the log says who took a card back: %+v %s", last.at, last.payload)
	}
	if c, _ := h.state.Card(patience.ID); !c.Withdrawn || !c.Word.IsEmpty() {
		t.Fatalf("card %+v", c)
	}

	h.must("host", values.CarryOver{})
	h.outcomes = nil
	h.must("p1", values.WithdrawCard{Card: respect.ID, Writing: w.ID})
	if !slices.ContainsFunc(h.outcomes, func(o act.Outcome) bool {
		return o.Withdrawn && o.Source == "values/"+cluster && o.Section == "values"
	}) {
		t.Fatalf("a draft made of the card does not hear of it: %+v", h.outcomes)
	}
	h.must("host", values.RecordValues{})
	for _, p := range h.state.OpenPolls() {
		t.Fatalf("the key of %s outlives the record", p.ID)
	}
	h.refused("values_recorded", "p2", values.WithdrawCard{Card: h.card("honesty").ID, Writing: w.ID})
	h.same()
}

// The keys of who wrote what stay after the wall, hold nothing up, and go when
// they are lost.
func TestClaimsAreKeptAndMayBeLost(t *testing.T) {
	h := newHall(t, 6)
	w := h.wall(map[string][]string{"p1": {"respect"}})
	open := h.state.OpenPolls()
	if len(open) != 1 || open[0].ID != w.Claims.ID || !open[0].Keeps {
		t.Fatalf("open %+v", open)
	}
	h.must("", values.VoidPoll{ID: w.Claims.ID})
	h.refused("values_recorded", "p1", values.WithdrawCard{Card: h.card("respect").ID, Writing: w.ID})
	if len(h.state.In("")) != 1 {
		t.Fatal("the cards went with the key")
	}
	h.goTo(values.StepWrite)
	h.must("host", values.OpenWriting{Again: true})
	next := h.state.OpenWriting()
	h.must("", values.VoidPoll{ID: next.Claims.ID})
	if h.state.OpenWriting() != nil || len(h.state.OpenPolls()) > 0 {
		t.Fatal("a writing whose key is lost goes on")
	}
	h.same()
}

// Newcomers may add to a wall that was recorded; the old cards stay as they are.
func TestNewcomersAddToTheWall(t *testing.T) {
	h := newHall(t, 6)
	first := h.wall(map[string][]string{"p1": {"respect"}})
	h.gather("Respect", "respect")
	h.check(poll.Behind)
	h.must("host", values.RecordValues{})
	h.join("new", "New Comer", roster.Community)
	h.goTo(values.StepWrite)
	h.refused("values_written", "host", values.OpenWriting{})
	second := h.wall(map[string][]string{"new": {"healing"}, "p1": {"belonging"}})
	if second.ID == first.ID || len(h.state.Cards) != 3 || h.state.Recorded() {
		t.Fatalf("wall %+v", h.state.Cards)
	}
	h.must("new", values.WithdrawCard{Card: h.card("healing").ID, Writing: second.ID})
	h.refused("values_recorded", "p1", values.WithdrawCard{Card: h.card("respect").ID, Writing: first.ID})
	h.same()
}

// A group's name shows only where it is large enough and nobody could be told
// by what is left over.
func TestGroupNamesOnTheWall(t *testing.T) {
	for _, c := range []struct {
		agency, lived int
		shown         bool
	}{{5, 5, true}, {5, 0, true}, {5, 2, false}, {4, 6, false}, {4, 4, false}} {
		h := newHall(t, 12)
		h.must("host", values.SetMode{Mode: poll.GroupLabel})
		words := map[string][]string{}
		for i := range c.agency {
			words[fmt.Sprintf("p%d", 1+i)] = []string{fmt.Sprintf("a%d", i)}
		}
		for i := range c.lived {
			words[fmt.Sprintf("p%d", 7+i)] = []string{fmt.Sprintf("l%d", i)}
		}
		h.wall(words)
		for _, card := range h.state.Cards {
			if shown := card.Group != ""; shown != c.shown || card.Seat != "" {
				t.Fatalf("%d and %d: %+v", c.agency, c.lived, card)
			}
		}
	}
}

func TestTheFewAndTheModes(t *testing.T) {
	h := newHall(t, 2)
	h.goTo(values.StepWrite)
	h.refused("poll_too_few", "host", values.OpenWriting{Warned: true})
	h.refused("poll_choice_unknown", "host", values.SetMode{Mode: poll.Secret}) // cards can be taken back
	h.must("host", values.SetMode{Mode: poll.Named})
	h.wall(map[string][]string{"p1": {"respect"}})
	if h.card("respect").Seat != "p1" {
		t.Fatal("named, and without a name")
	}
	four := newHall(t, 3)
	four.goTo(values.StepWrite)
	four.refused("poll_few", "host", values.OpenWriting{})
	four.must("host", values.OpenWriting{Warned: true})
	if !four.state.OpenWriting().Few {
		t.Fatal("the warning is not told")
	}
	four.refused("poll_mode_looser", "host", values.SetMode{Mode: poll.Named})
}

// Cards may be written until the wall opens, during the stories too.
func TestWhereTheRoomMayGo(t *testing.T) {
	h := newHall(t, 6)
	w := act.World{Seat: "host", Roster: h.people}
	to := func(step string) act.Place { return act.Place{Item: "i1", Step: step} }
	if h.state.MayEnter(w, to(values.StepWall)) == nil {
		t.Fatal("a wall without cards")
	}
	h.goTo(values.StepWrite)
	h.must("host", values.OpenWriting{})
	for step, free := range map[string]bool{values.StepStories: true, values.StepWall: true, values.StepCluster: false, "": false} {
		if got := h.state.MayLeave(w, h.at, to(step)) == nil; got != free {
			t.Fatalf("to %q: %v", step, got)
		}
	}
	h.goTo(values.StepStories)
	id := h.state.OpenWriting().ID
	h.must("p1", values.WriteCards{Writing: id, Cards: []values.Draft{draft("heard")}})
	h.must("host", values.CallOff{ID: id})
	if len(h.state.OpenPolls()) > 0 || h.state.MayEnter(w, to(values.StepCluster)) == nil {
		t.Fatal("a writing that was called off left something")
	}
	told, err := json.Marshal(h.state)
	if err != nil || bytes.Contains(told, []byte("heard")) {
		t.Fatal("its cards are told")
	}
}
