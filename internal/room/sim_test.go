package room_test

import (
	"context"
	"flag"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/cryptotest"
	"testing/synctest"
	"time"

	"convene/internal/ballot/memballot"
	"convene/internal/eventlog/memlog"
	"convene/internal/room"
	"convene/internal/workshop"
)

var (
	simSeeds = flag.Int("sim.seeds", 25, "how many seeds are simulated")
	simSteps = flag.Int("sim.steps", 600, "how many steps each takes")
	simSeed  = flag.Uint64("sim.seed", 0, "the one seed to simulate again; 0 is new ones each time")
)

// The simulation is rooms, log, box and people in one process whose scheduler,
// clock and disk are the test's: at each step everything stands still, and one
// thing that may happen next is chosen by chance. People write, vote, come and go,
// step away, ask for pauses and say private words;
// writes to the disk end well, in want of room, not at all or nobody knows how;
// the process dies. A seed makes the same run again.
func TestSimulation(t *testing.T) {
	seeds := *simSeeds
	if *simSeed != 0 {
		seeds = 1
	}
	var total tally
	for range seeds {
		seed := *simSeed
		if seed == 0 {
			seed = rand.Uint64()
		}
		total.add(simulate(t, seed, *simSteps).tally)
	}
	t.Logf("%d seeds: %+v", seeds, total)
	if seeds >= 10 && (total.Words == 0 || total.Answers == 0 || total.Results == 0 || total.Crashes == 0 || total.Refused == 0 || total.Unknown == 0 || total.Gone == 0 ||
		total.Away == 0 || total.Pauses == 0 || total.Alone == 0) {
		t.Error("too little happened for this to prove anything")
	}
}

// A seed gives the same run again, or a failing one could not be looked into.
func TestSimulationReplays(t *testing.T) {
	const seed = 20310304
	a, b := simulate(t, seed, 300), simulate(t, seed, 300)
	if !slices.Equal(a.trace, b.trace) {
		for i := range a.trace {
			if i >= len(b.trace) || a.trace[i] != b.trace[i] {
				t.Fatalf("step %d was %q and then %q", i, a.trace[i], b.trace[min(i, len(b.trace)-1)])
			}
		}
		t.Fatal("the second run went on for longer")
	}
}

// tally is what happened in a run.
type tally struct {
	Words, Answers, Results, Crashes, Refused, Unknown, Voided, Gone, Away, Pauses, Alone int
}

func (t *tally) add(o tally) {
	t.Words += o.Words
	t.Answers += o.Answers
	t.Results += o.Results
	t.Crashes += o.Crashes
	t.Refused += o.Refused
	t.Unknown += o.Unknown
	t.Voided += o.Voided
	t.Gone += o.Gone
	t.Away += o.Away
	t.Pauses += o.Pauses
	t.Alone += o.Alone
}

// sim is one run. The goroutine that steps owns it; what other goroutines leave
// in it they leave before everything stands still.
type sim struct {
	t      testing.TB
	seed   uint64
	chance *rand.Rand
	trace  []string
	tally  tally

	log     *memlog.Log // what is on the disk
	box     *memballot.Box
	life    *life // the process
	set     time.Duration
	rooms   []string
	people  []*person
	promise *promises
	unseen  *unseen
}

// life is one process, from its start to its death.
type life struct {
	house *room.House
	disk  *disk
}

const (
	simRooms  = 2
	simPeople = 5 // in each room
)

func simulate(t *testing.T, seed uint64, steps int) *sim {
	cryptotest.SetGlobalRandom(t, seed)
	s := &sim{t: t, seed: seed, chance: rand.New(rand.NewPCG(seed, 5)), log: memlog.New(), box: memballot.New()}
	s.promise, s.unseen = newPromises(s), newUnseen(s)
	synctest.Test(t, func(t *testing.T) {
		s.t = t
		defer s.explain(steps)
		s.start()
		s.furnish()
		for n := range steps {
			synctest.Wait()
			for _, p := range s.people {
				p.arrive()
			}
			s.promise.hold()
			if t.Failed() {
				break
			}
			s.step(n)
		}
		s.end()
	})
	return s
}

// explain says how a run that failed came to it, and how to have it again.
func (s *sim) explain(steps int) {
	if s.t.Failed() {
		s.t.Logf("the last of %d steps:\n%s", len(s.trace), strings.Join(s.trace[max(0, len(s.trace)-40):], "\n"))
		s.t.Logf("again by: go test ./internal/room -run '^TestSimulation$' -sim.seed=%d -sim.steps=%d", s.seed, steps)
	}
}

// start begins a new life on what is on the disk.
func (s *sim) start() {
	d := &disk{sim: s}
	s.life = &life{disk: d, house: room.NewHouse(room.Parts{
		Log: simLog{s.log, d}, Box: simBox{s.box, d}, Codec: workshop.NewCodec(),
		Snapshots: s.log, Folds: workshop.NewFolds(), Clock: func() time.Time { return time.Now().Add(s.set) },
	})}
}

// step lets one thing happen.
func (s *sim) step(n int) {
	var may []choice
	for i, o := range s.life.disk.waiting() {
		may = append(may, choice{30, fmt.Sprint("disk ", o.name), func() string { return s.life.disk.finish(i, s.outcome(n, o)) }})
	}
	for _, p := range s.people {
		may = append(may, p.choices()...)
	}
	may = append(may,
		choice{10, "time", func() string { time.Sleep(time.Second); return "" }},
		choice{1, "clock", func() string {
			s.set = []time.Duration{0, time.Hour, -time.Hour}[s.chance.IntN(3)]
			return s.set.String()
		}},
		choice{1, "warn", func() string {
			says := []string{"", "trouble.disk_full"}[s.chance.IntN(2)]
			s.life.house.Warn(says)
			return says
		}},
		choice{1, "crash", s.crash},
	)
	sum := 0
	for _, c := range may {
		sum += c.weight
	}
	at := s.chance.IntN(sum)
	for _, c := range may {
		if at -= c.weight; at < 0 {
			s.trace = append(s.trace, strings.TrimSpace(c.name+" "+c.do()))
			return
		}
	}
}

// choice is one thing that may happen next.
type choice struct {
	weight int
	name   string
	do     func() string // says more about what happened
}

// outcome is how a write to the disk ends. It depends on the write and not on
// which of two that came together was first.
func (s *sim) outcome(step int, o *op) outcome {
	h := fnv.New64a()
	fmt.Fprint(h, s.seed, step, o.name)
	switch n := h.Sum64() % 100; {
	case n < 80:
		return kept
	case n < 86:
		return noRoom
	case n < 91:
		return unavailable
	case n < 95:
		return unknownKept
	}
	return unknownLost
}

// crash ends the process: what was being written is written or not, nobody hears
// of it, and a new process starts.
func (s *sim) crash() string {
	s.tally.Crashes++
	s.promise.died()
	s.unseen.died()
	said := s.life.disk.die(func(o *op) bool { return s.outcome(len(s.trace), o) == unknownKept || s.chance.IntN(2) == 0 })
	for _, p := range s.people {
		p.gone()
	}
	house := s.life.house
	go func() { _ = house.Close(context.Background()) }()
	synctest.Wait()
	if s.chance.IntN(6) == 0 {
		said += s.promise.loseKey()
	}
	s.start()
	return said
}

// end lets all that was begun end well, and looks once more.
func (s *sim) end() {
	s.life.disk.ease()
	time.Sleep(time.Minute) // whoever waits to try again does
	synctest.Wait()
	for _, p := range s.people {
		p.arrive()
		p.read()
	}
	if !s.t.Failed() {
		s.promise.hold()
		s.promise.same()
	}
	for _, p := range s.people {
		p.leave()
	}
	synctest.Wait()
	if !s.t.Failed() {
		s.promise.withoutThem()
	}
	if err := s.life.house.Close(context.Background()); err != nil {
		s.t.Error(err)
	}
}
