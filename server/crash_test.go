package server_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"convene/internal/bench"
	"convene/internal/room"
	"convene/internal/workshop"
	"convene/internal/workshop/act"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
	"convene/server"
	"convene/tui/keys"
	"convene/tui/tuitest"
)

var (
	crashKills = flag.Int("crash.kills", 10, "how often the server is killed")
	powerCuts  = flag.Int("crash.cuts", 3, "how often the power is cut")
	stopFor    = flag.Duration("crash.stop", time.Second, "for how long the server is stopped as by SIGSTOP")
	crashSeed  = flag.Uint64("crash.seed", 0, "when it is killed, and what a power cut leaves; 0 is another each time")
)

// Of eight people six write and two follow the room.
const (
	busyPeople  = 8
	busyTypists = 6
	// killsAHall is how many kills one workshop lives through.
	killsAHall = 10
)

// A kill at any moment takes nothing that any screen had shown of the shared work
// (design §1, promise 1): words, where the room was, results.
func TestKilledServerKeepsWhatWasShown(t *testing.T) {
	keeps(t, *crashKills, 1, func(t *testing.T, hall bench.Hall, seen *shown, b busyRun, _ *rand.Rand) (left string) {
		b.dir, b.end = hall.Dir, (*bench.Process).Kill
		live(t, hall, seen, b)
		return hall.Dir
	})
}

// keeps lives so many lives, some to a hall, and looks after each whether what
// the screens showed is in the folder that is left.
func keeps(t *testing.T, lives int, kind uint64, life func(*testing.T, bench.Hall, *shown, busyRun, *rand.Rand) (left string)) {
	t.Helper()
	seed := *crashSeed
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("seed: -crash.seed=%d", seed)
	chance := rand.New(rand.NewPCG(seed, kind))
	var total shown
	for done := 0; done < lives; {
		seen := newShown()
		// A test of its own, so that a thousand lives leave no more behind than ten.
		whole := t.Run("", func(t *testing.T) {
			hall := full(t, folder(t), busyPeople)
			for n := range min(killsAHall, lives-done) {
				done++
				after := 50*time.Millisecond + time.Duration(chance.Int64N(int64(600*time.Millisecond)))
				hall.Dir = life(t, hall, seen, busyRun{number: done, after: after, first: n == 0}, chance)
				compare(t, hall, seen, done)
				if t.Failed() {
					return
				}
			}
		})
		if !whole {
			return // or skipped: the subtest has said why
		}
		total.add(seen)
	}
	t.Logf("%d times; shown and kept: %d words, %d places, %d results", lives, len(total.words), len(total.places), len(total.results))
	if len(total.words) == 0 || len(total.places) == 0 || len(total.results) == 0 {
		t.Error("the screens showed too little for this to prove anything")
	}
}

// busyRun is one life of the server.
type busyRun struct {
	number int
	dir    string // that the server serves
	after  time.Duration
	first  bool // of this hall: not before a result was on a screen
	end    func(*bench.Process)
}

// live starts the server, lets everyone be busy, and ends it at a random moment.
func live(t *testing.T, hall bench.Hall, seen *shown, b busyRun) {
	t.Helper()
	run := b.number
	var log journal
	p, err := bench.StartHall(t.Context(), b.dir, &log, busyEnv+"="+hall.ID, placeEnv+"="+hall.Writing.Item, runEnv+"="+strconv.Itoa(run))
	if err != nil {
		t.Fatalf("start %d: %v\n%s", run, err, log.String())
	}
	people := make([]*tuitest.Person, busyPeople)
	for i := range people {
		w, h := 80, 24
		if i%3 == 0 {
			w, h = 120, 40
		}
		people[i] = arrive(t, p.Addr, hall, i, tuitest.Options{W: w, H: h})
	}
	for i, person := range people[:busyTypists] {
		person.SeeThat("the section", func(g tuitest.Grid) bool { return g.Says("Section 2 of 19") || g.Says("Sección 2 de 19") })
		writes(t, person) // at the end, on a line of their own
		person.Press(keys.Main)
		person.Type(busyWord(run, i, 0))
		person.See(strings.TrimSpace(busyWord(run, i, 0)))
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var busy sync.WaitGroup
	for i, person := range people {
		busy.Go(func() { // reads over the person's shoulder until the end
			_ = person.Screen().Wait(ctx, func(g tuitest.Grid) bool { seen.read(g); return false })
		})
		if i < busyTypists {
			busy.Go(func() { types(ctx, person.Client, run, i) })
		}
	}
	if b.first {
		until(t, "a result", seen.result)
	}
	select {
	case <-time.After(b.after):
	case <-t.Context().Done():
	}
	b.end(p)
	if log.String() != "" {
		t.Logf("run %d: the server said: %s", run, log.String())
	}
	for _, person := range people {
		person.SeeEnd()
		seen.read(person.Grid())
	}
	cancel()
	busy.Wait()
}

func busyWord(run, i, n int) string { return fmt.Sprintf("k%dw%dn%d ", run, i, n) }

// types sends numbered words, key by key, until the link is gone.
func types(ctx context.Context, c *tuitest.Client, run, i int) {
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for n := 1; ; n++ {
		for _, r := range busyWord(run, i, n) {
			select {
			case <-tick.C:
			case <-c.Done():
				return
			case <-ctx.Done():
				return
			}
			if c.Send(string(r)) != nil {
				return
			}
		}
	}
}

// shown is what all screens have shown of the shared work.
type shown struct {
	mu                     sync.Mutex
	words, places, results map[string]bool
}

func newShown() *shown {
	return &shown{words: map[string]bool{}, places: map[string]bool{}, results: map[string]bool{}}
}

var (
	wordPattern   = regexp.MustCompile(`k\d+w\dn\d+`)
	placePattern  = regexp.MustCompile(`Round-\d+-\d+`)
	resultPattern = regexp.MustCompile(`The middle answer: ([^.]+) today, ([^.]+) for what should be\.`)
)

// read takes down what a screen shows.
func (s *shown) read(g tuitest.Grid) {
	text := g.String()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, w := range wordPattern.FindAllString(text, -1) {
		s.words[w] = true
	}
	// Where the room is stands in the head; beside it a wide screen has the
	// whole agenda.
	for _, p := range placePattern.FindAllString(g.Row(0)+" "+g.Row(1), -1) {
		s.places[p] = true
	}
	for _, m := range resultPattern.FindAllStringSubmatch(strings.Join(strings.Fields(text), " "), -1) {
		s.results[m[1]+", "+m[2]] = true
	}
}

// result reports whether a result was shown.
func (s *shown) result() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.results) > 0
}

func (s *shown) add(o *shown) {
	if s.words == nil {
		*s = *newShown()
	}
	for _, m := range []struct{ to, from map[string]bool }{{s.words, o.words}, {s.places, o.places}, {s.results, o.results}} {
		for k := range m.from {
			m.to[k] = true
		}
	}
}

// compare folds what the folder holds after the kill.
func compare(t *testing.T, hall bench.Hall, seen *shown, run int) {
	t.Helper()
	house, err := server.Open(t.Context(), config(hall.Dir))
	if err != nil {
		t.Fatalf("after kill %d: %v", run, err)
	}
	defer func() {
		if err := house.Close(context.Background()); err != nil {
			t.Error(err)
		}
	}()
	if wrong, err := house.Store.Check(t.Context()); err != nil || len(wrong) > 0 {
		t.Errorf("after kill %d the folder is damaged: %v %v", run, wrong, err)
	}
	state, err := house.Rooms.Peek(t.Context(), hall.ID)
	if err != nil {
		t.Fatalf("after kill %d: %v", run, err)
	}
	words := ""
	for _, id := range state.Texts.IDs() {
		words += state.Texts.Get(id).Plain() + "\n"
	}
	lost := 0
	for w := range seen.words {
		if !strings.Contains(words, w) {
			t.Errorf("kill %d: %q was on a screen and is gone", run, w)
			lost++
		}
	}
	if lost > 0 {
		t.Logf("what is there:\n%s", words)
	}
	places := map[string]bool{}
	for _, spell := range state.Agenda.Spells {
		item, _ := state.Agenda.Item(spell.Item)
		places[item.Title.In("en")] = true
	}
	for p := range seen.places {
		if !places[p] {
			t.Errorf("kill %d: a screen showed the room at %q, where it never was", run, p)
		}
	}
	results := map[string]bool{}
	name := func(middle poll.Middle) string { return state.Spectrum.Content.Levels[middle.Low].Name["en"] }
	for _, topic := range state.Spectrum.Topics {
		if r := topic.LastRound(spectrum.First); r.Shown() && r.TodayResult.Answered == busyPeople {
			results[name(poll.MiddleOf(r.TodayResult.Counts))+", "+name(poll.MiddleOf(r.ShouldResult.Counts))] = true
		}
	}
	for r := range seen.results {
		if !results[r] {
			t.Errorf("kill %d: the result %q was on a screen and is gone", run, r)
		}
	}
}

// What the busy host's process is told.
const (
	busyEnv  = "CONVENE_TEST_BUSY"
	placeEnv = "CONVENE_TEST_PLACE"
	runEnv   = "CONVENE_TEST_RUN"
)

// busyHost runs in the server's own process: it moves the room on and on, and
// holds votes, until it is killed.
func busyHost(ctx context.Context, s *server.Server) {
	id := os.Getenv(busyEnv)
	if id == "" {
		return
	}
	r, leave, err := s.House().Rooms.Enter(ctx, id)
	if err != nil {
		fmt.Fprintln(os.Stderr, "no room:", err)
		return
	}
	defer leave()
	if err := together(ctx, r, os.Getenv(placeEnv), os.Getenv(runEnv)); err != nil {
		fmt.Fprintln(os.Stderr, "the writers never came:", err)
		return
	}
	for n := 0; ctx.Err() == nil; n++ {
		if err := busyRound(ctx, s, r, os.Getenv(runEnv)+"-"+strconv.Itoa(n)); err != nil {
			fmt.Fprintln(os.Stderr, "the host stopped:", err)
			return
		}
	}
}

// together takes the room to where it writes, and waits until everyone who
// writes has.
func together(ctx context.Context, r *room.Room, item, run string) error {
	for _, topic := range r.Snapshot().Spectrum.Topics {
		if round := topic.OpenRound(); round != nil { // the kill came during a vote
			if err := r.Do(ctx, room.NewCommand("", spectrum.CallOff{ID: round.ID})); err != nil {
				return err
			}
		}
	}
	if err := bench.MoveTo(ctx, r, act.Place{Item: item, Step: terms.StepDraft}); err != nil {
		return err
	}
	visit := r.Visit("")
	defer visit.Leave()
	for i := 0; i < busyTypists; {
		words := ""
		for _, id := range r.Snapshot().Texts.IDs() {
			words += r.Snapshot().Texts.Get(id).Plain()
		}
		if strings.Contains(words, fmt.Sprintf("k%sw%dn1", run, i)) {
			i++
			continue
		}
		select {
		case <-visit.Wake():
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// look waits until screens were drawn once for each person and time, so that they
// show some of what the host does.
func look(ctx context.Context, s *server.Server, times uint64) error {
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for from := s.Drawn(); s.Drawn() < from+times*busyPeople; {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// busyRound goes to a new talk, then holds a vote on a new topic.
func busyRound(ctx context.Context, s *server.Server, r *room.Room, name string) error {
	do := func(body any) error {
		if err := look(ctx, s, 1); err != nil {
			return err
		}
		return r.Do(ctx, room.NewCommand("", body))
	}
	if err := do(agenda.AddItem{Item: agenda.Item{Title: agenda.Words{"en": "Round-" + name}, Minutes: 5, Activity: agenda.Talk}}); err != nil {
		return err
	}
	items := r.Snapshot().Agenda.Items
	for _, i := range items {
		if i.Title.In("en") == "Round-"+name {
			if err := do(workshop.MoveTo{From: r.Snapshot().Agenda.At, To: act.Place{Item: i.ID}}); err != nil {
				return err
			}
		}
	}
	// Each vote has a pair of middles of its own, by which screens tell it.
	levels := r.Snapshot().Spectrum.Content.Levels
	n := len(r.Snapshot().Spectrum.Topics)
	if n >= len(levels)*len(levels) {
		return nil
	}
	if err := busyVote(ctx, r, do, "Topic-"+name, levels[n/len(levels)].ID, levels[n%len(levels)].ID); err != nil {
		return err
	}
	return look(ctx, s, 3) // the result is read before the room goes on
}

// busyVote holds a whole vote on a new topic, with an answer from every seat.
func busyVote(ctx context.Context, r *room.Room, do func(any) error, title, today, should string) error {
	topic, err := bench.Topic(ctx, r, title)
	if err != nil {
		return err
	}
	at := votePlace(r, topic, spectrum.StepVote1)
	if err := do(workshop.MoveTo{From: r.Snapshot().Agenda.At, To: at}); err != nil {
		return err
	}
	if err := do(spectrum.OpenVote{Topic: topic, Vote: spectrum.First, Warned: true}); err != nil {
		return err
	}
	round := r.Snapshot().Spectrum.Topic(topic).OpenRound()
	for _, seat := range r.Snapshot().Roster.Seats {
		for poll, choice := range map[string]string{round.Today.ID: today, round.Should.ID: should} {
			if err := r.Do(ctx, room.NewCommand(seat.ID, spectrum.Cast{Poll: poll, Choice: choice})); err != nil {
				return err
			}
		}
	}
	if err := do(spectrum.LastCall{ID: round.ID}); err != nil {
		return err
	}
	return do(spectrum.CloseVote{Round: round.ID, Vote: spectrum.First})
}

// votePlace adds an item for the spectrum the first time, since the agenda of
// the hall has none.
func votePlace(r *room.Room, topic, step string) act.Place {
	at, ok := bench.Place(r, spectrum.Activity, step)
	if !ok {
		item := agenda.Item{Title: agenda.Words{"en": "Choose our level"}, Minutes: 45, Activity: spectrum.Activity, Steps: spectrum.Steps()}
		_ = r.Do(context.Background(), room.NewCommand("", agenda.AddItem{Item: item}))
		at, _ = bench.Place(r, spectrum.Activity, step)
	}
	at.Topic = topic
	return at
}
