package values_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"convene/internal/fault"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
	domain "convene/internal/workshop/values"
)

// choose types the number of a card.
func (r *room) choose(seat roster.SeatID, w string) {
	r.t.Helper()
	_, n := r.cardID(w)
	r.keys(seat, "<esc>"+strconv.Itoa(n))
}

// lies is the title of the gathering in which a card lies.
func (r *room) lies(w string) string {
	id, _ := r.cardID(w)
	c, _ := r.State.Values.Card(id)
	return r.State.Values.Title(c.Cluster)
}

func TestGatheringByKeyboard(t *testing.T) {
	r := newRoom(t)
	r.wall()
	r.to(domain.StepCluster)
	r.sees(rosa, "Choose a card, then the gathering it goes to.", "not gathered yet")
	if do, _ := r.keys(rosa, "<enter>"); do.Notice == "" || len(do.Commands) > 0 {
		t.Error("Enter without a card did not say what to do")
	}
	r.choose(rosa, "Listening")
	r.sees(rosa, "We ask before we answer.")
	r.keys(rosa, "<enter>")
	if do, _ := r.keys(rosa, "<enter>"); do.Notice == "" || len(do.Commands) > 0 {
		t.Error("Enter without a gathering moved the card")
	}
	r.keys(rosa, "0<enter>")
	r.choose(rosa, "Hearing people out")
	r.keys(rosa, "<enter>1<enter>")
	if r.lies("Hearing people out") != r.lies("Listening") || r.lies("Listening") == "" {
		t.Fatal("the two cards are not together")
	}
	r.keys(rosa, "e We listen<enter>")
	r.sees(rosa, "Gathering 1: We listen", "You named a gathering")
	r.sees("seat-Max", "Rosa named a gathering")
	r.keys(rosa, "uu")
	if r.lies("Hearing people out") != "" || r.lies("Listening") == "" {
		t.Error("undo took back something else than the name and the last move")
	}
	r.choose(rosa, "Pimatisiwin")
	r.keys(rosa, "k")
	r.sees("seat-Max", "kept apart by Rosa")
	id, _ := r.cardID("Pimatisiwin")
	r.choose("seat-Max", "Pimatisiwin")
	if do, _ := r.keys("seat-Max", "<enter>1<enter>"); len(do.Commands) != 1 {
		t.Fatal("Max could not try")
	}
	if c, _ := r.State.Values.Card(id); r.State.Values.Title(c.Cluster) != "Pimatisiwin" || !strings.Contains(r.say(rosa, "en"), "kept apart by you") {
		t.Error("a card that was kept apart was moved by someone else")
	}
}

func TestAWholeGatheringMoves(t *testing.T) {
	r := newRoom(t)
	r.gather()
	r.choose(rosa, "Respeto")
	r.keys(rosa, "<enter><tab>2<enter>")
	for _, w := range []string{"Respeto", "Listening", "Hearing people out"} {
		if r.lies(w) != r.lies("Honesty") {
			t.Errorf("%s stayed behind", w)
		}
	}
	r.keys(rosa, "u")
	if r.lies("Respeto") != "We listen to the end" {
		t.Error("the whole move was not undone as one")
	}
}

func TestALostRaceMovesNothing(t *testing.T) {
	for _, target := range []string{"1", "0"} {
		r := newRoom(t)
		r.gather()
		r.choose(rosa, "Kinship")
		r.keys(rosa, "<enter>"+target) // Rosa looks where to put it
		id, _ := r.cardID("Kinship")
		c, _ := r.State.Values.Card(id)
		honesty, _ := r.cardID("Honesty")
		to, _ := r.State.Values.Card(honesty)
		r.Give("seat-Max", domain.MoveCard{Card: id, From: c.Cluster, To: to.Cluster})
		do := r.screen(rosa).Key(r.Env(rosa, "en"), parse("<enter>")[0])
		if len(do.Commands) != 1 {
			t.Fatalf("nothing was tried: %+v", do)
		}
		if err := r.Try(rosa, do.Commands[0]); fault.Code(err) != "values_card_moved" {
			t.Errorf("the race was not noticed: %v", err)
		}
		if r.lies("Kinship") != r.lies("Honesty") {
			t.Error("the card was moved twice")
		}
	}
}

func TestTwoNamesAtOnce(t *testing.T) {
	r := newRoom(t)
	r.gather()
	r.choose(rosa, "Honesty")
	r.keys(rosa, "eWe say it")
	honesty, _ := r.cardID("Honesty")
	c, _ := r.State.Values.Card(honesty)
	r.Give("seat-Max", domain.NameCluster{Cluster: c.Cluster, Name: word("Straight talk"), Lang: "en"})
	r.keys(rosa, "<enter>")
	if r.lies("Honesty") != "Straight talk" || !strings.Contains(r.say(rosa, "en"), "We say it") {
		t.Error("the second name replaced the first unseen, or the words are gone")
	}
	r.keys(rosa, "<enter>") // now they know
	if r.lies("Honesty") != "We say it" {
		t.Error("the name was not taken the second time")
	}
}

func TestFiveHundredCardsStayQuick(t *testing.T) {
	r := newRoom(t)
	r.to(domain.StepWrite)
	r.Give(host, domain.OpenWriting{})
	r.manyCards(500)
	r.to(domain.StepCluster)
	r.keys(rosa, "437")
	r.sees(rosa, "› 437  Value 437", "lives value 437, told in a")
	e := r.Env(rosa, "en")
	r.screen(rosa).Page(e)
	r.keys(rosa, "<enter>0<enter>")
	r.Give("seat-Max", domain.MoveCard{Card: "card-12", New: true})
	after := r.Env(rosa, "en")
	allocs := testing.AllocsPerRun(5, func() { r.screen(rosa).Page(after) })
	if allocs > 2000 { // laying 500 cards out anew takes many more
		t.Errorf("a page of 500 cards takes %.0f allocations", allocs)
	}
	begin := time.Now()
	for range 20 {
		r.screen(rosa).Page(after)
	}
	t.Logf("%s a page", time.Since(begin)/20)
}

func TestMarks(t *testing.T) {
	r := newRoom(t)
	r.gather()
	r.to(domain.StepSupport)
	r.sees(rosa, "Soon each of us marks")
	r.Give(host, domain.OpenMarks{})
	m := r.State.Values.OpenMarking()
	r.sees(rosa, "5 marks left")
	r.misses(rosa, "marked")
	if do, _ := r.keys(rosa, "<enter>"); do.Notice == "" || len(do.Commands) > 0 {
		t.Error("Enter without a mark sent something")
	}
	before := r.State.Seq
	r.keys(rosa, "133<up><enter>") // 3 on and off; the arrow goes to the last, and Enter marks it
	r.Give(host, domain.LastCall{ID: m.Poll.ID})
	r.sees(rosa, "You chose something and did not send it")
	r.misses("seat-Max", "did not send")
	r.keys(rosa, "<tab>")
	if r.State.Seq != before+1 { // the last call
		t.Error("marks made events")
	}
	r.keys(rosa, "2<enter>")
	got, _ := domain.ReadMarks(r.Env(rosa, "en").Own[m.Poll.ID])
	if o := m.Poll.Options; !slices.Equal(got, []string{o[0], o[1], o[3]}) {
		t.Errorf("in the box: %v", got)
	}
	r.sees(rosa, "Your marks are in")
	r.misses(rosa, "marked")
	r.keys(rosa, "v")
	r.sees(rosa, "marked")
	r.keys(rosa, "<esc>")
	r.misses(rosa, "marked")
}

func TestAtMostFiveMarks(t *testing.T) {
	r := newRoom(t)
	r.to(domain.StepWrite)
	r.Give(host, domain.OpenWriting{})
	r.manyCards(12)
	r.to(domain.StepCluster)
	for i := range 12 {
		r.Give(host, domain.MoveCard{Card: "card-" + strconv.Itoa(i+1), New: true})
	}
	r.to(domain.StepSupport)
	r.Give(host, domain.OpenMarks{})
	for _, n := range []string{"12", "1", "3", "4", "5"} {
		r.keys(rosa, n+"<enter>") // two digits: the number goes there, Enter marks
	}
	if do, _ := r.keys(rosa, "6<enter>"); do.Notice == "" {
		t.Error("a sixth mark was taken")
	}
	r.keys(rosa, "<tab><enter>")
	got, _ := domain.ReadMarks(r.Env(rosa, "en").Own["values/m1"])
	if len(got) != 5 || got[4] != r.State.Values.OpenMarking().Poll.Options[11] {
		t.Errorf("in the box: %v", got)
	}
}

func TestDeeds(t *testing.T) {
	r := newRoom(t)
	r.marked()
	r.to(domain.StepDeeds)
	r.sees(rosa, "We listen to the end", "value 1 of 3", "Named: everyone sees your line")
	r.keys(rosa, "<enter>ask first<enter>")
	r.keys(rosa, "<tab><enter>the letter comes first<enter>")
	s := r.State.Values
	id := s.Chosen()[0].ID
	if do, slip := s.DeedsOf(id, domain.WeDo), s.DeedsOf(id, domain.WeSlipped); len(do) != 1 || len(slip) != 1 || do[0].Words.String() != "ask first" {
		t.Fatalf("do %v, slipped %v", do, slip)
	}
	r.keys("seat-Max", "1e, always<enter>")
	r.sees(rosa, "ask first, always")
	_, ask := r.keys("seat-Max", "2d")
	r.Carry(r.screen("seat-Max"), "seat-Max", "en", ask.Do)
	r.sees(rosa, "Max took out: \"the letter comes first\"")
	r.keys(rosa, "<esc>u")
	r.sees(rosa, "2  the letter comes first")
	r.keys(rosa, " ")
	r.sees(rosa, "Kinship", "value 2 of 3")
	r.keys(rosa, "<enter>half<esc><enter>")
	r.sees(rosa, "half") // unsent words wait
	r.to(domain.StepCPM)
	r.sees(rosa, "half") // nobody is torn away
	r.keys(rosa, "<esc>")
	r.sees(rosa, "No link is just as good")
}

func TestLinksAreOptional(t *testing.T) {
	r := newRoom(t)
	r.deeds()
	r.to(domain.StepCPM)
	first := func() domain.Cluster { return r.State.Values.Chosen()[0] }
	r.keys(rosa, "4<enter>2<enter>")
	if got := strings.Join(first().Links, " "); got != "V2 V4" {
		t.Errorf("links: %q", got)
	}
	r.sees("seat-Max", "linked")
	r.keys(rosa, "4<enter>")
	if got := strings.Join(first().Links, " "); got != "V2" {
		t.Errorf("links: %q", got)
	}
	_, ask := r.keys(rosa, "0<enter>")
	if ask == nil {
		t.Fatal("the links of others are taken off without a question")
	}
	r.Give(rosa, ask.Do.Commands[0])
	if c := first(); len(c.Links) != 0 || !c.Linked {
		t.Errorf("no link was not taken as an answer: %+v", c)
	}
	r.sees(rosa, "chosen")
	r.misses(rosa, "linked")
}

func TestConsent(t *testing.T) {
	r := newRoom(t)
	k := r.checked()
	r.misses(rosa, "›")
	if do, _ := r.keys(rosa, "<enter>"); do.Notice == "" || len(do.Commands) > 0 {
		t.Error("Enter without a choice sent something")
	}
	r.keys(rosa, "3")
	r.Give(host, domain.LastCall{ID: k.ID()})
	r.sees(rosa, "You chose something and did not send it")
	r.misses("seat-Max", "did not send")
	r.keys(rosa, "<enter>")
	if got := string(r.Env(rosa, "en").Own[k.Poll.ID]); got != poll.LiveWith {
		t.Fatalf("in the box: %q", got)
	}
	r.sees(rosa, "Your answer is in")
	r.misses(rosa, "I can live with it")
	if do, _ := r.keys(rosa, "5"); len(do.Commands) > 0 || strings.Contains(r.say(rosa, "en"), "›") {
		t.Error("a digit changes an answer that is not in sight")
	}
	r.keys(rosa, "v")
	r.sees(rosa, "› 3  I can live with it")
	r.keys(rosa, "t<enter>")
	if got := string(r.Env(rosa, "en").Own[k.Poll.ID]); got != poll.ReadToMe {
		t.Errorf("after a change: %q", got)
	}
	r.keys(rosa, "wBecause.<enter>")
	if got, ok := poll.ReadReason(r.Env(rosa, "en").Own[k.Reasons.ID]); !ok || got.Words.String() != "Because." {
		t.Errorf("the reason: %v", got)
	}
	r.Give(host, domain.CloseCheck{Check: k.ID()})
	r.sees(rosa, "1 person needs it in their language", "Some need more talk first.", "\"Because.\"")
	r.keys(rosa, "<space>")
	r.sees(rosa, "Held by some: Honesty", "Not final yet: someone cannot accept it, or needs more talk.")
}

func TestAnAnswerLandsOnItsOwnCheck(t *testing.T) {
	r := newRoom(t)
	k := r.checked()
	r.keys(rosa, "5")
	r.Give(host, domain.CallOff{ID: k.ID()})
	r.Give(host, domain.OpenCheck{})
	if do, _ := r.keys(rosa, "<enter>"); len(do.Commands) > 0 {
		t.Errorf("a choice made for one check was sent to the next: %v", do.Commands)
	}
}

// Where more talk is needed nothing is called agreed, whoever was not heard.
func TestWhatIsNotAgreedIsNotCalledSo(t *testing.T) {
	r := newRoom(t)
	k := r.checked()
	r.Give(rosa, domain.Cast{Poll: k.Poll.ID, Choice: poll.MoreTalk})
	r.Give(host, domain.LastCall{ID: k.ID()})
	r.Give(host, domain.CloseCheck{Check: k.ID()})
	r.State.Values.LastCheck().Outcome.Consent.Unheard = true
	r.sees(rosa, "Some need more talk first.")
	r.misses(rosa, "agreed, not every group")
}

// A card that was left alone by someone's undo is not said to have been moved to
// a new gathering.
func TestWhatAnUndoLeavesIsNotSaidOfAnother(t *testing.T) {
	r := newRoom(t)
	r.wall()
	r.to(domain.StepCluster)
	first, _ := r.cardID("Listening")
	second, _ := r.cardID("Respeto")
	r.Give(rosa, domain.MoveCard{Card: first, New: true})
	r.Give("seat-Max", domain.MoveCard{Card: second, To: r.State.Values.Clusters[0].ID})
	r.Give(rosa, domain.UndoCluster{})
	r.sees("seat-June", "Max moved \"Respeto\"; it lies by itself now.")
}
