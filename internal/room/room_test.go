package room_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"convene/internal/ballot/memballot"
	"convene/internal/eventlog"
	"convene/internal/eventlog/memlog"
	"convene/internal/fault"
	"convene/internal/library"
	"convene/internal/prepare"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/text"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/values"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// stand is a house on fakes with one founded workshop.
type stand struct {
	log   *memlog.Log
	box   *memballot.Box
	house *room.House
	id    string
}

func build(t testing.TB) *stand {
	t.Helper()
	s := &stand{log: memlog.New(), box: memballot.New(), id: "w1"}
	s.house = room.NewHouse(room.Parts{Log: s.log, Box: s.box, Codec: workshop.NewCodec(), Clock: time.Now})
	lib, err := library.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	create, ok := prepare.Workshop(lib, workshop.Meta{
		ID: s.id, Title: safetext.Clean(safetext.Title, "Rio Claro Family Partnership"), Zone: "America/Los_Angeles", PublicBody: "no",
	}, prepare.Plan{Agenda: "c", Zone: "America/Los_Angeles"})
	if !ok {
		t.Fatal("no agenda c")
	}
	if err := s.house.Found(t.Context(), s.id, room.NewCommand("", create)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := s.house.Close(ctx); err != nil {
			t.Error(err)
		}
	})
	return s
}

func (s *stand) enter(t testing.TB) (*room.Room, func()) {
	t.Helper()
	r, leave, err := s.house.Enter(t.Context(), s.id)
	if err != nil {
		t.Fatal(err)
	}
	return r, leave
}

func do(t testing.TB, r *room.Room, seat roster.SeatID, body any) {
	t.Helper()
	if err := r.Do(t.Context(), room.NewCommand(seat, body)); err != nil {
		t.Fatalf("%T: %v", body, err)
	}
}

func join(t testing.TB, r *room.Room, name string) roster.SeatID {
	t.Helper()
	seat := roster.SeatID("seat-" + name)
	do(t, r, "", roster.Join{Seat: seat, About: roster.About{Name: safetext.Clean(safetext.Name, name)}, Lang: "en"})
	return seat
}

// opened is a workshop whose meeting runs, with a host.
func (s *stand) opened(t testing.TB) (*room.Room, roster.SeatID, func()) {
	t.Helper()
	r, leave := s.enter(t)
	host := join(t, r, "Dana Whitfield")
	do(t, r, "", roster.Grant{Seat: host, Role: roster.Host})
	do(t, r, host, workshop.OpenMeeting{})
	return r, host, leave
}

const section = "terms/purpose/en"

func key(words string, doc *text.Doc) workshop.EditText {
	if doc == nil {
		doc = text.New()
	}
	return workshop.EditText{Text: section, Edit: text.Edit{Base: doc.Version(), Do: text.Insert{At: doc.End(), Text: words}}}
}

// Nothing that was refused by the disk is ever shown, and everyone who waited
// is told (promise 1).
func TestDurableBeforeVisible(t *testing.T) {
	s := build(t)
	r, host, leave := s.opened(t)
	defer leave()
	before := r.Snapshot()
	s.log.FailNext(eventlog.ErrFull)
	err := r.Do(t.Context(), room.NewCommand(host, key("Children stay with their kin.", nil)))
	if fault.Code(err) != "disk_full" {
		t.Fatalf("a full disk gave %v", err)
	}
	if got := r.Snapshot().Texts.Get(section); got != nil {
		t.Errorf("shown although the disk refused it: %q", got.Plain())
	}
	if r.Snapshot().Seq != before.Seq {
		t.Error("a refused batch moved the state")
	}
	do(t, r, host, key("Children stay with their kin.", nil))
	if got := r.Snapshot().Texts.Get(section).Plain(); got != "Children stay with their kin." {
		t.Errorf("after the disk healed: %q", got)
	}
}

// An outcome that stays unknown is asked for by the batch's id: what was written
// is there once, what was not is not shown.
func TestUnknownOutcomeIsLookedUp(t *testing.T) {
	s := build(t)
	r, host, leave := s.opened(t)
	defer leave()
	s.log.UnknownNext(true)
	do(t, r, host, key("Once.", nil))
	if got := r.Snapshot().Texts.Get(section).Plain(); got != "Once." {
		t.Errorf("after an unknown outcome: %q", got)
	}
}

// The snapshot a room publishes is what a replay of its log gives (promise 2),
// with many people typing at once.
func TestReplayGivesTheSameState(t *testing.T) {
	s := build(t)
	r, _, leave := s.opened(t)
	var wg sync.WaitGroup
	const people, keys = 8, 60
	for p := range people {
		seat := join(t, r, fmt.Sprintf("Person %c", 'A'+p))
		wg.Go(func() {
			for i := range keys {
				if err := r.Do(context.Background(), room.NewCommand(seat, key(string(rune('a'+p)), r.Snapshot().Texts.Get(section)))); err != nil {
					t.Errorf("key %d: %v", i, err)
				}
			}
		})
	}
	wg.Wait()
	live := r.Snapshot().Texts.Get(section).Plain()
	for p := range people {
		if n := strings.Count(live, string(rune('a'+p))); n != keys {
			t.Errorf("person %d typed %d keys, %d are there", p, keys, n)
		}
	}
	leave()
	again, leave := s.enter(t)
	defer leave()
	if got := again.Snapshot().Texts.Get(section).Plain(); got != live {
		t.Errorf("replay differs:\n%q\n%q", live, got)
	}
	if again.Snapshot().Terms.Sections[0].Status != r.Snapshot().Terms.Sections[0].Status {
		t.Error("replay gives another state of the document")
	}
}

// A watcher that never looks costs the others nothing and queues nothing
// (promise 4).
func TestSlowWatcherHoldsNobodyUp(t *testing.T) {
	s := build(t)
	r, host, leave := s.opened(t)
	defer leave()
	asleep := r.Visit(host)
	defer asleep.Leave()
	awake := r.Visit("")
	defer awake.Leave()
	for range 200 {
		do(t, r, host, key("x", r.Snapshot().Texts.Get(section)))
	}
	<-awake.Wake()
	if got := len(r.Snapshot().Texts.Get(section).Plain()); got != 200 {
		t.Errorf("%d of 200 keys", got)
	}
}

// Who rests is not woken by what the room publishes, and finds it all when they
// look.
func TestARestingWatcherIsNotWoken(t *testing.T) {
	s := build(t)
	r, host, leave := s.opened(t)
	defer leave()
	resting, awake := r.Visit(""), r.Visit("")
	defer resting.Leave()
	defer awake.Leave()
	resting.Rest(true)
	do(t, r, host, key("x", nil))
	<-awake.Wake()
	select {
	case <-resting.Wake():
		t.Error("woken although at rest")
	default:
	}
	resting.Rest(false)
	if got := r.Snapshot().Texts.Get(section).Plain(); got != "x" {
		t.Errorf("it looks and finds %q", got)
	}
	do(t, r, host, key("y", r.Snapshot().Texts.Get(section)))
	<-resting.Wake()
	resting.Rest(true)
	resting.Poke()
	<-resting.Wake()
}

// A command that comes as the room ends is refused, never swallowed.
func TestStoppingTellsEveryone(t *testing.T) {
	s := build(t)
	r, host, leave := s.opened(t)
	defer leave()
	told := make(chan error, 1000)
	var sent int
	for range 300 {
		err := r.Submit(t.Context(), room.NewCommand(host, key("x", nil)), func(err error) { told <- err })
		if err == nil {
			sent++
		}
	}
	if err := s.house.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	for i := range sent {
		select {
		case <-told:
		default:
			t.Fatalf("%d of %d commands were never answered", sent-i, sent)
		}
	}
	if err := r.Do(t.Context(), room.NewCommand(host, key("x", nil))); fault.Code(err) != "server_stopping" {
		t.Errorf("after the end: %v", err)
	}
	if _, _, err := s.house.Enter(t.Context(), s.id); fault.Code(err) != "server_stopping" {
		t.Errorf("entering a closed house: %v", err)
	}
}

// A participant may hold the room only when no host has been there for two
// minutes.
func TestHoldingTheRoom(t *testing.T) {
	now := time.Date(2026, 3, 2, 18, 0, 0, 0, time.UTC)
	var mu sync.Mutex
	s := build(t)
	s.house = room.NewHouse(room.Parts{Log: s.log, Box: s.box, Codec: workshop.NewCodec(), Clock: func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		return now
	}})
	r, host, leave := s.opened(t)
	defer leave()
	rosa := join(t, r, "Rosa Delgado")
	guiding := r.Visit(host)
	do(t, r, host, key("x", nil)) // the owner has seen the visit
	if err := r.Do(t.Context(), room.NewCommand(rosa, roster.HoldRoom{})); fault.Code(err) != "host_is_here" {
		t.Errorf("with the host here: %v", err)
	}
	guiding.Leave()
	do(t, r, host, key("x", nil))
	mu.Lock()
	now = now.Add(roster.HoldAfter)
	mu.Unlock()
	do(t, r, rosa, roster.HoldRoom{})
	if r.Snapshot().Roster.Holder != rosa {
		t.Error("nobody holds the room")
	}
	if err := s.house.Close(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestUnknownWorkshop(t *testing.T) {
	s := build(t)
	_, _, err := s.house.Enter(t.Context(), "nobody's")
	if !errors.Is(err, fault.New("workshop_unknown")) {
		t.Errorf("got %v", err)
	}
}

// writing takes the room to the quiet cards and opens them.
func writing(t testing.TB, r *room.Room, host roster.SeatID) *values.Writing {
	t.Helper()
	for r.Snapshot().Agenda.At.Step != "write" {
		to, ok := r.Snapshot().Agenda.Next()
		if !ok {
			t.Fatal("no quiet writing in this agenda")
		}
		do(t, r, host, workshop.MoveTo{From: r.Snapshot().Agenda.At, To: to})
	}
	do(t, r, host, values.OpenWriting{})
	return r.Snapshot().Values.OpenWriting()
}

// cards are what somebody gives to a round of writing, one card a word; none takes
// all of theirs back.
func cards(writing string, words ...string) values.WriteCards {
	out := values.WriteCards{Writing: writing}
	for _, w := range words {
		out.Cards = append(out.Cards, values.Draft{Word: safetext.Clean(safetext.Title, w), Lang: "en"})
	}
	return out
}

// patience is a room that writes cards, in which Rosa has put one.
func patience(t *testing.T) (r *room.Room, host, rosa roster.SeatID, w *values.Writing) {
	t.Helper()
	r, host, leave := build(t).opened(t)
	t.Cleanup(leave)
	rosa = join(t, r, "Rosa")
	for _, name := range []string{"Max", "June", "Ana", "Luz"} {
		join(t, r, name)
	}
	w = writing(t, r, host)
	do(t, r, rosa, cards(w.ID, "Patience"))
	return r, host, rosa, w
}

// Whoever came to a seat by words that a host made, the host maybe, reads nothing
// that its person had put; the person goes on reading their own, and it counts.
func TestAnotherWayInReadsNoAnswers(t *testing.T) {
	r, _, rosa, w := patience(t)
	sees := func(who room.Sitter) bool {
		t.Helper()
		value, ok, err := r.Own(t.Context(), who, w.Cards.ID)
		if err != nil {
			t.Fatal(err)
		}
		return ok && strings.Contains(string(value), "Patience")
	}
	if !sees(room.Own(rosa)) {
		t.Error("the person does not read what they put")
	}
	if sees(room.Sitter{Seat: rosa, Entry: "by the host"}) {
		t.Error("the host's words open the person's answers")
	}
	counted(t, r, w.Cards.ID, 1)
}

// Nor can they take back what its person put: who wrote a card is known to the way
// in by which it was written, and so is whose it is (domain R-15, safety §5).
func TestAnotherWayInTakesNoCardBack(t *testing.T) {
	r, host, rosa, w := patience(t)
	do(t, r, host, values.LastCall{ID: w.ID})
	do(t, r, host, values.ShowWall{Writing: w.ID})
	other := room.Sitter{Seat: rosa, Entry: "by the host"}
	if value, ok, err := r.Own(t.Context(), other, w.Claims.ID); err != nil || ok && len(values.ReadClaims(value)) > 0 {
		t.Errorf("the host's words tell which cards are the person's: %q, %v", value, err)
	}
	back := values.WithdrawCard{Card: r.Snapshot().Values.Cards[0].ID, Writing: w.ID}
	if err := r.Do(t.Context(), room.ForSeat(other, back)); fault.Code(err) != "values_not_your_card" {
		t.Errorf("by the host's words: %v", err)
	}
	if r.Snapshot().Values.Cards[0].Withdrawn {
		t.Error("the card is gone")
	}
	if err := r.Do(t.Context(), room.ForSeat(room.Own(rosa), back)); err != nil {
		t.Errorf("by its writer: %v", err)
	}
}

// How many answers are in is told of the list: a delegate who also answers as
// themselves must not hide that somebody on it has not answered.
func TestCountsAreOfTheList(t *testing.T) {
	s := build(t)
	r, host, leave := s.opened(t)
	defer leave()
	var seats []roster.SeatID
	for _, name := range []string{"Rosa", "Max", "June", "Ana"} {
		seats = append(seats, join(t, r, name))
	}
	hart := join(t, r, "William Hart")
	do(t, r, "", roster.ConfirmDelegate{Seat: hart, Nation: safetext.Clean(safetext.Title, "Example Tribe")})
	w := writing(t, r, host)
	do(t, r, seats[0], cards(w.ID, "Patience"))
	do(t, r, hart, cards(w.ID, "Patience"))
	counted(t, r, w.Cards.ID, 1)
}

// counted waits for the room to have told all answers given so far, and that they
// are as many: it tells after it has thanked for one.
func counted(t *testing.T, r *room.Room, poll string, want int) {
	t.Helper()
	do(t, r, "", roster.NoteCodeChanged{}) // taken after what was given before
	if n := r.Snapshot().Counts[poll]; n != want {
		t.Errorf("%d answers are told to be in, want %d", n, want)
	}
}
