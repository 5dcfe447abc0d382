package sqlite_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"convene/internal/ballot"
	"convene/internal/eventlog"
	"convene/internal/eventlog/logtest"
	"convene/internal/sqlite"
)

// patience is how long a test waits for a state that must come.
const patience = 30 * time.Second

// small is a folder on a disk of its own, of so many MiB.
func small(t *testing.T, size int) string {
	t.Helper()
	at := t.TempDir()
	if err := syscall.Mount("tmpfs", at, "tmpfs", 0, fmt.Sprintf("size=%dm,mode=700", size)); err != nil {
		t.Skip("no small disk can be had here: ", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(at, 0); err != nil {
			t.Error(err)
		}
	})
	return filepath.Join(at, "data")
}

// watched is a store as a server opens it.
func watched(t *testing.T, dir string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), dir, sqlite.Options{Watch: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// saysTrouble waits until the store says this.
func saysTrouble(t *testing.T, s *sqlite.Store, want string) {
	t.Helper()
	for end := time.After(patience); s.Trouble() != want; {
		select {
		case <-s.TroubleChanged():
		case <-end:
			t.Fatalf("the store says %q, never %q", s.Trouble(), want)
		}
	}
}

// ballast fills a disk but for so many bytes.
func ballast(t *testing.T, dir string, leave int64) string {
	t.Helper()
	path := filepath.Join(filepath.Dir(dir), "ballast")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Fallocate(int(f.Fd()), 0, 0, int64(s.Bavail)*s.Bsize-leave); err != nil {
		t.Fatal(err)
	}
	return path
}

// last takes what a disk still has, if anything.
func last(t *testing.T, f *os.File) {
	t.Helper()
	var err error
	for err == nil {
		_, err = f.Write(make([]byte, 4096))
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
}

// A disk that fills up is said before and when it is full; what the reserve
// still took is kept, the rest is refused, and with room again all is well.
func TestFullDiskIsSaidTakesTheReserveAndHeals(t *testing.T) {
	dir := small(t, 64)
	s := watched(t, dir)
	reserve := filepath.Join(dir, "reserve")
	until(t, "a reserve", func() bool { _, err := os.Stat(reserve); return err == nil })
	rest, err := os.Create(filepath.Join(filepath.Dir(dir), "rest"))
	if err != nil {
		t.Fatal(err)
	}
	defer rest.Close()
	weight := ballast(t, dir, 256<<10)

	var head eventlog.Head
	var kept []string
	lows := 0
	for n := 0; ; n++ {
		text := fmt.Sprint(n, strings.Repeat(" ", 10_000))
		next, err := s.Log().Append(t.Context(), "w", logtest.Batch(head, text))
		if errors.Is(err, eventlog.ErrFull) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(reserve); err != nil {
			lows++ // written although the disk was full before
		}
		head, kept = next, append(kept, text)
	}
	if lows == 0 {
		t.Error("the reserve took nothing")
	}
	saysTrouble(t, s, sqlite.TroubleFull)
	last(t, rest)
	p := ballot.Ref{Workshop: "w", Poll: "p"}
	if err := s.Box().Open(t.Context(), p, ballot.MaxSize); !errors.Is(err, ballot.ErrFull) {
		t.Errorf("the box says %v", err)
	}
	if got := logtest.Texts(t, s.Log(), "w"); len(got) != len(kept) || got[len(got)-1] != kept[len(kept)-1] {
		t.Errorf("%d events are read, %d were kept", len(got), len(kept))
	}

	if err := errors.Join(os.Remove(weight), rest.Truncate(0)); err != nil {
		t.Fatal(err)
	}
	saysTrouble(t, s, "")
	if _, err := s.Log().Append(t.Context(), "w", logtest.Batch(head, "again")); err != nil {
		t.Errorf("with room again: %v", err)
	}
	until(t, "a new reserve", func() bool { _, err := os.Stat(reserve); return err == nil })
	if wrong, err := s.Check(t.Context()); err != nil || len(wrong) > 0 {
		t.Errorf("check says %v, %v", wrong, err)
	}
}

// A server starts on a full disk by help of the reserve, and says so.
func TestAServerStartsOnAFullDisk(t *testing.T) {
	dir := small(t, 64)
	s := watched(t, dir)
	until(t, "a reserve", func() bool { _, err := os.Stat(filepath.Join(dir, "reserve")); return err == nil })
	logtest.Append(t, s.Log(), "w", eventlog.Head{}, "one")
	_ = s.Close()
	ballast(t, dir, 0)
	s = watched(t, dir)
	saysTrouble(t, s, sqlite.TroubleLow)
	if got := logtest.Texts(t, s.Log(), "w"); len(got) != 1 {
		t.Errorf("%d events are read", len(got))
	}
}

func TestLittleRoomIsSaid(t *testing.T) {
	dir := small(t, 64)
	s := watched(t, dir)
	weight := ballast(t, dir, 3<<20)
	logtest.Append(t, s.Log(), "w", eventlog.Head{}, "one")
	_ = s.Close()
	s = watched(t, dir) // looks at once
	saysTrouble(t, s, sqlite.TroubleLow)
	if _, err := s.Log().Head(t.Context(), "w"); err != nil {
		t.Error(err)
	}
	if err := os.Remove(weight); err != nil {
		t.Fatal(err)
	}
	saysTrouble(t, s, "")
}

// until waits for something on the disk.
func until(t *testing.T, what string, there func() bool) {
	t.Helper()
	again := time.NewTicker(5 * time.Millisecond)
	defer again.Stop()
	for end := time.After(patience); !there(); {
		select {
		case <-again.C:
		case <-end:
			t.Fatal("never came: ", what)
		}
	}
}
