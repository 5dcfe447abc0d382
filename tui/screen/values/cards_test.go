package values_test

import (
	"strconv"
	"strings"
	"testing"

	"convene/internal/workshop/act"
	"convene/internal/workshop/roster"
	domain "convene/internal/workshop/values"
	"convene/tui/screen"
	"convene/tui/screen/values/guide"
)

// own are a seat's cards as they lie in the box.
func (r *room) own(seat roster.SeatID) []domain.Draft {
	r.t.Helper()
	cards, _ := domain.ReadCards(r.Env(seat, "en").Own[r.State.Values.OpenWriting().Cards.ID])
	return cards
}

// sendCard presses Enter until the card goes or something is said.
func (r *room) sendCard(seat roster.SeatID) (do screen.Do) {
	r.t.Helper()
	for range 6 {
		if do, _ = r.keys(seat, "<enter>"); len(do.Commands) > 0 || do.Notice != "" {
			return do
		}
	}
	r.t.Fatal("the card never went")
	return do
}

// Enter goes through the whole card, so that none leaves before its writer has
// seen that there is a sentence to add; the foot says which Enter sends.
func TestEnterGoesThroughTheCardAndTheLastOneSends(t *testing.T) {
	r := newRoom(t)
	r.to(domain.StepWrite)
	r.Give(host, domain.OpenWriting{})
	r.keys(rosa, "<enter>Respect")
	for range 3 {
		r.sees(rosa, "Enter  go on (the last one sends)")
		if do, _ := r.keys(rosa, "<enter>"); len(do.Commands) > 0 {
			t.Fatal("it went before its writer had seen the whole card")
		}
	}
	r.sees(rosa, "Enter  send this card")
	if do, _ := r.keys(rosa, "<enter>"); len(do.Commands) != 1 || len(r.own(rosa)) != 1 {
		t.Error("the last Enter does not send")
	}
}

func TestACardIsWrittenSentChangedAndTakenBack(t *testing.T) {
	r := newRoom(t)
	r.to(domain.StepWrite)
	r.Give(host, domain.OpenWriting{})
	before := r.State.Seq
	r.sees(rosa, "Hidden names", "who wrote a card")
	r.keys(rosa, "<enter>Respect<enter>You hear me out.")
	r.sendCard(rosa)
	if got := r.own(rosa); len(got) != 1 || got[0].Word.String() != "Respect" || got[0].Sentence.String() != "You hear me out." ||
		got[0].Lang != "en" || got[0].Signed {
		t.Fatalf("in the box: %+v", got)
	}
	r.sees(rosa, "1  Respect: You hear me out.", "1 card is put by")
	r.keys(rosa, "1e ful")
	r.sendCard(rosa)
	if got := r.own(rosa); len(got) != 1 || got[0].Word.String() != "Respect ful" {
		t.Fatalf("after a change: %+v", got)
	}
	r.keys(rosa, "<enter>Hope<tab><tab>2<tab>hope, hoping<tab>2<enter>")
	if got := r.own(rosa); len(got) != 2 || got[1].Lang != "es" || got[1].Gloss.String() != "hope, hoping" || !got[1].Signed {
		t.Fatalf("a second, in Spanish, with the name: %+v", got)
	}
	_, ask := r.keys(rosa, "1d")
	if ask == nil {
		t.Fatal("taking back does not ask")
	}
	r.Carry(r.screen(rosa), rosa, "en", ask.Do)
	if got := r.own(rosa); len(got) != 1 || got[0].Word.String() != "Hope" {
		t.Fatalf("after taking back: %+v", got)
	}
	if words := r.Env(rosa, "en").Drafts["values/w1/card"]; words != "" {
		t.Errorf("a draft stays: %q", words)
	}
	if r.State.Seq != before {
		t.Error("cards made events before the wall opened")
	}
	r.misses("seat-Max", "Hope", "Respect")
}

func TestThereIsALimitAndAWordIsNeeded(t *testing.T) {
	r := newRoom(t)
	r.to(domain.StepWrite)
	r.Give(host, domain.OpenWriting{PerSeat: 1})
	r.keys(rosa, "<enter><tab>Only a sentence.")
	do := r.sendCard(rosa)
	if do.Notice == "" || len(r.own(rosa)) != 0 {
		t.Error("a card without a word was sent")
	}
	r.keys(rosa, "<esc><enter>Hope")
	r.sendCard(rosa)
	if do, _ := r.keys(rosa, "<enter>"); do.Notice == "" || r.screen(rosa).InText(r.Env(rosa, "en")) {
		t.Error("a card beyond the limit was begun")
	}
}

func TestALanguageTheProgramDoesNotHave(t *testing.T) {
	r := newRoom(t)
	r.to(domain.StepWrite)
	r.Give(host, domain.OpenWriting{})
	r.keys(rosa, "<enter>Pimatisiwin<tab><tab>3Example language")
	r.sendCard(rosa)
	if got := r.own(rosa); len(got) != 1 || got[0].Lang != "Example language" {
		t.Fatalf("got %+v", got)
	}
	r.keys(rosa, "1e<tab><tab><tab> two")
	r.sendCard(rosa)
	if got := r.own(rosa); got[0].Lang != "Example language two" {
		t.Errorf("after a change: %q", got[0].Lang)
	}
}

func TestPassing(t *testing.T) {
	r := newRoom(t)
	r.to(domain.StepWrite)
	r.Give(host, domain.OpenWriting{})
	r.keys(rosa, "p")
	if _, pass := domain.ReadCards(r.Env(rosa, "en").Own["values/w1/cards"]); !pass {
		t.Error("no pass in the box")
	}
	r.sees(rosa, "You passed.")
}

func TestAnUnsentCardIsPointedOutToItsWriterAlone(t *testing.T) {
	r := newRoom(t)
	r.to(domain.StepWrite)
	r.Give(host, domain.OpenWriting{})
	r.keys(rosa, "<enter>Respect<esc>")
	unsent := "A card of yours is not sent. Send it"
	r.misses(rosa, unsent)
	r.to(domain.StepStories)
	r.Give(host, domain.LastCall{ID: "values/w1"})
	r.sees(rosa, unsent)
	r.misses("seat-Max", unsent)
	r.misses(host, unsent)
	r.keys(rosa, "v") // the cards can be reached from the stories
	r.sees(rosa, unsent)
	r.keys(rosa, "<enter>")
	r.sendCard(rosa)
	if len(r.own(rosa)) != 1 {
		t.Error("the card that waited was not sent")
	}
	r.misses(rosa, unsent)
}

func TestTheWallOpensWhileSomeoneWrites(t *testing.T) {
	r := newRoom(t)
	r.to(domain.StepWrite)
	r.Give(host, domain.OpenWriting{})
	r.keys(rosa, "<enter>Respect")
	r.card("seat-Max", domain.Draft{Word: word("Honesty")})
	r.Give(host, domain.LastCall{ID: "values/w1"})
	r.Give(host, domain.ShowWall{Writing: "values/w1"})
	r.sees(rosa, "Respect", "The wall is open. This card was not sent")
	do, _ := r.keys(rosa, "<enter>")
	if len(do.Commands) != 0 || do.Notice != "" { // the page says it
		t.Errorf("a card was sent to a wall that is open, or it is said twice: %+v", do)
	}
	if !strings.Contains(r.Env(rosa, "en").Drafts["values/w1/card"], "Respect") {
		t.Error("the words are gone")
	}
	r.keys(rosa, "<esc>")
	r.sees(rosa, "1 card, in no order", "Honesty")
}

func TestTheWallShowsNoAuthorsButThoseWhoChose(t *testing.T) {
	r := newRoom(t)
	r.wall()
	r.sees(rosa, "Honesty", "Max")
	r.misses(rosa, "Rosa", "June", "Hart", "yours")
	r.keys(rosa, "v")
	r.sees(rosa, "Your cards on this wall", "Listening")
	r.misses(rosa, "Honesty")
	if do, _ := r.keys(rosa, "d"); do.Notice == "" {
		t.Error("nothing is chosen, and nothing was said")
	}
	_, ask := r.keys(rosa, "<down>d")
	r.Carry(r.screen(rosa), rosa, "en", ask.Do)
	r.sees(rosa, "Your card on this wall")
	r.sees("seat-Max", "taken back by its author", "5 cards")
}

// manyCards puts a wall of n cards into the state.
func (r *room) manyCards(n int) {
	e := domain.WallShown{Writing: "values/w1", OnList: 6}
	for i := range n {
		e.Cards = append(e.Cards, domain.Card{ID: "card-" + strconv.Itoa(i+1), Word: word("Value " + strconv.Itoa(i+1)),
			Sentence: line("What it looks like when someone lives value " + strconv.Itoa(i+1) + ", told in a sentence."), Writing: "values/w1", Lang: "en"})
	}
	r.State = r.State.Apply(act.Stamp{Seq: r.State.Seq + 1, At: r.Now}, e)
}

func TestPagesOfTheWall(t *testing.T) {
	r := newRoom(t)
	r.to(domain.StepWrite)
	r.Give(host, domain.OpenWriting{})
	r.manyCards(40)
	r.to(domain.StepWall)
	first := r.say(rosa, "en")
	seen := map[string]bool{}
	for range 40 {
		for _, l := range strings.Split(r.say(rosa, "en"), "\n") {
			for i := range 40 {
				if strings.Contains(l, "Value "+strconv.Itoa(i+1)) {
					seen[strconv.Itoa(i+1)] = true
				}
			}
		}
		r.keys(rosa, "<space>")
		if r.say(rosa, "en") == first {
			break
		}
	}
	if len(seen) != 40 || r.say(rosa, "en") != first {
		t.Errorf("Space showed %d of 40 cards and did not come round", len(seen))
	}
	r.keys(rosa, "<space>")
	n, ok := guide.NextPage(r.Env(host, "en"))
	if !ok || n != 1 {
		t.Fatalf("the room's next page is %d", n)
	}
	r.Give(host, domain.TurnPage{On: domain.StepWall, N: n})
	r.sees(rosa, "Value "+strconv.Itoa(guide.PerTurn+1)+"\n")
	r.misses(rosa, "Value 1\n")
	if _, top, _ := strings.Cut(r.say(rosa, "en"), "in no order"); !strings.Contains(strings.Split(top, "\n")[2], "Value "+strconv.Itoa(guide.PerTurn+1)) {
		t.Errorf("the room's page does not begin the screen:\n%s", top)
	}
}

func TestLookingBackIsReadOnly(t *testing.T) {
	r := newRoom(t)
	r.closed()
	steps := domain.Steps()
	for back := 1; back < len(steps); back++ {
		for _, k := range parse("12345kdewupnyst<tab><down><up> ") {
			delete(r.scr, rosa)
			r.say(rosa, "en")
			r.keys(rosa, strings.Repeat("b", back))
			r.sees(rosa, "looking back, read only", "Step "+strconv.Itoa(len(steps)-back)+" of 9")
			if do, ask := r.Press(r.screen(rosa), rosa, "en", k); len(do.Commands) > 0 || ask != nil {
				t.Errorf("%d steps back %v gives %v", back, k, do.Commands)
			}
			if r.screen(rosa).InText(r.Env(rosa, "en")) {
				t.Fatalf("%d steps back %v begins to write", back, k)
			}
		}
	}
	r.keys(rosa, "<enter>")
	r.sees(rosa, "Step 2 of 9")
	r.keys(rosa, "<esc>")
	r.sees(rosa, "Step 9 of 9")
	r.misses(rosa, "looking back")
}

func TestLateComersReadAlong(t *testing.T) {
	r := newRoom(t)
	r.write()
	r.Sit("Luz", "es")
	r.sees("seat-Luz", "You are not on this vote's list")
	if do, _ := r.keys("seat-Luz", "<enter>"); !do.Ignored {
		t.Error("somebody who is not asked begins a card")
	}
}
