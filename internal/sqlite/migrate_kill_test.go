package sqlite

import (
	"context"
	"database/sql/driver"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"convene/internal/eventlog"
	"convene/internal/eventlog/logtest"
	"convene/migrations"

	engine "modernc.org/sqlite"
)

// killEnv tells TestMigrationThatDies the folder, the step and the statement.
const killEnv = "CONVENE_TEST_MIGRATE"

// statements splits a migration; ours have no statement within a statement.
func statements(text string) []string {
	var out []string
	begun := ""
	for line := range strings.Lines(text) {
		code, _, _ := strings.Cut(line, "--")
		begun += line
		if strings.HasSuffix(strings.TrimSpace(code), ";") {
			out = append(out, begun)
			begun = ""
		}
	}
	return append(out, begun)
}

// A kill at any statement of any migration, from any version, leaves the
// database as it was, with a copy beside it, and the next start goes on.
func TestMigrationKilledAtEveryStatement(t *testing.T) {
	all, err := steps(migrations.Files)
	if err != nil {
		t.Fatal(err)
	}
	kills := 0
	for have := range len(all) {
		for _, next := range all[have:] {
			for at := range statements(next.text) {
				dir := filepath.Join(t.TempDir(), "data")
				filled(t, dir, all[:have])
				kill(t, dir, next.number, at)
				kills++
				s, err := Open(t.Context(), dir, Options{})
				if err != nil {
					t.Fatalf("from %d, killed in %s at %d: %v", have, next.name, at, err)
				}
				holdsOne(t, s, have)
				if wrong, err := s.Check(t.Context()); err != nil || len(wrong) > 0 {
					t.Errorf("from %d, killed in %s at %d: check says %v, %v", have, next.name, at, wrong, err)
				}
				copies, _ := filepath.Glob(filepath.Join(dir, backupsFolder, "before-*.db"))
				if have > 0 && len(copies) < len(all)-have {
					t.Errorf("from %d, killed in %s at %d: %d copies", have, next.name, at, len(copies))
				}
				_ = s.Close()
			}
		}
	}
	t.Logf("%d kills", kills)
}

// filled makes a folder of an earlier version, with one event in it.
func filled(t *testing.T, dir string, done []step) {
	t.Helper()
	db := writerOf(t, dir)
	defer db.Close()
	for _, s := range done {
		if err := apply(t.Context(), db, s, time.UnixMilli(0)); err != nil {
			t.Fatal(err)
		}
	}
	if len(done) == 0 {
		return
	}
	c, err := newCommitter(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	go c.run()
	defer c.stop()
	l := &log{store: &Store{write: db, read: db, committer: c}, news: newNews()}
	if _, err := l.Append(t.Context(), "w", logtest.Batch(eventlog.Head{}, "before")); err != nil {
		t.Fatal(err)
	}
}

// kill opens the folder in a process that dies before the at-th statement of a
// step.
func kill(t *testing.T, dir string, step, at int) {
	t.Helper()
	c := exec.Command(os.Args[0], "-test.run=^TestMigrationThatDies$")
	c.Env = append(os.Environ(), fmt.Sprintf("%s=%s:%d:%d", killEnv, dir, step, at))
	out, err := c.CombinedOutput()
	if c.ProcessState == nil || c.ProcessState.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
		t.Fatalf("it was not killed: %v\n%s", err, out)
	}
}

func holdsOne(t *testing.T, s *Store, have int) {
	t.Helper()
	want := min(have, 1)
	if got := logtest.Texts(t, s.Log(), "w"); len(got) != want {
		t.Errorf("%d events are left, want %d", len(got), want)
	}
}

// TestMigrationThatDies is no test: it is the process that is killed.
func TestMigrationThatDies(t *testing.T) {
	order := os.Getenv(killEnv)
	if order == "" {
		t.Skip("only for TestMigrationKilledAtEveryStatement")
	}
	part := strings.Split(order, ":")
	number, _ := strconv.Atoi(part[1])
	at, _ := strconv.Atoi(part[2])
	err := engine.RegisterScalarFunction("die", 0, func(*engine.FunctionContext, []driver.Value) (driver.Value, error) {
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {} // until it is dead
	})
	if err != nil {
		t.Fatal(err)
	}
	all, err := steps(migrations.Files)
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for _, s := range all {
		text := s.text
		if s.number == number {
			parts := statements(text)
			text = strings.Join(parts[:at], "") + "SELECT die();\n" + strings.Join(parts[at:], "")
		}
		files[s.name] = &fstest.MapFile{Data: []byte(text)}
	}
	_, err = Open(context.Background(), part[0], Options{steps: files})
	t.Fatalf("it lives: %v", err)
}

// A database whose tables are others than the steps make is told.
func TestCheckFindsAnotherSchema(t *testing.T) {
	for _, harm := range []string{
		`CREATE TABLE stranger (a TEXT) STRICT`,
		`DROP VIEW votes`,
		`DROP INDEX seat_keys_of_seat`,
		`ALTER TABLE events ADD COLUMN more TEXT`,
	} {
		s := openStore(t)
		err := s.committer.do(t.Context(), func(t *tx) error { return t.control(harm) })
		if err != nil {
			t.Fatal(err)
		}
		if wrong, err := s.Check(t.Context()); err != nil || len(wrong) != 1 || wrong[0].Code != "check.schema" {
			t.Errorf("%s: check says %v, %v", harm, wrong, err)
		}
	}
}
