package sqlite_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"convene/internal/access"
	"convene/internal/ballot"
	"convene/internal/eventlog/logtest"
	"convene/internal/forgetful"
	"convene/internal/sqlite"
)

// powerEnv names the folder that TestWritesUntilTheCut works in, as a process of
// its own.
const powerEnv = "CONVENE_TEST_POWER"

// Whatever the store has said is done is done after a power cut, from the very
// first start of a folder on: events, answers and what opens them, codes, the
// secret, backups; and a poll's key that was shredded does not come back.
func TestPowerCutUndoesNothing(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	chance := rand.New(rand.NewPCG(seed, 4))
	folder := t.TempDir()
	var done promised
	for cut := range 12 {
		disk, err := forgetful.Load(folder)
		if err != nil {
			t.Fatal(err)
		}
		at := t.TempDir()
		if err := disk.Mount(at); errors.Is(err, forgetful.ErrUnsupported) {
			t.Skip("no power is cut here: ", err)
		} else if err != nil {
			t.Fatal(err)
		}
		done.watch(t, at, 1+chance.IntN(60), func() { disk.Cut(chance) })
		if err := disk.Unmount(); err != nil {
			t.Fatal(err)
		}
		folder = filepath.Join(t.TempDir(), "left")
		if err := disk.Save(folder); err != nil {
			t.Fatal(err)
		}
		done.hold(t, cut, folder)
		if t.Failed() {
			return
		}
	}
}

// promised is what the store has said is done.
type promised struct{ said []string }

// watch starts the writer, takes down what it says is done, and cuts the power
// after so many things.
func (p *promised) watch(t *testing.T, at string, things int, cut func()) {
	t.Helper()
	c := exec.Command(os.Args[0], "-test.run=^TestWritesUntilTheCut$")
	c.Env = append(os.Environ(), powerEnv+"="+at)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for n := 0; lines.Scan(); {
		what, ok := strings.CutPrefix(lines.Text(), "done ")
		if !ok {
			continue
		}
		p.said = append(p.said, what)
		if n++; n == things {
			cut()
			_ = c.Process.Kill()
		}
	}
	_ = c.Wait() // it was killed
}

// hold looks for all of it in what is left.
func (p *promised) hold(t *testing.T, cut int, folder string) {
	t.Helper()
	s, err := sqlite.Open(t.Context(), folder, sqlite.Options{})
	if err != nil {
		t.Fatalf("cut %d: %v", cut, err)
	}
	defer s.Close()
	if wrong, err := s.Check(t.Context()); err != nil || len(wrong) > 0 {
		t.Errorf("cut %d: check says %v, %v", cut, wrong, err)
	}
	texts := make(map[string]bool)
	for _, text := range logtest.Texts(t, s.Log(), "w") {
		texts[text] = true
	}
	answers, shredded, backup := make(map[string]string), make(map[string]bool), ""
	for _, line := range p.said {
		what := strings.Fields(line)
		switch what[0] {
		case "event":
			if !texts[what[1]] {
				t.Errorf("cut %d: event %s is gone", cut, what[1])
			}
		case "answer":
			answers[what[1]] = what[2]
		case "shred":
			shredded[what[1]] = true
		case "workshop":
			code, ok := access.ParseCode(what[1])
			if !ok {
				t.Fatalf("no code: %q", what[1])
			}
			if _, err := s.Catalogue().ByCode(t.Context(), code); err != nil {
				t.Errorf("cut %d: workshop %s: %v", cut, what[1], err)
			}
		case "backup":
			backup = what[1] // the last is never pruned
		}
	}
	if backup != "" {
		err := sqlite.Restore(t.Context(), filepath.Join(t.TempDir(), "restored"), filepath.Join(folder, "backups", backup), today)
		if err != nil {
			t.Errorf("cut %d: backup: %v", cut, err)
		}
	}
	for poll, value := range answers {
		got, ok, err := s.Box().Get(t.Context(), ballot.Ref{Workshop: "w", Poll: poll}, "rosa")
		if shredded[poll] {
			if ok {
				t.Errorf("cut %d: the answer to %s can be read after the shred", cut, poll)
			}
			continue
		}
		switch last := p.said[len(p.said)-1]; {
		case err != nil && strings.HasSuffix(last, poll+" "+value):
			p.said = append(p.said, "shred "+poll) // begun as the power went
		case err != nil:
			t.Errorf("cut %d: answer to %s: %v", cut, poll, err)
		case !ok:
			t.Errorf("cut %d: the answer to %s is gone", cut, poll)
		case string(got) < value:
			t.Errorf("cut %d: the answer to %s is %s and was %s", cut, poll, got, value)
		}
	}
}

// TestWritesUntilTheCut is no test: it is the process whose power is cut.
func TestWritesUntilTheCut(t *testing.T) {
	dir := os.Getenv(powerEnv)
	if dir == "" {
		t.Skip("only for TestPowerCutUndoesNothing")
	}
	s, err := sqlite.Open(t.Context(), dir, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := writeOn(t, s, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err) // the power went
	}
	os.Exit(0)
}

// writeOn makes all kinds of writes and says what is done, until one fails.
func writeOn(t *testing.T, s *sqlite.Store, out io.Writer) error {
	ctx := context.Background()
	head, err := s.Log().Head(ctx, "w")
	if err != nil {
		return err
	}
	for n := int(head.Seq); ; n++ {
		if head, err = s.Log().Append(ctx, "w", logtest.Batch(head, fmt.Sprint("e", n))); err != nil {
			return err
		}
		fmt.Fprintf(out, "done event e%d\n", n)
		p := ballot.Ref{Workshop: "w", Poll: fmt.Sprint("p", n)}
		if err := s.Box().Open(ctx, p, ballot.MaxSize); err != nil {
			return err
		}
		for i := range 3 {
			if err := s.Box().Put(ctx, p, "rosa", []byte(strconv.Itoa(i))); err != nil {
				return err
			}
			fmt.Fprintf(out, "done answer %s %d\n", p.Poll, i)
		}
		if n%2 == 0 {
			if err := s.Box().Shred(ctx, p); err != nil {
				return err
			}
			fmt.Fprintf(out, "done shred %s\n", p.Poll)
		}
		if n%5 == 0 {
			fmt.Fprintf(out, "done workshop %s\n", newWorkshop(t, s).Code)
		}
		if n%9 == 0 {
			file, err := s.BackUp(ctx)
			if err != nil {
				return err
			}
			fmt.Fprintf(out, "done backup %s\n", filepath.Base(file))
		}
	}
}
