package server_test

import (
	"math/rand/v2"
	"path/filepath"
	"testing"

	"convene/internal/bench"
	"convene/internal/forgetful"
)

// A power cut at any moment takes nothing that any screen had shown of the
// shared work (design §1, promise 1): the disk forgets all that was not synced,
// or any part of it.
func TestPowerCutKeepsWhatWasShown(t *testing.T) {
	if err := forgetful.Supported(); err != nil {
		t.Skip("no power is cut here: ", err)
	}
	keeps(t, *powerCuts, 2, untilTheCut)
}

// untilTheCut serves a hall on a forgetful disk, lets everyone be busy, cuts the
// power at a random moment, and returns a folder with what is left.
func untilTheCut(t *testing.T, hall bench.Hall, seen *shown, b busyRun, chance *rand.Rand) (left string) {
	t.Helper()
	disk, err := forgetful.Load(hall.Dir)
	if err != nil {
		t.Fatal(err)
	}
	b.dir = t.TempDir()
	if err := disk.Mount(b.dir); err != nil {
		t.Fatal(err)
	}
	b.end = func(p *bench.Process) {
		disk.Cut(chance)
		p.Kill()
	}
	live(t, hall, seen, b)
	if err := disk.Unmount(); err != nil {
		t.Fatal(err)
	}
	left = filepath.Join(t.TempDir(), "left")
	if err := disk.Save(left); err != nil {
		t.Fatal(err)
	}
	return left
}
