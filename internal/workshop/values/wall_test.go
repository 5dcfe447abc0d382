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
	h.Must("host", values.OpenWriting{})
	id := h.State.OpenWriting().ID
	before := len(h.Log)
	for i := 1; i <= 8; i++ {
		h.Must(roster.SeatID(fmt.Sprintf("p%d", i)), values.WriteCards{Writing: id,
			Cards: []values.Draft{draft(fmt.Sprintf("hush %d a", i)), draft(fmt.Sprintf("hush %d b", i))}})
	}
	signed := draft("kinship")
	signed.Signed = true
	h.Must("p1", values.WriteCards{Writing: id, Cards: []values.Draft{signed, draft("hush 1 a")}})
	if len(h.Log) != before {
		t.Fatalf("writing made an event")
	}
	h.Refused("last_call_first", "host", values.ShowWall{Writing: id})
	h.Must("host", values.LastCall{ID: id})
	for _, l := range h.Log {
		if bytes.Contains(l.Payload, []byte("hush")) {
			t.Fatalf("%s tells a card: %s", l.Kind, l.Payload)
		}
	}
	h.Refused("only_host", "p1", values.ShowWall{Writing: id})
	h.Must("host", values.ShowWall{Writing: id})
	shown := h.Log[len(h.Log)-1].Payload
	for i := 2; i <= 8; i++ {
		if bytes.Contains(shown, []byte(fmt.Sprintf(`"p%d"`, i))) {
			t.Fatalf("the wall names p%d: %s", i, shown)
		}
	}
	if c := h.card("kinship"); c.Seat != "p1" || h.card("hush 1 a").Seat != "" {
		t.Fatalf("a name shows only where its writer wished: %+v", c)
	}
	if !slices.IsSortedFunc(h.State.Cards, func(a, b values.Card) int { return strings.Compare(a.ID, b.ID) }) {
		t.Fatalf("the order tells something")
	}
	for _, a := range h.State.Cards {
		for _, b := range h.State.Cards {
			if a.ID != b.ID && a.ID[:6] == b.ID[:6] {
				t.Fatalf("%s and %s look like one person's", a.ID, b.ID)
			}
		}
	}
	if w := h.State.Writings[0]; w.Wrote != 8 || w.OnList != 9 || w.NotCast != 1 || h.At.Step != values.StepWall {
		t.Fatalf("the close: %+v, room at %s", w, h.At.Step)
	}
	h.Refused("moved_on", "p1", values.WriteCards{Writing: id, Cards: []values.Draft{draft("late")}})
	h.Same()
}

func TestAPersonsOwnCardsReadBackAndAreReplaced(t *testing.T) {
	h := newHall(t, 6)
	h.goTo(values.StepWrite)
	h.Must("host", values.OpenWriting{})
	w := h.State.OpenWriting()
	h.Must("p1", values.WriteCards{Writing: w.ID, Cards: []values.Draft{draft("one"), draft("two")}})
	cards, _ := values.ReadCards(h.Box[w.Cards.ID]["p1"])
	if len(cards) != 2 || cards[1].Word.String() != "two" || len(values.ReadClaims(h.Box[w.Claims.ID]["p1"])) != 2 {
		t.Fatalf("own cards %+v", cards)
	}
	h.Refused("values_cards_range", "p1", values.WriteCards{Writing: w.ID,
		Cards: []values.Draft{draft("1"), draft("2"), draft("3"), draft("4")}})
	h.Refused("words_needed", "p1", values.WriteCards{Writing: w.ID, Cards: []values.Draft{draft(" ")}})
	long := draft("long")
	long.Sentence = clean(strings.Repeat("👩‍👩‍👧‍👦", 280))
	h.Refused("too_long", "p1", values.WriteCards{Writing: w.ID, Cards: []values.Draft{long, long}})
	h.Must("p1", values.WriteCards{Writing: w.ID, Pass: true})
	if _, pass := values.ReadCards(h.Box[w.Cards.ID]["p1"]); !pass {
		t.Fatal("a pass is not kept")
	}
	h.Must("p1", values.WriteCards{Writing: w.ID})
	if len(h.Box[w.Cards.ID]) > 0 || len(h.Box[w.Claims.ID]) > 0 {
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
	h.Refused("values_not_your_card", "p2", values.WithdrawCard{Card: patience.ID, Writing: w.ID})
	h.Refused("values_not_your_card", "host", values.WithdrawCard{Card: patience.ID, Writing: w.ID})
	h.Refused("values_card_gone", "p1", values.WithdrawCard{Card: patience.ID, Writing: "values/w9"})
	h.Must("p1", values.WithdrawCard{Card: patience.ID, Writing: w.ID})
	last := h.Log[len(h.Log)-1]
	if last.At.By != "" || bytes.Contains(last.Payload, []byte("p1")) {
		t.Fatalf("the log says who took a card back: %+v %s", last.At, last.Payload)
	}
	if c, _ := h.State.Card(patience.ID); !c.Withdrawn || !c.Word.IsEmpty() {
		t.Fatalf("card %+v", c)
	}

	h.Must("host", values.CarryOver{})
	h.Outcomes = nil
	h.Must("p1", values.WithdrawCard{Card: respect.ID, Writing: w.ID})
	if !slices.ContainsFunc(h.Outcomes, func(o act.Outcome) bool {
		return o.Withdrawn && o.Source == "values/"+cluster && o.Section == "values"
	}) {
		t.Fatalf("a draft made of the card does not hear of it: %+v", h.Outcomes)
	}
	h.Must("host", values.RecordValues{})
	for _, p := range h.State.OpenPolls() {
		t.Fatalf("the key of %s outlives the record", p.ID)
	}
	h.Refused("values_recorded", "p2", values.WithdrawCard{Card: h.card("honesty").ID, Writing: w.ID})
	h.Same()
}

// The keys of who wrote what stay after the wall, hold nothing up, and go when
// they are lost.
func TestClaimsAreKeptAndMayBeLost(t *testing.T) {
	h := newHall(t, 6)
	w := h.wall(map[string][]string{"p1": {"respect"}})
	open := h.State.OpenPolls()
	if len(open) != 1 || open[0].ID != w.Claims.ID || !open[0].Keeps {
		t.Fatalf("open %+v", open)
	}
	h.Must("", values.VoidPoll{ID: w.Claims.ID})
	h.Refused("values_recorded", "p1", values.WithdrawCard{Card: h.card("respect").ID, Writing: w.ID})
	if len(h.State.In("")) != 1 {
		t.Fatal("the cards went with the key")
	}
	h.goTo(values.StepWrite)
	h.Must("host", values.OpenWriting{Again: true})
	next := h.State.OpenWriting()
	h.Must("", values.VoidPoll{ID: next.Claims.ID})
	if h.State.OpenWriting() != nil || len(h.State.OpenPolls()) > 0 {
		t.Fatal("a writing whose key is lost goes on")
	}
	h.Same()
}

// Newcomers may add to a wall that was recorded; the old cards stay as they are.
func TestNewcomersAddToTheWall(t *testing.T) {
	h := newHall(t, 6)
	first := h.wall(map[string][]string{"p1": {"respect"}})
	h.gather("Respect", "respect")
	h.check(poll.Behind)
	h.Must("host", values.RecordValues{})
	h.Join("new", "New Comer", roster.Community)
	h.goTo(values.StepWrite)
	h.Refused("values_written", "host", values.OpenWriting{})
	second := h.wall(map[string][]string{"new": {"healing"}, "p1": {"belonging"}})
	if second.ID == first.ID || len(h.State.Cards) != 3 || h.State.Recorded() {
		t.Fatalf("wall %+v", h.State.Cards)
	}
	h.Must("new", values.WithdrawCard{Card: h.card("healing").ID, Writing: second.ID})
	h.Refused("values_recorded", "p1", values.WithdrawCard{Card: h.card("respect").ID, Writing: first.ID})
	h.Same()
}

// A group's name shows only where it is large enough and nobody could be told
// by what is left over.
func TestGroupNamesOnTheWall(t *testing.T) {
	for _, c := range []struct {
		agency, lived int
		shown         bool
	}{{5, 5, true}, {5, 0, true}, {5, 2, false}, {4, 6, false}, {4, 4, false}} {
		h := newHall(t, 12)
		h.Must("host", values.SetMode{Mode: poll.GroupLabel})
		words := map[string][]string{}
		for i := range c.agency {
			words[fmt.Sprintf("p%d", 1+i)] = []string{fmt.Sprintf("a%d", i)}
		}
		for i := range c.lived {
			words[fmt.Sprintf("p%d", 7+i)] = []string{fmt.Sprintf("l%d", i)}
		}
		h.wall(words)
		for _, card := range h.State.Cards {
			if shown := card.Group != ""; shown != c.shown || card.Seat != "" {
				t.Fatalf("%d and %d: %+v", c.agency, c.lived, card)
			}
		}
	}
}

func TestTheFewAndTheModes(t *testing.T) {
	h := newHall(t, 2)
	h.goTo(values.StepWrite)
	h.Refused("poll_too_few", "host", values.OpenWriting{Warned: true})
	h.Refused("poll_choice_unknown", "host", values.SetMode{Mode: poll.Secret}) // cards can be taken back
	h.Must("host", values.SetMode{Mode: poll.Named})
	h.wall(map[string][]string{"p1": {"respect"}})
	if h.card("respect").Seat != "p1" {
		t.Fatal("named, and without a name")
	}
	four := newHall(t, 3)
	four.goTo(values.StepWrite)
	four.Refused("poll_few", "host", values.OpenWriting{})
	four.Must("host", values.OpenWriting{Warned: true})
	if !four.State.OpenWriting().Few {
		t.Fatal("the warning is not told")
	}
	four.Refused("poll_mode_looser", "host", values.SetMode{Mode: poll.Named})
}

// Cards may be written until the wall opens, during the stories too.
func TestWhereTheRoomMayGo(t *testing.T) {
	h := newHall(t, 6)
	w := act.World{Seat: "host", Roster: h.People}
	to := func(step string) act.Place { return act.Place{Item: "i1", Step: step} }
	if h.State.MayEnter(w, to(values.StepWall)) == nil {
		t.Fatal("a wall without cards")
	}
	h.goTo(values.StepWrite)
	h.Must("host", values.OpenWriting{})
	for step, free := range map[string]bool{values.StepStories: true, values.StepWall: true, values.StepCluster: false, "": false} {
		if got := h.State.MayLeave(w, h.At, to(step)) == nil; got != free {
			t.Fatalf("to %q: %v", step, got)
		}
	}
	h.goTo(values.StepStories)
	id := h.State.OpenWriting().ID
	h.Must("p1", values.WriteCards{Writing: id, Cards: []values.Draft{draft("heard")}})
	h.Must("host", values.CallOff{ID: id})
	if len(h.State.OpenPolls()) > 0 || h.State.MayEnter(w, to(values.StepCluster)) == nil {
		t.Fatal("a writing that was called off left something")
	}
	told, err := json.Marshal(h.State)
	if err != nil || bytes.Contains(told, []byte("heard")) {
		t.Fatal("its cards are told")
	}
}
