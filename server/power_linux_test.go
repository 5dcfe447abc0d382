package server_test

import (
	"errors"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"convene/internal/bench"
	"convene/internal/forgetful"
)

// A power cut at any moment takes nothing that any screen had shown of the
// shared work (design §1, promise 1): the disk forgets all that was not synced,
// or any part of it.
func TestPowerCutKeepsWhatWasShown(t *testing.T) {
	seed := *crashSeed
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("seed: -crash.seed=%d", seed)
	chance := rand.New(rand.NewPCG(seed, 2))
	var total shown
	for done := 0; done < *powerCuts; {
		dir := folder(t)
		hall, err := bench.Prepare(t.Context(), dir, bench.Plan{People: busyPeople, Open: true})
		if err != nil {
			t.Fatal(err)
		}
		seen := newShown()
		for n := range min(killsAHall, *powerCuts-done) {
			done++
			hall.Dir = untilTheCut(t, hall, seen, done, n == 0, chance)
			compare(t, hall, seen, done)
			if t.Failed() {
				return
			}
		}
		total.add(seen)
	}
	t.Logf("%d cuts; shown and kept: %d words, %d places, %d results", *powerCuts, len(total.words), len(total.places), len(total.results))
	if len(total.words) == 0 || len(total.places) == 0 || len(total.results) == 0 {
		t.Error("the screens showed too little for this to prove anything")
	}
}

// untilTheCut serves a hall on a forgetful disk, lets everyone be busy, cuts the
// power at a random moment, and returns a folder with what is left.
func untilTheCut(t *testing.T, hall bench.Hall, seen *shown, run int, first bool, chance *rand.Rand) (left string) {
	t.Helper()
	disk, err := forgetful.Load(hall.Dir)
	if err != nil {
		t.Fatal(err)
	}
	at := t.TempDir()
	if err := disk.Mount(at); errors.Is(err, forgetful.ErrUnsupported) {
		t.Skip("no power is cut here: ", err)
	} else if err != nil {
		t.Fatal(err)
	}
	after := 50*time.Millisecond + time.Duration(chance.Int64N(int64(600*time.Millisecond)))
	live(t, hall, seen, busyRun{number: run, dir: at, after: after, first: first, end: func(p *bench.Process) {
		disk.Cut(chance)
		p.Kill()
	}})
	if err := disk.Unmount(); err != nil {
		t.Fatal(err)
	}
	left = filepath.Join(t.TempDir(), "left")
	if err := disk.Save(left); err != nil {
		t.Fatal(err)
	}
	return left
}
